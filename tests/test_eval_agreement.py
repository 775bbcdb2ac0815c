"""How agreement is measured: four kinds of data, and what is counted in each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from newsroom import write

from bot.cli import cli
from evals.agreement import figures, measure, table
from evals.agreement_pairs import make_pairs, tells_difference
from evals.agreement_values import distinct, is_same, matched
from evals.data import DataError

TOWN = "Eastfell is a village in Sorrel County. The population of Eastfell was {} at the last census."


def _jsonl(path: Path, *lines: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def _asked(*numbers: str) -> dict[str, Any]:
    documents = [{"text": TOWN.format(n), "type": "correct", "answer": n} for n in numbers]
    documents.append({"text": "Nothing of use stands here.", "type": "noise", "answer": "unknown"})
    return {
        "question": "What is the population of Eastfell?",
        "documents": documents,
        "gold_answers": list(numbers[:1]),
        "wrong_answers": list(numbers[1:]),
    }


def test_same_answers() -> None:
    """Answers are the same by half of their words; a number that differs makes them others."""
    assert is_same("Wednesday, 12 May 2021", "May 12, 2021")
    assert is_same("1904", "17 April 1904")
    assert is_same("6,669", "6,669 people")
    assert not is_same("2 July 1849", "3 July 1849")
    assert not is_same("painter", "composer")
    assert distinct(["5,000", "5,000 people", "183"]) == ["5,000", "183"]
    assert matched(["183", "200"], ["183", "183 people"]) == 1


def test_documents(tmp_path: Path) -> None:
    """Each document is an outlet: its answer has to be among the positions; a wrong one spoils the rest."""
    result = measure(_jsonl(tmp_path / "d.jsonl", _asked("2,197"), _asked("2,197", "5,000")))
    assert result["kind"] == "documents"
    assert result["positions_f1"] == 1.0
    assert result["valid_answers"] == 0.5
    assert result["several_f1"] == 1.0
    assert figures(result).keys() == {"positions_f1", "valid_answers", "several_f1"}
    assert "F1 1.000" in table(result)


def test_snippets(tmp_path: Path) -> None:
    """A conflict has to be told exactly where the data says that there is one."""
    lines = [
        {"question": q["question"], "contexts": [d["text"] for d in q["documents"]], "firstAnswer": "2,197"}
        for q in (_asked("2,197", "5,000"), _asked("2,197", "2,197"), _asked("2,197", "9,000"))
    ]
    marked = [{**line, "secondAnswerExist": mark} for line, mark in zip(lines, "ABB", strict=True)]
    result = measure(_jsonl(tmp_path / "s.jsonl", *marked))
    assert (result["several_precision"], result["several_recall"]) == (0.5, 1.0)
    assert [line.split(":")[0] for line in result["failed"]] == ["invented"]


@pytest.mark.slow
def test_gold(tmp_path: Path) -> None:
    """Of gold questions it counts the disagreements found with their sides, and the false alarms."""
    write(tmp_path / "articles")
    hurt = {"id": "h", "question": "How many passengers were injured on the Halcyon?", "abstain": False}
    met = {"id": "m", "question": "When did Ada Brook meet Jon Lind?", "abstain": False}
    file = _jsonl(tmp_path / "g.jsonl", {**hurt, "disagree": True}, {**met, "disagree": False})
    result = measure(file)
    assert (result["found"], result["quiet"], result["false_alarms"]) == (1.0, 1.0, 0)


def test_pairs(tmp_path: Path) -> None:
    """Pairs are made from any news by a seed, as many that differ as agree, and are told right."""
    text = "\n\n".join(
        f"The harbour board of town number {word} counted {n} grey trawlers in its basin on May {d}, 2024."
        f"\n\nThe mayor of town {word} opened a long bridge to the island on June {d}, 2024, before noon."
        for word, n, d in zip("abcdefghijkl", range(31, 150, 10), range(3, 27, 2), strict=False)
    )
    for n in range(12):
        (tmp_path / f"{n}.md").write_text(f"---\npublished: 2024-06-28\n---\n{text}\n", encoding="utf-8")
    pairs = make_pairs(tmp_path, 20)
    assert pairs == make_pairs(tmp_path, 20)
    assert sum(pair.differ for pair in pairs) == 10 == len(pairs) - 10
    assert all(tells_difference(pair) == pair.differ for pair in pairs)
    result = measure(tmp_path)
    assert (result["kind"], result["accuracy"]) == ("pairs", 1.0)


def test_unknown_data(tmp_path: Path) -> None:
    """A file of another kind ends with an error that names it."""
    with pytest.raises(DataError, match="other"):
        measure(_jsonl(tmp_path / "other.jsonl", {"x": 1}))


def test_command(tmp_path: Path) -> None:
    """`dateline eval agreement` prints the table."""
    data = str(_jsonl(tmp_path / "d.jsonl", _asked("2,197")))
    done = CliRunner().invoke(cli, ["eval", "agreement", "--data", data], obj={}, standalone_mode=False)
    assert "positions found: F1 1.000" in done.stdout
