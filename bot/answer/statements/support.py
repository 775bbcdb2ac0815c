"""Whether a statement follows from an article's words, by the words alone; pure.

No model: a statement is held up as far as its words stand together in one sentence of the evidence, in their
order, and none of them is new. `Entails` is the place where a model that was trained for it may plug in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from bot.answer.language.names import same_name
from bot.answer.language.sentence import is_place_only
from bot.answer.language.synonyms import likeness
from bot.answer.language.verbs import root, roots
from index.dates import find_times
from index.sentences import split_sentences
from index.words import STOPWORDS, names, stem, tokenize

Entails = Callable[[str, str], float]
"""A statement and the evidence for it -> how surely the one follows from the other, 0 to 1."""

ENOUGH = 0.8  # four fifths of what a statement says stand in the evidence as it says them
ALIKE = 0.9  # the same word, one derived from it, or a synonym
REACH = 2  # words that may stand between two that are neighbours in the statement, and one more
_NEW_NUMBER = 0.6
_WRONG = 0.5
_MUTUAL = roots("meet met talk negotiate agree sign marry clash play speak and")
_SOME_DAY = date(2001, 1, 3)
NEGATION = re.compile(
    r"\b(?:not|never|no|nothing|none|nobody|neither|nor|without|den(?:y|ies|ied)|refus\w+|fail(?:s|ed)? to"
    r"|cannot|\w+n['’]t)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Entailment:
    """A way to tell whether a statement follows, and from which score on it does."""

    entails: Entails
    enough: float


@dataclass(frozen=True, slots=True)
class _Word:
    root: str
    word: str
    free: bool  # of a date or a place, whose position in a sentence says nothing


def support(statement: str, evidence: str) -> float:
    """Tell how far a statement's words are held up by some sentences of an article, 0 to 1.

    The mean of two shares, that of its words in the best sentence and that of its neighbouring words which
    are neighbours there too; less for each word and number that the evidence does not have at all, and where
    only one of the two denies.
    """
    said = _words(statement)
    sentences = [_words(evidence[start:end]) for start, end in split_sentences(evidence)]
    if not said or not sentences:
        return 0.0
    everywhere = {w.root for sentence in sentences for w in sentence}
    like = {w.root: _like(w.root, everywhere) for w in said}
    held = sum(max(like[w.root].values(), default=0.0) for w in said) / len(said)
    spans = split_sentences(evidence)
    shares = [
        _share(said, sentence, like, _lent(statement, evidence[start:end]))
        for sentence, (start, end) in zip(sentences, spans, strict=True)
    ]
    best = max(range(len(shares)), key=shares.__getitem__)
    start, end = spans[best]
    # "Brook painted it" and "it was painted", and what goes both ways, may have another order.
    ordered = _is_passive(statement) == _is_passive(evidence[start:end])
    ordered = ordered and " by " not in f"{statement} {evidence[start:end]}"
    ordered = ordered and not {w.root for w in said} & _MUTUAL
    told = (shares[best] + _neighbours(said, sentences, like, ordered)) / 2
    printed = {w.word for sentence in sentences for w in sentence}
    new = sum(any(c.isdigit() for c in w.word) and w.word not in printed for w in said)
    wrong = is_denied(statement, evidence[start:end]) or is_turned(statement, evidence[start:end])
    return told * held * _NEW_NUMBER**new * (_WRONG if wrong else 1.0)


LEXICAL = Entailment(support, ENOUGH)


def is_denied(statement: str, sentence: str) -> bool:
    """Tell whether only one of two denies what both tell."""
    if NEGATION.search(statement):
        return not NEGATION.search(sentence)
    shared = {root(t.word) for t in tokenize(statement) if t.word not in STOPWORDS}
    for match in NEGATION.finditer(sentence):
        behind = re.split(r"[,;:.]|\bbut\b", sentence[match.end() :])[0]
        words = [t.word for t in tokenize(behind) if t.word not in STOPWORDS][:2]
        if any(likeness(root(word), other) >= ALIKE for word in words for other in shared):
            return True
    return False


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[_Word, ...]:
    free = [(t.start, t.end) for t in find_times(text, _SOME_DAY)]
    free += [
        (n.start, n.end) for n in names(text) if re.search(r"\b(?:in|at)\s+(?:the\s+)?$", text[: n.start])
    ]
    return tuple(
        _Word(root(t.word), t.word, any(start <= t.start < end for start, end in free))
        for t in tokenize(text)
        if t.word not in STOPWORDS or t.word.isdigit()
    )


def _is_passive(text: str) -> bool:
    for match in re.finditer(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?(\w+)", text):
        word = match[1].lower()
        if (word.endswith("ed") and len(word) > 4) or root(word) != stem(word):
            return True
    return False


def _like(word: str, others: set[str]) -> dict[str, float]:
    found = {other: likeness(word, other) for other in others}
    return {other: near for other, near in found.items() if near >= ALIKE}


def is_turned(statement: str, sentence: str) -> bool:
    """Tell whether two names have changed places around what one did to the other."""
    said, found = names(statement), names(sentence)
    if len(said) < 2:
        return False
    deeds = {
        root(t.word)
        for t in tokenize(statement[said[0].end : said[1].start])
        if t.word not in STOPWORDS or t.word == "by"
    }
    if not deeds or deeds & _MUTUAL:
        return False
    for one, other in pairwise(found):
        between = {root(t.word) for t in tokenize(sentence[one.end : other.start])}
        if ("by" in between) != ("by" in deeds):
            continue  # "was painted by"
        if deeds & between and same_name(said[0].text, other.text) and same_name(said[1].text, one.text):
            return True
    return False


def _lent(statement: str, sentence: str) -> frozenset[str]:
    """Give the words of the statement's names that a sentence may mean by a pronoun: it names nobody else."""
    said = [name.text for name in names(statement)]
    others = [n.text for n in names(sentence) if not any(same_name(n.text, name) for name in said)]
    if any(not is_place_only(other) for other in others):
        return frozenset()
    return frozenset(root(t.word) for name in said for t in tokenize(name))


def _share(
    said: Sequence[_Word], sentence: Sequence[_Word], like: dict[str, dict[str, float]], named: frozenset[str]
) -> float:
    """Tell the share of the words that a sentence has; a name may stand in another one, for "he" means it."""
    there = {w.root for w in sentence}
    total = 0.0
    for word in said:
        near = like[word.root]
        here = max((score for other, score in near.items() if other in there), default=0.0)
        total += max(here, ALIKE * bool(near) if word.root in named else 0.0)
    return total / len(said)


def _neighbours(
    said: Sequence[_Word],
    sentences: Sequence[Sequence[_Word]],
    like: dict[str, dict[str, float]],
    ordered: bool,
) -> float:
    """Tell the share of neighbouring words of the statement that stand near each other in the evidence.

    ordered: only in this order. A statement of one word has no neighbours, which is as good as all.
    """
    places: dict[str, list[int]] = {}
    for place, word in enumerate(w for sentence in sentences for w in sentence if not w.free):
        places.setdefault(word.root, []).append(place)
    plain = [w for w in said if not w.free]
    pairs = list(pairwise(plain))
    if not pairs:
        return 1.0
    found = 0
    for left, right in pairs:
        lefts = [p for other in like[left.root] for p in places.get(other, ())]
        rights = [p for other in like[right.root] for p in places.get(other, ())]
        found += any(
            0 < b - a <= REACH or (not ordered and 0 < a - b <= REACH + 1) for a in lefts for b in rights
        )
    return found / len(pairs)
