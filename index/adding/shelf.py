"""What is in the corpus already: the addresses and texts of its articles, looked up in the files themselves.

The files and not the index, for the index may be older than they are, and adding needs none.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast
from urllib.parse import parse_qsl, urlencode, urlsplit

from index.article import content_id
from index.errors import ArticleError, CorpusError
from index.read import list_files, show_path
from index.reading.front_matter import NAMES, split_front_matter

_URL_LINE = re.compile(rf"^(?:{'|'.join(NAMES['url'])})[ \t]*:[ \t]*(\S.*)$", re.IGNORECASE | re.MULTILINE)
_URL_IN_DUMP = re.compile(rb'"(?:url|link|web_url|canonical_url)"\s{0,5}:\s{0,5}("(?:[^"\\]|\\.){1,2000}")')
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid|cmpid)", re.IGNORECASE)
_LARGEST = 20_000_000  # bytes of a file that is looked into
_MOST_OF_DUMP = 2_000_000_000  # bytes


@dataclass(frozen=True, slots=True)
class _Noted:
    """What was seen in a file when it had this size and time. text: a hash of it; None in a dump."""

    state: tuple[int, int]
    urls: tuple[str, ...]
    text: str | None


class Shelf:
    """The articles of a corpus by address and by text."""

    def __init__(self, corpus: Path) -> None:
        self._corpus = corpus
        self._files: dict[Path, _Noted] = {}
        self._by_url: dict[str, Path] = {}
        self._by_text: dict[str, Path] = {}

    def refresh(self) -> None:
        """Look at the files that are new or changed since the last time."""
        try:
            paths = list_files(self._corpus)
        except CorpusError:  # nothing there yet
            paths = []
        before, self._files = self._files, {}
        for path in paths:
            try:
                status = path.stat()
                state = (status.st_size, status.st_mtime_ns)
                old = before.get(path)
                self._files[path] = old if old and old.state == state else _look(path, state)
            except OSError:
                continue
        self._by_url = {url: path for path, noted in self._files.items() for url in noted.urls}
        self._by_text = {noted.text: path for path, noted in self._files.items() if noted.text}

    def find(self, url: str | None) -> Path | None:
        """Give the file in which the article of an address is; None where none has it."""
        return self._by_url.get(url_key(url)) if url else None

    def find_text(self, text: str) -> Path | None:
        """Give a file that holds just this text; None where none does."""
        return self._by_text.get(_hash(text))

    def put(self, path: Path, url: str | None, text: str) -> None:
        """Note a file that was just written."""
        if url:
            self._by_url[url_key(url)] = path
        self._by_text[_hash(text)] = path

    def show(self, path: Path) -> str:
        """Give a file's path as people see it."""
        return show_path(path, self._corpus)


def url_key(url: str) -> str:
    """Write an address in the way in which two that lead to one page are the same.

    >>> url_key("https://www.Gazette.example/ferry/?utm_source=feed#top")
    'gazette.example/ferry'
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return url
    query = urlencode([pair for pair in parse_qsl(parts.query, True) if not _TRACKING.fullmatch(pair[0])])
    place = f":{port}" if port and port not in (80, 443) else ""
    path = parts.path.rstrip("/")
    return f"{host.removeprefix('www.')}{place}{path}{'?' if query else ''}{query}"


def _look(path: Path, state: tuple[int, int]) -> _Noted:
    name = path.name.casefold()
    if name.endswith((".jsonl", ".jsonl.gz")):
        return _Noted(state, tuple(url_key(url) for url in _urls_in_dump(path)), None)
    if not name.endswith((".md", ".txt")) or state[0] > _LARGEST:
        return _Noted(state, (), None)
    text = path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")
    try:
        block, body = split_front_matter(text)
    except ArticleError:
        block, body = None, text
    match = _URL_LINE.search(block or "")
    url = match[1].strip().strip("'\"") if match else None
    return _Noted(state, (url_key(url),) if url else (), _hash(body))


def _urls_in_dump(path: Path) -> Iterator[str]:
    """Find the addresses in a dump without parsing its lines; a damaged one gives what it gives."""
    packed = path.name.casefold().endswith(".gz")
    read = 0
    try:
        with cast(IO[bytes], gzip.open(path)) if packed else path.open("rb") as file:
            while read < _MOST_OF_DUMP and (line := file.readline(_LARGEST)):
                read += len(line)
                for match in _URL_IN_DUMP.finditer(line):
                    try:
                        yield str(json.loads(match[1]))
                    except ValueError:
                        continue
    except (OSError, EOFError, zlib.error):
        return


def _hash(text: str) -> str:
    return content_id(" ".join(text.split()))
