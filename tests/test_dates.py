"""Dates: time expressions to the days they mean, and the days as words."""

from __future__ import annotations

import itertools
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
    ("The ferry sank on 21 June 2023 off Brae.", "21 June 2023", "2023-06-21"),
    ("It opened on Oct. 7, 2023, in Lund.", "Oct. 7, 2023", "2023-10-07"),
    ("She was born on the 3rd of March 1961.", "the 3rd of March 1961", "1961-03-03"),
    ("Friday, June 16, 2023", "Friday, June 16, 2023", "2023-06-16"),
    ("11:20 21.06.2023 (new)", "21.06.2023", "2023-06-21"),
    ("06/16/23 9:05 PM ET", "06/16/23", "2023-06-16"),
    ("16/06/2023", "16/06/2023", "2023-06-16"),
    ("posted 2023-11-25T10:00:00Z", "2023-11-25T10:00:00Z", "2023-11-25"),
    ("a storm in March 2023", "March 2023", "2023-03-01..2023-03-31"),
    ("in early march 2023", "early march 2023", "2023-03-01..2023-03-31"),
    ("a 2022 fair", "2022", "2022-01-01..2022-12-31"),
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
    ("From March 4-6, 2022 they", "March 4-6, 2022", "2022-03-04..2022-03-06"),
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


# Printed on Tuesday, 14 May 2024.
RELATIVE = [
    ("Tuesday's fair in Lund", "Tuesday", "2024-05-14"),
    ("Holm saw the mayor on Sunday.", "Sunday", "2024-05-12"),
    ("Holm spoke on Friday.", "Friday", "2024-05-10"),
    ("Holm will speak on Friday.", "Friday", "2024-05-17"),
    ("The bridge stays shut until Friday.", "Friday", "2024-05-17"),
    ("They argued ahead of Sunday's election.", "Sunday", "2024-05-19"),
    ("Last Friday they met.", "Last Friday", "2024-05-10"),
    ("said last Tuesday", "last Tuesday", "2024-05-07"),
    ("on Monday of last week", "Monday of last week", "2024-05-06"),
    ("said Friday, April 12", "Friday, April 12", "2024-04-12"),
    ("Yesterday he left.", "Yesterday", "2024-05-13"),
    ("the day after tomorrow", "the day after tomorrow", "2024-05-16"),
    ("Earlier this week", "Earlier this week", "2024-05-13..2024-05-19"),
    ("next week", "next week", "2024-05-20..2024-05-26"),
    ("He was there last weekend.", "last weekend", "2024-05-11..2024-05-12"),
    ("Over the weekend, crews worked.", "Over the weekend", "2024-05-11..2024-05-12"),
    ("a fair last month", "last month", "2024-04-01..2024-04-30"),
    ("elected in March", "March", "2024-03-01..2024-03-31"),
    ("In December, the town built it.", "December", "2023-12-01..2023-12-31"),
    ("It will open in December.", "December", "2024-12-01..2024-12-31"),
    ("opened last June", "last June", "2023-06-01..2023-06-30"),
    ("in August last year", "August last year", "2023-08-01..2023-08-31"),
    ("events this year", "this year", "2024-01-01..2024-12-31"),
    ("by the end of the year", "the end of the year", "2024-01-01..2024-12-31"),
    ("It sank two years ago.", "two years ago", "2022-01-01..2022-12-31"),
    ("three weeks ago", "three weeks ago", "2024-04-22..2024-04-28"),
    ("ten days ago", "ten days ago", "2024-05-04"),
    ("on April 9", "April 9", "2024-04-09"),
    ("on Dec. 30", "Dec. 30", "2023-12-30"),
    ("their April 9-12 tour", "April 9-12", "2024-04-09..2024-04-12"),
    ("Lund, Apr 19 (HPA).-", "Apr 19", "2024-04-19"),
    ("On the 3rd, they met.", "3rd", "2024-05-03"),
    ("last October 3", "last October 3", "2023-10-03"),
    ("the week of March 6", "the week of March 6", "2024-03-04..2024-03-10"),
    ("from Monday to Thursday", "Monday to Thursday", "2024-05-13..2024-05-16"),
    ("this summer", "this summer", "2024-06-01..2024-08-31"),
    ("last winter", "last winter", "2023-12-01..2024-02-29"),
    ("sales fell in the first quarter", "the first quarter", "2024-01-01..2024-03-31"),
    ("Christmas Eve", "Christmas Eve", "2023-12-24"),
    ("last Thanksgiving", "last Thanksgiving", "2023-11-23"),
    ("last friday", "last friday", "2024-05-10"),
    ("the killing last month of Gen. Holm", "last month", "2024-04-01..2024-04-30"),
    ("stamped 05/12/24", "05/12/24", "2024-05-12"),
]


# Printed on Tuesday, 14 May 2024, too: August is near, and yet gone where something was done in it.
BY_TENSE = [
    ("The mill closed in August.", "2023-08"),
    ("Holm, who was arrested in August, denies it.", "2023-08"),
    ("Prices, which had risen in August, fell again.", "2023-08"),
    ("After a fire in August, the mill was sold.", "2023-08"),
    ("The storm in August destroyed the mill.", "2023-08"),
    ("By August the mill had closed.", "2023-08"),
    ("The firm slid into debt in August.", "2023-08"),
    ("The rule took effect on Aug. 1.", "2023-08"),
    ("Holm has led the council since August.", "2023-08"),
    ("The council sat in August to begin the inquiry.", "2023-08"),
    ("Holm is due to be sentenced in August.", "2024-08"),
    ("The fair to be held in August is off.", "2024-08"),
    ("The vote is held in August.", "2024-08"),
    ("The party will have elections in August.", "2024-08"),
    ("By August the mill will have closed.", "2024-08"),
    ("Holm announced a vote in August.", "2024-08"),
    ("The inquiry was postponed in the hope of a vote in August.", "2024-08"),
    ("The rule takes effect on Aug. 1.", "2024-08"),
    ("An office was set up on Sunday.", "2024-05-12"),
    ("The vote was set for Sunday.", "2024-05-19"),
]


@pytest.mark.parametrize(("text", "expected"), BY_TENSE)
def test_what_was_done_lies_behind(text: str, expected: str) -> None:
    """Of a month or day without a year the one gone by is meant where something was done in it."""
    ((_, found),) = days(text)
    assert found.startswith(expected)


@pytest.mark.parametrize(("text", "expression", "expected"), RELATIVE)
def test_relative(text: str, expression: str, expected: str) -> None:
    """A date that hangs on the publication day is worked out from it, says so, and is not read without it."""
    assert days(text) == [(expression, expected)]
    assert find_times(text, TUESDAY)[0].relative
    assert find_times(text, None) == []


def test_hanging_on_the_date_before() -> None:
    """ "Two days later" and "that year" count from the date told last, and are nothing without one."""
    text = "The mill burned down on 3 May 2019. Two days later Holm came back. That year he sold it."
    assert [when for _, when in days(text)] == ["2019-05-03", "2019-05-05", "2019-01-01..2019-12-31"]
    assert days("Two days later Holm came back. That year he sold it.") == []
    since = "The mill burned down in 2023. Four years later Holm bought it."
    assert [when for _, when in days(since)] == ["2023-01-01..2023-12-31"]  # 2027 has not come yet


def test_a_weekday_picks_the_year() -> None:
    """ "Thursday, May 16" with no year is a May in which the 16th was a Thursday."""
    assert days("on Thursday, May 16", date(2025, 1, 10)) == [("Thursday, May 16", "2024-05-16")]


@pytest.mark.parametrize(
    "text",
    [
        "a five-day tour that lasted more than 9 hours, after 30 years at sea",
        "a 25-year-old, 51 years old, open 24/7",
        "It cost $2023 and drew 2,023 people, then 2000 people; 40,000 years ago",
        "Flight 1990 left Room 2001 under Resolution 1973 at 2030 GMT",
        "1920 x 1080 pixels; call 555-2023; 1900 Harbour Street; version 1.2.2019b",
        "It may be that they march. May I? The March on Lund. Mr. May said so by May.",
        "June said that April Holm met Jan in the Sun.",
        "The Sunday Times comes out on Sundays and every Tuesday.",
        "a few days ago, recently, some time, one day",
        "a touchdown in the second quarter",
        "31 April 2023 and 2023-02-30 and 99/99/2023",
        "over the last year, in the last week, the past two years",
        "shortly before Thanksgiving, on the eve of Good Friday, and after Halloween",
    ],
)
def test_no_date(text: str) -> None:
    """Lengths of time, ages, counts, names, habits and impossible days are no dates."""
    assert days(text) == []


def test_ambiguous_numbers() -> None:
    """ "03/04/2023" is read only where the publication day tells whether the month comes first."""
    assert days("03/04/2023", None) == days("03/04/2023", TUESDAY) == []
    assert days("03/04/2023", date(2023, 4, 5)) == [("03/04/2023", "2023-04-03")]
    assert days("03/04/2023", date(2023, 3, 4)) == [("03/04/2023", "2023-03-04")]


def test_two_dates_are_no_stretch() -> None:
    """Days joined by "and", and a date put off to another, stay two dates."""
    assert [when for _, when in days("in March 2020 and May 2020")] == [
        "2020-03-01..2020-03-31",
        "2020-05-01..2020-05-31",
    ]
    assert len(days("The vote was put off from March 2020 to May 2020.")) == 2
    assert days("on April 9 and 20")[0] == ("April 9", "2024-04-09")


def test_offsets_and_order() -> None:
    """Every expression is a slice of the text; they come in order and never overlap, also over line ends."""
    text = "On Sunday,\n\nApril\n7 2024 – and in 2019-20, Tuesday — then last month’s Friday night, Q2 2023."
    found = find_times(text, TUESDAY)
    assert len(found) > 4
    assert all(text[item.start : item.end] == item.text for item in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_ends_of_the_calendar() -> None:
    """Dates beyond what the calendar has are left out rather than raised."""
    assert days("500 years ago, two decades from now", date(100, 1, 1)) == [
        ("two decades from now", "0120-01-01..0129-12-31")
    ]
    assert days("next week, next century", date(9999, 12, 31)) == []


@pytest.mark.slow
def test_hostile_text_ends() -> None:
    """A megabyte of digits, spaces or half expressions takes time in proportion to its length."""
    code = (
        "from datetime import date; from index.dates import find_times\n"
        "for part in ('1', ' ', 'in ', 'of the ', '12 ', '2023-', 'the end of ', 'two ', '1/1/', '\\n'):\n"
        "    find_times(part * (1_000_000 // len(part)), date(2024, 5, 14))\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=300)


@pytest.mark.parametrize(
    ("first", "last", "precision", "words"),
    [
        ("2023-06-21", "2023-06-21", "day", "21 June 2023"),
        ("2021-05-09", "2021-05-12", "range", "9–12 May 2021"),
        ("2023-03-30", "2023-04-02", "range", "30 March – 2 April 2023"),
        ("2022-12-30", "2023-01-02", "range", "30 December 2022 – 2 January 2023"),
        ("2023-03-01", "2023-03-31", "month", "March 2023"),
        ("2022-01-01", "2022-12-31", "year", "2022"),
        ("2021-05-10", "2021-05-16", "week", "the week of 10 May 2021"),
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
    assert parse_day("2023-06-21") == parse_day(" 21 June 2023 ") == date(2023, 6, 21)
    assert parse_day("April 2023") is None
    assert parse_day("yesterday") is None
    assert parse_day("31 April 2023") is None
    assert parse_day("on 21 June 2023") is None
