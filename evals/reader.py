"""How well the reader reads: the words that answer, answers told from near misses, ranking, and its speed.

The data is a folder with any of these, in it or in a folder below: `wiki-sentences.tsv` (QAMR),
`onestop.json`, a SQuAD 2.0 file (`*squad*.json`), `test.csv` with qtext, atext and label (TREC QA), and for
the near misses QAMR beside `allsides`. QAMR counts only documents that the reader did not learn from. What is
measured is what users get: the shipped model.
"""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from typing import Any

from bot.answer.reader import MODEL, Reader, Window, read_trained
from evals.data import DataError

_PATTERNS = {
    "qamr": "wiki-sentences.tsv",
    "onestop": "onestop.json",
    "squad": "*squad*.json",
    "trecqa": "test.csv",
    "allsides": "articles-*.jsonl.gz",
}
SHOWN = ("questions", "examples")
"""Figures that tell how much was measured, and are held by no floor."""


def measure(path: Path, model: Path = MODEL, size: int = 1000) -> dict[str, Any]:
    """Measure the reader on all that is known in `path`, a folder or one of its files.

    model: the reader's folder. size: questions or examples of a part at most.
    Returns the figures (0..1) by name; "curve": [[threshold, answers kept, near misses passed]];
    "ms for 16 passages"; "data": a hash of the files. Raises DataError where nothing known is there.
    """
    from evals.reader_misses import measure_misses, measure_ranking
    from evals.reader_spans import measure_onestop, measure_qamr, measure_squad

    found = find_data(path)
    if not set(found) - {"allsides"}:
        raise DataError(f"{path} holds no data for the reader; evals/README.md has the formats")
    reader, trained = Reader.load(model), read_trained(model)
    result: dict[str, Any] = {"curve": []}
    try:
        if "qamr" in found:
            result |= measure_qamr(reader, found["qamr"].parent, trained, size)
        if "qamr" in found and "allsides" in found:
            root = found["qamr"].parent.parent
            figures, result["curve"] = measure_misses(reader, root, trained, size * 2)
            result |= figures
        if "onestop" in found:
            result |= measure_onestop(reader, found["onestop"])
        if "squad" in found:
            result |= measure_squad(reader, found["squad"], size)
        if "trecqa" in found:
            result |= measure_ranking(reader, found["trecqa"])
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise DataError(f"{path}: not as expected ({error!r}); evals/README.md has the formats") from error
    digest = hashlib.sha256()
    for file in sorted(found.values()):
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return {**result, "ms for 16 passages": time_passages(reader), "data": digest.hexdigest()[:16]}


def find_data(path: Path) -> dict[str, Path]:
    """Find the files that are known, by what they are; the first of each kind."""
    if path.is_file():
        return {kind: path for kind, pattern in _PATTERNS.items() if path.match(pattern)}
    found = {}
    for kind, pattern in _PATTERNS.items():
        files = sorted([*path.glob(pattern), *path.glob(f"*/{pattern}")])
        if files:
            found[kind] = files[0]
    return found


def time_passages(reader: Reader, rounds: int = 5) -> float:
    """Milliseconds to read 16 passages as long as the reader sees, the median of some rounds."""
    text = " ".join(f"The ferry number {n} left the harbour late." for n in range(60))
    windows = [Window(text, "Ferries late again")] * 16
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        reader.read("When did the ferry leave the harbour?", windows)
        taken.append(time.perf_counter() - start)
    return round(1000 * sorted(taken)[rounds // 2], 1)


def figures(result: dict[str, Any]) -> dict[str, float]:
    """Pick the figures that floors are kept for."""
    return {
        name: value
        for name, value in result.items()
        if isinstance(value, float) and not name.endswith(SHOWN) and not name.startswith("ms ")
    }


def table(result: dict[str, Any]) -> str:
    """Show what `measure` returns: a line a figure, then the curve."""
    held = figures(result)
    lines = [
        f"{name:<28} {value:.3f}" if name in held else f"{name:<28} {value}"
        for name, value in result.items()
        if isinstance(value, int | float)
    ]
    if result["curve"]:
        lines += ["", "threshold   answers kept   near misses passed"]
        lines += [f"{at:>9}   {kept:>12.3f}   {passed:>18.3f}" for at, kept, passed in result["curve"]]
    return "\n".join([*lines, *result.get("below", ())])
