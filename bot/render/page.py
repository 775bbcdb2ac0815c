"""An answer as one web page that needs nothing else: no script, no other file, no network; pure.

Everything of it that is not written here is escaped; the page's own policy forbids scripts and other hosts.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from itertools import pairwise
from pathlib import Path

from bot.answer.types import Answer, Citation
from bot.render.chart import Row, Scale, chart_rows, chart_scale, published_text, ticks, value_text
from bot.render.escape import plain, without_hidden
from bot.render.links import link_to
from bot.render.side_words import NOT_JUDGED, agreement, facts, heading, placed
from bot.render.words import age, aside, name_and_date, origin, quoted, remarks, speaker
from index.article import Article
from index.dates import format_interval

_STYLE = Path(__file__).with_name("page.css")
_SIDES = 5  # colours


def to_page(answer: Answer, today: date) -> str:
    """Write an answer as a web page: the answer, who differs, the quotes, a timeline, sources, the articles.

    today: what the age of a source is counted to. Each quote is marked in its article, which is there whole.
    """
    style = _STYLE.read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    parts = [
        f"<h1>{_text(answer.question)}</h1>",
        f'<p class="answer">{_numbered(answer.text, answer)}</p>',
        *_disagreement(answer),
        *(f'<p class="note">{_numbered(note, answer)}</p>' for note in remarks(answer)),
        *_quotes(answer),
        *_timeline(chart_rows(answer)),
        *_sources(answer, today),
        *_articles(answer),
        f"<footer><p>{_text(origin(answer))}</p><p>Made by Dateline on {_day(today)}.</p></footer>",
    ]
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{_text(answer.question)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        + "\n".join(parts)
        + "\n</body>\n</html>\n"
    )


def _text(words: str) -> str:
    return escape(plain(words))


def _day(day: date) -> str:
    return format_interval(day, day, "day")


def _numbered(words: str, answer: Answer) -> str:
    """Escape words and make links of the numbers of citations in them."""
    known = {str(citation.number) for citation in answer.citations}

    def link(match: re.Match[str]) -> str:
        return f'<a href="#quote-{match[1]}">[{match[1]}]</a>' if match[1] in known else match[0]

    return re.sub(r"\[(\d+)\]", link, _text(words))


def _disagreement(answer: Answer) -> Iterator[str]:
    """Set the positions beside each other, each with who takes it, days, voices, marks and quotes."""
    found = answer.disagreement
    if found is None:
        return
    note = "" if found.note in answer.text else f"<p>{_numbered(found.note, answer)}</p>"
    sides = ""
    for position, side in placed(answer):
        numbers = _numbered(" ".join(f"[{n}]" for n in position.citations), answer)
        who, *told = facts(side, plain) if side else [plain(", ".join(position.outlets))]
        rows = "".join(f"<dd>{_text(row)}</dd>" for row in told)
        cited = (c for c in answer.citations if c.number in position.citations)
        quotes = "".join(f"<dd><blockquote>{_quote(c, answer)}</blockquote></dd>" for c in cited)
        head = f'<dt>{_text(position.value)} {numbers}</dt><dd class="who">{_text(who)}</dd>'
        sides += f"<div>{head}{rows}{quotes}</div>"
    yield (
        f'<section class="differ"><h2>{heading(found)}</h2>{note}<dl class="sides">{sides}</dl>'
        f'<p class="faint">{NOT_JUDGED}</p></section>'
    )


def _quote(citation: Citation, answer: Answer) -> str:
    return f"{_text(quoted(citation.quote))} {_numbered(f'[{citation.number}]', answer)}"


def _quotes(answer: Answer) -> Iterator[str]:
    """Quote what no position quotes, with what the quote alone does not tell; say who agrees."""
    by_number = {citation.number: citation for citation in answer.citations}
    taken = {number for position, _ in placed(answer) for number in position.citations}
    items = {
        (number, claim.value): f"<li><strong>{_text(speaker(by_number[number].article))}</strong>"
        f"<blockquote>{_quote(by_number[number], answer)}"
        f" {_text(aside(claim, by_number[number]))}</blockquote></li>"
        for claim in reversed(answer.claims)
        for number in reversed(claim.citations)
        if number in by_number and number not in taken
    }
    if items:
        agreed = agreement(answer)
        title = "They agree" if agreed else "What they print" if len(items) > 1 else "What it prints"
        rest = "".join(reversed(items.values()))
        voices = f'<p class="faint">{agreed}</p>' if agreed else ""
        yield f"<section><h2>{title}</h2>{voices}<ul>{rest}</ul></section>"


def _timeline(rows: Sequence[Row]) -> Iterator[str]:
    if not any(row.first for row in rows):
        return
    scale = chart_scale(rows)
    names = ""
    for day, name in ticks(scale):
        place = scale.middle(day)
        names += f'<text x="{_share(place)}" y="12" text-anchor="{_anchor(place)}">{name}</text>'
    yield "<section><h2>When it happened, as told, and when it was published</h2>"
    yield from (_row(row, scale) for row in rows)
    yield f'<svg height="18" aria-hidden="true">{names}</svg>'
    yield '<p class="faint">Bars: when it happened; hollow: planned. Rings: when it was published.</p>'
    yield "</section>"


def _row(row: Row, scale: Scale) -> str:
    drawn = '<line x1="0" y1="18" x2="100%" y2="18"/>'
    if row.first and row.last:
        start, end = scale.span(row.first, row.last)
        kind = f"side-{row.side % _SIDES}{' planned' if row.planned else ''}"
        drawn += f'<rect class="{kind}" x="{_share(start)}" width="{_share(end - start)}" y="5" height="8"/>'
    if row.published:
        drawn += f'<circle cx="{_share(scale.middle(row.published))}" cy="26" r="4.5"/>'
    number = f'<a href="#quote-{row.number}">[{row.number}]</a>'
    return (
        f'<div class="row"><p><strong>{number} {_text(row.outlet)}</strong>'
        f'<span class="faint">{published_text(row)}</span></p><p>{_text(value_text(row))}</p>'
        f'<svg height="34" aria-hidden="true">{drawn}</svg></div>'
    )


def _share(place: float) -> str:
    return f"{place * 100:.2f}%"


def _anchor(place: float) -> str:
    return "start" if place < 0.1 else "end" if place > 0.9 else "middle"


def _cited(answer: Answer) -> list[list[Citation]]:
    """Group citations by article, in the order of their first numbers."""
    found: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        found.setdefault(citation.article.id, []).append(citation)
    return list(found.values())


def _sources(answer: Answer, today: date) -> Iterator[str]:
    items = ""
    for citations in _cited(answer):
        article = citations[0].article
        links = "".join(
            f' · <a rel="noreferrer noopener" href="{escape(address)}">open the page at quote {c.number}</a>'
            for c in citations
            if (address := link_to(article.url, article.text, c.start, c.end))
        )
        numbers = _numbered(" ".join(f"[{c.number}]" for c in citations), answer)
        day = f", {age(article.published, today)}" if article.published else ""
        items += f"<li>{numbers} {_text(name_and_date(article) + day)} — {_text(article.title)}{links}</li>"
    if items:
        yield f"<section><h2>Sources</h2><ul>{items}</ul></section>"


def _articles(answer: Answer) -> Iterator[str]:
    if answer.citations:
        yield "<section><h2>The articles</h2>"
        for citations in _cited(answer):
            article = citations[0].article
            who = f'<p class="faint">{_text(name_and_date(article))}</p>'
            yield f"<article><h3>{_text(article.title)}</h3>{who}{_marked(article, citations)}</article>"
        yield "</section>"


def _marked(article: Article, citations: Sequence[Citation]) -> str:
    """Write an article's paragraphs with its quotes marked, which may overlap; their numbers lead back up."""
    text = article.text
    breaks = {place for found in re.finditer("\n\n+", text) for place in found.span()}
    cuts = sorted({0, len(text)} | breaks | {place for c in citations for place in (c.start, c.end)})
    html = "<p>"
    for start, end in pairwise(cuts):
        piece = escape(without_hidden(text[start:end]))
        anchors = [f'id="quote-{c.number}"' for c in citations if c.start == start]
        if any(c.start <= start and end <= c.end for c in citations) and piece.strip():
            piece = f"<mark {anchors.pop() if anchors else ''}>{piece}</mark>"
        elif not piece.strip("\n"):
            piece = "</p><p>"
        html += "".join(f"<span {anchor}></span>" for anchor in anchors) + piece
        html += "".join(f'<sup><a href="#">[{c.number}]</a></sup>' for c in citations if c.end == end)
    return f"{html}</p>"
