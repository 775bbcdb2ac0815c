"""A sentence of an article with what stands around it, and its words and names, remembered; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.answer.language.names import country, same_name
from bot.answer.language.phrasal import phrasal
from bot.answer.language.verbs import root
from index.article import Article
from index.words import Name, Token, names, tokenize

_DATELINE = re.compile(r"[A-Z][^()/.]{2,60}[(/][A-Z][\w .]{1,30}[)/]\s*(?:\.?\s*[-–—]+|\.(?=\s))")

_QUESTION = re.compile(
    r"\W*(?:who|whom|whose|what|when|where|which|why|how|did|does|do|is|are|was|were|has|have|had|will|would|can|could"
    r"|should)\b[^.!]*\?[\s.…\"”’')]*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article with what stands around it.

    before, after: the two sentences before, nearest last, and the one behind.
    """

    article: Article
    start: int
    end: int
    before: tuple[str, ...]
    after: str = ""

    @property
    def text(self) -> str:
        return self.article.text[self.start : self.end]


@lru_cache(maxsize=4096)
def sentence_names(text: str) -> tuple[Name, ...]:
    """The names of a sentence, remembered: a sentence is also its neighbours' context."""
    return tuple(names(text))


@lru_cache(maxsize=4096)
def sentence_actors(text: str) -> tuple[Name, ...]:
    """The names of a sentence by which somebody may act, remembered: those that are no mere country's."""
    return tuple(name for name in sentence_names(text) if not is_place_only(name.text))


@lru_cache(maxsize=4096)
def sentence_tokens(text: str) -> tuple[Token, ...]:
    """The words of a sentence, remembered; behind them what its verbs of several words mean, at the verb."""
    tokens = tokenize(text)
    meant = [tokens[at]._replace(word=meaning) for at, (meaning, _) in phrasal(tokens).items()]
    return (*tokens, *meant)


@lru_cache(maxsize=4096)
def sentence_roots(text: str) -> frozenset[str]:
    """The roots of a sentence's words, remembered."""
    return frozenset(root(token.word) for token in sentence_tokens(text))


def dateline_end(text: str) -> int:
    """Find where a dateline at the head of a sentence ends, "BRELL (NPA) - "; 0 where there is none."""
    match = _DATELINE.match(text)
    return match.end() if match else 0


def is_question(text: str) -> bool:
    """Tell whether a sentence only asks, as a headline may, and so tells nothing."""
    return _QUESTION.fullmatch(text) is not None


def is_named(name: str, texts: Iterable[str]) -> bool:
    """Tell whether a text has a name in another form: "UN" for "United Nations", "Norvians" for "Norvia"."""
    return any(same_name(name, found.text) for text in texts for found in sentence_names(text))


def is_place_only(name: str) -> bool:
    """Tell whether a name is a country or its adjective, which nobody acts by."""
    words = [t.word for t in tokenize(name)]
    return all(country(w) is not None for w in words)
