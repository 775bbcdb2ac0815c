"""Numbers that a text tells and what they count: "170 people", "$4 billion", "about 40 percent". Pure.

For "how many", "how much" and "how old". Not read: dates and lengths of time (see `index.dates` and
`index.durations`), times of day, scores ("3-1"), fractions in words ("two-thirds"), "one in five", numbers in
names ("F-16", "Flight 1990"). The unit is found without a parser: the first plural noun behind the number, so
that in "14 grey trawlers" it is "trawler"; where none stands there it is "".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from index.dates import find_times
from index.durations import find_durations
from index.grammar.nouns import ABBREVIATED, STOPS, Counted, condition_of, counted_noun
from index.grammar.numbers import BOUND, NUMBER, SHORT_SCALES, VAGUE_NUMBER, read_bound, read_number

SYMBOLS = {
    "us$": "USD", "a$": "AUD", "c$": "CAD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD", "$": "USD", "€": "EUR",
    "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₴": "UAH", "₩": "KRW", "usd": "USD", "eur": "EUR",
    "gbp": "GBP", "chf": "CHF", "cny": "CNY", "inr": "INR", "rub": "RUB",
}  # fmt: skip
CURRENCIES = {
    "dollar": "USD", "euro": "EUR", "yuan": "CNY", "renminbi": "CNY", "yen": "JPY", "ruble": "RUB",
    "rouble": "RUB", "rupee": "INR", "franc": "CHF", "hryvnia": "UAH", "zloty": "PLN",
}  # fmt: skip
RANKS = {
    word: place + 1.0
    for place, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split())
}
OLDEST = 125  # "Ada Holm, 51," is an age; "Lund, 1851," is none
_SOME_DAY = date(2001, 1, 3)  # only to see which words are dates, not what they mean


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts; start and end are offsets in the text, from number to noun.

    unit: the noun in singular and lower case; the three letters of a currency ("USD"); "percent"; "year old";
    "rank"; "" for a bare number. bound: "at least", "at most", "about", or None.
    approximate: the words leave the number open ("dozens of", "some 40", "10 to 15": the middle).
    """

    start: int
    end: int
    number: float
    unit: str
    text: str
    approximate: bool
    bound: str | None = None


def find_quantities(text: str) -> list[Quantity]:
    """Find the quantities in a text, in order and not overlapping."""
    taken = [(item.end, item.start) for item in find_times(text, _SOME_DAY)]
    taken = sorted(taken + [(item.end, item.start) for item in find_durations(text)])
    readings = sorted(
        [*_ages(text), *_ranks(text), *_counts(text, taken)], key=lambda item: (item.start, -item.end)
    )
    found: list[Quantity] = []
    for quantity in readings:
        if not found or quantity.start >= found[-1].end:
            found.append(quantity)
    return found


@cache
def _count_pattern() -> re.Pattern[str]:
    symbols = "|".join(re.escape(symbol) for symbol in sorted(SYMBOLS, key=len, reverse=True))
    scale = r"(?:(?:k|mn?|bn|tn)(?!\w))?"
    low = (
        rf"(?P<low>(?:{symbols})?{NUMBER})(?:\s{{1,2}}(?:to|or)\s{{1,2}}|(?P<dash>\s?[-–]\s?(?=[\d$€£])))"
        rf"|(?<=between\s)(?P<low_and>(?:{symbols})?{NUMBER})\s{{1,2}}and\s{{1,2}}"
    )
    attached = "|".join(re.escape(word) for word in ABBREVIATED)
    return re.compile(
        rf"(?<![\w.:/#+'’-])(?<!\d,)(?:(?P<bound>{BOUND})\s{{1,2}})?(?:{low})?"
        rf"(?P<symbol>(?:{symbols})\s?)?(?P<number>{NUMBER}|{VAGUE_NUMBER})(?P<scale>{scale})"
        rf"(?!(?!(?:{attached})(?!\w))[\w½]|[.,:/]\d)",
        re.IGNORECASE,
    )


_NAMES = (
    "no|nos|number|numbers|flight|article|chapter|page|channel|route|highway|section|resolution|room|phase|level"
    "|grade|part|category|type|title|amendment|proposition|formula|apollo|boeing|airbus|iphone|windows|studio"
    "|group of|line|platform|gate|pier|runway|unit|version|model|area|zone|sector|district|ward|age|aged"
    "|day|week|season|episode|game"
)
_BEHIND_NAME = re.compile(rf"\b(?:{_NAMES})\.?\s$", re.IGNORECASE)
_SHARE = re.compile(r"\b(?:one in|out of|in every)\s$", re.IGNORECASE)
_CLOCK = re.compile(r"\s?(?:[ap]\.?m\b|o['’]clock|GMT\b|UTC\b|hours GMT)", re.IGNORECASE)
_PART_OF_MORE = re.compile(r"\s?[-–x×]\s?\d|\)(?=\s[A-Z])")  # a score, a size, "12) …" in a list
_LINE_START, _ITEM_END = re.compile(r"(?:^|\n)[ \t]*$"), re.compile(r"[.)]\s")  # "  3. …"
_CAPITAL = re.compile(r"(?:^|[\s(])(?P<word>[A-Z&][\w&.'’-]*)\s$")
_OF_THEM = re.compile(
    rf"\sof\s(?:the|its|his|her|their|those|these|our|my)\b(?:\s{NUMBER}(?=\s))?|\sof(?=\s)", re.I
)
_PERCENT = re.compile(r"\s?%|[\s-](?:percent|per\s?cent|pct)\b", re.IGNORECASE)
_MEASURE = re.compile(r"[\s-]?(km/h|°[CF]?|[A-Za-z]{2,3})(?!\w)")
_FRACTION = re.compile(r"[\s-](?:third|half|quarter|fourth|fifth|sixth|seventh|eighth|tenth)s?\b")


def _counts(text: str, taken: list[tuple[int, int]]) -> Iterator[Quantity]:
    """taken: (end, start) of what is no quantity, in order."""
    for match in _count_pattern().finditer(text):
        number_start, end = match.start("number"), match.end()
        before = text[max(0, match.start() - 20) : match.start()]
        place = bisect_right(taken, (number_start, len(text)))
        if place < len(taken) and taken[place][1] < end:
            continue  # a date or a length of time
        if _CLOCK.match(text, end) or _FRACTION.match(text, end) or _SHARE.search(before):
            continue
        if _BEHIND_NAME.search(before) and not match["bound"] and not match["symbol"]:
            continue
        if _PART_OF_MORE.match(text, end) or (_LINE_START.search(before) and _ITEM_END.match(text, end)):
            continue
        quantity = _count(text, match)
        if quantity:
            yield quantity


def _count(text: str, match: re.Match[str]) -> Quantity | None:
    number = read_number(match["number"])
    if number is None:
        return None
    end, scale = match.end(), match["scale"].lower()
    symbol = (match["symbol"] or (match["low"] or match["low_and"] or "")[:1]).strip().lower()
    money = SYMBOLS.get(symbol)
    counted = Counted(money, end) if money else _unit(text, match, number)
    if scale and (money or scale != "m" or (counted and counted.unit)):
        number *= SHORT_SCALES[scale]
    elif scale == "m":
        counted = Counted("meter", end)
    if counted is None or (match["number"].isdigit() and not money and _in_name(text, match, counted.unit)):
        return None
    low = _low(match, number)
    if match["dash"] and (low is None or not counted.unit):
        return None  # "3-1": a score
    words = match["number"].lower()
    vague = any(word in words for word in ("few", "several", "couple")) or words.endswith(_VAGUE_ENDS)
    bound = read_bound(match["bound"])
    # "from 69.8 to 65.4 percent" is no span: the second number alone is read.
    start = match.start("number") if low is None and (match["low"] or match["low_and"]) else match.start()
    return Quantity(
        start,
        counted.end,
        number if low is None else (low + number) / 2,
        counted.unit,
        text[start : counted.end],
        vague or bound is not None or low is not None,
        bound,
    )


_VAGUE_ENDS = ("tens", "dozens", "scores", "hundreds", "thousands", "millions", "billions", "trillions")


def _in_name(text: str, match: re.Match[str], unit: str) -> bool:
    """Whether a number belongs to a name: "Harbour Tales 7", "Brae 2 Pro"; "in Brae 2 boats" is a count."""
    before = _CAPITAL.search(text[max(0, match.start() - 30) : match.start()])
    if not before or match["bound"] or before["word"].lower() in STOPS:
        return False
    return not unit or bool(re.match(r"\s[A-Z]", text[match.end() : match.end() + 2]))


def _low(match: re.Match[str], number: float) -> float | None:
    """The lower end of "10 to 15"; in the scale of the upper where that alone tells it ("2 to 3 million")."""
    words = (match["low"] or match["low_and"] or "").lower().lstrip("$€£")
    low = read_number(words)
    if low is None:
        return None
    scale = re.search(r"[a-z]+$", match["number"].lower())
    if scale and low < 1000 <= number and re.fullmatch(r"[\d.]+", words):
        low *= read_number("1 " + scale[0]) or 1.0
    return low if low < number else None


def _unit(text: str, match: re.Match[str], number: float) -> Counted | None:
    """What the number counts; None where the words are no count at all ("one of us", "several")."""
    end = match.end()
    if percent := _PERCENT.match(text, end):
        return Counted("percent", percent.end())
    measure = _MEASURE.match(text, end)
    if measure and measure[1].lower() in ABBREVIATED:
        return Counted(ABBREVIATED[measure[1].lower()], measure.end())
    of_them = _OF_THEM.match(text, end)
    counted = counted_noun(text, of_them.end() if of_them else end, singular=number == 1 and not of_them)
    if counted:
        return _as_money(text, match, counted)
    if condition := condition_of(text, end):
        return Counted(condition, end)
    in_digits = match["number"][0].isdigit()
    return Counted("", end) if in_digits or match["bound"] else None


def _as_money(text: str, match: re.Match[str], counted: Counted) -> Counted:
    between = text[match.end() : counted.end].lower().split()
    if counted.unit in CURRENCIES and len(between) <= 2:
        abroad = {"canadian": "CAD", "australian": "AUD"}.get(between[0], CURRENCIES[counted.unit])
        return Counted(abroad, counted.end)
    if counted.unit == "pound" and re.search(r"(?:m|b|tr)illion", match["number"], re.IGNORECASE):
        return Counted("GBP", counted.end)
    return counted


@cache
def _age_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<a>{NUMBER})[\s-]years?[\s-](?:old|of\sage)\b|\baged?\s(?:of\s)?(?P<b>\d{{1,3}})\b"
        r"|(?<=[a-z],\s)(?P<c>\d{1,3})(?=,\s)",
        re.IGNORECASE,
    )


def _ages(text: str) -> Iterator[Quantity]:
    """ "a 25-year-old", "aged 25", "Ada Holm, 25, said"."""
    for match in _age_pattern().finditer(text):
        number = read_number(match["a"] or match["b"] or match["c"])
        if number is None or number > OLDEST:
            continue
        if match["c"] and not re.search(
            r"\b[A-Z][\w'’-]+,\s$", text[max(0, match.start() - 40) : match.start()]
        ):
            continue
        yield Quantity(match.start(), match.end(), number, "year old", match[0], False)


@cache
def _rank_pattern() -> re.Pattern[str]:
    words = "|".join(RANKS)
    return re.compile(
        rf"\bNo\.\s?(?P<a>\d{{1,4}})\b|\b(?P<b>\d{{1,3}})(?:st|nd|rd|th)(?=[\s-][a-z])(?![\s-]centur)"
        rf"|\b(?P<c>{words})(?=-\w{{3,12}}est\b|-most\b|[\s-]place\b)"
        rf"|\b(?:ranked|ranks|finished|came|placed)\s(?P<d>{words})\b",
        re.IGNORECASE,
    )


def _ranks(text: str) -> Iterator[Quantity]:
    """ "the third-largest port", "No. 1", "its 25th ship", "finished second"."""
    for match in _rank_pattern().finditer(text):
        word = match["c"] or match["d"]
        number = RANKS[word.lower()] if word else float(match["a"] or match["b"])
        yield Quantity(match.start(), match.end(), number, "rank", match[0], False)
