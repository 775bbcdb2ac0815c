"""Lines of text with emphasis and links, written in Discord's markdown and split without breaking it; pure.

Words go in as they are and are escaped when they are written, so that no piece is ever cut inside an escape,
a link or a letter with its accents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.render.escape import escape, plain
from bot.render.message import units

# Each of these may take one sign more when it is escaped.
_COSTLY = re.compile(r"[\\*_`<~|(/.@#\-+>)]")


@dataclass(frozen=True, slots=True)
class Span:
    """Some words in one style.

    link: an address that bot/render/links.py made. The words of a link are our own, for Discord shows the
    backslashes of an escape inside one.
    """

    text: str
    bold: bool = False
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of spans. mark: what it opens with: "> " for a quote, "-# " for small print."""

    spans: tuple[Span, ...]
    mark: str = ""


def line(*spans: Span | str, mark: str = "") -> Line:
    """Make a line; a bare text is a span in the ordinary style."""
    return Line(tuple(Span(span) if isinstance(span, str) else span for span in spans), mark)


def write(what: Line) -> str:
    """Write a line in Discord's markdown; white space inside is one space each."""
    return what.mark + "".join(map(_written, what.spans)).strip()


def _written(span: Span) -> str:
    if span.link:
        return f"[{span.text}]({span.link})"
    inner = escape(span.text)
    if not inner:
        return " " if span.text else ""
    before = " " if span.text[:1].isspace() else ""
    after = " " if span.text[-1:].isspace() else ""
    return f"{before}**{inner}**{after}" if span.bold else f"{before}{inner}{after}"


def split(what: Line, room: int) -> list[Line]:
    """Cut a line into lines that take at most `room` units each when written, at spaces where there are any.

    A word longer than a line is cut between graphemes, one of those, as no language has it, between code
    points. A link stays whole: it must fit in the room.
    """
    if units(write(what)) <= room:
        return [what]
    least = units(what.mark) + 1
    lines: list[list[Span]] = [[]]
    used = least
    for span in what.spans:
        around = 4 if span.bold else 0
        used += around
        for piece in [span.text] if span.link else _pieces(span.text, room - least - around):
            cost = units(_written(span)) if span.link else _cost(piece)
            if used + cost > room and lines[-1]:
                lines.append([])
                used, piece = least + around, piece if span.link else piece.lstrip()
                cost = cost if span.link else _cost(piece)
            if lines[-1] and replace(lines[-1][-1], text="") == replace(span, text="") and not span.link:
                lines[-1][-1] = replace(span, text=lines[-1][-1].text + piece)
            else:
                lines[-1].append(replace(span, text=piece))
            used += cost
    kept = [spans for spans in lines if any(plain(span.text) for span in spans)]
    return [Line(tuple(spans), what.mark) for spans in kept or lines[:1]]


def _pieces(text: str, room: int) -> Iterator[str]:
    """Take a text apart into words, each with the spaces before it; a long one into smaller pieces."""
    for word in re.findall(r"\s*\S+|\s+$", text):
        if _cost(word) <= room:
            yield word
        else:
            yield from _graphemes(word, room)


def _graphemes(word: str, room: int) -> Iterator[str]:
    import regex  # here, for a word as long as a message is seldom met

    for grapheme in regex.findall(r"\X", word):
        if _cost(grapheme) <= room:
            yield grapheme
        else:
            yield from grapheme


def _cost(text: str) -> int:
    """Say how many units a text takes at most once it is escaped."""
    return units(text) + len(_COSTLY.findall(text)) + (1 if text[:1].isdigit() else 0)
