"""A sentence of an article with what stands around it, and its words and names, remembered; pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from bot.answer.names import country
from bot.answer.verbs import root
from index.article import Article
from index.words import Name, Token, names, tokenize


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
def sentence_tokens(text: str) -> tuple[Token, ...]:
    """The words of a sentence, remembered."""
    return tuple(tokenize(text))


@lru_cache(maxsize=4096)
def sentence_roots(text: str) -> frozenset[str]:
    """The roots of a sentence's words, remembered."""
    return frozenset(root(token.word) for token in sentence_tokens(text))


def is_place_only(name: str) -> bool:
    """Tell whether a name is a country or its adjective, which nobody acts by."""
    words = [t.word for t in tokenize(name)]
    return all(country(w) is not None for w in words)
