"""Passages put into a new order by how likely the reader takes them to answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.reader import Window
from bot.answer.second_opinion.opinion import Read
from index.search import Hit
from index.searching.pointing import with_neighbours

READ = 10
"""Hits that are read: each takes as long as a third of a search or more."""

WEIGHT = 1 / 3
"""What the reader's probability counts. Chosen on questions about paragraphs of news, where whole passages,
or the reader counting for half, put the right one further down than the search does."""


def rerank(question: str, hits: Sequence[Hit], read: Read) -> list[Hit]:
    """Let the reader look at the first READ hits, each by its `sentence` and the ones beside it.

    Gives all hits, best first, those that were read with `reader`; the others score as a hit has that the
    reader finds no answer in.
    """
    readings = read(question, [_window(hit) for hit in hits[:READ]])
    seen = [
        replace(hit, score=_mix(hit.score, reading.answerable), reader=reading.answerable)
        for hit, reading in zip(hits, readings, strict=False)
    ]
    unseen = [replace(hit, score=_mix(hit.score, 0)) for hit in hits[READ:]]
    return sorted([*seen, *unseen], key=lambda hit: -hit.score)


def _window(hit: Hit) -> Window:
    start, end = with_neighbours(hit.passage, hit.sentence or (hit.passage.start, hit.passage.end))
    text = hit.passage.text[start - hit.passage.start : end - hit.passage.start]
    return Window(text, hit.article.title, hit.article.published)


def _mix(score: float, answerable: float) -> float:
    return (1 - WEIGHT) * score + WEIGHT * answerable
