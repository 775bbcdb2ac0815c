"""Whom a sentence is about when it does not say: "He", "the bookkeeper", "the 52-year-old"; pure.

News names somebody once with what he is ("Ada Holm, 52, a bookkeeper") and then goes on with a pronoun or with
what it said he is. Read off the word order of an article's sentences, back to where the name stands; where
two may be meant it is the nearer one, where that is not plain nobody.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.answer.names import country, is_adjective, same_name
from bot.answer.sentence import Sentence, is_place_only, sentence_names
from bot.answer.synonyms import likeness
from bot.answer.verbs import root
from index.sentences import split_sentences
from index.words import FUNCTION_WORDS, TITLES, Name, tokenize

FARTHEST = 4
"""Sentences that a chain of pronouns is followed back, at most."""

_PERSONAL = r"(?:he|she)"
_OPENING = re.compile(
    r"^\W*(?:(?:but|and|so|then|now|later|also|yet|meanwhile|asked|still|there|instead)[,\s]+)?"
    r"(?:[^,;:.\"“”]{3,60},\s+(?:\w+\s+)?)?(he|she|his|her)\b",
    re.I,
)
_TOLD_BY = re.compile(r"[,?!]?[\"”]\s+(?:he|she)\s+\w+|\b(?:he|she)\s+(?:said|says|added|told|went\s+on)\b", re.I)
_SAYS = r"(?:said|says|told|added|asked|wrote|insisted|argued|recalled|explained|warned)"
_SPEAKER = re.compile(rf"[,?!]?[\"”]\s*{_SAYS}\s+(?:[a-z'’-]+\s+){{0,4}}?(?=[A-Z])")
_BEHIND = re.compile(
    r"\s*,\s+(?:(\d{2}),\s+)?(?:who\s+(?:is|was)\s+)?(?:an?|the|one\s+of\s+the|its|his|her|their)\s+([^,;.()]{3,80})"
)
_COPULA = re.compile(r"\s+(?:is|was|became|remains)\s+(?:also\s+)?(?:an?|the|its)\s+([^,;.()]{3,80})")
_AGED = re.compile(r"\s*,\s+(\d{2})\s*(?:,|$)")
_DEFINITE = re.compile(r"\b(?:the|this|that)\s+((?:[a-z][\w'’-]*\s+){0,3}?)([a-z][\w-]*|\d{2}-year-old)\b", re.I)
_TRIED = re.compile(r"\b(?:plead\w*|pled|went\s+on\s+trial|is\s+accused|(?:was|were|been)\s+charged|stands?\s+trial)\b")
_UNNAMED = re.compile(
    r"^\W*(?:[Aa]n?\s+(?:[\w'’-]+\s+){0,4}?[a-z][\w-]+|[Tt]he\s+(?:[\w'’-]+\s+){0,2}?(?:man|woman|driver|teenager|suspect|boy|girl)|[Oo]ne)\b"
)
_NAMED_AS = re.compile(r"\b(?:named|identified)\s+(?:\w+\s+){0,4}?as\s+")
_OF_MANY = frozenset("board committee house street park people team city road avenue square".split())
"""Nouns that an article has several of, so that "the" says not which."""
_PHRASE_END = re.compile(
    r"\s+(?:of|in|on|at|for|from|by|with|to|who|which|that|whose|and|as|during|since|until|when|where|had|has"
    r"|\w{3,}ed|\w{4,}ing)\b"
)


class _Described:
    """What an article calls its names: a head noun -> (where it says so, the name), in its order."""

    def __init__(self) -> None:
        self.nouns: dict[str, list[tuple[int, str]]] = {}

    def add(self, noun: str, at: int, name: str) -> None:
        if len(noun) > 3 and noun not in FUNCTION_WORDS and noun not in _OF_MANY:
            self.nouns.setdefault(noun, []).append((at, name))


    def called(self, noun: str) -> list[tuple[int, str]]:
        """Give the names that an article calls so, or by a word for the same."""
        if noun in self.nouns:
            return self.nouns[noun]
        alike = [word for word in self.nouns if likeness(root(word), root(noun)) >= 0.9]
        return [one for word in alike for one in self.nouns[word]]


@lru_cache(maxsize=64)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(split_sentences(text))


@lru_cache(maxsize=64)
def _described(text: str) -> _Described:
    """Collect what an article says that its names are: behind a name, before it, and in the name itself."""
    found = _Described()
    for start, end in _sentences(text):
        sentence = text[start:end]
        for name in sentence_names(sentence):
            if is_place_only(name.text):
                continue
            behind = sentence[name.end :]
            for match in (_BEHIND.match(behind), _COPULA.match(behind)):
                if match:
                    found.add(_head(match.group(match.lastindex or 1)), start + name.end, name.text)
            aged = _AGED.match(behind)
            if aged:
                found.add(f"{aged.group(1)}-year-old", start + name.end, name.text)
            before = re.search(r"\b([a-z][a-z-]+),?\s+$", sentence[: name.start])
            if before and re.search(r"\b(?:the|an?|its|his|her|their|['’]s?)\s[^.;:]{0,60}$", sentence[: name.start]):
                found.add(before.group(1), start + name.end, name.text)
            if _TRIED.search(sentence) and _acts(sentence, name):
                found.add("defendant", start + name.end, name.text)
            words = [t.word for t in tokenize(name.text)]
            if len(words) > 1:
                found.add(words[0] if words[0] in TITLES else words[-1], start + name.end, name.text)
    return found


def _head(phrase: str) -> str:
    """Give the noun that a phrase is about: "pilot" of "crop-dusting pilot who flew in the war"."""
    cut = _PHRASE_END.search(f" {phrase}")
    words = (phrase[: max(0, cut.start() - 1)] if cut else phrase).split()
    return words[-1].lower() if words and words[-1].islower() else ""


def meant_by(sentence: Sentence) -> list[str]:
    """Give the names that a sentence's own descriptions mean: "the bookkeeper" is Ada Holm."""
    text, described = sentence.text, _described(sentence.article.text)
    found = []
    for match in _DEFINITE.finditer(text):
        noun = match.group(2).lower()
        if re.match(r"\s+(?:of\b|[A-Z])|['’]s?\s+\w+\s+of\b", text[match.end() :]):
            continue  # "the mayor of Brae", "the singer Ada Holm": another
        known = [one for one in described.called(noun) if one[0] <= sentence.start]
        if known:
            found.append(max(known)[1])
    return found


def is_called(name: str, noun: str, sentence: Sentence) -> bool:
    """Tell whether an article says that a name is a NOUN, a root: "Torben Rail, a freight company"."""
    found = _described(sentence.article.text).nouns.items()
    return any(
        likeness(root(word), noun) >= 0.9 and any(same_name(name, one) for _, one in called)
        for word, called in found
    )


def is_somebody(name: str, sentence: Sentence) -> bool:
    """Tell whether an article speaks of a name as of a person: with an age, a title, words said, "who"."""
    last = re.escape(name.split()[-1])
    person = rf"{last}(?:,\s+(?:\d\d|who|whose|himself|herself)\b|\s+(?:said|says|told|added)\b)|\b(?:{_SAYS})\s+{re.escape(name)}"
    words = [t.word for t in tokenize(name)]
    return words[0] in TITLES or re.search(person, sentence.article.text) is not None


def subject_of(sentence: Sentence) -> str | None:
    """Give whom the "he" or "she" of a sentence means, as printed where it stands; None: not plain."""
    spans = _sentences(sentence.article.text)
    at = next((i for i, (start, _) in enumerate(spans) if start == sentence.start), None)
    if at is None or not speaks_of_somebody(sentence.text):
        return None
    return _chain(sentence.article.text, at - 1, FARTHEST)


def speaks_of_somebody(text: str) -> bool:
    """Tell whether a sentence's first person is a pronoun: nobody is named before it."""
    opening = _OPENING.match(text)
    if opening:
        return not any(n.start < opening.start(1) for n in _people(text))
    told = _TOLD_BY.search(text)
    return told is not None and not any(n.start < told.start() and _acts(text, n) for n in _people(text))


def pronoun_at(sentence: Sentence) -> tuple[int, int] | None:
    """Give where the pronoun stands that opens a sentence and means whom the one before names; None: none."""
    opening = _OPENING.match(sentence.text)
    subject = subject_of(sentence) if opening and opening.group(1).lower() in ("he", "she") else None
    if opening is None or subject is None or not sentence.before or subject not in sentence.before[-1]:
        return None
    return opening.span(1)


def _chain(text: str, at: int, left: int) -> str | None:
    """Find whom the sentence with a number is about."""
    if at < 0 or left == 0:
        return None
    start, end = _sentences(text)[at]
    sentence = text[start:end]
    spoken = _SPEAKER.search(sentence)
    people = _people(sentence)
    if spoken:
        return next((n.text for n in people if n.start >= spoken.end()), None)
    opening = _OPENING.match(sentence)
    owned = opening is not None and opening.group(1).lower() in ("his", "her")
    if speaks_of_somebody(sentence) and not (owned and any(_acts(sentence, n) for n in people)):
        return _chain(text, at - 1, left - 1)
    acting = [n for n in people if _acts(sentence, n)]
    if acting:
        return acting[0].text
    if not people:
        return _chain(text, at - 1, left - 1)
    return people[0].text if people[0].start < 60 else None


def _people(text: str) -> list[Name]:
    """Give the names of a sentence that may be somebody: no places, no owners, no word that only opens it."""
    found = []
    for name in sentence_names(text):
        opens = " " not in name.text and not text[: name.start].strip(" \"“'‘")
        only = opens and (re.match(r",\s+[A-Z]", text[name.end :]) or root(name.text.lower()) != name.text.lower())
        if not (_is_place(text, name) or re.match(r"['’]s?\b|['’]\s", text[name.end :]) or only):
            found.append(name)
    return found


def _acts(text: str, name: Name) -> bool:
    """Tell whether a name stands where the one stands that a clause is about."""
    behind = re.match(
        r"(?:\s*,[^,;]{2,80},)?\s+(?:(?:also|then|later|now|never|still|\w+ly)\s+)?"
        r"(?:is|was|were|are|has|had|have|will|would|said|says|told|[a-z]{3,}ed|[a-z]{3,}s|[a-z]{2,})\b",
        text[name.end :],
    )
    owned = re.match(r"['’]", text[name.end :])
    aside = re.search(r"\b(?:by|of|with|from|to|for|at|in|on|against|about|over|and|after|before)\s+(?:the\s+)?$", text[: name.start])
    word = behind.group().split()[-1] if behind else ""
    return bool(behind) and not owned and not aside and word not in FUNCTION_WORDS - _VERBS


_VERBS = frozenset("is was were are has had have will would".split())


def _is_place(text: str, name: Name) -> bool:
    words = [t.word for t in tokenize(name.text)]
    if all(country(w) is not None or is_adjective(w) for w in words):
        return True
    return re.search(r"\b(?:in|at|near|to|from|outside|across|around)\s+(?:the\s+)?$", text[: name.start]) is not None


def named_later(sentence: Sentence) -> str | None:
    """Give whom a sentence calls "a man", "a former treasurer", and the next ones name."""
    opening = _UNNAMED.match(sentence.text)
    if opening is None or any(_acts(sentence.text, n) for n in _people(sentence.text)):
        return None
    text, spans = sentence.article.text, _sentences(sentence.article.text)
    at = next((i for i, (start, _) in enumerate(spans) if start == sentence.start), None)
    for start, end in spans[at + 1 : at + 3] if at is not None else ():
        behind = text[start:end]
        as_named = _NAMED_AS.search(behind)
        for name in _people(behind):
            if as_named and name.start >= as_named.end():
                return name.text
            if at == 0 and " " in name.text and not behind[: name.start].strip() and _acts(behind, name):
                return name.text
    return None


def means(asked: str, sentence: Sentence) -> float:
    """Tell how surely a sentence that does not print a name speaks of it: by its pronoun, or by what it is."""
    subject = subject_of(sentence) or named_later(sentence)
    if subject is not None and same_name(asked, subject):
        return 0.8
    return 0.8 if any(same_name(asked, name) for name in meant_by(sentence)) else 0.0
