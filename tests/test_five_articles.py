"""The whole program on real news: gold questions in, right answers out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.judge import ask_all, judge, read_gold

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


def verdicts(gold: Path, corpus: Path, working: Path) -> list[str]:
    """Ask all gold questions and list every fault, with the question's id."""
    cases = read_gold(gold)
    answers = ask_all(cases, corpus, working)
    assert [answer["question"] for answer in answers] == [case["question"] for case in cases]
    return [
        f"{case['id']} {case['question']}: {fault}"
        for case, answer in zip(cases, answers, strict=True)
        for fault in judge(case, answer, corpus)
    ]


def test_shipped_articles(tmp_path: Path) -> None:
    """Every gold question on the shipped articles is answered right, or not at all where none answers it."""
    assert verdicts(ROOT / "tests" / "gold" / "shipped.jsonl", ROOT / "corpus", tmp_path) == []


def test_articles_as_scraped(tmp_path: Path) -> None:
    """The same holds on the articles as they were scraped, where they are at hand."""
    gold = SHARED / "eval" / "five-articles" / "dev.jsonl"
    if not gold.is_file():
        pytest.skip("the scraped articles and their questions are not here; they are not part of the project")
    assert verdicts(gold, SHARED / "articles", tmp_path) == []
