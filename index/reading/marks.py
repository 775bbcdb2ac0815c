"""What a page's text itself says of its outlet, agency, date and authors. Pure.

Only what is printed counts. A date without its year is used where a full date in the text fixes the year,
and left out where none does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from index.reading.agencies import agency_name, fold_name, same_name
from index.reading.byline import DateLine, read_byline, read_date_line
from index.reading.dateline import Dateline, read_dateline
from index.reading.furniture import is_sentence
from index.reading.headline import is_caption
from index.reading.notes import PublicationNote, read_publication_note
from index.reading.owner import credited, named_outlet, names_agency, signed_by, syndicated
from index.reading.page import Page, date_line_at, read_page_text
from index.reading.paragraphs import Line
from index.reading.printed_date import find_dates, make_date

_OPENING = 4  # paragraphs in which a dateline may stand
_SCREEN = 10  # lines below a headline among which its date may stand
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class _Printed:
    """What a page prints that may tell its owner."""

    dateline: Dateline | None
    byline_outlet: str | None
    note: PublicationNote | None
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """What a text says of itself; None or empty where it says nothing.

    outlet: who printed the page. via: the agency whose copy it is, when that is somebody else.
    published: the day of publication as printed.
    body_start: offset in the raw text of the first line after the headline and what belongs to it.
    undated: a printed date that had to be left out for want of a year ("Apr 18"), or that no calendar has.
    """

    outlet: str | None
    via: str | None
    published: date | None
    title: str | None
    authors: tuple[str, ...]
    body_start: int
    undated: str | None = None


def read_marks(raw: str, outlet: str | None = None, title: str | None = None) -> Marks:
    """Read the marks of a text.

    outlet, title: what is known from elsewhere; a known outlet stays, and an agency that the text names is
    then the agency whose copy that outlet printed.
    """
    return page_marks(read_page_text(raw, title), outlet)


def page_marks(page: Page, outlet: str | None = None) -> Marks:
    """Read the marks of a page, as `read_marks` does."""
    lines, header, first = page.lines, page.header, page.first
    body = next((i for i in range(header.body, min(first, len(lines))) if not _is_head(lines[i].text)), first)
    asides = page.asides
    notes = [told for text in asides if (told := read_publication_note(text))]
    note = next((told for told in notes if told.published), notes[0] if notes else None)
    dateline = _find_dateline(lines, header.body)
    bylines = [found for line in lines[: first + 1] if (found := read_byline(line.text))]
    authors = [name for byline in bylines for name in byline.authors] or list(note.authors if note else ())
    published, undated = _find_day(page, dateline, note)
    byline_outlet = next((byline.outlet for byline in bylines if byline.outlet), None)
    who, via = _find_owner(page, outlet, _Printed(dateline, byline_outlet, note, tuple(authors)))
    return Marks(
        outlet=who,
        via=via,
        published=published,
        title=header.title,
        authors=tuple(dict.fromkeys(authors)),
        body_start=lines[body].start if body < len(lines) else len(page.raw),
        undated=undated,
    )


def _is_head(text: str) -> bool:
    return read_byline(text) is not None or read_date_line(text) is not None


def _find_dateline(lines: Sequence[Line], start: int) -> Dateline | None:
    seen = 0
    for line in lines[start : start + 40]:
        if found := read_dateline(line.text):
            return found
        if is_sentence(line.text) and not is_caption(line.text):
            seen += 1
            if seen == _OPENING:
                break
    return None


def _find_day(
    page: Page, dateline: Dateline | None, note: PublicationNote | None
) -> tuple[date | None, str | None]:
    """Find the day of publication: after the headline, before it, in a note, the dateline or at the end."""
    every = [(i, found) for i in range(len(page.lines)) if (found := date_line_at(page, i))]
    edge = max(page.first, page.header.body + _SCREEN)
    after = [found for i, found in every if page.header.body <= i < edge]
    before = [found for i, found in every if i < page.header.body]
    below = [found for i, found in every if i >= edge]
    ordered = [*after, *(found for found in before if found.labelled), *before]
    days = [found.published for found in ordered]
    days += [note.published if note else None, dateline.day if dateline else None]
    if dateline and dateline.month_day:
        days.append(_with_year(page.lines, dateline.month_day))
    days += [found.published for found in below]
    # Where a page prints nothing but its last change, that is the day it was printed as it stands.
    days += [found.updated for found in (*ordered, *below)]
    day = next((day for day in days if day), None)
    return day, None if day else _left_out(ordered, dateline)


def _left_out(found: Sequence[DateLine], dateline: Dateline | None) -> str | None:
    if dateline and dateline.month_day:
        month, day = dateline.month_day
        return f"{date(2024, month, day):%d %B} without a year".lstrip("0")
    return "a date that no calendar has" if found else None


def _with_year(lines: Sequence[Line], month_day: tuple[int, int]) -> date | None:
    """Give a dateline's month and day the year of a full date in the text that is that day or up to a week
    before; None where no date or more than one year fits."""
    fitting: set[date] = set()
    for printed in _days(lines):
        for year in (printed.year, printed.year + 1):
            day = make_date(year, *month_day)
            if day and timedelta(0) <= day - printed <= _WEEK:
                fitting.add(day)
    return fitting.pop() if len(fitting) == 1 else None


def _days(lines: Sequence[Line]) -> Iterator[date]:
    for line in lines:
        yield from (found.day for found in find_dates(line.text) if found.day)


def _find_owner(page: Page, known: str | None, printed: _Printed) -> tuple[str | None, str | None]:
    """Tell who printed the page and whose copy it is."""
    texts = [line.text for line in page.lines]
    above, asides = texts[: page.first], page.asides
    note_outlet = printed.note.outlet if printed.note else None
    named = (printed.byline_outlet, page.header.outlet, note_outlet)
    outlet = known or next((name for name in named if name and not agency_name(name)), None)
    outlet = outlet or page.header.outlet or named_outlet(above, asides, printed.authors)
    in_dateline = printed.dateline.name if printed.dateline else None
    signed = signed_by(texts)
    agencies = (in_dateline, printed.byline_outlet, names_agency(above, asides), signed)
    agency = next((found for name in agencies if name and (found := agency_name(name))), None)
    if outlet is None and in_dateline and agency_name(in_dateline) is None:
        return in_dateline, agency  # a name in brackets that is no agency's is a house's own
    agency = agency or in_dateline
    if agency is None:
        return outlet, None
    if outlet:
        own = same_name(outlet, agency) or fold_name(agency) in fold_name(outlet)
        return outlet, None if own else agency
    own = credited(texts, agency) or (signed is not None and in_dateline is not None)
    return (agency, None) if own and not syndicated(above, asides) else (None, agency)
