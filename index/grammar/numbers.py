"""Numbers as news prints them, "1,700" or "twenty-five" or "a couple of", as a float. Pure."""

from __future__ import annotations

import re

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_TEENS = "sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL = {word: float(value) for value, word in enumerate(f"{_ONES} {_TEENS}".split())}
TENS = {word: 10.0 * (place + 2) for place, word in enumerate(_TENS.split())}
SCALES = {"dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
# "a few" and "several" have no number; three stands for them, and whoever reads it must call it approximate.
VAGUE = {"few": 3.0, "several": 3.0, "couple": 2.0}
PLURAL_SCALES = {
    "tens": 20.0, "dozens": 24.0, "scores": 40.0, "hundreds": 2e2, "thousands": 2e3,
    "millions": 2e6, "billions": 2e9, "trillions": 2e12,
}  # fmt: skip

DIGITS = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,4})?|\d{1,12}(?:\.\d{1,4})?"
_WORD = "|".join(sorted([*SMALL, *TENS, *SCALES], key=len, reverse=True))
_HALF = r"(?:[ -]and[ -]a[ -]half)"
WORDS = (
    r"(?:an?[ -](?=dozen|hundred|thousand|million|billion|trillion))?"
    rf"(?:{_WORD})(?:(?:[ -]|[ -]and[ -])(?:{_WORD})){{0,8}}"
)
NUMBER = rf"(?:(?:{DIGITS}|{WORDS}){_HALF}?(?:[ -](?:million|billion|trillion|thousand|hundred|dozen))?)"


def read_number(text: str) -> float | None:
    """Read a number in digits or English words; None where the words do not make one.

    "1,700" -> 1700.0; "two-and-a-half" -> 2.5; "a hundred and five" -> 105.0; "2.5 million" -> 2500000.0;
    "a few" -> 3.0; "tens of thousands" -> 20000.0; "half a dozen" -> 6.0.
    """
    words = [word for word in re.split(r"[\s-]+", text.strip().lower()) if word not in ("", "of")]
    total, current, seen = 0.0, 0.0, False
    for place, word in enumerate(words):
        if word == "half":
            if not seen and words[place + 1 : place + 2] in (["a"], ["an"]):
                current = 0.5  # "half a dozen"
            else:
                current += 0.5
            seen = True
        elif word in ("a", "an", "and"):
            if word != "and" and not seen and (place + 1 == len(words) or words[place + 1] in SCALES):
                current, seen = 1.0, True
        elif word in SCALES or word in PLURAL_SCALES:
            scale = SCALES.get(word) or PLURAL_SCALES[word] / (2 if seen else 1)
            current = (current if seen else 1.0) * scale
            seen = True
            if scale >= 1000:
                total, current = total + current, 0.0
        else:
            value = _simple(word)
            if value is None:
                return None
            current, seen = current + value, True
    return total + current if seen else None


def _simple(word: str) -> float | None:
    for table in (SMALL, TENS, VAGUE):
        if word in table:
            return table[word]
    return float(word.replace(",", "")) if re.fullmatch(DIGITS, word) else None
