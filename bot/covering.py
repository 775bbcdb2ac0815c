"""ask_coverage(): which outlets of an index report what a question asks about."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer.finding import sentences_in
from bot.answer.language.spelling import as_printed
from bot.answer.outlets.coverage import Coverage, find_coverage
from bot.answer.question import read_question
from index.article import Passage
from index.search import Hit, Index

PASSAGES = 24
"""Passages looked at over all outlets, the best ones."""

AN_OUTLET = 6
"""And of each outlet by itself, so that none is missed because others wrote more."""


def ask_coverage(index: Index, text: str) -> Coverage:
    """Find who reports what a question asks about.

    Raises IndexStateError when the index cannot be read.
    """
    articles = index.articles()
    outlets = sorted({a.outlet for a in articles if a.outlet})
    hits = index.search(text, limit=PASSAGES)
    for outlet in outlets:
        hits += index.search(text, limit=AN_OUTLET, outlets=[outlet])
    asked = read_question(as_printed(text, [hit.passage.text for hit in hits]))
    passages = {(p.article_id, p.start): p for hit in hits for p in _copies(hit)}
    read = {id_: index.article(id_) for id_ in dict.fromkeys(p.article_id for p in passages.values())}
    times = {id_: index.times(id_) for id_ in read}
    return find_coverage(asked, sentences_in(passages.values(), read), articles, times)


def _copies(hit: Hit) -> Sequence[Passage]:
    return (hit.passage, *hit.copies)
