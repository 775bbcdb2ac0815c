"""How long `dateline ask` takes, as a whole process and in a running one.

    python benchmarks/cold_ask.py [--corpus FOLDER] [--runs N] [--question TEXT]

Cold: the whole process, from start to exit, against plain_llama_index.py, which only retrieves ten passages.
Both indexes are built beforehand; the two take turns, so that whatever else the machine does hits both.
Warm: Desk.ask on an open index, which is what Discord and `--batch` do for each question.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from machine import child_environment, describe

ROOT = Path(__file__).parents[1]
PLAIN = Path(__file__).with_name("plain_llama_index.py")
QUESTIONS = [
    "When does the visit begin?",
    "Who did the minister meet?",
    "How long will the visit last?",
    "What did the spokesperson say about the talks?",
    "Where did the two sides meet?",
    "How many people were there?",
]


def time_process(command: list[str], folder: Path) -> float:
    """Run a command in a folder and give the seconds it took; stops the benchmark where it fails."""
    began = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=child_environment(folder), capture_output=True, encoding="utf-8", check=False
    )
    seconds = time.perf_counter() - began
    if done.returncode or not done.stdout.strip():
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr}")
    return seconds


def time_cold(corpus: Path, question: str, runs: int, folder: Path) -> tuple[list[float], list[float]]:
    """Give the seconds of each cold run, of the plain script and of `dateline ask`."""
    dateline = shutil.which("dateline", path=os.fspath(Path(sys.executable).parent))
    if dateline is None:
        sys.exit("no dateline beside this Python; run: pip install -e .")
    places = ["--corpus", str(corpus), "--index", str(folder / "index")]
    time_process([dateline, "index", *places], folder)
    time_process([sys.executable, str(PLAIN), "build", str(corpus), str(folder / "chroma")], folder)
    plain = [sys.executable, str(PLAIN), "ask", str(folder / "chroma"), question]
    ours = [dateline, "ask", *places, question]
    for command in (plain, ours):  # once untimed: bytecode, disk cache
        time_process(command, folder)
    pairs = [(time_process(plain, folder), time_process(ours, folder)) for _ in range(runs)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def time_warm(questions: list[str], runs: int, index: Path) -> list[float]:
    """Give the seconds of each question asked of an open index, the first round left out."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line has it (bot/cli.py)
    from bot.ask import Desk
    from index.embed import load_embedder
    from index.search import Index

    seconds = []
    with Index.open(index, load_embedder(None)) as opened:
        desk = Desk.open(opened)
        for turn in range(runs + 1):
            for question in questions:
                began = time.perf_counter()
                desk.ask(question)
                if turn:
                    seconds.append(time.perf_counter() - began)
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description="Time cold and warm asking.")
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus", help="folder of articles")
    parser.add_argument("--runs", type=int, default=9, help="timed runs of each side (default 9)")
    parser.add_argument("--question", default=QUESTIONS[0], help="what the cold runs ask")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus = arguments.corpus.resolve()
        plain, ours = time_cold(corpus, arguments.question, arguments.runs, folder)
        warm = time_warm(QUESTIONS, arguments.runs, folder / "index")
    ratio = statistics.median(ours) / statistics.median(plain)
    print(f"{describe()}\n")
    print("| | runs | median | fastest |\n|---|---|---|---|")
    for name, seconds in (("plain llama-index script, cold", plain), ("`dateline ask`, cold", ours)):
        print(f"| {name} | {len(seconds)} | {statistics.median(seconds):.2f} s | {min(seconds):.2f} s |")
    print(f"| a question, warm | {len(warm)} | {_ms(statistics.median(warm))} | {_ms(min(warm))} |")
    print(f"\n`dateline ask` takes {ratio:.2f} of the plain script's time.")


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


if __name__ == "__main__":
    main()
