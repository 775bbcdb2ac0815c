"""What the reader is shown: a question, one window that answers it, and near misses of both, endlessly and
seeded.

    python -m evals.near_misses.maker ROOT      prints some of it
"""

from __future__ import annotations

import random
import re
import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from evals.near_misses.names import Pool, build_pool
from evals.near_misses.nearest import Nearest
from evals.near_misses.news import ask_about
from evals.near_misses.texts import Asked, News, Texts, read_texts
from evals.near_misses.twins import (
    Example,
    add_detail,
    add_false_detail,
    change_wh,
    change_word,
    collect_words,
    has_time,
    share_word,
    shorten_names,
    swap_in_question,
    swap_in_sentence,
    when_untold,
)

KINDS = {"a": 46, "b": 18, "d": 14, "c": 12, "e": 16, "f": 8}
_RARE = re.compile(
    r"^(?:when|where|why|how (?:many|much|long)|on what|in what|what (?:day|year|month|date))", re.I
)


class Maker:
    """Draws groups: one positive and some near misses of it, or one judged pair of another set."""

    def __init__(self, texts: Texts, pool: Pool, extras: list[Example], seed: int) -> None:
        self.texts, self.pool, self.extras = texts, pool, extras
        self.rng = random.Random(seed)
        self.context = (
            1.0  # share of examples that get neighbours and a heading; a run starts low, as short is quick
        )
        self.words = collect_words(texts.asked)
        self.by_document: dict[str, list[Asked]] = defaultdict(list)
        for one in texts.asked:
            self.by_document[one.document].append(one)
        rare = [one for one in texts.asked if _RARE.match(one.question)]
        full = [one for one in texts.asked if len(one.question.split()) >= 5]
        named = [one for one in full if pool.find(one.question, skip_first=True)]
        self.asked = texts.asked + full + rare + named
        self.made: list[tuple[Asked, News, int]] = []
        for article in texts.news:
            for n, sentence in enumerate(article.sentences):
                for one in ask_about(sentence, article.title, pool, self.rng):
                    times = 2 if _RARE.match(one.question) else 1
                    self.made.extend([(one, article, n)] * times)
        self.plain = [s for article in texts.news for s in article.sentences if len(s) < 220]
        self.timed = [s for s in self.plain if has_time(s)]
        self.near = Nearest(
            [s for d in sorted(texts.documents) for s in texts.documents[d]] + self.plain[:12000]
        )

    def draw(self) -> list[Example]:
        """One group; about 45 of 100 examples over many groups are positive."""
        rng = self.rng
        if self.extras and rng.random() < 0.07:
            return [self._dress(rng.choice(self.extras), "", "", rng)]
        if rng.random() < 0.62:
            one = rng.choice(self.asked)
            place: tuple[News, int] | None = None
            around = [s for s in self.texts.documents[one.document] if s != one.sentence]
        else:
            one, article, n = rng.choice(self.made)
            place = (article, n)
            around = [s for k, s in enumerate(article.sentences) if abs(k - n) in (1, 2)]
        framed = rng.random() < self.context
        before, after = self._neighbours(around, place, rng) if framed else ("", "")
        if rng.random() < 0.25:
            one = add_detail(one, self.pool, rng)
        group = [Example(one.question, one.sentence, one.answers[0], 1, "positive")]
        if rng.random() < 0.2:
            group[0] = replace(group[0], question=shorten_names(one, self.pool, rng).question)
        wanted = 1 + (rng.random() < 0.22)
        kinds = rng.choices(list(KINDS), weights=list(KINDS.values()), k=6)
        for kind in kinds:
            miss = self.miss(kind, one, around, f"{before} {after}")
            if miss is not None and all(
                miss.question != other.question or miss.text != other.text for other in group
            ):
                group.append(miss)
            if len(group) > wanted:
                break
        if place is None:
            source, article = rng.choice(self.plain), rng.choice(self.texts.news)
            title = " ".join(
                (rng.choice(around) if around and rng.random() < 0.6 else source).split()[:9]
            ).rstrip(".,")
        else:
            title, article = place[0].title, place[0]
        head = rng.random()
        title = title if head < 0.4 and framed else ""
        published = article.published if rng.random() < 0.45 and framed else None
        prefix = self._prefix(article, rng)
        return [
            self._dress(replace(e, title=title, published=published), before, after, rng, prefix)
            for e in group
        ]

    def miss(self, kind: str, one: Asked, around: list[str], shown: str) -> Example | None:
        """A near miss of one kind (a to f, see twins.py), None where this question gives none."""
        rng, answer = self.rng, one.sentence[slice(*one.answers[0])]
        if kind == "a":
            added = add_false_detail(one, shown, self.pool, rng) if rng.random() < 0.25 else None
            return added or swap_in_question(one, around, self.pool, rng)
        if kind == "b":
            return swap_in_sentence(one, self.pool, rng)
        if kind == "d":
            return change_word(one, self.words, rng)
        if kind == "e":
            made = change_wh(one, shown, rng)
            return made or (
                when_untold(rng.choice(self.plain), self.pool, rng) if rng.random() < 0.5 else None
            )
        if kind == "c":
            same = self.by_document[one.document]
            others = [o for o in rng.sample(same, min(12, len(same)))
                      if o.sentence != one.sentence and len(o.question.split()) >= 5]  # fmt: skip
            for other in others:
                theirs = other.sentence[slice(*other.answers[0])]
                if (
                    share_word_long(other.question, one.sentence)
                    and theirs.lower() not in one.sentence.lower()
                ):
                    return Example(other.question, one.sentence, None, 0, "c", None)
            shared = [s for s in around if share_word_long(one.question, s) and not share_word(answer, s)]
            return Example(one.question, rng.choice(shared), None, 0, "c", None) if shared else None
        found = self.near.top(one.question, rng, 6)
        found = [
            s for s in found if s != one.sentence and answer.lower() not in s.lower() and s not in around
        ]
        return Example(one.question, rng.choice(found), None, 0, "f", None) if found else None

    def _neighbours(
        self, around: list[str], place: tuple[News, int] | None, rng: random.Random
    ) -> tuple[str, str]:
        def one() -> str:
            draw = rng.random()
            if draw < 0.5 and around and place is None:
                return rng.choice(around)
            return rng.choice(self.timed if draw < 0.75 else self.plain)

        shape = rng.random()
        if place is not None and rng.random() < 0.7:
            sentences, n = place[0].sentences, place[1]
            sides = sentences[n - 1] if n else "", sentences[n + 1] if n + 1 < len(sentences) else ""
        else:
            sides = one(), one()
        return sides[0] if shape < 0.28 or shape > 0.9 else "", sides[
            1
        ] if 0.28 <= shape < 0.56 or shape > 0.9 else ""

    def _prefix(self, article: News, rng: random.Random) -> str:
        draw = rng.random()
        if draw < 0.04 and article.outlet:
            return f"According to {article.outlet}, "
        if draw < 0.08 and self.pool.names["place"]:
            agency = rng.choice(["Reuters", "AP", "AFP", "dpa"])
            return f"{rng.choice(self.pool.names['place']).upper()} ({agency}) {rng.choice('—-–')} "
        return ""

    @staticmethod
    def _dress(e: Example, before: str, after: str, rng: random.Random, prefix: str = "") -> Example:
        """Put the neighbours around the sentence and vary how the question is typed."""
        head = (before + " " if before else "") + prefix
        question = e.question
        if rng.random() < 0.2:
            question = question.lower()
        if rng.random() < 0.15:
            question = question.rstrip("? ")
        answer = (e.answer[0] + len(head), e.answer[1] + len(head)) if e.answer else None
        return replace(
            e, question=question, text=head + e.text + (" " + after if after else ""), answer=answer
        )


def share_word_long(a: str, b: str) -> bool:
    words = set(re.findall(r"\w{5,}", a.lower()))
    return bool(words & set(re.findall(r"\w{5,}", b.lower())))


def main() -> None:
    texts = read_texts(Path(sys.argv[1]), held_out=True)
    maker = Maker(texts, build_pool(texts), [], seed=1)
    for _ in range(40):
        for e in maker.draw():
            print(
                e.kind, "|", e.question, "|", e.title, "|", e.text, "|", e.answer and e.text[slice(*e.answer)]
            )
        print()


if __name__ == "__main__":
    main()
