"""Values that are somebody, or what somebody is: who acts, who speaks, what a name is said to be; pure.

As in phrases.py each finder gives candidate spans with a fit, and finds nothing rather than something.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.asking.asked import TO_SOMEBODY
from bot.answer.language.names import NOBODY, country, is_adjective, same_name
from bot.answer.language.phrases import PLACE_CUE, Phrase, clause_end
from bot.answer.language.verbs import root
from index.words import FUNCTION_WORDS, QUESTION_WORDS, TITLES, Name, tokenize

_DATELINE = re.compile(r"[\w .,]{2,40}\((?:[A-Z][\w ]{1,20})\)\s?(?:[.\-—–]|\s)")
_OFFICE_THEN = re.compile(
    r"(?:the\s+|its\s+|his\s+|her\s+|their\s+)?(?:[A-Z]?[\w'’-]+\s+){0,5}?(?:of\s+(?:the\s+)?[A-Z]\w+(?:\s+[A-Z]\w+)?,?\s+"
    r"|[a-z]\w+,?\s+)(?=[A-Z]\w+\s+[A-Z])"
)
_NOT_IN_NOUNS = frozenset(
    """and or but as by with to in on at from for that which who when while than is was were are be been has
    have had said says told met meet the a an of his her their its them him among including whose new old
    former first last next other own same most more least less around over about against under between after
    before during through without like because into near despite since until across behind off out""".split()
)
_NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten dozens hundreds thousands".split()
)
_SPEECH = (
    r"(?:said|says|told|added|adds|noted|stated|announced|claimed|wrote|explained|argued|warned|insisted"
    r"|reports?|reported)"
)


def people(text: str, found: Sequence[Name], asked: Sequence[str], stems: Sequence[str]) -> list[Phrase]:
    """Find who a sentence names besides those in the question.

    found: the sentence's names. asked: the question's names. stems: the question's words; a title among them
    is cut off the name ("Defense Minister Ada Brook" for "who is the defense minister" gives "Ada Brook").
    """
    spans = []
    for name in found:
        if _is_at(text, name) or _DATELINE.match(text[name.start :]) or _opens(text, name):
            continue
        if _is_of_another_country(text, name, asked):
            continue
        words = tokenize(name.text)
        kept = list(words)
        while kept and (kept[0].word in TITLES or is_adjective(kept[0].word) or root(kept[0].word) in stems):
            kept.pop(0)  # only in front of a name: "the Department of Justice" holds no title
        if not kept or kept[0].word in QUESTION_WORDS:  # a headline's "WHAT COMES NEXT"
            continue
        if kept[0].word in FUNCTION_WORDS and name.text[kept[0].start].islower():
            continue  # "of Fame", cut out of a "Hall of Fame" that is asked about
        if all(country(w.word) or w.word in _NUMBER_WORDS for w in kept):
            continue
        start, end = name.start + kept[0].start, name.start + kept[-1].end
        if any(same_name(text[start:end], other) for other in asked):
            continue
        cut = len(kept) < len(words) and any(root(w.word) in stems for w in words if w not in kept)
        spans.append(Phrase(start, end, 1.0 if cut else 0.8))
    return spans


def _is_at(text: str, name: Name) -> bool:
    """Tell whether a name says where; "offered it to NAME" and "heard from NAME" say whom."""
    before = text[: name.start]
    return PLACE_CUE.search(before) is not None and not TO_SOMEBODY.search(before)


def countries(text: str, found: Sequence[Name], asked: Sequence[str]) -> list[Phrase]:
    """Find which countries a sentence names, or begins a name with, besides those in the question."""
    spans = []
    for name in found:
        word = tokenize(name.text)[0]
        start, end = name.start + word.start, name.start + word.end
        known = country(word.word)
        if known and not any(same_name(text[start:end], other) for other in asked):
            spans.append(Phrase(start, end, 0.8 if is_adjective(word.word) else 1.0))
    return spans


def _opens(text: str, name: Name) -> bool:
    """Tell whether a single word may be capitalised only because the sentence opens with it, or is an acronym
    that stands for nobody."""
    word = name.text
    agency = text[: name.start].endswith("(") and text[name.end :].startswith(")")
    if agency or word in NOBODY:
        return True
    return " " not in word and not text[: name.start].strip(" \"“'‘(") and root(word.lower()) != word.lower()


def _is_of_another_country(text: str, name: Name, asked: Sequence[str]) -> bool:
    """Tell whether a name is printed as somebody of a country while another one is asked about."""
    wanted = {country(t.word) for other in asked for t in tokenize(other)} - {None}
    near = text[max(0, name.start - 40) : name.start]
    owner = re.search(r"(\w+)['’]s\s+(?:\w+\s+){0,3}?\w*,?\s*$", near)
    printed = {country(t.word) for t in tokenize(name.text)} | {
        country(owner.group(1).lower()) if owner else None
    }
    return bool(wanted) and bool(printed - {None}) and not wanted & printed


def agents(text: str, anchors: Sequence[tuple[int, int]], named: Sequence[Name] = ()) -> list[Phrase]:
    """Find "by WHOM" after an anchor: "was convicted by a regional court".

    named: the sentence's names: of "by the mayor of Brae, Ada Holm," the name is whom.
    """
    found = []
    for _, end in anchors:
        match = re.compile(r"[^,;.]{0,40}?\bby\s+(?!\w+ing\b)(\w[\w'’\- ]{2,60})").match(text, end)
        if match:
            office = _OFFICE_THEN.match(text, match.start(1))
            holder = next(
                (
                    n
                    for n in named
                    if office
                    and office.end() - 1 <= n.end
                    and n.end > office.end()
                    and n.start <= office.end()
                ),
                None,
            )
            if office and holder:
                found.append(Phrase(office.end(), holder.end, 1.2))
                continue
            piece = re.split(
                r"\b(?:on|in|at|for|to|after|over|of|and sentenced|who|that|when|last|this)\b", match.group(1)
            )[0]
            piece = re.sub(r"(?:\s+(?:and|or|in|the|a))+\s*$", "", piece)
            if piece.strip():
                found.append(Phrase(match.start(1), match.start(1) + len(piece.rstrip()), 0.95))
    return found


def subjects(text: str, anchors: Sequence[tuple[int, int]]) -> list[Phrase]:
    """Find the noun phrase that acts, before an anchor: "a court in Eastfell" in "... sentenced him"."""
    found = []
    for start, _ in anchors:
        clause = re.split(r"[,;:—–]|\s-\s", text[:start])[-1]
        match = re.search(
            r"\b((?:an?|the)\s+(?:[\w'’-]+\s+){0,7}?[\w'’-]+)\s+(?:(?:has|had|have|also)\s+)?$", clause, re.I
        )
        verb = match and re.search(
            r"\b(?:\w{3,}ed|his|her|its|their|is|was|were|are|be|been|will|to)\b", match.group(1)
        )
        if (
            match
            and not verb
            and match.group(1).split()[1].islower()
            and match.group(1).split()[-1] not in _NOT_IN_NOUNS
        ):
            at = start - len(clause) + match.start(1)
            found.append(Phrase(at, at + len(match.group(1)), 0.75))
    return found


def speaker(text: str, found: Sequence[Name]) -> str | None:
    """Find whose words a sentence gives: the name beside its verb of speech, or behind "according to".

    Returns the name with its title as printed, None where the sentence is the outlet's own.
    """
    for name in found:
        if all(country(t.word) for t in tokenize(name.text)):
            continue
        before, after = text[: name.start], text[name.end :]
        apposed = before.endswith(", ")  # "his lawyer, Ada Holm, said"
        if re.match(rf"{',?' if apposed else ''}\s+(?:also\s+|has\s+)?{_SPEECH}\b", after):
            return name.text
        if re.search(rf"(?:\baccording to|[,”\"]\s*{_SPEECH})\s+(?:the\s+)?$", before):
            return name.text
    return None


def descriptions(text: str, thing: str, found: Sequence[Name]) -> list[Phrase]:
    """Find what a sentence says that somebody or something is: copula, apposition, or the words before."""
    spans = []
    for name in found or ():
        if not same_name(thing, name.text):
            continue
        after = text[name.end :]
        copula = re.match(
            r"\s+(?:is|was|are|were|became|has been)\s+((?:an?|the|one of)\s[^;.]{3,140})", after
        )
        if copula:
            spans.append(
                Phrase(name.end + copula.start(1), clause_end(text, name.end + copula.start(1)), 1.0)
            )
        aside = re.match(  # a parenthesis, not what somebody said next
            r"\s*,\s+((?:(?:an?|the|one of|who|whose|head|chief|director|leader)\s)[^,;.]{3,120}?"
            r"(?: of [^,;.]{3,60})?)(?=[,;.])",
            after,
        )
        if aside and not re.search(rf"\b{_SPEECH}\b", aside.group(1)):
            spans.append(Phrase(name.end + aside.start(1), name.end + aside.end(1), 0.95))
        lead = _lead(text[: name.start])
        if lead:
            spans.append(lead)
        before = _words_before(text, name, thing)
        if before:
            spans.append(before)
    # Of two that are as sure the fuller one tells more.
    return sorted(spans, key=lambda p: (-p.fit, p.start - p.end))


def _lead(before: str) -> Phrase | None:
    """Take the noun phrase that stands before ", NAME": "the captain of the ferry, Jon Lind"."""
    for match in re.finditer(r"\b(?:an?|the|its|his|her|their|[\w.-]+['’]s)\s", before, re.I):
        rest = before[match.start() :]
        whole = re.fullmatch(r"((?:[\w'’-]+\s+){1,9}[\w'’-]+),\s*", rest)
        verb = re.search(r"\b(?:\w{3,}ed|is|was|were|are|has|had|have|met|told|said)\b", rest)
        hangs = re.search(
            r"\b(?:at|in|on|of|for|to|from|with|by|under|over|after)\s+$", before[: match.start()], re.I
        )
        if whole and not verb and not hangs:
            return Phrase(match.start(), match.start() + len(whole.group(1)), 0.9)
    return None


def _words_before(text: str, name: Name, thing: str) -> Phrase | None:
    """Take the noun phrase that a name closes: "Finance Ministry spokesperson Col. Ada Brook"."""
    inner = tokenize(name.text)
    thing_words = {t.word for t in tokenize(thing)}
    first = next((name.start + t.start for t in inner if t.word in thing_words), name.start)
    start = first
    for token in reversed(tokenize(text[max(0, first - 90) : first])):
        at = max(0, first - 90) + token.start
        gap = text[at + (token.end - token.start) : start]
        if gap.strip(" ’'s.") or token.word in _NOT_IN_NOUNS or "\n" in gap:
            break
        start = at
    rank = re.search(r"\s+(\w{2,4})\.?\s*$", text[start:first])
    if rank and rank.group(1).lower() in TITLES:
        first = start + rank.start()  # "spokesperson Col. Ada Brook": the rank belongs to the name
    phrase = text[start:first].strip()
    if len(phrase) < 4 or not re.search(r"[a-z]{4}", phrase):
        return None
    words = tokenize(phrase)
    if words[-1].word.endswith("ed") or (len(words) > 1 and words[0].word.endswith("ing")):
        return None  # "users criticised NAME", "by mocking mayor NAME": what was done to it
    if len(words) == 1 and (is_adjective(words[0].word) or words[0].word.endswith(("ed", "ing"))):
        return None
    return Phrase(start, start + len(text[start:first].rstrip()), 0.85 if len(words) > 1 else 0.6)
