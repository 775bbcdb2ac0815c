"""What a file says of an article, and its text -> Article. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from index.article import Article
from index.errors import ArticleError
from index.reading.agencies import agency_name, same_name
from index.reading.clean import clean_page
from index.reading.furniture import ends_like_sentence, words_of
from index.reading.marks import page_marks
from index.reading.page import read_page_text
from index.reading.paragraphs import collapse, printable
from index.reading.printed_date import date_in_url, read_date_field

_TITLE_WORDS = 12
_LONGEST_FIELD = 500  # characters


@dataclass(frozen=True, slots=True)
class Fields:
    """What is known of an article beside its text; empty where nothing is said.

    host: the outlet to name if neither the fields nor the text know one: the host of the page's address.
    """

    title: str | None = None
    outlet: str | None = None
    via: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    url: str | None = None
    host: str | None = None


def compose(identity: str, path: str, fields: Fields, raw: str) -> Article:
    """Make an article from its fields and its text as it stands in the file.

    What the fields leave empty is taken from the text's own marks, and else left empty; only the title never
    is. ArticleError where no text is left.
    """
    page = read_page_text(raw, fields.title)
    text = clean_page(page)
    if not any(c.isalpha() for c in text):
        raise ArticleError("holds no article text; put the article's text in it or remove it")
    marks = page_marks(page, fields.outlet)
    outlet = fields.outlet or marks.outlet or fields.host
    via = fields.via or marks.via
    via = (agency_name(via) or via) if via else None
    return Article(
        id=identity,
        path=path,
        outlet=outlet,
        via=None if same_name(via, outlet) else via,
        title=fields.title or marks.title or make_title(text, identity),
        authors=fields.authors or marks.authors,
        published=fields.published or marks.published or (date_in_url(fields.url) if fields.url else None),
        url=fields.url,
        text=text,
    )


def make_title(text: str, identity: str) -> str:
    """Make up a title from a text's first line if it reads like a headline, else from its first words,
    else from the article's id. Never empty."""
    line = text.partition("\n")[0]
    words = line.split()
    if 2 <= len(words_of(line)) <= 20 and not ends_like_sentence(line):
        return line[:_LONGEST_FIELD]
    readable = collapse(re.sub(r"[_-]+", " ", identity))
    if len(re.findall(r"[^\W\d_]{3,}", readable)) >= 2 and ":" not in readable:
        return readable[0].upper() + readable[1:]
    if words:
        start = " ".join(words[:_TITLE_WORDS])[:_LONGEST_FIELD]
        return start if len(words) <= _TITLE_WORDS else f"{start.rstrip(',;:–—-')} …"
    return readable or identity or "Untitled"


def read_text_field(value: object) -> str | None:
    """Read a field of text: one line, white space collapsed; None where it is empty or says so.

    Feeds put an outlet in an object with a name, and one value in a list. Raises ValueError on anything else.
    """
    if isinstance(value, dict):
        value = next((value[key] for key in ("name", "title", "label") if value.get(key)), None)
    if isinstance(value, list | tuple) and len(value) <= 1:
        value = value[0] if value else None
    if value is None or isinstance(value, bool):
        return None
    if not isinstance(value, str | int | float):
        raise ValueError("is no line of text")
    text = collapse(printable(str(value)[: 4 * _LONGEST_FIELD]))[:_LONGEST_FIELD]
    return None if text.casefold() in ("", "none", "null", "nan", "unknown", "n/a", "~") else text


def read_authors_field(value: object) -> tuple[str, ...]:
    """Read a field of authors: a list, or names parted by commas, semicolons or "and"."""
    parts = value if isinstance(value, list | tuple) else [value]
    names: list[str] = []
    for part in parts[:50]:
        text = read_text_field(part)
        text = re.sub(r"^by\s+", "", text, flags=re.IGNORECASE) if text else ""
        names += [name.strip(" \"'") for name in re.split(r"[,;]\s*(?:and\s)?|\s(?:and|&)\s", text)]
    return tuple(dict.fromkeys(name for name in names if name))


def read_day_field(value: object) -> date | None:
    """Read a field of a publication date; ValueError, with what is there, where it is none."""
    try:
        return read_date_field(value)
    except ValueError:
        shown = collapse(str(value))[:40]
        raise ValueError(f'"{shown}" is no date; write it as 2024-06-30') from None


def host_of(url: str | None) -> str | None:
    """Give the host of a page's address without what stands before the site's name, or None."""
    if not url:
        return None
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return None
    host = re.sub(r"^(?:www\d?|m|mobile|amp|edition)\.", "", host)
    return (
        host if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", host) and not host.replace(".", "").isdigit() else None
    )
