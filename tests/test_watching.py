"""Following a corpus and its feeds: real files, real servers, the real index."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fakes import HashingEmbedder
from newsroom import ARTICLES, write
from web import FERRY, Site, page, serve

from index.adding.adder import Adder
from index.adding.settings import AddSettings
from index.build import BuildReport, build, is_stale
from index.catalog import Catalog
from index.errors import DatelineError
from index.store.catalog_file import CATALOG
from index.watching.events import Event
from index.watching.follower import Follower

OWN = AddSettings(private_hosts=("127.0.0.1",), pause=0.0, seconds=20.0)
SOON = 60.0  # seconds in which something must have happened; it mostly takes one


class Followed:
    """A corpus that is followed: what was told, and how often the index was built."""

    def __init__(self, home: Path, feeds: tuple[str, ...] = (), every: float = 3600.0) -> None:
        self.corpus, self.index = home / "corpus", home / "index"
        self.events: queue.Queue[Event] = queue.Queue()
        self.builds = 0
        self.fault: Callable[[], None] | None = None
        self.follower = Follower(
            self.build,
            self.corpus,
            Adder(self.corpus, OWN),
            feeds,
            every,
            self.events.put,
            lambda: is_stale(self.corpus, self.index),
        )

    def build(self) -> BuildReport:
        self.builds += 1
        if self.fault:
            self.fault()
        return build(self.corpus, self.index, HashingEmbedder())

    def paths(self) -> set[str]:
        """The files that the index holds."""
        with Catalog.open(self.index / CATALOG) as catalog:
            return {article.path for article in catalog.articles()}

    def wait(self, kind: str) -> Event:
        """Wait for the next event of a kind."""
        while True:
            event = self.events.get(timeout=SOON)
            if event.kind == kind:
                return event

    def wait_for(self, *paths: str) -> None:
        """Wait until the index holds just these files."""
        while self.paths() != set(paths):
            self.wait("built")


@contextmanager
def following(home: Path, feeds: tuple[str, ...] = (), every: float = 3600.0) -> Iterator[Followed]:
    """Follow a corpus until the end of the block."""
    followed = Followed(home, feeds, every)
    followed.corpus.mkdir(exist_ok=True)
    followed.follower.start()
    try:
        yield followed
    finally:
        followed.follower.stop()


def save(corpus: Path, name: str, text: str = ARTICLES["gazette-school"]) -> None:
    """Save a file as an editor does: beside its place, then in it."""
    (corpus / f".{name}.new").write_text(text)
    (corpus / f".{name}.new").rename(corpus / name)


@pytest.fixture
def site() -> Iterator[Site]:
    """A web site at 127.0.0.1, which the settings allow."""
    with serve() as running:
        yield running


def test_saved_moved_deleted(tmp_path: Path) -> None:
    """A file that is saved, changed, moved or deleted is in the index as it is, and folders with it."""
    save_first = tmp_path / "corpus"
    save_first.mkdir()
    save(save_first, "a.md")
    with following(tmp_path) as followed:
        followed.wait("built")
        save(followed.corpus, "b.md", ARTICLES["post-talks"])
        followed.wait_for("a.md", "b.md")
        save(followed.corpus, "b.md", ARTICLES["herald-plan"])
        event = followed.wait("built")
        assert isinstance(event.report, BuildReport)
        assert event.report.changed == 1
        (followed.corpus / "deep").mkdir()
        (followed.corpus / "b.md").rename(followed.corpus / "deep" / "c.md")
        followed.wait_for("a.md", "deep/c.md")
        (followed.corpus / "deep").rename(tmp_path / "elsewhere")
        followed.wait_for("a.md")


@pytest.mark.slow
def test_burst_is_one_build(tmp_path: Path) -> None:
    """A thousand files that are saved at once are one build."""
    with following(tmp_path) as followed:
        save(followed.corpus, "first.md")
        followed.wait("built")
        save(followed.corpus, "second.md", ARTICLES["post-talks"])
        followed.wait("built")  # from now on nobody looks unless told
        before = followed.builds
        for number in range(1000):
            (followed.corpus / f"{number}.md").write_text(f"Mayor Orr opened bridge {number} on Sunday.")
        event = followed.wait("built")
        assert isinstance(event.report, BuildReport)
        assert event.report.added == 1000
        assert followed.builds == before + 1


def test_failing_file(tmp_path: Path) -> None:
    """A file that cannot be read is told of, and the others are followed."""
    write(tmp_path / "corpus")
    with following(tmp_path) as followed:
        followed.wait("built")
        save(followed.corpus, "bad.md", "---\ntitle: [\n---\nx")
        event = followed.wait("built")
        assert isinstance(event.report, BuildReport)
        assert [failure.path for failure in event.report.failed] == ["bad.md"]
        assert "1 to mend" in event.text
        save(followed.corpus, "good.md")
        followed.wait_for(*(f"{name}.md" for name in ARTICLES), "good.md")


@pytest.mark.parametrize("error", [DatelineError("the disk is full; make room"), ZeroDivisionError("a bug")])
def test_failing_build(tmp_path: Path, error: Exception) -> None:
    """A build that fails is told once and tried again, and what came meanwhile is in the next one."""
    write(tmp_path / "corpus")
    with following(tmp_path) as followed:
        followed.wait("built")

        def fail() -> None:
            raise error

        followed.fault = fail
        save(followed.corpus, "a.md")
        assert str(error) in followed.wait("failed").text
        followed.fault = None
        followed.wait("built")
        assert "a.md" in followed.paths()


def test_what_is_no_reason(tmp_path: Path) -> None:
    """Hidden files, files of other kinds, and an index inside the corpus cause no build."""
    write(tmp_path / "corpus")
    followed = Followed(tmp_path)
    followed.index = followed.corpus / "index"
    followed.follower.start()
    try:
        followed.wait("built")
        (followed.corpus / ".hidden.md").write_text(ARTICLES["post-talks"])
        (followed.corpus / "picture.png").write_bytes(b"x")
        (followed.corpus / "picture.png").unlink()
        save(followed.corpus, "a.md")
        followed.wait("built")
        assert followed.builds == 2
    finally:
        followed.follower.stop()


def test_folder_that_goes_and_comes(tmp_path: Path) -> None:
    """A corpus folder that vanishes is told of and waited for; what is in it when it is back is read."""
    write(tmp_path / "corpus")
    with following(tmp_path) as followed:
        followed.wait("built")
        followed.corpus.rename(tmp_path / "away")
        assert "is not there" in followed.wait("failed").text
        save(tmp_path / "away", "new.md")
        (tmp_path / "away").rename(followed.corpus)
        followed.wait("built")
        save(followed.corpus, "newer.md", ARTICLES["post-talks"])
        followed.wait("built")
        assert {"new.md", "newer.md"} <= followed.paths()


def feed(site: Site, count: int) -> str:
    """Let a site have a feed of so many entries."""
    for number in range(count):
        text = page(f"Report {number}", [*FERRY, f"It was run {number}."], "Harbour Gazette", "2024-02-07")
        site.put(f"/{number}", text)
    items = "".join(f"<item><link>{site.url}/{number}</link></item>" for number in range(count))
    return site.put("/feed", f'<rss version="2.0"><channel>{items}</channel></rss>', "application/rss+xml")


def test_feeds(site: Site, tmp_path: Path) -> None:
    """What a feed brings is in the index by itself, first at once and then on schedule."""
    (tmp_path / "corpus").mkdir()
    save(tmp_path / "corpus", "a.md")
    with following(tmp_path, (feed(site, 2),), every=0.2) as followed:
        followed.wait("built")
        followed.wait_for("a.md", *(f"harbour-gazette-report-{number}.md" for number in range(2)))
        feed(site, 3)
        assert followed.wait("added").text == f"{site.url}/feed: 1 added"
        followed.wait_for("a.md", *(f"harbour-gazette-report-{number}.md" for number in range(3)))


def test_failing_feed(site: Site, tmp_path: Path) -> None:
    """A feed that fails is told of once, does not keep another from being read, and may work again."""
    write(tmp_path / "corpus")
    bad = site.put("/bad", "", status=500)
    with following(tmp_path, (bad, feed(site, 1)), every=0.1) as followed:
        assert followed.wait("failed").text.startswith(f"{bad} cannot be given by its server now (500)")
        assert followed.wait("added").text == f"{site.url}/feed: 1 added"
        while site.paths().count("/bad") < 5:
            threading.Event().wait(0.05)
        told = [event for event in followed.events.queue if event.kind == "failed"]
        assert told == []
        site.replies["/bad"] = site.replies["/feed"]
        site.put("/0", "")
        site.put("/9", page("Report 9", [*FERRY, "It was run nine."], "Harbour Gazette", "2024-02-07"))
        site.put(
            "/bad", f'<rss version="2.0"><channel><item><link>{site.url}/9</link></item></channel></rss>'
        )
        assert "1 added" in followed.wait("added").text


def test_stopping(tmp_path: Path) -> None:
    """Stopping ends the threads; it may be done twice, and before anything was started."""
    followed = Followed(tmp_path)
    followed.follower.stop()
    before = threading.active_count()
    with following(tmp_path) as another:
        assert threading.active_count() > before
        another.follower.stop()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("dateline-c")]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
@pytest.mark.parametrize("ended", [signal.SIGINT, signal.SIGTERM])
def test_command(tmp_path: Path, ended: signal.Signals) -> None:
    """`dateline index --watch` tells of each build, and Ctrl-C or a service's end of it is no error."""
    write(tmp_path / "corpus")
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    code = "from bot.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "index", "--watch", "--json"],
        cwd=tmp_path,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    first = json.loads(process.stdout.readline())
    assert (first["event"], first["added"]) == ("built", len(ARTICLES))
    (tmp_path / "corpus" / "undated.md").unlink()
    assert json.loads(process.stdout.readline())["removed"] == 1
    process.send_signal(ended)
    _, errors = process.communicate(timeout=SOON)
    assert (process.returncode, errors) == (0, "")
