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
_FOOT = 3  # lines of running text that may follow what stands below an article
_LAST_LINES = 12


@dataclass(frozen=True, slots=True)
class Page:
    """A page as its cleaning and the reading of its marks see it.

    running: for each line whether it is text beyond doubt.
    first, last: indexes of the first (after the header) and the last such line; where there is none, the
    number of lines and -1.
    foot: index of the line from which on notes below the article may stand, with little text after them.
    """

    raw: str
    lines: Sequence[Line]
    header: Header
    running: Sequence[bool]
    first: int
    last: int
    foot: int

    @property
    def asides(self) -> list[str]:
        """The lines that may say something of the page: what is not running text, and the last lines."""
        end = len(self.lines) - _LAST_LINES
        return [line.text for i, line in enumerate(self.lines) if i >= end or not self.running[i]]


def read_page_text(raw: str, title: str | None = None) -> Page:
    """Read a page's text. title: the headline if it is known from elsewhere; else it is looked for."""
    lines = split_lines(raw)
    header = find_header(lines, title)
    running = [_is_running(line.text) for line in lines]
    first = next((i for i in range(header.body, len(lines)) if running[i]), len(lines))
    texts = [i for i, yes in enumerate(running) if yes]
    last = texts[-1] if texts else -1
    foot = max(first + 1, texts[-_FOOT - 1] if len(texts) > _FOOT else 0)
    return Page(raw, lines, header, running, first, last, foot)


def date_line_at(page: Page, index: int) -> DateLine | None:
    """Read the line of dates that stands at an index, None where it is none.

    Above the text any such line counts; among the text one that holds nothing else, and says what it is or
    stands no further than a screen below the headline.
    """
    if page.running[index]:
        return None
    found = read_date_line(page.lines[index].text)
    if found is None or index < page.first:
        return found
    near = page.header.printed is not None and index < page.header.body + _SCREEN
    return found if found.alone and (found.labelled or near) else None


def _is_running(text: str) -> bool:
    if is_sentence(text) and is_prose(text):
        return not (is_legal(text) or is_furniture(text) or is_biography(text) or read_publication_note(text))
    return opens_with_dateline(text)
