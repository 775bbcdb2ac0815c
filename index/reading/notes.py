"""Notes around an article: where it was published, who its author is, the agency's signature. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.reading.agencies import agency_name
from index.reading.byline import is_person
from index.reading.furniture import words_of
from index.reading.printed_date import find_dates

_LONGEST = 500  # characters; no such note is longer
_PUBLISHED = re.compile(
    r"(?:^|\b(?:this|the)\s(?:\w+\s)?(?:article|story|piece|post|report|column|essay|interview)\b.{0,120}?\b)"
    r"(?:(?:first|originally)\s)?(?:published|posted|appeared|printed)\s(?:first\s)?(?:by|in|on|at)\s(?P<outlet>.+)",
    re.IGNORECASE,
)
_OPENS_NOTE = re.compile(
    r"[\[(*_]*(?:(?:editor['’]s note:\s*)?(?:this|the)\s(?:\w+\s)?"
    r"(?:article|story|piece|post|report|column|essay|interview)\b"
    r"|(?:first|originally) (?:published|appeared)\b)",
    re.IGNORECASE,
)
_AFTER_OUTLET = re.compile(
    r"\s+(?:on|in|under|with|and|as part|at|here|by)\s+(?=\S)|[.,;]\s|[.,;]?$|\s\(", re.IGNORECASE
)
_AUTHORED = re.compile(r"\b(?:authored|written)\sby\s(?P<names>[^,.;]{3,80})", re.IGNORECASE)
_ROLE = (
    r"(?:reporter|writer|editor|correspondent|journalist|columnist|producer|contributor|fellow|author|intern|anchor"
    r"|critic|photographer|blogger|bureau chief|broadcaster|freelancer)"
)
_BIOGRAPHY = re.compile(
    rf"(?P<name>(?:[^\W\d_][\w'’.-]* ){{1,5}})(?:is|was|has been|covers|writes|reports|works)\b.{{0,160}}?\b"
    rf"(?:{_ROLE}s?\b|covers|covering|for\b)",
    re.IGNORECASE,
)
_EMPLOYER = re.compile(
    r"\b(?:reporter|writer|editor|correspondent|journalist|columnist|producer|anchor)\b[^.;]{0,40}?"
    r"\b(?:for|at|with|of)\s(?:the\s)?(?P<name>[A-Z][^.,;]{1,50}?)"
    r"(?=[.,;]|\s(?:who|where|and|covering|based|in)\b|$)"
)
_CONTACT = re.compile(
    r"@\w|\b(?:follow|e-?mail|reach|contact|tweets?|twitter|linkedin|bluesky|mastodon|instagram)\b",
    re.IGNORECASE,
)
_CONTACT_LINE = re.compile(
    r"(?:you can |please )?(?:follow|e-?mail|contact|reach|write to|tweet)\b"
    r".{0,120}(?:@|\bat\b|\bon\b).{0,120}|@\w{2,30}|\S+@\S+\.\w{2,6}",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"(?<=[.!?…\"”’»)])\s*[-–—(/\[]*\s*(?P<name>[A-Za-z]{2,10}(?:\s[A-Z][a-z]{2,9})?)\s*[)/\]]*\.?\s*$"
)


@dataclass(frozen=True, slots=True)
class PublicationNote:
    """What "This article was published by OUTLET on DATE" tells; each part may be missing."""

    outlet: str | None
    published: date | None
    authors: tuple[str, ...]


def read_publication_note(line: str) -> PublicationNote | None:
    """Read a note that says where and when an article was published, or None.

    The whole line must be such a note: it begins with what was published ("This article"), or with the verb.
    """
    if not 20 <= len(line) <= _LONGEST or _OPENS_NOTE.match(line) is None:
        return None
    match = _PUBLISHED.search(line)
    if match is None:
        return None
    rest = match["outlet"]
    dates = list(find_dates(rest))
    end = dates[0].start if dates else len(rest)
    name = rest[:end]
    cuts = [cut.start() for cut in _AFTER_OUTLET.finditer(name)]
    name = (name[: cuts[-1] if dates and len(cuts) > 1 else cuts[0]] if cuts else name).strip(" ,.;")
    name = re.sub(r"\s+(?:on|in|,)$", "", name)
    if not name or (not name[0].isupper() and "." not in name) or len(words_of(name)) > 8:
        name = ""
    if not name and not dates:
        return None
    return PublicationNote(name or None, dates[0].day if dates else None, _authors(line))


def _authors(line: str) -> tuple[str, ...]:
    match = _AUTHORED.search(line)
    if match is None:
        return ()
    names = re.split(r"\s(?:and|&)\s", match["names"])
    return tuple(name.strip() for name in names if is_person(name.strip()))


def is_biography(line: str, authors: Sequence[str] = ()) -> bool:
    """Tell whether a line says who an author is or how to write to one.

    A sentence about somebody's work counts only with an address or an account in it, or if it opens with the
    name of one of the article's authors.
    """
    if len(line) > _LONGEST:
        return False
    if _CONTACT_LINE.fullmatch(line) and len(words_of(line)) <= 20:
        return True
    match = _BIOGRAPHY.match(line)
    if match is None:
        return False
    opening = match["name"].strip()
    if any(opening == author or opening == author.split()[-1] for author in authors):
        return True
    people = opening.split()
    own = is_person(opening) or (len(people) == 1 and opening[:1].isupper() and bool(authors))
    return own and _CONTACT.search(line) is not None and re.search(_ROLE, line, re.IGNORECASE) is not None


def outlet_in_biography(line: str) -> str | None:
    """Give the outlet that a biography names: "is a writer for Harbor Gazette." """
    match = _EMPLOYER.search(line[:_LONGEST])
    return match["name"].strip() if match and len(words_of(match["name"])) <= 5 else None


def read_signature(text: str) -> tuple[str, int] | None:
    """Find the agency that signs the end of a paragraph ("... EFE") and where its name begins, or None."""
    tail = text[-60:]
    match = _SIGNATURE.search(tail)
    if match is None:
        return None
    name = agency_name(match["name"]) if match["name"][:1].isupper() or match["name"] == "dpa" else None
    return (name, len(text) - len(tail) + match.start()) if name else None
