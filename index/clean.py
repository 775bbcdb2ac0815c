"""Scraped page text -> article text. Pure.

Keeps the article's own lines, captions among them, each once and word for word; drops menus, lists of other
articles, share bars, promotional links in capitals, bylines, credits, biographies and legal notices. What
might be the article's own is kept: a stray line costs less than a lost sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.byline import read_byline, read_date_line
from index.dateline import read_dateline
from index.furniture import (
    ends_like_sentence,
    is_capitals,
    is_contribution,
    is_credit,
    is_furniture,
    is_legal,
    is_list_heading,
    is_prose,
    is_sentence,
    words_of,
)
from index.headline import Header, find_header, is_caption
from index.notes import is_biography, read_publication_note, read_signature
from index.paragraphs import Line, split_lines
from index.repeats import drop_repeats, fold

# A picture credit that lost the space before its caption: "/ Go to the galleryThe mayor of Northmoor ..."
_SEAM = re.compile(r"\b[a-z]{2,}(?=[A-Z][a-z]*\s)")
_HEADING_MARKS = re.compile(r"#{1,6}\s+(?=\S)")
_PAGE_LIST = 40  # lines; "Most Popular" has no more
_INLINE_LIST = 5  # lines; "Read more:" inside an article has no more


def clean(raw: str, title: str | None = None) -> str:
    """Give the article in a page's text: paragraphs parted by one blank line.

    raw: text as it was scraped, or article text that needs no cleaning, which stays as it is.
    title: the headline if it is known from elsewhere; else it is looked for. It is not part of the result,
    unless there is nothing else.
    """
    lines = split_lines(raw)
    header = find_header(lines, title)
    paragraphs = drop_repeats([_trim(text) for text in article_lines(lines, header)])
    if not paragraphs:
        return "\n\n".join(line.text for line in lines if not is_furniture(line.text))
    if signature := read_signature(paragraphs[-1]):
        paragraphs[-1] = paragraphs[-1][: signature[1]].rstrip()
    return "\n\n".join(paragraphs)


def first_text(lines: Sequence[Line], header: Header) -> int:
    """Find the first line of running text after a page's header; len(lines) where there is none."""
    return next((i for i in range(header.body, len(lines)) if _is_text(lines[i].text)), len(lines))


def article_lines(lines: Sequence[Line], header: Header) -> list[str]:
    """Choose the lines of the article, repeats and all."""
    authors = [
        name
        for line in lines[: header.body + 15]
        if (found := read_byline(line.text))
        for name in found.authors
    ]
    titles = {
        fold(text)
        for text in (header.title, lines[header.line].text if header.line is not None else None)
        if text
    }
    first = first_text(lines, header)
    last = max((i for i, line in enumerate(lines) if _is_text(line.text)), default=-1)
    shouting = 3 * sum(is_capitals(line.text) for line in lines) > len(lines)
    kept: list[str] = []
    listed, ended = (
        0,
        False,
    )  # lines that a list of other articles may still take; whether the page's end began
    for index, line in enumerate(lines):
        text = line.text
        if is_list_heading(text):
            listed = _INLINE_LIST if index < last and text.rstrip().endswith(":") else _PAGE_LIST
            ended = ended or index > last
        elif fold(text) in titles:
            listed = 0
        elif index < header.body:
            kept.extend([text] if _stands_above(text) else [])
        elif index < first and (read_byline(text) or read_date_line(text) or _is_label(text, header)):
            pass
        elif (
            is_legal(text)
            or read_publication_note(text)
            or (2 * index > len(lines) and (is_contribution(text) or is_biography(text, authors)))
        ):
            ended = ended or index > last
        elif is_credit(text) or is_furniture(text) or (not shouting and _is_promotion(text)):
            pass
        elif _is_text(text) or not (ended or (listed and _may_be_listed(text))):
            listed = 0
            kept.append(text)
        else:
            listed -= 1 if listed else 0
    return kept


def _is_text(text: str) -> bool:
    """Tell whether a line is running text beyond doubt."""
    if read_dateline(text) is not None and len(words_of(text[:300])) >= 8:
        return True
    if not (is_sentence(text) and is_prose(text)):
        return False
    return not (is_legal(text) or is_furniture(text) or is_biography(text) or read_publication_note(text))


def _stands_above(text: str) -> bool:
    """Tell whether a line above the headline is worth keeping: a caption or a sentence."""
    if is_credit(text) or is_legal(text) or is_furniture(text):
        return False
    words = len(words_of(text[:1000]))
    return is_prose(text) and (words >= 15 or (is_caption(text) and words >= 8) or is_sentence(text))


def _is_label(text: str, header: Header) -> bool:
    """Tell whether a line between a headline and its article is a section's or a person's name."""
    return header.line is not None and len(words_of(text)) < 5 and not ends_like_sentence(text)


def _is_promotion(text: str) -> bool:
    """Tell whether a line is a link to another article, printed in capitals."""
    return is_capitals(text) and not is_sentence(text)


def _may_be_listed(text: str) -> bool:
    return len(words_of(text[:400])) <= 25 and not is_caption(text) and not is_sentence(text, 8)


def _trim(text: str) -> str:
    """Cut heading marks and a glued picture credit off the front; what is left is a slice of the line."""
    if text.startswith("#") and (marks := _HEADING_MARKS.match(text)):
        return text[marks.end() :]
    if text.startswith("©") and (seam := _SEAM.search(text[:160])) and len(words_of(text[seam.end() :])) >= 6:
        return text[seam.end() :]
    return text
