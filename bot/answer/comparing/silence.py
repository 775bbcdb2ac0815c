"""What Dateline says when the corpus does not answer: what is missing, and what was searched; pure."""

from __future__ import annotations

from bot.answer.agreement import listed
from bot.answer.question import Question
from index.dates import format_interval
from index.store.among import Extent


def explain_silence(question: Question, searched: Extent) -> str:
    """Say that nothing answers, what no article holds where that is known, and what was searched."""
    return f"{_missing(question)} {_scope(searched)}"


def _missing(question: Question) -> str:
    if question.strangers:
        outlets = listed(question.strangers, 3)
        return f"No article here is known to be from {outlets}, so the corpus does not answer this."
    if question.unknown:
        return f"No article mentions {listed(question.unknown, 3)}, so the corpus does not answer this."
    names = [n.text for n in question.names]
    if len(names) > 1:
        return f"The corpus does not answer this: no passage that tells it brings {listed(names)} together."
    return "The corpus does not answer this."


def _scope(searched: Extent) -> str:
    articles = f"{searched.articles:,} article{'s' if searched.articles != 1 else ''}"
    outlets = (
        f"{searched.outlets:,} outlet{'s' if searched.outlets != 1 else ''}"
        if searched.outlets
        else "unknown outlets"
    )
    if searched.first is None or searched.last is None:
        return f"Searched: {articles} from {outlets}, none with a date."
    if searched.first == searched.last:
        days = format_interval(searched.first, searched.last, "day")
    else:
        days = format_interval(searched.first, searched.last, "range")
    return f"Searched: {articles} from {outlets}, published {days}."
