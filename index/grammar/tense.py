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
    r"|(?:is|are|be|was|were) (?:going to|set(?! (?:up|aside|off|out|back|free|alight|on fire|in motion))|to"
    r"|planning|aiming|hoping)|(?:is|are) \w{2,20}ing|to be \w{2,20}"
    r"|could(?! not| have)|might(?! have)|may(?! have)"
    r"|plan(?:ned|ning)?(?= (?:to|a|an|for)\b)|takes? (?:place|effect|office)|goe?s? to the polls"
    r"|set to|expires?|begins?|starts?|opens|closes|payable|of record"
    r"|matur(?:e|es|ing)|aims? to|hopes? to|wants? to"
)
_BACK = (
    r"(?!need|indeed|speed|hundred)[a-z]{2,20}ed|said|says|was|were|had|did|has|have|since|ago"
    r"|beat|became|began|blew|bore|bought|broke|brought|built|came|caught|chose|cut|dealt|drew|drove|dug|fell"
    r"|felt|fled|flew|forbade|fought|found|froze|gave|got|grew|held|hid|hit|hung|kept|knew|laid|led|left|lent"
    r"|lost|made|meant|met|oversaw|paid|put|ran|rode|rose|sang|sank|sat|saw|sent|set|shook|shot|showed|slept|slid"
    r"|sold|sought|spoke|spent|sprang|stole|stood|struck|stuck|swam|swept|swore|taught|threw|thought|told|took"
    r"|tore|undertook|went|withdrew|woke|won|wore|wrote"
)
# A past tense right before "in December" can't mean the one to come, unless it tells of a plan; one that
# stands further off often does: "announced a vote in December".
_PLANNED = (
    r"announced|approved|asked|called|delayed|demanded|deferred|extended|forecast(?:ed)?|moved|needed|offered"
    r"|ordered|postponed|predicted|promised|proposed|pushed|requested|reserved|set|supposed|vowed|wanted|meant"
    r"|put|sought"
)
_DONE = (
    rf"(?:(?<!\bbe\s)(?<!\bis\s)(?<!\bto\s)(?<!\bare\s)(?<!\bbeing\s)(?!(?:{_AHEAD}|{_PLANNED})\b)(?:{_BACK})"
    r"|(?<!will\s)(?:had|has|have) (?:been )?\w{2,18}(?:[elw]d|[ewo]n|ught|ne|ung|ome|ade)"
    r"|took (?:effect|office|place|power|over)"
    rf"|(?:{_BACK}) into \w{{3,20}}|went (?:bankrupt|public|missing|on sale)"
    r"|(?:[Aa]fter|[Ff]ollowing|[Ss]ince) (?:an?|the) [^.,;]{2,40})"
)
# "The fire in December destroyed the mill."
_OPENING = r"^[\"“]?(?:The|An?) [^.,;]{2,40}\s(?:in|on|during)\s(?:the\s)?$"
_DID = rf"\s(?!(?:was|were|ha[sd]|have|did|says?|said|{_AHEAD}|{_PLANNED})\b)(?:{_BACK})\b"
_SINCE = r"\b[Ss]ince\s(?:the\s)?(?:(?:early|late|mid|middle of)[\s-])?$"
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
    """+1 if the words around text[start:end] look ahead, -1 if back, -2 if surely back, 0 if none says."""
    left, right = sentence_around(text, start, end)
    before, after = text[left:start], text[end:right]
    if _is_over(before, after):
        return -2
    if re.match(rf"['’]s\s(?!{_EVENT_AHEAD})", after):
        return -1  # "Friday's attack" is one that was
    if _pattern(rf"\b{_BOUND_AHEAD}").search(before[-60:]):
        return -1 if re.search(r"\bhad\b", before) else 1  # "had until Friday"
    # The clause ends at the next comma; "In January, the town built …" has its clause behind the comma.
    clause = after.lstrip(" ,").split(",")[0]
    cues = [(len(before) - cue_end, ahead) for _, cue_end, ahead in _cues(before)]
    cues += [(cue_start + AFTER_PENALTY, ahead) for cue_start, _, ahead in _cues(clause)]
    return min(cues)[1] if cues else 0


def _is_over(before: str, after: str) -> bool:
    """Tell whether what stands right beside the expression says that it is past."""
    if _pattern(_SINCE).search(before):
        return True
    if _pattern(_OPENING).search(before) and _pattern(_DID).match(after):
        return True
    if re.search(r"\b[Bb]y\s$", before):
        return re.match(r"[^.,;]{1,60}\bhad\s\w", after) is not None
    return _pattern(rf"\b{_DONE}\s(?:(?:in|on|during)\s)?(?:the\s)?$").search(before[-60:]) is not None


def _cues(words: str) -> list[tuple[int, int, int]]:
    ahead = [(m.start(), m.end(), 1) for m in _pattern(rf"\b(?:{_AHEAD})\b|['’]ll\b").finditer(words)]
    back = [(m.start(), m.end(), -1) for m in _pattern(rf"\b(?:{_BACK})\b").finditer(words)]
    clear = [cue for cue in back if not any(a < cue[1] and cue[0] < b for a, b, _ in ahead)]
    return ahead + clear
