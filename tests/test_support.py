"""Whether a statement follows from an article's words; invented pairs, and the data of QAGS where it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.answer.statements.support import ENOUGH, LEXICAL, Entailment, is_denied, is_turned, support
from evals.data import DataError
from evals.floors import hold_floors
from evals.support import figures, measure, read_judged, table

GOLD = Path(__file__).parent / "gold" / "support"
QAGS = Path(__file__).parents[2] / "shared" / "eval" / "qags"

EVIDENCE = "Governor Jon Lind opened the library of the Harbour School on Saturday. It holds 8,000 books."


def test_the_words_themselves_hold_up() -> None:
    """A statement in the article's own words is held up whole; one of other words is not at all."""
    assert support("Jon Lind opened the library of the Harbour School", EVIDENCE) == pytest.approx(
        1.0, abs=0.06
    )
    assert support("Rain fell", EVIDENCE) == 0.0
    assert support("", EVIDENCE) == support("Rain fell", "") == 0.0


@pytest.mark.parametrize(
    "statement",
    [
        "Jon Lind closed the library of the Harbour School.",
        "Ada Brook opened the library of the Harbour School.",
        "Jon Lind did not open the library of the Harbour School.",
        "The library holds 9,000 books.",
        "Jon Lind opened the library and praised the pupils.",
    ],
)
def test_one_changed_word_is_too_much(statement: str) -> None:
    """A statement with another deed, person or number, a denial, or something added, is not held up."""
    assert support(statement, EVIDENCE) < ENOUGH


def test_denials_are_told() -> None:
    """What is denied is not taken for what is said; a denial of something else does not matter."""
    assert is_denied("Lind met Brook", "He did not meet Mayor Brook, who was away.")
    assert is_denied("Lind never met Brook", "Lind met Brook in Eastfell.")
    assert not is_denied("Brook was away", "He did not meet Mayor Brook, who was away.")
    assert not is_denied("Lind did not meet Brook", "Lind refused to meet Brook.")


def test_names_that_change_places_are_told() -> None:
    """Who did it to whom counts; what goes both ways, and the passive, do not."""
    assert is_turned("Jon Lind defeated Ada Brook", "Ada Brook defeated Jon Lind by four votes.")
    assert not is_turned("Ada Brook defeated Jon Lind", "Ada Brook defeated Jon Lind by four votes.")
    assert not is_turned("Jon Lind met Ada Brook", "Ada Brook met Jon Lind.")
    assert not is_turned("Jon Lind defeated Ada Brook", "Ada Brook was defeated narrowly by Jon Lind.")


def test_the_invented_pairs_hold() -> None:
    """On the invented sentences nine of ten are judged right, and the floors hold."""
    counted = measure(GOLD)
    assert counted["sentences"] == 66
    assert counted["balanced_accuracy"] > 0.9
    hold_floors(f"support:{counted['data']}", figures(counted))


@pytest.mark.slow
@pytest.mark.skipif(not QAGS.exists(), reason="the QAGS data is not part of the project")
def test_qags_holds() -> None:
    """On real summaries the balanced accuracy stays above .70 and its floor, at a threshold set elsewhere."""
    counted = measure(QAGS)
    assert counted["balanced_accuracy"] >= 0.70
    hold_floors(f"support:{counted['data']}", figures(counted))


def test_the_figures_count(tmp_path: Path) -> None:
    """The balanced accuracy is the mean of what is kept and what is dropped; most votes decide."""
    votes = [{"response": "yes"}, {"response": "yes"}, {"response": "no"}]
    against = [{"response": "no"}, {"response": "yes"}, {"response": "no"}]
    sentences = [
        {"sentence": "kept", "responses": votes},
        {"sentence": "lost", "responses": votes},
        {"sentence": "dropped", "responses": against},
    ]
    file = tmp_path / "some.jsonl"
    file.write_text(json.dumps({"article": "Words.", "summary_sentences": sentences}), encoding="utf-8")
    counted = measure(file, Entailment(lambda statement, _: float(statement == "kept"), 0.5))
    assert (counted["held_up"], counted["not_held_up"], counted["balanced_accuracy"]) == (0.5, 1.0, 0.75)
    assert "some" in table(counted)
    assert read_judged(tmp_path)[0][0].held_up


@pytest.mark.parametrize("line", ["{}", '{"article": "a", "summary_sentences": [1]}', ""])
def test_bad_data_is_named(tmp_path: Path, line: str) -> None:
    """Data of another format, or none, is named with the file."""
    (tmp_path / "bad.jsonl").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=str(tmp_path)):
        measure(tmp_path, LEXICAL)
