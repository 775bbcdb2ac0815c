"""Scraped page text -> article text. Pure.

Keeps the article's own lines, captions among them, each once and word for word; drops menus, lists of other
articles, share bars, promotional links in capitals, bylines, credits, biographies and legal notices. What
might be the article's own is kept: a stray line costs less than a lost sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.reading.byline import read_byline
from index.reading.furniture import (
    ends_like_sentence,
    is_capitals,
    is_contribution,
    is_credit,
    is_furniture,
    is_legal,
    is_list_heading,
    is_prose,
    is_sentence,
    is_tail_heading,
    words_of,
)
from index.reading.headline import is_caption
from index.reading.notes import is_biography, read_publication_note, read_signature
from index.reading.owner import names_source
from index.reading.page import Page, date_line_at, read_page_text
from index.reading.repeats import drop_repeats, fold

# A picture credit that lost the space before its caption: "/ Go to the galleryThe mayor of Northmoor ..."
_SEAM = re.compile(r"\b[a-z]{2,}(?=[A-Z][a-z]*\s)")
_HEADING_MARKS = re.compile(r"#{1,6}\s+(?=\S)")
_PAGE_LIST = 40  # lines; "Most Popular" has no more
_INLINE_LIST = 5  # lines; "Read more:" inside an article has no more
_LONGEST_TITLE = 500  # characters


def clean(raw: str, title: str | None = None) -> str:
    """Give the article in a page's text: paragraphs parted by one blank line.

    raw: text as it was scraped, or article text that needs no cleaning, which stays as it is.
    title: the headline if it is known from elsewhere; else it is looked for. It is not part of the result,
    unless there is nothing else.
    """
    return clean_page(read_page_text(raw, title))


def clean_page(page: Page) -> str:
    """Give the article in a page that was read, as `clean` does."""
    paragraphs = drop_repeats([_trim(text) for text in _choose_lines(page)])
    if not paragraphs:
        return "\n\n".join(line.text for line in page.lines if not is_furniture(line.text))
    if signature := read_signature(paragraphs[-1]):
        paragraphs[-1] = paragraphs[-1][: signature[1]].rstrip()
    return "\n\n".join(paragraphs)


def _choose_lines(page: Page) -> list[str]:
    """Choose the lines of the article, repeats and all."""
    lines, header = page.lines, page.header
    head = [read_byline(line.text) for line in lines[: header.body + 15]]
    authors = [name for byline in head if byline for name in byline.authors]
    titles = {fold(text) for text in (header.title, header.printed) if text}
    shouting = 3 * sum(is_capitals(line.text) for line in lines) > len(lines)
    kept: list[str] = []
    listed = 0  # how many of the next lines may belong to a list of other articles
    ended = False  # whether what stands below the article has begun
    for index, line in enumerate(lines):
        text = line.text
        below = index > page.last
        if (not page.running[index] and is_list_heading(text)) or (below and is_tail_heading(text)):
            listed = _PAGE_LIST if below or not text.endswith(":") else _INLINE_LIST
            ended = ended or below
        elif len(text) <= _LONGEST_TITLE and fold(text) in titles:
            listed = 0
        elif page.running[index] and header.body <= index < page.foot:
            listed = 0
            kept.append(text)
        elif index < header.body:
            kept.extend([text] if _stands_above(text) else [])
        elif _is_head_matter(page, index):
            continue
        elif _is_note(text) or _is_end_matter(page, index, authors):
            ended = ended or below
        elif is_credit(text) or is_furniture(text) or (not shouting and _is_promotion(text)):
            continue
        elif page.running[index] or not (ended or (listed and _may_be_listed(text))):
            listed = 0
            kept.append(text)
        elif listed:
            listed -= 1
    return kept


def _stands_above(text: str) -> bool:
    """Tell whether a line above the headline is worth keeping: a caption or a sentence."""
    if is_credit(text) or is_legal(text) or is_furniture(text):
        return False
    words = len(words_of(text[:1000]))
    return is_prose(text) and (words >= 15 or (is_caption(text) and words >= 8) or is_sentence(text))


def _is_note(text: str) -> bool:
    return is_legal(text) or read_publication_note(text) is not None


def _is_head_matter(page: Page, index: int) -> bool:
    """Tell whether a line is of those that stand between a headline and its article: a byline, a date, a
    section's or a person's name."""
    text = page.lines[index].text
    if date_line_at(page, index):
        return True
    if index >= page.first:
        return False
    short = page.header.printed is not None and len(words_of(text)) < 5 and not ends_like_sentence(text)
    return short or read_byline(text) is not None


def _is_end_matter(page: Page, index: int, authors: Sequence[str]) -> bool:
    """Tell whether a line is of those that stand below an article: helpers, source, the author's life."""
    text = page.lines[index].text
    if index > page.last and names_source(text):
        return True
    if not (is_contribution(text) or is_biography(text, authors)):
        return False
    return index >= page.foot


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
