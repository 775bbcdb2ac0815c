"""Measures both sides at one size, one process after another."""

from __future__ import annotations

import json
import shutil
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.scale.figures import Side, Size
from benchmarks.scale.processes import ROOT, Memory, dateline, run, run_module, size_of, time_run
from benchmarks.scale.questions import Question, make_questions
from benchmarks.scale.workshop import Workshop

PLAIN = ROOT / "benchmarks" / "plain_llama_index.py"
FIVE = (
    "When does the visit begin?",
    "Who did the minister meet?",
    "How long will the visit last?",
    "Where did the two sides meet?",
    "when did Li meet Putin?",
)
"""Questions to the five shipped articles."""

STORES = {"ours": "index", "plain": "chroma"}

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Effort:
    """How often things are done: questions to warm up and timed ones, runs of commands that ask and that add.

    Of each command one run more is made first, and not timed.
    """

    warm: int = 50
    questions: int = 200
    asks: int = 10
    adds: int = 3


def measure_size(
    workshop: Workshop, passages: int, per_second: float, effort: Effort, again: bool, tell: Tell
) -> tuple[Size, float]:
    """Measure a size; gives also the seconds of a cold question to the five shipped articles.

    per_second: the rate of embedding. again: build anew what is built already.
    """
    tell(f"{passages:,} passages: the corpus")
    place = workshop.place(passages)
    questions = make_questions(workshop.real_articles(passages), effort.warm + effort.questions)
    new = workshop.new_articles(passages)
    built = {side: _build(workshop, place, side, again, tell) for side in STORES}
    asked = [_as_order(question) for question in questions]
    found: dict[str, dict[str, Any]] = {}
    for side in STORES:
        tell(f"{passages:,} passages, {side}: searching and adding")
        order = {"place": str(place), "warm": asked[: effort.warm], "questions": asked[effort.warm :]}
        adding = {"place": str(place), "files": [str(file) for file, _ in new], "titles": [t for _, t in new]}
        found[side] = {
            **run_module(side, {"do": "search", **order}, workshop.folder),
            "add": run_module(side, {"do": "add", **adding}, workshop.folder),
        }
    tell(f"{passages:,} passages: whole commands")
    adds = _time_adding(place, new[: effort.adds + 1], workshop.folder)
    facts = [one.text for one in questions if len(one.articles) == 1 and one.text.endswith("?")]
    asks = _time_asking(place, facts[: effort.asks] or [questions[0].text], workshop.folder)
    sides = {
        side: _side(built[side], found[side], adds[side], asks[side], per_second, place / STORES[side])
        for side in STORES
    }
    counts = built["ours"]
    return Size(counts["articles"], counts["passages"], sides["ours"], sides["plain"]), asks["five"]


def _build(workshop: Workshop, place: Path, side: str, again: bool, tell: Tell) -> dict[str, Any]:
    """Build one side, unless it was built before; what that took is kept beside it."""
    note = place / f"{side}.json"
    if again or not note.exists():
        tell(f"{place.name} passages, {side}: building")
        note.unlink(missing_ok=True)
        shutil.rmtree(place / STORES[side], ignore_errors=True)
        order = {"do": "build", "place": str(place), "out": str(workshop.folder)}
        note.write_text(json.dumps(run_module(side, order, workshop.folder)))
    found: dict[str, Any] = json.loads(note.read_text())
    return found


def _time_adding(place: Path, new: Sequence[tuple[Path, str]], folder: Path) -> dict[str, float]:
    """Time one command that takes in a new article and searches for it."""
    ours = [
        dateline(),
        "search",
        "--json",
        "--corpus",
        str(place / "corpus"),
        "--index",
        str(place / "index"),
    ]
    plain = [sys.executable, str(PLAIN), "add", str(place / "chroma")]
    seconds: dict[str, list[float]] = {"ours": [], "plain": []}
    for turn, (file, title) in enumerate(new):
        target = place / "corpus" / file.name
        try:
            shutil.copyfile(file, target)
            both = {
                "ours": time_run([*ours, title], folder),
                "plain": time_run([*plain, str(file), title], folder),
            }
        finally:
            target.unlink(missing_ok=True)
            run([*ours, title], folder)
            run_module("plain", {"do": "remove", "place": str(place), "files": [str(file)]}, folder)
        for side, one in both.items():
            seconds[side] += [one] if turn else []
    return {side: statistics.median(some) for side, some in seconds.items()}


def _time_asking(place: Path, questions: Sequence[str], folder: Path) -> dict[str, float]:
    """Time commands that ask, in turns, so that whatever else the machine does hits all."""
    ours = [dateline(), "ask", "--corpus", str(place / "corpus"), "--index", str(place / "index")]
    five = [dateline(), "ask", "--corpus", str(ROOT / "corpus"), "--index", str(folder / "five")]
    plain = [sys.executable, str(PLAIN), "ask", str(place / "chroma")]
    seconds: dict[str, list[float]] = {"ours": [], "five": [], "plain": []}
    # The first questions are asked twice: what comes first fills the system's caches.
    turns = [(questions[0], FIVE[0]), *zip(questions, cycle(FIVE), strict=False)]
    for turn, (question, of_five) in enumerate(turns):
        for name, command in (
            ("ours", [*ours, question]),
            ("five", [*five, of_five]),
            ("plain", [*plain, question]),
        ):
            taken = time_run(command, folder)
            seconds[name] += [taken] if turn else []
    return {name: statistics.median(some) for name, some in seconds.items()}


def _side(
    built: dict[str, Any],
    found: dict[str, Any],
    add_cold: float,
    ask_cold: float,
    per_second: float,
    store: Path,
) -> Side:
    milliseconds = np.array(found["seconds"]) * 1000
    return Side(
        build_seconds=built["seconds"],
        with_embedding=built["seconds"] + built["passages"] / per_second,
        build_peak=built["peak"],
        disk=size_of(store),
        memory=Memory(**found["memory"]),
        search_p50=float(np.percentile(milliseconds, 50)),
        search_p95=float(np.percentile(milliseconds, 95)),
        found=found["found"],
        add=found["add"]["then"],
        add_first=found["add"]["first"],
        add_cold=add_cold,
        ask_cold=ask_cold,
    )


def _as_order(question: Question) -> tuple[str, tuple[str, ...]]:
    return question.text, question.articles
