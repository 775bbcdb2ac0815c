"""What somebody leads, and whether an office is of it: a ministry has its minister; pure.

"Who leads the Norvian defence ministry?" asks for the Norvian defence minister, not for a president in the
same sentence, nor for who heads another body of the same country.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.answer.language.names import country, same_name
from bot.answer.language.sentence import sentence_names
from bot.answer.language.synonyms import share_group
from bot.answer.language.verbs import root, roots
from index.words import FUNCTION_WORDS, tokenize

_OF_COUNTRY = roots(
    """president premier chancellor king queen emir sultan monarch leader ruler dictator taoiseach"""
)
_OF_COMPANY = roots("executive ceo boss chief chairman chairwoman chairperson chair director president head")
_OFFICES = {
    "ministri": roots("minister"),
    "depart": roots("secretary minister"),
    "court": roots("justice president judge"),
    "tribun": roots("justice president judge"),
    **dict.fromkeys(roots("company firm airline carrier group retailer manufacturer brand"), _OF_COMPANY),
}
"""What the one is called who leads a body of a kind, roots; other kinds have leaders of any name."""
_OBJECT_END = re.compile(r"[,;:.()]|\b(?:who|which|that|and|but|when|while|since)\b", re.I)


@dataclass(frozen=True, slots=True)
class Body:
    """What somebody leads.

    noun: its last word before "of", a root; "" for a country. modifiers: roots of what it deals with
    ("defence"). owners: the names it is of or has, as asked. offices: what its head is called; empty: any.
    """

    noun: str
    modifiers: tuple[str, ...]
    owners: tuple[str, ...]
    offices: frozenset[str]


def read_body(words: str) -> Body:
    """Read what somebody leads.

    >>> read_body("the defence ministry of Norway")
    Body(noun='ministri', modifiers=('defenc',), owners=('Norway',), offices=frozenset({'minist'}))
    """
    words = re.sub(r"^(?:the|an?)\s+", "", words.strip(" ?"), flags=re.I)
    pieces = re.split(r"\s+(?:of|for|at|in)\s+(?:the\s+)?", words)
    first = tokenize(pieces[0])
    if all(country(t.word) for t in first) and len(pieces) == 1:
        return Body("", (), (words,), _OF_COUNTRY | roots("minister"))
    noun = root(first[-1].word) if first else ""
    offices = _OFFICES.get(noun, frozenset())
    if noun not in ("ministri", "depart"):
        names = tuple(name.text for name in sentence_names(f"who leads {words}"))
        return Body(noun, tuple(root(t.word) for t in first[:-1]), names, offices)
    owners: list[str] = []
    modifiers: list[str] = []
    for token in first[:-1]:
        printed = pieces[0][token.start : token.end]
        owned = re.match(r"['’]", pieces[0][token.end :])
        people = country(token.word) or (printed[0].isupper() and re.search(r"(?:an|ese|ish)$", printed))
        (owners if owned or people else modifiers).append(printed)
    for piece in pieces[1:]:
        # "the ministry of health", "the health ministry of Norway"
        (owners if country(piece.lower()) or modifiers else modifiers).append(piece)
    deals = tuple(root(t.word) for word in modifiers for t in tokenize(word) if t.word not in FUNCTION_WORDS)
    return Body(noun, deals, tuple(owners), offices)


def is_office_of(body: Body, text: str, start: int, end: int, name_end: int) -> bool:
    """Tell whether the office's word at text[start:end] is that of a body's head.

    name_end: where its holder's name ends, behind which may stand what it is of ("Mayor Ada Holm of Lund").
    """
    word = root(text[start:end].lower())
    if body.offices and word not in body.offices:
        return False
    before = _words_before(text, start)
    if not body.noun and word == root("minister") and (not before or before[-1].lower() != "prime"):
        return False  # a country's other ministers do not lead it
    near = {root(w.lower()) for w in before[-3:]} | {root(w.lower()) for w in _words_behind(text, end)[:3]}
    titled = body.noun in ("ministri", "depart")
    if titled and not all(
        any(m == w or share_group(m, w, "synonyms.txt") or _spelt(m, w) for w in near) for m in body.modifiers
    ):
        return False
    around = " ".join(before)
    of = " ".join((*_words_behind(text, end), *_words_behind(text, name_end)))
    if not titled and body.noun and not body.owners:
        return True
    if re.search(r"\bits$", around) or (len(before) > 1 and "its" in before[-3:]):
        return not titled and bool(body.noun)
    return not body.owners or any(_names(part, owner) for owner in body.owners for part in (around, of))


def is_led(body: Body, text: str, start: int, end: int) -> bool:
    """Tell whether a leading verb at text[start:end] has the body for what is led."""
    behind = text[end:]
    if re.match(r"\s+by\b", behind):
        piece = re.split(r"[;:]", text[:start])[-1]
    else:
        cut = _OBJECT_END.search(behind)
        piece = behind[: cut.start()] if cut else behind
        if re.fullmatch(r"\s*it\s*", piece):
            piece = text[:start]  # "The board meets in Lund; Ada Holm heads it"
    said = [root(t.word) for t in tokenize(piece)]
    if body.noun in said:
        at = said.index(body.noun)
        own = [w for w in said[:at] if w not in FUNCTION_WORDS]
        other = own and body.modifiers and not any(_spelt(m, w) for m in body.modifiers for w in own)
        return not other or any(_names(piece, owner) for owner in body.owners)
    titled = body.noun in ("ministri", "depart")
    return not titled and any(
        (" " in owner and _names(piece, owner)) or _is(piece, owner) for owner in body.owners
    )


def _is(piece: str, owner: str) -> bool:
    return re.fullmatch(rf"\W*(?:the\s+)?{re.escape(owner)}\W*", piece, re.I) is not None


def _spelt(one: str, other: str) -> bool:
    """Tell whether two roots are one word, "defense" and "defence" too."""
    return one == other or one.replace("c", "s") == other.replace("c", "s")


def _names(words: str, owner: str) -> bool:
    """Tell whether words hold an owner's name: "the Norvian defence" that of Norvia."""
    if any(same_name(token, owner) for token in re.findall(r"[A-Z][\w-]+", words)) and " " not in owner:
        return True
    return any(same_name(name.text, owner) for name in sentence_names(f"of {words}")) or owner in words


def _words_before(text: str, start: int) -> list[str]:
    """Give the words of a noun phrase that stand before its noun."""
    piece = re.split(
        r"[,;:.()\"“”]\s|\b(?:and|or|but|with|by|to|of|at|in|for|from|said|says|met|as)\s", text[:start]
    )[-1]
    return [re.sub(r"['’]s?$", "", word) for word in piece.split()][-6:]


def _words_behind(text: str, end: int) -> list[str]:
    """Give what an office or a name is of, by "of" or the like behind it."""
    match = re.match(r"\s+(?:of|at|for|in)\s+([^,;:.()]{2,80})", text[end:])
    if match is None:
        return []
    piece = re.split(
        r"\s(?:who|which|and|at|in|on|to|with|is|was|has|had|said|went|\w+ed)\s", match.group(1) + " "
    )[0]
    return piece.split()
