"""What was found -> a file in the corpus, unless it is there already; one article at a time."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from index.adding.found import Found
from index.adding.markdown import Sheet, make_sheet, merge, read_sheet
from index.adding.names import stems
from index.adding.pages import decode_text
from index.adding.report import Item, Outcome
from index.adding.shelf import Shelf
from index.adding.writing import keep_earlier, make_corpus, overwrite, write_new
from index.article import Article
from index.errors import ArticleError
from index.read import read_file, stem_of
from index.reading.compose import read_day_field


@dataclass(frozen=True, slots=True)
class Unknown:
    """What a person may know of an article. field: "outlet" or "published"; guess: what it may be."""

    source: str
    title: str
    field: str
    guess: str | None


Ask = Callable[[Unknown], str | None]
"""Asks a person; None or an empty text where nobody knows."""


class Keeper:
    """Writes articles into a corpus; threads may share it."""

    def __init__(self, corpus: Path, today: Callable[[], date]) -> None:
        self._corpus = corpus
        self._today = today
        self._shelf = Shelf(corpus)
        self._lock = threading.RLock()

    def refresh(self) -> None:
        """See what the corpus holds now."""
        with self._lock:
            self._shelf.refresh()

    def holds(self, url: str | None) -> str | None:
        """Give the path of the article of an address, None where there is none."""
        path = self._shelf.find(url)
        return self._shelf.show(path) if path else None

    def keep(self, found: Found, ask: Ask | None = None, dry_run: bool = False) -> Item:
        """Write an article into the corpus, or say why not. CorpusError where that cannot be written to."""
        try:
            sheet = self._sheet(found)
            if ask is not None:
                found = _ask(found, sheet.article, ask)
                sheet = self._sheet(found)
            with self._lock:
                old = self._shelf.find(sheet.article.url)
                if old is not None:
                    return self._update(found, sheet, old, dry_run)
                same = self._shelf.find_text(sheet.article.text)
                if same is not None and self._is_same(same, sheet.article):
                    there = f"is there already, word for word, as {self._shelf.show(same)}"
                    return Item(found.source, Outcome.THERE, self._shelf.show(same), reason=there)
                return self._add(found, sheet, dry_run)
        except ArticleError as error:
            return Item(found.source, Outcome.FAILED, reason=str(error))

    def _sheet(self, found: Found) -> Sheet:
        name = stem_of(PurePosixPath(re.split(r"[?#]", found.source)[0].replace("\\", "/")).name)
        return make_sheet(found.fields, found.raw, found.extra, name, name)

    def _add(self, found: Found, sheet: Sheet, dry_run: bool) -> Item:
        names = stems(sheet.article, self._today())
        if dry_run:
            path = self._corpus / f"{next(names)}.md"
        else:
            make_corpus(self._corpus)
            path = write_new(self._corpus, sheet.text, names)
        self._shelf.put(path, sheet.article.url, sheet.article.text)
        shown = self._shelf.show(path)
        article = replace(sheet.article, id=stem_of(shown), path=shown)
        return Item(found.source, Outcome.ADDED, shown, article, _notes(found, article))

    def _update(self, found: Found, sheet: Sheet, path: Path, dry_run: bool) -> Item:
        """Put an article's new text in the place of the old one, which is kept."""
        shown = self._shelf.show(path)
        if path.suffix.casefold() not in (".md", ".txt"):
            reason = f"is there already, in {shown}"
            return Item(found.source, Outcome.THERE, shown, reason=reason)
        articles, failures = read_file(path, self._corpus)
        if not articles:
            reason = f"is there already, but {failures[0].error}" if failures else f"is there, in {shown}"
            return Item(found.source, Outcome.FAILED, shown, reason=reason)
        old = articles[0]
        if _same_text(old.text, sheet.article.text):
            reason = f"is there already, with the same text, as {shown}"
            return Item(found.source, Outcome.THERE, shown, old, reason=reason)
        text, _ = decode_text(path.read_bytes(), None)
        _, extra = read_sheet(text, old.id, shown)
        extra = {**extra, "updated": self._today().isoformat()}
        new = make_sheet(merge(old, sheet.article), found.raw, extra, old.id, shown)
        if _same_text(old.text, new.article.text):
            reason = f"is there already, with the same text, as {shown}"
            return Item(found.source, Outcome.THERE, shown, old, reason=reason)
        earlier = None
        if not dry_run:
            earlier = keep_earlier(self._corpus, path)
            overwrite(path, new.text)
        self._shelf.put(path, new.article.url, new.article.text)
        notes = _notes(found, new.article)
        return Item(found.source, Outcome.UPDATED, shown, new.article, notes, earlier=earlier)

    def _is_same(self, path: Path, article: Article) -> bool:
        """Tell whether a file with the same text is the same article, and not another outlet's copy of it."""
        if path.suffix.casefold() not in (".md", ".txt") or not path.exists():
            return True
        articles, _ = read_file(path, self._corpus)
        return any(one.outlet == article.outlet for one in articles)


def _ask(found: Found, article: Article, ask: Ask) -> Found:
    """Ask a person for what the article does not say; what they do not know stays unknown."""
    fields = found.fields
    if article.outlet is None or article.outlet == fields.host:
        unknown = Unknown(found.source, article.title, "outlet", article.outlet or found.outlet_guess)
        if answer := (ask(unknown) or "").strip():
            fields = replace(fields, outlet=answer)
    if article.published is None:
        guess = found.day_guess.isoformat() if found.day_guess else None
        if answer := (ask(Unknown(found.source, article.title, "published", guess)) or "").strip():
            try:
                fields = replace(fields, published=read_day_field(answer))
            except ValueError as error:
                return replace(found, fields=fields, notes=(*found.notes, f"published: {error}"))
    return replace(found, fields=fields)


def _notes(found: Found, article: Article) -> tuple[str, ...]:
    """Tell what could not be understood, one line each."""
    notes = list(found.notes)
    if article.outlet is None:
        guess = f"; it may be {found.outlet_guess}" if found.outlet_guess else ""
        notes.append(f"names no outlet{guess}")
    elif article.outlet == found.fields.host and found.fields.outlet is None:
        notes.append(f"names no outlet; its host, {article.outlet}, stands in for it")
    if article.published is None:
        guess = f"; the file is of {found.day_guess.isoformat()}" if found.day_guess else ""
        notes.append(f"names no publication date{guess}")
    return tuple(notes)


def _same_text(one: str, other: str) -> bool:
    return one.split() == other.split()
