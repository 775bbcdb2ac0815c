"""Whether what a sentence tells is not what is asked: denied, only wanted, an earlier one, another's; pure.

No parser: word order of news English, read off the words before those that answer the question's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.names import same_name
from bot.answer.question import Question
from bot.answer.sentence import Sentence, sentence_actors
from bot.answer.types import Kind
from bot.answer.verbs import roots

_NEGATION = re.compile(
    r"\b(?:not|never|no|nothing|none|neither|nor|without(?! doubt)|den(?:y|ies|ied)|refus\w+|fail\w* to"
    r"|cancel\w*|\w+n['’]t)\b",
    re.I,
)
_TAKES_AS_DONE = re.compile(r"\b(?:did|was|were|had|has|have|\w{3,}ed)\b", re.I)
_WANTED = re.compile(
    r"\b(?:call(?:s|ed|ing)?\s+(?:for|on)|urg\w+|ask(?:s|ed|ing)?|want\w*|demand\w*|pressur\w+|refus\w+|declin\w+"
    r"|threat\w+|hop(?:e|es|ed|ing)|wish\w*|invit\w+|tr(?:y|ies|ied|ying)|attempt\w*|fail(?:s|ed)?|order\w*"
    r"|forc\w+|rumou?rs?|speculation|going|fear\w*|might|may|could|would|should|if|whether|unless)\b",
    re.I,
)
_ASKS_PLAN = re.compile(
    r"\b(?:will|would|could|should|may|might|can|going to|plan\w*|want\w*|call\w*|urg\w+|ask\w*"
    r"|demand\w*|refus\w+|tr(?:y|ied)|hop\w+|expect\w*|threat\w+|invit\w+|order\w*|try\w*|declin\w+|if)\b",
    re.I,
)
_EARLIER = re.compile(r"\bthe\s+(?:last|previous|earlier)\b", re.I)
_ASKS_SPEECH = re.compile(
    r"^what\s+(?:did|does|do|has|have)\s.+?\b(?:say|said|tell|told|think|comment|claim|state|argue|write)\b",
    re.I,
)
_SPEECH = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|t(?:old|ells?)|add(?:s|ed)|not(?:es|ed)|stat(?:es|ed)|announc\w+|claim\w*|wr(?:ote|ites)"
    r"|explain\w*|argu\w+|warn\w*|insist\w*|call(?:s|ed)|describ\w+|promis\w+|den(?:y|ies|ied)|confirm\w*"
    r"|believ\w+|th(?:inks?|ought)|according|emphasi\w+|stress\w*|reject\w*|prais\w+|criti\w+|comment\w*"
    r"|declar\w+|report\w*|apologi\w+|thank\w*|ask\w*|answer\w*|repl\w+|admit\w*|vow\w*|joked?|hop\w+|want\w*"
    r"|expect\w*|demand\w*|urg\w+)\b",
    re.I,
)
_OPPOSITES = tuple(
    (roots(one), roots(other))
    for one, other in (
        ("convict guilty", "acquit clear exonerate acquittal"),
        ("accept agree approve", "reject decline refuse veto"),
        ("resign quit", "stay remain"),
        ("die kill", "survive survivor"),
        ("win", "lose defeat"),
        ("confirm admit", "deny denial"),
        ("arrest detain jail imprison", "release free"),
    )
)


def is_opposite(key: str, word: str) -> bool:
    """Tell whether a word denies a question's deed: "acquitted" for "convicted". Both are roots."""
    return any((key in a and word in b) or (key in b and word in a) for a, b in _OPPOSITES)


def is_negated(question: Question, text: str, anchors: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a denial stands shortly before the words that answer the question's."""
    if _NEGATION.search(question.text):
        return False
    if question.kind is Kind.WHY and (cue := re.search(r"\b(?:because|due to|since|as)\b", text)):
        anchors = [at for at in anchors if at[0] < cue.start()]  # "left because it did not pay"
    for start, _ in anchors[:3]:
        before = re.split(r"[;:,]| but ", text[:start])[-1]
        if _NEGATION.search(" ".join(before.split()[-6:])):
            return True
    return False


def is_unreal(question: Question, text: str, anchors: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a sentence has somebody only want, fear or try what the question takes as done."""
    if not anchors or _ASKS_PLAN.search(question.text) or not _TAKES_AS_DONE.search(question.text):
        return False
    for start, _ in anchors:
        before = re.split(r"[;:,.]| but | after | because ", text[:start])[-1]
        words = before.split()
        if not re.search(
            r"\b(?:to|could|would|should|might|may)\s+(?:\w+ly\s+|be\s+|have\s+)?$", before, re.I
        ) and not (re.search(r"\b(?:if|whether|unless)\b", before, re.I)):
            return False
        if not _WANTED.search(" ".join(words[-9:])):
            return False
    return True


def asks_speech(question: Question) -> bool:
    """Tell whether what somebody said is asked for."""
    return _ASKS_SPEECH.search(question.text) is not None


def speech(question: Question, sentence: Sentence) -> float:
    """Take off where "what did NAME say" is asked and the sentence gives nobody's words, or another's."""
    asked = next((n for n in question.names if n.subject), None)
    if asked is None or not asks_speech(question):
        return 1.0
    text = sentence.text
    told = _SPEECH.search(text)
    quoted = re.search(r"[\"“”]", text)
    if not told and not quoted:
        return 0.6
    people = sentence_actors(text)
    if any(same_name(asked.text, n.text) for n in people):
        return 1.0
    beside = [
        n
        for n in people
        if re.match(rf"\s+(?:also\s+|has\s+)?{_SPEECH.pattern}", text[n.end :])
        or re.search(rf"{_SPEECH.pattern}\s+(?:the\s+|[a-z]+\s+){{0,3}}$", text[: n.start])
    ]
    return 0.5 if beside else 1.0


def is_another(question: Question, text: str, anchors: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a sentence speaks of an earlier one of what is asked about, and not of this one."""
    if _EARLIER.search(question.text):
        return False
    return any(
        re.search(_EARLIER.pattern + r"\s+(?:\w+\s+){0,2}$", text[:start], re.I) for start, _ in anchors
    )
