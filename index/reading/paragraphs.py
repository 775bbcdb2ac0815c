"""Cut raw text into its lines or, where it was wrapped at a width, its paragraphs. Pure.

Characters stay as they are: white space is collapsed, and control characters that no page shows become
spaces; nothing else is changed, so that every kept paragraph can be found word for word in its file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_ITEM = re.compile(r"(?:[-*•·‣▪►>#|]|\d{1,3}[.)])\s")
_MAX_WIDTH = 120  # no program that wraps text does so at more columns than this
_MIN_WIDTH = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line or paragraph: its text with white space collapsed, and its offsets in the raw text."""

    text: str
    start: int
    end: int


def printable(raw: str) -> str:
    """Replace what no file of text should hold, one character by one: controls and lone surrogates."""
    return _SURROGATES.sub("\ufffd", _CONTROLS.sub(" ", raw))


def collapse(text: str) -> str:
    """Collapse every run of white space to one space and trim the ends."""
    return " ".join(text.split())


def split_lines(raw: str) -> list[Line]:
    """Cut raw text into lines, empty ones left out; lines of one wrapped paragraph are joined.

    Offsets count characters of `raw`; `raw[start:end]` is the line, white space aside.
    """
    text = printable(raw)
    blocks: list[list[Line]] = [[]]
    offset = 0
    for piece in text.splitlines(keepends=True):
        shown = collapse(piece)
        if shown:
            blocks[-1].append(Line(shown, offset, offset + len(piece.rstrip())))
        elif blocks[-1]:
            blocks.append([])
        offset += len(piece)
    width = _wrap_width(blocks)
    return [line for block in blocks for line in (_join(block, width) if width else block)]


def _wrap_width(blocks: list[list[Line]]) -> int:
    """Find the column at which a text was wrapped, 0 where its lines are paragraphs.

    Wrapped lines are full: the next line's first word would not have fitted. And most of them break off
    inside a sentence, which scraped lines, one paragraph or one link each, do not.
    """
    lines = [line for block in blocks if len(block) > 1 for line in block]
    if not lines:
        return 0
    lengths = sorted(len(line.text) for line in lines)
    width = lengths[-1]
    if not _MIN_WIDTH <= width <= _MAX_WIDTH:
        return 0
    pairs = [pair for block in blocks for pair in pairwise(block)]
    full = [left for left, right in pairs if _is_full(left, right, width)]
    inside = [left for left in full if not _ENDS.search(left.text)]
    # Headlines one under another are of one length too, but begin with capitals.
    small = [right for left, right in pairs if right.text[0].islower()]
    if 10 * len(full) < 7 * len(pairs) or 2 * len(inside) < len(pairs) or 3 * len(small) < len(pairs):
        return 0
    return width


def _is_full(left: Line, right: Line, width: int) -> bool:
    if _ITEM.match(right.text):
        return False
    first_word = right.text.split(" ", 1)[0]
    return len(left.text) >= width // 2 and len(left.text) + 1 + len(first_word) > width - 4


def _join(block: list[Line], width: int) -> list[Line]:
    joined: list[Line] = []
    parts: list[Line] = []
    for line in block:
        if parts and not _is_full(parts[-1], line, width):
            joined.append(_merge(parts))
            parts = []
        parts.append(line)
    return [*joined, _merge(parts)] if parts else joined


def _merge(parts: list[Line]) -> Line:
    return Line(" ".join(part.text for part in parts), parts[0].start, parts[-1].end)
