"""How retrieval is measured, and the floors under what it reached."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.data import DataError
from evals.floors import FloorError, check_floors, read_floors, write_floors
from evals.retrieval import Asked, count, measure, read_questions, table

QUESTIONS = [
    Asked("ferry?", "one", ("The ferry sank.", "Nobody was hurt.")),
    Asked("bridge?", "two", ("The bridge opened.",)),
]
PAGES = {
    "ferry?": ["Of no use.", "On Monday.  The ferry\nsank. Then rain.", "Nobody was", "hurt."],
    "bridge?": ["Of no use."] * 4 + ["The bridge opened. Twice."],
}


def test_figures() -> None:
    """Hits and MRR look for any fact, recall counts every fact; white space does not matter."""
    figures = count(lambda question, limit: PAGES[question][:limit], QUESTIONS)["types"]
    assert figures["all"] == {
        "questions": 2,
        "hits@10": 1.0,
        "hits@4": 0.5,
        "mrr@10": pytest.approx((1 / 2 + 1 / 5) / 2),
        "recall@10": pytest.approx(2 / 3),
        "recall@4": pytest.approx(1 / 3),
    }
    assert figures["one"]["recall@10"] == 0.5
    assert list(figures) == ["all", "one", "two"]


def test_only_ten_count() -> None:
    """A passage beyond the tenth is not counted, whatever the search gives."""
    late = count(lambda question, limit: ["no"] * 10 + ["The bridge opened."], QUESTIONS[1:])
    assert late["types"]["all"]["hits@10"] == 0


def test_table() -> None:
    """The table has a line for each type of question and one for the time."""
    lines = table(count(lambda question, limit: PAGES[question], QUESTIONS)).splitlines()
    assert [line.split()[0] for line in lines] == ["questions", "all", "one", "two", "a"]
    assert "0.667" in lines[1]


def test_reading(tmp_path: Path) -> None:
    """Questions without evidence are left out; the hash changes with the data."""
    file = tmp_path / "questions-a.jsonl"
    lines = [
        {"question": "q", "type": "t", "evidence": [{"fact": "f"}]},
        {"question": "null", "type": "n", "evidence": []},
    ]
    file.write_text("\n".join(json.dumps(line) for line in lines))
    asked, first = read_questions(tmp_path)
    assert asked == [Asked("q", "t", ("f",))]
    assert read_questions(file) == (asked, first)
    file.write_text(json.dumps({"question": "q2", "evidence": [{"fact": "f"}]}))
    assert read_questions(file)[1] != first


@pytest.mark.parametrize("content", ["not json", '["a list"]', "", '{"question": "no evidence"}'])
def test_bad_data(tmp_path: Path, content: str) -> None:
    """Data that holds no questions is reported with its path."""
    file = tmp_path / "questions.jsonl"
    file.write_text(content)
    with pytest.raises(DataError, match=r"questions\.jsonl"):
        read_questions(file)


def test_floors_only_rise(tmp_path: Path) -> None:
    """A floor is raised freely and lowered only on demand; other data has other floors."""
    path = tmp_path / "floors.json"
    write_floors("retrieval:a", {"hits@10": 0.9}, path=path)
    write_floors("retrieval:a", {"hits@10": 0.9567}, path=path)
    assert read_floors(path) == {"retrieval:a": {"hits@10": 0.956}}
    assert check_floors("retrieval:a", {"hits@10": 0.94}, path)
    assert not check_floors("retrieval:b", {"hits@10": 0.1}, path)
    with pytest.raises(FloorError, match="lower-floors"):
        write_floors("retrieval:a", {"hits@10": 0.94}, path=path)
    write_floors("retrieval:a", {"hits@10": 0.94}, lower=True, path=path)
    assert read_floors(path)["retrieval:a"] == {"hits@10": 0.94}


def test_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Data in a folder is indexed, asked and counted with the shipped model."""
    (tmp_path / "data").mkdir()
    article = {"title": "Ferry", "outlet": "Coast Courier", "body": "The night ferry sank off Cape Sorrel."}
    (tmp_path / "data" / "corpus.jsonl").write_text(json.dumps(article))
    question = {
        "question": "Where did the ferry sink?",
        "type": "t",
        "evidence": [{"fact": "off Cape Sorrel."}],
    }
    (tmp_path / "data" / "questions-dev.jsonl").write_text(json.dumps(question))
    monkeypatch.chdir(tmp_path)
    measured = measure(tmp_path / "data")
    assert measured["types"]["all"]["mrr@10"] == 1
    (tmp_path / "elsewhere").mkdir()
    questions = (tmp_path / "data" / "questions-dev.jsonl").rename(tmp_path / "elsewhere" / "questions.jsonl")
    assert measure(questions, corpus=tmp_path / "data")["types"] == measured["types"]
