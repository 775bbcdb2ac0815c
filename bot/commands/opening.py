"""What the commands share: the options that name a corpus and its index, and an index that is up to date."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.llm_settings import read_llm_settings
from bot.render.words import count
from bot.settings import index_folder, read_settings
from bot.terminal import Look, printable
from index.errors import IndexStateError, SettingError
from index.store.chroma_server import ChromaServer, VectorServerError, read_chroma_server

if TYPE_CHECKING:
    from bot.answer.llm.writer import Writer
    from index.build import BuildReport
    from index.embed import Embedder
    from index.search import Index

F = TypeVar("F", bound=Callable[..., Any])
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Place:
    """Which articles, where their index lies, and what turns them into vectors (None: the shipped model).

    env: where the keys of a hosted model are looked up; None for the variables of the process. The vector
    server is looked up there alone.
    """

    corpus: Path
    index: Path
    embedder: str | None
    env: Mapping[str, str] | None = None

    @property
    def server(self) -> ChromaServer | None:
        """The server on which the vectors are; None where they are in the index folder."""
        return read_chroma_server(self.env or {})


def with_place(command: F) -> F:
    """Give a command the options --corpus and --index."""
    index = click.option("--index", metavar="DIR", help="Where its index is kept.")
    corpus = click.option("--corpus", metavar="DIR", help="The folder of articles.  [default: corpus]")
    return corpus(index(command))


def read_place(env: Mapping[str, str], corpus: str | None, index: str | None) -> Place:
    """Work out the place from the settings and from what the options say, which wins."""
    for option, value in (("--corpus", corpus), ("--index", index)):
        if value is not None and not value.strip():
            raise SettingError(f"{option} is empty; name a folder")
    settings = read_settings(env)
    folder = Path(corpus).expanduser() if corpus else settings.corpus
    chosen = Path(index).expanduser() if index else settings.index
    return Place(folder, index_folder(folder, chosen, Path.cwd()), settings.embedder, env)


def bring_up_to_date(place: Place, embedder: Embedder | None = None) -> bool:
    """Build or refresh the index where the articles have changed since; does nothing where they have not.

    embedder: what will search the index, which must be made with it; None where nothing is searched.
    Returns whether it is up to date: where the vector server fails, an index that is there stays as it is.
    """
    from index.build import is_stale

    fingerprint = embedder.fingerprint if embedder else None
    if not is_stale(place.corpus, place.index, fingerprint, place.server):
        return True
    try:
        report = refresh(place, embedder)
    except VectorServerError as error:
        if not _is_usable(place, fingerprint):
            raise
        _note(f"{error}; the index stays as it was")
        return False
    if report.failed:
        _note(f"{count(len(report.failed), 'thing')} to mend in the articles; `dateline articles` says what")
    return True


def _is_usable(place: Place, fingerprint: str | None) -> bool:
    from index.catalog import Catalog
    from index.store.catalog_file import CATALOG

    with suppress(IndexStateError), Catalog.open(place.index / CATALOG) as catalog:
        if fingerprint is not None:
            catalog.require_model(fingerprint)
        return True
    return False


def open_index(place: Place) -> Index:
    """Open the index of a place for searching, up to date."""
    from index.embed import load_embedder
    from index.search import Index

    embedder = load_embedder(place.embedder, place.env)
    current = bring_up_to_date(place, embedder)
    index = Index.open(place.index, embedder, server=place.server, tell=_note)
    index.behind = not current
    return index


def load_writer(place: Place) -> Writer | None:
    """Make what asks the language model that is set; None where none is.

    Raises SettingError for a setting that cannot be used, a missing extra or key, and for wrong prompts.
    """
    env = place.env or {}
    settings = read_llm_settings(env)
    if settings.model is None:
        return None
    from bot.answer.llm.check import open_writer

    return open_writer(settings.model, settings.prompts, settings.timeout, env, place.index)


def refresh(place: Place, embedder: Embedder | None = None) -> BuildReport:
    """Bring the index in line with the articles; progress goes to standard error."""
    from index.build import build
    from index.embed import load_embedder

    with _progress(place.corpus) as tell:
        made_with = embedder or load_embedder(place.embedder, place.env)
        return build(place.corpus, place.index, made_with, tell, server=place.server)


def terminal_look() -> Look:
    """See how standard output is written to: width and colour of a terminal, plain and 100 wide otherwise."""
    if not sys.stdout.isatty():
        return Look(width=100)
    # https://no-color.org, and terminals that say they can do nothing but write.
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    # Lines much longer than this are hard to read, however wide the window is.
    return Look(width=min(shutil.get_terminal_size().columns, 110), colour=not plain)


@contextmanager
def _progress(corpus: Path) -> Iterator[Progress | None]:
    """Show a bar on a terminal; elsewhere say in one line that something takes its time."""
    if not sys.stderr.isatty():
        _note(f"reading the articles in {corpus}")
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda stage, done, total: bar.update(
            task, description=stage.capitalize(), completed=done, total=total
        )


def _note(text: str) -> None:
    click.echo(f"dateline: {printable(text)}", err=True)
