"""Judged pairs of other sets than QAMR, and sentences that share a question's rare words."""

from __future__ import annotations

import csv
import json
import random
import re
from collections import Counter, defaultdict
from math import log
from pathlib import Path

from training.reader_texts import Span, detokenise
from training.reader_twins import Example


class Nearest:
    """Sentences that share the question's rare words."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = list(dict.fromkeys(sentences))
        self.lists: dict[str, list[int]] = defaultdict(list)
        for n, sentence in enumerate(self.sentences):
            for word in set(re.findall(r"\w{3,}", sentence.lower())):
                self.lists[word].append(n)

    def top(self, question: str, rng: random.Random, count: int) -> list[str]:
        scores: Counter[int] = Counter()
        for word in set(re.findall(r"\w{3,}", question.lower())):
            found = self.lists.get(word, [])
            if 0 < len(found) < 1500:
                weight = log(len(self.sentences) / len(found))
                for n in found:
                    scores[n] += weight  # type: ignore[assignment]
        return [self.sentences[n] for n, _ in scores.most_common(count)]


def read_extras(root: Path) -> list[Example]:
    """trecqa-wang train, without spans; qacc train, with the span where the answer is verbatim."""
    made: list[Example] = []
    with (root / "trecqa-wang" / "train.csv").open() as lines:
        for row in csv.DictReader(lines):
            label = int(row["label"])
            text = plain_text(row["atext"])[:500]
            one = Example(plain_text(row["qtext"]), text, None, label, "trec", None, spanned=label == 0)
            made.extend([one] * (5 if label else 1))  # 7 in 100 are answers as it comes
    for line in (root / "qacc" / "train.jsonl").read_text().splitlines():
        row = json.loads(line)
        answer = (row["firstAnswer"] or "").strip()
        named = f"{row['firstContext']}{row['secondContext']}{row['thirdContext']}"
        for n, context in enumerate(row["contexts"]):
            text = re.sub(r"\s+", " ", context).strip()[:400]
            at = text.lower().find(answer.lower()) if len(answer) > 1 else -1
            if at >= 0 and f"'{chr(65 + n)}'" in named:
                span: Span = (at, at + len(answer))
                made.append(Example(row["question"], text, span, 1, "qacc", ()))
    return made


def plain_text(tokens: str) -> str:
    return detokenise(tokens.split())[0]
