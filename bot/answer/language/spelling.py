"""The names of a question typed in lower case, written as the articles print them; pure."""

from __future__ import annotations

from collections.abc import Sequence

from index.words import TITLES, names, tokenize


def as_printed(text: str, passages: Sequence[str]) -> str:
    """Give a question its capitals, from passages that it found; one that has capitals stays as it is."""
    if text != text.lower():
        return text
    printed: dict[str, str] = {}
    small: set[str] = set()
    for passage in passages:
        small.update(t.word for t in tokenize(passage) if passage[t.start].islower())
        for name in names(passage):
            words = tokenize(name.text)
            printed.setdefault(" ".join(w.word for w in words), name.text)
            for word in words:
                if word.word not in TITLES and word.end - word.start > 1:
                    printed.setdefault(word.word, name.text[word.start : word.end])
    for common in small:
        printed.pop(common, None)
    for name in reversed(names(text, printed)):
        key = " ".join(t.word for t in tokenize(name.text))
        text = text[: name.start] + printed.get(key, name.text) + text[name.end :]
    return text
