"""Quantities: the numbers of a text and what they count."""

from __future__ import annotations

import subprocess
import sys

import pytest

from index.grammar.numbers import read_number
from index.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2,400", 2400), ("2.5 million", 2.5e6), ("twenty-five", 25), ("ninety-nine", 99), ("a hundred", 100),
        ("a hundred and five", 105), ("two thousand three hundred", 2300), ("half a dozen", 6), ("a few", 3),
        ("several hundred", 300), ("tens of thousands", 20000), ("dozens", 24), ("two-and-a-half", 2.5),
        ("3½", 3.5),
    ],
)  # fmt: skip
def test_numbers(text: str, number: float) -> None:
    """Digits, words and their mixtures are read as the number they mean."""
    assert read_number(text) == number


@pytest.mark.parametrize("text", ["", "and", "of", "nan", "inf", "1_000", "1,7", "boats", "two boats"])
def test_no_number(text: str) -> None:
    """Words that make no number give none."""
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "expression", "number", "unit"),
    [
        ("feeding 170 people", "170 people", 170, "person"),
        ("14 Brean trawlers sailed", "14 Brean trawlers", 14, "trawler"),
        ("two B.U. aircraft carriers", "two B.U. aircraft carriers", 2, "carrier"),
        ("2,310 wounded by dusk", "2,310 wounded", 2310, "wounded"),
        ("3,000 wounded soldiers", "3,000 wounded soldiers", 3000, "soldier"),
        ("48 were rescued", "48", 48, "rescued"),
        ("Four of the ships sank.", "Four of the ships", 4, "ship"),
        ("One Brean soldier was hurt.", "One Brean soldier", 1, "soldier"),
        ("twenty-five fishing boats", "twenty-five fishing boats", 25, "boat"),
        ("The toll rose to 54.", "54", 54, ""),
        ("a 14-member council", "14-member", 14, "member"),
        ("three companies", "three companies", 3, "company"),
        ("$4 billion", "$4 billion", 4e9, "USD"),
        ("€3m", "€3m", 3e6, "EUR"),
        ("two million Canadian dollars", "two million Canadian dollars", 2e6, "CAD"),
        ("2.5 million euros", "2.5 million euros", 2.5e6, "EUR"),
        ("12% of them", "12%", 12, "percent"),
        ("1.1 per cent", "1.1 per cent", 1.1, "percent"),
        ("350 kilometres", "350 kilometres", 350, "kilometer"),
        ("20km away", "20km", 20, "kilometer"),
        ("3 square miles", "3 square miles", 3, "square mile"),
        ("1.5 degrees Celsius", "1.5 degrees", 1.5, "degree"),
        ("a 25-year-old", "25-year-old", 25, "year old"),
        ("Ada Holm, 51, said", "51", 51, "year old"),
        ("the third-largest port", "third", 3, "rank"),
        ("No. 1 in Lund", "No. 1", 1, "rank"),
        ("2000 people fled in 2023", "2000 people", 2000, "person"),
    ],
)
def test_exact(text: str, expression: str, number: float, unit: str) -> None:
    """A number comes with what it counts, in singular, adjectives passed over; money with its currency."""
    (found,) = find_quantities(text)
    assert (found.text, found.number, found.unit) == (expression, number, unit)
    assert text[found.start : found.end] == expression
    assert not found.approximate and found.bound is None


@pytest.mark.parametrize(
    ("text", "number", "unit", "bound"),
    [
        ("more than 2,400 injured", 2400, "injured", "at least"),
        ("At least 61 were rescued", 61, "rescued", "at least"),
        ("up to 90 percent", 90, "percent", "at most"),
        ("some 300 homes", 300, "home", "about"),
        ("dozens of trawlers", 24, "trawler", None),
        ("tens of thousands of people", 20000, "person", None),
        ("several ships", 3, "ship", None),
        ("10 to 15 boats", 12.5, "boat", None),
        ("between 10 and 15 boats", 12.5, "boat", None),
        ("$15-$20", 17.5, "USD", None),
        ("2 to 3 million people", 2.5e6, "person", None),
    ],
)
def test_approximate(text: str, number: float, unit: str, bound: str | None) -> None:
    """A number that the words leave open is approximate, and says on which side the truth lies if they do."""
    (found,) = find_quantities(text)
    assert (found.number, found.unit, found.approximate, found.bound) == (number, unit, True, bound)


@pytest.mark.parametrize(
    "text",
    [
        "In 2023, on April 9, at 11:20 on 06/16/23, by 5 p.m.",
        "a five-day tour, 30 years at sea, two years ago",
        "F-16 jets, Flight 1990, Resolution 1973, Harbour Tales 7, Brae 2 Pro",
        "1. Harbour shut\n  2. Ferry late\n  3) Mill sold",
        "a 3-1 win, two-thirds of voters, one in five, one of them",
    ],
)
def test_none(text: str) -> None:
    """Dates, times, lengths of time, scores and numbers in names count nothing."""
    assert find_quantities(text) == []


@pytest.mark.slow
def test_hostile_text_ends() -> None:
    """A long text of nothing but numbers takes time in proportion to its length."""
    code = (
        "from index.quantities import find_quantities\n"
        "for part in ('1', ' ', '12 ', '2023 ', '1-', '1 and ', 'two ', 'a few ', '$', 'B, 1, '):\n"
        "    find_quantities(part * (200_000 // len(part)))\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=300)


def test_of_some_that_are_counted_too() -> None:
    """Of "twelve of the 40 people" twelve is the number of people, and 40 is none."""
    (found,) = find_quantities("Twelve of the 40 people on board survived.")
    assert (found.number, found.unit, found.text) == (12, "person", "Twelve of the 40 people")
