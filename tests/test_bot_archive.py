"""The articles as the bot has them: opened, built beside, and what they hold."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bot_house import MEETING, embedder, furnish

from bot.ask import Desk
from bot.discord.archive import Archive
from bot.discord.building import Plan, progress_text
from index.errors import CorpusError, IndexStateError
from index.store.catalog_file import CATALOG


def make(home: Path) -> Archive:
    """Make the archive of a folder."""
    return Archive(Plan(home / "corpus", home / "index", None, {}), embedder(), Desk.open)


def test_when_the_index_was_written(tmp_path: Path) -> None:
    """An archive tells when its index last changed, not when somebody opened it to read."""
    home = furnish(tmp_path)
    written = datetime(2024, 5, 1, 12, tzinfo=UTC)
    os.utime(home / "index" / CATALOG, (written.timestamp(), written.timestamp()))
    archive = make(home)
    archive.open()
    contents = archive.contents()
    archive.close()
    assert contents.indexed == written
    assert len(contents.articles) == 7 and sum(contents.passages.values()) >= 7


def test_a_first_index(tmp_path: Path) -> None:
    """With no index yet an archive opens all the same; who asks for its desk gets it when it is built."""
    home = furnish(tmp_path)
    shutil.rmtree(home / "index")
    archive = make(home)
    archive.open()
    assert not archive.is_open and archive.outlets() == []
    with pytest.raises(IndexStateError):
        archive.desk(0)
    seen: list[str] = []
    archive.build(lambda *progress: seen.append(progress_text(*progress)))
    assert "7 of 7 files read" in seen and archive.progress is None
    assert "12 May 2024" in archive.desk(0).ask(MEETING).text
    assert "NPA" in archive.outlets()
    archive.close()


def test_an_index_that_another_process_made(tmp_path: Path) -> None:
    """Where an index appears by other hands, the desk is there without a build of one's own."""
    home, elsewhere = furnish(tmp_path / "one"), furnish(tmp_path / "two")
    shutil.rmtree(home / "index")
    archive = make(home)
    archive.open()
    shutil.copytree(elsewhere / "index", home / "index")
    assert "12 May 2024" in archive.desk(0).ask(MEETING).text
    archive.close()


def test_a_corpus_that_is_not_there(tmp_path: Path) -> None:
    """Where there is no corpus, opening says so."""
    with pytest.raises(CorpusError):
        make(tmp_path).open()


def test_what_is_no_index(tmp_path: Path) -> None:
    """Where a file is in the way that a build cannot put right, opening says so."""
    home = furnish(tmp_path)
    (home / "index" / CATALOG).write_bytes(b"no database at all" * 100)
    with pytest.raises(IndexStateError, match=CATALOG):
        make(home).open()
