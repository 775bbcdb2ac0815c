"""Where the article begins on a scraped page: its headline and the first line after it. Pure.

A page prints menus, lists of other headlines and dates before its own headline. The headline is told from
them by the words that it shares with the article's first paragraphs and by the byline or date after it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.byline import looks_like_outlet, read_byline, read_date_line
from index.dateline import read_dateline
from index.furniture import (
    ends_like_sentence,
    is_capitals,
    is_credit,
    is_furniture,
    is_legal,
    is_prose,
    is_sentence,
    words_of,
)
from index.paragraphs import Line
from index.repeats import fold
from index.words import content_words

_SEARCHED = 150  # lines; no page prints more before its article
_LEAD = 4  # paragraphs that a headline is compared with
_PARTS = re.compile(r"\s+[|–—·:»-]+\s+")
_CAPTION = re.compile(
    r"(?:file\s?(?:photo|picture|image)?\s?[:–—-]|(?:photo|image|picture|caption)\s?[:–—-]|©"
    r"|an? (?:file |handout |undated )?(?:photo|picture|image|photograph)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Header:
    """The head of a page: title and the outlet printed with it, and the lines it takes.

    line: index of the headline's line, None where there is none.
    body: index of the first line after the headline (0 without one).
    """

    title: str | None
    outlet: str | None
    line: int | None
    body: int


def is_caption(line: str) -> bool:
    """Tell whether a line opens as captions of pictures do."""
    return _CAPTION.match(line) is not None


def find_header(lines: Sequence[Line], title: str | None = None) -> Header:
    """Find where the article begins; with a title known from elsewhere only that title is looked for."""
    if title:
        return _find_known(lines, title)
    body = _first_body(lines, 0)
    candidates = _candidates(lines, body)
    if not candidates and body is not None and (is_caption(lines[body].text) or body == 0):
        later = _first_body(lines, body + 1)  # a caption may stand above the headline
        byline = _byline_between(lines, body, later)
        if byline is not None:
            body, candidates = later, _candidates(lines, byline)
    if not candidates:
        return Header(None, None, None, 0)
    lead = _lead(lines, body)
    folded = [fold(line.text) for line in lines[: _SEARCHED + 1]]
    scores = {index: _score(lines, index, lead, folded) for index in candidates}
    best = max(scores.values())
    # A standfirst shares more words with the article than its headline does; the headline comes first.
    chosen = min(index for index, score in scores.items() if score >= best - 1)
    shown, outlet = _split_outlet(lines[chosen].text, folded)
    return Header(shown, outlet, chosen, chosen + 1)


def _find_known(lines: Sequence[Line], title: str) -> Header:
    wanted = fold(title)
    for index, line in enumerate(lines[:_SEARCHED]):
        if is_sentence(line.text, 25):
            break
        if wanted and fold(line.text) == wanted:
            return Header(title, None, index, index + 1)
        shown, outlet = _split_outlet(line.text, [wanted])
        if outlet and fold(shown) == wanted:
            return Header(title, outlet, index, index + 1)
    return Header(title, None, None, 0)


def _first_body(lines: Sequence[Line], start: int) -> int | None:
    """Find the first line that is article text beyond doubt."""
    for index in range(start, min(len(lines), start + _SEARCHED)):
        text = lines[index].text
        if read_dateline(text) and len(words_of(text[:300])) >= 8:
            return index
        if is_sentence(text) and is_prose(text) and not is_legal(text) and not is_furniture(text):
            return index
    return None


def _candidates(lines: Sequence[Line], end: int | None) -> list[int]:
    found = []
    for index, line in enumerate(lines[: min(_SEARCHED, len(lines) if end is None else end)]):
        text = line.text
        words = len(words_of(text[:400]))
        if (
            not 3 <= words <= 30
            or len(text) > 250
            or is_furniture(text)
            or is_caption(text)
            or is_credit(text)
        ):
            continue
        if is_legal(text) or read_byline(text) or read_date_line(text) or re.match(r"\d{1,2}[.)]\s", text):
            continue
        found.append(index)
    return found


def _byline_between(lines: Sequence[Line], start: int, end: int | None) -> int | None:
    """Find the first byline or date line between two lines, no further than a screen away."""
    for index in range(start + 1, min(len(lines) if end is None else end, start + 12)):
        if read_byline(lines[index].text) or read_date_line(lines[index].text):
            return index
    if end is not None and end - start == 2 and len(words_of(lines[start + 1].text)) <= 20:
        return end if not ends_like_sentence(lines[start + 1].text) else None
    return None


def _lead(lines: Sequence[Line], body: int | None) -> set[str]:
    if body is None:
        return set()
    paragraphs = [line.text for line in lines[body : body + 30] if is_sentence(line.text, 8)][:_LEAD]
    return {word for text in paragraphs for word in content_words(text[:1500])}


def _score(lines: Sequence[Line], index: int, lead: set[str], folded: list[str]) -> float:
    text = lines[index].text
    carried = set(content_words(text))
    shared = len(carried & lead) / len(carried) if carried else 0.0
    words = len(words_of(text))
    score = 3 * shared + (1.0 if 5 <= words <= 20 else 0.0)
    following = [line.text for line in lines[index + 1 : index + 4]]
    if any(read_byline(line) or read_date_line(line) for line in following):
        score += 0.5
    if any(other.startswith(folded[index]) for i, other in enumerate(folded) if i != index and other):
        score += 0.5
    score -= 1.0 if ends_like_sentence(text) and text.endswith(".") else 0.0
    return score - (0.5 if is_capitals(text, 3) else 0.0)


def _split_outlet(text: str, folded: Sequence[str]) -> tuple[str, str | None]:
    """Part "Headline | Outlet". After a dash the outlet counts only if the page has the bare headline too,
    or its name is built like an outlet's; headlines have dashes of their own."""
    parts = list(_PARTS.finditer(text))
    if not parts:
        return text, None
    cut = parts[-1]
    head, tail = text[: cut.start()].strip(), text[cut.end() :].strip()
    short = 1 <= len(words_of(tail)) <= 5 and len(words_of(head)) >= 3 and not ends_like_sentence(tail)
    if not short or (not tail[:1].isupper() and "." not in tail):
        return text, None
    certain = "|" in cut.group() or (":" not in cut.group() and fold(head) in folded)
    if not certain and not ("-" in cut.group() or "–" in cut.group() or "—" in cut.group()):
        return text, None
    if certain or looks_like_outlet(tail):
        first = re.split(r"\s+\|\s+", head)[0] if "|" in cut.group() else head
        return (first if len(words_of(first)) >= 3 else head), tail
    return text, None
