"""What a run finds, as values and as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.scale.processes import Memory


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two at one size.

    build_seconds: without embedding; with_embedding: with it, at the measured rate. disk: bytes of the index.
    search_p50, search_p95: milliseconds of a question to an open index. found: the share of the articles that
    questions were made from that are among ten passages. Seconds until an added article is found: add, the
    median in a process that has the index open; add_first, the first one there, which loads what only adding
    needs; add_cold, one command that adds and searches. ask_cold: seconds of a whole command that asks.
    """

    build_seconds: float
    with_embedding: float
    build_peak: int
    disk: int
    memory: Memory
    search_p50: float
    search_p95: float
    found: float
    add: float
    add_first: float
    add_cold: float
    ask_cold: float


@dataclass(frozen=True, slots=True)
class Size:
    """Both sides over the same passages."""

    articles: int
    passages: int
    ours: Side
    plain: Side


@dataclass(frozen=True, slots=True)
class Embedding:
    """How real vectors were, and how the made ones are.

    per_second: passages that the shipped embedder embeds; real_articles, real_passages: what was embedded.
    sample: copied passages that were embedded too, and the cosine of these with their originals: the mean,
    and what a tenth lies below and above.
    """

    per_second: float
    real_articles: int
    real_passages: int
    sample: int
    cosine: float
    cosine_low: float
    cosine_high: float


@dataclass(frozen=True, slots=True)
class Figures:
    """A whole run. ask_five: seconds of a whole command that asks the five shipped articles."""

    machine: str
    embedding: Embedding
    ask_five: float
    sizes: tuple[Size, ...]


def write_figures(figures: Figures, file: Path) -> None:
    """Write a run's figures."""
    file.write_text(json.dumps(asdict(figures), indent=1) + "\n", encoding="utf-8")


def read_figures(file: Path) -> Figures:
    """Read them back."""
    values: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    sizes = tuple(
        Size(one["articles"], one["passages"], _side(one["ours"]), _side(one["plain"]))
        for one in values["sizes"]
    )
    return Figures(values["machine"], Embedding(**values["embedding"]), values["ask_five"], sizes)


def _side(values: dict[str, Any]) -> Side:
    return Side(**{**values, "memory": Memory(**values["memory"])})
