"""The README shows what the program does: its transcript is real, and no command is missing."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _transcript() -> list[tuple[str, str]]:
    """The commands of the first console block that are `dateline ask`, each with what is shown under it."""
    block = re.search(r"```console\n(.*?)```", README, re.S)
    assert block
    shown = re.findall(r"^\$ (dateline ask .*)\n((?:(?!^\$ ).*\n)*)", block.group(1), re.M)
    return [(command, text.rstrip()) for command, text in shown]


@pytest.mark.parametrize(("command", "text"), _transcript(), ids=lambda part: part[:40])
def test_transcript_is_real(command: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the README shows under a command is what the command prints, on the shipped articles."""
    monkeypatch.chdir(ROOT)
    arguments = [*shlex.split(command)[1:], "--index", str(tmp_path / "index")]
    done = CliRunner().invoke(cli, arguments, obj={}, standalone_mode=False)
    assert done.exception is None
    assert done.stdout.rstrip() == text


def test_every_command_is_told() -> None:
    """Each command of the program is in the README's table."""
    assert [name for name in cli.commands if f"`dateline {name}" not in README] == []
