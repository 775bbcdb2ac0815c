"""The paragraphs round a quote; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.answer.types import Citation


class Excerpt(Protocol):
    """A text in which text[start:end] is quoted."""

    @property
    def text(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Excerpted:
    """An Excerpt as it is made here."""

    text: str
    start: int
    end: int


def excerpt_of(citation: Citation, paragraphs: Mapping[int, Excerpt]) -> Excerpt:
    """Find the text that a citation quotes: the article's, else the paragraphs kept, else the quote alone."""
    if citation.article.text:
        return Excerpted(citation.article.text, citation.start, citation.end)
    return paragraphs.get(citation.number) or Excerpted(citation.quote, 0, len(citation.quote))


def narrow(excerpt: Excerpt) -> Excerpted:
    """Cut a text down to the whole paragraphs that the quote stands in; one blank line parts paragraphs."""
    text = excerpt.text
    first = text.rfind("\n\n", 0, excerpt.start)
    first = 0 if first < 0 else first + 2
    last = text.find("\n\n", excerpt.end)
    last = len(text) if last < 0 else last
    return Excerpted(text[first:last], excerpt.start - first, excerpt.end - first)
