"""Feeds and sitemaps: which of their entries are new, and each of those into the corpus."""

from __future__ import annotations

import re
from collections.abc import Generator
from dataclasses import replace
from urllib.parse import urlsplit

from index.adding.errors import FetchError
from index.adding.feeds import Entry
from index.adding.fetch import Fetcher
from index.adding.found import Found
from index.adding.keeping import Keeper
from index.adding.kinds import Kind, kind_of
from index.adding.memory import FeedMemory
from index.adding.report import Item, Outcome
from index.adding.settings import AddSettings
from index.adding.single import read_article
from index.adding.sitemaps import read_sitemap
from index.errors import ArticleError
from index.reading.compose import Fields
from index.reading.web_page import strip_tags

Items = Generator[Item, None, int]
"""What was done, item by item; returns how many entries of a long list were left out."""

_MOST_SITEMAPS = 20
_FEWEST_WORDS = 80  # of a feed's own text that is taken for the article when its page cannot be had


class Lists:
    """Adds what feeds and sitemaps list."""

    def __init__(self, fetcher: Fetcher, keeper: Keeper, settings: AddSettings) -> None:
        self._fetcher = fetcher
        self._keeper = keeper
        self._settings = settings

    def add_entries(self, entries: list[Entry], memory: FeedMemory, url: str | None, dry_run: bool) -> Items:
        """Add the entries that are new, up to the most at once; those that are there cost no request.

        memory: what was seen of the list before, brought up to date here. url: the list's own address.
        """
        if not entries:
            yield Item(url or "the list", Outcome.THERE, reason="lists nothing now")
        for gone in memory.seen.keys() - {entry.id for entry in entries}:
            del memory.seen[gone]
        wanted = []
        for entry in entries:
            there = self._keeper.holds(entry.url)
            seen = entry.id in memory.seen
            if (seen and not memory.is_done(entry.id, entry.state)) or not (seen or there):
                wanted.append(entry)
                continue
            memory.note(entry.id, entry.state, again=False)
            reason = f"is there already, as {there}" if there else "was looked at before"
            yield Item(entry.url or entry.id, Outcome.THERE, there, reason=reason)
        for entry in wanted[: self._settings.most]:
            item = self._add_entry(entry, url, dry_run)
            memory.note(entry.id, entry.state, item.again)
            yield item
        return max(0, len(wanted) - self._settings.most)

    def list_pages(self, data: bytes) -> list[Entry]:
        """List the pages of a sitemap and of the sitemaps that it names, until there are enough new ones.

        ArticleError where it is no sitemap.
        """
        pages, further = read_sitemap(data, self._settings.largest)
        for _ in range(_MOST_SITEMAPS):
            new = sum(self._keeper.holds(page.url) is None for page in pages)
            if not further or new > self._settings.most:
                break
            try:
                fetched = self._fetcher.fetch(further.pop(0))
                more, deeper = read_sitemap(fetched.data, self._settings.largest)
            except ArticleError as error:
                if not pages and not further:
                    raise ArticleError(f"names a sitemap that {error}") from error
                continue
            pages += more
            further = deeper + further
        return list({page.id: page for page in pages}.values())

    def _add_entry(self, entry: Entry, listed_at: str | None, dry_run: bool) -> Item:
        """Add one entry: its page, or what the feed itself has of it where the page cannot be had."""
        source = entry.url or entry.id
        own = _is_own(entry.url, listed_at)
        try:
            if entry.url is None:
                raise ArticleError("has no address")
            fetched = self._fetcher.fetch(entry.url)
            kind = kind_of(fetched.data, fetched.url, fetched.content_type)
            if kind in (Kind.FEED, Kind.SITEMAP, Kind.DUMP):
                raise ArticleError(f"is a {kind}, not an article")
            found = read_article(source, fetched, kind)
            found = replace(found, fields=_fill(found.fields, entry.fields, own))
        except ArticleError as error:
            text = strip_tags(entry.content or "")
            if not own or len(text.split()) < _FEWEST_WORDS:
                return failed(source, error)
            note = f"is kept as its feed has it; the page {str(error).partition(';')[0]}"
            found = Found(source, entry.fields, text, (note,))
        return self._keeper.keep(found, None, dry_run)


def failed(source: str, error: ArticleError) -> Item:
    """Tell of something that was not added."""
    again = isinstance(error, FetchError) and error.again
    return Item(source, Outcome.FAILED, reason=str(error), again=again)


def _fill(fields: Fields, more: Fields, own: bool) -> Fields:
    """Fill what a page does not say with what its list says; who printed it only if the list is its own."""
    return replace(
        fields,
        title=fields.title or more.title,
        outlet=fields.outlet or (more.outlet if own else None),
        authors=fields.authors or more.authors,
        published=fields.published or more.published,
    )


def _is_own(url: str | None, listed_at: str | None) -> bool:
    """Tell whether a list speaks for its own site, so that its words may stand for the page's: any other
    could put words into an outlet's mouth. A list from a file is its owner's word."""
    if listed_at is None or url is None:
        return True
    one, other = _site(url), _site(listed_at)
    return bool(one and other) and (one == other or one.endswith(f".{other}"))


def _site(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return re.sub(r"^(?:www|feeds|rss)\.", "", host)
