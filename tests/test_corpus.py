"""The articles that come with Dateline: they read, and they are written anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
FILES = sorted(path for path in (ROOT / "corpus").glob("*.md") if path.name != "README.md")
ORIGINALS = ROOT.parent / "shared" / "articles"
LONGEST_RUN = 8
"""How many words in a row may be the same as in the article that the facts are from."""


def front_matter(path: Path) -> dict[str, object]:
    """Read the fields at the top of a file."""
    fields = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
    assert isinstance(fields, dict)
    return fields


def test_every_article_has_all_fields() -> None:
    """Each shipped article has every field of the front matter, in one order; what is unknown is empty."""
    assert FILES
    for path in FILES:
        fields = front_matter(path)
        assert list(fields) == ["outlet", "via", "title", "authors", "published", "url"], path.name
        assert fields["title"], path.name


def test_every_article_is_in_the_readme() -> None:
    """corpus/README.md lists each file that is there, and none that is not."""
    listed = re.findall(r"^\| `([\w-]+\.md)`", (ROOT / "corpus" / "README.md").read_text("utf-8"), re.M)
    assert sorted(listed) == [path.name for path in FILES]


def test_shipped_articles_read() -> None:
    """Each file gives one article with the outlet, agency and date of its front matter, and none fails."""
    from index.read import list_files, read_file

    corpus = ROOT / "corpus"
    assert sorted(list_files(corpus)) == FILES
    for path in FILES:
        fields = front_matter(path)
        articles, failures = read_file(path, corpus)
        assert not failures
        (article,) = articles
        assert article.id == path.stem
        assert (article.outlet, article.via, article.title) == (
            fields["outlet"],
            fields["via"],
            fields["title"],
        )
        assert (article.published, article.url) == (fields["published"], fields["url"])


def test_words_are_our_own() -> None:
    """No shipped article shares a long run of words with one that its facts are from, quotations aside."""
    if not ORIGINALS.is_dir():
        pytest.skip("the articles that the facts are from are not here; they are not part of the project")
    theirs = {
        run
        for path in ORIGINALS.glob("*.txt")
        for run in runs(path.read_text(encoding="utf-8", errors="replace"))
    }
    for path in FILES:
        text = path.read_text(encoding="utf-8").split("---\n", 2)[2]
        for part in re.split(r'"[^"\n]*"', text):
            copied = [" ".join(run) for run in runs(part) if run in theirs]
            assert not copied, path.name


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Yield every run of words one longer than is allowed, in small letters."""
    words = re.findall(r"\w+", text.lower())
    return (tuple(words[i : i + LONGEST_RUN + 1]) for i in range(len(words) - LONGEST_RUN))
