"""The dateline that opens a report: "NORTHMOOR (AP) —", "Northmoor, Apr 18 (EFE).-", "(Reuters) -". Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from index.reading.agencies import agency_name
from index.reading.furniture import is_prose, words_of
from index.reading.printed_date import DAY_MONTH, MONTH_DAY, first_date, make_date, month_number

_HEAD = 160  # characters: no dateline is longer
_OPENING_TEXT = 400
_NAME = r"[A-Za-zÀ-ž][\w.&'’ -]{0,38}[\w.]"
_DASH = r"(?:\s?[-–—―‒]{1,3}(?=\s|[A-ZÀ-Ž\"“‘'])|\s*\.\s?[-–—]{1,2}|\s*:)"
_OPENING = re.compile(
    rf"(?P<before>[^()/]{{0,100}}?)\s*[(/](?P<name>{_NAME})[)/]\.?\s*(?P<after>[^()/]{{0,40}}?)\s*{_DASH}\s*"
)
_SLASHED = re.compile(rf"(?P<before>[^()/]{{0,100}}?)\s*/(?P<name>{_NAME})/\.?(?P<after>)\s+(?=\S)")
_LOOSE = re.compile(rf"(?P<before>[^()]{{0,60}}?)\s*\((?P<name>{_NAME})\)\s+(?=[A-ZÀ-Ž\"“])(?P<after>)")
_AGENCY_FIRST = re.compile(rf"(?P<name>{_NAME})\s?(?P<before>)(?P<after>)[-–—:]\s+(?=[A-ZÀ-Ž\"“])")
_HINT = re.compile(r"[(/]|^[\w .]{2,40}[-–—:]")
_DATE_PART = re.compile(r"(?:[A-Za-z]{3,9}\.?\s\d{1,2}|\d{1,2}\.?\s[A-Za-z]{3,9})\.?(?:,?\s\d{4})?")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline tells.

    name: the agency or the outlet in brackets, as printed.
    day: its date, where it prints day, month and year.
    month_day: month and day, where it prints no year.
    length: how many characters of the line it takes.
    """

    name: str
    day: date | None
    month_day: tuple[int, int] | None
    length: int


def read_dateline(line: str) -> Dateline | None:
    """Read the dateline that a paragraph opens with, or None.

    The brackets' name must be an agency's, or the place before it be printed as places in datelines are.
    """
    head = line[:_HEAD]
    if not _HINT.search(head):
        return None
    for pattern in (_OPENING, _SLASHED, _LOOSE, _AGENCY_FIRST):
        match = pattern.match(head)
        if match is None:
            continue
        name, before, after = match["name"].strip(), match["before"].strip(), match["after"].strip()
        known = agency_name(name) is not None
        if (pattern is not _OPENING and not known) or head[match.end() : match.end() + 1].islower():
            continue
        if not _is_place(before, known) or (after and _DATE_PART.fullmatch(after.strip(" ,.")) is None):
            continue
        if not known and not _is_name(name):
            continue
        printed = f"{before} {after}"
        day = first_date(printed)
        return Dateline(name, day, None if day else _month_day(printed), match.end())
    return None


def opens_with_dateline(line: str) -> bool:
    """Tell whether a line is a report's first paragraph: a dateline and running text after it."""
    return read_dateline(line) is not None and len(words_of(line[:_OPENING_TEXT])) >= 8 and is_prose(line)


def _is_name(name: str) -> bool:
    words = name.split()
    return 1 <= len(words) <= 4 and all(word[0].isupper() for word in words)


def _is_place(before: str, known: bool) -> bool:
    """Tell whether what stands before the brackets is nothing, or a place with or without a date."""
    if not before:
        return True
    place = _DATE_PART.sub("", before).strip(" ,.;–—-")
    words = place.split()
    if len(words) > 8 or (words and words[0] in ("The", "A", "An")):
        return False
    if known:
        return all(
            not word[0].islower() or word in ("and", "of", "the", "de", "la", "el", "du") for word in words
        )
    return bool(place) and place.split(",")[0].isupper()


def _month_day(text: str) -> tuple[int, int] | None:
    for pattern, month, day in ((MONTH_DAY, 1, 2), (DAY_MONTH, 2, 1)):
        if match := pattern.search(text):
            pair = month_number(match[month]), int(match[day])
            return pair if make_date(2024, *pair) else None
    return None
