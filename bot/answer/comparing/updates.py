"""Whether what an answer quotes stood in its article from the beginning; pure over what is given."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.answer.types import Citation
from index.article import Article
from index.dates import format_interval
from index.versions import Version, said_before


def update_notes(
    citations: Sequence[Citation], earlier: Callable[[Article], Sequence[Version]]
) -> tuple[str, ...]:
    """Tell of each quote whose words are not those of an earlier version of its article.

    earlier: gives an article's earlier versions, the oldest first.
    """
    notes = []
    articles = {citation.article.id: citation.article for citation in citations}
    versions = {id_: earlier(article) for id_, article in articles.items()}
    for citation in citations:
        found = said_before(citation.quote, versions[citation.article.id])
        if found is None:
            continue
        version, sentence = found
        day = version.until.date()
        updated = f"{_whose(citation)} was updated on {format_interval(day, day, 'day')}"
        said = f"an earlier version said “{sentence}”" if sentence else "an earlier version did not say that."
        notes.append(f"{updated}; {said}")
    return tuple(dict.fromkeys(notes))


def _whose(citation: Citation) -> str:
    outlet = citation.article.outlet
    return f"The article of {outlet} [{citation.number}]" if outlet else f"The article [{citation.number}]"
