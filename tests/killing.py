"""Kills builds at many moments and looks at what they leave; run as a script by test_build_killed.

Everything is imported once, and each build and each look is a fork of that, which starts at once; Chroma is
opened in forks only.

    python killing.py FOLDER MOMENTS

Prints a JSON list with one object a moment: which index was left ("none", "old" or "new").
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

import chromadb  # noqa: F401  imported before the forks
import llama_index.core.node_parser  # noqa: F401
from fakes import HashingEmbedder

import index.dates
from index.build import build
from index.catalog import Catalog
from index.embed import count_tokens
from index.store.catalog_file import CATALOG, OutdatedIndexError
from index.store.full_text import FullText
from index.store.vector_table import VectorTable
from index.vectors import CHROMA, Vectors
from index.words import quoted

STORES = tuple(
    str(Path(index.dates.__file__).with_name(f"{name}.py"))
    for name in ("build", "catalog", "catalog_file", "draft", "filling", "intake", "lock", "vectors")
)


def write_corpus(corpus: Path, new: bool) -> None:
    """Write the old corpus, or turn it into the new one: an article changed, some added, some gone."""
    corpus.mkdir(exist_ok=True)
    for number in range(8):
        text = f"Mayor Orr of town {number} opened bridge {number} on Sunday.\n\n" * 12
        if not new or number == 3:
            (corpus / f"town{number}.md").write_text(text.replace("opened", "closed") if new else text)
        elif number < 3:
            (corpus / f"town{number}.md").unlink()
            (corpus / f"more{number}.md").write_text(text.replace("bridge", "ferry"))


def fork(work: Callable[[], object]) -> tuple[int, object]:
    """Run work in a fork; return how it ended (the signal that killed it, else 0) and what it gave."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.write(writer, json.dumps(work()).encode())
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        told = pipe.read()
    _, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status):
        return os.WTERMSIG(status), None
    assert os.waitstatus_to_exitcode(status) == 0, "a fork failed; see above"
    return 0, json.loads(told)


def count_calls(stop_at: int) -> dict[str, int]:
    """Count the calls made by the code that keeps the index from now on, and die at one of them.

    Gives "calls" and "opened", the count when Chroma was opened: everything is read, nothing stored by then.
    """
    counted = {"calls": 0, "opened": 0}

    def count(frame: FrameType, event: str, argument: object) -> None:
        if event in ("call", "c_call") and frame.f_code.co_filename in STORES:
            counted["calls"] += 1
            if not counted["opened"] and frame.f_code.co_filename.endswith("vectors.py"):
                counted["opened"] = counted["calls"]
            if counted["calls"] == stop_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)
    return counted


def die_after(seconds: float) -> None:
    """Let the kernel end this process at a moment, wherever it is then, in Chroma's or SQLite's code too."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)


def run_build(corpus: Path, folder: Path, stop_at: int = 0, after: float = 0.0) -> dict[str, float]:
    """Build; return how many calls and seconds it took, if it lives."""
    counted = {} if after else count_calls(stop_at)
    if after:
        die_after(after)
    began = time.monotonic()
    build(corpus, folder, HashingEmbedder())
    sys.setprofile(None)
    return {**counted, "seconds": time.monotonic() - began}


def look(folder: Path) -> dict[str, object]:
    """Look at an index: its articles, whether all they name is in the catalog, whether Chroma finds all of
    it, and how many vectors in Chroma nothing names."""
    embedder = HashingEmbedder()
    texts, named, whole, mirrored = {}, set(), True, True
    with Vectors.open(folder / CHROMA, embedder.fingerprint) as vectors:
        stored = vectors.ids()
        with suppress(OutdatedIndexError), Catalog.open(folder / CATALOG) as catalog:
            for listed in catalog.articles():
                article = catalog.article(listed.id)
                assert article is not None
                texts[article.path] = article.text
                for passage in catalog.passages(article.id):
                    named.add(passage.id)
                    whole = whole and article.text[passage.start : passage.end] == passage.text
            rows = FullText(catalog).find(quoted("mayor"), 10_000)
            ids, kept = VectorTable(catalog).all()
            whole = whole and len(rows) == sum(catalog.passage_counts().values()) and set(ids) == named
            for row in kept:
                mirrored = mirrored and any(near > 0.999 for _, near in vectors.query(row, 1))
    return {
        "articles": sorted(texts.items()),
        "whole": whole,
        "mirrored": mirrored and named <= stored,
        "orphans": len(stored - named),
    }


def main(folder: Path, moments: int) -> None:
    """Kill as many builds as asked, half of them over an old index and half over none."""
    corpus, old, work = folder / "corpus", folder / "old", folder / "work"
    count_tokens("read the tokenizer before the forks")
    write_corpus(corpus, new=False)
    fork(lambda: run_build(corpus, old))
    _, before = fork(lambda: look(old))
    write_corpus(corpus, new=True)
    states = {"none": [], "old": before["articles"]}
    results = []
    for start in ("old", "none"):

        def prepare(start: str = start) -> None:
            shutil.rmtree(work, ignore_errors=True)
            if start == "old":
                shutil.copytree(old, work)

        prepare()
        _, cost = fork(lambda: run_build(corpus, work))
        prepare()
        _, uncounted = fork(lambda: run_build(corpus, work, after=1000))
        _, after = fork(lambda: look(work))
        states["new"] = after["articles"]
        share = moments // 2
        for moment in range(share):
            part = (moment + 0.5) / share
            by_call = {"stop_at": cost["opened"] + round(part * (cost["calls"] - cost["opened"]))}
            by_time = {"after": part * uncounted["seconds"]}
            prepare()
            ended, _ = fork(lambda how=by_time if moment % 2 else by_call: run_build(corpus, work, **how))
            _, left = fork(lambda: look(work))
            name = next((name for name in (start, "new") if states[name] == left["articles"]), "neither")
            fork(lambda: run_build(corpus, work))
            _, mended = fork(lambda: look(work))
            results.append(
                {
                    "start": start,
                    "killed": ended != 0,
                    "left": name,
                    "whole": left["whole"],
                    "orphans": left["orphans"],
                    "mended": mended == {**after, "orphans": 0, "mirrored": True},
                }
            )
    print(json.dumps(results))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
