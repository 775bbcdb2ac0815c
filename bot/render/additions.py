"""What was added to the corpus, as Discord shows it; pure. Its words come from strangers and are escaped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.render.escape import plain
from bot.render.markup import Line, Span, line, write
from bot.render.message import Attachment, Colour, Message
from bot.render.paging import Section, paginate
from bot.render.words import count, name_and_date
from index.adding.report import AddReport, Item

_HEADINGS = (("added", "Added"), ("updated", "Updated"), ("there", "There already"), ("failed", "Not added"))


def additions_message(report: AddReport) -> Message:
    """Say what became of each thing that was to be added; a long list goes on in a file."""
    numbers = [
        f"{count(len(items), 'article')} {what}"
        for items, what in (
            (report.added, "added"),
            (report.updated, "updated"),
            (report.there, "there already"),
            (report.failed, "not added"),
        )
        if items
    ]
    text = f"{', '.join(numbers) or 'Nothing to add'}."
    if report.left_out:
        text += f" {report.left_out:,} more of a long list not looked at."
    sections = [
        Section(
            heading,
            tuple(tuple(_lines(item)) for item in getattr(report, kind)),
            colour=Colour.DIFFERENT if kind == "failed" else Colour.ANSWER,
        )
        for kind, heading in _HEADINGS
        if getattr(report, kind)
    ]
    pages = [Message(text, embeds) for embeds in paginate(sections)] or [Message(text)]
    if len(pages) == 1:
        return pages[0]
    whole = "\n".join(write(each) for section in sections for block in section.blocks for each in block)
    attached = Attachment("added.txt", whole.encode(), "The whole list as text")
    return replace(pages[0], attachments=(attached,))


def _lines(item: Item) -> Iterator[Line]:
    if item.article is not None:
        yield line(Span(plain(name_and_date(item.article)), bold=True), f" — {item.article.title}")
    else:
        yield line(Span(plain(item.source), bold=True))
    for note in (*((item.reason,) if item.reason else ()), *item.notes):
        yield line(note, mark="-# ")
