"""How many gold questions are answered right: the answer, its date, its citations, and what it must not say.

The data is a file of gold questions and the folder of articles it asks about; evals/README.md has the format.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from evals.data import DataError, find_file
from evals.judge import Failure, Fault, Gold, Sources, judge, read_gold

FIGURES = ("right", "abstention", "disagreement", "quotes")
"""Shares of all questions: with nothing wrong; where it abstained, told a disagreement, exactly where it had
to; with every quote in its file."""

_AGAINST: dict[str, frozenset[Failure]] = {
    "right": frozenset(Failure),
    "abstention": frozenset({Failure.ERROR, Failure.ABSTAINED, Failure.ANSWERED}),
    "disagreement": frozenset({Failure.ERROR, Failure.MISSED, Failure.INVENTED}),
    "quotes": frozenset({Failure.ERROR, Failure.QUOTE}),
}
_FOLDERS = ("articles", "corpus")

Ask = Callable[[str], dict[str, Any]]
"""A question -> the answer as `dateline ask --json` gives it."""


def find_corpus(file: Path) -> Path:
    """Find the articles of a file of questions: `articles` or `corpus` beside it or at most two folders up.

    Raises DataError where there is no such folder.
    """
    for folder in file.resolve().parents[:3]:
        for name in _FOLDERS:
            if (folder / name).is_dir():
                return folder / name
    raise DataError(f"no folder {' or '.join(_FOLDERS)} near {file}; name the articles with --corpus DIR")


def measure(path: Path, corpus: Path | None = None, embedder: str | None = None) -> dict[str, Any]:
    """Index the articles in a temporary folder, ask every question of `path` and judge the answers.

    path: a .jsonl file, or a folder with one. corpus: the articles; None: see `find_corpus`. embedder: as
    the setting says it; None for the shipped model.
    Returns what `count` does, and "data": a hash of the questions. Raises DataError for data that cannot be
    read, CorpusError for a corpus that is none.
    """
    file = find_file(path)
    questions, key = read_gold(file)
    folder = corpus or find_corpus(file)
    # Here, so that the judging alone needs no index and no command line.
    from bot.ask import Desk
    from bot.commands.opening import Place, open_index
    from bot.questions import check_question
    from bot.render.contract import to_json

    with (
        # Some systems do not let go of a database's files at once; the folder is a temporary one anyway.
        TemporaryDirectory(prefix="dateline-eval-", ignore_cleanup_errors=True) as working,
        open_index(Place(folder, Path(working) / "index", embedder)) as index,
    ):
        desk = Desk.open(index)
        counted = count(lambda question: to_json(desk.ask(check_question(question))), questions, folder)
    return {**counted, "data": key}


def count(ask: Ask, questions: Sequence[Gold], corpus: Path) -> dict[str, Any]:
    """Ask all questions, judge the answers and count.

    Returns each of FIGURES (0..1); "questions"; "kinds": {kind of question: {"questions", "right"}};
    "failures": {failure: how often}; "failed": [{"id", "question", "failure", "found"}], in the order asked.
    """
    from bot.answer.question import read_question

    sources = Sources(corpus)
    judged = [(gold, _ask_one(ask, gold, sources)) for gold in questions]
    kinds: dict[str, list[bool]] = {}
    for gold, faults in judged:
        kinds.setdefault(read_question(gold.question).kind.value, []).append(not faults)
    failures = Counter(fault.failure for _, faults in judged for fault in faults)
    return {
        **{name: _share((faults for _, faults in judged), against) for name, against in _AGAINST.items()},
        "questions": len(judged),
        "kinds": {kind: {"questions": len(kinds[kind]), "right": sum(kinds[kind])} for kind in sorted(kinds)},
        "failures": {failure.value: failures[failure] for failure in Failure if failures[failure]},
        "failed": [
            {"id": gold.id, "question": gold.question, "failure": fault.failure.value, "found": fault.found}
            for gold, faults in judged
            for fault in faults
        ],
    }


def _ask_one(ask: Ask, gold: Gold, sources: Sources) -> list[Fault]:
    try:
        return judge(gold, ask(gold.question), sources)
    except Exception as error:  # a bug in one answer must not hide how the others are
        return [Fault(Failure.ERROR, f"{type(error).__name__}: {error}")]


def _share(judged: Iterable[Sequence[Fault]], against: frozenset[Failure]) -> float:
    passed = [not any(fault.failure in against for fault in faults) for faults in judged]
    return sum(passed) / len(passed) if passed else 0.0


def figures(counted: dict[str, Any]) -> dict[str, float]:
    """Pick the figures that floors are kept for."""
    return {name: counted[name] for name in FIGURES}


def table(counted: dict[str, Any]) -> str:
    """Show what `measure` or `count` returns: a line a kind of question, the figures, a line a failure."""
    from bot.terminal import printable

    right = sum(row["right"] for row in counted["kinds"].values())
    rows = {"all": {"questions": counted["questions"], "right": right}, **counted["kinds"]}
    lines = [f"{'questions':12}  {'n':>5}  {'right':>5}  share"]
    lines += [
        f"{kind:12}  {row['questions']:5d}  {row['right']:5d}  {row['right'] / max(row['questions'], 1):5.3f}"
        for kind, row in rows.items()
    ]
    lines += [
        f"it abstained exactly where it had to: {counted['abstention']:.3f}",
        f"it told a disagreement exactly where there is one: {counted['disagreement']:.3f}",
        f"every quote is in its file: {counted['quotes']:.3f}",
    ]
    if not counted["failed"]:
        return "\n".join([*lines, "no failures"])
    lines += ["", *(f"{number:5d}  {failure}" for failure, number in counted["failures"].items()), ""]
    for failed in counted["failed"]:
        # What was found comes out of articles; nothing in it may steer a terminal.
        told = f"{failed['id']} {failed['question']} {failed['failure']}: {failed['found']}"
        lines.append(printable(told))
    return "\n".join(lines)
