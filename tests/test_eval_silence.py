"""`dateline eval silence`: what counts as abstaining rightly, and as answering."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.data import DataError
from evals.silence import Asked, count, figures, read_questions, table

QUESTIONS = [
    Asked("who?", "one", "Ada Brook", True),
    Asked("which?", "one", "The Harbour", True),
    Asked("Is it so?", "two", "Yes", True),
    Asked("nobody?", "null", "", False),
    Asked("nothing?", "null", "", False),
]
ANSWERS = {
    "who?": ("It was ADA BROOK.", False),
    "which?": ("The harbour, had it answered.", True),
    "Is it so?": ("These are the reports.", False),
    "nobody?": ("The corpus does not answer this.", True),
    "nothing?": ("Something.", False),
}


def test_figures() -> None:
    """Abstaining is right without evidence, answering with it; a name counts only where it is answered."""
    counted = count(ANSWERS.__getitem__, QUESTIONS)
    assert figures(counted) == {
        "null_abstained": 0.5,
        "answered": pytest.approx(2 / 3),
        "names_right": 0.5,
    }
    assert counted["types"]["one"] == {"questions": 2, "abstained": 1, "held": 1}


def test_the_table_has_a_line_a_type_and_a_figure() -> None:
    """Every type of question and every figure has its line."""
    lines = table(count(ANSWERS.__getitem__, QUESTIONS)).splitlines()
    assert [line.split()[0] for line in lines] == [
        "questions", "null", "one", "two", "null_abstained", "answered", "names_right",
    ]  # fmt: skip


def test_questions_without_evidence_are_kept(tmp_path: Path) -> None:
    """What has no evidence is a null question here, not left out; what is no question names its line."""
    file = tmp_path / "questions-x.jsonl"
    rows = [{"question": "a?\n", "type": "t", "answer": "B", "evidence": [{"fact": "x"}]}, {"question": "c?"}]
    file.write_text("\n".join(map(json.dumps, rows)))
    asked, _ = read_questions(tmp_path)
    assert asked == [Asked("a?", "t", "B", True), Asked("c?", "untyped", "", False)]
    file.write_text('{"question": 3}')
    with pytest.raises(DataError, match="line 1"):
        read_questions(file)
