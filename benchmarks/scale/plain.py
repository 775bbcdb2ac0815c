"""The same in plain llama-index over a persistent Chroma: each order in a process of its own.

It holds the passages that Dateline's index has, with the same vectors and the usual metadata.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from llama_index.core.schema import TextNode

from benchmarks.plain_llama_index import add as add_article
from benchmarks.plain_llama_index import open_index, retrieve
from benchmarks.scale.ours import time_searches
from benchmarks.scale.processes import carry_out, measure_memory
from benchmarks.scale.workshop import Workshop
from index.catalog import Catalog
from index.passages import embedded_text
from index.store.catalog_file import CATALOG

BLOCK = 4096
"""Nodes handed over at once: each carries its vector as a list, and all of them would need gigabytes."""

Found = dict[str, Any]


def build_store(order: Found) -> Found:
    """Store every passage. seconds: without what making vectors took."""
    place = Path(order["place"])
    made = Workshop(Path(order["out"])).made_vectors(place)
    index = open_index(str(place / "chroma"))
    began = time.monotonic()
    waited = 0.0
    count = 0
    with Catalog.open(place / "index" / CATALOG) as catalog:
        nodes = _nodes(catalog)
        while True:
            asked = time.monotonic()
            block = list(islice(nodes, BLOCK))
            rows = made.embed([embedded_text(node.metadata["title"], node.text) for node in block])
            for node, row in zip(block, rows, strict=True):
                node.embedding = row.tolist()
            waited += time.monotonic() - asked
            if not block:
                break
            index.insert_nodes(block)
            count += len(block)
    return {"passages": count, "seconds": time.monotonic() - began - waited, "peak": measure_memory().peak}


def _nodes(catalog: Catalog) -> Iterator[TextNode]:
    for article in catalog.articles():
        known = {
            "file_name": article.id,
            "title": article.title,
            "outlet": article.outlet,
            "published": article.published.isoformat() if article.published else None,
        }
        metadata = {name: value for name, value in known.items() if value}
        for passage in catalog.passages(article.id):
            yield TextNode(text=passage.text, metadata=metadata)


def search(order: Found) -> Found:
    """Search the store as Dateline's is searched."""
    index = open_index(str(Path(order["place"]) / "chroma"))
    return time_searches(
        lambda text: [{node.metadata["file_name"]} for node in retrieve(index, text)],
        order,
    )


def add(order: Found) -> Found:
    """Add articles one by one in a process that has the store open, each until a search is answered.

    Whether the answer has the article is not held against it: what is stored is searched from then on, but by
    meaning alone a headline does not always bring its own article.
    """
    index = open_index(str(Path(order["place"]) / "chroma"))
    retrieve(index, order["titles"][0])
    seconds = []
    try:
        for file, title in zip(order["files"], order["titles"], strict=True):
            began = time.perf_counter()
            add_article(index, file)
            retrieve(index, title)
            seconds.append(time.perf_counter() - began)
    finally:
        remove(order)
    return {"first": seconds[0], "then": statistics.median(seconds[1:])}


def remove(order: Found) -> Found:
    """Take out articles that were added."""
    index = open_index(str(Path(order["place"]) / "chroma"))
    names = [Path(file).name for file in order["files"]]
    index.vector_store.client.delete(where={"file_name": {"$in": names}})
    return {}


if __name__ == "__main__":
    carry_out({"build": build_store, "search": search, "add": add, "remove": remove})
