"""Passages as a model gets them: fenced by random keys, with who printed them and resolved days."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answer.statements.judging import Given
from index.article import TimeExpression

MOST_PASSAGES = 12
MOST_CHARACTERS = 16_000
_LONGEST_FIELD = 160
NewKey = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Offer:
    """The passages given to a model by their keys, and the text in which it gets them."""

    given: dict[str, Given]
    text: str


def draw_key() -> str:
    """Draw a key that no article can know: a letter and six hexadecimal digits."""
    return "K" + secrets.token_hex(3).upper()


def choose_passages(passages: Sequence[Given]) -> tuple[Given, ...]:
    """Take the first passages that a model is given: a dozen, and no more text than it reads well."""
    chosen: list[Given] = []
    room = MOST_CHARACTERS
    for passage in passages[:MOST_PASSAGES]:
        room -= passage.end - passage.start
        if chosen and room < 0:
            break
        chosen.append(passage)
    return tuple(chosen)


def make_offer(passages: Sequence[Given], new_key: NewKey = draw_key, keys: Sequence[str] = ()) -> Offer:
    """Fence passages for a prompt. keys: those to use, where they were drawn before."""
    drawn = list(keys) or _draw(passages, new_key)
    given = dict(zip(drawn, passages, strict=True))
    return Offer(given, "\n\n".join(f"<<<{key}\n{render(one)}\n{key}>>>" for key, one in given.items()))


def _draw(passages: Sequence[Given], new_key: NewKey) -> list[str]:
    """Draw a key for each passage; none that another has, or that stands in any of the texts."""
    texts = "\n".join(one.article.text + one.article.title for one in passages)
    keys: list[str] = []
    while len(keys) < len(passages):
        key = new_key()
        if key not in keys and key not in texts:
            keys.append(key)
    return keys


def render(given: Given) -> str:
    """Write a passage with what is known of it above, and each date's days behind its words."""
    article = given.article
    facts = {
        "outlet": article.outlet or "unknown",
        "agency": article.via or "",
        "published": article.published.isoformat() if article.published else "unknown",
        "title": article.title,
    }
    head = [f"{name}: {_line(value)}" for name, value in facts.items() if value]
    return "\n".join([*head, "---", _visible(_dated(given))])


def _dated(given: Given) -> str:
    text = given.article.text[given.start : given.end]
    for time in sorted(given.times, key=lambda t: -t.end):
        if given.start <= time.start and time.end <= given.end:
            at = time.end - given.start
            text = f"{text[:at]} [{_days(time)}]{text[at:]}"
    return text


def _days(time: TimeExpression) -> str:
    first, last = time.first.isoformat(), time.last.isoformat()
    return first if first == last else f"{first}..{last}"


def _line(value: str) -> str:
    return _visible(" ".join(value.split()))[:_LONGEST_FIELD]


def _visible(text: str) -> str:
    """Leave out what nobody sees: control and format characters, with which text is hidden from readers."""
    return "".join(
        c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs", "Cn")
    )
