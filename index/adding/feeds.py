"""An RSS or Atom feed -> its entries, through feedparser; the only file that imports it."""

from __future__ import annotations

import html
import io
import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urljoin

from index.errors import ArticleError
from index.reading.compose import Fields, host_of, read_authors_field, read_day_field, read_text_field

MOST_ENTRIES = 5000
_TAG = re.compile(r"</?[a-z][^<>]{0,500}>", re.IGNORECASE)  # titles may be HTML


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed or one page of a sitemap.

    id: what it is known by from one visit to the next. state: changes when the entry says that it changed.
    fields: what is said of the article beside its page. content: its whole text as HTML, where it is there.
    """

    id: str
    url: str | None
    state: str
    fields: Fields
    content: str | None = None


def read_feed(data: bytes, url: str | None) -> list[Entry]:
    """Read a feed's entries in its order. url: where it was fetched from, for links that need it.

    ArticleError where it is no feed.
    """
    import feedparser

    if b"<!ENTITY" in data[:100_000]:
        raise ArticleError("is XML that defines entities, which no feed needs; check who made it")
    try:
        # As a stream, for feedparser would open a text that looks like a path or an address.
        found: Any = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # whatever a damaged feed does to a parser that is not ours
        raise ArticleError(
            f"is a feed that cannot be read ({type(error).__name__}); check the address in a browser"
        ) from error
    if not found.entries and (found.bozo or not found.version):
        reason = " ".join(str(found.get("bozo_exception", "no entries")).split())[:100]
        raise ArticleError(f"is a feed that cannot be read ({reason}); check the address in a browser")
    entries = [_entry(one, url) for one in found.entries[:MOST_ENTRIES]]
    known: dict[str, Entry] = {}
    for entry in entries:
        if entry is not None:
            known.setdefault(entry.id, entry)
    return list(known.values())


def _entry(one: Any, base: str | None) -> Entry | None:
    link = read_text_field(one.get("link"))
    url = None
    if link is not None:
        try:
            url = urljoin(base or "", link)
        except ValueError:
            url = None
    contents = [part.get("value", "") for part in one.get("content", []) if isinstance(part, dict)]
    content = max(contents, key=len, default="") or None
    identity = read_text_field(one.get("id")) or url or read_text_field(one.get("title"))
    if identity is None:
        return None
    printed = one.get("published") or one.get("created") or one.get("issued")
    outlet = one.get("source", {}).get("title") if isinstance(one.get("source"), dict) else None
    authors = [a.get("name") for a in one.get("authors", []) if isinstance(a, dict)]
    fields = Fields(
        title=_text(one.get("title")),
        outlet=_text(outlet),
        authors=read_authors_field([name for name in authors if isinstance(name, str)]),
        published=_day(printed),
        url=url,
        host=host_of(url),
    )
    # dict's own get: feedparser's gives the day of publication where no change is printed, and complains.
    return Entry(identity, url, str(dict.get(one, "updated") or printed or ""), fields, content)


def _text(value: object) -> str | None:
    try:
        text = read_text_field(value)
    except ValueError:
        return None
    return read_text_field(html.unescape(_TAG.sub("", text))) if text else None


def _day(value: object) -> date | None:
    try:
        return read_day_field(value)
    except ValueError:
        return None
