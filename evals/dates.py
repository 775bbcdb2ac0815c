"""How many time expressions of annotated news get exactly the right days.

The data is JSON lines, one article each: {"id", "published": "YYYY-MM-DD", "text", "timex": [{"start", "end",
"type", "value", …}]}, values as in TimeML's TIMEX3. Counted are expressions of type DATE whose value names
days ("1998-08-07", "1998-W32", "1998-Q3", "199"); "PRESENT_REF" or "1998-XX" names none and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from evals.data import Record, find_file, read_records
from index.article import TimeExpression
from index.dates import find_times
from index.grammar import intervals
from index.grammar.intervals import Interval

FIGURES = ("exact_share", "precision", "recall")

_SEASONS = {"SP": "spring", "SU": "summer", "FA": "fall", "WI": "winter"}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T\S+)?")
_WEEK = re.compile(r"(\d{4})-W(\d\d?)(-WE)?")
_PART = re.compile(r"(\d{4})-(Q|H)(\d)")
_YEARS = re.compile(r"(\d{2,4})X{0,2}")


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated expression; interval is None where it names no days."""

    start: int
    end: int
    kind: str
    text: str
    interval: Interval | None


def read_value(value: str) -> Interval | None:
    """Read the value of a TIMEX3 as days; None where it names none. "1998-Q3" -> July to September 1998."""
    if match := _DAY.fullmatch(value):
        return intervals.day(date(int(match[1]), int(match[2]), int(match[3])))
    if match := _WEEK.fullmatch(value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return intervals.weekend(monday) if match[3] else intervals.week(monday)
    if match := _PART.fullmatch(value):
        length = 3 if match[2] == "Q" else 6
        last = length * int(match[3])
        return intervals.months(int(match[1]), last - length + 1, last)
    if re.fullmatch(r"\d{4}-\d\d", value):
        return intervals.month(int(value[:4]), int(value[5:]))
    if re.fullmatch(r"\d{4}-[A-Z]{2}", value):
        return intervals.season(int(value[:4]), _SEASONS[value[5:]]) if value[5:] in _SEASONS else None
    if _YEARS.fullmatch(value):
        digits = value.rstrip("X")
        length = 10 ** (4 - len(digits))
        first = int(digits) * length
        return intervals.years(first, first + length - 1) if length > 1 else intervals.year(first)
    return None


def _read(records: Iterable[Record]) -> Iterator[tuple[str, date, list[Gold]]]:
    for record in records:
        try:
            gold = [
                Gold(item["start"], item["end"], item["type"], item["text"], read_value(item["value"]))
                for item in record.fields["timex"]
            ]
            yield record.fields["text"], date.fromisoformat(record.fields["published"][:10]), gold
        except (ValueError, KeyError, TypeError) as error:
            raise record.wrong(f"not an annotated article ({error!r})") from error


def _meet(gold: Gold, found: TimeExpression) -> bool:
    return gold.start < found.end and found.start < gold.end


def _same_days(gold: Gold, found: TimeExpression) -> bool:
    assert gold.interval is not None
    return (gold.interval.first, gold.interval.last) == (found.first, found.last)


def measure(path: Path) -> dict[str, Any]:
    """Measure `find_times` on annotated news: a .jsonl file, or a folder with one.

    Out: "articles", "gold" (expressions counted), "found" (of ours, those that meet no other annotation),
    "exact" (gold with exactly its days), and the shares "exact_share" (of all gold), "recall" (gold that any
    of ours touches), "precision" (ours that are exact), "exact_if_found" (of gold touched); "data": a hash.
    DataError names the line that cannot be read.
    """
    records, key = read_records([find_file(path)])
    articles = gold_count = found_count = exact = touched = right = 0
    for text, published, annotated in _read(records):
        articles += 1
        times = find_times(text, published)
        counted = [gold for gold in annotated if gold.kind == "DATE" and gold.interval]
        other = [gold for gold in annotated if gold not in counted]
        gold_count += len(counted)
        for gold in counted:
            meeting = [time for time in times if _meet(gold, time)]
            touched += bool(meeting)
            exact += any(_same_days(gold, time) for time in meeting)
        for time in times:
            golds = [gold for gold in counted if _meet(gold, time)]
            if golds or not any(_meet(gold, time) for gold in other):
                found_count += 1
                right += any(_same_days(gold, time) for gold in golds)
    return {
        "articles": articles,
        "gold": gold_count,
        "found": found_count,
        "exact": exact,
        "exact_share": _share(exact, gold_count),
        "recall": _share(touched, gold_count),
        "precision": _share(right, found_count),
        "exact_if_found": _share(exact, touched),
        "data": key,
    }


def figures(result: dict[str, Any]) -> dict[str, float]:
    """Pick the figures that floors are kept for."""
    return {name: result[name] for name in FIGURES}


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def table(result: dict[str, Any]) -> str:
    """The result of `measure` as lines for a terminal."""
    rows = [
        ("articles", f"{result['articles']:.0f}"),
        ("dates annotated", f"{result['gold']:.0f}"),
        ("exactly the right days", f"{result['exact']:.0f} ({result['exact_share']:.3f} of them)"),
        ("found at all", f"{result['recall']:.3f} of them"),
        ("right where found", f"{result['exact_if_found']:.3f}"),
        ("precision of ours", f"{result['precision']:.3f} of {result['found']:.0f}"),
    ]
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in rows)
