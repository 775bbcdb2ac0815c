"""A page's text, read once: its lines, its header, and which lines are running text. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.reading.byline import DateLine, read_date_line
from index.reading.dateline import opens_with_dateline
from index.reading.furniture import is_furniture, is_legal, is_prose, is_sentence
from index.reading.headline import Header, find_header
from index.reading.notes import is_biography, read_publication_note
from index.reading.paragraphs import Line, split_lines

_SCREEN = 10  # lines
_FOOT = 3  # lines of running text that may follow what stands below an article
_LAST_LINES = 12
_LONGEST_HEAD = 300  # lines between a headline and its article
_MOST_LINES = 10_000


@dataclass(frozen=True, slots=True)
class Page:
    """A page as its cleaning and the reading of its marks see it.

    running: for each line whether it is text beyond doubt.
    first, last: indexes of the first such line below the headline (of the line below the headline where
    there is none) and of the last one (-1 where there is none).
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
    if len(lines) > _MOST_LINES:  # no page has as many; it is kept as it is
        return Page(raw, lines, Header(title), [True] * len(lines), 0, len(lines) - 1, len(lines))
    header = find_header(lines, title)
    running = [_is_running(line.text) for line in lines]
    top = range(header.body, min(len(lines), header.body + _LONGEST_HEAD))
    first = next((i for i in top if running[i]), header.body)
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
