"""Agreement: which values can be true together, and what a difference is called."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answer.agreement import compatible, listed
from bot.answer.comparing.differences import find_disagreement
from bot.answer.types import Claim, Normal


def _day(day: int, last: int | None = None, precision: str = "day") -> Normal:
    return Normal("date", date(2024, 5, day), date(2024, 5, last or day), precision)


MAY = _day(1, 31, "month")


def _claim(normal: Normal, outlet: str, number: int, value: str = "x", planned: bool = False) -> Claim:
    return Claim(value, value, normal, (outlet,), (number,), planned=planned)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (MAY, _day(4)),
        (_day(3, 6, "range"), _day(4)),
        (_day(4), Normal("date", text="last month")),
        (_day(4), Normal("date", text="saturday")),
        (
            Normal("quantity", number=200, unit="person", precision="about"),
            Normal("quantity", number=190, unit="person"),
        ),
        (Normal("quantity", number=1, unit="week"), Normal("quantity", number=7, unit="day")),
        (Normal("quantity", number=3, unit="ship"), Normal("quantity", number=40, unit="sailor")),
        (Normal("name", text="the town hall in northmoor"), Normal("name", text="northmoor")),
        (Normal("text", text="one thing"), Normal("text", text="another")),
    ],
)
def test_values_that_can_both_be_true(one: Normal, other: Normal) -> None:
    """Different precision, rounding, units and wording are not a difference."""
    assert compatible(one, other)
    assert compatible(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_day(4), _day(5)),
        (_day(4), Normal("date", text="on tuesday")),
        (Normal("quantity", number=3, unit="day"), Normal("quantity", number=4, unit="day")),
        (Normal("quantity", number=3, unit="day"), Normal("quantity", number=2, unit="week")),
        (Normal("quantity", number=12, unit="person"), Normal("quantity", number=20, unit="person")),
        (Normal("name", text="northmoor"), Normal("name", text="eastfell")),
        (Normal("polarity", text="yes"), Normal("polarity", text="no")),
    ],
)
def test_values_that_cannot(one: Normal, other: Normal) -> None:
    """Two days, two lengths, two counts, two places, yes and no exclude each other."""
    assert not compatible(one, other)
    assert not compatible(other, one)


def test_agreement_is_silent() -> None:
    """Where all values can be true together there is no disagreement."""
    assert find_disagreement([_claim(MAY, "A", 1), _claim(_day(4), "B", 2)]) is None


def test_conflict_names_who_says_which() -> None:
    """A conflict's note names each outlet with its value and its citation."""
    found = find_disagreement([_claim(_day(4), "A", 1, "4 May"), _claim(_day(5), "B", 2, "5 May")])
    assert found is not None
    assert found.kind == "conflict"
    assert found.note == "Outlets disagree: A says 4 May [1]; B says 5 May [2]."


def test_plan_and_event_are_called_that() -> None:
    """A plan printed before the event is not called a conflict with the report of it."""
    found = find_disagreement([_claim(_day(4), "A", 1), _claim(_day(5), "B", 2, planned=True)])
    assert found is not None
    assert found.kind == "plan_vs_event"


def test_one_outlet_does_not_disagree_with_itself() -> None:
    """Two values of one outlet are no disagreement between outlets."""
    assert find_disagreement([_claim(_day(4), "A", 1), _claim(_day(5), "A", 2)]) is None


def test_lists_read_as_english() -> None:
    """Names are joined by commas and "and", long lists are counted."""
    assert listed(["A"]) == "A"
    assert listed(["A", "B"]) == "A and B"
    assert listed(["A", "B", "C", "D", "E"]) == "A, B, C and 2 others"


@pytest.mark.parametrize(
    ("vague", "low", "high", "meet"),
    [
        ("at least", 12, 14, True),
        ("at least", 190, 200, True),
        ("at least", 12, 40, False),
        ("at least", 20, 12, False),
        ("at most", 20, 18, True),
        ("at most", 20, 30, False),
        ("about", 200, 190, True),
        ("about", 200, 150, False),
        ("vague", 24, 80, True),
        ("vague", 24, 300, False),
        ("vague", 24, 12, False),
        ("vague", 2e9, 26.3e9, True),
        ("vague", 2e7, 300e6, False),
    ],
)
def test_open_and_rounded_numbers(vague: str, low: float, high: float, meet: bool) -> None:
    """ "At least 12" is said of 14, not of 40; "at most" the other way; "about" both ways, a little."""
    open_ = Normal("quantity", number=low, unit="person", precision=vague)
    assert compatible(open_, Normal("quantity", number=high, unit="person")) is meet


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("jon lind", "jon brook", False),
        ("ada brook", "jon brook", False),
        ("c. brook", "clara brook", True),
        ("governor jon lind", "lind", True),
        ("northmoor, norway", "the hall in northmoor", True),
        ("customs house", "custom house in eastfell", True),
    ],
)
def test_names_that_share_a_word(one: str, other: str, meet: bool) -> None:
    """Two people are not one for a name that they share; a place and a part of it can both be told."""
    assert compatible(Normal("name", text=one), Normal("name", text=other)) is meet


def _hurt(number: float, outlet: str, citation: int) -> Claim:
    normal = Normal("quantity", number=number, unit="person")
    return Claim(f"{number:g}", f"{number:g}", normal, (outlet,), (citation,))


def test_a_toll_that_rose() -> None:
    """Numbers that only rise with the day of publication are an earlier and a later report."""
    claims = [_hurt(12, "A", 1), _hurt(17, "B", 2)]
    found = find_disagreement(claims, (), {1: date(2024, 5, 4), 2: date(2024, 5, 6)})
    assert found is not None
    assert (found.kind, found.note) == (
        "conflict",
        "Earlier and later reports differ: A, on 4 May, says 12 [1]; B, on 6 May, says 17 [2].",
    )
    same_day = find_disagreement(claims, (), {1: date(2024, 5, 6), 2: date(2024, 5, 6)})
    assert same_day is not None and same_day.note.startswith("Outlets disagree")


def test_speakers_who_differ() -> None:
    """Yes by one who is quoted and no by another is a difference of opinion, and names them."""
    yes = Claim("Yes", "Yes", Normal("polarity", text="yes"), ("A",), (1,), "Ada Brook")
    no = Claim("No", "No", Normal("polarity", text="no"), ("B",), (2,), "Jon Lind")
    found = find_disagreement([yes, no])
    assert found is not None
    assert found.kind == "opinion"
    assert found.note == (
        "Those who are quoted differ in opinion: Ada Brook, in A, says yes [1]; Jon Lind, in B, says no [2]."
    )


def test_a_sentence_holds_a_name_by_whole_words_only() -> None:
    """Two names exclude each other although a sentence with the one has letters of the other in it."""
    claims = [
        _claim(Normal("name", text="ada brook"), "A", 1, "Ada Brook"),
        _claim(Normal("name", text="the quartet x"), "B", 2, "The Quartet X"),
    ]
    assert find_disagreement(claims, ("Ada Brook wrote the next text.",)) is not None


def test_a_counted_group_may_be_whom_another_names() -> None:
    """ "Three divers" excludes no diver's name, nor do "a teacher" and "the pilot"."""
    for somebody in ("three divers", "a teacher", "the pilot"):
        assert compatible(Normal("name", text=somebody), Normal("name", text="ada brook"))
    assert not compatible(Normal("name", text="the quartet x"), Normal("name", text="the river band"))
