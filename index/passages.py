"""An article as passages: neighbouring whole sentences, small enough for the embedder.

The splitting is llama-index's SentenceSplitter with our sentences and the embedder's own token counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from index.article import Article, Passage, content_id
from index.sentences import split_sentences

__all__ = ["MAX_TOKENS", "embedded_text", "split_passages", "split_sentences"]

MAX_TOKENS = 256
"""What the embedder reads of a text, special tokens included; it ignores the rest."""

SPECIAL_TOKENS = 2
TITLE_BYTES = 200
"""How much of a title is embedded before each passage; no tokenizer makes more tokens than bytes."""

CHARACTERS_PER_TOKEN = 8
"""An upper bound for text: a tokenizer may count a long run of symbols as one unknown token."""

# A sentence that is too long alone is cut after commas and the like, but not inside "3,000" or "10:30".
_CLAUSES = r"(?s).+?(?:[,;:—–](?=\s)|\Z)"


def embedded_text(title: str, text: str) -> str:
    """Join what is embedded for a passage: its article's title, cut to TITLE_BYTES, a newline, its text."""
    return f"{_shorten_title(title)}\n{text}"


def split_passages(article: Article, count_tokens: Callable[[str], int]) -> list[Passage]:
    """Split an article into passages, in order and without overlap, together all of its text.

    count_tokens: counts the tokens of a text, without the special ones.
    Each passage with its title is at most MAX_TOKENS. `article.text[start:end] == text` holds for each.
    """
    # Imported here: it costs two seconds, and only indexing needs it.
    from llama_index.core.node_parser import SentenceSplitter

    def tokens(text: str) -> range:
        # The splitter takes the length alone, and first of the whole text: too long to be worth counting.
        fewest = len(text) // CHARACTERS_PER_TOKEN
        return range(fewest if fewest > MAX_TOKENS else max(count_tokens(text), fewest))

    title = _shorten_title(article.title)
    splitter = SentenceSplitter(
        chunk_size=MAX_TOKENS - SPECIAL_TOKENS - count_tokens(title),
        chunk_overlap=0,
        tokenizer=tokens,
        paragraph_separator="\n\n",
        secondary_chunking_regex=_CLAUSES,
        chunking_tokenizer_fn=_cut_sentences,
    )
    passages = []
    place = 0
    for chunk in splitter.split_text(article.text):
        # Without overlap the chunks are the text cut into pieces, each stripped: between them is white space.
        start = _skip_space(article.text, place)
        place = start + len(chunk)
        if article.text[start:place] != chunk:
            raise AssertionError("SentenceSplitter's chunks are no longer slices of the text")
        passages.append(Passage(content_id(article.title, chunk), article.id, start, place, chunk))
    return passages


def _cut_sentences(text: str) -> list[str]:
    """Cut a text before each sentence but the first, losing nothing."""
    starts = [0, *(start for start, _ in split_sentences(text)[1:]), len(text)]
    return [text[left:right] for left, right in pairwise(starts)]


def _skip_space(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _shorten_title(title: str) -> str:
    title = re.sub(r"\s+", " ", title).strip()
    data = title.encode("utf-8", "replace")
    if len(data) <= TITLE_BYTES:
        return title
    return data[:TITLE_BYTES].decode("utf-8", "ignore").rpartition(" ")[0] or data[:TITLE_BYTES].decode(
        "utf-8", "ignore"
    )
