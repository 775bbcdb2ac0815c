"""Who a page belongs to, as far as its lines below and around the article tell. Pure.

The names come from where pages print them: copyright lines, staff credits, biographies, the site's own
address. There is no list of outlets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from index.reading.agencies import agency_name, same_name
from index.reading.byline import read_byline
from index.reading.furniture import is_furniture, is_legal, is_sentence, words_of
from index.reading.notes import is_biography, outlet_in_biography, read_signature

_LONGEST = 400
_FOOT = 12  # lines at a page's end among which its source may stand
_COPYRIGHT = re.compile(
    r"(?:all (?:content|rights|material|text)[\w\s]{0,20})?(?:copyright\b|\(c\)|©)[\s:]*(?:©|\(c\))?[\s:]*"
    r"(?:(?:19|20)\d\d(?:\s?[-–—]\s?(?:(?:19|20)\d\d|present))?)?[\s,:]*(?:by\s)?(?P<name>[^.,|©;()]{2,60})?",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"[\s,]+(?:ltd|limited|llc|inc|incorporated|plc|gmbh|s\.?a|corp(?:oration)?|pty|company)\b.*$"
    r"|\s(?:all rights|(?:19|20)\d\d)\b.*$",
    re.IGNORECASE,
)
_STAFF = re.compile(
    r"(?P<name>[A-Z][\w&.’' -]{1,40}?)(?:['’]s|(?<=s)['’])\s[A-Z][^.]{1,140}\bcontributed (?:to|reporting)\b"
)
_APPEARED = re.compile(r"\b(?:appeared first on|first appeared (?:on|in))\s(?P<name>[A-Z][^.]{1,50})\.?$")
_SITE = re.compile(
    r"(?<![@\w./])(?P<name>[A-Z][\w-]{1,30}(?:\.[\w-]{2,20})?\.(?:com|org|net|news|tv|co\.uk|fm|press))\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"(?:twitter|facebook|instagram|youtube|google|linkedin|tiktok|x|apple|whatsapp|gmail)\.", re.IGNORECASE
)
_PICTURE_OWNER = re.compile(r"©\s?(?P<name>[A-Z][\w&’' -]{1,40}?)\s?[./|]")
_SOURCE = re.compile(
    r"sources?\s?:\s?(?P<name>[^,;:.]{2,40}?)(?:,?\s(?:and|with|&|\+)\s(?:news\s)?agencies)?\.?",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"\bmaterial may not be (?:published|broadcast|reproduced)|syndicated feed|auto-generated from"
    r"|\b(?:story|article) (?:has not been edited|is published from)",
    re.IGNORECASE,
)


def named_outlet(above: Sequence[str], asides: Sequence[str], authors: Sequence[str]) -> str | None:
    """Find the outlet that the lines of a page name as its own, agencies left out; None if none is named.

    above: the lines above the article's text. asides: the page's lines that are not running text, and its
    last lines. authors: who wrote the article.
    """
    short = [line for line in asides if len(line) <= _LONGEST]
    found = [_in_copyright(line) for line in short]
    found += [match["name"] for line in short if (match := _APPEARED.search(line))]
    found += [match["name"] for line in short if (match := _STAFF.match(line))]
    found += [names_source(line) for line in (*above, *asides[-_FOOT:])]
    found += [outlet_in_biography(line) for line in asides if is_biography(line, authors)]
    for name in found:
        if name and agency_name(name) is None:
            return name.strip()
    return _own_address(short)


def _in_copyright(line: str) -> str | None:
    if not is_legal(line):
        return None
    match = _COPYRIGHT.match(line)
    name = _COMPANY.sub("", (match["name"] or "").strip()).strip() if match else ""
    if not name or not name[0].isupper() or len(words_of(name)) > 6:
        return None
    return None if name.casefold().startswith(("all rights", "terms", "privacy", "copyright")) else name


def _own_address(lines: Sequence[str]) -> str | None:
    """Find the site's own name where its buttons repeat it ("See all Gazette.TV")."""
    counts: Counter[str] = Counter()
    for line in lines:
        if is_furniture(line) or is_legal(line):
            counts.update(m["name"] for m in _SITE.finditer(line) if not _ELSEWHERE.match(m["name"]))
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
        return None
    return ranked[0][0]


def names_source(line: str) -> str | None:
    """Give the name in a line that only says where a report is from: "Source: Harbor Gazette", or None."""
    match = _SOURCE.fullmatch(line) if len(line) <= 80 else None
    return match["name"].strip() if match else None


def names_agency(above: Sequence[str], asides: Sequence[str]) -> str | None:
    """Find the agency that a line of its own names: above the text, as source, or as copyright owner."""
    for line in above:
        for part in re.split(r"\s*[|•·]\s*|\s[-–—]\s", line) if len(line) <= 120 else ():
            if agency_name(part):
                return part
    for line in asides:
        if len(line) > _LONGEST:
            continue
        for name in (names_source(line), _in_copyright(line)):
            if name and agency_name(name):
                return name
    return None


def signed_by(lines: Sequence[str]) -> str | None:
    """Find the agency whose signature ends the article's last paragraph."""
    for line in reversed(lines):
        if found := read_signature(line):
            return found[0]
        if agency_name(line.strip(" -–—()/.")):
            return line.strip(" -–—()/.")
        if is_sentence(line) and not is_legal(line):
            return None
    return None


def credited(lines: Sequence[str], agency: str) -> bool:
    """Tell whether the page's pictures are credited to the agency as their owner ("© NAME .", "NAME/...")."""
    for line in lines:
        for part in (line[:200], line[-200:]):
            if any(same_name(match["name"], agency) for match in _PICTURE_OWNER.finditer(part)):
                return True
    return False


def syndicated(above: Sequence[str], asides: Sequence[str]) -> bool:
    """Tell whether the page shows that somebody else printed the agency's copy: the agency stands where an
    author would, or its notice to reprinters is under the article."""
    for line in above:
        byline = read_byline(line)
        if byline is not None and byline.outlet and agency_name(byline.outlet):
            return True
    return any(_NOTICE.search(line) for line in asides if len(line) <= 2 * _LONGEST)
