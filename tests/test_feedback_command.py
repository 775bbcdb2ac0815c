"""`dateline feedback`: the worst answers and the unanswered questions, for people and for scripts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from test_feedback import CONTEXT, OPENED, SILENT

from bot.cli import run
from bot.feedback import DAY, FEEDBACK, Feedback

MARCH_5 = 1_709_640_000.0  # Tuesday, 5 March 2024, noon UTC


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A working directory with a feedback file of seven questions, four of them not answered."""
    monkeypatch.chdir(tmp_path)
    for name in ("DATELINE_STATE", "DATELINE_CORPUS", "DATELINE_INDEX"):
        monkeypatch.delenv(name, raising=False)
    now = [MARCH_5]
    folder = tmp_path / ".dateline-state"
    with Feedback.open(folder / FEEDBACK, clock=lambda: now[0]) as store:
        good, bad = store.record(OPENED, CONTEXT), store.record(OPENED, CONTEXT)
        store.record(OPENED, CONTEXT)
        store.vote(good, 1, helpful=True)
        store.vote(bad, 1, helpful=False)
        store.vote(bad, 2, helpful=False)
        store.record(SILENT, CONTEXT)
        store.record(replace(SILENT, question="is it \x1b[31mred?"), CONTEXT)
        now[0] += DAY
        store.record(replace(SILENT, question="Who  paid for it"), CONTEXT)
        store.vote(store.record(replace(SILENT, question="why?"), CONTEXT), 1, helpful=False)
    yield folder


def test_the_worst_come_first_and_repeated_questions_once(
    state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The list gives votes, question, answer, day and articles, then what was not answered, most asked."""
    assert run(["feedback"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "7 questions, 4 not answered; 4 votes: 1 helpful, 3 not helpful.",
        "",
        "Rated, the worst first",
        "  -2 +0   when did the tram open?",
        "          The tram opened on Monday, 4 March 2024 [1].",
        "          5 March 2024; from tram",
        "  -1 +0   why?",
        "          not answered",
        "          6 March 2024",
        "  -0 +1   when did the tram open?",
        "          The tram opened on Monday, 4 March 2024 [1].",
        "          5 March 2024; from tram",
        "",
        "Asked and not answered",
        "  2×      Who paid for it",
        "          6 March 2024",
        "          why?",
        "          6 March 2024",
        "          is it \\x1b[31mred?",
        "          5 March 2024",
    ]


def test_what_is_listed_can_be_narrowed(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--unanswered leaves the rated out, --since the older, --limit the rest with a word on how many."""
    assert run(["feedback", "--unanswered", "--since", "2024-03-06", "--limit", "1"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2 questions since 6 March 2024, 2 not answered.",
        "",
        "Asked and not answered",
        "          why?",
        "          6 March 2024",
        "  and 1 more; --limit 0 lists all",
    ]


def test_scripts_get_one_object(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--json gives counts, rated answers and unanswered questions; with --unanswered only those."""
    assert run(["feedback", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["asked"], found["unanswered"]) == (7, 4)
    assert [(each["helpful"], each["not_helpful"]) for each in found["rated"]] == [(0, 2), (0, 1), (1, 0)]
    worst = found["rated"][0]
    assert worst["articles"] == ["tram"] and worst["place"] == "server" and not worst["abstained"]
    assert worst["at"] == "2024-03-05T12:00:00+00:00"
    assert [each["times"] for each in found["not_answered"]] == [2, 1, 1]
    assert run(["feedback", "--json", "--unanswered"]) == 0
    assert "rated" not in json.loads(capsys.readouterr().out)


def test_the_state_folder_is_found(
    state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """DATELINE_STATE names the folder; without it, it lies beside the index that is meant."""
    state.rename(tmp_path / "kept")
    assert run(["feedback"]) == 1
    error = capsys.readouterr().err
    assert ".dateline-state" in error and "the bot makes it at its first answer" in error
    monkeypatch.setenv("DATELINE_STATE", str(tmp_path / "kept"))
    assert run(["feedback"]) == 0
    monkeypatch.delenv("DATELINE_STATE")
    (tmp_path / "kept").rename(tmp_path / "other-state")
    assert run(["feedback", "--index", "other"]) == 0


def test_wrong_options_are_named(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A day or a limit that is none is told in one line with exit status 2, a damaged file with 1."""
    assert run(["feedback", "--since", "Tuesday"]) == 2
    assert "--since Tuesday: not a day" in capsys.readouterr().err
    assert run(["feedback", "--limit", "-1"]) == 2
    assert "--limit -1" in capsys.readouterr().err
    (state / FEEDBACK).write_text("nothing of the kind " * 100)
    assert run(["feedback"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "is damaged" in line and "move it away" in line


def test_nothing_asked_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A store without questions gives one line."""
    Feedback.open(tmp_path / "s" / FEEDBACK).close()
    assert run(["feedback", "--index", str(tmp_path / "x")]) == 1
    capsys.readouterr()
    (tmp_path / "s").rename(tmp_path / "x-state")
    assert run(["feedback", "--index", str(tmp_path / "x")]) == 0
    assert capsys.readouterr().out == "0 questions, 0 not answered; 0 votes: 0 helpful, 0 not helpful.\n"
