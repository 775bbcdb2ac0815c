"""HTML -> text and fields, through trafilatura; the only file that imports it."""

from __future__ import annotations

import html
import logging
import re
from datetime import date

from index.errors import ArticleError
from index.reading.compose import Fields, host_of, read_authors_field, read_day_field, read_text_field

_BLOCK = re.compile(
    r"<(?:/?(?:p|div|h[1-6]|li|ul|ol|blockquote|section|article|tr|table)\b[^<>]{0,500}|br\s?/?)>",
    re.IGNORECASE,
)
_SKIPPED = re.compile(r"<(script|style)\b[^<>]{0,500}>.{0,100000}?</\1>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[a-z][a-z0-9]{0,15}(?:\s[^<>]{0,2000})?/?>", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"</p>|<br\s?/?>|<p[\s>]|</div>", re.IGNORECASE)
_FEWEST = 10  # words of an article
_MOST_TAGS = 50_000  # a long article has some thousands
_DEEPEST = 2000  # open tags; a page nested deeper is not one that a browser would show either


def read_page(page: str) -> tuple[Fields, str]:
    """Extract a news page's fields and text. ArticleError where no article is found in it."""
    if not _TAG.search(page):
        return Fields(), page  # plain text under another name
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    if page.count("<") > _MOST_TAGS or _depth(page) > _DEEPEST:
        raise ArticleError("has more tags than any news page; save the article as plain text")
    try:
        # The date must be printed in the page's metadata or address, not searched for in its text.
        found = bare_extraction(
            page,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception as error:  # whatever a damaged page does to a parser that is not ours
        raise ArticleError(
            f"is HTML that cannot be read ({type(error).__name__}); save it as plain text"
        ) from error
    document = found if found is not None and not isinstance(found, dict) else None
    text = (document.text or "") if document else ""
    if document is None or len(text.split()) < _FEWEST:
        raise ArticleError(
            "is a web page without an article; save the article's own page, or its text as .txt"
        )
    host = host_of(document.url) or document.hostname
    site = read_text_field(document.sitename)
    site = site.lstrip("@") if site else None
    return (
        Fields(
            title=read_text_field(document.title),
            outlet=None if site and host and site.casefold() in (host, f"www.{host}") else site,
            authors=read_authors_field((document.author or "").split(";")),
            published=_day(document.date),
            url=read_text_field(document.url),
            host=host,
        ),
        text,
    )


def _day(value: str | None) -> date | None:
    try:
        return read_day_field(value)
    except ValueError:
        return None


def _depth(page: str) -> int:
    """Estimate how deeply a page's tags are nested, void and unclosed ones left out as far as possible."""
    depth = deepest = 0
    for match in re.finditer(
        r"<(/?)(?:div|span|table|ul|ol|section|article|b|i|em|strong|font|a|blockquote)\b", page
    ):
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def strip_tags(text: str) -> str:
    """Take the tags out of a dump's text that is HTML; other text comes back as it is."""
    if len(_PARAGRAPHS.findall(text[:20000])) < 2:
        return text
    plain = _TAG.sub("", _BLOCK.sub("\n\n", _SKIPPED.sub(" ", text)))
    return html.unescape(plain)
