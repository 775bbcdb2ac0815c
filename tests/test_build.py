"""Corpus to index: what is read, what is embedded, and what an index is when something goes wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from fakes import HashingEmbedder

import index.build
from index.build import BuildReport, build, is_stale
from index.catalog import Catalog
from index.embed import Embedder
from index.errors import CorpusError, DatelineError, IndexStateError, ModelError, SettingError
from index.passages import embedded_text
from index.store.catalog_file import CATALOG
from index.store.full_text import FullText
from index.store.lock import build_lock
from index.store.vector_table import VectorTable
from index.vectors import CHROMA, Vectors
from index.words import quoted


class Desk:
    """A corpus and its index in a temporary folder."""

    def __init__(self, folder: Path) -> None:
        self.corpus = folder / "corpus"
        self.index = folder / "index"
        self.corpus.mkdir()
        self.embedder = HashingEmbedder()

    def write(self, name: str, town: str, what: str = "opened a bridge") -> None:
        """Write an article of a fictional town."""
        path = self.corpus / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"---\ntitle: News from {town}\noutlet: {town} Post\npublished: 2031-05-06\n---\n"
            f"The town of {town} {what} on Sunday. Mayor Orr of {town} thanked everybody who came."
        )

    def build(self, embedder: Embedder | None = None) -> BuildReport:
        """Build, and hold that both stores then agree and that nothing is left to do."""
        report = build(self.corpus, self.index, embedder or self.embedder)
        self.check(embedder or self.embedder)
        assert not is_stale(self.corpus, self.index, (embedder or self.embedder).fingerprint)
        return report

    def check(self, embedder: Embedder) -> None:
        """Every passage has its vector in both stores, nothing else has, and each finds itself by words."""
        with Catalog.open(self.index / CATALOG) as catalog:
            listed = [catalog.article(article.id) for article in catalog.articles()]
            wanted = {}
            for article in listed:
                assert article is not None
                for passage in catalog.passages(article.id):
                    assert article.text[passage.start : passage.end] == passage.text
                    wanted[passage.id] = embedded_text(article.title, passage.text)
            kept = dict(zip(*VectorTable(catalog).all(), strict=True))
            words = FullText(catalog).find(quoted("mayor"), 1000)
            assert len(words) == sum(catalog.passage_counts().values())
        assert kept.keys() == wanted.keys()
        with Vectors.open(self.index / CHROMA, embedder.fingerprint) as vectors:
            assert vectors.ids() == wanted.keys()
            for id_, text in wanted.items():
                vector = embedder.embed([text])[0]
                np.testing.assert_allclose(kept[id_], vector, atol=1e-3)
                assert vectors.query(vector, 1)[0][1] == pytest.approx(1, abs=1e-3)

    def ids(self) -> list[str]:
        """List the articles in the index."""
        with Catalog.open(self.index / CATALOG) as catalog:
            return [article.id for article in catalog.articles()]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    for name, town in (("brell.md", "Brell"), ("tarn.md", "Tarn"), ("voss.md", "Voss")):
        made.write(name, town)
    return made


def _counts(report: BuildReport) -> tuple[int, int, int, int, int]:
    return report.added, report.changed, report.removed, report.unchanged, report.embedded


def test_a_first_build_holds_everything(desk: Desk) -> None:
    """After a build every article is there with passages, vectors and dates, and the report counts them."""
    report = desk.build()
    assert _counts(report) == (3, 0, 0, 0, 3)
    assert (report.articles, report.passages, report.failed) == (3, 3, [])
    with Catalog.open(desk.index / CATALOG) as catalog:
        article = catalog.article("brell")
        assert article is not None and article.outlet == "Brell Post"
        (sunday,) = catalog.times("brell")
        assert sunday.first.isoformat() == "2031-05-04" and sunday.relative
        assert article.text[sunday.start : sunday.end] == sunday.text


def test_only_what_changed_is_embedded(desk: Desk) -> None:
    """A second build embeds only new words: not unchanged files, not renamed ones, not copies."""
    desk.build()
    desk.embedder.seen.clear()
    assert _counts(build(desk.corpus, desk.index, desk.embedder)) == (0, 0, 0, 3, 0)
    desk.write("brell.md", "Brell", "closed a bridge")
    (desk.corpus / "tarn.md").rename(desk.corpus / "moved.md")
    shutil.copy(desk.corpus / "voss.md", desk.corpus / "copy.md")
    assert _counts(build(desk.corpus, desk.index, desk.embedder)) == (2, 1, 1, 1, 1)
    assert len(desk.embedder.seen) == 1 and "closed a bridge" in desk.embedder.seen[0]
    desk.check(desk.embedder)


def test_unchanged_files_are_not_even_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was only touched is not read anew, and after that is not looked into at all."""
    desk.build()
    os.utime(desk.corpus / "tarn.md", (1, 1))
    assert is_stale(desk.corpus, desk.index)
    monkeypatch.setattr("index.building.intake.read_file", lambda *_: pytest.fail("read a file"))
    report = build(desk.corpus, desk.index, desk.embedder)
    assert report.unchanged == 3 and not is_stale(desk.corpus, desk.index)
    monkeypatch.setattr("index.building.intake._hash", lambda *_: pytest.fail("looked into a file"))
    assert build(desk.corpus, desk.index, desk.embedder).unchanged == 3


def test_a_deleted_file_goes(desk: Desk) -> None:
    """A file that was deleted leaves both stores."""
    desk.build()
    (desk.corpus / "tarn.md").unlink()
    assert is_stale(desk.corpus, desk.index)
    assert _counts(desk.build()) == (0, 0, 1, 2, 0)
    assert desk.ids() == ["brell", "voss"]


def test_a_file_that_no_longer_reads_keeps_its_earlier_version(desk: Desk) -> None:
    """Where a file turned unreadable the index keeps what it had and says so until the file is mended."""
    desk.build()
    (desk.corpus / "tarn.md").write_bytes(bytes(range(256)) * 9)
    for _ in range(2):
        report = desk.build()
        assert [failure.path for failure in report.failed] == ["tarn.md"]
        assert report.failed[0].error.endswith("(the index keeps its earlier version)")
        assert desk.ids() == ["brell", "tarn", "voss"]
    desk.write("tarn.md", "Tarn", "closed a bridge")
    assert is_stale(desk.corpus, desk.index)
    report = desk.build()
    assert report.failed == [] and report.changed == 1


def test_a_file_that_never_read_is_told_of_and_the_rest_is_indexed(desk: Desk) -> None:
    """A bad file is in the report; the others are indexed; the index is not stale until the file changes."""
    (desk.corpus / "bad.md").write_bytes(bytes(range(256)) * 9)
    report = desk.build()
    assert len(report.failed) == 1 and report.articles == 3
    (desk.corpus / "bad.md").unlink()
    assert is_stale(desk.corpus, desk.index)
    assert desk.build().failed == []


def test_a_dump_is_compared_line_by_line(desk: Desk) -> None:
    """Of a dump only the lines that changed count as changed and are embedded."""
    line = '{"id": "%s", "title": "From %s", "text": "Mayor Orr of %s spoke for an hour about the bridge."}\n'
    dump = desk.corpus / "wire.jsonl"
    dump.write_text("".join(line % (name, name, name) for name in ("a", "b", "c")))
    assert desk.build().added == 6
    dump.write_text("".join(line % (name, name, name) for name in ("d", "a", "c")))
    assert _counts(desk.build()) == (1, 0, 1, 5, 1)
    assert desk.ids()[-3:] == ["d", "a", "c"]


def test_files_of_one_name_have_ids_of_their_own(desk: Desk) -> None:
    """The first by path keeps the name; a file that comes later but sorts before it takes the name over."""
    desk.build()
    desk.write("north/tarn.md", "North Tarn")
    desk.build()
    assert desk.ids() == ["brell", "tarn", "tarn.md", "voss"]
    fresh = desk.index.with_name("fresh")
    build(desk.corpus, fresh, desk.embedder)
    with Catalog.open(fresh / CATALOG) as catalog:
        assert [article.id for article in catalog.articles()] == desk.ids()


def test_another_model_embeds_everything_anew(desk: Desk) -> None:
    """With another embedding model the index is stale, and a build replaces all vectors."""
    desk.build()
    other = HashingEmbedder("hashing:2", 32)
    assert is_stale(desk.corpus, desk.index, "hashing:2") and not is_stale(desk.corpus, desk.index)
    assert _counts(desk.build(other)) == (0, 0, 0, 3, 3)


def test_new_code_reads_everything_anew(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the code that reads articles has changed, all are read again, and only new words embedded."""
    desk.build()
    monkeypatch.setattr(index.build, "recipe", lambda: "new")
    assert is_stale(desk.corpus, desk.index)
    assert _counts(desk.build()) == (0, 0, 0, 3, 0)


@pytest.mark.parametrize("lost", [CHROMA, CATALOG])
def test_one_lost_store_is_filled_from_the_other(desk: Desk, lost: str) -> None:
    """When Chroma's folder or the catalog was deleted, as errors say to do, nothing is embedded again."""
    desk.build()
    if lost == CHROMA:
        shutil.rmtree(desk.index / lost)
    else:
        (desk.index / lost).unlink()
    assert desk.build().embedded == 0


def test_a_small_change_is_the_index_before_chroma_has_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new article is found once the catalog has it; where Chroma fails then, the next build fills it."""
    desk.build()
    desk.write("orr.md", "Orr")
    monkeypatch.setattr(Vectors, "upsert", _fail)
    with pytest.raises(IndexStateError):
        build(desk.corpus, desk.index, desk.embedder)
    monkeypatch.undo()
    assert "orr" in desk.ids()
    (desk.corpus / "tarn.md").unlink()  # one came and one goes: as many as Chroma still has
    assert desk.build().embedded == 0


def _fail(*_: object) -> None:
    raise IndexStateError("the disk is full")


def test_generation_changes_only_with_the_index(desk: Desk) -> None:
    """A build that finds nothing new does not make readers look again."""
    desk.build()
    with Catalog.open(desk.index / CATALOG) as catalog:
        before = catalog.generation()
        os.utime(desk.corpus / "tarn.md", (1, 1))
        desk.build()
        assert catalog.generation() == before
        desk.write("tarn.md", "Tarn", "closed a bridge")
        desk.build()
        assert catalog.generation() != before


def test_progress_is_told(desk: Desk) -> None:
    """Progress counts files read and passages embedded, each to its total."""
    told: list[tuple[str, int, int]] = []
    build(desk.corpus, desk.index, desk.embedder, lambda *step: told.append(step))
    assert told[-1] == ("embedding", 3, 3) and ("reading", 3, 3) in told
    assert all(done <= total for _, done, total in told)


class BrokenEmbedder(HashingEmbedder):
    """An embedder whose service went away."""

    def embed(self, texts: object) -> object:  # type: ignore[override]
        raise ModelError("the embedding service is down")


def test_a_build_that_fails_leaves_the_index_as_it_was(desk: Desk) -> None:
    """Where embedding fails the old index answers on, and the next build does what was left."""
    desk.build()
    desk.write("orr.md", "Orr")
    with pytest.raises(ModelError):
        build(desk.corpus, desk.index, BrokenEmbedder())
    desk.check(desk.embedder)
    assert desk.ids() == ["brell", "tarn", "voss"] and is_stale(desk.corpus, desk.index)
    assert desk.build().embedded == 1


def test_an_emptied_corpus_does_not_empty_the_index(desk: Desk) -> None:
    """Where the corpus is missing or empty that is said, and the index stays."""
    desk.build()
    desk.corpus.rename(desk.corpus.with_name("gone"))
    with pytest.raises(CorpusError):
        is_stale(desk.corpus, desk.index)
    with pytest.raises(CorpusError):
        build(desk.corpus, desk.index, desk.embedder)
    assert desk.ids() == ["brell", "tarn", "voss"]


def _refusal(error: type[DatelineError], desk: Desk, index: Path, wait: float = 0) -> str:
    with pytest.raises(error) as caught:
        build(desk.corpus, index, desk.embedder, wait=wait)
    line = str(caught.value)
    assert "\n" not in line and str(index) in line
    return line


def test_an_index_folder_that_cannot_be_is_refused(desk: Desk) -> None:
    """A file in the folder's place, or a folder that holds the corpus, is named with what to do."""
    file = desk.corpus.parent / "file"
    file.write_text("")
    advice = "choose another with --index or DATELINE_INDEX"
    assert _refusal(IndexStateError, desk, file).endswith(advice)
    assert _refusal(IndexStateError, desk, file / "below").endswith(advice)
    assert _refusal(SettingError, desk, desk.corpus).endswith(advice)
    assert _refusal(SettingError, desk, desk.corpus.parent).endswith(advice)


def test_an_index_inside_the_corpus_does_not_index_itself(desk: Desk) -> None:
    """An index folder in the corpus is allowed, and a second build finds nothing new."""
    desk.index = desk.corpus / "index"
    assert desk.build().added == 3
    assert _counts(desk.build()) == (0, 0, 0, 3, 0)


@pytest.mark.parametrize("store", [CATALOG, f"{CHROMA}/chroma.sqlite3"])
def test_a_damaged_store_stops_a_build_with_the_remedy(desk: Desk, store: str) -> None:
    """A build over a damaged store says which to delete and deletes nothing; doing so, it works again."""
    desk.build()
    damaged = b"damaged" * 5000
    (desk.index / store).write_bytes(damaged)
    desk.write("orr.md", "Orr")
    line = _refusal(IndexStateError, desk, desk.index)
    assert (desk.index / store).read_bytes() == damaged
    target = desk.index / CHROMA if CHROMA in store else desk.index / CATALOG
    assert str(target) in line and line.endswith("and run: dateline index")
    shutil.rmtree(target) if target.is_dir() else target.unlink()
    assert desk.build().articles == 4


def test_two_builds_do_not_work_at_once(desk: Desk) -> None:
    """A second build says which process builds; if it may wait it goes on when the first is done."""
    desk.index.mkdir()
    with build_lock(desk.index, 0):
        line = _refusal(IndexStateError, desk, desk.index)
        assert line.startswith(f"process {os.getpid()} on ") and "is building the index" in line
        waiting = threading.Thread(target=build, args=(desk.corpus, desk.index, desk.embedder))
        waiting.start()
        time.sleep(0.2)
        assert not (desk.index / CATALOG).exists()
    waiting.join()
    assert desk.ids() == ["brell", "tarn", "voss"]


def test_the_lock_of_a_dead_process_is_taken_over(desk: Desk) -> None:
    """A process that died while it built holds nobody up."""
    desk.index.mkdir()
    script = (
        "import os, sys; from pathlib import Path; from index.store.lock import build_lock\n"
        "with build_lock(Path(sys.argv[1]), 0): os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", script, desk.index]).returncode == 9
    assert build(desk.corpus, desk.index, desk.embedder, wait=0).added == 3


def test_a_reader_answers_all_through_a_build(desk: Desk) -> None:
    """While a build reads and embeds, a reader sees the old index, whole."""
    desk.build()
    desk.write("tarn.md", "Tarn", "closed a bridge")
    (desk.corpus / "voss.md").unlink()
    seen = []
    with Catalog.open(desk.index / CATALOG) as reader:

        def look(*_: object) -> None:
            found = FullText(reader).find(quoted("opened"), 9)
            seen.append(sorted(passage.article_id for passage in found))

        build(desk.corpus, desk.index, desk.embedder, look)
        assert len(seen) > 3 and all(ids == ["brell", "tarn", "voss"] for ids in seen)
        look()
        assert seen[-1] == ["brell"]
