"""A run's figures as a table for people, and beside the goals."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.scale.figures import Figures, Side, Size

GOALS = {"search_p95": 150.0, "add": 2.0, "ask": 1.5, "memory": 1.2}
"""At 300,000 passages: milliseconds, seconds, times the same on five articles, gigabytes."""

_ROWS: tuple[tuple[str, Callable[[Side, Size], str]], ...] = (
    ("index, without embedding (plain: storing alone)", lambda s, n: _long(s.build_seconds)),
    ("the same with embedding", lambda s, n: _long(s.with_embedding)),
    ("passages a second, with embedding", lambda s, n: f"{n.passages / s.with_embedding:.1f}"),
    ("on disk a passage", lambda s, n: f"{s.disk / n.passages / 1000:.1f} kB"),
    ("memory after 50 searches", lambda s, n: f"{s.memory.resident / 1e6:,.0f} MB"),
    ("of it pages of files", lambda s, n: f"{s.memory.of_files / 1e6:,.0f} MB"),
    ("memory at most", lambda s, n: f"{s.memory.peak / 1e6:,.0f} MB"),
    ("memory a passage", lambda s, n: f"{s.memory.resident / n.passages / 1000:.1f} kB"),
    ("search, p50", lambda s, n: f"{s.search_p50:.0f} ms"),
    ("search, p95", lambda s, n: f"{s.search_p95:.0f} ms"),
    ("source among ten passages", lambda s, n: f"{s.found:.3f}"),
    ("an article more until found", lambda s, n: f"{s.add:.2f} s"),
    ("the first after starting", lambda s, n: f"{s.add_first:.2f} s"),
    ("the same as one command", lambda s, n: f"{s.add_cold:.2f} s"),
    ("a question as one command", lambda s, n: f"{s.ask_cold:.2f} s"),
)


def report(figures: Figures) -> str:
    """Write a run's figures as Markdown."""
    made = figures.embedding
    lines = [
        figures.machine,
        "",
        f"Really embedded: {made.real_articles:,} articles, {made.real_passages:,} passages, "
        f"{made.per_second:.1f} a second. Copies have made vectors: the cosine of a copy's passage with its "
        f"original is {made.cosine:.2f} in the mean, {made.cosine_low:.2f} to {made.cosine_high:.2f} for "
        f"eight in ten, as measured on {made.sample} of them that were embedded.",
        "",
    ]
    heads = [f"{size.passages:,} passages" for size in figures.sizes]
    lines += [
        f"| Dateline / plain | {' | '.join(heads)} |",
        f"|---{'|---' * len(heads)}|",
        f"| articles | {' | '.join(f'{size.articles:,}' for size in figures.sizes)} |",
    ]
    for name, show in _ROWS:
        cells = (f"{show(size.ours, size)} / {show(size.plain, size)}" for size in figures.sizes)
        lines.append(f"| {name} | {' | '.join(cells)} |")
    largest = figures.sizes[-1]
    ratio = largest.ours.ask_cold / figures.ask_five
    lines += [
        "",
        f"A question to the five shipped articles as one command: {figures.ask_five:.2f} s; "
        f"to {largest.passages:,} passages {ratio:.2f} times that.",
    ]
    if largest.passages > 200_000:
        side = largest.ours
        lines += [
            _held(f"search p95 {side.search_p95:.0f} ms", side.search_p95, GOALS["search_p95"]),
            _held(f"one article added in {side.add:.2f} s", side.add, GOALS["add"]),
            _held(f"cold ask {ratio:.2f} of five articles'", ratio, GOALS["ask"]),
            _held(f"memory {side.memory.peak / 1e9:.2f} GB at most", side.memory.peak / 1e9, GOALS["memory"]),
        ]
    return "\n".join(lines)


def _held(what: str, value: float, goal: float) -> str:
    """Hold a figure against its goal."""
    return f"{'reached' if value < goal else 'MISSED'}: {what}, goal {goal:g}"


def _long(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 600 else f"{seconds / 60:.0f} min"
