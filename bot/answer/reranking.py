"""Passages put into a new order by how likely the reader takes them to answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.opinion import Read
from bot.answer.reader import Window
from index.search import Hit

READ = 10
"""Passages that are read: each takes as long as a sixth of a search or more."""


def rerank(question: str, hits: Sequence[Hit], read: Read) -> list[Hit]:
    """Let the reader look at the first READ hits; the mean of its probability and the score orders them.

    Gives all hits, best first, those that were read with `reader`; the others keep half of their score, as a
    hit has that the reader finds no answer in.
    """
    windows = [Window(hit.passage.text, hit.article.title, hit.article.published) for hit in hits[:READ]]
    readings = read(question, windows)
    seen = [
        replace(hit, score=(hit.score + reading.answerable) / 2, reader=reading.answerable)
        for hit, reading in zip(hits, readings, strict=False)
    ]
    return sorted(
        [*seen, *(replace(hit, score=hit.score / 2) for hit in hits[READ:])], key=lambda hit: -hit.score
    )
