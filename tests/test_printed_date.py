"""Dates as pages and dumps print them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from index.reading.printed_date import date_in_url, find_dates, read_date_field


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("on 2024-06-30, then 2024/07/01 and 2024.07.02", ["2024-06-30", "2024-07-01", "2024-07-02"]),
        ("30.06.2024", ["2024-06-30"]),
        ("3.4.24", ["2024-04-03"]),
        ("04/14/24 4:47 AM ET", ["2024-04-14"]),
        ("14/04/2024", ["2024-04-14"]),
        ("03/04/2024 10:00 EST", ["2024-03-04"]),
        ("05/05/2024", ["2024-05-05"]),
        ("03/04/2024 10:00 GMT", []),
        ("30th of June, 2024 and Sept. 1st, 2024", ["2024-06-30", "2024-09-01"]),
        ("30 FEBRUARY 2024", [None]),
        ("12-Jun-2024", ["2024-06-12"]),
        ("June 2024, 30 June, June 30", []),
        ("1.2.3.2024 is no date, nor is 10.0.2024.17 or 555-12-12-2024", []),
        ("March 1, 3024", [None]),
    ],
)
def test_finding(line: str, days: list[str | None]) -> None:
    """Whole dates are found; one that no calendar has comes without a day, an unclear one not at all."""
    assert [found.day and found.day.isoformat() for found in find_dates(line)] == days
    assert all(line[found.start : found.end].strip() for found in find_dates(line))


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-06-30T23:59:59+14:00", date(2024, 6, 30)),
        ("20240630", date(2024, 6, 30)),
        ("Sun, 30 Jun 2024 23:10:00 GMT", date(2024, 6, 30)),
        (1719700000, date(2024, 6, 29)),
        ("1719700000000", date(2024, 6, 29)),
        (datetime(2024, 6, 30, 23), date(2024, 6, 30)),
        (date(2024, 6, 30), date(2024, 6, 30)),
        (None, None),
        ("", None),
        ("null", None),
    ],
)
def test_fields(value: object, day: date | None) -> None:
    """A date field is read as it is printed, without moving it to another time zone; an empty one is None."""
    assert read_date_field(value) == day


@pytest.mark.parametrize("value", ["2024-02-30", "tomorrow", 5, "03/04/24", -1e30, float("inf")])
def test_no_dates(value: object) -> None:
    """A field that holds something else is refused."""
    with pytest.raises(ValueError, match="no date"):
        read_date_field(value)


def test_addresses() -> None:
    """A page's address gives its day where it holds year, month and day."""
    assert date_in_url("https://harbor-gazette.example/news/2024/06/30/gates") == date(2024, 6, 30)
    assert date_in_url("https://harbor-gazette.example/2024/jun/30/gates") == date(2024, 6, 30)
    assert date_in_url("https://harbor-gazette.example/gates-2024-06-30.html") == date(2024, 6, 30)
    assert date_in_url("https://harbor-gazette.example/2024/06/gates") is None
    assert date_in_url("https://harbor-gazette.example/2024/13/45/gates") is None
