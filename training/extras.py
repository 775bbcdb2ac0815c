"""Judged pairs of other sets than QAMR, to train on."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

from evals.near_misses.texts import Span, plain_text
from evals.near_misses.twins import Example


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
