"""Where a quote stands in a text: word for word, apart from white space, quote marks, dashes; pure."""

from __future__ import annotations

import re
import unicodedata

_ALIKE = {
    **dict.fromkeys("\"'“”„‟‘’‚‛«»‹›`´′″", "'"),
    **dict.fromkeys("-‐‑‒–—―−", "-"),
}
_DAYS_BESIDE = re.compile(r"\s*\[\d{4}-\d\d-\d\d(?:\.\.\d{4}-\d\d-\d\d)?\]")
LEAST = 8  # characters; a shorter quote stands anywhere


def locate(quote: str, text: str) -> tuple[int, int] | None:
    """Find a quote in a text: start and end of the slice that holds it, None where it does not stand there.

    White space of any kind and length is the same, so are quote marks of any form, and dashes; invisible
    characters are passed over, and so are the days that stand beside dates in a prompt, "[2024-05-12]".
    Everything else has to be the same, letter by letter.

    >>> text = "She said: “No  deal – yet.”"
    >>> start, end = locate("'No deal - yet", text)
    >>> text[start:end]
    '“No  deal – yet'
    """
    folded, places = _fold(text)
    for printed in dict.fromkeys((quote, _DAYS_BESIDE.sub("", quote))):
        wanted = _fold(printed)[0].strip().removesuffix("...").removeprefix("...").strip()
        # A model puts its own marks around what it quotes.
        for candidate in (wanted, wanted.strip("' "), wanted.strip("'. ")):
            at = folded.find(candidate) if len(candidate) >= LEAST else -1
            if at >= 0:
                return places[at], places[at + len(candidate) - 1] + 1
    return None


def _fold(text: str) -> tuple[str, list[int]]:
    """Write a text in the form in which quotes are compared, with the place of each character."""
    kept: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if char.isspace():
            if kept and kept[-1] == " ":
                continue
            char = " "
        elif unicodedata.category(char) in ("Cf", "Cc"):
            continue
        for one in "..." if char == "…" else _ALIKE.get(char, char):
            kept.append(one)
            places.append(place)
    return "".join(kept), places
