"""Gold questions asked of the whole program, and what is wrong with an answer."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from calendar import monthrange
from datetime import date
from pathlib import Path
from typing import Any

from tests.contract import check_answer, squeeze


def read_gold(path: Path) -> list[dict[str, Any]]:
    """Read a file of gold questions."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def ask_all(cases: list[dict[str, Any]], corpus: Path, working: Path) -> list[dict[str, Any]]:
    """Ask every question in one run of `dateline ask --json --batch`, in a process of its own."""
    questions = working / "questions.txt"
    questions.write_text("".join(f"{case['question']}\n" for case in cases), encoding="utf-8")
    command = [sys.executable, "-c", "from bot.cli import main; main()", "ask", "--json"]
    options = ["--corpus", str(corpus), "--index", str(working / "ix"), "--batch", str(questions)]
    ran = subprocess.run([*command, *options], cwd=working, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    return [json.loads(line) for line in ran.stdout.decode().splitlines()]


def judge(case: dict[str, Any], answer: dict[str, Any], corpus: Path) -> list[str]:
    """Say what is wrong with an answer to a gold question; nothing where all is right."""
    check_answer(answer)
    wrong = []
    for citation in answer["citations"]:
        source = squeeze((corpus / citation["path"]).read_text(encoding="utf-8"))
        if squeeze(citation["quote"]) not in source:
            wrong.append(f"quote {citation['n']} is not in {citation['path']}")
    if case["abstain"] != answer["abstained"]:
        return [*wrong, "answered" if case["abstain"] else "abstained"]
    if case["expect_any"] and not any(re.search(want, answer["answer"], re.I) for want in case["expect_any"]):
        wrong.append(f"answer is {answer['answer']!r}")
    spans = [claim["normal"] for claim in answer["claims"] if "start" in claim["normal"]]
    for day in case["dates"]:
        first, last = interval(day)
        if not any(span["start"] <= last and first <= span["end"] for span in spans):
            wrong.append(f"no claim meets {day}: {spans}")
    cited = {citation["article"] for citation in answer["citations"]}
    if case["cite_any"] and not cited & set(case["cite_any"]):
        wrong.append(f"cites {sorted(cited)}")
    found = answer["disagreement"]
    if case["disagree"] != (found is not None):
        wrong.append(f"disagreement is {found}")
    for article, pattern in case["sides"] if found else ():
        numbers = {citation["n"] for citation in answer["citations"] if citation["article"] == article}
        sides = [side["value"] for side in found["positions"] if numbers & set(side["citations"])]
        if not any(re.search(pattern, side, re.I) for side in sides):
            wrong.append(f"position of {article} is {sides}")
    return wrong


def interval(day: str) -> tuple[str, str]:
    """Turn "2023-04-16", "2023-04" or "2023" into its first and last day.

    >>> interval("2024-02")
    ('2024-02-01', '2024-02-29')
    """
    numbers = [int(part) for part in day.split("-")]
    if len(numbers) == 3:
        return day, day
    year, month = numbers[0], numbers[1] if len(numbers) == 2 else 12
    first = date(year, month if len(numbers) == 2 else 1, 1)
    return first.isoformat(), date(year, month, monthrange(year, month)[1]).isoformat()
