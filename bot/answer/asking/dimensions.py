"""What a question measures: a distance, a weight, money, and which units that is told in; pure."""

from __future__ import annotations

import re

from bot.answer.language.verbs import root, roots
from index.quantities import Quantity

MEASURED = (
    "number|amount|price|cost|age|percentage|share|toll|population|magnitude|height|length|width|depth|distance"
    "|weight|speed|size|temperature|salary|wage|fine|penalty|bail|profit|loss|revenue|turnover|budget|turnout"
    "|(?:interest|inflation|unemployment|growth|exchange|tax|birth|key|base)\\s+rate|inflation"
    "|margin|prize money"
    "|bonus|ransom|reward|fare|fee|debt|deficit|surplus|dividend|capacity|death toll|altitude|area|range|sum"
    "|discount|increase|decrease|pay rise|pay raise|majority|admission|rent"
)
"""Nouns whose value is a number."""

NUMBERED = roots(MEASURED.replace("|", " ")) | roots("income")
"""The words of these."""

PERSONS = roots(
    """people person civilian soldier victim man men woman women child children resident inhabitant other
    troop"""
)
"""Whom "how many people" counts."""

HUMANS = re.compile(
    r"(?:fan|passenger|traveller|traveler|customer|worker|employee|striker|protester|demonstrator|spectator|supporter"
    r"|tourist|guest|visitor|patient|student|pupil|member|sailor|miner|officer|guard|player|voter|citizen|villager"
    r"|survivor|refugee|migrant|prisoner|hostage|suspect|staff|crew|firefighter|teacher|nurse|doctor|user|shareholder"
    r"|parent|neighbour|neighbor|teenager|pensioner|commuter|rescuer|volunteer|participant|runner|fisherman|fishermen"
    r"|job|attendant|pilot|driver|native|local|adult|youth|minor|Briton|American)s?",
    re.I,
)
"""Those whom news counts as "people" too."""

MONEY = roots(
    """crown mark krone krona koruna peso won dinar dirham riyal rial real rand lira shilling baht ringgit
    forint florin ducat taler guilder pound cent pence kopeck penny kroner kronor rupiah leu lev shekel
    dollar euro franc yen yuan rouble ruble rupee"""
)
"""Coins, besides the currencies that have three letters."""

_LENGTH = roots(
    """kilometer meter centimeter millimeter mile foot yard inch fathom league block step parsec light-year"""
)
_WEIGHT = roots("kilo kilogram gram tonne ton pound ounce stone carat")
_VOLUME = roots("liter litre barrel gallon pint cup bottle bucket jar crate sack truckload bushel")
_AREA = roots("hectare acre mile kilometer meter pitch")
_BIG = _AREA | _LENGTH
_SQUARE = frozenset("squar hectar acr acre".split())
_SPEED = frozenset("per knot kph mph".split())
_EXTENT = roots("page word chapter match game round lap volume episode stop")
_SIZES: tuple[tuple[str, frozenset[str]], ...] = (
    (
        r"\bhow far\b|\bdistance\b|\bhow (?:tall|wide|thick)\b|\b(?:width|length)\b"
        r"|\bhow deep\b|\bdepth\b|\bhow high\b|\bheight\b|\baltitude\b",
        _LENGTH,
    ),
    (r"\bhow heavy\b|\bweigh\w*\b", _WEIGHT),
    (r"\bhow (?:big|large)\b|\barea\b|\bsize\b", _BIG),
    (r"\bhow long\b", _LENGTH | _EXTENT),
    (r"\bhow (?:hot|cold|warm)\b|\btemperature\b", frozenset({"degre"})),
    (r"\bhow fast\b|\bspeed\b", _SPEED),
)
"""What asks for a size, and the words of units that tell it."""
_LOOSE = re.compile(r"\bhow (?:big|large|high|strong|bad|fast|deep|steep)\b|\bsize\b", re.I)
"""What percent, an amount of money or a bare number may tell as well."""
_SIZE_OF = re.compile(
    r"^how\s+(?:high|strong|large|big|low)\s+(?:is|was|were|are)\s+(?:the\s+)?([\w\s-]{3,30}?)"
    r"(?:\s+(?:of|in|for|at|on)\b.*)?\??$",
    re.I,
)
SHARES = roots("rate inflation share turnout percentage unemployment growth margin increase decrease rise")
"""What is told in percent."""


_SUMS = (
    r"\b(loan|debt|loss|profit|fine|grant|subsidy|turnover|revenue|budget|salary|bonus|deposit|mortgage|dividend"
    r"|tax|fee|donation|gift|prize|ransom|damage|pension)s?\b"
)
"""What is an amount of money."""
_SUM_OF = re.compile(
    rf"{_SUMS}(?:\s+(?!(?:and|or|but|to)\b)[\w'’.-]+){{0,4}}?"
    r"\s+(?:of|worth)\s+(?:(?:about|some|around|nearly|almost|over|more\s+than|up\s+to)\s+)?$",
    re.I,
)
"""Before an amount: what it is an amount of."""


def sum_of(text: str, start: int) -> str | None:
    """Give the root of what an amount that begins at a place is said to be: "a loan from Brae Bank of".

    >>> sum_of("He took a loan from the bank of 40 crowns.", 32)
    'loan'
    """
    match = _SUM_OF.search(text[:start])
    return root(match.group(1).lower()) if match else None


def asked_size(question: str) -> tuple[str, ...]:
    """Give the roots of the words for the size that a question asks for; () for other questions.

    >>> asked_size("How high was inflation in May?"), asked_size("how strong was the earthquake")
    (('inflat',), ('magnitud',))
    """
    if re.match(r"how strong\b.*\b(?:earthquake|quake|tremor)\b", question, re.I):
        return (root("magnitude"),)
    match = _SIZE_OF.match(question)
    words = match.group(1).split() if match and match.group(1).islower() else []
    return tuple(root(word) for word in words) if len(words) < 5 else ()


def is_money(unit: str) -> bool:
    """Tell whether a quantity's unit is a currency's letters or a coin."""
    return (unit.isupper() and len(unit) == 3) or root(unit.lower()) in MONEY


def size_fit(question: str, quantity: Quantity) -> float | None:
    """Tell how well a number's unit tells the size that a question asks for, 0 to 1.

    None where the question asks for no size: it counts something, or asks for money.
    """
    low = question.lower()
    units = frozenset(root(word) for word in quantity.unit.lower().replace("-", " ").split())
    if re.search(r"\bmagnitude\b|\bhow strong\b", low):
        return 1.0 if not units and quantity.number <= 10 else 0.5 if "degre" in units else 0.0
    wanted = next((told for asked, told in _SIZES if re.search(asked, low)), None)
    if wanted is not None:
        return _told_fit(low, quantity, units, wanted)
    if re.search(
        r"\bhow much\s+(?!of\b|did\b|do\b|does\b|is\b|was\b|will\b|would\b|has\b|have\b|money\b)\w", low
    ) and (units & (_WEIGHT | _VOLUME) or _is_area(units) or quantity.unit in ("percent", "%")):
        return 0.9  # "how much honey": 64 kilos
    return None


def _is_area(units: frozenset[str]) -> bool:
    """Tell whether a unit's words are those of an area: "square miles", and not "miles"."""
    return bool(units & _AREA) and (bool(units & _SQUARE) or not units & _LENGTH)


def _told_fit(question: str, quantity: Quantity, units: frozenset[str], wanted: frozenset[str]) -> float:
    """Tell how well a number tells a size. units: the words of its unit; wanted: those that tell the size."""
    if wanted is _SPEED:
        return 1.0 if units & wanted else 0.3
    if units & wanted:
        if "per" in units:
            return 0.4
        return 0.6 if wanted is _BIG and not units & _SQUARE else 1.0
    if not _LOOSE.search(question):
        return 0.0
    if quantity.unit in ("percent", "%"):
        return 0.9
    if is_money(quantity.unit) and re.search(_SUMS, question):
        return 0.9
    return 0.3 if is_money(quantity.unit) or not units else 0.0
