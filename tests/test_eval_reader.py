"""`dateline eval reader`: the metrics on numbers that can be checked by hand, and what data it finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.data import DataError
from evals.overlap import auc, exact, overlap_f1
from evals.reader import figures, find_data, measure, table
from evals.reader_spans import sentence_windows


def test_auc_is_the_chance_of_the_right_order() -> None:
    """AUC is the share of pairs in the right order, ties counting half."""
    assert auc([0.9, 0.8], [0.1, 0.2]) == 1.0
    assert auc([0.5], [0.5]) == 0.5
    assert auc([0.9, 0.1], [0.5, 0.5]) == 0.5
    assert auc([0.3], [0.1, 0.5, 0.3, 0.2]) == pytest.approx(0.625)


def test_f1_and_exact_compare_words_as_squad_does() -> None:
    """Case, articles and punctuation do not count; the best of several answers does."""
    assert exact("The Harbour.", ["a harbour"]) == 1.0
    assert overlap_f1("the old harbour", ["harbour", "nothing"]) == pytest.approx(2 / 3)
    assert overlap_f1("harbour", ["wool"]) == 0.0


def test_each_sentence_is_read_behind_the_one_before() -> None:
    """There is one window a sentence, at its true place; the answer is looked for in the sentence itself."""
    text = "Rain fell all day. The river rose. Nobody was hurt."
    windows = sentence_windows(text, "Flood")
    assert [window.text for _, window in windows] == [
        "Rain fell all day.", "Rain fell all day. The river rose.", "The river rose. Nobody was hurt.",
    ]  # fmt: skip
    assert all(text[start : start + len(window.text)] == window.text for start, window in windows)
    focused = [window.text[slice(*window.focus)] for _, window in windows if window.focus]
    assert focused == ["Rain fell all day.", "The river rose.", "Nobody was hurt."]


def test_a_folder_without_known_data_is_told(tmp_path: Path) -> None:
    """Data that has nothing for the reader is an error that names the folder."""
    with pytest.raises(DataError, match=str(tmp_path)):
        measure(tmp_path)


def test_known_data_is_found_in_the_folder_or_one_below(tmp_path: Path) -> None:
    """A data set is known by its file, wherever in the folder it lies; a file is taken by its name."""
    (tmp_path / "some").mkdir()
    (tmp_path / "some" / "onestop.json").write_text("{}")
    (tmp_path / "my-squad-dev.json").write_text("{}")
    assert find_data(tmp_path) == {
        "onestop": tmp_path / "some" / "onestop.json",
        "squad": tmp_path / "my-squad-dev.json",
    }
    assert list(find_data(tmp_path / "my-squad-dev.json")) == ["squad"]


def test_the_table_has_a_line_a_figure() -> None:
    """Every figure is one line of the table, fractions to three places; counts and times have no floor."""
    result = {"a f1": 0.5, "a questions": 3, "ms for 16 passages": 12.5, "curve": [(0.1, 0.9, 0.2)]}
    lines = table(result).split("\n")
    assert lines[0].split() == ["a", "f1", "0.500"]
    assert lines[-1].split() == ["0.1", "0.900", "0.200"]
    assert figures(result) == {"a f1": 0.5}
