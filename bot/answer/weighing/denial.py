"""Whether what a sentence tells is not what is asked: denied, only wanted, an earlier one, another's; pure.

No parser: word order of news English, read off the words before those that answer the question's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.language.acting import persons
from bot.answer.language.names import OFFICES, same_name
from bot.answer.language.sentence import Sentence, sentence_actors, sentence_names
from bot.answer.language.verbs import root
from bot.answer.question import Question
from bot.answer.types import Kind
from bot.answer.weighing.antecedents import subject_of
from bot.answer.weighing.undone import is_only_wished

_NEGATION = re.compile(
    r"\b(?:not|never|no|nobody|nothing|none|neither|nor|without(?! doubt)|den(?:y|ies|ied)|refus\w+"
    r"|fail\w* to|cancel\w*|\w+n['’]t)\b",
    re.I,
)
_TAKES_AS_DONE = re.compile(r"\b(?:did|was|were|had|has|have|\w{3,}ed)\b", re.I)
_WANTED = re.compile(
    r"\b(?:call(?:s|ed|ing)?\s+(?:for|on)|urg\w+|ask(?:s|ed|ing)?|want\w*|demand\w*|pressur\w+|refus\w+|declin\w+"
    r"|threat\w+|hop(?:e|es|ed|ing)|wish\w*|invit\w+|tr(?:y|ies|ied|ying)|attempt\w*|fail(?:s|ed)?|order\w*"
    r"|forc\w+|rumou?rs?|speculation|going|fear\w*|might|(?-i:may)|could|would|should|if|whether|unless)\b",
    re.I,
)
_ASKS_PLAN = re.compile(
    r"\b(?:will|would|could|should|(?-i:may)|might|can|going to|plan\w*|want\w*|call\w*|urg\w+|ask\w*"
    r"|demand\w*|refus\w+|tr(?:y|ied)|hop\w+|expect\w*|threat\w+|invit\w+|order\w*|try\w*|declin\w+|if)\b",
    re.I,
)
_CALLED_FOR = re.compile(
    r"\b(?:(?:call(?:s|ed|ing)?|demand(?:s|ed|ing)?|bid|plea|push(?:es|ed|ing)?|press(?:es|ed|ing)?)\s+(?:[A-Z][a-z]+day\s+)?for"
    r"|demand(?:s|ed|ing)?|s(?:eeks?|eeking|ought)|urg(?:e|es|ed|ing)|rul(?:es?|ed|ing)\s+out"
    r"|need(?:s|ed|ing)?|requir(?:es?|ed|ing)|await(?:s|ed|ing)?|pending|subject\s+to)"
    r"\s+(?:(?:the|an?|his|her|its|their|[A-Z][\w-]*['’]s?|immediate|early)\s+){0,3}$"
)
"""Before what is only wanted, or still to come: "called for the resignation", "needs the approval"."""
_ABOUT = re.compile(
    r"\b(cause|news|anniversary|investigations?|inquiry|probe|details|reactions?|response|circumstances|reports?)\s+"
    r"(?:of|into|over|about|to|on)\s+(?:(?:the|his|her|their|its|(?:[\w.-]+\s+){0,3}[\w-]+['’]s?)\s+)?$"
    r"|['’]s?\s+(cause|anniversary|circumstances)\s+of\s+$",
    re.I,
)
"""Before what a sentence does not tell itself: "the cause of his death was given on Friday"."""
_WHETHER = re.compile(r"\bwhether\b[^.;:\"“”]*$", re.I)
_ALLEGED = re.compile(
    r"\b(?:accus\w+|alleg\w+|charg\w+|indict\w+|suspect\w*|suspicion|counts?|plead\w*|conspir\w+|trial|tried|prosecut\w+)\b",
    re.I,
)
_ALLEGED_OF = re.compile(rf"{_ALLEGED.pattern}[^.;:\"“”]{{0,60}}$", re.I)
_EARLIER = re.compile(r"\bthe\s+(?:last|previous|earlier)\b", re.I)
_LESSER = re.compile(r"\b(semi|quarter|half|vice|ex|by|under|sub|pre)-$", re.I)
"""Before the asked word: not it but one of another rank, "semi-final" for "final"."""
_ORDINAL = re.compile(
    r"\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\s+([a-z]{3,})\b", re.I
)
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
_WORDS_QUOTED = re.compile(r"[\"“](?:[^\"“”\s]+\s+){3,}[^\"“”]*[\"”]")
_SPOKEN_TO = re.compile(
    r"\b(?:t(?:old|ells?|elling)|ask(?:s|ed|ing)|thank(?:s|ed|ing)|urg(?:es|ed|ing)|warn(?:s|ed|ing)|assur(?:es|ed|ing)"
    r"|inform(?:s|ed|ing)|remind(?:s|ed|ing)|prais(?:es|ed|ing)|critici[sz](?:es|ed|ing)|accus(?:es|ed|ing)"
    r"|(?:said|says|saying|spoke|wrote|talked|apologi[sz]ed|replied)\s+to)\s+"
    r"(?:(?:the|his|her|their|its|an?)\s+)?(?:(?:[A-Z][\w.’'-]*|[a-z]+\s+minister|president|counterpart|and),?\s+){0,4}$"
)
SPOKEN_TO, ANOTHERS, UNSPOKEN, REPORTED = 0.3, 0.5, 0.6, 0.97
"""What a sentence is worth, where somebody's words are asked for, that was said to him; that gives another's
words; that gives nobody's; that gives his, but not word for word."""


def is_called_for(text: str, start: int) -> bool:
    """Tell whether what stands at a place is only wanted or needed there, and not done."""
    return _CALLED_FOR.search(text[:start]) is not None


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
    if all(_WHETHER.search(text[:start]) for start, _ in anchors):
        return True
    if all(is_called_for(text, start) for start, _ in anchors):
        return True
    if is_only_wished(question, text, anchors):
        return True
    about = [_ABOUT.search(text[:start]) for start, _ in anchors]
    if question.kind in (Kind.WHEN, Kind.WHERE) and all(
        match and (match.group(1) or match.group(2)).lower() not in question.text.lower() for match in about
    ):
        return True
    disputed = question.kind is Kind.YES_NO and not _ALLEGED.search(question.text)
    if disputed and any(_ALLEGED_OF.search(text[:start]) for start, _ in anchors):
        return True  # of what somebody is only accused nobody has said yet that it is so
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
    if not asks_speech(question):
        return 1.0
    text = sentence.text
    asked = next((n for n in question.names if n.subject), None)
    if asked is None:  # "what did the mayor say"
        return 1.0 if _SPEECH.search(text) or _WORDS_QUOTED.search(text) else UNSPOKEN
    if not _SPEECH.search(text) and not re.search(r"[\"“”]", text):
        return UNSPOKEN
    people = sentence_actors(text)
    named = [n for n in people if same_name(asked.text, n.text)]
    if named and all(_SPOKEN_TO.search(text[: n.start]) for n in named):
        return SPOKEN_TO
    speakers = [_speaker(sentence, verb) for verb in _SPEECH.finditer(text)]
    known = [speaker for speaker in speakers if speaker is not None]
    if _asks_officer(question, asked.text) and any(
        t.weight == 0.6 and t.word in text for t in question.terms
    ):
        known = []  # "what did the union's leader say": somebody who is called so
    if known and not any(same_name(asked.text, speaker) for speaker in known):
        return ANOTHERS
    return 1.0 if _WORDS_QUOTED.search(text) else REPORTED


def _asks_officer(question: Question, name: str) -> bool:
    """Tell whether not a body's words are asked for but those of its head: "the Brae Bank chairman"."""
    behind = re.search(rf"{re.escape(name)}(?:['’]s?)?\s+([a-z]+)", question.text)
    return behind is not None and behind.group(1) in OFFICES


def _speaker(sentence: Sentence, verb: re.Match[str]) -> str | None:
    """Give whose words a verb of speech reports: the name before it in its clause, else the one behind it.

    "" is somebody who has no name there; None where a pronoun stands for somebody who is not known.
    """
    text = sentence.text
    clause = 1 + max(text.rfind(mark, 0, verb.start()) for mark in ';:.“”"')
    before = [n for n in persons(text) if clause <= n.start and n.end <= verb.start()]
    names = (n for n in sentence_names(text) if n.start >= verb.end())
    behind = next(
        (n for n in names if not re.match(r"['’]", text[n.end :])), None
    )  # "said Vale's mayor, Ada Holm"
    according = verb.group().lower() == "according"
    quoted = re.search(r"[,?!.”\"’']\s*$", text[: verb.start()])
    if (
        behind is not None
        and (according or (quoted and not before))
        and re.fullmatch(
            r"\s+(?:to\s+)?(?:the\s+)?(?:[a-z]+\s+|[A-Z][\w.-]*['’]s?\s+){0,3}(?:[a-z]+,\s+)?",
            text[verb.end() : behind.start],
        )
    ):
        return behind.text
    if before and not according:
        return before[-1].text
    if re.search(r"\b(?:he|she|they|I|we)\b", text[clause : verb.start()], re.I):
        return subject_of(sentence)
    return ""


def is_of_another_number(question: Question, text: str) -> bool:
    """Tell whether a sentence counts out another one: "the fourth victim" for "the second victim"."""
    for match in _ORDINAL.finditer(question.text):
        noun = root(match.group(2).lower())
        counted = [m.group(1).lower() for m in _ORDINAL.finditer(text) if root(m.group(2).lower()) == noun]
        if counted and match.group(1).lower() not in counted:
            return True
    return False


def is_another(question: Question, text: str, anchors: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a sentence speaks of an earlier one of what is asked about, and not of this one."""
    asked = [t.word for t in question.terms]
    if any(
        (part := _LESSER.search(text[:start])) and part.group(1).lower() not in asked for start, _ in anchors
    ):
        return True
    if _EARLIER.search(question.text):
        return False
    return any(
        re.search(_EARLIER.pattern + r"\s+(?:\w+\s+){0,2}$", text[:start], re.I) for start, _ in anchors
    )
