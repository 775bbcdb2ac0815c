"""An answer for people at a terminal; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from bot.answer.types import Answer, Citation
from bot.render.side_words import placed, standing
from bot.render.words import aside, name_and_date, origin, quoted, remarks, speaker
from bot.terminal import Look, cells, pad, printable
from index.article import Article


def to_text(answer: Answer, look: Look, corpus: PurePath | None = None) -> str:
    """Write an answer for a terminal, ending in a line end.

    The direct sentence first, then a line an outlet with its quote, the note on disagreement, remarks, the
    sources, and last what was searched and who wrote it; the text of an abstention says what was searched
    itself. `corpus` stands before the paths of the sources.
    """
    parts = [
        [look.bold(line) for line in look.block(printable(answer.text))],
        list(_claim_lines(answer, look)),
        list(_disagreement_lines(answer, look)),
        [line for note in remarks(answer) for line in look.block(printable(note))],
        list(_source_lines(answer.citations, look, corpus)),
        [look.dim(line) for line in look.block(origin(answer)) if line],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _claim_lines(answer: Answer, look: Look) -> Iterator[str]:
    """Give a line an outlet: who, the quote and its number, and the value where the quote has other words."""
    by_number = {citation.number: citation for citation in answer.citations}
    rows = [
        (speaker(by_number[number].article), by_number[number], claim)
        for claim in answer.claims
        for number in claim.citations
        if number in by_number
    ]
    if not rows:
        return
    column = min(max(cells(name) for name, _, _ in rows), max(look.width // 4, 16)) + 4
    shown: set[tuple[int, str]] = set()
    for name, citation, claim in rows:
        if (citation.number, claim.value) in shown:
            continue
        shown.add((citation.number, claim.value))
        text = f"{quoted(printable(citation.quote))} [{citation.number}]{aside(claim, citation)}"
        if cells(name) + 4 > column:
            yield "  " + look.bold(name)
            yield from look.block(text, " " * column)
        else:
            yield from look.block(text, " " * column, first=look.bold(pad(f"  {name}", column)))


def _disagreement_lines(answer: Answer, look: Look) -> Iterator[str]:
    """Set the disagreement apart: its note, unless the answer is that, and each side of it."""
    found = answer.disagreement
    if found is None:
        return
    sides = []
    for position, side in placed(answer):
        numbers = " ".join(f"[{n}]" for n in position.citations)
        stands = f" ({standing(side)})" if side else ""
        sides.append(f"{position.value} — {', '.join(position.outlets)} {numbers}{stands}")
    for text in [*([] if found.note in answer.text else [found.note]), *sides]:
        for line in look.block(printable(text), "  "):
            yield look.warn("▌ ") + look.bold(line.removeprefix("  "))


def _source_lines(citations: Iterable[Citation], look: Look, corpus: PurePath | None) -> Iterator[str]:
    """List each cited article once, under all the numbers that point into it."""
    numbers: dict[str, list[int]] = {}
    articles: dict[str, Article] = {}
    for citation in citations:
        numbers.setdefault(citation.article.id, []).append(citation.number)
        articles[citation.article.id] = citation.article
    if not articles:
        return
    yield look.bold("Sources")
    marks = {key: " ".join(f"[{number}]" for number in sorted(set(found))) for key, found in numbers.items()}
    column = max(cells(mark) for mark in marks.values()) + 4
    for key, article in articles.items():
        first = pad(f"  {marks[key]}", column)
        yield from look.block(f"{name_and_date(article)} — {printable(article.title)}", " " * column, first)
        where = article.url or str(corpus / article.path if corpus else article.path)
        yield from (look.dim(line) for line in look.block(printable(where), " " * column))
