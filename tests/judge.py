"""Gold questions asked of the whole program, each in the way that a script would."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.judge import Gold, Sources, judge, read_gold
from tests.contract import check_answer


def ask_all(questions: Sequence[str], corpus: Path, working: Path) -> list[dict[str, Any]]:
    """Ask every question in one run of `dateline ask --json --batch`, in a process of its own."""
    file = working / "questions.txt"
    file.write_text("".join(f"{question}\n" for question in questions), encoding="utf-8")
    command = [sys.executable, "-c", "from bot.cli import main; main()", "ask", "--json"]
    options = ["--corpus", str(corpus), "--index", str(working / "ix"), "--batch", str(file)]
    ran = subprocess.run([*command, *options], cwd=working, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    return [json.loads(line) for line in ran.stdout.decode().splitlines()]


def find_faults(gold: Path, corpus: Path, working: Path) -> list[str]:
    """Ask all gold questions, hold the answers to the contract and list every fault of them."""
    cases, _ = read_gold(gold)
    sources = Sources(corpus)
    answers = ask_all([case.question for case in cases], corpus, working)
    assert [answer["question"] for answer in answers] == [case.question for case in cases]
    return [
        text for case, answer in zip(cases, answers, strict=True) for text in _told(case, answer, sources)
    ]


def _told(case: Gold, answer: dict[str, Any], sources: Sources) -> list[str]:
    check_answer(answer)
    return [
        f"{case.id} {case.question} {fault.failure}: {fault.found}" for fault in judge(case, answer, sources)
    ]
