"""Examples of documents kept from training, in two halves: one to fit on, the other to measure on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from bot.answer.reader import Window
from evals.near_misses.maker import Maker
from evals.near_misses.names import build_pool
from evals.near_misses.texts import Texts, read_texts
from evals.near_misses.twins import Example


def half_of(texts: Texts, which: int) -> Texts:
    """The first (0) or second (1) half of some texts, by document, so that the halves share no sentence."""
    names = [name for n, name in enumerate(sorted(texts.documents)) if n % 2 == which]
    return Texts(
        asked=[one for one in texts.asked if one.document in set(names)],
        documents={name: texts.documents[name] for name in names},
        news=texts.news[which::2],
        cased=texts.cased,
    )


def draw_examples(
    root: Path, trained: Collection[str] | None, which: int, count: int, seed: int = 5
) -> list[Example]:
    """Positives and near misses of every kind, of documents that were kept from training; always the same."""
    texts = half_of(read_texts(root, held_out=True, trained=trained), which)
    maker = Maker(texts, build_pool(texts), [], seed)
    made: list[Example] = []
    while len(made) < count:
        made.extend(maker.draw())
    return made


def window_of(example: Example) -> Window:
    """An example as the reader is shown it."""
    published = date.fromisoformat(example.published) if example.published else None
    return Window(example.text, example.title, published)
