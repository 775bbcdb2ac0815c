"""An article <-> its Markdown file with front matter: what is written reads back the same. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from index.article import Article
from index.errors import ArticleError
from index.reading.compose import Fields, compose
from index.reading.front_matter import NAMES, read_front_matter, split_front_matter

_TRIES = 5
_KNOWN = {name for names in NAMES.values() for name in names}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A Markdown file and the article that the reader finds in it."""

    text: str
    article: Article


def make_sheet(fields: Fields, raw: str, extra: Mapping[str, Any], stem: str, shown: str) -> Sheet:
    """Write an article so that reading it gives what is written.

    raw: the text as it came; the cleaned text is written where that reads back whole, else the text as it
    came. extra: further front matter, kept as it is. stem, shown: the file's name and its path in the corpus.
    ArticleError where there is no text.
    """
    article = compose(stem, shown, fields, raw)
    for body in (article.text, raw.strip()):
        sheet = _sheet(article, body, extra, stem, shown)
        if sheet is not None and sheet.article == article:
            return sheet
    # What the reader makes of its own result: each turn can only leave less to misread.
    sheet = None
    for _ in range(_TRIES):
        sheet = _sheet(article, article.text, extra, stem, shown)
        if sheet is None or sheet.article == article:
            break
        article = sheet.article
    if sheet is None:
        raise ArticleError("cannot be kept as Markdown; save the article as plain text and add that")
    return sheet


def read_sheet(text: str, stem: str, shown: str) -> tuple[Article, dict[str, Any]]:
    """Read a file as `index.read` does, and also give the front matter that says something else."""
    block, body = split_front_matter(text)
    fields = read_front_matter(block)[0] if block is not None else Fields()
    return compose(stem, shown, fields, body), read_extra(block)


def read_extra(block: str | None) -> dict[str, Any]:
    """Read the fields of front matter that are not an article's own, such as somebody's tags."""
    import yaml

    if block is None:
        return {}
    try:
        found = yaml.load(block, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    pairs = found.items() if isinstance(found, dict) else ()
    return {str(key): value for key, value in pairs if str(key).strip().casefold() not in _KNOWN}


def merge(old: Article, new: Article) -> Fields:
    """Put a page's new state over what is known of it: the new title, and what its owner corrected stays."""
    return Fields(
        title=new.title,
        outlet=old.outlet or new.outlet,
        via=old.via or new.via,
        authors=old.authors or new.authors,
        published=old.published or new.published,
        url=old.url or new.url,
    )


def _sheet(article: Article, body: str, extra: Mapping[str, Any], stem: str, shown: str) -> Sheet | None:
    text = "\n".join(["---", *_lines(article, extra), "---", "", body, ""])
    try:
        found, _ = read_sheet(text, stem, shown)
    except ArticleError:
        return None
    return Sheet(text, found)


def _lines(article: Article, extra: Mapping[str, Any]) -> list[str]:
    """Write the fields; the empty ones too, so that their owner sees what may be filled in."""
    values: dict[str, Any] = {
        "outlet": article.outlet,
        "via": article.via,
        "title": article.title,
        "authors": list(article.authors),
        "published": article.published,
        "url": article.url,
    }
    kept = {key: value for key, value in extra.items() if key not in values}
    return [_line(key, value) for key, value in {**values, **kept}.items()]


def _line(key: str, value: Any) -> str:
    import yaml

    if value in (None, "", [], ()):
        return f"{key}:"
    if isinstance(value, date) or (isinstance(value, str) and _DAY.fullmatch(value)):
        return f"{key}: {value}"
    return yaml.safe_dump(
        {key: value}, allow_unicode=True, sort_keys=False, width=1_000_000, default_flow_style=False
    ).rstrip("\n")
