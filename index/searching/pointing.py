"""The sentence of a passage that a question is most about, so that nobody has to look for it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.article import Passage
from index.searching.query import Part
from index.searching.wanted import read_wanted
from index.sentences import split_sentences
from index.words import stem, terms

TELLING = 2
"""How many times as much a sentence counts that tells a day or a number, where one is asked for."""


def best_sentence(
    passage: Passage, question: str, parts: Sequence[Part], rarity: Callable[[str], float]
) -> tuple[int, int]:
    """Find the sentence that holds most of a question, rare words counting more; the first of several.

    parts: of the question, of which a sentence need answer one. rarity: weighs a word. Returns its offsets in
    the article; those of the passage where it has no sentences.
    """
    wanted = read_wanted(question)
    asked = [{stem(word): rarity(word) for word in part.words} for part in parts]
    best, found = -1.0, (0, len(passage.text))
    for start, end in split_sentences(passage.text):
        held = terms(passage.text[start:end])
        tells = wanted is not None and any(map(wanted, held))
        # A day without any word of the question tells when something else was.
        share = max((_share(words, set(held)) for words in asked), default=0.0) * (TELLING if tells else 1)
        if share > best:
            best, found = share, (start, end)
    return passage.start + found[0], passage.start + found[1]


def with_neighbours(passage: Passage, sentence: tuple[int, int]) -> tuple[int, int]:
    """Give the offsets in the article of a sentence of a passage and its neighbours there, as one."""
    start, end = sentence[0] - passage.start, sentence[1] - passage.start
    before, after = split_sentences(passage.text[:start]), split_sentences(passage.text[end:])
    first = before[-1][0] if before else start
    last = end + after[0][1] if after else end
    return passage.start + first, passage.start + last


def _share(words: dict[str, float], held: set[str]) -> float:
    return sum(weight for word, weight in words.items() if word in held) / (sum(words.values()) or 1.0)
