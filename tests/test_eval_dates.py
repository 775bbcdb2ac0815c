"""The measure of dates: what counts as right, and what is left out."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from evals.data import DataError
from evals.dates import measure, read_value, table


def annotated(words: str, text: str, value: str, kind: str = "DATE") -> dict[str, object]:
    """One annotation of the first place where the words stand in the text."""
    start = text.index(words)
    return {
        "start": start,
        "end": start + len(words),
        "type": kind,
        "value": value,
        "text": words,
        "mod": None,
    }


def write(path: Path, text: str, *timex: dict[str, object]) -> Path:
    """A file of one annotated article, published on Tuesday, 14 May 2024."""
    record = {"id": "a", "published": "2024-05-14T09:00", "text": text, "timex": timex}
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-05-14", date(2024, 5, 14), date(2024, 5, 14)),
        ("2024-05-14TNI", date(2024, 5, 14), date(2024, 5, 14)),
        ("2024-W20", date(2024, 5, 13), date(2024, 5, 19)),
        ("2024-W20-WE", date(2024, 5, 18), date(2024, 5, 19)),
        ("2024-05", date(2024, 5, 1), date(2024, 5, 31)),
        ("2024-Q2", date(2024, 4, 1), date(2024, 6, 30)),
        ("2024-H2", date(2024, 7, 1), date(2024, 12, 31)),
        ("2024-SU", date(2024, 6, 1), date(2024, 8, 31)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("199", date(1990, 1, 1), date(1999, 12, 31)),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31)),
    ],
)
def test_values(value: str, first: date, last: date) -> None:
    """The value of an annotation is read as the days that TimeML means by it."""
    interval = read_value(value)
    assert interval and (interval.first, interval.last) == (first, last)


@pytest.mark.parametrize("value", ["PRESENT_REF", "2024-XX", "2024-WXX", "P3D", "XXXX-WXX-1", "2024-05-XX"])
def test_values_without_days(value: str) -> None:
    """A value that names no days is left out of the count."""
    assert read_value(value) is None


def test_measure(tmp_path: Path) -> None:
    """Right is an expression of ours that meets the annotated one and has exactly its days."""
    text = "On Sunday he left Lund, now quiet. He had come in March for three days, on a whim, in 1999."
    path = write(
        tmp_path / "news.jsonl",
        text,
        annotated("Sunday", text, "2024-05-12"),
        annotated("now", text, "PRESENT_REF"),
        annotated("March", text, "2023-03"),
        annotated("three days", text, "P3D", "DURATION"),
        annotated("a whim", text, "2024"),
    )
    result = measure(path)
    assert (result["articles"], result["gold"], result["exact"], result["found"]) == (1, 3, 1, 3)
    assert result["exact_share"] == pytest.approx(1 / 3)
    assert result["recall"] == pytest.approx(2 / 3)
    assert result["precision"] == pytest.approx(1 / 3)
    assert result["exact_if_found"] == pytest.approx(1 / 2)
    assert "1 (0.333 of them)" in table(result)


def test_nothing_to_measure(tmp_path: Path) -> None:
    """An empty file measures as zero, not as an error."""
    (tmp_path / "none.jsonl").write_text("\n")
    assert measure(tmp_path / "none.jsonl")["exact_share"] == 0.0


def test_bad_line(tmp_path: Path) -> None:
    """A line that is no annotated article is named with its file."""
    (tmp_path / "bad.jsonl").write_text('\n{"id": "a"}\n')
    with pytest.raises(DataError, match=r"bad\.jsonl: line 2: not an annotated"):
        measure(tmp_path / "bad.jsonl")
