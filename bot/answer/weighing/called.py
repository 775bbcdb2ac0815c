"""What an article says that its names are, and whom it means where it then says only that; pure.

"Ada Holm, 52, a bookkeeper" is "the bookkeeper" and "the 52-year-old" from there on, until somebody else is.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.answer.language.acting import SAYS, acts, article_sentences
from bot.answer.language.names import same_name
from bot.answer.language.sentence import Sentence, is_place_only, sentence_names
from bot.answer.language.synonyms import likeness
from bot.answer.language.verbs import root
from index.words import FUNCTION_WORDS, TITLES, tokenize

_BEHIND = re.compile(
    r"\s*,\s+(?:(\d{2}),\s+)?(?:who\s+(?:is|was)\s+)?(?:an?|the|one\s+of\s+the|its|his|her|their)\s+([^,;.()]{3,80})"
)
_COPULA = re.compile(r"\s+(?:is|was|became|remains)\s+(?:also\s+)?(?:an?|the|its)\s+([^,;.()]{3,80})")
_AGED = re.compile(r"\s*,\s+(\d{2})\s*(?:,|$)")
_DEFINITE = re.compile(
    r"\b(?:the|this|that)\s+((?:[a-z][\w'’-]*\s+){0,3}?)([a-z][\w-]*|\d{2}-year-old)\b", re.I
)
_TRIED = re.compile(
    r"\b(?:plead\w*|pled|went\s+on\s+trial|is\s+accused|(?:was|were|been)\s+charged|stands?\s+trial)\b"
)
_PHRASE_END = re.compile(
    r"\s+(?:of|in|on|at|for|from|by|with|to|who|which|that|whose|and|as|during|since|until|when|where|had|has"
    r"|\w{3,}ed|\w{4,}ing)\b"
)
_OF_MANY = frozenset("board committee house street park people team city road avenue square".split())
"""Nouns that an article has several of, so that "the" says not which."""


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
def _described(text: str) -> _Described:
    """Collect what an article says that its names are: behind a name, before it, and in the name itself."""
    found = _Described()
    for start, end in article_sentences(text):
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
            if before and re.search(
                r"\b(?:the|an?|its|his|her|their|['’]s?)\s[^.;:]{0,60}$", sentence[: name.start]
            ):
                found.add(before.group(1), start + name.end, name.text)
            if _TRIED.search(sentence) and acts(sentence, name):
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
    behind = rf"{last}(?:,\s+(?:\d\d|who|whose|himself|herself)\b|\s+(?:said|says|told|added)\b)"
    person = rf"{behind}|\b(?:{SAYS})\s+{re.escape(name)}"
    words = [t.word for t in tokenize(name)]
    return words[0] in TITLES or re.search(person, sentence.article.text) is not None
