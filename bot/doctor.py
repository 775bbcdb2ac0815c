"""What `dateline doctor` looks at: each check gives what is well, or what to do about it."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from importlib.metadata import version

from bot.commands.opening import Place
from bot.discord_settings import read_discord_settings
from bot.feed_settings import read_feed_settings
from bot.render.words import count, searched_text
from bot.settings import unknown_names
from index.errors import DatelineError
from index.store.chroma_server import ASKING, ChromaServer, read_chroma_server

Check = tuple[bool, str, str]
"""Whether it is well, what was looked at, what was found or what to do."""


def examine(env: Mapping[str, str], place: Place) -> list[Check]:
    """Run every check; one that fails does not keep the next from running."""
    checks: tuple[tuple[str, Callable[[], Iterator[str]]], ...] = (
        ("Python", _python),
        ("settings", lambda: _settings(env)),
        ("model", lambda: _model(place)),
        ("reader", _reader),
        ("SQLite", _sqlite),
        ("articles", lambda: _articles(place)),
        ("index", lambda: _index(place)),
        ("Chroma", lambda: _chroma(place)),
        *((("language model", lambda: _language_model(env)),) if env.get("DATELINE_LLM", "").strip() else ()),
    )
    return [_try(what, check) for what, check in checks]


def examine_deeply(place: Place) -> list[Check]:
    """Check every passage and vector of the index, and heal it; what was healed is well again."""
    from index.building.healing import heal
    from index.embed import load_embedder
    from index.store.catalog_file import CATALOG

    if not (place.index / CATALOG).exists():
        return [(True, "deep", "there is no index yet; the first question builds it")]
    try:
        embedder = load_embedder(place.embedder, place.env)
        findings = heal(place.corpus, place.index, embedder, server=place.server)
    except DatelineError as error:
        return [(False, "deep", str(error))]
    return [
        (True, one.what, f"{one.told}{f'; healed: {one.healed}' if one.healed else ''}") for one in findings
    ]


def _try(what: str, check: Callable[[], Iterator[str]]) -> Check:
    """Run one check: it yields what is well, and raises where something is not."""
    try:
        return True, what, "; ".join(check())
    except DatelineError as error:
        return False, what, str(error)
    except Exception as error:  # the doctor is asked when things are odd; it must not fall over them
        return False, what, f"{type(error).__name__}: {error}; run: dateline --debug doctor"


def _python() -> Iterator[str]:
    yield f"{platform.python_version()} in {sys.prefix}"


def _settings(env: Mapping[str, str]) -> Iterator[str]:
    strange = unknown_names(env)
    if strange:
        raise DatelineError(f"{', '.join(strange)}: no setting of that name; .env.example lists them all")
    # What the bot and the feeds read only when they start.
    read_discord_settings(env)
    read_feed_settings(env)
    read_chroma_server(env)
    yield "every DATELINE_ variable is known"


def _model(place: Place) -> Iterator[str]:
    from index.embed import load_embedder

    embedder = load_embedder(place.embedder, place.env)
    size = embedder.embed(["a word"]).shape[1]
    yield f"{place.embedder or 'the one that comes with Dateline'}, {size} dimensions"


def _reader() -> Iterator[str]:
    from bot.answer.reader import Reader, Window

    Reader.load().read("Who wrote it?", [Window("Ada wrote it.")])
    yield "the one that comes with Dateline, and it reads"


def _language_model(env: Mapping[str, str]) -> Iterator[str]:
    from bot.answer.llm.check import examine_model
    from bot.llm_settings import read_llm_settings

    settings = read_llm_settings(env)
    yield from examine_model(settings.model, settings.prompts, settings.timeout, env)


def _sqlite() -> Iterator[str]:
    import sqlite3

    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE probe USING fts5 (text)")
        except sqlite3.OperationalError as error:
            raise DatelineError(
                f"{sqlite3.sqlite_version} has no full-text search (FTS5); use a Python whose SQLite has it"
            ) from error
    yield f"{sqlite3.sqlite_version} with full-text search"


def _articles(place: Place) -> Iterator[str]:
    from index.read import list_files

    yield f"{count(len(list_files(place.corpus)), 'file')} in {place.corpus}"


def _index(place: Place) -> Iterator[str]:
    from index.build import is_stale
    from index.catalog import Catalog
    from index.store.catalog_file import CATALOG

    if not (place.index / CATALOG).exists():
        yield f"none in {place.index} yet; the first question builds it"
        return
    with Catalog.open(place.index / CATALOG) as catalog:
        extent, passages, failures = catalog.extent(), catalog.count_passages(), catalog.failures()
    if failures:
        path, error = failures[0]
        more = f" (and {len(failures) - 1:,} more; see `dateline articles`)" if len(failures) > 1 else ""
        raise DatelineError(f"{error if error.startswith(path) else f'{path}: {error}'}{more}")
    yield searched_text(extent)
    yield f"{count(passages, 'passage')} in {place.index}"
    if is_stale(place.corpus, place.index):
        yield "the articles have changed since; the next question refreshes it"


def _chroma(place: Place) -> Iterator[str]:
    from index.catalog import Catalog
    from index.embed import load_embedder
    from index.store.catalog_file import CATALOG
    from index.vectors import CHROMA, Vectors

    yield version("chromadb")
    if place.server is not None:
        yield from _chroma_server(place, place.server)
        return
    if (place.index / CATALOG).exists() and (place.index / CHROMA).exists():
        fingerprint = load_embedder(place.embedder, place.env).fingerprint
        with (
            Catalog.open(place.index / CATALOG) as catalog,
            Vectors.open(place.index / CHROMA, fingerprint) as store,
        ):
            catalog.require_model(fingerprint)
            yield count(store.count(), "vector")


def _chroma_server(place: Place, server: ChromaServer) -> Iterator[str]:
    from index.catalog import Catalog
    from index.embed import load_embedder
    from index.store.catalog_file import CATALOG
    from index.vectors import CHROMA, Vectors

    fingerprint = load_embedder(place.embedder, place.env).fingerprint
    with Vectors.open(place.index / CHROMA, fingerprint, server, ASKING) as store:
        found = store.count()
        if not found and (place.index / CATALOG).exists():
            with Catalog.open(place.index / CATALOG) as catalog:
                if catalog.count_passages():
                    raise DatelineError(
                        f"the vector server {server.name} has none of the vectors; run: dateline index"
                    )
        yield f"server {server.name}, version {store.version()}"
        yield f"{count(found, 'vector')} of this model, of all hosts"
