"""How a question is read for the search."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.searching.query import Published, read_query

KNOWN = ("The Harbour Post", "Season", "The Mill")


def test_plain_question() -> None:
    """A plain question is one part, of the words that carry something."""
    query = read_query("When did Ada Brook visit the flooded towns?", KNOWN)
    assert query.whole.words == ("ada", "brook", "visit", "flooded", "towns")
    assert len(query.parts) == 1
    assert query.outlets == ()
    assert query.published == ()


def test_two_sources() -> None:
    """Two articles set against each other are two parts, each with its own words and outlet."""
    query = read_query(
        "Does the article from The Harbour Post suggest that the ferry company raised its fares, while "
        "Season indicates that the ferry passengers moved to the railway?",
        KNOWN,
    )
    first, second = query.parts
    assert first.outlets == (("The Harbour Post",),)
    assert "fares" in first.words and "railway" not in first.words
    assert second.outlets == (("Season",),)
    assert "railway" in second.words and "fares" not in second.words
    assert query.outlets == ("The Harbour Post", "Season")


def test_shared_sources() -> None:
    """Parts that name no outlet have those of their neighbours."""
    query = read_query(
        "Who is the engineer who designed the old harbour bridge, later sold the northern railway and "
        "paid for the new opera house, as reported by both The Mill and Season?",
        KNOWN,
    )
    assert len(query.parts) == 3
    assert {part.outlets for part in query.parts} == {(("The Mill",), ("Season",))}


def test_words_of_reporting_are_left_out() -> None:
    """Who printed it and that it was printed are no words of an article."""
    query = read_query("What did The Harbour Post's article report on the ferry, according to Season?", KNOWN)
    assert query.whole.words == ("ferry",)


def test_small_clauses_stay() -> None:
    """A stretch too short to be searched by itself stays with its neighbour; together the parts cover all."""
    query = read_query("Did Ada Brook, of Northmoor, and Tom Moss meet?", KNOWN)
    assert len(query.parts) == 1


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "What did the report from Season on 2023-11-25 say?",
            Published(date(2023, 11, 25), date(2023, 11, 25)),
        ),
        ("Which articles published after 3 May 2021 tell of floods?", Published(date(2021, 5, 3), None)),
        ("Which stories published before March 2020 tell of floods?", Published(None, date(2020, 3, 31))),
        (
            "Was the ferry reported by Season between November 9, 2023, and December 21, 2023?",
            Published(date(2023, 11, 9), date(2023, 12, 21)),
        ),
        (
            "What does the December 15, 2023, article on the ferry claim?",
            Published(date(2023, 12, 15), date(2023, 12, 15)),
        ),
        ("What happened in Northmoor on 3 May 2021?", Published(date(2021, 5, 3), date(2021, 5, 3), False)),
        (
            "Did Season report that Ada Brook met Tom Moss on 3 May 2021?",
            Published(date(2021, 5, 3), date(2021, 5, 3), False),
        ),
    ],
)
def test_days(question: str, expected: Published) -> None:
    """Days of publication are told from days of events by what they hang on."""
    assert read_query(question, KNOWN).published == (expected,)


def test_days_of_events_stay_in_the_words() -> None:
    """The day of an event is searched as words, the day of an article is not."""
    assert "2021" in read_query("What happened in Northmoor on 3 May 2021?", KNOWN).whole.words
    assert "2021" not in read_query("What did Season report on 3 May 2021?", KNOWN).whole.words


def test_days_of_parts() -> None:
    """Two reports of two days are two parts, each with its day."""
    query = read_query(
        "Between the Season report on the ferry strike published on May 3, 2021, and the Season report on "
        "the railway strike published on May 9, 2021, did the demands of the workers change?",
        KNOWN,
    )
    days = [part.published for part in query.parts]
    assert days[0] == (Published(date(2021, 5, 3), date(2021, 5, 3)),)
    assert days[1] == (Published(date(2021, 5, 9), date(2021, 5, 9)),)


@given(st.text())
def test_any_text(text: str) -> None:
    """Any text can be read; there is always a part."""
    assert read_query(text, KNOWN).parts


def test_very_long() -> None:
    """A pasted article is read at its beginning only."""
    assert len(read_query("the ferry sank, " * 5000, KNOWN).whole.text) <= 2000
