"""Sentences of other articles that share a question's rare words, so that they look like its answer."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from math import log


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
