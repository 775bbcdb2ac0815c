"""How well Dateline tells whether a statement is held up by its article: annotated summary sentences.

Data as that of QAGS: JSON lines {"article", "summary_sentences": [{"sentence", "responses": [{"response":
"yes"|"no"}, …]}, …]}. A sentence counts as held up where most of those who were asked said so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.answer.statements.support import LEXICAL, Entailment
from evals.data import DataError, Record, read_records

FIGURES = ("balanced_accuracy", "held_up", "not_held_up")


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence about an article, and whether most found it held up. source: the file's stem."""

    source: str
    article: str
    sentence: str
    held_up: bool


def read_judged(path: Path) -> tuple[list[Judged], str]:
    """Read a file of judged sentences, or all .jsonl files of a folder, and a hash of them.

    Raises DataError for data that cannot be read.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files:
        raise DataError(f"{path} holds no .jsonl file; name the file or folder with the judged sentences")
    records, key = read_records(files)
    judged = [one for record in records for one in _read(record)]
    if not judged:
        raise DataError(f"{path} holds no judged sentence; evals/README.md has the format")
    return judged, key


def _read(record: Record) -> list[Judged]:
    try:
        article = str(record.fields["article"])
        found = []
        for item in record.fields["summary_sentences"]:
            votes = [str(vote["response"]).lower() == "yes" for vote in item["responses"]]
            held_up = 2 * sum(votes) > len(votes)
            found.append(Judged(record.file.stem, article, str(item["sentence"]), held_up))
    except (KeyError, TypeError) as error:
        raise record.wrong(f"no judged sentences ({error!r})") from error
    return found


def measure(path: Path, check: Entailment = LEXICAL) -> dict[str, Any]:
    """Judge every sentence of `path` by its article and compare.

    Returns FIGURES (0..1: the mean of the other two; the share of the sentences that are held up which it
    keeps; the share of those that are not which it drops), "sentences", "sources": the same of each file,
    and "data": a hash of the files. Raises DataError for data that cannot be read.
    """
    judged, key = read_judged(path)
    kept = [check.entails(one.sentence, one.article) >= check.enough for one in judged]
    sources = sorted({one.source for one in judged})
    return {
        **_count(judged, kept),
        "sources": {source: _count(*_of(source, judged, kept)) for source in sources},
        "data": key,
    }


def _of(source: str, judged: Sequence[Judged], kept: Sequence[bool]) -> tuple[list[Judged], list[bool]]:
    chosen = [i for i, one in enumerate(judged) if one.source == source]
    return [judged[i] for i in chosen], [kept[i] for i in chosen]


def _count(judged: Sequence[Judged], kept: Sequence[bool]) -> dict[str, Any]:
    held = [keep for one, keep in zip(judged, kept, strict=True) if one.held_up]
    other = [not keep for one, keep in zip(judged, kept, strict=True) if not one.held_up]
    shares = [sum(some) / len(some) for some in (held, other) if some]
    return {
        "balanced_accuracy": sum(shares) / len(shares),
        "held_up": sum(held) / max(len(held), 1),
        "not_held_up": sum(other) / max(len(other), 1),
        "sentences": len(judged),
    }


def figures(counted: dict[str, Any]) -> dict[str, float]:
    """Pick the figures that floors are kept for."""
    return {"balanced_accuracy": counted["balanced_accuracy"]}


def table(counted: dict[str, Any]) -> str:
    """Show what `measure` returns: a line a file, and all."""
    lines = [f"{'sentences':24}  {'n':>5}  {'kept':>5}  {'dropped':>7}  {'balanced':>8}"]
    for name, row in (*counted["sources"].items(), ("all", counted)):
        lines.append(
            f"{name[:24]:24}  {row['sentences']:5d}  {row['held_up']:5.3f}  {row['not_held_up']:7.3f}"
            f"  {row['balanced_accuracy']:8.3f}"
        )
    lines.append("kept: of those that are held up; dropped: of those that are not")
    return "\n".join(lines)
