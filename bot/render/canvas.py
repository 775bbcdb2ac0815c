"""Drawing on a picture whose height is not known before everything is on it.

All lengths are in pixels as a phone shows them; the picture has more, for sharp screens. Pillow is imported
where it is used: it costs a tenth of a second.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

_FONTS = Path(__file__).parent / "fonts"
_FINE = 5  # drawn so many times as large, then brought down to half of it, which smooths edges
_STEP = 16  # of 255, between two shades of an edge: what smooth edges of few flat colours need


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a picture. sides: one for each position of a disagreement, taken in turn."""

    ground: str
    ink: str
    faint: str
    grid: str
    sides: tuple[str, ...]


DARK = Theme(
    "#1e1f22", "#f2f3f5", "#b5bac1", "#3a3c42", ("#6cb6ff", "#ffb454", "#7ee0a1", "#e79cff", "#ff8f8f")
)
LIGHT = Theme(
    "#ffffff", "#17181b", "#565b64", "#dcdfe4", ("#1f6feb", "#b45309", "#0f7b3f", "#8b3fc7", "#c2283c")
)


@dataclass(frozen=True, slots=True)
class Face:
    """A size and weight of letters."""

    size: float
    bold: bool = False


class Canvas:
    """Takes strokes in any order; `png` draws them."""

    def __init__(self, width: float, theme: Theme) -> None:
        self._width = width
        self._theme = theme
        self._strokes: list[Callable[[ImageDraw], None]] = []

    def text(self, x: float, y: float, text: str, face: Face, colour: str, anchor: str = "la") -> None:
        """Write a line; anchor is Pillow's: "la" for the upper left corner, "ra" the right, "ma" a middle."""
        font = _font(face.bold, face.size)
        self._strokes.append(
            lambda draw: draw.text((x * _FINE, y * _FINE), _composed(text), colour, font, anchor)
        )

    def line(self, x0: float, y0: float, x1: float, y1: float, colour: str, width: float = 1) -> None:
        """Draw a straight line."""
        ends = [value * _FINE for value in (x0, y0, x1, y1)]
        self._strokes.append(lambda draw: draw.line(ends, colour, round(width * _FINE)))

    def bar(self, x0: float, x1: float, y: float, height: float, colour: str, hollow: bool = False) -> None:
        """Draw a bar round a height, with round ends; a hollow one has only its outline."""
        box = [value * _FINE for value in (x0, y - height / 2, x1, y + height / 2)]
        radius = min(height, x1 - x0) * _FINE / 2
        fill, edge = (self._theme.ground if hollow else colour), round(2 * _FINE)
        self._strokes.append(lambda draw: draw.rounded_rectangle(box, radius, fill, colour, edge))

    def ring(self, x: float, y: float, radius: float, colour: str) -> None:
        """Draw a ring that can be seen on a bar as well."""
        ground = self._theme.ground
        for size, fill in ((radius + 1.5, ground), (radius, colour), (radius - 2, ground)):
            box = [value * _FINE for value in (x - size, y - size, x + size, y + size)]
            self._strokes.append(lambda draw, box=box, fill=fill: draw.ellipse(box, fill))  # type: ignore[misc]

    def png(self, height: float) -> bytes:
        """Draw everything on a picture of this height and give its PNG."""
        from PIL import Image, ImageDraw

        size = (round(self._width * _FINE), round(height * _FINE / 2) * 2)
        image = Image.new("RGB", size, self._theme.ground)
        draw = ImageDraw.Draw(image)
        for stroke in self._strokes:
            stroke(draw)
        shades = Image.new("P", (1, 1))
        shades.putpalette(_shades(self._theme))
        found = BytesIO()
        # Choosing colours by the picture, and packing it harder, takes five times as long for a tenth less.
        image.reduce(2).quantize(palette=shades, dither=Image.Dither.NONE).save(
            found, "PNG", compress_level=6
        )
        return found.getvalue()


@lru_cache(maxsize=2)
def _shades(theme: Theme) -> list[int]:
    """List the colours of a finished picture: the theme's, and between each and the ground those of edges."""
    from PIL.ImageColor import getrgb

    ground = getrgb(theme.ground)
    found: set[tuple[int, ...]] = {ground}
    for name in (theme.ink, theme.faint, theme.grid, *theme.sides):
        colour = getrgb(name)
        steps = max(1, max(abs(a - b) for a, b in zip(colour, ground, strict=True)) // _STEP)
        for step in range(1, steps + 1):
            found.add(tuple(b + round((a - b) * step / steps) for a, b in zip(colour, ground, strict=True)))
    return [part for colour in sorted(found) for part in colour]


def text_width(text: str, face: Face) -> float:
    """Measure a line."""
    return _font(face.bold, face.size).getlength(_composed(text)) / _FINE


def fit(text: str, face: Face, width: float, most: int) -> list[str]:
    """Break a text into at most so many lines of a width; what is left out is marked by an ellipsis."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, face) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for char in word:
            if text_width(lines[-1] + char, face) > width:
                lines.append("")
            lines[-1] += char
    if len(lines) > most:
        last = lines[most - 1]
        while last and text_width(last + "…", face) > width:
            last = last[:-1]
        lines[most - 1 :] = [last.rstrip() + "…"]
    return lines


def drawable(text: str) -> str:
    """Give what of a text the letters at hand can show; "" where a letter is missing, not just a symbol."""
    kept = ""
    for char in _composed(text):
        if char.isspace() or not _is_missing(char):
            kept += char
        elif unicodedata.category(char)[0] in "LMN":
            return ""
    return " ".join(kept.split())


@lru_cache(maxsize=4096)
def _is_missing(char: str) -> bool:
    font = _font(False, 10)
    return bytes(font.getmask(char)) == bytes(font.getmask("\uffff"))


@lru_cache(maxsize=32)
def _font(bold: bool, size: float) -> FreeTypeFont:
    from PIL import ImageFont

    name = "DejaVuSans-Bold.subset.ttf" if bold else "DejaVuSans.subset.ttf"
    # The basic layout is the same everywhere; the other one depends on what a machine has installed.
    return ImageFont.truetype(_FONTS / name, round(size * _FINE), layout_engine=ImageFont.Layout.BASIC)


def _composed(text: str) -> str:
    """Join letters and their accents: the basic layout would set these beside each other."""
    return unicodedata.normalize("NFC", text)
