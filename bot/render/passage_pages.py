"""Each quote of an answer in the paragraph that it stands in, as Discord shows it; pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.answer.types import Answer, Citation
from bot.render.escape import plain
from bot.render.excerpts import Excerpt, excerpt_of, narrow
from bot.render.links import link_to
from bot.render.markup import Line, Span, line
from bot.render.message import Message
from bot.render.paging import Section, paginate
from bot.render.words import age, name_and_date


def passage_pages(
    answer: Answer, today: date, paragraphs: Mapping[int, Excerpt] | None = None
) -> tuple[Message, ...]:
    """Lay the quotes out, each in bold in its paragraph; one message without embeds where nothing is quoted.

    today, paragraphs: as for `answer_pages`.
    """
    sections = [_section(citation, today, paragraphs or {}) for citation in answer.citations]
    pages = paginate(sections, "The words that the answer quotes are in bold.")
    return tuple(Message("", embeds) for embeds in pages) or (Message("This answer quotes nothing."),)


def _section(citation: Citation, today: date, paragraphs: Mapping[int, Excerpt]) -> Section:
    article = citation.article
    found = excerpt_of(citation, paragraphs)
    day = f", {age(article.published, today)}" if article.published else ""
    head = [Span(plain(name_and_date(article)) + day, bold=True)]
    address = link_to(article.url, found.text, found.start, found.end)
    if address:
        head += [Span(" · "), Span("Open the page here", link=address)]
    around = narrow(found)
    title = line(plain(article.title), mark="-# ")
    lines = tuple(_lines(around.text, around.start, around.end))
    return Section(f"Quote {citation.number}", ((line(*head), title), *((each,) for each in lines)))


def _lines(text: str, start: int, end: int) -> list[Line]:
    """Write a text as lines, with text[start:end] in bold."""
    lines, at = [], 0
    for part in text.split("\n"):
        a, b = (min(max(place - at, 0), len(part)) for place in (start, end))
        spans = [Span(part[:a]), Span(part[a:b], bold=True), Span(part[b:])]
        if plain(part):
            lines.append(Line(tuple(span for span in spans if span.text), "> "))
        at += len(part) + 1
    return lines
