"""Whether a time expression looks ahead or back, by the words around it in its sentence. Pure.

"will speak on Friday" is the Friday to come, "spoke on Friday" the one just gone. No parser: the verb cue
nearest to the expression decides.
"""

from __future__ import annotations

import re
from functools import cache

REACH_BEFORE, REACH_AFTER = 300, 80  # characters of the sentence that are looked at
AFTER_PENALTY = 25  # a cue in front of the expression outweighs one behind it: "said Friday it would …"

_AHEAD = (
    r"will|won't|shall|would|likely to|due|scheduled|expected|slated|upcoming|plans|deadline|effective"
    r"|(?:is|are|be|was|were) (?:going to|set|to|planning|aiming|hoping)|(?:is|are) \w{2,20}ing"
    r"|could(?! not| have)|might(?! have)|may(?! have)"
    r"|plan(?:ned|ning)?(?= (?:to|a|an|for)\b)|takes? (?:place|effect|office)|goe?s? to the polls"
    r"|set to|expires?|begins?|starts?|opens|closes|payable|of record"
    r"|matur(?:e|es|ing)|aims? to|hopes? to|wants? to"
)
_BACK = (
    r"(?!need|indeed|speed|hundred)[a-z]{2,20}ed|said|says|was|were|had|did|has|have|since|ago"
    r"|beat|became|began|bought|broke|brought|built|came|caught|chose|cut|drew|drove|fell|fled|flew|fought|found"
    r"|gave|got|grew|held|hit|kept|knew|laid|led|left|lost|made|met|paid|put|ran|rose|sank|saw|sent|set|shot|showed"
    r"|sold|sought|spoke|spent|stood|struck|swore|threw|thought|told|took|went|won|wrote"
)
# What stands between these and a date is always still to come: "until Friday", "due by 5 p.m. on Friday".
_BOUND_AHEAD = (
    r"(?:until|till|through|by|ahead of|as (?:soon|early|late) as|(?:scheduled|due|set|slated) for)\s"
    r"(?:the\s|\d\S{0,6}\s(?:[ap]\.?m\.?\s)?(?:[A-Z]{2,4}\s)?(?:on\s)?)?$"
)
_EVENT_AHEAD = r"(?:game|match|election|vote|meeting|deadline|final|debate|summit|hearing|launch)"
_SENTENCE_END = (
    r"(?<![A-Z]\.)(?<!\b[ap]\.m\.)(?<!\bMr\.)(?<!\bDr\.)(?<!\bCo\.)(?<!Corp\.)(?<!\bInc\.)(?<!\bSt\.)(?<!\bMs\.)"
    r"(?<!Mrs\.)(?<!Gen\.)(?<!Sen\.)(?<=[.!?;])[\"'”)]{0,3}\s{1,4}(?=[\"'“‘(]{0,2}[A-Z])|\n[ \t]{0,8}\n"
)


@cache
def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Roughly the sentence that holds text[start:end], as offsets, cut at a fixed reach on both sides."""
    ends = _pattern(_SENTENCE_END)
    left = max(0, start - REACH_BEFORE)
    for match in ends.finditer(text, left, start + 1):  # one more, to see that a capital follows
        left = min(match.end(), start)
    following = ends.search(text, end, min(len(text), end + REACH_AFTER + 4))
    right = following.start() if following else len(text)
    return left, min(right, end + REACH_AFTER)


def tense(text: str, start: int, end: int) -> int:
    """+1 if the words around text[start:end] look ahead, -1 if they look back, 0 if none says."""
    left, right = sentence_around(text, start, end)
    before, after = text[left:start], text[end:right]
    if re.match(rf"['’]s\s(?!{_EVENT_AHEAD})", after):
        return -1  # "Friday's attack" is one that was
    if _pattern(rf"\b{_BOUND_AHEAD}").search(before[-60:]):
        return -1 if re.search(r"\bhad\b", before) else 1  # "had until Friday"
    # The clause ends at the next comma; "In January, the town built …" has its clause behind the comma.
    clause = after.lstrip(" ,").split(",")[0]
    cues = [(len(before) - cue_end, ahead) for _, cue_end, ahead in _cues(before)]
    cues += [(cue_start + AFTER_PENALTY, ahead) for cue_start, _, ahead in _cues(clause)]
    return min(cues)[1] if cues else 0


def _cues(words: str) -> list[tuple[int, int, int]]:
    ahead = [(m.start(), m.end(), 1) for m in _pattern(rf"\b(?:{_AHEAD})\b|['’]ll\b").finditer(words)]
    back = [(m.start(), m.end(), -1) for m in _pattern(rf"\b(?:{_BACK})\b").finditer(words)]
    clear = [cue for cue in back if not any(a < cue[1] and cue[0] < b for a, b, _ in ahead)]
    return ahead + clear
