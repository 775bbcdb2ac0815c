"""The name that several reports share: who or what a question describes without naming it; pure.

"Which company, covered by the Herald and the Post, …" is answered by the name that stands where the reports
tell the most of what is asked. A person is known by how news names one: in full, then by the last name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.answer.language.names import NOBODY, OFFICES, country
from bot.answer.language.sentence import sentence_names
from bot.answer.outlets.several import Told
from index.words import tokenize

BESIDE = 0.6
"""What a name counts that stands in the sentence before or behind."""

MOST = 10
"""Times that a name is counted; each adds a little to how well it fits."""

_SOMEBODY = re.compile(
    r"\bwho(?:m|se)?\b|\b(?:which|what)\s+(?:\w+\s+)?"
    r"(?:person|individual|man|woman|player|figure|actor|actress|coach|politician|singer|author|leader)\b",
    re.I,
)


_BEFORE_NAMES = OFFICES | {name.lower() for name in NOBODY}


@dataclass(frozen=True, slots=True)
class Shared:
    """A name and the sentences that print it, the best of each article first. fit: comparable here only."""

    name: str
    told: tuple[Told, ...]
    fit: float


def find_shared(question: str, weighed: Sequence[Sequence[Told]]) -> Shared | None:
    """Find the name that the sentences share, one that the question does not have; None where none does.

    weighed: as `several.weigh_parts` gives them. A name has to be printed in what is told of two parts.
    """
    asked = {token.word for token in tokenize(question)}
    printed: Counter[str] = Counter()
    shares = [_shares(told, asked, printed) for told in weighed]
    best: tuple[float, str, set[str]] | None = None
    wants_person = bool(_SOMEBODY.search(question))
    for name, kin in _families(printed).items():
        held = [max((part.get(form, 0.0) for form in kin), default=0.0) for part in shares]
        if sum(share > 0 for share in held) < min(2, len(shares)):
            continue
        fit = sum(held) * (1 + 0.03 * min(MOST, sum(printed[form] for form in kin)))
        person = _is_person(name, printed)
        if wants_person:
            fit *= 1.4 if person else 1.0
        elif person:
            fit *= 0.8
        if best is None or fit > best[0]:
            best = fit, name, kin
    if best is None:
        return None
    fit, name, kin = best
    told = sorted((t for part in weighed for t in part if _prints(t, kin)), key=lambda t: -t.share)
    articles = {t.sentence.article.id: t for t in reversed(told)}
    return Shared(name, tuple(sorted(articles.values(), key=lambda t: -t.share)), fit) if told else None


def _shares(told: Sequence[Told], asked: Collection[str], printed: Counter[str]) -> dict[str, float]:
    """Give each name the share of the best sentence that prints it; count the names on the way."""
    shares: dict[str, float] = {}
    for one in told:
        sentence = one.sentence
        for text in (sentence.text, *sentence.before[-1:], sentence.after):
            weight = 1.0 if text == sentence.text else BESIDE
            for name in sentence_names(text):
                form = _plain(name.text)
                words = [token.word for token in tokenize(form)]
                if not words or form in NOBODY or all(w in asked or country(w) for w in words):
                    continue
                shares[form] = max(shares.get(form, 0.0), weight * one.share)
                printed[form] += weight == 1.0
    return shares


def _plain(name: str) -> str:
    """Leave the offices before a name out: "President Ada Brook" is Ada Brook."""
    words = name.split()
    while len(words) > 1 and words[0].lower().rstrip(".") in _BEFORE_NAMES:
        words.pop(0)
    return " ".join(words)


def _families(printed: Counter[str]) -> dict[str, set[str]]:
    """Group the forms of one name under the form that a reader would want: a person's in full."""
    full: dict[str, str] = {}
    for name, _ in printed.most_common():
        if _is_person(name, printed):
            full.setdefault(name.split()[-1], name)
    families: dict[str, set[str]] = {}
    for name in printed:
        chief = full.get(name.split()[-1], name)
        families.setdefault(chief, {chief}).add(name)
    for name, kin in families.items():
        whole = re.compile(rf"\b{re.escape(name)}\b")
        kin.update(form for form in printed if whole.search(form))
    return families


def _is_person(name: str, printed: Counter[str]) -> bool:
    """Tell whether a name is used as a person's: two or three words, the last of them also alone."""
    words = name.split()
    return (
        2 <= len(words) <= 3
        and all(word[0].isupper() for word in words)
        and printed[words[-1]] > 0
        and printed[words[0]] <= printed[words[-1]]
    )


def _prints(told: Told, kin: Collection[str]) -> bool:
    return any(_plain(name.text) in kin for name in sentence_names(told.sentence.text))
