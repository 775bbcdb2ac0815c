"""What a timeline shows, before it is drawn: rows, a scale of days, and marks on it; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.answer.types import Answer, Claim
from bot.render.escape import plain
from bot.render.words import speaker
from index.dates import MONTH_NAMES, format_interval

_SHORTEST = 7  # days that a scale spans at least


@dataclass(frozen=True, slots=True)
class Row:
    """One outlet: what it says happened when, and when it said so.

    number: of the citation. value: the claim in words. first, last: its days, None where it gives none.
    side: which position it takes, from 0; all are 0 where nobody disagrees. planned: told before it happened.
    """

    number: int
    outlet: str
    value: str
    first: date | None
    last: date | None
    published: date | None
    side: int
    planned: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """The days from `first` to `last` as places from 0 to 1; a day takes up the room of a day."""

    first: date
    last: date

    def span(self, first: date, last: date) -> tuple[float, float]:
        """Say where an interval of days begins and ends."""
        whole = (self.last - self.first).days + 1
        return (first - self.first).days / whole, ((last - self.first).days + 1) / whole

    def middle(self, day: date) -> float:
        """Say where the middle of a day is."""
        return sum(self.span(day, day)) / 2


def chart_rows(answer: Answer) -> tuple[Row, ...]:
    """Give a row for each article that a claim quotes, those that agree beside each other, in their order."""
    by_number = {citation.number: citation for citation in answer.citations}
    rows: dict[tuple[str, str], Row] = {}
    for claim in answer.claims:
        for number in claim.citations:
            if number not in by_number:
                continue
            article = by_number[number].article
            row = Row(
                number,
                plain(speaker(article)),
                plain(claim.value),
                claim.normal.start,
                claim.normal.end,
                article.published,
                _side(answer, claim),
                claim.planned,
            )
            rows.setdefault((article.id, claim.value), row)
    return tuple(sorted(rows.values(), key=lambda row: row.side))


def _side(answer: Answer, claim: Claim) -> int:
    sides = answer.disagreement.positions if answer.disagreement else ()
    return next((i for i, side in enumerate(sides) if set(claim.citations) & set(side.citations)), 0)


def chart_scale(rows: Sequence[Row]) -> Scale:
    """Choose the days to show: all that the rows name, with some room on both sides."""
    days = [day for row in rows for day in (row.first, row.last, row.published) if day]
    first, last = min(days), max(days)
    room = max(1, (last - first).days // 20, (_SHORTEST - (last - first).days) // 2)
    room = min(room, (first - date.min).days, (date.max - last).days)
    return Scale(first - timedelta(room), last + timedelta(room))


def ticks(scale: Scale, most: int = 5) -> list[tuple[date, str]]:
    """Choose days to name below a scale, at most so many, with their names: days, months or years."""
    days = (scale.last - scale.first).days + 1
    for step in (1, 2, 3, 7, 14):
        if days / step <= most:
            first = scale.first + timedelta(-scale.first.toordinal() % step)
            found = [first + timedelta(i * step) for i in range(days // step + 1)]
            return [(day, f"{day.day} {_month(day)}") for day in found if day <= scale.last]
    for step in (1, 2, 3, 6):
        months = [day for day in _firsts(scale) if (day.month - 1) % step == 0]
        if 2 <= len(months) <= most:
            return [(day, f"{_month(day)} {day.year}") for day in months]
    for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
        years = [date(y, 1, 1) for y in range(scale.first.year, scale.last.year + 1) if y % step == 0]
        years = [day for day in years if day >= scale.first]
        if len(years) <= most:
            return [(day, str(day.year)) for day in years]
    return []


def _month(day: date) -> str:
    return MONTH_NAMES[day.month - 1][:3]


def _firsts(scale: Scale) -> Iterator[date]:
    """Give the first day of each month on a scale."""
    year, month = scale.first.year, scale.first.month
    while (day := date(year, month, 1)) <= scale.last:
        if day >= scale.first:
            yield day
        year, month = year + month // 12, month % 12 + 1
        if year > date.max.year:
            return


def published_text(row: Row) -> str:
    """Say when a row's article was published: "published 7 February 2024", or that nobody knows."""
    if row.published is None:
        return "publication date unknown"
    return f"published {format_interval(row.published, row.published, 'day')}"


def value_text(row: Row) -> str:
    """Say what a row tells: its value, that it was a plan, that it has no date."""
    text = row.value
    if row.planned:
        text += ", planned"
    return text if row.first else f"{text} (no date given)"


def describe(rows: Sequence[Row], room: int = 1000) -> str:
    """Say in words what a timeline shows, for who cannot see it, in at most so many characters."""
    text = "Timeline"
    for i, row in enumerate(rows):
        more = f". {row.outlet} [{row.number}]: {value_text(row)}; {published_text(row)}"
        end = f". And {len(rows) - i} more"
        if len(text) + len(more) + len(end) > room:
            return text + end + "."
        text += more
    return text + "."
