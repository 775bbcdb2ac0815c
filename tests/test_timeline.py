"""The timeline: what stands on it, where, and that it can be drawn for any answer."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.answer.types import Answer, Citation, Claim, Disagreement, Normal, Position
from bot.render.canvas import DARK, LIGHT, Canvas, Face, Theme, drawable, fit, text_width
from bot.render.chart import Scale, chart_rows, chart_scale, describe, ticks
from bot.render.message import broken_limits
from bot.render.timeline import (
    ROWS,
    WIDTH,
    draw_timeline,
    has_timeline,
    timeline_message,
    timeline_pages,
)
from index.article import Article
from tests.ferry import GAZETTE, HERALD, abstention, how_long_answer, when_answer

UNTIMED = settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
"""How quick a machine is decides no test."""

DAYS = st.dates()
INTERVALS = st.none() | st.tuples(DAYS, DAYS).map(sorted)


def told(*said: tuple[str, date | None, date | None], sides: int = 1) -> Answer:
    """An answer in which one outlet after the other says when something was, on so many sides in turn."""
    articles = [replace(HERALD, id=f"a{i}", outlet=f"Outlet {i}") for i in range(1, len(said) + 1)]
    return replace(
        when_answer(),
        citations=tuple(Citation(i, a, 0, 3, a.text[:3]) for i, a in enumerate(articles, 1)),
        claims=tuple(
            Claim(value, value, Normal("date", first, last, "range"), (), (i,))
            for i, (value, first, last) in enumerate(said, 1)
        ),
        disagreement=Disagreement(
            "conflict",
            "They differ.",
            tuple(Position("x", (), tuple(range(side + 1, len(said) + 1, sides))) for side in range(sides)),
        ),
    )


FEBRUARY = told(
    ("6 February 2024", date(2024, 2, 6), date(2024, 2, 6)),
    ("three days", None, None),
    ("February 2024", date(2024, 2, 1), date(2024, 2, 29)),
)


def test_only_days_make_a_timeline() -> None:
    """There is a timeline where a claim names days, and none for lengths, names or an abstention."""
    assert has_timeline(when_answer())
    assert has_timeline(FEBRUARY)
    assert not has_timeline(how_long_answer())
    assert not has_timeline(abstention())


def test_a_row_an_outlet() -> None:
    """Each quoted article has a row: its outlet and number, its days, and when it was published."""
    first, second = chart_rows(when_answer())
    assert (first.number, first.outlet, first.value) == (
        1,
        "Harbour Gazette (Coast Press)",
        "6 February 2024",
    )
    assert first.first == first.last == date(2024, 2, 6)
    assert first.published == date(2024, 2, 7)
    assert (second.outlet, second.published) == ("“Ferries”", None)
    lone = replace(when_answer(), citations=when_answer().citations[:1])
    assert [row.number for row in chart_rows(lone)] == [1]


def test_sides_stand_together() -> None:
    """Rows of one position stand beside each other and share a number, which gives their colour."""
    rows = chart_rows(replace(told(*[("2024", date(2024, 1, 1), date(2024, 12, 31))] * 4, sides=2)))
    assert [(row.number, row.side) for row in rows] == [(1, 0), (3, 0), (2, 1), (4, 1)]


def test_described_in_words() -> None:
    """Who cannot see a timeline hears what is on it, and what is unknown; a long one says how many more."""
    assert describe(chart_rows(when_answer())) == (
        "Timeline. Harbour Gazette (Coast Press) [1]: 6 February 2024; published 7 February 2024. "
        "“Ferries” [2]: 6 February 2024; publication date unknown."
    )
    assert "[2]: three days (no date given); published" in describe(chart_rows(FEBRUARY))
    many = chart_rows(told(*[("2024", date(2024, 1, 1), date(2024, 12, 31))] * 40))
    assert len(describe(many)) <= 1000
    assert describe(many).endswith(" more.")


@UNTIMED
@given(DAYS, DAYS)
def test_scale_holds_every_day(one: date, other: date) -> None:
    """Whatever days an answer names, each lies on the scale, in order, and the days named below it do too."""
    rows = chart_rows(told(("x", min(one, other), max(one, other))))
    scale = chart_scale(rows)
    start, end = scale.span(min(one, other), max(one, other))
    assert 0 <= start < end <= 1
    named = ticks(scale)
    assert len(named) <= 5
    assert all(0 <= scale.middle(day) <= 1 for day, _ in named)
    assert len({name for _, name in named}) == len(named)


@pytest.mark.parametrize(
    ("first", "last", "names"),
    [
        (date(2024, 2, 1), date(2024, 2, 5), ["1 Feb", "2 Feb", "3 Feb", "4 Feb", "5 Feb"]),
        (date(2024, 1, 10), date(2024, 5, 20), ["Feb 2024", "Mar 2024", "Apr 2024", "May 2024"]),
        (date(1990, 3, 1), date(2024, 3, 1), ["2000", "2010", "2020"]),
    ],
)
def test_days_below_the_scale(first: date, last: date, names: list[str]) -> None:
    """A scale is marked in days, months or years, as many as a phone has room for."""
    found = [name for _, name in ticks(Scale(first, last))]
    assert found == names


@pytest.mark.parametrize("dark", [True, False])
def test_pictures(dark: bool) -> None:
    """A timeline is a small PNG on the theme's ground, sharp on a phone, with the colours of its bars."""
    picture = draw_timeline(FEBRUARY, dark)
    image = Image.open(BytesIO(picture))
    assert image.format == "PNG"
    assert image.width == WIDTH * 2.5
    assert len(picture) < 100_000
    theme = DARK if dark else LIGHT
    colours = image.convert("RGB").getcolors(1 << 20) or []
    shown = {colour for _, colour in colours}
    assert image.convert("RGB").getpixel((0, 0)) == hexed(theme.ground)
    assert any(near(colour, hexed(theme.sides[0])) for colour in shown)


def hexed(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def near(one: object, other: tuple[int, ...]) -> bool:
    assert isinstance(one, tuple)
    return all(abs(a - b) < 12 for a, b in zip(one, other, strict=True))


def test_forty_outlets() -> None:
    """Forty outlets take several pictures of a length that can be read, each with its own description."""
    answer = told(*[("2024", date(2024, 1, 1), date(2024, 12, 31))] * 40)
    assert timeline_pages(answer) == 40 // ROWS
    for page in range(timeline_pages(answer)):
        message = timeline_message(answer, page=page)
        assert broken_limits(message) == []
        (file,) = message.attachments
        assert file.name == f"timeline-{page + 1}.png"
        for number in (page * ROWS + 1, (page + 1) * ROWS):
            assert f"Outlet {number} [{number}]" in file.description
        image = Image.open(BytesIO(file.content))
        assert image.height < 2.5 * image.width
    assert timeline_message(answer, page=99) == message


def test_only_what_is_asked_for_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of a long timeline costs one picture, whichever page it is."""
    drawn = []
    png = Canvas.png
    monkeypatch.setattr(Canvas, "png", lambda canvas, height: drawn.append(1) or png(canvas, height))
    timeline_message(told(*[("2024", date(2024, 1, 1), date(2024, 12, 31))] * 40), page=3)
    assert len(drawn) == 1


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_colours_of_a_picture(theme: Theme) -> None:
    """Each colour of a theme is in the finished picture as it is, and edges have shades between."""
    canvas = Canvas(100, theme)
    names = (theme.ink, theme.faint, theme.grid, *theme.sides)
    for number, name in enumerate(names):
        canvas.line(0, 10 * number + 5, 100, 10 * number + 5, name, 6)
    canvas.ring(50, 95, 4, theme.ink)
    image = Image.open(BytesIO(canvas.png(100))).convert("RGB")
    assert [image.getpixel((50, 25 * number + 13)) for number in range(len(names))] == list(map(hexed, names))
    assert len(image.getcolors(1 << 20) or []) > len(names) + 4


def test_letters_that_cannot_be_drawn() -> None:
    """A name in a script without letters here is left to its number; a mere symbol is left out."""
    assert drawable("Łódź, Αθήνα, Київ, Երևան") == "Łódź, Αθήνα, Київ, Երևան"
    assert drawable("Cafe\u0301 🎉 News") == "Café News"
    assert drawable("北京日报") == ""
    assert drawable("Al-Ahram الأهرام") == ""
    article = replace(GAZETTE, outlet="北京日报", via=None)
    answer = replace(FEBRUARY, citations=(Citation(1, article, 0, 3, article.text[:3]),), question="何时？")
    assert draw_timeline(answer)
    assert "北京日报 [1]" in describe(chart_rows(answer))


@UNTIMED
@given(st.text(max_size=80), st.integers(1, 3))
def test_fitted_lines(text: str, most: int) -> None:
    """A fitted text takes no more lines or room than there are."""
    lines = fit(text, Face(13), 120, most)
    assert len(lines) <= most
    assert all(text_width(line, Face(13)) <= 120 or len(line) <= 2 for line in lines)


@settings(UNTIMED, max_examples=6)
@given(
    st.lists(
        st.tuples(st.text(max_size=60), INTERVALS, st.none() | DAYS, st.booleans()), min_size=1, max_size=4
    )
)
def test_any_answer_is_drawn(said: list[tuple[str, list[date] | None, date | None, bool]]) -> None:
    """Whatever words and days an answer holds, its timeline is drawn, unless it names no day."""
    articles = [
        Article(f"a{i}", "a.md", name, None, "", (), day, None, "x")
        for i, (name, _, day, _) in enumerate(said)
    ]
    claims = tuple(
        Claim(name, name, Normal("date", *(days or (None, None)), "range"), (), (i,), None, planned)
        for i, (name, days, _, planned) in enumerate(said, 1)
    )
    citations = tuple(Citation(i, a, 0, 1, "x") for i, a in enumerate(articles, 1))
    answer = replace(when_answer(), question=said[0][0], claims=claims, citations=citations)
    if has_timeline(answer):
        assert Image.open(BytesIO(draw_timeline(answer))).width


def test_pillow_waits() -> None:
    """Nothing that renders an answer loads Pillow before a timeline is drawn."""
    code = "import sys, bot.render.timeline, bot.render.answer_pages; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
