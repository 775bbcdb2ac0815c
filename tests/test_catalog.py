"""The catalog: what it holds, who sees what and when, and what it says of a file that is not right."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.article import Article, Failure, Passage, TimeExpression, content_id
from index.catalog import Catalog
from index.errors import IndexStateError
from index.store.among import Extent
from index.store.catalog_file import SCHEMA, FileState, OutdatedIndexError
from index.store.draft import Draft, storable
from index.store.full_text import FullText
from index.words import quoted

BRIDGE = Article(
    id="bridge",
    path="2031/bridge.md",
    outlet="Brell Courier",
    via="TNA",
    title="Brell opens its bridge",
    authors=("Ana Roe", "Tom Pell"),
    published=date(2031, 5, 6),
    url="https://brell.example/bridge",
    text="The bridge opened on Sunday.\n\nNobody objected to the bridges.",
)
FERRY = replace(
    BRIDGE,
    id="ferry",
    path="ferry.txt",
    outlet="Tarn Post",
    via=None,
    title="Ferry stops",
    published=None,
    url=None,
)
SUNDAY = TimeExpression(21, 27, date(2031, 5, 4), date(2031, 5, 4), "day", "Sunday", True)


def _cut(article: Article) -> list[Passage]:
    """One passage a paragraph."""
    passages, start = [], 0
    for text in article.text.split("\n\n"):
        passages.append(Passage(content_id(article.title, text), article.id, start, start + len(text), text))
        start += len(text) + 2
    return passages


def _write(path: Path, *articles: Article, **meta: str) -> None:
    with Draft.open(path) as draft:
        for article in articles:
            draft.add(article, 0, _cut(article), [SUNDAY])
        for key, value in meta.items():
            draft.set_meta(key, value)
        draft.settle_ids()
        draft.commit()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalog.sqlite3"


def test_what_was_stored_is_read_back(path: Path) -> None:
    """Articles, passages, times, failures and facts come back as they were given, unknown fields as None."""
    _write(path, BRIDGE, FERRY, fingerprint="m")
    with Draft.open(path) as draft:
        draft.set_failures("bad.md", [Failure("bad.md", "bad.md is empty")])
        draft.commit()
    with Catalog.open(path) as catalog:
        assert catalog.article("bridge") == BRIDGE and catalog.article("ferry") == FERRY
        assert catalog.articles() == [replace(BRIDGE, text=""), replace(FERRY, text="")]
        assert catalog.passages("bridge") == _cut(BRIDGE)
        assert catalog.times("bridge") == [SUNDAY] and catalog.times("none") == []
        assert catalog.article("none") is None
        assert catalog.failures() == [("bad.md", "bad.md is empty")]
        assert catalog.passage_counts() == {"bridge": 2, "ferry": 2}
        assert catalog.extent() == Extent(2, 2, date(2031, 5, 6), date(2031, 5, 6))
        assert catalog.count_passages() == 4
        catalog.require_model("m")


def test_a_text_in_two_articles_is_found_in_both(path: Path) -> None:
    """A content id gives every passage that has this text; unknown ids, however many, give nothing."""
    _write(path, BRIDGE, replace(BRIDGE, id="copy", path="z.md", outlet="Tarn Post"))
    with Catalog.open(path) as catalog:
        wanted = _cut(BRIDGE)[0].id
        found = catalog.passages_by_content([wanted, *(f"{n:x}" for n in range(3000))])
        assert {key: [p.article_id for p in some] for key, some in found.items()} == {
            wanted: ["bridge", "copy"]
        }


def test_ids_are_unique_and_do_not_depend_on_the_order_of_arrival(path: Path, tmp_path: Path) -> None:
    """Of articles with one id the first by path keeps it; the others are named by their paths."""
    same = [replace(BRIDGE, id="x", path=name) for name in ("x.txt", "b/x.md", "b/x.txt", "a/x.md")]
    _write(path, *same)
    other = tmp_path / "other.sqlite3"
    for article in reversed(same):
        _write(other, article)
    for place in (path, other):
        with Catalog.open(place) as catalog:
            assert {a.path: a.id for a in catalog.articles()} == {
                "a/x.md": "x",
                "b/x.md": "b/x",
                "b/x.txt": "b/x.txt",
                "x.txt": "x.txt",
            }
            assert catalog.passages("b/x")[0].article_id == "b/x"


def test_a_removed_article_leaves_nothing(path: Path) -> None:
    """After an article was removed neither its words nor its times nor its passages are found."""
    _write(path, BRIDGE, FERRY)
    with Draft.open(path) as draft:
        draft.remove(draft.stored("2031/bridge.md")[0].number)
        draft.commit()
    with Catalog.open(path) as catalog:
        assert {p.article_id for p in FullText(catalog).find(quoted("bridge"), 5)} == {"ferry"}
        assert catalog.times("bridge") == [] and catalog.passages("bridge") == []
    raw = sqlite3.connect(path)
    raw.execute(
        "INSERT INTO full_text (full_text, rank) VALUES ('integrity-check', 1)"
    )  # raises if it disagrees
    raw.close()


def test_a_reader_sees_the_old_state_until_the_commit(path: Path) -> None:
    """Nobody sees a change before its commit, everybody after it, and nobody one never committed."""
    _write(path, BRIDGE)
    with Catalog.open(path) as reader:
        before = reader.generation()
        with Draft.open(path) as draft:
            draft.add(FERRY, 0, _cut(FERRY), [])
            assert reader.generation() == before and reader.article("ferry") is None
            draft.commit()
        assert reader.generation() != before and reader.article("ferry") == FERRY
        after = reader.generation()
        with Draft.open(path) as draft:
            draft.remove(draft.stored("ferry.txt")[0].number)
        assert reader.generation() == after and reader.article("ferry") == FERRY


def test_a_snapshot_holds_one_state(path: Path) -> None:
    """Within a snapshot a reader sees one state, though another is committed meanwhile."""
    _write(path, BRIDGE)
    with Catalog.open(path) as reader:
        with reader.snapshot():
            assert len(reader.articles()) == 1
            _write(path, FERRY)
            assert len(reader.articles()) == 1
        assert len(reader.articles()) == 2


def test_a_catalog_built_anew_is_opened_anew(path: Path) -> None:
    """A reader notices that the file was deleted and built again, and goes on with the old one until then."""
    _write(path, BRIDGE)
    with Catalog.open(path) as reader:
        before = reader.generation()
        for file in path.parent.glob("catalog.sqlite3*"):
            file.unlink()
        assert reader.generation() == before and reader.article("bridge") == BRIDGE
        _write(path, FERRY)
        assert reader.generation() != before
        assert [article.id for article in reader.articles()] == ["ferry"]


def test_what_sqlite_cannot_store_is_replaced_in_place() -> None:
    """NUL and lone surrogates become one replacement character each, so that offsets stay true."""
    clean = storable(replace(BRIDGE, text="a\0b\ud800c", authors=("x\0",), outlet=None))
    assert (clean.text, clean.authors, clean.outlet) == ("a\ufffdb\ufffdc", ("x\ufffd",), None)
    assert storable(BRIDGE) is BRIDGE


def test_files_are_remembered(path: Path) -> None:
    """What a file looked like is kept until it is dropped."""
    with Draft.open(path) as draft:
        draft.set_file("a.md", FileState(1, 2, "h"))
        draft.set_file("b.md", FileState(1, 2, "h"))
        draft.drop_file("b.md")
        draft.commit()
    with Catalog.open(path) as catalog:
        assert catalog.files() == {"a.md": FileState(1, 2, "h")}


def _refusal(path: Path) -> str:
    """The one line with which a reader is refused."""
    with pytest.raises(IndexStateError) as caught, Catalog.open(path) as catalog:
        catalog.articles()
        FullText(catalog).find(quoted("bridge"), 5)
    line = str(caught.value)
    assert "\n" not in line
    return line


def test_no_index_is_said_to_be_missing(path: Path) -> None:
    """Without an index a reader is told which folder has none and which command makes one."""
    assert _refusal(path) == f"there is no index in {path.parent}; run: dateline index"


@pytest.mark.parametrize("keep", [0, 40, 5000])
def test_a_damaged_catalog_is_named_with_the_remedy(path: Path, keep: int) -> None:
    """Whether its header or its middle was overwritten, the file is named, and deleting it is the remedy."""
    _write(path, *(replace(BRIDGE, id=str(n), path=f"{n}.md", text="The bridge. " * 99) for n in range(50)))
    data = path.read_bytes()
    path.write_bytes(data[:keep] + b"not a catalog" * ((len(data) - keep) // 13))
    line = _refusal(path)
    assert line.startswith(f"{path} is damaged (") and line.endswith(
        "; delete that file and run: dateline index"
    )
    path.unlink()
    _write(path, BRIDGE)
    with Catalog.open(path) as catalog:
        assert len(catalog.articles()) == 1


def test_a_newer_catalog_is_left_alone(path: Path) -> None:
    """An index of a newer Dateline is neither read nor written, and said to be newer."""
    _write(path, BRIDGE)
    raw = sqlite3.connect(path)
    raw.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    raw.close()
    newer = f"{path} was written by a newer Dateline; update Dateline, or choose another index folder"
    assert _refusal(path) == newer
    with pytest.raises(IndexStateError) as caught:
        Draft.open(path)
    assert str(caught.value) == newer


def test_an_older_catalog_is_made_anew(path: Path) -> None:
    """A reader of an older index is told to build it; building makes new tables in the old ones' place."""
    _write(path, BRIDGE)
    raw = sqlite3.connect(path)
    raw.execute("DROP TABLE times")
    raw.execute("PRAGMA user_version = -1")
    raw.close()
    with pytest.raises(OutdatedIndexError, match=r"was written by an older Dateline; run: dateline index"):
        Catalog.open(path)
    _write(path, FERRY)
    with Catalog.open(path) as catalog:
        assert [article.id for article in catalog.articles()] == ["ferry"]
        assert catalog.times("ferry") == [SUNDAY]


def test_another_programs_database_is_left_alone(path: Path) -> None:
    """A database that Dateline did not write is neither read nor written."""
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE recipes (soup TEXT)")
    raw.close()
    assert _refusal(path) == f"{path} is another program's database; choose another index folder"
    with pytest.raises(IndexStateError, match="another program's"):
        Draft.open(path)


def test_an_unfinished_first_build_is_no_index(path: Path) -> None:
    """A catalog whose first build never committed is called unfinished; the next build finishes it."""
    Draft.open(path).close()
    assert _refusal(path) == f"the index in {path.parent} is not finished; run: dateline index"
    _write(path, BRIDGE)
    with Catalog.open(path) as catalog:
        assert len(catalog.articles()) == 1


def test_another_models_index_is_refused(path: Path) -> None:
    """A reader with another embedding model is told to build the index."""
    _write(path, BRIDGE, fingerprint="old")
    with (
        Catalog.open(path) as catalog,
        pytest.raises(OutdatedIndexError, match=r"another .* model; run: dateline index"),
    ):
        catalog.require_model("new")


def test_an_index_on_a_read_only_disk_is_read(path: Path) -> None:
    """Where nothing can be written an index is still read."""
    _write(path, BRIDGE)
    script = (
        "import os, sys; from pathlib import Path; from index.catalog import Catalog\n"
        "os.access = lambda *a, **k: False\n"  # an administrator may always write
        "print(Catalog.open(Path(sys.argv[1])).article('bridge').outlet)"
    )
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        done = subprocess.run(
            [sys.executable, "-c", script, path], capture_output=True, text=True, check=True
        )
    finally:
        path.parent.chmod(0o700)
    assert done.stdout.strip() == "Brell Courier"
    assert [file.name for file in path.parent.iterdir()] == [path.name]
