"""What a question asks the index for: its words, the outlets and days that it names, its parts.

Pure; nothing here looks anything up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from index.article import TimeExpression
from index.searching.outlets import Aliases, Mention, find_outlets, name_aliases
from index.words import ATTRIBUTION_WORDS, STOPWORDS, tokenize, word_set

LONGEST = 2000
"""Characters of a question that are read; what a person asks is far shorter, a pasted article is not."""

_PARTING = re.compile(
    r"(?:\s*[,;:—–]\s*|\s+)(?:and\s+|but\s+)?(?:while|whereas|whilst|although|though|compared\s+(?:to|with)|versus|vs\.?)\s+"
    r"|\s*;\s*|(?<=[^\W_]{4})[.?!]+[\"'”’)]*\s+|\s*,\s*(?:and\s+|or\s+|but\s+)?(?:then\s+)?|\s+(?:and|or|but)\s+"
)
_WEAK = ("", "and", "or", "but")
_LEAST = 3  # words that carry something, for a part to be worth a search; one fewer where it names its source

_PUBLISHING = ATTRIBUTION_WORDS | word_set(
    "dated printed released review reviewed reviews posted ran appeared issued coverage column editorial"
)
_SMALL = word_set(
    """a an the on in from by of after before since until till between and at as dated one another other again
    then later earlier subsequent first second"""
)
_DATED = re.compile(
    r",?\s+(?:article|report|story|piece|review|post|issue|edition|coverage)\b", re.IGNORECASE
)
_EDGE = re.compile(r"\b(after|since|following|before|until|till|between|from)\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Published:
    """Days of publication, both inclusive; None where that end is open.

    sure: the question says that they are days of publication; else they may be days of what happened, and
    articles near them are only somewhat likelier.
    """

    first: date | None
    last: date | None
    sure: bool = True

    def hold(self, day: date | None, earlier: int = 0, later: int = 0) -> bool:
        """Tell whether a day is among them, or at most so many days before or after; None never is."""
        # In ordinal numbers, for the calendar ends and a question may name its last day.
        return (
            day is not None
            and (self.first is None or day.toordinal() >= self.first.toordinal() - earlier)
            and (self.last is None or day.toordinal() <= self.last.toordinal() + later)
        )


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things that a question asks for, searched by itself.

    text: what it asks, without who printed it. words: those that carry something, lower case, with repeats.
    outlets: each group holds the known names that one mention may mean.
    """

    text: str
    words: tuple[str, ...]
    outlets: tuple[tuple[str, ...], ...]
    published: tuple[Published, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the search reads it.

    whole: the question as one part. outlets: every known name that the question may mean.
    parts: more than one only where the question asks for several things; together they cover it.
    mentions: where it names outlets, in its order.
    """

    whole: Part
    outlets: tuple[str, ...]
    published: tuple[Published, ...]
    parts: tuple[Part, ...]
    mentions: tuple[Mention, ...] = ()


def read_query(text: str, known_outlets: Iterable[str]) -> Query:
    """Read a question, given the outlets that the index knows. Any text gives a query."""
    return read_with(text, name_aliases(known_outlets))


def read_with(text: str, aliases: Aliases) -> Query:
    """Read a question as `read_query` does, with aliases made beforehand."""
    text = text[:LONGEST]
    mentions = find_outlets(text, aliases)
    dated = _find_published(text, mentions)
    whole = _read_part(text, 0, len(text), mentions, dated)
    parts = [_read_part(text, start, end, mentions, dated) for start, end in _cut(text, mentions, dated)]
    parts = [_with_neighbours(parts, i) for i in range(len(parts))]
    outlets = tuple(dict.fromkeys(name for group in whole.outlets for name in group))
    return Query(whole, outlets, whole.published, tuple(parts) or (whole,), tuple(mentions))


_Dated = tuple[int, int, Published]


def _read_part(text: str, start: int, end: int, mentions: list[Mention], dated: list[_Dated]) -> Part:
    inside = [m for m in mentions if start <= m.start and m.end <= end]
    days = [(first, last, p) for first, last, p in dated if start <= first and last <= end]
    # The name of the outlet asked for and the day of its article are no words of the article.
    gone = [_with_quotes(text, m) for m in inside if m.told] + [(a, b) for a, b, p in days if p.sure]
    pieces, at = [], start
    for first, last in sorted(gone):
        pieces.append(text[at:first])
        at = max(at, last)
    kept = " ".join(("".join([*pieces, text[at:end]])).split())
    words = tuple(token.word for token in tokenize(kept) if token.word not in STOPWORDS)
    return Part(
        kept,
        words,
        tuple(dict.fromkeys(m.outlets for m in inside)),
        tuple(dict.fromkeys(p for _, _, p in days)),
    )


def _with_quotes(text: str, mention: Mention) -> tuple[int, int]:
    """Give the stretch of a mention with its quotes and possessive 's."""
    end = mention.end
    if text[end : end + 2].lower() in ("'s", "’s"):
        end += 2
    start = mention.start
    if text[start - 1 : start] in tuple("'\"‘“") and text[end : end + 1] in tuple("'\"’”"):
        start, end = start - 1, end + 1
    return start, end


def _with_neighbours(parts: list[Part], i: int) -> Part:
    """Give a part that names no outlet those of the nearest parts before and after that do."""
    part = parts[i]
    if part.outlets:
        return part
    before = next((p.outlets for p in reversed(parts[:i]) if p.outlets), ())
    after = next((p.outlets for p in parts[i + 1 :] if p.outlets), ())
    return Part(part.text, part.words, tuple(dict.fromkeys(before + after)), part.published)


def _cut(text: str, mentions: list[Mention], dated: list[_Dated]) -> list[tuple[int, int]]:
    """Cut a question at its joints into stretches that each carry enough; names and dates stay whole."""
    solid = [(m.start, m.end) for m in mentions] + [(a, b) for a, b, _ in dated]
    starts = {m.start for m in mentions}
    cuts = [(0, 0)]
    for match in _PARTING.finditer(text):
        if any(a < match.end() and match.start() < b for a, b in solid):
            continue
        following = text[match.end() : match.end() + 1]
        if following.isupper() and match.group().strip(" ,") in _WEAK and match.end() not in starts:
            continue  # "Ada Brook and Tom Moss" is one thing
        cuts.append(match.span())
    cuts.append((len(text), len(text)))
    stretches: list[tuple[int, int]] = []
    for (_, start), (end, _) in pairwise(cuts):
        if stretches and not (_carries(text, *stretches[-1], solid) and _carries(text, start, end, solid)):
            stretches[-1] = (stretches[-1][0], end)
        else:
            stretches.append((start, end))
    return stretches


def _carries(text: str, start: int, end: int, solid: list[tuple[int, int]]) -> bool:
    """Tell whether a stretch has words enough of its own, the names of outlets and dates not counted."""
    words = [
        token.word
        for token in tokenize(text[start:end])
        if token.word not in STOPWORDS and not any(a <= start + token.start < b for a, b in solid)
    ]
    sourced = any(start <= a < end for a, _ in solid)
    return len(set(words)) >= _LEAST - sourced


def _find_published(text: str, mentions: list[Mention]) -> list[_Dated]:
    """Find the days that a question asks articles to be published on, with where they stand."""
    from index.dates import find_times

    found: list[_Dated] = []
    previous: tuple[TimeExpression, str] | None = None
    for time in find_times(text, None):
        edge = _EDGE.search(text[: time.start])
        word = edge.group(1).lower() if edge else ""
        follows = _DATED.match(text[time.end :])
        sure = follows is not None or _is_published(text, time.start, mentions, found)
        if previous is not None and previous[1] in ("between", "from", "after", "since", "following"):
            opening = previous[0]
            if re.fullmatch(r",?\s+(?:and|to|until|till)\s+(?:before\s+)?", text[opening.end : time.start]):
                sure = found.pop()[2].sure
                found.append((opening.start, time.end, Published(opening.first, time.last, sure)))
                previous = None
                continue
        if word in ("after", "since", "following"):
            days = Published(time.first, None, sure)
        elif word in ("before", "until", "till"):
            days = Published(None, time.last, sure)
        else:
            days = Published(time.first, time.last, sure)
        found.append((time.start, time.end + (follows.end() if follows else 0), days))
        previous = (time, word)
    return found


def _is_published(text: str, start: int, mentions: list[Mention], found: list[_Dated]) -> bool:
    """Tell whether a date hangs on a word of publishing, with only small words, outlets and dates between."""
    before = text[max(0, start - 120) : start]
    shift = start - len(before)
    skipped = [(m.start, m.end) for m in mentions if not m.told] + [(a, b) for a, b, p in found if p.sure]
    sources = [(m.start, m.end) for m in mentions if m.told]
    for token in reversed(tokenize(before)):
        if any(a <= shift + token.start < b for a, b in skipped):
            continue
        if token.word in _PUBLISHING or any(a <= shift + token.start < b for a, b in sources):
            return True
        if token.word not in _SMALL:
            return False
    return False
