"""Where sentences begin and end in news text. Pure; rules, no model.

A blank line always ends a sentence. Inside a block of lines each full stop, question or exclamation mark is a
candidate, and `_ends_sentence` reads what stands before and after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

LONGEST = 1500
"""Characters; a longer "sentence" is cut at a semicolon, comma or space."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Before a name; the sentence goes on whatever follows.
_TITLES = _words(
    "mr mrs ms mx dr prof gen col lt sgt capt maj cmdr comdr adm brig cpl pvt spc gov sen sens rep reps rev "
    "hon pres supt insp det amb atty messrs mme mlle msgr ste mt ft fr"
)
_INSIDE = _words("vs v eg ie cf viz al ca approx avg e.g i.e u.s.s h.m.s")
# Usually inside a sentence, sometimes at its end: it ends where a word that begins sentences follows.
_NAMES = _words(
    "co inc corp ltd llc plc bros jr sr esq st ave blvd rd dept univ assn mfg intl natl govt "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun "
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla "
    "ore pa penn tenn tex va vt wash wis wyo"
)
_SHORT = _words("etc est ret ext inc ltd corp ph.d m.d b.a m.a d.phil")
# Before a number.
_NUMBERED = _words("no nos p pp art sec fig figs vol ch para pt v c sect rm")
_STARTERS = _words(
    "the a an this that these those he she it they we you i his her its their our my there here but and or "
    "so yet in on at as if when while after before since although though however meanwhile both some many "
    "most no not for from with by to what who why how where which also then now today all another other each "
    "nearly about under over during despite because until once still even such only"
)
_SPOKE = re.compile(
    r"\W*(?:[^\W\d_][\w'’.-]*\s+){1,4}?(?:said|says|asked|asks|told|tells|added|adds|wrote|replied|shouted)\b"
)
# After "a.m." and "p.m.": words that still belong to the time of day.
_OF_TIME = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b|[A-Z]{2,5}\b"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|(?:[A-Z]\w+\s){1,2}[Tt]ime\b)"
)

_BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_BULLET = re.compile(r"[^\S\n]*(?:[-*•‣▪●–—+]|\(?\d{1,3}[.)]|\(?[a-z]\))[^\S\n]")
_CLOSERS = "\"'”’»)\\]›}*_"
_OPENERS = "\"'“‘«([‹{*_¿¡„‚—–- \t\n"
# A stop and white space; a stop of a script that leaves none; a stop whose white space was lost.
_CANDIDATE = re.compile(
    rf"(?P<stops>(?:[.!?‽]|…)+)(?P<closers>[{_CLOSERS}]*)(?=\s|$)"
    rf"|(?P<wide>[。！？؟۔।॥]+)[{_CLOSERS}」』）]*"
    r"|(?<=[a-z]{3})(?P<tight>[.!?])(?=(?:The|He|She|It|They|But|In|On|This|That|We|And)\b)"
)
_LAST_WORD = re.compile(r"(?:[^\W_]|[.&'’/-])+$")
_DASH = re.compile(r"[—–-]+\s")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]$")
_WORD = re.compile(r"[^\W_]+")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Find the sentences: (start, end) offsets without white space at the ends, in order, not overlapping.

    Everything but white space is in exactly one sentence; none is longer than LONGEST characters.

    >>> split_sentences("Gen. Orr left at 5 p.m. Friday. He won.")
    [(0, 31), (32, 39)]
    """
    # In text that somebody typed without capitals a small letter begins a sentence.
    letters = sum(map(str.isalpha, text))
    caseless = sum(map(str.isupper, text)) * 200 < letters
    found: list[tuple[int, int]] = []
    for start, end in _split_lines(text):
        cuts = [start]
        for match in _CANDIDATE.finditer(text, start, end):
            if match.end() < end and _ends_sentence(text, match, start, end, caseless):
                cuts.append(match.end())
        for left, right in pairwise([*cuts, end]):
            found.extend(_shorten(text, *_trim(text, left, right)))
    return found


def _split_lines(text: str) -> Iterator[tuple[int, int]]:
    """Cut at blank lines, list items and lines that were broken on purpose; yield the pieces' offsets."""
    blocks = [0]
    for match in _BLANK_LINE.finditer(text):
        blocks += [match.start(), match.end()]
    blocks.append(len(text))
    for block in range(0, len(blocks), 2):
        start, end = blocks[block], blocks[block + 1]
        lines = text[start:end].split("\n")
        width = max(map(len, lines))
        place = start
        for line, following in pairwise(lines):
            place += len(line) + 1
            if _is_break(line, following, width):
                yield start, place - 1
                start = place
        yield start, end


def _is_break(line: str, following: str, width: int) -> bool:
    """Whether the newline between two lines was meant, not made by wrapping at the block's width."""
    if _BULLET.match(following):
        return True
    words = following.split(maxsplit=1)
    if not words or words[0][0].islower():
        return False
    # Wrapping breaks a line only where the next word does not fit.
    return width > 120 or len(line.rstrip()) + 1 + len(words[0]) <= width


def _ends_sentence(text: str, match: re.Match[str], start: int, end: int, caseless: bool) -> bool:
    if match["wide"] or match["tight"]:
        return True
    stops, closers = match["stops"], match["closers"]
    rest = text[match.end() : min(end, match.end() + 120)].lstrip()
    bare = rest.lstrip(_OPENERS)
    if not rest or rest[0] in ".…?!,;:" or (stops == "." and _DASH.match(rest)):
        return False  # ". . .", "9:35 p.m. — The mayor"
    following = _WORD.match(bare)
    if following is None:
        return True
    word = following.group()
    small = word[0].islower()
    if stops[0] in "!?‽":
        # “Really?” he asked. “Never!” Mayor Orr said.
        return not ((small and not caseless) or (closers and _SPOKE.match(" " + bare)))
    if len(stops) > 1 or "…" in stops:
        return not small or caseless
    before = _LAST_WORD.search(text, max(start, match.start() - 40), match.start())
    if before is None:
        return not small or caseless
    return _stop_ends(text, before, start, word, small, bare, caseless)


def _stop_ends(
    text: str, before: re.Match[str], start: int, word: str, small: bool, bare: str, caseless: bool
) -> bool:
    """Whether the full stop after the word `before` ends a sentence that `word` would follow."""
    last = before.group().lstrip("-'’/.")
    short = last.casefold()
    # "Ill." is a state and "ill." is not, where capitals say anything.
    name = not last.islower() or caseless
    starter = word.casefold() in _STARTERS and (not small or caseless)
    if last.isdecimal() and not text[start : before.start()].strip(" \t\n([-*•"):
        return False  # "1. The mayor ..." heads a list item
    if word[0].isdigit() and (short in _NUMBERED or (name and (short in _NAMES or short in _TITLES))):
        return False
    if short in ("a.m", "p.m"):
        return starter or (not small and not word[0].isdigit() and not _OF_TIME.match(bare))
    if short in _INSIDE or (name and short in _TITLES):
        return False
    if short in _SHORT or (name and short in _NAMES):
        return starter
    if _INITIALS.fullmatch(last):
        # "J. Orr", "H.J. Orr", "the U.S. Senate"; but "in the U.S. The talks". Alone, I and A may be words.
        return starter
    # An abbreviation that no list knows is followed by a small letter; so is a stop in uncased text.
    return not small or caseless or (last.islower() and len(last) >= 5)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _shorten(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what is longer than LONGEST at a newline, semicolon, comma or space past half of it."""
    while end - start > LONGEST:
        piece = text[start : start + LONGEST]
        places = (piece.rfind(mark, LONGEST // 2) for mark in ("\n", "; ", ", ", " "))
        length = next((place + 1 for place in places if place > 0), LONGEST)
        left, right = _trim(text, start, start + length)
        if left < right:
            yield left, right
        start, _ = _trim(text, start + length, end)
    if start < end:
        yield start, end
