"""Draws a run's figures: how each grows with the passages, on both sides, and the goals as thin lines."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.scale.figures import Figures, Side, Size
from benchmarks.scale.report import GOALS
from bot.render.canvas import DARK, LIGHT, Canvas, Face, Theme, text_width

WIDTH = 800
_EDGE = 16
_ACROSS = 3
_BETWEEN = 26
_HEIGHT = 132
_HEAD, _NAME, _TEXT, _SMALL = Face(15, bold=True), Face(12.5, bold=True), Face(11.5), Face(10.5)


@dataclass(frozen=True, slots=True)
class Panel:
    """One small chart. read: a side's value at a size; goal: where a thin line is drawn, if anywhere."""

    name: str
    unit: str
    read: Callable[[Side, Size], float]
    goal: float | None = None


def panels(figures: Figures) -> list[Panel]:
    """List what is drawn."""
    return [
        Panel("Search, median", "ms", lambda s, n: s.search_p50),
        Panel("Search, 95th percentile", "ms", lambda s, n: s.search_p95, GOALS["search_p95"]),
        Panel("An article more until found", "s", lambda s, n: s.add, GOALS["add"]),
        Panel(
            "A question as one command",
            "s",
            lambda s, n: s.ask_cold,
            GOALS["ask"] * figures.ask_five,
        ),
        Panel("Memory at most, 50 searches", "MB", lambda s, n: s.memory.peak / 1e6, GOALS["memory"] * 1e3),
        Panel("Disk a passage", "kB", lambda s, n: s.disk / n.passages / 1000),
    ]


def draw(figures: Figures, dark: bool) -> bytes:
    """Draw a run as PNG."""
    theme = DARK if dark else LIGHT
    canvas = Canvas(WIDTH, theme)
    canvas.text(_EDGE, _EDGE, "How Dateline grows with its corpus", _HEAD, theme.ink)
    _draw_legend(canvas, theme, _EDGE + 3)
    width = (WIDTH - 2 * _EDGE - (_ACROSS - 1) * _BETWEEN) / _ACROSS
    drawn = panels(figures)
    for i, panel in enumerate(drawn):
        x = _EDGE + (i % _ACROSS) * (width + _BETWEEN)
        y = _EDGE + 36 + (i // _ACROSS) * (_HEIGHT + 66)
        _draw_panel(canvas, theme, panel, figures.sizes, x, y, width)
    rows = -(-len(drawn) // _ACROSS)
    return canvas.png(_EDGE + 36 + rows * (_HEIGHT + 66) - 6)


def _draw_legend(canvas: Canvas, theme: Theme, y: float) -> None:
    x = float(WIDTH - _EDGE)
    for text, colour, width in (
        ("goal", theme.faint, 1.0),
        ("plain llama-index + Chroma", theme.sides[1], 2.5),
        ("Dateline", theme.sides[0], 2.5),
    ):
        x -= text_width(text, _TEXT)
        canvas.text(x, y, text, _TEXT, theme.faint)
        canvas.line(x - 26, y + 7, x - 6, y + 7, colour, width)
        x -= 44


def _draw_panel(
    canvas: Canvas, theme: Theme, panel: Panel, sizes: Sequence[Size], x: float, y: float, width: float
) -> None:
    canvas.text(x, y, panel.name, _NAME, theme.ink)
    canvas.text(x + width, y + 1, panel.unit, _SMALL, theme.faint, "ra")
    top, bottom = y + 24, y + 24 + _HEIGHT
    lines = {
        theme.sides[1]: [panel.read(size.plain, size) for size in sizes],
        theme.sides[0]: [panel.read(size.ours, size) for size in sizes],
    }
    largest = max([*(value for values in lines.values() for value in values), panel.goal or 0])
    step = _step(largest)
    most = step * math.ceil(largest / step)
    left = x + 36

    def place(passages: int, value: float) -> tuple[float, float]:
        return left + _along(passages, sizes) * (x + width - left - 8), bottom - value / most * (bottom - top)

    for i in range(round(most / step) + 1):
        height = place(sizes[0].passages, i * step)[1]
        canvas.line(left, height, x + width, height, theme.grid)
        canvas.text(left - 6, height - 6, _short(i * step), _SMALL, theme.faint, "ra")
    for size in sizes:
        across = place(size.passages, 0)[0]
        canvas.line(across, bottom, across, bottom + 4, theme.grid)
        canvas.text(across, bottom + 7, _thousands(size.passages), _SMALL, theme.faint, "ma")
    if panel.goal is not None:
        height = place(sizes[0].passages, panel.goal)[1]
        canvas.line(left, height, x + width, height, theme.faint, 1)
    for colour, values in lines.items():
        points = [place(size.passages, value) for size, value in zip(sizes, values, strict=True)]
        for (x0, y0), (x1, y1) in pairwise(points):
            canvas.line(x0, y0, x1, y1, colour, 2.5)
        for across, height in points:
            canvas.ring(across, height, 3.5, colour)


def _along(passages: int, sizes: Sequence[Size]) -> float:
    """Give the place of a size from 0 to 1, by its logarithm."""
    least, most = math.log(sizes[0].passages), math.log(sizes[-1].passages)
    return (math.log(passages) - least) / (most - least) if most > least else 0.5


def _step(most: float) -> float:
    """Choose a round distance between lines, so that there are two to five of them."""
    power = 10 ** math.floor(math.log10(max(most, 1e-9) / 2))
    return next(float(power * factor) for factor in (1, 2, 5, 10) if most / (power * factor) <= 5)


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 or value == round(value) else f"{value:.1f}"


def _thousands(passages: int) -> str:
    return f"{passages / 1000:,.0f}k" if passages >= 1000 else str(passages)
