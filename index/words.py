"""Words of a text: one tokenizer, one stemmer and one idea of a name, for the search and for the answers.

Everything here is pure. Offsets count characters of the text given, end exclusive.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from index.wordlists import (
    ATTRIBUTION_WORDS,
    CALENDAR_WORDS,
    CONNECTORS,
    FUNCTION_WORDS,
    OPENERS,
    PARTICLES,
    QUESTION_WORDS,
    STOPWORDS,
    TITLES,
    word_set,
)

__all__ = [
    "ATTRIBUTION_WORDS",
    "CALENDAR_WORDS",
    "FUNCTION_WORDS",
    "QUESTION_WORDS",
    "STOPWORDS",
    "TITLES",
    "Name",
    "Token",
    "content_words",
    "names",
    "stem",
    "terms",
    "tokenize",
    "word_set",
]


_TOKEN = re.compile(
    r"[^\W\d_]{2}[^\W_]*(?:['’ʼ][^\W_]+)*"  # most words; here only so that they are found quickly
    r"|(?<!\w)(?:(?:[^\W\d_]\.){2,}|(?:[^\W\d_]\.)+[^\W\d_])(?!\w)"  # U.S., U.S, a.m.
    r"|\d+(?:[.,]\d+)*(?:st|nd|rd|th)?(?!\w)"  # 1,200  3.5  16th
    r"|[^\W_]+(?:['’ʼ][^\W_]+)*"  # everything else; hyphens part words
)
_POSSESSIVE = re.compile(r"['’ʼ]s$", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)$")
_SENTENCE_END = re.compile(r"(?:[.!?…:;][\"'”’)\]]*\s+|\n\s*|^\s*)[\"'“‘(\[\-–—•*]*\s*$")
_PARTICLES = re.compile(rf"(?<![\w'’-])(?<!\bthe )(?:(?:{'|'.join(sorted(PARTICLES))})[ -])+$")
_NUMBERED = re.compile(r"\d\d?(?!\d|\s?[-–]\s?\d)")  # no score
_INITIAL = re.compile(r"(?:[^\W\d_]|[A-Z][a-z]{1,4})$")


class Token(NamedTuple):
    """One word of a text: `word` is lower case, without accents, possessive 's and ordinal endings."""

    word: str
    start: int
    end: int


class Name(NamedTuple):
    """A name in a text: `text` is what the text prints, `text[start:end]`, possessive 's left out."""

    text: str
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """Cut a text into words with their offsets; a possessive 's is outside of its word's offsets.

    Hyphens part words. "U.N." and "UN" give "un"; "U.S." and "US" give "u.s.", which is not the pronoun.

    >>> [token.word for token in tokenize("The U.S. mayor’s 1,200-page report, on 16th May")]
    ['the', 'u.s.', 'mayor', '1200', 'page', 'report', 'on', '16', 'may']
    """
    tokens = []
    for match in _TOKEN.finditer(text):
        surface = match.group()
        end = match.end()
        if len(surface) > 2 and (surface[-2] in "'’ʼ") and _POSSESSIVE.search(surface):
            surface, end = surface[:-2], end - 2
        tokens.append(Token(_fold(surface), match.start(), end))
    return tokens


@lru_cache(maxsize=65536)
def _fold(surface: str) -> str:
    if surface == "US" or surface.lower() in ("u.s.", "u.s"):
        return "u.s."
    if surface[0].isdigit():
        return _ORDINAL.sub("", surface.lower()).replace(",", "")
    word = surface.lower().replace("’", "'").replace("ʼ", "'")
    if "." in word:
        word = word.replace(".", "")
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)) or word
    return word


_STEMMER = Stemmer.Stemmer("english")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Cut a lower-case word to its English stem ("visited" -> "visit"); what is not a word stays as it is."""
    if not word.isalpha():
        return word
    return str(_STEMMER.stemWord(word))


def terms(text: str) -> list[str]:
    """List the stems of all words of a text, in order: `tokenize` and `stem` at once, without offsets."""
    return list(map(_term, _TOKEN.findall(text)))


@lru_cache(maxsize=131072)
def _term(surface: str) -> str:
    return stem(tokenize(surface)[0].word)


def content_words(text: str) -> list[str]:
    """List the stems of a text's words that carry something, in order, with repeats."""
    return [stem(token.word) for token in tokenize(text) if token.word not in STOPWORDS]


def names(text: str, vocabulary: Collection[str] | None = None) -> list[Name]:
    """Find the names in a text: runs of capitalised words, small connectors inside them, acronyms.

    Words that only open a sentence, months, weekdays and lines in capitals are left out. A title stays with
    its name ("President Ada Brook"). Given a vocabulary of lower-case names, runs of words that stand in it
    are found in any case, the longest first, so that a question typed in lower case has names too.

    >>> [name.text for name in names("When did Ada Brook's team meet the Bank of Northmoor in May?")]
    ['Ada Brook', 'Bank of Northmoor']
    """
    tokens = tokenize(text)
    small = {text[t.start : t.end] for t in tokens if text[t.start].islower()}
    shouted = _shouted_lines(text)
    found: list[Name] = []
    run: list[Token] = []  # the name so far, connectors inside it included
    waiting: list[Token] = []  # connectors that belong to the name only if another capital follows

    def close() -> None:
        if run:
            start, end = run[0].start, run[-1].end
            found.append(Name(text[start:end], start, end))
        run.clear()
        waiting.clear()

    for i, token in enumerate(tokens):
        surface = text[token.start : token.end]
        if run and i and not _joins(text, tokens[i - 1], token):
            close()
        if any(first <= token.start < last for first, last in shouted):
            close()
        elif surface[0].isupper() and token.word not in CALENDAR_WORDS:
            opens = not run and _SENTENCE_END.search(text[max(0, token.start - 12) : token.start]) is not None
            initial = run and text[token.start + 1 : token.end + 2] == ". "  # "Ada A. Moss"
            if not initial and _is_common(token.word, surface, opens, small):
                close()
            else:
                led = None if run else _PARTICLES.search(text[max(0, token.start - 12) : token.start])
                first = token.start - len(led.group() if led else "")  # "said van der Dorn"
                run.extend(waiting or (t for t in tokens[max(0, i - 3) : i] if t.start >= first))
                waiting.clear()
                run.append(token)
        elif run and token.word in CONNECTORS and len(waiting) < 2 and surface.islower():
            waiting.append(token)
        elif run and not waiting and surface.isdigit() and _NUMBERED.match(text, token.start):
            run.append(token)  # "Apollo 11"; longer numbers are years more often than names
            close()
        else:
            close()
    close()
    if vocabulary:
        found = _with_vocabulary(text, tokens, found, vocabulary)
    return found


def _joins(text: str, left: Token, right: Token) -> bool:
    """Tell whether what stands between two words may stand inside a name."""
    gap = text[left.end : right.start]
    if gap in (" ", "-", "‑", " & ", "&", "\u00a0"):
        return True
    return (
        gap in (". ", ".")
        and _INITIAL.match(text[left.start : left.end]) is not None
        and (left.end - left.start == 1 or left.word in TITLES or left.word in ("st", "jr", "sr"))
    )


def _is_common(word: str, surface: str, opens: bool, small: set[str]) -> bool:
    """Tell whether a capitalised word is an ordinary one."""
    if word in ("the", "a", "an", "i", "i'm", "i've", "i'd", "i'll"):
        return True
    if len(surface) > 1 and surface.isupper():
        return word in FUNCTION_WORDS
    if opens:
        return word in STOPWORDS or word in OPENERS or surface.lower() in small
    # "Will Moss" and "Down" are names; "Did" and "Has" inside a line are a headline's capitals.
    return word in QUESTION_WORDS or (word in FUNCTION_WORDS and word not in ("will", "may", "down"))


def _shouted_lines(text: str) -> list[tuple[int, int]]:
    """Find the lines printed in capitals, where a capital says nothing."""
    lines = []
    for match in re.finditer(r"[^\n]+", text):
        words = [w for w in match.group().split() if any(c.isalpha() for c in w)]
        if len(words) >= 4 and 5 * sum(w.isupper() for w in words) > 3 * len(words):
            lines.append(match.span())
    return lines


def _with_vocabulary(
    text: str, tokens: list[Token], found: list[Name], vocabulary: Collection[str]
) -> list[Name]:
    """Add the runs of words that the vocabulary knows, where no name was found yet."""
    taken = [(name.start, name.end) for name in found]
    i = 0
    while i < len(tokens):
        for length in range(min(5, len(tokens) - i), 0, -1):
            start, end = tokens[i].start, tokens[i + length - 1].end
            phrase = " ".join(token.word for token in tokens[i : i + length])
            if length == 1 and phrase in STOPWORDS:
                continue
            if phrase in vocabulary and not any(start < last and first < end for first, last in taken):
                found.append(Name(text[start:end], start, end))
                i += length - 1
                break
        i += 1
    return sorted(found, key=lambda name: name.start)


def quoted(word: str) -> str:
    """Make any text one FTS5 string, so that none of it is read as an operator.

    >>> quoted('say "no" AND')
    '"say ""no"" AND"'
    """
    storable = word.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    return '"' + storable.replace('"', '""') + '"'
