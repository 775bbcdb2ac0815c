"""`dateline ask`, `chat` and `doctor` with a language model set, as a person meets them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import newsroom
from tests.contract import check_answer
from tests.model_house import KEY, quoting
from tests.model_server import Says, serve

PROGRAM = [sys.executable, "-c", "from bot.cli import main; main()"]
QUESTION = "When did the Halcyon run aground?"
QUOTE = "The ferry Halcyon ran aground off Cape Sorrel last month, injuring 14 passengers."
STATEMENT = "The ferry Halcyon ran aground off Cape Sorrel in April 2024."


def dateline(home: Path, *arguments: str, text: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    """Run `dateline` as a process of its own, with these variables and no other setting."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("DATELINE_", "OPENAI_", "ANTHROPIC_"))}
    return subprocess.run(
        [*PROGRAM, *arguments],
        cwd=home,
        input=text,
        capture_output=True,
        text=True,
        env={**clean, **env},
        check=False,
    )


@pytest.mark.slow
def test_ask_chat_and_doctor_with_a_model(tmp_path: Path) -> None:
    """The model's answer says who wrote it and what it took; kept answers come at once; no key is shown."""
    newsroom.write(tmp_path / "corpus")
    with serve(quoting(STATEMENT, QUOTE, "April 2024")) as server:
        env = {"DATELINE_LLM": f"openai-like:small@{server.url}/v1", "OPENAI_LIKE_API_KEY": KEY}
        ran = dateline(tmp_path, "ask", "--json", QUESTION, **env)
        answer = json.loads(ran.stdout)
        check_answer(answer)
        assert (answer["answerer"], answer["usage"]["answer_tokens"]) == ("llm:small", 80)
        again = dateline(tmp_path, "ask", QUESTION, **env)
        assert "written by small from these quotes" in " ".join(again.stdout.split())
        assert len(server.seen) == 1
        talk = dateline(tmp_path, "chat", text=f"{QUESTION}\n", **env)
        assert STATEMENT[:-1] in " ".join(talk.stdout.split())
        looked = dateline(tmp_path, "doctor", **env)
        assert "openai-like:small" in looked.stdout and looked.returncode == 0
        for done in (ran, again, talk, looked):
            assert KEY not in done.stdout + done.stderr


def test_wrong_settings_end_with_two(tmp_path: Path) -> None:
    """A model that is misspelt or lacks its key ends with status 2 and one line, before anything is read."""
    newsroom.write(tmp_path / "corpus")
    for value, told in (("gpt-4", "openai:MODEL"), ("openai:gpt-4o", "OPENAI_API_KEY")):
        ran = dateline(tmp_path, "ask", QUESTION, DATELINE_LLM=value)
        assert ran.returncode == 2
        (line,) = ran.stderr.splitlines()
        assert told in line
    assert not (tmp_path / ".dateline").exists()
    looked = dateline(tmp_path, "doctor", "--json", DATELINE_LLM="openai:gpt-4o")
    (row,) = [row for row in json.loads(looked.stdout) if row["check"] == "language model"]
    assert not row["ok"] and "OPENAI_API_KEY" in row["found"]


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="opens a POSIX terminal")
def test_only_what_passed_is_shown_while_it_is_written(tmp_path: Path) -> None:
    """On a terminal statements appear as they come, those that pass, and standard output has the answer."""
    import pty

    newsroom.write(tmp_path / "corpus")
    good = quoting(STATEMENT, QUOTE)

    def answer(seen: object) -> Says:
        draft = json.loads(good(seen).text)  # type: ignore[arg-type]
        lie = {"text": "The Halcyon sank with all hands.", "evidence": draft["statements"][0]["evidence"]}
        return Says(
            json.dumps({"answered": True, "statements": [lie, *draft["statements"]], "positions": []})
        )

    ours, theirs = pty.openpty()
    with serve(answer) as server:
        env = {"DATELINE_LLM": f"openai-like:small@{server.url}/v1", "TERM": "xterm", "COLUMNS": "200"}
        command = subprocess.Popen(
            [*PROGRAM, "ask", QUESTION],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=theirs,
            env={**os.environ, **env},
        )
        os.close(theirs)
        shown = b""
        while True:
            try:
                data = os.read(ours, 65536)
            except OSError:  # how Linux tells that the other end has closed
                break
            if not data:
                break
            shown += data
        os.close(ours)
        assert command.stdout is not None
        printed = command.stdout.read().decode()
        command.stdout.close()
        assert command.wait() == 0
    assert b"in April 2024 [1]." in shown
    assert b"sank" not in shown
    assert "in April 2024 [1]." in printed
    assert "1 of 2 statements of small was left out" in " ".join(printed.split())


def test_rules_load_nothing_of_it() -> None:
    """Answering by rules loads neither what asks a model nor what judges one or rewrites follow-ups."""
    code = "import sys, bot.ask, bot.commands.ask; print('\\n'.join(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.splitlines())
    assert "bot.ask" in loaded
    assert not loaded & {
        "bot.answer.statements.judging",
        "bot.answer.statements.support",
        "bot.answer.asking.follow_up",
        "httpx",
    }
    assert {m for m in loaded if m.startswith("bot.answer.llm.")} <= {"bot.answer.llm.setting"}
