"""Pairs of a real sentence and itself with a date or a number changed, or only put in other words.

Made anew from any news each time, by a seed, so that no sentence has to be kept. What is measured is what
Dateline does with two such sentences of two outlets: read both values, and tell whether both can be true.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.answer.agreement import comparable, compatible
from bot.answer.extracting.measures import as_amount, as_length
from bot.answer.types import Normal
from evals.agreement_changes import Place, change
from index.article import Article, TimeExpression
from index.dates import MONTH_NAMES, find_times
from index.durations import find_durations
from index.quantities import Quantity, find_quantities
from index.read import list_files, read_file
from index.reading.dump import read_dump
from index.sentences import split_sentences

PAIRS = 500
SEED = 20240512
AN_ARTICLE = 2
"""Sentences taken of one article, at most."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences that differ in one value. what: "date", "quantity" or "length". how: what was done to it.

    start, first_end, second_end: where the value stands in each. differ: whether only one can be true.
    """

    what: str
    how: str
    first: str
    second: str
    start: int
    first_end: int
    second_end: int
    published: date | None
    differ: bool


def make_pairs(path: Path, number: int = PAIRS) -> list[Pair]:
    """Make pairs from the news in a folder or file, as many that differ as agree; fewer from little news."""
    rng = random.Random(SEED)
    places: list[Place] = []
    for article in _articles(path):
        found = list(_places(article))
        rng.shuffle(found)
        places += found[:AN_ARTICLE]
        if len(places) >= 2 * number:
            break
    rng.shuffle(places)
    made: dict[bool, list[Pair]] = {True: [], False: []}
    for place in places:
        differ = len(made[True]) <= len(made[False])
        pair = _make(place, differ, rng)
        if pair is not None:
            made[differ].append(pair)
        if sum(map(len, made.values())) == number:
            break
    return [*made[True], *made[False]]


def tells_difference(pair: Pair) -> bool:
    """Tell what Dateline makes of a pair: whether its two values cannot both be true."""
    one = _read(pair.what, pair.first, pair.start, pair.first_end, pair.published)
    other = _read(pair.what, pair.second, pair.start, pair.second_end, pair.published)
    if one is None or other is None:
        return False
    return comparable(one, other) and not compatible(one, other)


def _articles(path: Path) -> Iterator[Article]:
    files = list_files(path) if path.is_dir() else [path]
    for file in files:
        if file.name.endswith((".jsonl", ".jsonl.gz")):
            items: Iterable[object] = read_dump(file, file.name, file.stem)
        else:
            items = read_file(file, file.parent)[0]
        yield from (item for item in items if isinstance(item, Article))


def _places(article: Article) -> Iterator[Place]:
    """Find the sentences of an article with one date, one number or one length that can be changed."""
    for first, last in split_sentences(article.text):
        text = article.text[first:last]
        if not 40 <= len(text) <= 300 or "\n" in text:
            continue
        times = [t for t in find_times(text, article.published) if _is_plain(t)]
        amounts = [q for q in find_quantities(text) if _is_exact(q)]
        lengths = [d for d in find_durations(text) if not d.approximate and d.text[:1].isdigit()]
        if len(times) == 1:
            t = times[0]
            normal = Normal("date", t.first, t.last, t.precision)
            yield Place("date", text, t.start, t.end, article.published, normal)
        if len(amounts) == 1:
            q = amounts[0]
            end = q.start + len(_digits(q.text))
            yield Place("quantity", text, q.start, end, article.published, as_amount(q))
        if len(lengths) == 1 and lengths[0].number == int(lengths[0].number):
            d = lengths[0]
            end = d.start + len(_digits(d.text))
            yield Place("length", text, d.start, end, article.published, as_length(d))


def _is_plain(time: TimeExpression) -> bool:
    named = any(name[:3] in time.text for name in MONTH_NAMES)
    return time.precision == "day" and named and any(c.isdigit() for c in time.text)


def _is_exact(quantity: Quantity) -> bool:
    whole = quantity.number == int(quantity.number) and quantity.number >= 2
    digits = _digits(quantity.text)
    plain = (
        bool(digits)
        and digits.replace(",", "").isdigit()
        and float(digits.replace(",", "")) == quantity.number
    )
    return whole and plain and not quantity.approximate and quantity.unit not in ("rank", "")


def _digits(text: str) -> str:
    return text[: next((i for i, c in enumerate(text) if not (c.isdigit() or c == ",")), len(text))].rstrip(
        ","
    )


def _make(place: Place, differ: bool, rng: random.Random) -> Pair | None:
    options = list(change(place, differ, rng))
    if not options:
        return None
    how, words, start = rng.choice(options)
    head, tail = place.sentence[:start], place.sentence[place.end :]
    second = head + words + tail
    return Pair(
        place.what, how, place.sentence, second, start, place.end, start + len(words), place.published, differ
    )


def _read(what: str, text: str, start: int, end: int, published: date | None) -> Normal | None:
    """Read the value that stands somewhere in a sentence, as Dateline reads it."""
    if what == "date":
        times = find_times(text, published)
        found = [(t.start, t.end, Normal("date", t.first, t.last, t.precision)) for t in times]
    elif what == "length":
        found = [(d.start, d.end, as_length(d)) for d in find_durations(text)]
    else:
        found = [(q.start, q.end, as_amount(q)) for q in find_quantities(text)]
    return next((normal for a, b, normal in found if a < end and start < b), None)
