"""What speaks against a sentence that holds the question's names and words: others act, or it is denied.

No parser: word order of news English, read off the names and the words that answer the question's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.names import OFFICES, same_name
from bot.answer.question import Question
from bot.answer.sentence import Sentence, is_place_only, sentence_actors, sentence_names
from bot.answer.synonyms import likeness
from bot.answer.types import Kind
from bot.answer.verbs import roots
from index.words import Name, tokenize

_NEGATION = re.compile(
    r"\b(?:not|never|no|nothing|none|neither|nor|without(?! doubt)|den(?:y|ies|ied)|refus\w+|fail\w* to"
    r"|cancel\w*|\w+n['’]t)\b",
    re.I,
)
_NOBODY = OFFICES | frozenset("head of the state his her excellency government ministry court police".split())
_TAKES_AS_DONE = re.compile(r"\b(?:did|was|were|had|has|have|\w{3,}ed)\b", re.I)
_SYMMETRIC = roots("meet talk summit negotiate agree sign marry clash play cooperate trade speak")
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
_PASSIVE = r"\b(?:is|are|was|were|be|been|being|got)\s+(?:\w+ly\s+|also\s+|later\s+|first\s+|not\s+)?"

EVENTS = (Kind.WHEN, Kind.WHERE, Kind.HOW_LONG, Kind.YES_NO)
"""These ask about one event and who is in it."""


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
    if asked is None or not _ASKS_SPEECH.search(question.text):
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


def has_other_actor(question: Question, text: str, anchors: Sequence[tuple[int, int]]) -> bool:
    """Tell whether somebody whom the question does not name stands before the deed, as who does it."""
    subject = next((n.text for n in question.names if n.subject), "")
    if re.search(
        rf"\b(?:on|in|at|of|for|with|from|by)\s+{re.escape(subject)}|{re.escape(subject)}['’]", question.text
    ):
        return False  # "how many were on Brook's ship": she does nothing
    for start, _ in anchors[:1]:
        before = [
            n
            for n in sentence_actors(text)
            if n.end <= start and not {t.word for t in tokenize(n.text)} <= _NOBODY
        ]
        return any(not any(same_name(q.text, n.text) for q in question.names) for n in before)
    return False


def _undergoes(question: Question, name: str, text: str, anchors: Sequence[tuple[int, int]]) -> float:
    """Take off where "when was NAME banned" is asked and NAME is not whom the sentence's deed befalls."""
    mentions = [n for n in sentence_names(text) if same_name(name, n.text)]
    others = [n for n in sentence_actors(text) if not same_name(name, n.text)]
    if not mentions or not others or not anchors:
        return 1.0
    for start, end in anchors:
        passive = re.search(_PASSIVE + r"$", text[:start], re.I)
        if passive is None:
            return 1.0
        nearest = max((n for n in (*mentions, *others) if n.end <= start), key=lambda n: n.end, default=None)
        if nearest is None or nearest in mentions:
            return 1.0
        if any(n.start >= end for n in mentions) and not re.search(
            r"\b(?:who|which|that|and)\b", text[nearest.end : start]
        ):
            return 0.5
    return 1.0


def _owns(name: str, text: str, anchors: Sequence[tuple[int, int]]) -> float:
    """Take off where "NAME's visit" is asked and it is somebody else who stands before "visited"."""
    if not anchors:
        return 1.0
    for start, end in anchors:
        before = [n for n in sentence_actors(text) if n.end <= start]
        if not re.search(r"ed$", text[start:end]) or not before or same_name(name, before[-1].text):
            return 1.0
        if len(before) > 1 and any(same_name(name, n.text) for n in before):
            return 1.0
    return 0.7


def role(question: Question, text: str, anchors: Sequence[tuple[int, int]]) -> float:
    """Take off where somebody else does what is asked: the subject follows the verb and another leads it.

    Actions that go both ways ("meet") are left alone, and so are "by NAME", possessives and "NAME's".
    """
    subject = next((n for n in question.names if n.subject), None)
    if subject is None or not anchors or _ASKS_SPEECH.search(question.text):
        return 1.0
    if not re.search(
        rf"\b(?:did|does|do|will|would|has|have|had)\s+(?:\w+\s+)?{re.escape(subject.text)}(?!['’])",
        question.text,
    ):
        # "is NAME's ...", "was NAME ...": what is asked was done to the name, or is its own
        passive = re.search(
            rf"\b(?:was|were|is|are)\s+{re.escape(subject.text)}(?!['’])\s+\w+", question.text
        )
        if passive:
            return _undergoes(question, subject.text, text, anchors)
        return _owns(subject.text, text, anchors)
    if any(term.stem in _SYMMETRIC or likeness(term.stem, "meet") for term in question.terms):
        return 1.0
    mentions = [n for n in sentence_names(text) if same_name(subject.text, n.text)]
    if not mentions:
        return 1.0
    verb = anchors[0][0]
    if any(n.start < verb or re.search(r"\b(?:by|of)\s+(?:\w+\s+){0,3}$", text[: n.start]) for n in mentions):
        return 1.0
    others = [n for n in sentence_actors(text) if n.start < verb]
    return 0.5 if others else 1.0


def company(question: Question, text: str, anchors: Sequence[tuple[int, int]]) -> float:
    """Take off where what is asked is told of others: an asked name stands in another clause than the action,
    or behind somebody else whom the action joins it to ("met Jon Lind and Ada Brook" for "met Ada Brook")."""
    if not anchors or len(question.names) < 2 or question.kind not in EVENTS:
        return 1.0
    found = sentence_actors(text)
    factor = 1.0
    for asked in question.names:
        mentions = [n for n in found if same_name(asked.text, n.text)]
        if not mentions or asked.locative or is_place_only(asked.text):
            continue
        factor *= max(_togetherness(text, n, a, found, question) for n in mentions for a in anchors)
    return factor


def _togetherness(
    text: str, name: Name, anchor: tuple[int, int], found: Sequence[Name], question: Question
) -> float:
    start, end = (name.end, anchor[0]) if name.end <= anchor[0] else (anchor[1], name.start)
    between = text[start:end]
    factor = 0.9 ** len(re.findall(r"[;:—]|\b(?:which|who|whose|that|because|while|although)\b", between))
    others = [n for n in found if start <= n.start and n.end <= end]
    strangers = [n for n in others if not any(same_name(q.text, n.text) for q in question.names)]
    return factor * 0.8 ** min(2, len(strangers))
