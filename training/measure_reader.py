"""How well a reader reads: spans, and telling an answer from a near miss.

    python -m training.measure_reader DATA --model FOLDER [--size 1000] [--json]

DATA is laid out as training/README.md tells; what is missing there is left out. FOLDER is what
training/export_reader.py wrote. Measured is what users would get: the ONNX model through training/reader.py.
QAMR counts only documents that the model was not trained on.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.sentences import split_sentences
from training.reader import Reader, Reading, Window
from training.reader_calibrate import draw_examples, window_of
from training.reader_extras import plain_text
from training.reader_texts import read_qamr

Figures = dict[str, Any]


def words(text: str) -> list[str]:
    """The words as SQuAD's own script compares them: lower case, no articles, no punctuation."""
    return re.sub(r"\b(?:a|an|the)\b", " ", re.sub(r"[^\w\s]", "", text.lower())).split()


def overlap_f1(given: str, gold: Sequence[str]) -> float:
    """The best F1 of shared words with any of the gold answers, 0..1."""
    best = 0.0
    for answer in gold:
        a, b = words(given), words(answer)
        shared = sum((Counter(a) & Counter(b)).values())
        best = max(best, 2 * shared / (len(a) + len(b)) if shared else float(a == b))
    return best


def exact(given: str, gold: Sequence[str]) -> float:
    return float(any(words(given) == words(answer) for answer in gold))


def auc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """The chance that a positive scores above a negative; ties count half."""
    if not positive or not negative:
        return float("nan")
    ranks = np.concatenate([positive, negative])
    order = np.sort(ranks)
    low, high = np.searchsorted(order, positive, "left"), np.searchsorted(order, positive, "right")
    n, m = len(positive), len(negative)
    return float(((low + high + 1) / 2).sum() - n * (n + 1) / 2) / (n * m)


def measure(root: Path, model: Path, size: int = 1000) -> Figures:
    """Every figure that the data in `root` allows, by name. size: questions or examples a part."""
    figures: Figures = {}
    if not any((root / name).is_dir() for name in ("qamr", "onestop-qa", "trecqa-wang", "squad2")):
        return figures
    reader = Reader.load(model)
    if (root / "qamr").is_dir():
        figures |= measure_spans(reader, root, model, size)
    if (root / "qamr").is_dir() and (root / "allsides").is_dir():
        figures |= measure_misses(reader, root, model, size * 2)
    if (root / "onestop-qa").is_dir():
        figures |= measure_onestop(reader, root)
    if (root / "trecqa-wang").is_dir():
        figures |= measure_ranking(reader, root)
    for file in sorted((root / "squad2").glob("*.json")) if (root / "squad2").is_dir() else []:
        figures |= measure_squad(reader, file, size)
    return figures


def _trained(model: Path) -> set[str]:
    return set((model / "trained.txt").read_text().split())


def measure_spans(reader: Reader, root: Path, model: Path, size: int) -> Figures:
    """QAMR: the sentence alone; the best of the annotators' answers counts, as SQuAD's script does it."""
    trained = _trained(model)
    kept = [one for one in read_qamr(root / "qamr")[0] if one.document not in trained]
    chosen = random.Random(1).sample(kept, min(size, len(kept)))
    scores = []
    for one in chosen:
        text = reader.read(one.question, [Window(one.sentence)])[0].text
        gold = [one.sentence[a:b] for a, b in one.answers]
        scores.append(
            (overlap_f1(text, gold), exact(text, gold), overlap_f1(text, gold[:1]), exact(text, gold[:1]))
        )
    means = np.mean(scores, axis=0)
    names = ("qamr f1", "qamr exact", "qamr f1, one annotator", "qamr exact, one annotator")
    return {name: float(value) for name, value in zip(names, means, strict=True)} | {
        "qamr questions": len(chosen)
    }


def measure_misses(reader: Reader, root: Path, model: Path, size: int) -> Figures:
    """Near misses of every kind (training/reader_twins.py) on held-out text, and windows drawn at random."""
    examples = draw_examples(root, _trained(model), 1, size)
    shuffled = random.Random(2).sample(
        [e for e in examples if e.label], min(250, sum(e.label for e in examples))
    )
    scores: dict[str, list[float]] = defaultdict(list)
    for e in examples:
        scores[e.kind].append(reader.read(e.question, [window_of(e)])[0].answerable)
    for e, other in zip(shuffled, shuffled[1:] + shuffled[:1], strict=True):
        scores["random"].append(reader.read(e.question, [window_of(other)])[0].answerable)
    positive = scores.pop("positive")
    figures: Figures = {f"auc {kind}": auc(positive, scores[kind]) for kind in sorted(scores)}
    hard = [value for kind, values in scores.items() if kind != "random" for value in values]
    figures["auc near misses"] = auc(positive, hard)
    every, labels = np.array(positive + hard), np.array([1.0] * len(positive) + [0.0] * len(hard))
    figures["brier"] = float(np.mean((every - labels) ** 2))
    for threshold in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        kept, passed = np.mean(np.array(positive) >= threshold), np.mean(np.array(hard) >= threshold)
        figures[f"at {threshold}"] = {"answers kept": float(kept), "near misses passed": float(passed)}
    return figures


def sentence_windows(text: str) -> list[tuple[int, Window]]:
    """Each sentence with its neighbours, as an answerer would read them, and where that is in the text."""
    spans = split_sentences(text)
    made = []
    for n in range(len(spans)):
        start, end = spans[max(0, n - 1)][0], spans[min(len(spans) - 1, n + 1)][1]
        made.append((start, Window(text[start:end])))
    return made


def best_reading(reader: Reader, question: str, text: str) -> tuple[int, int, Reading]:
    """Start and end in the text of the best span over its sentence windows, and the reading."""
    windows = sentence_windows(text)
    readings = reader.read(question, [window for _, window in windows])
    best = max(range(len(windows)), key=lambda n: readings[n].answerable * (0.2 + readings[n].span_score))
    start = windows[best][0]
    return start + readings[best].start, start + readings[best].end, readings[best]


def measure_onestop(reader: Reader, root: Path) -> Figures:
    """Whether the span found in a news paragraph overlaps the marked one: read whole, and in windows."""
    hits = {"whole": 0, "windows": 0}
    count = 0
    for article in json.loads((root / "onestop-qa" / "onestop.json").read_text())["data"]:
        for paragraph in article["paragraphs"]:
            text = paragraph["Adv"]["context"]
            places = [m.span() for m in re.finditer(r"\S+", text)]
            for asked, marked in zip(paragraph["qas"], paragraph["Adv"]["a_spans"], strict=True):
                low, high = places[marked[0]][0], places[min(marked[1], len(places) - 1)][1]
                whole = reader.read(asked["question"], [Window(text, article["title"])])[0]
                start, end, _ = best_reading(reader, asked["question"], text)
                hits["whole"] += whole.start < high and low < whole.end
                hits["windows"] += start < high and low < end
                count += 1
    return {f"onestop overlap, {name}": value / count for name, value in hits.items()} | {
        "onestop questions": count
    }


def measure_ranking(reader: Reader, root: Path) -> Figures:
    """TREC QA test, questions with both kinds of sentence: mean average precision and reciprocal rank."""
    asked: dict[str, list[tuple[str, int]]] = defaultdict(list)
    with (root / "trecqa-wang" / "test.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            asked[row["qtext"]].append((plain_text(row["atext"]), int(row["label"])))
    precisions, firsts = [], []
    for question, rows in asked.items():
        labels = np.array([label for _, label in rows])
        if labels.all() or not labels.any():
            continue
        readings = reader.read(plain_text(question), [Window(text) for text, _ in rows])
        ranked = labels[np.argsort([-reading.answerable for reading in readings], kind="stable")]
        ranks = np.flatnonzero(ranked) + 1
        precisions.append(float(np.mean(np.arange(1, len(ranks) + 1) / ranks)))
        firsts.append(1 / ranks[0])
    return {"trecqa map": float(np.mean(precisions)), "trecqa mrr": float(np.mean(firsts)),
            "trecqa questions": len(firsts)}  # fmt: skip


def measure_squad(reader: Reader, file: Path, size: int) -> Figures:
    """SQuAD 2.0's format: AUC of answerable, F1 of the answerable when forced, F1 with no-answer counted."""
    rows = [(asked, paragraph["context"], article["title"])
            for article in json.loads(file.read_text())["data"] for paragraph in article["paragraphs"]
            for asked in paragraph["qas"]]  # fmt: skip
    rows = random.Random(1).sample(rows, min(size, len(rows)))
    scored = []
    for asked, context, _ in rows:
        gold = [answer["text"] for answer in asked["answers"]]
        _, _, reading = best_reading(reader, asked["question"], context)
        scored.append((reading.answerable, overlap_f1(reading.text, gold) if gold else 0.0, bool(gold)))
    yes, no = [s for s, _, gold in scored if gold], [s for s, _, gold in scored if not gold]
    counted = [f1 if s >= 0.5 and gold else float(s < 0.5 and not gold) for s, f1, gold in scored]
    forced = float(np.mean([f1 for _, f1, gold in scored if gold]))
    name = file.stem
    return {f"{name} auc": auc(yes, no), f"{name} f1 forced": forced, f"{name} f1": float(np.mean(counted))}


def table(figures: Figures) -> str:
    """The figures as lines of text, one a figure."""
    lines = []
    for name, value in figures.items():
        shown = (
            ", ".join(f"{key} {part:.3f}" for key, part in value.items()) if isinstance(value, dict)
            else f"{value:.3f}" if isinstance(value, float) else str(value)
        )  # fmt: skip
        lines.append(f"{name:<34} {shown}")
    return "\n".join(lines)


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("data", type=Path)
    options.add_argument("--model", type=Path, required=True)
    options.add_argument("--size", type=int, default=1000)
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    start = time.monotonic()
    figures = measure(given.data, given.model, given.size) | {"seconds": round(time.monotonic() - start)}
    print(json.dumps(figures, indent=1) if given.json else table(figures))


if __name__ == "__main__":
    main()
