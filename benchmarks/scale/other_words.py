"""A text in other words: what makes a copy of an article another article to a search. Pure.

Each copy has a world of its own: one map from words to other words, the same in all its articles, so that its
people and places come back in them as real ones do. A name becomes another name, or one that stands in no
other copy; a content word may become another about as frequent; numbers change their digits. Small words,
months, days of the week and years stay, so that sentences are still read as sentences and dates as dates.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*")

SMALL = 150
"""So many of the most frequent words are grammar rather than content, and stay."""

SWAPPED_WORDS = 0.5
"""The share of content words that a copy swaps; the others are those that any two articles share."""

SWAPPED_NAMES = 0.9

NEIGHBOURS = 40
"""A word is swapped with one of so many that are about as frequent."""

RARE = 6
"""A name that stands less often gets an ending that no other copy gives: a larger corpus has more names."""

_KEPT = frozenset(
    "january february march april may june july august september october november december jan feb mar apr "
    "jun jul aug sept sep oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues "
    "wed thu thur thurs fri sat sun today yesterday tomorrow week month year i".split()
)
_SYLLABLES = "ba der fin gor hul kem lor mav nis pol ras sten tov vel wick".split()


class Vocabulary:
    """The words of a corpus, by how often they stand there."""

    def __init__(self, texts: Iterable[str]) -> None:
        capital: Counter[str] = Counter()
        lower: Counter[str] = Counter()
        for text in texts:
            for word in WORD.findall(text):
                if not word[0].isdigit():
                    (lower if word[0].islower() else capital)[word.lower()] += 1
        ordered = [word for word, _ in lower.most_common()]
        small = {*ordered[:SMALL], *_KEPT}
        # A word that mostly begins with a capital is a name.
        self.names = {word: n for word, n in capital.items() if n > lower[word] and word not in small}
        self.words = [word for word in ordered if word not in small and word not in self.names]


class Swaps:
    """The words of one copy of a corpus; copy 0 is the corpus itself.

    The same vocabulary and number give the same words, always.
    """

    def __init__(self, vocabulary: Vocabulary, copy: int) -> None:
        self._chance = random.Random(copy)
        names = sorted(vocabulary.names, key=lambda name: (-vocabulary.names[name], name))
        often = [name for name in names if vocabulary.names[name] >= RARE]
        self._map = {**self._swap(vocabulary.words, SWAPPED_WORDS), **self._swap(often, SWAPPED_NAMES)}
        ending = _ending(copy)
        self._map |= {name: name + ending for name in names[len(often) :]}
        digits = list("123456789")
        self._chance.shuffle(digits)
        self._digits = str.maketrans("123456789", "".join(digits))
        self._copy = copy

    def _swap(self, words: Sequence[str], share: float) -> dict[str, str]:
        chosen = [word for word in words if self._chance.random() < share]
        swapped: dict[str, str] = {}
        for start in range(0, len(chosen), NEIGHBOURS):
            block = chosen[start : start + NEIGHBOURS]
            turned = self._chance.sample(block, len(block))
            swapped |= dict(zip(turned, turned[1:] + turned[:1], strict=True))
        return swapped

    def apply(self, text: str) -> str:
        """Give the text in this copy's words."""
        return WORD.sub(self._one, text) if self._copy else text

    def _one(self, match: re.Match[str]) -> str:
        word = match[0]
        if word[0].isdigit():
            return self._number(word)
        found = self._map.get(word.lower())
        if found is None:
            return word
        if word[0].islower():
            return found
        return found.upper() if word.isupper() and len(word) > 1 else found[0].upper() + found[1:]

    def _number(self, digits: str) -> str:
        if digits.isdigit() and int(digits) <= 28:  # as likely a day of a month as anything else
            return str((int(digits) + self._copy) % 28 + 1)
        if re.fullmatch(r"(?:19|20)\d\d", digits):
            return digits
        return digits.translate(self._digits)


def _ending(copy: int) -> str:
    """Give a copy's ending for rare names: syllables that count in base 16."""
    base = len(_SYLLABLES)
    return _SYLLABLES[copy % base] + (_ending(copy // base) if copy >= base else "")
