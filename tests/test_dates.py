"""Dates: time expressions to the days they mean, and the days as words."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from index.dates import find_times, format_interval, parse_day

TUESDAY = date(2024, 5, 14)


def days(text: str, anchor: date | None = TUESDAY) -> list[tuple[str, str]]:
    """Each expression of the text with its days, "2024-05-14" or "2024-05-13..2024-05-19"."""
    return [
        (item.text, f"{item.first}" if item.first == item.last else f"{item.first}..{item.last}")
        for item in find_times(text, anchor)
    ]


ABSOLUTE = [
    ("The ferry sank on 16 April 2023 off Brae.", "16 April 2023", "2023-04-16"),
    ("It opened on Oct. 7, 2023, in Lund.", "Oct. 7, 2023", "2023-10-07"),
    ("She was born on the 3rd of March 1961.", "the 3rd of March 1961", "1961-03-03"),
    ("Friday, April 14, 2023", "Friday, April 14, 2023", "2023-04-14"),
    ("10:49 18.04.2023 (Updated)", "18.04.2023", "2023-04-18"),
    ("04/14/23 4:47 AM ET", "04/14/23", "2023-04-14"),
    ("14/04/2023", "14/04/2023", "2023-04-14"),
    ("posted 2023-11-25T10:00:00Z", "2023-11-25T10:00:00Z", "2023-11-25"),
    ("a storm in March 2023", "March 2023", "2023-03-01..2023-03-31"),
    ("in early march 2023", "early march 2023", "2023-03-01..2023-03-31"),
    ("a 2022 visit", "2022", "2022-01-01..2022-12-31"),
    ("the 2019-20 season", "2019-20", "2019-01-01..2020-12-31"),
    ("built in 2019–2021", "2019–2021", "2019-01-01..2021-12-31"),
    ("the second quarter of 2022", "the second quarter of 2022", "2022-04-01..2022-06-30"),
    ("Q3 2022", "Q3 2022", "2022-07-01..2022-09-30"),
    ("the first half of 2022", "the first half of 2022", "2022-01-01..2022-06-30"),
    ("in the summer of 2021", "the summer of 2021", "2021-06-01..2021-08-31"),
    ("the 1990s", "1990s", "1990-01-01..1999-12-31"),
    ("the '90s", "'90s", "1990-01-01..1999-12-31"),
    ("the 19th century", "the 19th century", "1800-01-01..1899-12-31"),
    ("since 9/11 they have", "9/11", "2001-09-11"),
    ("From March 20-22, 2023 they", "March 20-22, 2023", "2023-03-20..2023-03-22"),
    ("30 March – 2 April 2023", "30 March – 2 April 2023", "2023-03-30..2023-04-02"),
    ("Dec 30 to Jan 2, 2023", "Dec 30 to Jan 2, 2023", "2022-12-30..2023-01-02"),
    ("between 2023-11-25 and 2023-12-01", "2023-11-25 and 2023-12-01", "2023-11-25..2023-12-01"),
    ("from March 2020 to June 2021", "March 2020 to June 2021", "2020-03-01..2021-06-30"),
    ("Easter Sunday 2024", "Easter Sunday 2024", "2024-03-31"),
]


@pytest.mark.parametrize(("text", "expression", "expected"), ABSOLUTE)
def test_absolute(text: str, expression: str, expected: str) -> None:
    """A date that its own words tell is read without a publication date, and is not relative."""
    assert days(text, None) == [(expression, expected)]
    assert not find_times(text, TUESDAY)[0].relative


@pytest.mark.slow
def test_hostile_text_ends() -> None:
    """A megabyte of digits, spaces or half expressions takes time in proportion to its length."""
    code = (
        "from datetime import date; from index.dates import find_times\n"
        "for part in ('1', ' ', 'in ', 'of the ', '12 ', '2023-', 'the end of ', 'two ', 'May ', '1/1/', '\\n'):\n"
        "    find_times(part * (1_000_000 // len(part)), date(2024, 5, 14))\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=300)


@pytest.mark.parametrize(
    ("first", "last", "precision", "words"),
    [
        ("2023-04-16", "2023-04-16", "day", "16 April 2023"),
        ("2023-04-16", "2023-04-19", "range", "16–19 April 2023"),
        ("2023-03-30", "2023-04-02", "range", "30 March – 2 April 2023"),
        ("2022-12-30", "2023-01-02", "range", "30 December 2022 – 2 January 2023"),
        ("2023-03-01", "2023-03-31", "month", "March 2023"),
        ("2022-01-01", "2022-12-31", "year", "2022"),
        ("2023-04-10", "2023-04-16", "week", "the week of 10 April 2023"),
        ("2023-01-01", "2023-03-31", "range", "January–March 2023"),
        ("2022-12-01", "2023-02-28", "range", "December 2022 – February 2023"),
        ("1990-01-01", "1999-12-31", "range", "the 1990s"),
        ("1800-01-01", "1899-12-31", "range", "the 19th century"),
        ("2019-01-01", "2021-12-31", "range", "2019–2021"),
    ],
)
def test_format(first: str, last: str, precision: str, words: str) -> None:
    """An interval is written as people write it, no longer than it has to be."""
    assert format_interval(date.fromisoformat(first), date.fromisoformat(last), precision) == words


def test_parse_day() -> None:
    """A date filter is one full day and nothing else."""
    assert parse_day("2023-04-16") == parse_day(" 16 April 2023 ") == date(2023, 4, 16)
    assert parse_day("April 2023") is None
    assert parse_day("yesterday") is None
    assert parse_day("31 April 2023") is None
    assert parse_day("on 16 April 2023") is None
