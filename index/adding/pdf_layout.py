"""The lines of a PDF's pages -> a headline and paragraphs. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_ENDS = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_ITEM = re.compile(r"(?:[•‣▪–*]|\d{1,2}[.)])\s")
_PAGE_NUMBER = re.compile(r"(?:page\s+)?[\divxl]{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", re.IGNORECASE)
_HEADLINE = 1.25  # times the size of the text
_MOST_HEADLINE = 300  # letters


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of a page: its text, its box in points from the lower left corner, its letters' size."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


def lay_out(pages: Sequence[Sequence[PdfLine]]) -> tuple[str | None, str]:
    """Give a document's headline, None where nothing is printed as one, and its text, paragraphs parted by an
    empty line. The headline stands in the text too."""
    pages = [_join_rows(page) for page in _drop_margins(pages)]
    lines = [line for page in pages for line in page]
    if not lines:
        return None, ""
    body = _body_size(lines)
    paragraphs: list[str] = []
    open_ended = False  # whether the last page ended inside a paragraph
    for page in pages:
        blocks = list(_blocks(page, body))
        if open_ended and blocks and not _ITEM.match(blocks[0]) and blocks[0][:1].islower():
            paragraphs[-1] = _glue(paragraphs[-1], blocks.pop(0))
        paragraphs += blocks
        open_ended = bool(paragraphs) and not _ENDS.search(paragraphs[-1])
    return _headline(pages[0], body), "\n\n".join(paragraphs)


def _drop_margins(pages: Sequence[Sequence[PdfLine]]) -> list[list[PdfLine]]:
    """Leave out page numbers, and what stands at the edge of three pages or more."""
    edges = Counter(
        _shape(line.text) for page in pages for line in {*page[:2], *page[-2:]} if len(line.text) < 150
    )
    kept = []
    for page in pages:
        rim = {*page[:2], *page[-2:]}
        kept.append(
            [
                line
                for line in page
                if line not in rim or not (_PAGE_NUMBER.fullmatch(line.text) or edges[_shape(line.text)] >= 3)
            ]
        )
    return kept


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _join_rows(page: Sequence[PdfLine]) -> list[PdfLine]:
    """Join pieces that stand side by side on one line, as they do in text set in two fonts."""
    joined: list[PdfLine] = []
    for line in page:
        last = joined[-1] if joined else None
        if (
            last
            and abs(line.bottom - last.bottom) < 0.3 * line.size
            and 0 <= line.left - last.right < line.size
        ):
            text = f"{last.text} {line.text}"
            joined[-1] = PdfLine(
                text, last.left, line.right, min(last.bottom, line.bottom), last.top, last.size
            )
        else:
            joined.append(line)
    return joined


def _body_size(lines: Sequence[PdfLine]) -> float:
    """Give the size in which most letters are set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0]


def _blocks(page: Sequence[PdfLine], body: float) -> Iterator[str]:
    """Cut a page's lines into paragraphs and join the lines of each."""
    if not page:
        return
    pitches = [a.bottom - b.bottom for a, b in pairwise(page) if 0 < a.bottom - b.bottom < 3 * body]
    pitch = median(pitches) if pitches else 1.2 * body
    text = page[0].text
    for before, line in pairwise(page):
        if _begins(before, line, page, pitch):
            yield text
            text = line.text
        else:
            text = _glue(text, line.text)
    yield text


def _begins(before: PdfLine, line: PdfLine, page: Sequence[PdfLine], pitch: float) -> bool:
    """Tell whether a line begins a paragraph: by a gap, another size, an indent, or a short line above."""
    if before.text.endswith("\u00ad"):
        return False
    down = before.bottom - line.bottom
    if abs(before.size - line.size) > 0.15 * max(before.size, line.size):
        return True
    if down < 0:  # the next column
        return bool(_ENDS.search(before.text)) and not line.text[:1].islower()
    if down > 1.35 * max(pitch, before.size) or _ITEM.match(line.text):
        return True
    indent = line.left - before.left
    if 0.8 * line.size < indent < 4 * line.size and _ENDS.search(before.text):
        return True
    near = [one.right for one in page if abs(one.left - before.left) < 4 * line.size]
    return before.right < max(near) - 6 * line.size and bool(_ENDS.search(before.text))


def _glue(text: str, more: str) -> str:
    """Join two lines; a word that was broken at a hyphen becomes one again."""
    if text.endswith("\u00ad"):
        return text[:-1] + more
    if re.search(r"[a-z]-$", text) and more[:1].islower():
        return text[:-1] + more
    return f"{text} {more}"


def _headline(page: Sequence[PdfLine], body: float) -> str | None:
    """Give the largest lines of the first page, if they are larger than the text and stand together."""
    largest = max((line.size for line in page), default=0.0)
    if largest < _HEADLINE * body:
        return None
    picked: list[str] = []
    for line in page:
        if line.size > 0.95 * largest:
            picked.append(line.text)
        elif picked:
            break
    headline = " ".join(picked)
    return headline if len(headline.split()) > 1 and len(headline) <= _MOST_HEADLINE else None
