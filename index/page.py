"""A page's text, read once: its lines, its header, and which lines are running text. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.byline import DateLine, read_date_line
from index.dateline import opens_with_dateline
from index.furniture import is_furniture, is_legal, is_prose, is_sentence
from index.headline import Header, find_header
from index.notes import is_biography, read_publication_note
from index.paragraphs import Line, split_lines

_SCREEN = 10  # lines


@dataclass(frozen=True, slots=True)
class Page:
    """A page as its cleaning and the reading of its marks see it.

    running: for each line whether it is text beyond doubt.
    first, last: indexes of the first (after the header) and the last such line; where there is none, the
    number of lines and -1.
    """

    raw: str
    lines: Sequence[Line]
    header: Header
    running: Sequence[bool]
    first: int
    last: int


def read_page_text(raw: str, title: str | None = None) -> Page:
    """Read a page's text. title: the headline if it is known from elsewhere; else it is looked for."""
    lines = split_lines(raw)
    header = find_header(lines, title)
    running = [_is_running(line.text) for line in lines]
    first = next((i for i in range(header.body, len(lines)) if running[i]), len(lines))
    last = max((i for i, yes in enumerate(running) if yes), default=-1)
    return Page(raw, lines, header, running, first, last)


def date_line_at(page: Page, index: int) -> DateLine | None:
    """Read the line of dates that stands at an index, None where it is none.

    Above the text any such line counts; among the text one that holds nothing else, and says what it is or
    stands no further than a screen below the headline.
    """
    found = read_date_line(page.lines[index].text)
    if found is None or index < page.first:
        return found
    near = page.header.printed is not None and index < page.header.body + _SCREEN
    return found if found.alone and (found.labelled or near) else None


def _is_running(text: str) -> bool:
    if is_sentence(text) and is_prose(text):
        return not (is_legal(text) or is_furniture(text) or is_biography(text) or read_publication_note(text))
    return opens_with_dateline(text)
