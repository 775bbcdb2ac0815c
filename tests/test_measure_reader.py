"""training/measure_reader.py: the metrics themselves, on numbers that can be checked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.measure_reader import auc, exact, measure, overlap_f1, sentence_windows, table


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


def test_each_sentence_is_read_with_its_neighbours() -> None:
    """There is one window a sentence, from the one before to the one after, at its true place."""
    text = "Rain fell all day. The river rose. Nobody was hurt. The bridge stood."
    windows = sentence_windows(text)
    assert len(windows) == 4
    assert [window.text for _, window in windows][1] == "Rain fell all day. The river rose. Nobody was hurt."
    assert all(text[start : start + len(window.text)] == window.text for start, window in windows)


def test_an_empty_folder_measures_nothing(tmp_path: Path) -> None:
    """Data that is not there is left out, not an error."""
    assert measure(tmp_path, tmp_path) == {}


def test_the_table_has_a_line_a_figure() -> None:
    """Every figure is one line of the table, fractions to three places."""
    assert table({"a": 0.5, "b": 3, "c": {"x": 1.0}}).split("\n")[0].split() == ["a", "0.500"]
    assert len(table({"a": 0.5, "b": 3, "c": {"x": 1.0}}).split("\n")) == 3
