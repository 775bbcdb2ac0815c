"""A sitemap -> the pages that it lists, the newest first, and the further sitemaps that it names. Pure."""

from __future__ import annotations

import gzip
import io
import zlib
from datetime import date
from xml.etree import ElementTree

from index.adding.feeds import Entry
from index.errors import ArticleError
from index.reading.compose import Fields, host_of, read_day_field, read_text_field

MOST_PAGES = 50_000  # as the protocol has it
_NAMES = ("loc", "lastmod", "title", "name", "publication_date")


def read_sitemap(data: bytes, limit: int) -> tuple[list[Entry], list[str]]:
    """Read a sitemap, plain or packed with gzip: its pages and the sitemaps it names, the newest first.

    limit: the most bytes that a packed one may unpack to. ArticleError where it is no sitemap.
    """
    if data.startswith(b"\x1f\x8b"):
        data = _unpack(data, limit)
    if b"<!ENTITY" in data[:100_000] or b"<!DOCTYPE" in data[:100_000]:
        raise ArticleError("is XML that defines entities, which no sitemap needs; check who made it")
    pages: list[Entry] = []
    further: list[tuple[str, str]] = []
    values: dict[str, str] = {}
    try:
        for _, element in ElementTree.iterparse(io.BytesIO(data)):
            name = element.tag.rpartition("}")[2]
            if name in _NAMES and element.text:
                values.setdefault(name, element.text.strip())
            elif name == "sitemap":
                further += [(values.get("lastmod", ""), values["loc"])] if "loc" in values else []
                values.clear()
                element.clear()
            elif name == "url":
                if entry := _page(values):
                    pages.append(entry)
                values.clear()
                element.clear()
            if len(pages) >= MOST_PAGES:
                break
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        if not pages and not further:
            raise ArticleError(f"is a sitemap that cannot be read ({error}); check its address") from error
    pages.sort(key=lambda page: page.state, reverse=True)  # those without a date come last
    further.sort(key=lambda one: one[0], reverse=True)
    return pages, [url for _, url in further]


def _page(values: dict[str, str]) -> Entry | None:
    url = values.get("loc", "")
    if not url.startswith(("http://", "https://")):
        return None
    fields = Fields(
        title=read_text_field(values.get("title")),
        outlet=read_text_field(values.get("name")),  # of a news sitemap's publication
        published=_day(values.get("publication_date")),
        url=url,
        host=host_of(url),
    )
    return Entry(url, url, values.get("lastmod") or values.get("publication_date") or "", fields)


def _day(value: str | None) -> date | None:
    try:
        return read_day_field(value)
    except ValueError:
        return None


def _unpack(data: bytes, limit: int) -> bytes:
    try:
        with gzip.open(io.BytesIO(data)) as file:
            plain = file.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ArticleError(f"is packed and cannot be unpacked ({error}); check its address") from error
    if len(plain) > limit:
        raise ArticleError(f"unpacks to more than {limit / 1e6:.0f} MB; name one of its parts")
    return plain
