"""How well the search finds what questions need: Hits@10, Hits@4, MRR@10 and evidence recall.

The data is a folder with the articles and `questions*.jsonl`, or one such file; a line is
{"question": str, "type": str, "evidence": [{"fact": str, ...}, ...]}, each fact verbatim in its article.
Questions without evidence have nothing to find and are left out.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.data import DataError, read_records

ALL = "all"
FIGURES = ("hits@10", "hits@4", "mrr@10", "recall@10", "recall@4")
DEPTH = 10

Search = Callable[[str, int], Sequence[str]]
"""A question and how many passages are wanted -> the texts of the passages found, best first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the data: what type it is and which facts answer it."""

    text: str
    type: str
    facts: tuple[str, ...]


def read_questions(path: Path) -> tuple[list[Asked], str]:
    """Read the questions at `path` (a folder or a file) that have evidence, and a hash of all that was read.

    Raises DataError where there are none.
    """
    records, key = read_records(sorted(path.glob("questions*.jsonl")) if path.is_dir() else [path])
    asked = []
    for record in records:
        try:
            facts = tuple(evidence["fact"] for evidence in record.fields.get("evidence") or ())
            if facts:
                asked.append(Asked(record.fields["question"], record.fields.get("type") or "untyped", facts))
        except (KeyError, TypeError) as error:
            raise record.wrong(f"no question with evidence ({error!r})") from error
    if not asked:
        raise DataError(f"{path} holds no questions with evidence; evals/README.md has the format")
    return asked, key


def measure(data: Path, corpus: Path | None = None, embedder: str | None = None) -> dict[str, Any]:
    """Index the articles, ask all questions at `data` and count.

    corpus: the articles; None: those beside the questions. Their index is kept under `.dateline` in the
    working directory, for such a corpus may take minutes. embedder: as the setting says it; None for the
    shipped model.
    Returns what `count` does, and "data": a hash of the questions.
    """
    # Here, so that the counting alone needs no index and no command line.
    from bot.commands.opening import Place, open_index
    from bot.settings import index_folder

    questions, key = read_questions(data)
    folder = corpus or (data if data.is_dir() else data.parent)
    # Never where DATELINE_INDEX says: that is the index of other articles.
    with open_index(Place(folder, index_folder(folder, None, Path.cwd()), embedder)) as index:

        def search(question: str, limit: int) -> list[str]:
            return [hit.passage.text for hit in index.search(question, limit)]

        search(questions[0].text, DEPTH)  # loads what is loaded once
        return {**count(search, questions), "data": key}


def figures(counted: dict[str, Any]) -> dict[str, float]:
    """Pick the figures that floors are kept for."""
    return {name: counted["types"][ALL][name] for name in FIGURES}


def count(search: Search, questions: Iterable[Asked]) -> dict[str, Any]:
    """Ask all questions and count.

    Returns {"types": {type or "all": {figure: 0..1, "questions": int}}, "seconds": {"p50", "p95"}}.
    A passage holds a fact if its text contains it word for word, white space aside. Hits and MRR look for any
    fact of the question, as the paper's script does; recall is the share of all facts of all questions.
    """
    rows: dict[str, list[_Row]] = {}
    seconds = []
    for question in questions:
        started = time.perf_counter()
        texts = [_squeeze(text) for text in search(question.text, DEPTH)[:DEPTH]]
        seconds.append(time.perf_counter() - started)
        places = [_find_place(_squeeze(fact), texts) for fact in question.facts]
        for type_ in (ALL, question.type):
            rows.setdefault(type_, []).append(places)
    return {
        "types": {type_: _summarise(rows[type_]) for type_ in sorted(rows, key=lambda t: (t != ALL, t))},
        "seconds": {"p50": _quantile(seconds, 50), "p95": _quantile(seconds, 95)},
    }


def table(measured: dict[str, Any]) -> str:
    """Show what `measure` or `count` returns as a table, one line a type of question."""
    width = max(len(type_) for type_ in [*measured["types"], "questions of type"])
    lines = [f"{'questions of type':{width}}  {'n':>5}  " + "  ".join(f"{name:>9}" for name in FIGURES)]
    for type_, row in measured["types"].items():
        cells = "  ".join(f"{row[name]:9.3f}" for name in FIGURES)
        lines.append(f"{type_:{width}}  {row['questions']:5d}  {cells}")
    seconds = measured["seconds"]
    lines.append(f"a search takes {seconds['p50'] * 1000:.0f} ms (p50), {seconds['p95'] * 1000:.0f} ms (p95)")
    return "\n".join(lines)


_Row = list[int | None]
"""For each fact of a question the place of the first passage that holds it, from 0; None where none does."""


def _find_place(fact: str, texts: Sequence[str]) -> int | None:
    return next((place for place, text in enumerate(texts) if fact in text), None)


def _summarise(rows: Sequence[_Row]) -> dict[str, float]:
    firsts = [min((place for place in row if place is not None), default=None) for row in rows]
    places = [place for row in rows for place in row]

    def share(found: Sequence[int | None], depth: int) -> float:
        return sum(place is not None and place < depth for place in found) / len(found)

    return {
        "questions": len(rows),
        "hits@10": share(firsts, 10),
        "hits@4": share(firsts, 4),
        "mrr@10": sum(1 / (place + 1) for place in firsts if place is not None) / len(rows),
        "recall@10": share(places, 10),
        "recall@4": share(places, 4),
    }


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _quantile(values: Sequence[float], percent: int) -> float:
    if len(values) < 2:
        return values[0] if values else 0.0
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]
