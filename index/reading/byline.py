"""Lines between a headline and its article: who wrote it, when it was printed. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from index.reading.agencies import agency_name
from index.reading.furniture import ends_like_sentence, is_furniture, is_prose, words_of
from index.reading.printed_date import find_dates
from index.words import word_set

_LONGEST = 250
_BY = re.compile(
    r"(?:(?:written|reported|story|words|analysis|opinion|text)\s)?(?:by|from)\s*:?\s+(?=\S)", re.IGNORECASE
)
_TIME = re.compile(
    r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?|\b\d{1,2}\s?[ap]\.?m\b\.?|\b(?:noon|midnight)\b",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"\b(?:[ECMP][SD]?T|AK[SD]T|HST|GMT|UTC|BST|IST|CES?T|EES?T|MSK|JST|KST|AE[SD]T|AWST|NZ[SD]T|SGT|HKT"
    r"|WIB|PKT)\b(?:\s?[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}:?\d{2}\b|\bZ\b"
)
# What may stand beside a date in its line.
_DATE_WORDS = word_set(
    """a.m am ago as at by created date dated day eastern edited filed first fri friday hour hours in issued
    last local min mins minute minutes modified mon monday nd of on and original originally p.m pm
    posted printed publication published rd read reading released sat saturday st sun sunday th thu
    thur thurs thursday time tue tues tuesday uk updated us wed weds wednesday"""
)
_UPDATED = re.compile(r"\b(?:updated?|modified|edited)\b", re.IGNORECASE)
_LABELLED = re.compile(
    r"\b(?:published|publication|posted|created|issued|released|updated?|modified|date)\b", re.IGNORECASE
)
_STAMP_WORDS = 14  # words of a line that gives a date and a time among other things
_EMPHASIS = " *_|•·"  # what stands around such lines
_PARTICLES = word_set("al bin da de del della den der di dos du el ibn la le ten ter van von y")
_ROLE = re.compile(
    r"\b(?:(?:staff|senior|chief|special|our|political|news|sports?|business|science|foreign|press)\s)?"
    r"(?:writers?|reporters?|correspondents?|editors?|columnists?|contributors?|bureau|desk|team|staff)\b",
    re.IGNORECASE,
)
# What newspapers and stations call themselves; it tells "By Ann Lee, Harbor Gazette" from two authors.
_PAPER_WORDS = word_set(
    """advertiser advocate agency argus bee broadcasting bulletin chronicle courier daily digital dispatch
    echo examiner gazette globe guardian herald independent inquirer journal leader ledger magazine
    mail media mercury messenger mirror monitor nation network news newspaper newspapers observer
    online post press radio record register report reporter republic review sentinel standard star sun
    telegraph television times today tribune tv voice week weekly wire"""
)
# Those of them that are nobody's surname.
_NO_SURNAMES = word_set(
    """agency broadcasting chronicle gazette herald journal magazine media network news newspaper newspapers
    online radio telegraph television times tribune tv wire"""
)
_PAPER_FORM = re.compile(r"\.(?:com|org|net|co|tv|news|fm|io)\b|^[A-Z]{2,5}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline tells: the people, and the outlet or agency that it names after them."""

    authors: tuple[str, ...]
    outlet: str | None


@dataclass(frozen=True, slots=True)
class DateLine:
    """What a line of dates tells.

    labelled: whether it says that they are dates of publication. alone: whether it holds nothing else.
    """

    published: date | None
    updated: date | None
    labelled: bool
    alone: bool


def looks_like_outlet(name: str) -> bool:
    """Tell whether a name is built like a newspaper's, a station's or an agency's."""
    if agency_name(name) is not None or _PAPER_FORM.search(name):
        return True
    return any(word.casefold() in _PAPER_WORDS for word in words_of(name))


def is_person(name: str) -> bool:
    """Tell whether words are built like a person's name: two to five words in capitals, or particles."""
    words = name.split()
    if not 2 <= len(words) <= 5 or any(c.isdigit() for c in name) or not words[0][0].isupper():
        return False
    return all(word in _PARTICLES or word.removeprefix("al-").lstrip("'’")[:1].isupper() for word in words)


def read_byline(line: str) -> Byline | None:
    """Read "By Ann Lee and Bo Roe | Harbor Gazette"; None where the line is no byline."""
    if len(line) > _LONGEST:
        return None
    line = line.strip(_EMPHASIS)
    opened = _BY.match(line)
    if opened is None:
        return None
    rest = _strip_dates(line[opened.end() :])
    named, *after = [part.strip(" ,;–—-") for part in re.split(r"\s*[|•·]\s*|\s[–—-]\s", rest)]
    outlet = next((part for part in after if part and _may_be_outlet(part)), None)
    people: list[str] = []
    role = False
    for part in re.split(r",\s*(?:and\s)?|\s(?:and|&|with)\s|;\s*", named):
        name = part.strip() if re.search(r"\b(?:Jr|Sr)\.$", part) else part.strip(" .")
        if not name:
            continue
        if agency_name(name) or (people and looks_like_outlet(name) and _may_be_outlet(name)):
            outlet = outlet or name
        elif _ROLE.search(name):
            role = True
        elif is_person(name) and words_of(name)[-1].casefold() not in _NO_SURNAMES:
            people.append(name.title() if name.isupper() else name)
        elif name.isupper() and 2 <= len(name) <= 5:
            outlet = outlet or name
        elif len(name.split()) == 1 and name[0].isupper():
            people.append(name.title() if name.isupper() else name)
        elif looks_like_outlet(name) and _may_be_outlet(name):
            outlet = outlet or name
        elif not people:
            return None  # "By Tuesday the water had ..."; after a name it may be "in Northmoor"
    if not people and outlet is None and not role:
        return None
    if rest.endswith(".") and len(words_of(rest)) > 8:
        return None
    return Byline(tuple(people), outlet)


def _may_be_outlet(name: str) -> bool:
    if not name[0].isupper() or name.endswith((".", "!", "?")) or len(name) > 60:
        return False
    return 1 <= len(words_of(name)) <= 7


def _strip_dates(line: str) -> str:
    """Cut the dates, times and their labels off the end of a byline."""
    first = next((found.start for found in find_dates(line)), None)
    if first is not None:
        line = _TIME.sub(" ", _ZONE.sub(" ", line[:first]))
    line = line.rstrip(" |•·,;:–—-")
    while label := re.search(r"[\s|•·,;:–—-]+(?:published|updated|posted|on|at)$", line, re.IGNORECASE):
        line = line[: label.start()].rstrip(" |•·,;:–—-")
    return line


def read_date_line(line: str) -> DateLine | None:
    """Read a line that tells when the page was printed, None where it tells anything else.

    A byline or a section's name may stand beside the date if the line has a time of day or says "published".
    "10:49 18.04.2024 (Updated: 10:48 03.08.2024)" gives both dates.
    """
    if len(line) > _LONGEST:
        return None
    found = list(find_dates(line))
    if not found:
        return None
    left = list(line)
    for item in found:
        left[item.start : item.end] = " " * (item.end - item.start)
    rest = _ZONE.sub(" ", _TIME.sub(" ", "".join(left)))
    others = [w for w in words_of(rest) if w.casefold() not in _DATE_WORDS and not w.isdigit()]
    alone = not others or is_furniture(" ".join(others)) or read_byline(line) is not None
    labelled = _LABELLED.search(line) is not None
    if not alone:
        stamped = labelled or _TIME.search(line)
        if not stamped or len(others) > _STAMP_WORDS or is_prose(rest) or ends_like_sentence(line):
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
    return DateLine(published, updated, labelled, alone)
