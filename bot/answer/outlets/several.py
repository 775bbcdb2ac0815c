"""Questions over several reports: "while the Herald says A, does the Post say B?"; pure.

Each thing that such a question asks for is looked up by itself, in the reports of the outlet that it names.
How much of it they hold together decides whether the corpus answers at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answer.language.sentence import Sentence, sentence_roots
from bot.answer.language.verbs import root
from index.searching.query import Part, Query

ENOUGH = 0.4
"""Share of its words, the rare ones weighing more, that the reports have to hold of a question on average."""

AROUND = 0.5
"""What a word counts that stands in the sentence beside or in the title, and not in the sentence."""

LONG = 10
"""Words that carry something, from which on a question may need more than one sentence to answer."""

READ = 12
"""Sentences of each part that are looked at for what they share, the best ones."""


@dataclass(frozen=True, slots=True)
class Told:
    """A part of a question and a sentence that tells of it. share: of the part's words held, 0 to 1."""

    part: Part
    sentence: Sentence
    share: float


def asks_several(query: Query) -> bool:
    """Tell whether a question may ask for several reports: it has parts, or words enough for some."""
    return len(query.parts) > 1 or len(query.whole.words) >= LONG


def weigh_parts(
    query: Query, sentences: Sequence[Sentence], rarity: Callable[[str], float]
) -> list[list[Told]]:
    """Find the sentences that tell of each part of a question, the best first, READ of them at most.

    Where a part names outlets, articles of another outlet do not count; one of unknown outlet may be theirs.
    rarity: what a word weighs.
    """
    return [_weigh(part, sentences, rarity) for part in query.parts]


def _weigh(part: Part, sentences: Sequence[Sentence], rarity: Callable[[str], float]) -> list[Told]:
    weights = {root(word): rarity(word) for word in part.words}
    outlets = {name for group in part.outlets for name in group}
    told = [
        Told(part, sentence, _share(weights, sentence))
        for sentence in sentences
        if not outlets or sentence.article.outlet is None or sentence.article.outlet in outlets
    ]
    return sorted((t for t in told if t.share), key=lambda t: -t.share)[:READ]


def _share(weights: dict[str, float], sentence: Sentence) -> float:
    total = sum(weights.values())
    inside = sentence_roots(sentence.text)
    beside = (sentence.article.title, *sentence.before[-1:], sentence.after)
    around = frozenset[str]().union(*map(sentence_roots, beside))
    held = sum(
        weight if word in inside else AROUND * weight if word in around else 0.0
        for word, weight in weights.items()
    )
    return held / total if total else 0.0


def is_answered(weighed: Sequence[Sequence[Told]]) -> bool:
    """Tell whether the reports hold enough of what is asked, all parts taken together."""
    return sum(told[0].share for told in weighed if told) >= ENOUGH * len(weighed)


def best_a_source(weighed: Sequence[Sequence[Told]]) -> list[Told]:
    """Choose the sentences to quote: the best of each part, from each of the outlets that it names.

    In the order of the question, each sentence once; a part that nothing tells of has none.
    """
    chosen: dict[tuple[str, int], Told] = {}
    for told in weighed:
        groups = told[0].part.outlets if told else ()
        for group in groups or ((),):
            best = next((t for t in told if not group or t.sentence.article.outlet in group), None)
            if best is not None and best.share >= ENOUGH * told[0].share:
                chosen.setdefault((best.sentence.article.id, best.sentence.start), best)
        if told and not any(t in chosen.values() for t in told):
            best = told[0]
            chosen.setdefault((best.sentence.article.id, best.sentence.start), best)
    return list(chosen.values())
