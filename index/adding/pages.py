"""A fetched or saved web page, or plain text -> what is found of its article."""

from __future__ import annotations

import codecs
import html
import re
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from index.adding.found import Found
from index.adding.markdown import read_extra
from index.errors import ArticleError
from index.reading.compose import Fields, host_of
from index.reading.decode import decode
from index.reading.front_matter import read_front_matter, split_front_matter
from index.reading.web_page import read_page

_FEED_LINK = re.compile(r"<link\b[^<>]{0,600}>", re.IGNORECASE)
_FEED_TYPE = re.compile(r"type\s*=\s*[\"']?application/(?:rss|atom)\+xml", re.IGNORECASE)
_HREF = re.compile(r"href\s*=\s*(?:\"([^\"]{1,500})\"|'([^']{1,500})'|([^\s\"'>]{1,500}))", re.IGNORECASE)


def read_web_page(data: bytes, source: str, url: str | None, charset: str | None = None) -> Found:
    """Read a web page.

    source: what it is called to people. url: where it was fetched from; None for a file. charset: what the
    server said. ArticleError where it holds no article.
    """
    text, notes = decode_text(data, charset)
    try:
        fields, body = read_page(text)
    except ArticleError as error:
        feed = find_feed(text, url) if url else None
        if feed is None:
            raise
        raise ArticleError(f"{str(error).partition(';')[0]}; its feed is {feed}") from error
    if url is not None:
        own = fields.url if fields.url and _same_site(fields.url, url) else url
        fields = replace(fields, url=own, host=host_of(own))
    return Found(source, fields, body, notes)


def read_text(data: bytes, source: str, url: str | None = None, charset: str | None = None) -> Found:
    """Read Markdown with or without front matter, or plain text."""
    text, notes = decode_text(data, charset)
    block, body = split_front_matter(text)
    fields, told = read_front_matter(block) if block is not None else (Fields(), [])
    if url is not None and not fields.url:
        fields = replace(fields, url=url, host=host_of(url))
    notes += tuple(f"front matter, {line}" for line in told)
    return Found(source, fields, body, notes, extra=read_extra(block))


def decode_text(data: bytes, charset: str | None) -> tuple[str, tuple[str, ...]]:
    """Decode bytes: UTF-8 where they are that, else what the server said, else what they look like.

    Also gives what to tell of it. ArticleError where they are no text.
    """
    if charset is not None:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            try:
                if codecs.lookup(charset)._is_text_encoding:
                    data = data.decode(charset).encode("utf-8")
            except (LookupError, UnicodeError):
                pass  # a server that says what is not so
    text, guessed = decode(data)
    return text, (f"is not valid UTF-8 and was read as {guessed}",) if guessed else ()


def find_feed(page: str, url: str) -> str | None:
    """Find the feed that a page names; None where it names none."""
    for link in _FEED_LINK.findall(page[:200_000]):
        if _FEED_TYPE.search(link) and (match := _HREF.search(link)):
            place = html.unescape(match[1] or match[2] or match[3])
            try:
                found = urljoin(url, place)
            except ValueError:
                continue
            if found.startswith(("http://", "https://")):
                return found
    return None


def _same_site(one: str, other: str) -> bool:
    """Tell whether a page that calls itself `one` and was read at `other` is of one site: a page may name
    any address as its own, and the article would be shown as that site's."""
    try:
        first, second = urlsplit(one), urlsplit(other)
    except ValueError:
        return False
    bare = [(part.hostname or "").removeprefix("www.") for part in (first, second)]
    return first.scheme in ("http", "https") and bool(bare[0]) and bare[0] == bare[1]
