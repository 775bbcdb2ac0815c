"""An answer for scripts (a JSON value) and for people at a terminal; pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any

from bot.answer.types import Answer, Citation, Claim, Disagreement, Searched
from bot.terminal import Look, cells, pad, printable, shorten
from index.article import Article
from index.dates import format_interval

_WEEKDAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
# What json leaves as it is and a terminal may obey: escapes of the second block, direction marks, line ends
# that are not "\n", halves of a surrogate pair.
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def to_line(value: Any) -> str:
    """Write a JSON value on one line: letters as they are, whatever could steer a terminal escaped."""
    written = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def to_json(answer: Answer) -> dict[str, Any]:
    """Give an answer the shape that `dateline ask --json` promises."""
    return {
        "question": answer.question,
        "answer": answer.text,
        "abstained": answer.abstained,
        "answerer": answer.answerer,
        "citations": [_citation_json(citation) for citation in answer.citations],
        "claims": [_claim_json(claim) for claim in answer.claims],
        "disagreement": _disagreement_json(answer.disagreement),
        "searched": {
            "articles": answer.searched.articles,
            "outlets": answer.searched.outlets,
            "from": _day(answer.searched.first),
            "to": _day(answer.searched.last),
        },
    }


def _citation_json(citation: Citation) -> dict[str, Any]:
    article = citation.article
    return {
        "n": citation.number,
        "article": article.id,
        "path": article.path,
        "outlet": article.outlet,
        "via": article.via,
        "title": article.title,
        "published": _day(article.published),
        "url": article.url,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
    }


def _claim_json(claim: Claim) -> dict[str, Any]:
    normal = claim.normal
    known = {
        "type": normal.type,
        "start": _day(normal.start),
        "end": _day(normal.end),
        "precision": normal.precision,
        "number": normal.number,
        "unit": normal.unit,
    }
    return {
        "text": claim.text,
        "value": claim.value,
        "normal": {name: value for name, value in known.items() if value is not None},
        "outlets": list(claim.outlets),
        "citations": list(claim.citations),
    }


def _disagreement_json(found: Disagreement | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "kind": found.kind,
        "note": found.note,
        "positions": [
            {"value": side.value, "outlets": list(side.outlets), "citations": list(side.citations)}
            for side in found.positions
        ],
    }


def _day(day: Any) -> str | None:
    return None if day is None else day.isoformat()


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
        [line for note in answer.notes for line in look.block(printable(note))],
        list(_source_lines(answer.citations, look, corpus)),
        [] if answer.abstained else [look.dim(line) for line in look.block(_foot(answer))],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _claim_lines(answer: Answer, look: Look) -> Iterator[str]:
    """Give a line an outlet: who, the quote and its number, and the value where the quote has other words."""
    by_number = {citation.number: citation for citation in answer.citations}
    rows = [
        (_speaker(by_number[number].article), by_number[number], claim)
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
        text = f"“{printable(citation.quote)}” [{citation.number}]{_aside(claim, citation)}"
        if cells(name) + 4 > column:
            yield "  " + look.bold(name)
            yield from look.block(text, " " * column)
        else:
            yield from look.block(text, " " * column, first=look.bold(pad(f"  {name}", column)))


def _speaker(article: Article) -> str:
    """Name whose words a quote is; two unknown outlets are told apart by the titles of their articles."""
    if article.outlet or article.via:
        return outlet_name(article)
    return f"“{shorten(printable(article.title), 30)}”"


def _aside(claim: Claim, citation: Citation) -> str:
    """Say what the quote alone does not: the value worked out of it, who said so, that it was a plan."""
    value = printable(claim.value)
    printed = printable(citation.quote).casefold()
    facts = [] if _words(value) <= _words(printed) else [value]
    if claim.said_by and claim.said_by.casefold() not in printed:
        facts.append(f"said by {printable(claim.said_by)}")
    if claim.planned:
        facts.append("printed before the event")
    return f" — {', '.join(facts)}" if facts else ""


def _words(text: str) -> set[str]:
    """List the words of a value or quote; a weekday is left out, for it tells nothing beside its date."""
    return set(re.findall(r"\w+", text.casefold())) - _WEEKDAYS


def _disagreement_lines(answer: Answer, look: Look) -> Iterator[str]:
    """Set the disagreement apart: its note, or each side of it where the answer's sentence is the note."""
    found = answer.disagreement
    if found is None:
        return
    sides = [
        f"{side.value} — {', '.join(side.outlets)} {' '.join(f'[{n}]' for n in side.citations)}"
        for side in found.positions
    ]
    for text in sides if found.note in answer.text else [found.note]:
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


def outlet_name(article: Article) -> str:
    """Name who published an article, with the agency whose copy it is: "Harbour Gazette (Coast Press)"."""
    if article.outlet and article.via and article.via != article.outlet:
        return printable(f"{article.outlet} ({article.via})")
    return printable(article.outlet or article.via or "") or "Unknown outlet"


def name_and_date(article: Article) -> str:
    """Name an article's outlet and day: "Harbour Gazette, 7 February 2024", or what of it is unknown."""
    day = article.published
    return f"{outlet_name(article)}, {format_interval(day, day, 'day') if day else 'date unknown'}"


def searched_text(searched: Searched) -> str:
    """Say what was looked through: "5 articles of 4 outlets, 14–19 April 2023"."""
    text = f"{count(searched.articles, 'article')} of {count(searched.outlets, 'outlet')}"
    if searched.first and searched.last:
        precision = "day" if searched.first == searched.last else "range"
        text += f", {format_interval(searched.first, searched.last, precision)}"
    return text


def count(number: int, noun: str) -> str:
    """Write a count with its noun: "1 article", "1,200 articles"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _foot(answer: Answer) -> str:
    searched = f"Searched {searched_text(answer.searched)}"
    if answer.answerer == "extractive":
        return f"{searched}; written by rules, no language model took part."
    return f"{searched}; written by {printable(answer.answerer.removeprefix('llm:'))} from these quotes."
