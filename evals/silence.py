"""Whether answers are given exactly where the articles hold them: over several reports, some questions null.

The data is as for `dateline eval retrieval`; a question without evidence has no answer in the articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.data import DataError, read_records

FIGURES = ("null_abstained", "answered", "names_right")

Ask = Callable[[str], tuple[str, bool]]
"""A question -> the answer's sentence, and whether it abstains."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the data. answer: the gold one; "" where none is told."""

    text: str
    type: str
    answer: str
    has_evidence: bool


def read_questions(path: Path) -> tuple[list[Asked], str]:
    """Read the questions at `path` (a folder or a file), and a hash of all that was read.

    Raises DataError where there are none.
    """
    records, key = read_records(sorted(path.glob("questions*.jsonl")) if path.is_dir() else [path])
    asked = []
    for record in records:
        try:
            row = record.fields
            asked.append(
                Asked(
                    row["question"].strip(), row.get("type") or "untyped", str(row.get("answer") or ""),
                    bool(row.get("evidence")),
                )
            )  # fmt: skip
        except (KeyError, TypeError, AttributeError) as error:
            raise record.wrong(f"no question ({error!r})") from error
    if not asked:
        raise DataError(f"{path} holds no questions; evals/README.md has the format")
    return asked, key


def measure(data: Path, corpus: Path | None = None, embedder: str | None = None) -> dict[str, Any]:
    """Index the articles, ask the whole program all questions at `data` and count.

    corpus, embedder: as `evals.retrieval.measure` has them. Returns what `count` does, and "data".
    """
    # Here, so that the counting alone needs no index and no command line.
    from bot.ask import Desk
    from bot.commands.opening import Place, open_index
    from bot.questions import check_question
    from bot.settings import index_folder

    questions, key = read_questions(data)
    folder = corpus or (data if data.is_dir() else data.parent)
    with open_index(Place(folder, index_folder(folder, None, Path.cwd()), embedder)) as index:
        desk = Desk.open(index)

        def ask(question: str) -> tuple[str, bool]:
            answer = desk.ask(check_question(question))
            return answer.text, answer.abstained

        return {**count(ask, questions), "data": key}


def count(ask: Ask, questions: Iterable[Asked]) -> dict[str, Any]:
    """Ask all questions and count.

    Returns "null_abstained" (share of the questions without evidence that it abstains on), "answered" (share
    of the others that it does not), "names_right" (share of those that do not ask for a yes or no whose
    answer's sentence holds the gold answer), "types": {type: {"questions", "abstained", "held"}}.
    """
    from bot.answer.question import read_question
    from bot.answer.types import Kind

    rows: dict[str, Counter[str]] = {}
    nulls, others, named = [], [], []
    for question in questions:
        text, abstained = ask(question.text)
        held = bool(question.answer) and question.answer.strip(" .").casefold() in text.casefold()
        row = rows.setdefault(question.type, Counter())
        row.update({"questions": 1, "abstained": int(abstained), "held": int(held and not abstained)})
        if not question.has_evidence:
            nulls.append(abstained)
            continue
        others.append(not abstained)
        if question.answer and read_question(question.text).kind is not Kind.YES_NO:
            named.append(held and not abstained)
    return {
        "null_abstained": _share(nulls),
        "answered": _share(others),
        "names_right": _share(named),
        "types": {type_: dict(row) for type_, row in sorted(rows.items())},
    }


def figures(counted: dict[str, Any]) -> dict[str, float]:
    """Pick the figures that floors are kept for."""
    return {name: counted[name] for name in FIGURES}


def table(counted: dict[str, Any]) -> str:
    """Show what `measure` or `count` returns: a line a type of question, then the figures."""
    width = max([len(type_) for type_ in counted["types"]] + [len("questions of type")])
    lines = [f"{'questions of type':{width}}  {'n':>5}  {'abstained':>9}  {'answer held':>11}"]
    for type_, row in counted["types"].items():
        lines.append(f"{type_:{width}}  {row['questions']:5d}  {row['abstained']:9d}  {row['held']:11d}")
    lines += [f"{name:{width}}  {counted[name]:.3f}" for name in FIGURES]
    return "\n".join([*lines, *counted.get("below", ())])


def _share(values: list[bool]) -> float:
    return sum(values) / len(values) if values else 0.0
