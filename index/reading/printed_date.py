"""Dates as pages and dumps print them for publication: "04/14/23 4:47 AM ET", "18.04.2023", "3 April 2024".

Only whole dates count, day, month and year: what is missing is not guessed. Times of the day and time zones
are passed over, since an article's date is the outlet's local one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import NamedTuple

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_ORDER = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_DAY = re.compile(rf"\b({_MONTHS})\b\.?\s{{1,3}}(\d{{1,2}})(?!\d)", re.IGNORECASE)
DAY_MONTH = re.compile(rf"(?<!\d)(\d{{1,2}})\s{{1,3}}({_MONTHS})\b", re.IGNORECASE)
_WHOLE = re.compile(
    r"(?<![\d./-])(?P<iy>\d{4})(?P<isep>[-/.])(?P<im>\d{1,2})(?P=isep)(?P<id>\d{1,2})(?!\d)"
    r"|(?<![\d./-])(?P<n1>\d{1,2})(?P<nsep>[-/.])(?P<n2>\d{1,2})(?P=nsep)(?P<ny>\d{4}|\d{2})(?![\d/-]|\.\d)"
    rf"|(?<!\d)(?P<dd>\d{{1,2}})(?:st|nd|rd|th)?[\s-]{{1,3}}(?:of\s)?(?P<dm>{_MONTHS})\b\.?,?[\s-]{{1,3}}(?P<dy>\d{{4}})(?!\d)"
    rf"|\b(?P<mm>{_MONTHS})\b\.?\s{{1,3}}(?P<md>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}(?P<my>\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_HINT = re.compile(r"\d{4}|\d[./-]\d{1,2}[./-]\d\d")  # one of these is in every whole date
# Zones and half-days as the United States print them, which settles 03/04/2024.
_AMERICAN = re.compile(r"\b(?:[ECMP][SD]?T|AK[SD]T|HST)\b|\b(?:Eastern|Central|Pacific|Mountain) [Tt]ime")
_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?!\d)")
_URL_MONTH = re.compile(rf"/((?:19|20)\d\d)/({_MONTHS})/(\d{{1,2}})(?!\d)", re.IGNORECASE)


class PrintedDate(NamedTuple):
    """A whole date in a line: `line[start:end]` is what is printed; day is None where no calendar has it."""

    start: int
    end: int
    day: date | None


def month_number(name: str) -> int:
    """Give the number of a month by its English name or its first three letters."""
    return _ORDER.index(name[:3].casefold()) + 1


def make_date(year: int, month: int, day: int) -> date | None:
    """Make a date, or None where no calendar has it or no web page is that old or that new."""
    try:
        made = date(year, month, day)
    except ValueError:
        return None
    return made if 1800 <= year <= 2199 else None


def find_dates(line: str) -> Iterator[PrintedDate]:
    """Find the whole dates of a line, from left to right.

    Two numbers and a year are day and month only where one of them is above 12, where dots part them (day
    first), or where an American time zone stands in the line (month first); else the date is left out.
    """
    if not _HINT.search(line):
        return
    for match in _WHOLE.finditer(line):
        group = match.groupdict()
        if group["iy"]:
            day = make_date(int(group["iy"]), int(group["im"]), int(group["id"]))
        elif group["n1"]:
            read = _read_numbers(group, line)
            if read is None:
                continue
            day = make_date(*read)
        elif group["dd"]:
            day = make_date(int(group["dy"]), month_number(group["dm"]), int(group["dd"]))
        else:
            day = make_date(int(group["my"]), month_number(group["mm"]), int(group["md"]))
        yield PrintedDate(match.start(), match.end(), day)


def _read_numbers(group: dict[str, str | None], line: str) -> tuple[int, int, int] | None:
    first, second, year = int(group["n1"] or 0), int(group["n2"] or 0), int(group["ny"] or 0)
    if year < 100:
        year += 2000 if year < 70 else 1900
    if group["nsep"] == "." or first > 12 or first == second:
        return year, second, first
    if second > 12 or _AMERICAN.search(line):
        return year, first, second
    return None


def first_date(line: str) -> date | None:
    """Give the first whole date of a line that a calendar has, or None."""
    return next((found.day for found in find_dates(line) if found.day), None)


def read_date_field(value: object) -> date | None:
    """Read a metadata field that holds a publication date; None for an empty one.

    Takes dates, ISO 8601, the form of mails and feeds, whole dates in words, and seconds or milliseconds
    since 1970. Raises ValueError where something is there that is no date.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _read_epoch(float(value))
    text = str(value).strip()
    if not text or text.casefold() in ("none", "null", "unknown", "n/a", "nan"):
        return None
    if re.fullmatch(r"\d{8}", text):
        found = make_date(int(text[:4]), int(text[4:6]), int(text[6:]))
    elif re.fullmatch(r"\d{9,13}(?:\.\d{1,6})?", text):
        return _read_epoch(float(text))
    else:
        found = first_date(text[:200])
    if found is None:
        raise ValueError("no date that a calendar has")
    return found


def _read_epoch(number: float) -> date:
    seconds = number / 1000 if number > 1e11 else number
    if not 1e8 < seconds < 7e9:  # 1973 to 2191
        raise ValueError("no date that a calendar has")
    return datetime.fromtimestamp(seconds, UTC).date()


def date_in_url(url: str) -> date | None:
    """Give the day that a news page's address holds ("/2024/06/03/"), or None."""
    path = url[:500]
    if match := _URL_DAY.search(path):
        return make_date(int(match[1]), int(match[2]), int(match[3]))
    if match := _URL_MONTH.search(path):
        return make_date(int(match[1]), month_number(match[2]), int(match[3]))
    return None
