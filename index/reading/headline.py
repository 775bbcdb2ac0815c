"""Where the article begins on a scraped page: its headline and the first line after it. Pure.

A page prints menus, lists of other headlines and dates before its own headline. The headline is told from
them by the words that it shares with the article's first paragraphs and by the byline or date after it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.reading.byline import looks_like_outlet, read_byline, read_date_line
from index.reading.dateline import opens_with_dateline
from index.reading.furniture import (
    ends_like_sentence,
    is_capitals,
    is_credit,
    is_furniture,
    is_legal,
    is_prose,
    is_sentence,
    words_of,
)
from index.reading.paragraphs import Line
from index.reading.printed_date import first_date
from index.reading.repeats import fold
from index.words import content_words

_SEARCHED = 150  # lines; no page prints more before its article
_LEAD = 4  # paragraphs that a headline is compared with
_LONGEST = 250  # characters of a headline
_SCREEN = 12  # lines
_HEADING_MARKS = re.compile(r"^#{1,6}\s+(?=\S)")
_PARTS = re.compile(r"\s+[|–—·:»-]+\s+")
# What captions hold and list items begin with, and headlines do neither.
_PICTURED = re.compile(
    r"©|^\d{1,2}[.)]\s|\((?:[^()]{2,60}/|photo|file|ap|afp|reuters)[^()]{0,60}\)$", re.IGNORECASE
)
_CAPTION = re.compile(
    r"(?:file\s?(?:photo|picture|image)?\s?[:–—-]|(?:photo|image|picture|caption)\s?[:–—-]|©"
    r"|an? (?:file |handout |undated )?(?:photo|picture|image|photograph)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Header:
    """The head of a page.

    title: its headline. outlet: the outlet printed in the headline's line ("Headline | Outlet").
    printed: the whole of that line, None where no headline was found on the page.
    body: index of the first line after the headline, 0 without one.
    """

    title: str | None
    outlet: str | None = None
    printed: str | None = None
    body: int = 0


def is_caption(line: str) -> bool:
    """Tell whether a line opens as captions of pictures do."""
    return _CAPTION.match(line) is not None


def find_header(lines: Sequence[Line], title: str | None = None) -> Header:
    """Find where the article begins; with a title known from elsewhere only that title is looked for."""
    if title:
        return _find_known(lines, title)
    body = _first_body(lines, 0)
    candidates = _candidates(lines, body)
    if not candidates and body is not None:
        later = _first_body(lines, body + 1)  # a caption may stand above the headline
        byline = _byline_between(lines, body, later)
        if byline is not None:
            body, candidates = later, _candidates(lines, byline)
    if not candidates:
        return Header(None)
    lead = _lead(lines, body)
    folded = [fold(line.text[:_LONGEST]) for line in lines[: _SEARCHED + 1]]
    scores = {index: _score(lines, index, lead, folded) for index in candidates}
    best = max(scores.values())
    # A standfirst shares more words with the article than its headline does; the headline comes first.
    chosen = min(index for index, score in scores.items() if score >= best - 1)
    printed = lines[chosen].text
    shown, outlet = _split_outlet(printed, folded)
    if outlet is None:
        outlet = _outlet_beside(lines, fold(shown))
    return Header(_HEADING_MARKS.sub("", shown), outlet, printed, chosen + 1)


def _outlet_beside(lines: Sequence[Line], title: str) -> str | None:
    """Find the outlet in another line of the page's top that repeats the headline ("Headline - Outlet")."""
    for line in lines[:_SCREEN]:
        if len(line.text) <= _LONGEST:
            shown, outlet = _split_outlet(line.text, [title])
            if outlet and fold(shown) == title:
                return outlet
    return None


def _find_known(lines: Sequence[Line], title: str) -> Header:
    wanted = fold(title)
    for index, line in enumerate(lines[:_SEARCHED]):
        text = line.text
        if is_sentence(text, 25):
            break
        if not wanted or len(text) > 2 * _LONGEST:
            continue
        if fold(text) == wanted:
            return Header(title, None, text, index + 1)
        shown, outlet = _split_outlet(text, [wanted])
        if outlet and fold(shown) == wanted:
            return Header(title, outlet, text, index + 1)
    return Header(title)


def _first_body(lines: Sequence[Line], start: int) -> int | None:
    """Find the first line that is article text beyond doubt."""
    for index in range(start, min(len(lines), start + _SEARCHED)):
        text = lines[index].text
        if opens_with_dateline(text):
            return index
        if is_sentence(text) and is_prose(text) and not is_legal(text) and not is_furniture(text):
            return index
    return None


def _candidates(lines: Sequence[Line], end: int | None) -> list[int]:
    found = []
    for index, line in enumerate(lines[: min(_SEARCHED, len(lines) if end is None else end)]):
        text = line.text
        if len(text) > _LONGEST or not 3 <= len(words_of(text)) <= 30:
            continue
        if is_furniture(text) or is_caption(text) or is_credit(text) or is_legal(text):
            continue
        if read_byline(text) or read_date_line(text) or _PICTURED.search(text) or first_date(text):
            continue
        found.append(index)
    return found


def _byline_between(lines: Sequence[Line], start: int, end: int | None) -> int | None:
    """Find the first byline or date line between two lines, no further than a screen away; a single short
    line between two paragraphs of text is a headline without either."""
    stop = min(len(lines) if end is None else end, start + _SCREEN)
    for index in range(start + 1, stop):
        if read_byline(lines[index].text) or read_date_line(lines[index].text):
            return index
    if end is None or end - start != 2 or not is_caption(lines[start].text):
        return None
    between = lines[start + 1].text
    return end if len(words_of(between)) <= 20 and not ends_like_sentence(between) else None


def _lead(lines: Sequence[Line], body: int | None) -> set[str]:
    if body is None:
        return set()
    paragraphs = [line.text for line in lines[body : body + 30] if is_sentence(line.text, 8)][:_LEAD]
    return {word for text in paragraphs for word in content_words(text[:1500])}


def _score(lines: Sequence[Line], index: int, lead: set[str], folded: list[str]) -> float:
    """Weigh a line as headline: words shared with the text, length, what follows it, whether it repeats."""
    text = lines[index].text
    carried = set(content_words(text))
    score = 3 * len(carried & lead) / len(carried) if carried else 0.0
    score += 1.0 if 5 <= len(words_of(text)) <= 20 else 0.0
    if any(read_byline(line.text) or read_date_line(line.text) for line in lines[index + 1 : index + 4]):
        score += 0.5
    if any(other.startswith(folded[index]) for i, other in enumerate(folded) if i != index and other):
        score += 0.5
    score -= 1.0 if text.endswith(".") else 0.0
    return score - (0.5 if is_capitals(text, 3) else 0.0)


def _split_outlet(text: str, folded: Sequence[str]) -> tuple[str, str | None]:
    """Part "Headline | Outlet". After a dash the outlet counts only if the page has the bare headline too,
    or its name is built like an outlet's; headlines have dashes of their own."""
    parts = list(_PARTS.finditer(text))
    if not parts:
        return text, None
    cut = parts[-1]
    head, tail = text[: cut.start()].strip(), text[cut.end() :].strip()
    if not 1 <= len(words_of(tail)) <= 5 or len(words_of(head)) < 3 or ends_like_sentence(tail):
        return text, None
    if not tail[0].isupper() and "." not in tail:
        return text, None
    piped = "|" in cut.group()
    if not piped and (":" in cut.group() or not (fold(head) in folded or looks_like_outlet(tail))):
        return text, None
    first = re.split(r"\s+\|\s+", head)[0] if piped else head
    return (first if len(words_of(first)) >= 3 else head), tail
