"""YAML front matter: the lines between two "---" at the top of a Markdown file. Pure."""

from __future__ import annotations

import re
from typing import Any

from index.errors import ArticleError
from index.reading.compose import Fields, host_of, read_authors_field, read_day_field, read_text_field

_OPEN = re.compile(r"\s{0,8}---[ \t]*\r?\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_FIELD = re.compile(r"[ \t]*[A-Za-z][\w -]{0,40}:(?:[ \t]|\r?$)", re.MULTILINE)
_MOST_BRACKETS = 200
_LONGEST = 65536  # characters
# What a field may be called; the first name that has a value counts.
NAMES = {
    "title": ("title", "headline"),
    "outlet": ("outlet", "source", "publisher", "publication", "site", "sitename", "site_name"),
    "via": ("via", "agency"),
    "authors": ("authors", "author", "byline"),
    "published": ("published", "published_at", "date", "publishedat", "publish_date", "published_date",
                  "pubdate", "pub_date", "date_published", "datepublished"),
    "url": ("url", "link", "web_url", "canonical_url"),
}  # fmt: skip


def split_front_matter(text: str) -> tuple[str | None, str]:
    """Part a file's text into its front matter, None without one, and the rest."""
    opened = _OPEN.match(text)
    if opened is None or _FIELD.match(text, _skip_blank(text, opened.end())) is None:
        return None, text
    closed = _CLOSE.search(text, opened.end())
    if closed is None:
        raise ArticleError('opens its front matter with "---" and never closes it; end it with a line "---"')
    return text[opened.end() : closed.start()], text[closed.end() :]


def _skip_blank(text: str, start: int) -> int:
    """Go over empty lines and comments."""
    match = re.compile(r"(?:[ \t]*(?:#[^\n]{0,500})?\r?\n){0,50}").match(text, start)
    return match.end() if match else start


def read_front_matter(block: str, first_line: int = 2) -> tuple[Fields, list[str]]:
    """Read front matter into fields; also what to tell of values that had to be left out, one line each.

    first_line: the number in the file of the block's first line. ArticleError where the block is not YAML.
    """
    import yaml

    if len(block) > _LONGEST:
        raise ArticleError("has front matter of more than 64 kB; keep the article's text below it")
    if block.count("[") + block.count("{") > _MOST_BRACKETS:  # nested, they would take the parser minutes
        raise ArticleError("has front matter that is not YAML; write one field a line, as title: ...")
    try:
        # Everything stays text here: YAML itself would refuse a file for one impossible date.
        found: Any = yaml.load(block, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        if mark is None or mark.line >= block.count("\n"):  # noticed at the end: tell where it began
            mark = error.context_mark or mark
        line = first_line + (mark.line if mark else 0)
        raise ArticleError(
            f"has front matter that is not YAML at line {line} ({error.problem}); put the value in quotes"
        ) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ArticleError(
            "has front matter that is not YAML; write one field a line, as title: ..."
        ) from error
    if not isinstance(found, dict):
        raise ArticleError("has front matter without fields; write one field a line, as title: ...")
    return read_fields({str(key): value for key, value in found.items()})


def read_fields(values: dict[str, Any]) -> tuple[Fields, list[str]]:
    """Read an article's fields, and tell of those that had to be left out, one line each."""
    folded = {key.strip().casefold(): value for key, value in values.items()}
    told: list[str] = []

    def pick(field: str, reader: Any) -> Any:
        for name in NAMES[field]:
            if folded.get(name):
                try:
                    value = reader(folded[name])
                except ValueError as error:
                    told.append(f"field {name}: {error}; the article is indexed without it")
                    continue
                if value:
                    return value
        return None

    url = pick("url", read_text_field)
    fields = Fields(
        title=pick("title", read_text_field),
        outlet=pick("outlet", read_text_field),
        via=pick("via", read_text_field),
        authors=pick("authors", read_authors_field) or (),
        published=pick("published", read_day_field),
        url=url,
        host=host_of(url),
    )
    return fields, told
