"""Files into the corpus: whole or not at all, under a name that was free, and nothing is ever lost."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from index.errors import CorpusError
from index.read import SUFFIXES, show_path
from index.versions import EARLIER


def make_corpus(corpus: Path) -> None:
    """Make the corpus folder if it is not there; CorpusError where that cannot be."""
    try:
        corpus.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CorpusError(
            f"cannot make the corpus folder {corpus} ({error.strerror}); name another one with --corpus"
        ) from error


def write_new(corpus: Path, text: str, stems: Iterable[str]) -> Path:
    """Write a new file under the first of these names that is free, and give its path."""
    for stem in stems:
        path = corpus / f"{stem}.md"
        if any((corpus / f"{stem}{suffix}").exists() for suffix in SUFFIXES):
            continue
        with suppress(FileExistsError), _writing(path):
            temporary = _write_aside(path, text)
            try:
                _move_to_free(temporary, path)
            finally:
                temporary.unlink(missing_ok=True)
            return path
    raise CorpusError(f"no name is free for one more article in {corpus}; sort it into folders")


def overwrite(path: Path, text: str) -> None:
    """Put a text in the place of a file's, in one step."""
    with _writing(path):
        temporary = _write_aside(path, text)
        try:
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def keep_earlier(corpus: Path, path: Path) -> str:
    """Copy a file to where earlier versions are kept; gives the copy's path in the corpus."""
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    folder = (corpus / EARLIER / show_path(path, corpus)).parent
    with _writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        number = 1
        while True:
            kept = folder / f"{path.stem}.{now}{f'-{number}' if number > 1 else ''}{path.suffix}"
            try:
                with kept.open("xb") as copy, path.open("rb") as file:
                    shutil.copyfileobj(file, copy)
            except FileExistsError:
                number += 1
                continue
            return show_path(kept, corpus)


def _write_aside(path: Path, text: str) -> Path:
    """Write a hidden file beside the one that is meant; whoever reads the corpus passes it over."""
    temporary = path.with_name(f".{path.stem[:60]}.{os.getpid()}-{os.urandom(4).hex()}.tmp")
    with temporary.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return temporary


def _move_to_free(temporary: Path, path: Path) -> None:
    """Give a file its name; FileExistsError where another took it meanwhile."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except (OSError, AttributeError, NotImplementedError):  # a file system without hard links
        path.open("x").close()
        temporary.replace(path)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Turn what the system says of a file into CorpusError; that a file exists is no error here."""
    try:
        yield
    except FileExistsError:
        raise
    except OSError as error:
        raise CorpusError(
            f"cannot write {path} ({error.strerror}); check the folder's permissions and the disk"
        ) from error
