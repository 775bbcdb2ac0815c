"""`dateline chat`: a conversation through a pipe and on a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import newsroom
import pytest

from bot.commands.chat import history_file

PROGRAM = [sys.executable, "-c", "from bot.cli import main; main()", "chat"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A working directory with the newsroom's articles in corpus/."""
    newsroom.write(tmp_path / "corpus")
    return tmp_path


def clean_env(home: Path, **more: str) -> dict[str, str]:
    """The variables of a process without any setting of Dateline, its state kept under `home`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    return {**kept, "XDG_STATE_HOME": str(home / "state"), **more}


def test_a_conversation_through_a_pipe(home: Path) -> None:
    """Lines of a pipe are asked in turn, a follow-up is shown as understood, no prompt is printed."""
    lines = "When did Ada Brook meet Jon Lind?\n\nwhere was that?\n???\nWho is Tom Verrill?\n"
    ran = subprocess.run(
        PROGRAM, cwd=home, input=lines, capture_output=True, text=True, env=clean_env(home), check=True
    )
    assert "12 May 2024" in ran.stdout
    assert "→ Where did Ada Brook meet Jon Lind?" in ran.stdout
    assert "Eastfell" in ran.stdout.split("→")[1]
    assert "captain of the ferry" in ran.stdout
    assert "? When" not in ran.stdout
    assert "no word in it" in ran.stderr
    assert not (home / "state").exists()


def test_an_empty_pipe_ends_at_once(home: Path) -> None:
    """With nothing on standard input the conversation ends with status 0."""
    ran = subprocess.run(
        PROGRAM, cwd=home, input="", capture_output=True, text=True, env=clean_env(home), check=False
    )
    assert (ran.returncode, ran.stdout) == (0, "")


@pytest.mark.skipif(os.name != "posix", reason="opens a POSIX terminal")
def test_a_conversation_on_a_terminal(home: Path) -> None:
    """On a terminal lines are prompted for, Ctrl-C takes a line back, Ctrl-D ends, the history is kept."""
    pytest.importorskip("readline", reason="this Python has no readline")
    import pty

    ours, theirs = pty.openpty()
    command = subprocess.Popen(
        PROGRAM, cwd=home, stdin=theirs, stdout=theirs, stderr=subprocess.DEVNULL,
        env=clean_env(home, TERM="dumb", COLUMNS="90"), start_new_session=True, preexec_fn=_take_terminal,
    )  # fmt: skip
    os.close(theirs)
    _read_prompt(ours, "")
    os.write(ours, b"not this one\x03")
    _read_prompt(ours, "\r\n", again=b"\x03")
    os.write(ours, b"Who is Mira Oyelaran?\n")
    written = _read_prompt(ours, "took part.")
    os.write(ours, b"\x04")
    assert command.wait() == 0
    os.close(ours)
    assert "council clerk" in written
    history = (home / "state" / "dateline" / "history").read_text(encoding="utf-8")
    assert history.splitlines()[-1] == "Who is Mira Oyelaran?"


def _take_terminal() -> None:
    """Make the terminal the process's own, so that Ctrl-C reaches it."""
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _read_prompt(terminal: int, held: str, again: bytes = b"") -> str:
    """Read what the program writes until it prompts behind `held`; fails where it ends or stays silent.

    again: typed once more where it is silent for long. A signal that comes after the prompt is written and
    before Python waits for a key is seen with the next key only.
    """
    import select

    written, patience = "", 12
    # What a terminal is told besides (where to put the cursor) may stand behind the prompt.
    while held not in written or "? " not in (written.rpartition(held)[2] if held else written):
        if select.select([terminal], [], [], 10)[0]:
            written += os.read(terminal, 65536).decode("utf-8", "replace")
            continue
        patience -= 1
        assert patience, f"no prompt behind {held!r}: {written[-500:]!r}"
        os.write(terminal, again)
    return written


def test_where_the_history_lies(tmp_path: Path) -> None:
    """The history lies where XDG_STATE_HOME says, under the home folder where that is no whole path."""
    assert history_file({"XDG_STATE_HOME": str(tmp_path)}) == tmp_path / "dateline" / "history"
    for value in ("", "relative"):
        assert history_file({"XDG_STATE_HOME": value}) == Path.home() / ".local/state/dateline/history"
