"""Whether a sentence speaks of a name: by naming it, by a pronoun, or through what stands around it; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.asking.asked import AskedName
from bot.answer.language.acting import persons
from bot.answer.language.names import OFFICES, country, is_adjective, parts, same_name
from bot.answer.language.sentence import Sentence, sentence_actors, sentence_names
from bot.answer.language.verbs import root
from bot.answer.weighing.antecedents import means, speaks_of_somebody, subject_of
from bot.answer.weighing.called import is_somebody
from index.words import FUNCTION_WORDS, TITLES, Name, stem, tokenize

_OPENS_WITH_PRONOUN = re.compile(
    r"^\W*(?:(?:on|in|at|during|after|before|since|for|from|by|as|while|when)\s+)?(?:\w+\s+){0,2}?"
    r"(?:he|she|his|her|they|their|it|its|both|this|that|these)\b",
    re.I,
)
_ASIDE_THEN_PRONOUN = re.compile(r"^\W*([^,;:.\"“”]{3,60}),\s+(?:he|she|his|her|they|their|it|its)\b", re.I)
""" "Built in 1810, it"; "On Monday, she"."""
_OPENS_WITH_OFFICE = re.compile(r"^\W*(?:the|this|that|both)\s+(?:\w+\s+){0,2}?\w+\b", re.I)
_SHE = re.compile(r"^\W*(?:\w+\s+){0,2}?(?:he|she|his|her)\b", re.I)
_PRONOUN = re.compile(r"\b(?:he|she|his|her|him|they|their|them|its|both)\b", re.I)
_EXPLETIVE = re.compile(r"^\W*[Ii]t\s+(?:is|was|will be|has been|took)\s+(?:only\s+|also\s+|for\s+)?[A-Z]")
_OBJECT = re.compile(
    r"\b(?:to|with|by|from|for|at|against|told|met|asked|gave|\w+ed)\s+(?:him|her|them)\b", re.I
)
_PLACE_CUE = re.compile(
    r"\b(?:in|at|to|from|near|into|inside|outside|around|across|visit\w*|leav\w+|left|tour\w*|toward|reach\w*)"
    r"\s+(?:the\s+|nearby\s+|downtown\s+|[a-z-]+(?:en|ed|ing|less)\s+|(?:central|(?:north|south|east|west)\w*)\s+)*"
    r"(?:(?:small\s+|port\s+|capital\s+|coastal\s+|\w+ern\s+)?(?:port|island|isle|city|town|village|province|region|state|county"
    r"|district|capital|coast|outskirts|cent(?:re|er)|streets?|suburbs?|airport|north|south|east|west|edge|shores?"
    r"|hospitals?|harbou?r|republic|kingdom|peninsula|area|resort)\s+(?:of\s+|town\s+of\s+)?(?:the\s+)?)?"
    r"(?:[\w'’]+(?:,\s+|\s+in\s+))?$",
    re.I,
)

_SAID_THAT = re.compile(
    r"[^.;\"“]{0,40}?\b(?:said|says|told|announced|added|confirmed|reported|denied|claimed)\b[^.;\"“]{0,30}?$",
    re.I,
)

_OF_A_BODY = re.compile(
    r"\b(?:the|this|its)\s+(?:company|firm|carrier|airline|bank|club|union|party|team|group|agency|ministry|charity|retailer"
    r"|maker|manufacturer|operator|school|university|newspaper|council|government|business|chain|band|museum|hospital)\b",
    re.I,
)
"""What a sentence may call a body that its article names elsewhere."""

BESIDE = 0.45
"""The least for a name that only stands beside the sentence."""

NAMED = 0.8
"""From here on the sentence itself, or a plain pronoun in it, speaks of the name."""


def name_share(asked: AskedName, sentence: Sentence, strict: bool) -> float:
    """Tell how surely a sentence speaks of a name: 1 names it, less by a pronoun, title or context, 0 not.

    strict: one event is asked about, so that who stands only beside the sentence did not take part in it.
    """
    if " " in asked.text and asked.text.casefold() in sentence.text.casefold():
        return 1.0 if not asked.locative else max(_mentions(asked, sentence.text), default=1.0)
    best = max(_mentions(asked, sentence.text), default=0.0)
    if best >= NAMED:
        return best if not _is_cut_short(asked, sentence) else 0.4
    if asked.noun and _is_of_name(asked, sentence):
        return NAMED
    found = sentence_names(sentence.text)
    if asked.locative and any(_PLACE_CUE.search(sentence.text[: n.start]) for n in found):
        return best  # it happened somewhere else
    best = max(best, _by_context(asked, sentence, strict))
    return best if best >= NAMED or asked.locative else max(best, means(asked.text, sentence))


def _is_cut_short(asked: AskedName, sentence: Sentence) -> bool:
    """Tell whether a sentence only has the first words of a name that its article never gives in full.

    "Northmoor" is not the Northmoor Museum; "Brook" is Ada Brook, for people are called by their last name.
    """
    whole = parts(asked.text)
    if len(whole) < 2 or country(asked.text.split()[0].lower()):
        return False
    printed = [set(parts(n.text)) for n in sentence_names(sentence.text) if same_name(asked.text, n.text)]
    if printed and all(words == {whole[-1]} for words in printed) and _is_namesake(asked.text, sentence):
        return True
    if not printed or any(
        whole[-1] in words or (len(words) == 1 and asked.text.isupper()) for words in printed
    ):
        return False
    if any(not words & set(whole) for words in printed):
        return False  # an acronym, or another spelling
    return asked.text.casefold() not in sentence.article.text.casefold()


def _is_namesake(asked: str, sentence: Sentence) -> bool:
    """Tell whether the article gives the last name with other first names, and nowhere with the asked one."""
    first, _, last = asked.rpartition(" ")
    given = re.findall(rf"\b([A-Z][\w’'-]+)\s+{re.escape(last)}\b", sentence.article.text)
    given = [word for word in given if word.lower() not in TITLES | OFFICES and word not in FUNCTION_WORDS]
    return bool(given) and not any(same_name(first, word) or first[0] == word[0] for word in given)


def _is_of_name(asked: AskedName, sentence: Sentence) -> bool:
    """Tell whether "the pipeline" of a sentence is the one whose name its article prints before it."""
    noun = re.escape(asked.noun)
    if not re.search(rf"\b(?:the|this|its)\s+(?:\w+\s+)?{noun}\b", sentence.text, re.I):
        return False
    if re.search(rf"\b[A-Z]\w+\s+{noun}\b", sentence.text):
        return False
    return f"{asked.text} {asked.noun}".casefold() in sentence.article.text[: sentence.end].casefold()


def _mentions(asked: AskedName, text: str) -> list[float]:
    return [_mention(asked, text, name) for name in sentence_names(text)]


def _by_context(asked: AskedName, sentence: Sentence, strict: bool) -> float:
    """Tell how surely the sentences before and the title make the sentence speak of a name.

    A sentence with its own people speaks of them first; a pronoun that opens it means who led the one before.
    """
    text = sentence.text
    opens = _opens_with_pronoun(text)
    if opens and text[:1] in '"“' and not speaks_of_somebody(text):
        opens = False  # a pronoun that is quoted: the one who speaks is named behind it
    people = [n for n in sentence_actors(text) if not _PLACE_CUE.search(text[: n.start])]
    free = not people or asked.locative
    refers = opens or bool(_PRONOUN.search(text)) or bool(not people and _OPENS_WITH_OFFICE.match(text))
    best = 0.0
    in_title = [same_name(asked.text, n.text) for n in sentence_names(sentence.article.title)]
    subject = subject_of(sentence) if opens and not asked.locative else None
    if (
        subject is not None
        and " " in subject
        and not (in_title and all(in_title) and not is_somebody(asked.text, sentence))
        and not same_name(asked.text, subject)
        and not _OF_A_BODY.search(text)
    ):
        return 0.4  # the pronoun that opens it means another; it says nothing of the one firm in the title
    if any(in_title):
        best = 0.65 if not strict else 0.6 if free or opens else 0.4
    for distance, before in enumerate(reversed(sentence.before)):
        found = [n for n in sentence_actors(before) if not _is_adjectival(before, n)]
        if any(
            same_name(asked.text, n.text) and _mention(asked, before, n) >= NAMED
            for n in sentence_names(before)
        ):
            leads = bool(found) and any(same_name(asked.text, n.text) for n in _leaders(before, found))
            if opens and leads:
                return max(best, 0.8 - 0.05 * distance)
            if leads and not distance and _is_its(text, people):
                best = max(best, 0.75)
            if leads and not distance and _OBJECT.search(text):
                best = max(best, 0.7)  # "officials apologised to her"
            if not leads and _SHE.match(text):
                continue  # "she" is whom the sentence before is about, not whom else it names
            least = 0.4 if strict and not (refers or free) else 0.5
            best = max(best, (0.6 if refers and free else least) - 0.05 * distance)
        elif found and opens and not asked.locative:
            break  # the pronoun is taken: it means whom the nearest sentence with people is about
    behind = (_mention(asked, sentence.after, n) for n in sentence_names(sentence.after))
    if best < BESIDE and not strict and max(behind, default=0.0) >= NAMED:
        best = BESIDE
    if best < BESIDE and asked.locative and _is_set_in(sentence, asked.text):
        best = BESIDE
    return best


def _opens_with_pronoun(text: str) -> bool:
    """Tell whether a sentence opens with a pronoun, behind an aside that names nobody where it has one."""
    aside = _ASIDE_THEN_PRONOUN.match(text)
    if aside and not any(name.start < aside.end(1) for name in persons(text)):
        return True
    return _OPENS_WITH_PRONOUN.match(text) is not None and not _EXPLETIVE.match(text)


def _is_its(text: str, people: Sequence[Name]) -> bool:
    """Tell whether "its" of a sentence means a body named before it: "said its head, Ada Holm"."""
    its = re.search(r"\bits\s", text)
    before = [name for name in people if its is not None and name.end <= its.start()]
    return its is not None and (
        not before or (len(before) == 1 and text[before[0].end : its.start()] == ", ")
    )


def _is_adjectival(text: str, name: Name) -> bool:
    """Tell whether a name is only where somebody is from: "the Norlandian minister"."""
    if " " in name.text or not re.match(r"\s+[a-z]", text[name.end :]):
        return False
    follows = re.match(r"\s+[a-z]+\s+[A-Z]", text[name.end :])  # "Harbour councillor Ada Holm"
    if follows and not text[: name.start].strip(' "“'):
        return True
    noun = re.match(r"\s+([a-z]+)", text[name.end :])
    acts = noun is not None and (
        noun.group(1) in FUNCTION_WORDS or root(noun.group(1)) != stem(noun.group(1))
    )
    ends = re.search(r"(?:an|ese|ish)$", name.text)
    return (
        bool(ends) and not acts and not (noun and re.search(r"(?:ed|es)$", noun.group(1)))
    )  # "Sullivan said"


def _leaders(text: str, people: Sequence[Name]) -> Sequence[Name]:
    """Give whom a sentence is about: the first it names, and the next where the first only speaks of it."""
    people = [n for n in people if not re.match(r"['’]s?\s+[a-z]", text[n.end :])] or people
    if len(people) > 1 and _SAID_THAT.match(text[people[0].end : people[1].start]):
        return people[:2]
    return people[:1]


def _is_set_in(sentence: Sentence, place: str) -> bool:
    """Tell whether the article tells of something in this place."""
    name = re.escape(place)
    cue = rf"\b(?:in|at|to|from|near|visit\w*)\s+(?:the\s+)?{name}\b|(?:^|\n){name}\b[^\n]{{0,30}}\s[-—–(]"
    return re.search(cue, sentence.article.text, re.I) is not None


def _mention(asked: AskedName, text: str, name: Name) -> float:
    """Tell how surely one printed name is the name asked for, as the question uses it."""
    if not same_name(asked.text, name.text):
        return 0.0
    words = [t.word for t in tokenize(name.text)]
    asked_words = [t.word for t in tokenize(asked.text)]
    if len(asked_words) == 1 and country(asked_words[0]) and not is_adjective(asked_words[0]):
        same = [w for w in words if country(w) == country(asked_words[0])]
        if same and all(is_adjective(w) for w in same):
            return 0.4 if asked.locative else 0.85  # "the Russian army" is not in Russia
    if asked.locative and not _PLACE_CUE.search(text[: name.start]):
        after = text[name.end : name.end + 40]
        if not re.match(
            r"['’]s\s|,? (?:\w+ )?(?:summit|talks|meeting|conference|visit|trip|office|airport)|\s*\(|,\s"
            r"|\s+(?:has|had|counts|numbers|boasts|is\s+home\s+to)\s",
            after,
        ):
            return 0.4  # named, but not as the place where it happened
    return 1.0
