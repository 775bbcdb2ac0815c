"""Dumps: one article a line, and what is told of lines that give none."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index.article import Article, Failure
from index.read import read_file
from index.reading import dump

TEXT = "The gates of Greyfield will stay open until the autumn, the river board said on Monday."
GOOD = {"title": "Gates stay open", "body": TEXT}


def read(
    folder: Path, *lines: dict[str, Any] | str, name: str = "dump.jsonl"
) -> tuple[list[Article], list[Failure]]:
    """Write a dump, an object a line, and read it."""
    data = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines).encode()
    path = folder / name
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return read_file(path, folder)


@pytest.mark.parametrize("name", ["dump.jsonl", "dump.jsonl.gz"])
def test_fields(tmp_path: Path, name: str) -> None:
    """Fields are read under the names that dumps give them; a line without an id is numbered."""
    [first, second, third], failures = read(
        tmp_path,
        {
            **GOOD,
            "ID": 7,
            "source": {"id": None, "name": "Harbor Gazette"},
            "publishedAt": "2024-06-30T23:59:00Z",
            "authors": ["Ada Brook", "Bo Lind"],
            "url": "https://harbor-gazette.example/gates",
        },
        {
            "headline": "Gates stay open",
            "content": TEXT,
            "date": 1719700000,
            "author": "By Ada Brook and Bo Lind",
        },
        {
            **GOOD,
            "outlet": None,
            "published_at": None,
            "url": "https://www.river-times.example/2024/06/29/gates.html",
        },
        name=name,
    )
    assert failures == []
    assert first == Article(
        id="7",
        path=name,
        outlet="Harbor Gazette",
        via=None,
        title="Gates stay open",
        authors=("Ada Brook", "Bo Lind"),
        published=date(2024, 6, 30),
        url="https://harbor-gazette.example/gates",
        text=TEXT,
    )
    assert (second.id, second.published, second.authors) == ("dump:2", date(2024, 6, 29), first.authors)
    assert (third.id, third.outlet, third.published) == ("dump:3", "river-times.example", date(2024, 6, 29))


def test_marks_fill_empty_fields(tmp_path: Path) -> None:
    """Where a line's fields are empty, its text's own marks count."""
    note = "This article, authored by Ada Brook, was published by The River Times on 2024-06-30 in Rivers."
    [article], _ = read(tmp_path, {**GOOD, "body": f"GREYFIELD (dpa) - {TEXT}\n{note}", "outlet": ""})
    assert (article.outlet, article.via, article.published) == ("The River Times", "dpa", date(2024, 6, 30))
    assert article.authors == ("Ada Brook",)
    assert article.text == f"GREYFIELD (dpa) - {TEXT}"


def test_broken_lines(tmp_path: Path) -> None:
    """A line that gives no article is told of by its number, and the other lines are read."""
    deep = "[" * 100_000
    articles, failures = read(
        tmp_path, GOOD, "{broken", "", '["list"]', {"title": "x"}, deep, "1" * 5000, GOOD
    )
    assert [article.id for article in articles] == ["dump:1", "dump:8"]
    assert [item.path for item in failures] == [f"dump.jsonl:{number}" for number in (2, 4, 5, 6, 7)]
    assert all(item.error.startswith(f"{item.path} ") and ";" in item.error for item in failures)
    assert "is not JSON" in failures[0].error


def test_an_impossible_date(tmp_path: Path) -> None:
    """A line with an impossible date is read without it, and told of."""
    [article], [told] = read(tmp_path, {**GOOD, "published_at": "2024-02-30"})
    assert article.published is None
    assert told.indexed
    assert told.path == "dump.jsonl:1"
    assert "2024-02-30" in told.error


def test_ids_are_kept_apart(tmp_path: Path) -> None:
    """The second line of one id is numbered instead."""
    articles, _ = read(tmp_path, {**GOOD, "id": "a"}, {**GOOD, "id": "a"})
    assert [article.id for article in articles] == ["a", "dump:2"]


def test_not_a_dump_of_articles(tmp_path: Path) -> None:
    """A file of other JSON lines is told of once, not line by line."""
    articles, [told] = read(tmp_path, *[{"question": f"Who is {number}?"} for number in range(300)])
    assert articles == []
    assert told.error.startswith("dump.jsonl holds no articles")


def test_an_empty_dump(tmp_path: Path) -> None:
    """An empty dump is told of."""
    assert read(tmp_path)[1][0].error.startswith("dump.jsonl is empty")


def test_many_broken_lines(tmp_path: Path) -> None:
    """Of very many broken lines the first hundred are told one by one, the others by their number."""
    articles, failures = read(tmp_path, GOOD, *["{"] * 250)
    assert len(articles) == 1
    assert len(failures) == 101
    assert "150 further lines" in failures[-1].error


def test_a_damaged_archive(tmp_path: Path) -> None:
    """What could be unpacked of a damaged archive is read, and the damage is told."""
    lines = "\n".join(json.dumps({**GOOD, "id": str(number)}) for number in range(3000)).encode()
    packed = gzip.compress(lines, 1)
    (tmp_path / "dump.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    articles, failures = read_file(tmp_path / "dump.jsonl.gz", tmp_path)
    assert len(articles) > 10
    assert "is damaged after line" in failures[-1].error
    (tmp_path / "dump.jsonl.gz").write_bytes(b"no archive")
    articles, [told] = read_file(tmp_path / "dump.jsonl.gz", tmp_path)
    assert articles == []
    assert "cannot be unpacked" in told.error


def test_endless_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line longer than any article is skipped and told of, and the lines after it are read."""
    monkeypatch.setattr(dump, "LONGEST_LINE", 1000)
    articles, [told] = read(tmp_path, GOOD, {**GOOD, "body": TEXT * 1000}, GOOD)
    assert [article.id for article in articles] == ["dump:1", "dump:3"]
    assert told.path == "dump.jsonl:2"


def test_an_archive_that_grows_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive that unpacks to more than the limit is read up to there, and told of."""
    monkeypatch.setattr(dump, "MOST_UNPACKED", 1000)
    articles, failures = read(tmp_path, *[GOOD] * 100, name="dump.jsonl.gz")
    assert 0 < len(articles) < 100
    assert "unpacks to more than" in failures[-1].error
