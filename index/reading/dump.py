"""Dumps: files of one JSON object a line, plain or packed with gzip, read line by line."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from index.article import Article, Failure
from index.errors import ArticleError
from index.reading.compose import compose
from index.reading.front_matter import read_fields
from index.reading.web_page import strip_tags

LONGEST_LINE = 20_000_000  # bytes, the most that any one article may have
MOST_UNPACKED = 1_000_000_000  # bytes; a packed file that grows beyond this is cut off there
MOST_FAILURES = 100  # lines told of one by one
_CHUNK = 1 << 20
_BODY = (
    "body",
    "text",
    "content",
    "maintext",
    "article",
    "full_text",
    "fulltext",
    "article_body",
    "articlebody",
)
_ID = ("id", "_id", "article_id", "uuid")


def read_dump(path: Path, shown: str, stem: str) -> Iterator[Article | Failure]:
    """Read a dump's articles; a line that gives none is told of as "dump.jsonl:17" and the others are read.

    path: the file. shown: its path as people and citations see it. stem: what lines without an id are
    numbered under. OSError where the file cannot be opened or read.
    """
    taken: set[str] = set()
    failed: list[Failure] = []
    alike = articles = number = 0
    try:
        for number, line in _lines(path):
            if line is None or not line.strip(b"\x00 \t\r\n"):
                if line is None:
                    failed.append(_fail(shown, number, "is longer than 20 MB; split the article"))
                continue
            try:
                values = _parse(line)
                article, told = _read_line(values, shown, stem, number, taken)
            except ArticleError as error:
                alike += str(error) == _NO_TEXT
                failed.append(_fail(shown, number, str(error)))
                if len(failed) == MOST_FAILURES and not articles and alike == len(failed):
                    break
                continue
            articles += 1
            yield article
            yield from (Failure(f"{shown}:{number}", f"{shown}:{number}: {text}", True) for text in told)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        after = f"is damaged after line {number}" if number else "cannot be unpacked"
        failed.append(Failure(shown, f"{shown} {after} ({error}); pack it again with gzip", articles > 0))
    except ArticleError as error:
        failed.append(Failure(shown, f"{shown} {error}", articles > 0))
    if not articles and failed and alike == len(failed):
        yield Failure(
            shown, f"{shown} holds no articles: its lines have no body, text or content; move it away"
        )
        return
    yield from failed[:MOST_FAILURES]
    if len(failed) > MOST_FAILURES:
        more = f"{len(failed) - MOST_FAILURES} further lines give no article; check how the dump was made"
        yield Failure(shown, f"{shown}: {more}", articles > 0)
    if not articles and not failed:
        yield Failure(shown, f"{shown} is empty; write one article a line in it or remove it")


_NO_TEXT = "has no body, text or content; add the article's text"


def _fail(shown: str, number: int, error: str) -> Failure:
    return Failure(f"{shown}:{number}", f"{shown}:{number} {error}")


def _lines(path: Path) -> Iterator[tuple[int, bytes | None]]:
    """Read lines with their numbers; None in place of one that is too long. Memory stays bounded."""
    packed = path.name.casefold().endswith(".gz")
    with cast(IO[bytes], gzip.open(path)) if packed else path.open("rb") as file:
        number = read = 0
        while line := file.readline(LONGEST_LINE + 1):
            number += 1
            read += len(line)
            if packed and read > MOST_UNPACKED:
                raise ArticleError(
                    f"unpacks to more than 1 GB; what follows line {number} was left out, split it"
                )
            if len(line) <= LONGEST_LINE:
                yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
                continue
            while line and not line.endswith(b"\n") and (not packed or read <= MOST_UNPACKED):
                line = file.readline(_CHUNK)
                read += len(line)
            yield number, None


def _parse(line: bytes) -> dict[str, Any]:
    try:
        values = json.loads(line.decode("utf-8").strip())
    except UnicodeDecodeError:
        raise ArticleError("is not UTF-8; save the dump as UTF-8") from None
    except RecursionError:
        raise ArticleError("is nested too deeply; write the article as one flat JSON object") from None
    except ValueError as error:
        reason = getattr(error, "msg", "a number too long")
        raise ArticleError(f"is not JSON ({reason}); write one JSON object a line") from None
    if not isinstance(values, dict):
        raise ArticleError('is not a JSON object; write one article a line, as {"title": ..., "body": ...}')
    return values


def _read_line(
    values: dict[str, Any], shown: str, stem: str, number: int, taken: set[str]
) -> tuple[Article, list[str]]:
    folded = {key.strip().casefold(): value for key, value in values.items()}
    body = _find_body(folded)
    if body is None:
        raise ArticleError(_NO_TEXT)
    fields, told = read_fields(values)
    article = compose(_find_id(folded, stem, number, taken), shown, fields, strip_tags(body))
    taken.add(article.id)
    return article, told


def _find_body(folded: dict[str, Any]) -> str | None:
    named = [key for key in folded if key.startswith(("body", "content", "text", "article"))]
    for key in (*_BODY, *named):
        value = folded.get(key)
        if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
            value = "\n\n".join(value)
        if isinstance(value, str) and value.strip():
            return value
    return None


def _find_id(folded: dict[str, Any], stem: str, number: int, taken: set[str]) -> str:
    """Take the line's own id if it has one that no line before it had, else number the line."""
    for key in _ID:
        value = folded.get(key)
        if isinstance(value, str | int) and not isinstance(value, bool):
            found = " ".join(str(value)[:200].encode("utf-8", "replace").decode().split())
            if found and found not in taken:
                return found
    return f"{stem}:{number}"
