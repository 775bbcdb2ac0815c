"""What bytes are: a page, a PDF, a mail, a feed, a sitemap, a dump or text. By what stands in them. Pure."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum
from pathlib import PurePosixPath

from index.errors import ArticleError


class Kind(StrEnum):
    """The kinds of things that hold articles or lead to them."""

    PAGE = "page"
    PDF = "PDF"
    MAIL = "mail"
    FEED = "feed"
    SITEMAP = "sitemap"
    DUMP = "dump"
    TEXT = "text"


SUFFIXES = {
    ".md": Kind.TEXT, ".txt": Kind.TEXT, ".html": Kind.PAGE, ".htm": Kind.PAGE, ".xhtml": Kind.PAGE,
    ".pdf": Kind.PDF, ".eml": Kind.MAIL, ".rss": Kind.FEED, ".atom": Kind.FEED, ".xml": Kind.FEED,
    ".jsonl": Kind.DUMP, ".ndjson": Kind.DUMP, ".gz": Kind.DUMP,
}  # fmt: skip
"""What a file's ending lets expect; its bytes decide where they can."""

_TYPES = {
    "application/pdf": Kind.PDF,
    "message/rfc822": Kind.MAIL,
    "application/x-ndjson": Kind.DUMP,
    "application/jsonl": Kind.DUMP,
    "text/html": Kind.PAGE,
    "application/xhtml+xml": Kind.PAGE,
}
_REFUSED = ("image/", "audio/", "video/", "font/")
_PROLOGUE = re.compile(
    rb"<\?.{0,1000}?\?>|<!--.{0,3000}?-->|<!DOCTYPE[^>\[]{0,300}>", re.DOTALL | re.IGNORECASE
)
_ROOT = re.compile(rb"<([a-zA-Z][\w:.-]{0,40})")
_MAIL = re.compile(rb"(?:[A-Za-z][\w-]{0,60}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,50}){2,}")
_MAIL_FIELD = re.compile(rb"^(?:From|Date|Subject|Message-ID):", re.IGNORECASE | re.MULTILINE)
_SAMPLE = 4096


def kind_of(data: bytes, name: str, content_type: str = "") -> Kind:
    """Tell what bytes are; ArticleError where they are nothing that holds text.

    name: a file's name or an address; of it only the ending counts.
    """
    if content_type.startswith(_REFUSED):
        raise ArticleError(f"is {content_type[:40]}, not an article; add the page that tells of it")
    suffix = PurePosixPath(name.partition("?")[0].casefold()).suffix
    named = _TYPES.get(content_type) or SUFFIXES.get(suffix)
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith(b"\x1f\x8b"):
        return Kind.SITEMAP if ".xml" in name.casefold() else Kind.DUMP
    start = data.removeprefix(codecs.BOM_UTF8)[:_SAMPLE].lstrip()
    if named in (Kind.MAIL, Kind.DUMP) and not start.startswith(b"<"):
        return named
    if start.startswith(b"<") and (root := _root(start)):
        return root
    if named not in (Kind.TEXT, Kind.PAGE) and _MAIL.match(start) and len(_MAIL_FIELD.findall(start)) >= 3:
        return Kind.MAIL
    if content_type == "application/json" or start.startswith(b'{"'):
        return Kind.DUMP if named is not Kind.PAGE else Kind.PAGE
    return Kind.PAGE if named is Kind.PAGE else Kind.TEXT


def _root(start: bytes) -> Kind | None:
    """Tell what an XML or HTML document is by its first element; None where it is none."""
    plain = re.sub(
        rb"<\?.{0,1000}?\?>|<!--.{0,3000}?-->|<!DOCTYPE[^>\[]{0,300}>", b"", start, flags=re.DOTALL
    )
    match = _ROOT.search(plain)
    root = match[1].lower().rpartition(b":")[2] if match else b""
    if root in (b"rss", b"feed", b"rdf"):
        return Kind.FEED
    if root in (b"urlset", b"sitemapindex"):
        return Kind.SITEMAP
    return Kind.PAGE if match else None
