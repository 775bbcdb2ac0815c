"""A timeline as pictures, one at a time: a row an outlet, what it says happened when, and when it said so."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer.types import Answer
from bot.render.canvas import DARK, LIGHT, Canvas, Face, Theme, drawable, fit, text_width
from bot.render.chart import (
    Row,
    Scale,
    chart_rows,
    chart_scale,
    describe,
    published_text,
    ticks,
    value_text,
)
from bot.render.escape import plain
from bot.render.message import Attachment, Message
from index.dates import format_interval

ROWS = 8  # on one picture
WIDTH = 400  # of a picture in the pixels of a phone
_EDGE = 16
_INNER = WIDTH - 2 * _EDGE
_LEAST = 10  # the width of a bar, however short a day is on the scale
_TITLE, _NAME, _TEXT, _SMALL = Face(15, bold=True), Face(13.5, bold=True), Face(12.5), Face(11)


def has_timeline(answer: Answer) -> bool:
    """Tell whether an answer has days to draw."""
    return any(row.first for row in chart_rows(answer))


def timeline_pages(answer: Answer) -> int:
    """Count the pictures that an answer's timeline takes."""
    return -(-len(chart_rows(answer)) // ROWS)


def timeline_message(answer: Answer, dark: bool = True, page: int = 0) -> Message:
    """Make the message that shows one picture of a timeline, described for who cannot see it.

    page: which one, from 0; the last where there are not so many.
    """
    page = min(page, timeline_pages(answer) - 1)
    words = describe(chart_rows(answer)[page * ROWS : (page + 1) * ROWS])
    name = f"timeline-{page + 1}.png" if timeline_pages(answer) > 1 else "timeline.png"
    picture = Attachment(name, draw_timeline(answer, dark, page), words)
    return Message("What each outlet says happened when, and when it was published.", attachments=(picture,))


def draw_timeline(answer: Answer, dark: bool = True, page: int = 0) -> bytes:
    """Draw a page of the timeline of an answer that has one, as PNG: up to eight rows, all on one scale."""
    rows = chart_rows(answer)
    pages = timeline_pages(answer)
    part = rows[page * ROWS : (page + 1) * ROWS]
    turn = f"{page + 1} of {pages}" if pages > 1 else ""
    return _draw(plain(answer.question), part, chart_scale(rows), DARK if dark else LIGHT, turn)


def _draw(question: str, rows: Sequence[Row], scale: Scale, theme: Theme, part: str) -> bytes:
    canvas = Canvas(WIDTH, theme)
    y = float(_EDGE)
    if part:
        canvas.text(WIDTH - _EDGE, y + 3, part, _SMALL, theme.faint, "ra")
    room = text_width(part, _SMALL) + 10 if part else 0
    title = fit(drawable(question) or "Timeline", _TITLE, _INNER - room, 3)
    y = _write(canvas, title, _TITLE, theme.ink, y, 20) + 8
    for row in rows:
        y = _draw_row(canvas, row, scale, theme, y)
    y = _draw_days(canvas, scale, theme, y)
    y = _draw_legend(canvas, theme, y, any(row.planned and row.first for row in rows))
    return canvas.png(y + _EDGE)


def _name(row: Row) -> list[str]:
    """Name a row's outlet; one that cannot be drawn goes by its number, which the answer explains."""
    known = drawable(row.outlet)
    return fit(f"[{row.number}] {known}" if known else f"Source [{row.number}]", _NAME, _INNER, 2)


def _value(row: Row) -> list[str]:
    return fit(drawable(value_text(row)) or _days(row), _TEXT, _INNER, 3)


def _days(row: Row) -> str:
    """Say a row's days where its own words cannot be drawn."""
    if row.first is None or row.last is None:
        return "no date given"
    return format_interval(row.first, row.last, "day" if row.first == row.last else "range")


def _draw_row(canvas: Canvas, row: Row, scale: Scale, theme: Theme, y: float) -> float:
    """Draw a row from y down: who, what, and a line of days with what happened above it; give its end."""
    colour = theme.sides[row.side % len(theme.sides)]
    canvas.line(_EDGE, y, WIDTH - _EDGE, y, theme.grid)
    y = _write(canvas, _name(row), _NAME, theme.ink, y + 8, 18)
    value = _value(row)
    y = _write(canvas, value, _TEXT, colour if row.first else theme.faint, y, 17)
    published = published_text(row)
    if text_width(value[-1], _TEXT) + text_width(published, _SMALL) + 16 <= _INNER:
        y -= 15  # there is room beside the value
    canvas.text(WIDTH - _EDGE, y, published, _SMALL, theme.faint, "ra")
    y += 34
    for day, _ in ticks(scale):
        canvas.line(_place(scale.middle(day)), y - 3, _place(scale.middle(day)), y + 4, theme.grid)
    canvas.line(_EDGE, y, WIDTH - _EDGE, y, theme.grid, 2)
    if row.first and row.last:
        x0, x1 = map(_place, scale.span(row.first, row.last))
        if x1 - x0 < _LEAST:
            x0, x1 = (x0 + x1 - _LEAST) / 2, (x0 + x1 + _LEAST) / 2
        canvas.bar(x0, x1, y - 8, 12, colour, hollow=row.planned)
    if row.published:
        canvas.ring(_place(scale.middle(row.published)), y + 6, 4.5, theme.ink)
    return y + 18


def _place(share: float) -> float:
    return _EDGE + share * _INNER


def _draw_days(canvas: Canvas, scale: Scale, theme: Theme, y: float) -> float:
    """Name days below the rows."""
    canvas.line(_EDGE, y, WIDTH - _EDGE, y, theme.grid)
    for day, name in ticks(scale):
        x, half = _place(scale.middle(day)), text_width(name, _SMALL) / 2
        x = min(max(x, _EDGE + half), WIDTH - _EDGE - half)
        canvas.text(x, y + 6, name, _SMALL, theme.faint, "ma")
    return y + 28


def _draw_legend(canvas: Canvas, theme: Theme, y: float, planned: bool) -> float:
    """Say what the marks mean."""
    x = float(_EDGE)
    names = ["happened, as told", *(["planned"] if planned else []), "published"]
    for name in names:
        if name == "published":
            canvas.ring(x + 6, y + 6, 4.5, theme.ink)
            x += 16
        else:
            canvas.bar(x, x + 18, y + 6, 10, theme.sides[0], hollow=name == "planned")
            x += 24
        canvas.text(x, y, name, _SMALL, theme.faint)
        x += text_width(name, _SMALL) + 18
    return y + 14


def _write(canvas: Canvas, lines: Sequence[str], face: Face, colour: str, y: float, step: float) -> float:
    """Write lines below each other; give where the next one goes."""
    for text in lines:
        canvas.text(_EDGE, y, text, face, colour)
        y += step
    return y
