"""Dateline, measured: each order in a process of its own (see processes.run_module)."""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.scale.processes import carry_out, measure_memory
from benchmarks.scale.workshop import Workshop
from index.build import build
from index.embed import Embedder, load_embedder
from index.search import Index

Found = dict[str, Any]

LOOK = 0.01
"""Seconds between two looks whether the index has changed."""


def build_index(order: Found) -> Found:
    """Build an index with made vectors. seconds: without what making vectors took."""
    place = Path(order["place"])
    made = Workshop(Path(order["out"])).made_vectors(place)
    began = time.monotonic()
    report = build(place / "corpus", place / "index", made)
    return {
        "articles": report.articles,
        "passages": report.passages,
        "seconds": time.monotonic() - began - made.seconds,
        "really_embedded": made.embedded,
        "peak": measure_memory().peak,
    }


def search(order: Found) -> Found:
    """Search an index as a running bot does: warm up, weigh the process, then time each question once."""
    with Index.open(Path(order["place"]) / "index", load_embedder(None)) as index:
        return time_searches(
            lambda text: [{hit.article.id, *(other.id for other in hit.also)} for hit in index.search(text)],
            order,
        )


def time_searches(ask: Callable[[str], list[set[str]]], order: Found) -> Found:
    """Ask an order's first questions untimed and the others timed.

    ask: gives the articles of each of ten passages. found: the share of the articles that questions were made
    from that are among them.
    """
    for text, _ in order["warm"]:
        ask(text)
    memory = measure_memory()
    seconds = []
    found = wanted = 0
    for text, articles in order["questions"]:
        began = time.perf_counter()
        hits = ask(text)
        seconds.append(time.perf_counter() - began)
        there = set().union(*hits)
        found += sum(id_ in there for id_ in articles)
        wanted += len(articles)
    return {"seconds": seconds, "found": found / wanted, "memory": asdict(memory)}


def add(order: Found) -> Found:
    """Add articles one by one until a search finds them in a process that has the index open.

    Another process takes them in, as `dateline index --watch` does: one that stays and is told here of each.
    first: the first of them, which loads what only adding needs, as the bot does after ten minutes without a
    build. then: the median of the others. The corpus and the index are afterwards what they were.
    """
    place = Path(order["place"])
    seconds = []
    new = [place / "corpus" / f"added-{i}.md" for i in range(len(order["files"]))]
    with ProcessPoolExecutor(1, get_context("spawn")) as other:
        other.submit(int).result()
        try:
            with Index.open(place / "index", load_embedder(None)) as index:
                index.search(order["titles"][0])
                for file, target, title in zip(order["files"], new, order["titles"], strict=True):
                    before = index.extent().articles
                    began = time.perf_counter()
                    shutil.copyfile(file, target)
                    building = other.submit(_take_in, place)
                    while index.extent().articles == before and not building.done():
                        time.sleep(LOOK)
                    hits = index.search(title)
                    seconds.append(time.perf_counter() - began)
                    building.result()
                    if target.stem not in {hit.article.id for hit in hits}:
                        raise RuntimeError(f"{target} was added and is not found")
        finally:
            for target in new:
                target.unlink(missing_ok=True)
            other.submit(_take_in, place).result()
    return {"first": seconds[0], "then": statistics.median(seconds[1:])}


def _take_in(place: Path) -> None:
    build(place / "corpus", place / "index", _embedder())


@cache
def _embedder() -> Embedder:
    return load_embedder(None)


if __name__ == "__main__":
    carry_out({"build": build_index, "search": search, "add": add})
