"""Lines between a headline and its article: who wrote it, when it was printed. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from index.agencies import agency_name
from index.furniture import is_furniture, words_of
from index.paragraphs import collapse
from index.printed_date import find_dates

_LONGEST = 250
_BY = re.compile(
    r"(?:(?:written|reported|story|words|analysis|opinion|text)\s)?(?:by|from)\s*:?\s+(?=\S)", re.IGNORECASE
)
_TIME = re.compile(
    r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?|\b\d{1,2}\s?[ap]\.?m\b\.?|\b(?:noon|midnight)\b",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"\b(?:[ECMP][SD]?T|AK[SD]T|HST|GMT|UTC|BST|IST|CES?T|EES?T|MSK|JST|KST|AE[SD]T|AWST|NZ[SD]T|SGT|HKT|WIB|PKT)\b"
    r"(?:\s?[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}:?\d{2}\b|\bZ\b"
)
_DATE_WORDS = re.compile(
    r"\b(?:first\s)?(?:date|dated|published|publication date|posted|updated|modified|last|created|released|issued|printed|filed|edited|at"
    r"|on|of|in|and|time|local|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun|day|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|min(?:ute)?s?|read|reading|hours?|days?|ago|st|nd|rd|th|ist|uk|us|eastern|original(?:ly)?|am|pm|as)\b\.?",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\b(?:updated|modified|last edited|edited)\b", re.IGNORECASE)
_NAME_WORD = re.compile(
    r"[A-ZÀ-ÞŠŽŁĆČĐÖÜÄŞİĞ][\w'’.-]*|(?:de|da|del|della|der|den|di|dos|du|la|le|van|von|bin|ibn|al|el|y|ter|ten)|al-\w+|d['’][A-Z]\w*"
)
_ROLE = re.compile(
    r"\b(?:staff|senior|chief|special|our|political|news|sports?|business|science|foreign|associated|press)?\s?"
    r"(?:writers?|reporters?|correspondents?|editors?|columnists?|contributors?|bureau|desk|team|agencies)\b",
    re.IGNORECASE,
)
# What newspapers and stations call themselves; it tells "By Ann Lee, Harbor Gazette" from two authors.
_PAPER = re.compile(
    r"\b(?:news|times|post|herald|tribune|journal|gazette|chronicle|observer|guardian|telegraph|examiner|mail|star|sun"
    r"|press|daily|weekly|today|report|reporter|review|dispatch|courier|mirror|standard|register|bulletin|record|monitor"
    r"|radio|tv|television|broadcasting|media|magazine|online|digital|network|wire|agency|newspapers?|inquirer|bee|ledger"
    r"|sentinel|argus|echo|independent|leader|messenger|advertiser|globe|mercury|advocate|republic|nation|week|voice)\b"
    r"|\.(?:com|org|net|co|tv|news|fm|io)\b|^[A-Z]{2,5}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline tells: the people, and the outlet or agency that it names after them."""

    authors: tuple[str, ...]
    outlet: str | None


@dataclass(frozen=True, slots=True)
class DateLine:
    """What a line of dates tells; `impossible` is a printed date that no calendar has."""

    published: date | None
    updated: date | None
    labelled: bool


def looks_like_outlet(name: str) -> bool:
    """Tell whether a name is built like a newspaper's, a station's or an agency's."""
    return agency_name(name) is not None or _PAPER.search(name) is not None


def is_person(name: str) -> bool:
    """Tell whether words are built like a person's name: two to five words in capitals, or with particles."""
    words = name.split()
    if not 2 <= len(words) <= 5 or any(c.isdigit() for c in name):
        return False
    return all(_NAME_WORD.fullmatch(word) for word in words) and words[0][0].isupper()


def read_byline(line: str) -> Byline | None:
    """Read "By Ann Lee and Bo Roe | Harbor Gazette"; None where the line is no byline."""
    if len(line) > _LONGEST:
        return None
    opened = _BY.match(line)
    if opened is None:
        return None
    rest = _strip_dates(line[opened.end() :])
    named, *after = [part.strip(" ,;–—-") for part in re.split(r"\s*[|•·]\s*|\s[–—-]\s", rest)]
    outlet = next((part for part in after if part and _may_be_outlet(part)), None)
    people: list[str] = []
    for part in re.split(r",\s*(?:and\s)?|\s(?:and|&|with)\s|;\s*", named):
        name = part.strip(" .") if not re.search(r"\b(?:Jr|Sr)\.$", part) else part.strip()
        if not name or _ROLE.fullmatch(name):
            continue
        if agency_name(name) or (people and looks_like_outlet(name) and _may_be_outlet(name)):
            outlet = outlet or name
        elif is_person(name) and not _ROLE.search(name):
            people.append(name)
        elif name.isupper() or _ROLE.search(name) or len(name.split()) == 1:
            in_capitals = name.isupper() and is_person(name.title())
            people.extend([name.title()] if in_capitals else [])
            if not in_capitals and not _ROLE.search(name) and not name[0].isupper():
                return None
        elif people:
            continue  # "By Ann Lee in Northmoor"
        elif looks_like_outlet(name) and _may_be_outlet(name):
            outlet = outlet or name
        else:
            return None
    if not people and outlet is None and not _ROLE.search(named):
        return None
    return Byline(tuple(people), outlet)


def _may_be_outlet(name: str) -> bool:
    words = words_of(name)
    return (
        1 <= len(words) <= 7 and len(name) <= 60 and not name.endswith((".", "!", "?")) and name[0].isupper()
    )


def _strip_dates(line: str) -> str:
    """Cut the dates, times and their labels off the end of a byline."""
    first = next((found.start for found in find_dates(line)), None)
    if first is not None:
        line = line[:first]
    line = _TIME.sub(" ", _ZONE.sub(" ", line)) if first is not None else line
    return re.sub(
        r"[\s|•·,;:–—-]*(?:\b(?:published|updated|posted|on|at)\b[\s:]*)*$", "", line, flags=re.IGNORECASE
    )


def read_date_line(line: str) -> DateLine | None:
    """Read a line that tells when the page was printed; None where the line tells anything else as well.

    A byline may stand before the date. "10:49 18.04.2024 (Updated: 10:48 03.08.2024)" gives both dates.
    """
    if len(line) > _LONGEST:
        return None
    found = list(find_dates(line))
    if not found:
        return None
    left = list(line)
    for item in found:
        left[item.start : item.end] = " " * (item.end - item.start)
    rest = _DATE_WORDS.sub(" ", _ZONE.sub(" ", _TIME.sub(" ", "".join(left))))
    if words_of(rest) and not is_furniture(collapse(rest)) and read_byline(line) is None:
        return None
    published = updated = None
    previous = 0
    for item in found:
        label = line[previous : item.start]
        previous = item.end
        if _UPDATED.search(label):
            updated = updated or item.day
        else:
            published = published or item.day
    return DateLine(published, updated, bool(re.search(r"publi|posted|updated|date\b", line, re.IGNORECASE)))
