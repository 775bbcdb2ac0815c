"""What a sentence names: people, places, bodies, numbers, days and months, by their looks; and a pool to swap
from."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from evals.near_misses.texts import Span, Texts

MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
COUNTS = (
    "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty".split()
)
_BODY = re.compile(
    r"\b(?:University|Party|Committee|Ministry|Court|Department|Company|Inc|Corp|Police|Council|Senate|House"
    r"|Agency|Union|Bank|Army|Association|Institute|Congress|Parliament|Times|Post|News|Commission|Group)\b"
)
_NAME = re.compile(
    r"\b[A-Z][\w’'-]*\w(?:\.(?= [A-Z]))?"
    r"(?:(?: (?:of|de|al|bin|van|von|the|for))? (?:[A-Z]\. )?[A-Z][\w’-]*\w)*"
)
_NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\w,]*\d)|\b(?:" + "|".join(COUNTS) + r")\b")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_OTHER = set(
    "The A An In On At By For From To Of And But Or If As It Its He She They We I You His Her Their "
    "This That These Those What Who Whom Whose When Where Why How Which Is Was Were Are Did Does Do Has "
    "Have Had Will Would Can Could Mr Mrs Ms Dr Not No Yes With After Before While During Since Some "
    "Many Most All Both One There Here Then".split()
)


@dataclass(frozen=True, slots=True)
class Name:
    start: int
    end: int
    text: str
    kind: str


@dataclass
class Pool:
    """names by kind with how often they were seen; `cased` tells names from capitalised words."""

    names: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    kinds: dict[str, str] = field(default_factory=dict)
    cased: Counter[str] = field(default_factory=Counter)

    def find(self, text: str, *, skip_first: bool = False) -> list[Name]:
        """The names, numbers, days, months and years of a text, in order, not overlapping."""
        found: list[Name] = []
        for match in _NAME.finditer(text):
            start, words = match.start(), match.group()
            while words and words.split(" ")[0].rstrip(".") in _OTHER:
                cut = len(words.split(" ")[0]) + 1
                start, words = start + cut, words[cut:]
            words = re.sub(r"['’]s$", "", words)
            if not words or not words[0].isupper() or (skip_first and start == 0):
                continue
            if " " not in words and self.cased[words.lower()] * 2 > self.cased[words] and start == 0:
                continue
            found.append(Name(start, start + len(words), words, self.kind(words)))
        taken = [(one.start, one.end) for one in found]
        for pattern, kind in ((_YEAR, "year"), (_NUMBER, "number")):
            for match in pattern.finditer(text):
                if not any(match.start() < end and start < match.end() for start, end in taken):
                    found.append(Name(match.start(), match.end(), match.group(), kind))
                    taken.append(match.span())
        return sorted(found, key=lambda one: one.start)

    def kind(self, words: str) -> str:
        """month, day, body, person, place or thing."""
        if words in MONTHS:
            return "month"
        if words in DAYS:
            return "day"
        if _BODY.search(words) or (words.isupper() and len(words) <= 6):
            return "body"
        return self.kinds.get(words) or ("person" if words.count(" ") == 1 else "thing")

    def other(self, name: Name, rng: random.Random) -> str:
        """Another one of the same kind."""
        if name.kind == "month":
            return rng.choice([one for one in MONTHS if one != name.text])
        if name.kind == "day":
            return rng.choice([one for one in DAYS if one != name.text])
        if name.kind == "year":
            return str(int(name.text) + rng.choice([-12, -5, -3, -2, -1, 1, 2, 3, 4, 7]))
        if name.kind == "number":
            if name.text in COUNTS:
                return rng.choice([one for one in COUNTS if one != name.text])
            digits = name.text.replace(",", "")
            value = float(digits)
            if "." in digits:
                return f"{value * rng.choice([0.4, 0.7, 1.3, 2.1]) + 0.1:.1f}"
            changed = max(
                1, round(value * rng.choice([0.3, 0.6, 0.8, 1.2, 1.5, 3.0])) + rng.choice([-1, 1, 2])
            )
            return f"{changed:,}" if "," in name.text else str(changed)
        return rng.choice(self.names[name.kind] or self.names["thing"])


def build_pool(texts: Texts) -> Pool:
    """Sort names into kinds by how news sentences use them ("in X", "X said", "Mr. X")."""
    pool = Pool(cased=texts.cased)
    seen: Counter[str] = Counter()
    place: Counter[str] = Counter()
    person: Counter[str] = Counter()
    for sentence in _sentences(texts):
        for one in pool.find(sentence):
            if one.kind in ("number", "year", "day", "month"):
                continue
            before, after = sentence[max(0, one.start - 8) : one.start], sentence[one.end : one.end + 6]
            seen[one.text] += 1
            place[one.text] += before.endswith((" in ", "In ", " near "))
            person[one.text] += bool(
                re.search(r"(?:Mr\.|Ms\.|Sen\.|Rep\.|Mrs\.|Dr\.) $", before)
            ) or after.startswith((" said", " told"))
    for name, count in seen.items():
        if place[name] > 0.25 * count:
            pool.kinds[name] = "place"
        elif person[name] > 0.1 * count and name.count(" ") <= 2:
            pool.kinds[name] = "person"
    for name, count in sorted(seen.items()):
        if count >= 2 and len(name) > 2:
            pool.names[pool.kind(name)].extend([name] * min(3, count // 2))
    return pool


def _sentences(texts: Texts) -> Iterable[str]:
    for one in texts.news:
        yield from one.sentences
    for sentences in texts.documents.values():
        yield from sentences


def overlaps(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]
