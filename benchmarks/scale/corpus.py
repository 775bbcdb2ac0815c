"""The corpus that is measured: real articles, and as many copies in other words as make a size.

It lies as a newsroom's might: dumps of a thousand articles each, and a hundred files with one article each,
as `dateline add` writes them. A copy has its own words (`other_words`), outlet, day and address. What it is
a copy of stands in a manifest beside the folder, which the index does not read.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from benchmarks.scale.other_words import Swaps, Vocabulary
from index.article import Article, Passage
from index.embed import count_tokens
from index.passages import split_passages
from index.read import list_files, read_file
from index.store.draft import storable

IN_A_DUMP = 1000
SINGLE = 100
"""So many of the articles have a file of their own."""

LONGEST_SHIFT = 700
"""Days by which a copy may be older or newer than what it is a copy of."""


@dataclass(frozen=True, slots=True)
class Original:
    """A real article and the passages that it is cut into."""

    article: Article
    passages: tuple[Passage, ...]


def read_originals(place: Path) -> list[Original]:
    """Read the real articles of a folder or a dump, and cut them; those of one title and text once."""
    files = list_files(place) if place.is_dir() else [place]
    folder = place if place.is_dir() else place.parent
    found: dict[tuple[str, str], Article] = {}
    for file in files:
        for article in read_file(file, folder)[0]:
            # Titles and texts as they come back from the dump that they are written into.
            found.setdefault((article.title, article.text), storable(article))
    return [Original(one, tuple(split_passages(one, count_tokens))) for one in found.values()]


def count_articles(originals: Sequence[Original], passages: int) -> int:
    """Count the articles that make about so many passages, the originals first and then their copies."""
    whole = sum(len(one.passages) for one in originals)
    copies, rest = divmod(passages, whole)
    articles = copies * len(originals)
    for one in originals:
        if rest <= 0:
            break
        rest -= len(one.passages)
        articles += 1
    return articles


def make_articles(originals: Sequence[Original], count: int) -> Iterator[tuple[Article, int]]:
    """Give so many articles, each with the number of the original that it is a copy of (or is)."""
    vocabulary = Vocabulary(f"{one.article.title}\n{one.article.text}" for one in originals)
    outlets = [one.article.outlet for one in originals]
    copy, swaps, chance = 0, Swaps(vocabulary, 0), random.Random(0)
    for number in range(count):
        if number // len(originals) != copy:
            copy = number // len(originals)
            swaps, chance = Swaps(vocabulary, copy), random.Random(copy)
        original = number % len(originals)
        yield _copy(originals[original].article, copy, swaps, outlets, chance), original


def _copy(
    article: Article, copy: int, swaps: Swaps, outlets: Sequence[str | None], chance: random.Random
) -> Article:
    if copy == 0:
        return article
    shift = timedelta(chance.randint(-LONGEST_SHIFT, LONGEST_SHIFT))
    return replace(
        article,
        id=f"{article.id}-{copy}",
        outlet=chance.choice(outlets),
        title=swaps.apply(article.title),
        authors=tuple(swaps.apply(author) for author in article.authors),
        published=article.published + shift if article.published else None,
        url=f"https://news-{copy}.example/{article.id}",
        text=swaps.apply(article.text),
    )


def write_corpus(originals: Sequence[Original], count: int, folder: Path, manifest: Path) -> None:
    """Write so many articles into an empty folder, and which article each is a copy of into `manifest`.

    The manifest is written last: where it is, the corpus is whole. A line of it is a title and a number.
    """
    folder.mkdir(parents=True)
    single = max(0, len(originals) - SINGLE)
    made_from: list[tuple[str, int]] = []
    dump: list[str] = []
    dumps = 0
    for number, (article, original) in enumerate(make_articles(originals, count)):
        made_from.append((article.title, original))
        if single <= number < len(originals):
            (folder / f"{_file_name(article.id)}.md").write_text(as_markdown(article), encoding="utf-8")
            continue
        dump.append(_as_line(article))
        if len(dump) == IN_A_DUMP:
            dumps += 1
            _write_dump(folder, dumps, dump)
            dump = []
    if dump:
        _write_dump(folder, dumps + 1, dump)
    part = manifest.with_suffix(".part")
    part.write_text("".join(json.dumps(line) + "\n" for line in made_from), encoding="utf-8")
    part.replace(manifest)


def as_markdown(article: Article) -> str:
    """Write an article as a file with front matter."""
    fields = {
        "outlet": article.outlet,
        "via": article.via,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
    }
    # JSON strings are YAML strings.
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items() if value]
    return "\n".join(["---", *lines, "---", article.text, ""])


def _as_line(article: Article) -> str:
    return json.dumps(
        {
            "id": article.id,
            "outlet": article.outlet,
            "via": article.via,
            "title": article.title,
            "authors": article.authors,
            "published": article.published.isoformat() if article.published else None,
            "url": article.url,
            "text": article.text,
        }
    )


def _write_dump(folder: Path, number: int, lines: Sequence[str]) -> None:
    (folder / f"articles-{number:04}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _file_name(identity: str) -> str:
    return "".join(char if char.isalnum() else "-" for char in identity)[:80]
