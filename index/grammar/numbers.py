"""Numbers as news prints them, "2,400" or "twenty-five" or "dozens", and the words that blur them. Pure."""

from __future__ import annotations

import re

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_TEENS = "sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL = {word: float(value) for value, word in enumerate(f"{_ONES} {_TEENS}".split())}
TENS = {word: 10.0 * (place + 2) for place, word in enumerate(_TENS.split())}
SCALES = {"dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
# Words without a number of their own. The value is the least that they can mean, and never exact.
VAGUE = {"few": 3.0, "several": 3.0, "couple": 2.0}
PLURAL_SCALES = {
    "tens": 20.0, "dozens": 24.0, "scores": 40.0, "hundreds": 2e2, "thousands": 2e3,
    "millions": 2e6, "billions": 2e9, "trillions": 2e12,
}  # fmt: skip

# What stands before a number and blurs it, and which side of it the truth lies on.
BOUNDS = {
    "at least": "at least", "more than": "at least", "over": "at least", "upwards of": "at least",
    "no fewer than": "at least", "no less than": "at least", "not less than": "at least", "above": "at least",
    "up to": "at most", "at most": "at most", "less than": "at most", "fewer than": "at most",
    "under": "at most",
    "no more than": "at most", "as many as": "at most", "as much as": "at most", "below": "at most",
    "about": "about", "around": "about", "roughly": "about", "approximately": "about", "nearly": "about",
    "almost": "about", "some": "about", "close to": "about", "an estimated": "about", "estimated": "about",
    "just over": "about", "just under": "about", "circa": "about",
}  # fmt: skip

_SPACE = r"[\s-]{1,2}"
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_DIGITS = r"\d{1,4}[½¼¾]|\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,4})?|\d{1,12}(?:\.\d{1,4})?"
_WORD = "|".join(sorted((*SMALL, *TENS, *SCALES), key=len, reverse=True))
_SCALE = "|".join(SCALES)
_PLURAL = "|".join(PLURAL_SCALES)
# A fragment for whole numbers in digits or words; `read_number` reads what it matches.
NUMBER = (
    rf"(?:(?:{_DIGITS})(?:{_SPACE}(?:{_SCALE})\b)?"
    rf"|half{_SPACE}an?{_SPACE}(?:{_SCALE})\b"
    rf"|(?:an?{_SPACE})?(?:couple|few|several){_SPACE}(?:of{_SPACE})?(?:{_SCALE})\b"
    rf"|(?:(?:an?{_SPACE})(?=(?:{_SCALE})\b))?\b(?:{_WORD})\b(?:{_SPACE}(?:and{_SPACE})?(?:{_WORD})\b){{0,7}})"
)
# Only with "of", or before a noun: "dozens of ships", "tens of thousands of people", "several ships".
VAGUE_NUMBER = (
    rf"(?:(?:{_PLURAL})(?:{_SPACE}of{_SPACE}(?:{_PLURAL}))?(?={_SPACE}of\b)"
    rf"|a{_SPACE}couple{_SPACE}of|a{_SPACE}few|several)"
)
BOUND = rf"(?:{'|'.join(sorted((word.replace(' ', _SPACE) for word in BOUNDS), key=len, reverse=True))})"


def read_number(text: str) -> float | None:
    """Read a number in digits or English words; None where the words do not make one.

    "2,400" -> 2400.0; "two-and-a-half" -> 2.5; "a hundred and five" -> 105.0; "2.5 million" -> 2500000.0;
    "a few" -> 3.0; "tens of thousands" -> 20000.0; "half a dozen" -> 6.0.
    """
    words = [word for word in re.split(r"[\s-]+", text.strip().lower()) if word not in ("", "of", "and")]
    total, current, seen = 0.0, 0.0, False
    for place, word in enumerate(words):
        if word in ("a", "an"):
            following = words[place + 1 : place + 2]
            if not seen and (not following or following[0] in SCALES):
                current, seen = 1.0, True  # "a hundred", "a (year)"
            continue
        if word in SCALES or word in PLURAL_SCALES:
            # "hundreds" alone is at least two hundred, but "tens of thousands" is twenty thousands.
            scale = SCALES.get(word) or PLURAL_SCALES[word] / (2 if seen else 1)
            current, seen = (current if seen else 1.0) * scale, True
            if scale >= 1000:
                total, current = total + current, 0.0
            continue
        value = 0.5 if word == "half" else _read_word(word)
        if value is None:
            return None
        current, seen = current + value, True
    return total + current if seen else None


def _read_word(word: str) -> float | None:
    for table in (SMALL, TENS, VAGUE):
        if word in table:
            return table[word]
    if not re.fullmatch(_DIGITS, word):
        return None
    fraction = _FRACTIONS.get(word[-1], 0.0)
    return float(word.replace(",", "").rstrip("½¼¾")) + fraction


def read_bound(words: str | None) -> str | None:
    """ "more than" -> "at least"; None for no words."""
    return BOUNDS[" ".join(words.lower().split())] if words else None
