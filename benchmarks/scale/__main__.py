"""How Dateline grows with its corpus, beside plain llama-index and Chroma over the same passages and vectors.

    python -m benchmarks.scale --articles PLACE --out FOLDER [--sizes N,N,N] [--pictures FOLDER]

PLACE: a folder or a dump of real articles; the README's figures are of 5,000 of
https://github.com/ramybaly/Article-Bias-Prediction. Sizes are in passages: without --sizes 10,000, all of
the real articles, 100,000 and 300,000. What the real articles do not fill is filled by copies of them in
other words (other_words.py), whose vectors are made and not embedded (made_vectors.py): embedding 300,000
passages takes hours. So "with embedding" is the time of a build plus that of embedding its passages at the
rate that was measured in the same run.

At each size and for both sides: building, disk, memory of a process after 50 searches, 200 questions to an
open index, adding one article until a search finds it (in a process that has the index open, and by a whole
command), and a whole command that asks. Each is measured in a process of its own. Commands are cold in that
they start a process; the files that they read are in the system's cache.

What was made (corpora, embeddings, indexes) stays in the folder and is taken up by the next run, and so are
the figures of sizes that it does not measure. --again builds the indexes anew; with --draw nothing is
measured. Figures go into figures.json there, pictures into --pictures, or there too. On two cores the
largest size takes an hour, and embedding 5,000 articles a quarter of one, once.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.machine import describe
from benchmarks.scale.figures import Embedding, Figures, Size, read_figures, write_figures
from benchmarks.scale.measuring import Effort, measure_size
from benchmarks.scale.picture import draw
from benchmarks.scale.processes import ROOT, dateline, run
from benchmarks.scale.report import report
from benchmarks.scale.workshop import Workshop

SIZES = (10_000, 0, 100_000, 300_000)
"""Passages; 0 for as many as the real articles have."""

FIGURES = "figures.json"


def main() -> None:
    """Measure, print and draw."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=Path, help="a folder or a dump of real articles")
    parser.add_argument("--out", type=Path, required=True, help="where what is made is kept")
    parser.add_argument("--sizes", type=_read_sizes, default=SIZES, help="passages, with commas between")
    parser.add_argument("--pictures", type=Path, help="where the pictures go")
    parser.add_argument("--again", action="store_true", help="build what is built already anew")
    parser.add_argument("--draw", action="store_true", help="only print and draw what was measured")
    arguments = parser.parse_args()
    out: Path = arguments.out.resolve()
    if arguments.draw:
        figures = gather(out)
    else:
        figures = measure(out, arguments.articles, arguments.sizes, arguments.again, Effort())
    print(report(figures))
    write_pictures(figures, arguments.pictures or out)


def measure(out: Path, articles: Path | None, sizes: tuple[int, ...], again: bool, effort: Effort) -> Figures:
    """Measure every size, the smallest first; each keeps its figures, and those of other runs are added."""
    began = time.monotonic()

    def tell(text: str) -> None:
        print(f"{time.monotonic() - began:6.0f} s  {text}", flush=True)

    tell("reading the articles")
    workshop = Workshop(out, articles)
    tell(f"embedding {workshop.passages:,} passages, where they are not kept from before")
    workshop.vectors(tell=True)
    turn = np.array(workshop.turn().cosines)
    embedding = Embedding(
        per_second=workshop.time_embedding(),
        real_articles=len(workshop.originals),
        real_passages=workshop.passages,
        sample=len(turn),
        cosine=float(turn.mean()),
        cosine_low=float(np.percentile(turn, 10)),
        cosine_high=float(np.percentile(turn, 90)),
    )
    run([dateline(), "index", "--corpus", str(ROOT / "corpus"), "--index", str(out / "five")], out)
    for passages in sorted({size or workshop.passages for size in sizes}):
        size, five = measure_size(workshop, passages, embedding.per_second, effort, again, tell)
        write_figures(Figures(describe(), embedding, five, (size,)), out / str(passages) / FIGURES)
        tell(_summary(size))
    tell("done")
    return gather(out)


def gather(out: Path) -> Figures:
    """Put the figures of all sizes that were ever measured into one, and write them.

    What is told once for all (machine, embedding, a question to the five articles) is the largest size's.
    """
    runs = [read_figures(file) for file in out.glob(f"*/{FIGURES}")]
    if not runs:
        raise SystemExit(f"nothing was measured in {out} yet; run without --draw")
    runs.sort(key=lambda run: run.sizes[0].passages)
    figures = replace(runs[-1], sizes=tuple(size for run in runs for size in run.sizes))
    write_figures(figures, out / FIGURES)
    return figures


def write_pictures(figures: Figures, folder: Path) -> None:
    """Draw the figures for light and dark pages."""
    folder.mkdir(parents=True, exist_ok=True)
    for theme in ("light", "dark"):
        file = folder / f"scale-{theme}.png"
        file.write_bytes(draw(figures, theme == "dark"))
        print(f"{file}  {file.stat().st_size:,} bytes")


def _summary(size: Size) -> str:
    both = (
        f"search p95 {side.search_p95:.0f} ms, add {side.add:.2f} s, ask {side.ask_cold:.2f} s"
        for side in (size.ours, size.plain)
    )
    return f"{size.passages:,} passages: ours {next(both)}; plain {next(both)}"


def _read_sizes(text: str) -> tuple[int, ...]:
    return tuple(int(part.replace("_", "")) for part in text.split(","))


if __name__ == "__main__":
    main()
