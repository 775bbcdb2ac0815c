"""Whether the reader finds the words that answer: in sentences, in paragraphs of news and of SQuAD."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Collection
from pathlib import Path

import numpy as np

from bot.answer.reader import Reader, Reading, Window
from evals.near_misses.texts import read_qamr
from evals.overlap import auc, exact, overlap_f1
from index.sentences import split_sentences

Figures = dict[str, float]


def measure_qamr(reader: Reader, folder: Path, trained: Collection[str], size: int) -> Figures:
    """QAMR, the sentence alone; the best of the annotators' answers counts, as SQuAD's script does it.

    trained: the documents that the reader learned from, which are left out. size: questions at most.
    """
    kept = [one for one in read_qamr(folder)[0] if one.document not in trained]
    chosen = random.Random(1).sample(kept, min(size, len(kept)))
    scores = []
    for one in chosen:
        text = reader.read(one.question, [Window(one.sentence)])[0].text
        gold = [one.sentence[a:b] for a, b in one.answers]
        scores.append((overlap_f1(text, gold), exact(text, gold)))
    if not scores:
        return {}
    f1, whole = np.mean(scores, axis=0)
    return {"qamr f1": float(f1), "qamr exact": float(whole), "qamr questions": len(chosen)}


def sentence_windows(text: str, title: str = "") -> list[tuple[int, Window]]:
    """Each sentence as an answer shows it to the reader, behind the one before; and where a window begins."""
    spans = split_sentences(text)
    made = []
    for n, (start, end) in enumerate(spans):
        first = spans[n - 1][0] if n else start
        made.append((first, Window(text[first:end], title, None, (start - first, end - first))))
    return made


def best_reading(reader: Reader, question: str, text: str, title: str = "") -> tuple[int, int, Reading]:
    """Start and end in the text of the span that leads most over "no answer", and its reading."""
    windows = sentence_windows(text, title) or [(0, Window(text, title))]
    readings = reader.read(question, [window for _, window in windows])
    best = max(range(len(windows)), key=lambda n: readings[n].raw[1])
    start = windows[best][0]
    return start + readings[best].start, start + readings[best].end, readings[best]


def measure_onestop(reader: Reader, file: Path) -> Figures:
    """Whether the span found in a news paragraph overlaps the marked one, and natural near misses.

    A question is also asked of the next paragraph of its article, which speaks of the same and does not
    answer (now and then it does, so that the AUC stays below 1).
    """
    hits, count = 0, 0
    yes, no = [], []
    for article in json.loads(file.read_text(encoding="utf-8"))["data"]:
        texts = [paragraph["Adv"]["context"] for paragraph in article["paragraphs"]]
        for number, paragraph in enumerate(article["paragraphs"]):
            text, other = texts[number], texts[(number + 1) % len(texts)]
            places = [m.span() for m in re.finditer(r"\S+", text)]
            for asked, marked in zip(paragraph["qas"], paragraph["Adv"]["a_spans"], strict=True):
                low, high = places[marked[0]][0], places[min(marked[1], len(places) - 1)][1]
                start, end, reading = best_reading(reader, asked["question"], text, article["title"])
                hits += start < high and low < end
                count += 1
                yes.append(reading.answerable)
                if other is not text:
                    no.append(best_reading(reader, asked["question"], other, article["title"])[2].answerable)
    if not count:
        return {}
    return {"onestop overlap": hits / count, "onestop auc": auc(yes, no), "onestop questions": count}


def measure_squad(reader: Reader, file: Path, size: int) -> Figures:
    """SQuAD 2.0's format: AUC of answerable, F1 of the answerable when forced, F1 with no-answer counted."""
    rows = [
        (asked, paragraph["context"], article.get("title", "").replace("_", " "))
        for article in json.loads(file.read_text(encoding="utf-8"))["data"]
        for paragraph in article["paragraphs"]
        for asked in paragraph["qas"]
    ]
    scored = []
    for asked, context, title in random.Random(1).sample(rows, min(size, len(rows))):
        gold = [answer["text"] for answer in asked["answers"]]
        reading = best_reading(reader, asked["question"], context, title)[2]
        scored.append((reading.answerable, overlap_f1(reading.text, gold) if gold else 0.0, bool(gold)))
    yes, no = [s for s, _, gold in scored if gold], [s for s, _, gold in scored if not gold]
    counted = [f1 if s >= 0.5 and gold else float(s < 0.5 and not gold) for s, f1, gold in scored]
    found: Figures = {"squad f1": float(np.mean(counted))} if scored else {}
    if yes:
        found["squad f1 forced"] = float(np.mean([f1 for _, f1, gold in scored if gold]))
    if yes and no:
        found["squad auc"] = auc(yes, no)
    return {**found, "squad questions": len(scored)}
