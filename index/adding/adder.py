"""Sources -> articles in the corpus: the door of this package."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from index.adding.feeds import read_feed
from index.adding.fetch import Fetched, Fetcher, check_url
from index.adding.found import Found
from index.adding.keeping import Ask, Keeper
from index.adding.kinds import SUFFIXES, Kind, kind_of
from index.adding.lists import Items, Lists, failed
from index.adding.memory import FeedMemory, recall, remember
from index.adding.report import AddReport, Item, Outcome
from index.adding.settings import AddSettings
from index.adding.shelf import url_key
from index.adding.single import read_article
from index.adding.writing import make_corpus
from index.article import Article
from index.errors import ArticleError
from index.reading.compose import Fields
from index.reading.dump import read_dump


class Adder:
    """Adds to one corpus. Keep one a process: it asks each host one thing at a time. Threads may share it.

    Nothing that is wrong with a source is raised; it is an `Item` that says so. CorpusError where the corpus
    cannot be written.
    """

    def __init__(
        self, corpus: Path, settings: AddSettings | None = None, today: Callable[[], date] = date.today
    ) -> None:
        self._corpus = corpus
        self._settings = settings or AddSettings()
        self._fetcher = Fetcher(self._settings)
        self._keeper = Keeper(corpus, today)
        self._lists = Lists(self._fetcher, self._keeper, self._settings)

    def add_url(self, url: str, dry_run: bool = False, ask: Ask | None = None) -> AddReport:
        """Add what an address gives: an article, or those of a feed, a sitemap or a dump."""
        return _collect(self.each_of_url(url, dry_run, ask))

    def add_file(self, name: str, data: bytes, dry_run: bool = False, ask: Ask | None = None) -> AddReport:
        """Add what a file holds. name: only tells what kind it is, and what to call it to people."""
        self._keeper.refresh()
        return _collect(self._each_of_bytes(name, data, dry_run, ask))

    def add_path(self, path: Path, dry_run: bool = False, ask: Ask | None = None) -> AddReport:
        """Add a file, or every file in a folder and the folders in it."""
        return _collect(self.each_of_path(path, dry_run, ask))

    def each_of_url(self, url: str, dry_run: bool = False, ask: Ask | None = None) -> Items:
        """Do as `add_url` does, an item at a time."""
        self._keeper.refresh()
        try:
            check_url(url)
            memory = recall(self._corpus, url_key(url))
            known = not memory.is_waiting()
            fetched = self._fetcher.fetch(
                url, memory.etag if known else None, memory.modified if known else None
            )
            if fetched.unchanged:
                yield Item(url, Outcome.THERE, reason="has nothing new since it was read the last time")
                return 0
            kind = kind_of(fetched.data, fetched.url, fetched.content_type)
        except ArticleError as error:
            yield failed(url, error)
            return 0
        return (yield from self._each(url, fetched, kind, memory, dry_run, ask))

    def each_of_path(self, path: Path, dry_run: bool = False, ask: Ask | None = None) -> Items:
        """Do as `add_path` does, an item at a time."""
        if self._corpus.exists() and path.resolve().is_relative_to(self._corpus.resolve()):
            reason = f"lies in the corpus {self._corpus}, from which questions are answered already"
            yield Item(str(path), Outcome.THERE, reason=reason)
            return 0
        self._keeper.refresh()
        left_out = 0
        for file in _files(path) if path.is_dir() else (path,):
            try:
                if self._is_large_dump(file):
                    yield from self._each_line_of(str(file), file, dry_run)
                    continue
                data = self._read(file)
            except ArticleError as error:
                yield failed(str(file), error)
                continue
            left_out += yield from self._each_of_bytes(str(file), data, dry_run, ask)
        return left_out

    def _each_of_bytes(self, name: str, data: bytes, dry_run: bool, ask: Ask | None) -> Items:
        try:
            kind = kind_of(data, name)
        except ArticleError as error:
            yield failed(name, error)
            return 0
        return (yield from self._each(name, Fetched("", data), kind, FeedMemory(), dry_run, ask))

    def _each(
        self, source: str, fetched: Fetched, kind: Kind, memory: FeedMemory, dry_run: bool, ask: Ask | None
    ) -> Items:
        """Add what was fetched, of whatever kind it is. fetched.url is empty where it came from a file."""
        url = fetched.url or None
        try:
            if kind is Kind.FEED:
                entries = read_feed(fetched.data, url)
                left_out = yield from self._lists.add_entries(entries, memory, url, dry_run)
                if url is not None and not dry_run:
                    memory.etag = None if left_out else fetched.etag
                    memory.modified = None if left_out else fetched.modified
                    make_corpus(self._corpus)
                    remember(self._corpus, url_key(source), memory)
                return left_out
            if kind is Kind.SITEMAP:
                pages = self._lists.list_pages(fetched.data)
                return (yield from self._lists.add_entries(pages, FeedMemory(), url, dry_run))
            if kind is Kind.DUMP:
                yield from self._each_line(source, fetched.data, dry_run)
                return 0
            yield self._keeper.keep(read_article(source, fetched, kind), ask, dry_run)
        except ArticleError as error:
            yield failed(source, error)
        return 0

    def _each_line(self, source: str, data: bytes, dry_run: bool) -> Iterator[Item]:
        """Add the articles of a dump that was fetched, one a line."""
        packed = data.startswith(b"\x1f\x8b")
        with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
            path = Path(folder) / f"dump.jsonl{'.gz' if packed else ''}"
            path.write_bytes(data)
            yield from self._each_line_of(source, path, dry_run)

    def _each_line_of(self, source: str, path: Path, dry_run: bool) -> Iterator[Item]:
        """Add the articles of a dump in a file, which is read line by line, however large it is."""
        for one in read_dump(path, source, "line"):
            if isinstance(one, Article):
                fields = Fields(one.title, one.outlet, one.via, one.authors, one.published, one.url)
                found = Found(one.url or f"{source}, {one.id}", fields, one.text)
                yield self._keeper.keep(found, None, dry_run)
            elif not one.indexed:
                reason = one.error.removeprefix(one.path).lstrip(": ")
                yield Item(one.path, Outcome.FAILED, reason=reason)

    def _is_large_dump(self, path: Path) -> bool:
        is_dump = SUFFIXES.get(path.suffix.casefold()) is Kind.DUMP
        return is_dump and path.is_file() and path.stat().st_size > self._settings.largest

    def _read(self, path: Path) -> bytes:
        """Read a file's bytes; ArticleError where that cannot be."""
        limit = self._settings.largest
        try:
            if not path.is_file():
                raise ArticleError("is not there" if not path.exists() else "is not a file; leave it out")
            if path.stat().st_size > limit:
                raise ArticleError(f"has more than {limit / 1e6:.0f} MB; add the part that is the article")
            return path.read_bytes()
        except OSError as error:
            raise ArticleError(f"cannot be read ({error.strerror}); check its permissions") from error


def add_url(url: str, corpus: Path, settings: AddSettings | None = None) -> AddReport:
    """Add what an address gives to a corpus; see `Adder`."""
    return Adder(corpus, settings).add_url(url)


def add_file(name: str, data: bytes, corpus: Path, settings: AddSettings | None = None) -> AddReport:
    """Add what a file holds to a corpus; see `Adder`."""
    return Adder(corpus, settings).add_file(name, data)


def is_address(source: str) -> bool:
    """Tell whether what somebody named is an address and not a file."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", source) is not None


def _collect(items: Items) -> AddReport:
    found: list[Item] = []
    while True:
        try:
            found.append(next(items))
        except StopIteration as end:
            return AddReport(tuple(found), end.value or 0)


def _files(folder: Path) -> Iterator[Path]:
    """List the files of a folder that may hold articles, hidden ones and READMEs left out."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if any(part.startswith(".") for part in parts) or path.name.casefold() == "readme.md":
            continue
        if path.suffix.casefold() in SUFFIXES and path.is_file():
            yield path
