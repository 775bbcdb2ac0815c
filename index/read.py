"""Files of a corpus folder -> Articles. Bad content is told of, never raised: the other files are read."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from index.article import Article, Failure
from index.errors import ArticleError, CorpusError

SUFFIXES = (".md", ".txt", ".html", ".htm", ".jsonl", ".jsonl.gz")
LARGEST = 20_000_000  # bytes of a file that holds one article

__all__ = ["LARGEST", "SUFFIXES", "Failure", "list_files", "read_file"]


def list_files(corpus: Path) -> list[Path]:
    """List the files of a corpus that may hold articles, sorted by path, folders within folders too.

    Hidden files and folders, README.md and other kinds of files are passed over. Folders that cannot be
    opened and links that lead nowhere are listed, so that reading them tells of it. Links to folders are
    followed, each folder once. CorpusError where the folder is missing, a file, or holds nothing to read.
    """
    try:
        mode = corpus.stat().st_mode
    except FileNotFoundError:
        raise CorpusError(
            f"the corpus folder {corpus} does not exist; create it or name another one"
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CorpusError(
            f"the corpus folder {corpus} cannot be opened ({reason}); name another one"
        ) from error
    if not stat.S_ISDIR(mode):
        raise CorpusError(f"the corpus {corpus} is a file; name the folder that holds it")
    try:
        next(corpus.iterdir(), None)
    except OSError as error:
        raise CorpusError(
            f"the corpus folder {corpus} cannot be opened ({error.strerror}); allow that or name another one"
        ) from error
    found = _walk(corpus)
    if not found:
        raise CorpusError(
            f"no article in {corpus}; put {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]} files there"
        )
    return sorted(found)


def _walk(corpus: Path) -> list[Path]:
    found: list[Path] = []
    entered: set[tuple[int, int]] = set()

    def unreadable(error: OSError) -> None:
        if error.filename:
            found.append(Path(error.filename))

    for place, folders, files in os.walk(corpus, onerror=unreadable, followlinks=True):
        here = Path(place)
        try:
            status = here.stat()
        except OSError:
            folders.clear()
            continue
        if (status.st_dev, status.st_ino) in entered:
            folders.clear()  # a link leads back to where the walk has been
            continue
        entered.add((status.st_dev, status.st_ino))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found.extend(here / name for name in files if _is_wanted(here / name))
    return found


def _is_wanted(path: Path) -> bool:
    name = path.name.casefold()
    if name.startswith(".") or name == "readme.md" or not name.endswith(SUFFIXES):
        return False
    return path.is_file() or path.is_symlink()  # pipes and devices would never end


def read_file(path: Path, corpus: Path) -> tuple[list[Article], list[Failure]]:
    """Read the articles of one file, and tell what is wrong with it, one line each; never raises for either.

    path: a file from `list_files(corpus)`. Failures whose `indexed` is true tell of articles that are there
    with something missing.
    """
    shown = show_path(path, corpus)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            next(path.iterdir(), None)
            raise ArticleError("is a folder, not a file; rename it")
        if not stat.S_ISREG(status.st_mode):
            raise ArticleError("is not a plain file; remove it from the corpus")
        if path.name.casefold().endswith((".jsonl", ".jsonl.gz")):
            from index.reading.dump import read_dump

            found = list(read_dump(path, shown, stem_of(shown)))
            articles = [item for item in found if isinstance(item, Article)]
            return articles, [item for item in found if isinstance(item, Failure)]
        return _read_single(path, shown, status.st_size)
    except ArticleError as error:
        return [], [Failure(shown, f"{shown} {error}")]
    except FileNotFoundError:
        leads = "is a link that leads nowhere; remove it" if path.is_symlink() else "is gone; index again"
        return [], [Failure(shown, f"{shown} {leads}")]
    except PermissionError:
        return [], [Failure(shown, f"{shown} may not be read; change its permissions or remove it")]
    except OSError as error:
        return [], [
            Failure(shown, f"{shown} cannot be read ({error.strerror or error}); check it or remove it")
        ]


def _read_single(path: Path, shown: str, size: int) -> tuple[list[Article], list[Failure]]:
    # Whether the corpus changed is asked at each start; what reads is loaded when there is something to read.
    from index.reading.compose import Fields, compose
    from index.reading.decode import decode
    from index.reading.front_matter import read_front_matter, split_front_matter

    if size <= LARGEST:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        size = max(size, len(data))
    if size > LARGEST:
        limit = f"{LARGEST // 1_000_000} MB are the most for one article"
        raise ArticleError(f"has {size / 1e6:.0f} MB and {limit}; split it, or write a .jsonl dump")
    text, guessed = decode(data)
    told = []
    if guessed:
        told.append(f"is not valid UTF-8 and was read as {guessed}; save it as UTF-8")
    if path.suffix.casefold() in (".html", ".htm"):
        from index.reading.web_page import read_page

        fields, body = read_page(text)
    else:
        block, body = split_front_matter(text)
        fields = Fields()
        if block is not None:
            fields, left_out = read_front_matter(block)
            told.extend(f"front matter, {line}" for line in left_out)
    article = compose(stem_of(shown), shown, fields, body)
    return [article], [Failure(shown, f"{shown} {line}", True) for line in told]


def show_path(path: Path, corpus: Path) -> str:
    """Give a file's path relative to the corpus, with forward slashes, in characters that can be stored."""
    relative = path.relative_to(corpus) if path.is_relative_to(corpus) else Path(path.name)
    return relative.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def stem_of(shown: str) -> str:
    """Give a file's name without folder and suffix ("2024/storm.jsonl.gz" gives "storm")."""
    name = shown.rsplit("/", 1)[-1]
    for suffix in sorted(SUFFIXES, key=len, reverse=True):
        if name.casefold().endswith(suffix) and len(name) > len(suffix):
            return name[: -len(suffix)]
    return name
