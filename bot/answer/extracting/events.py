"""What befell somebody, and what somebody is accused of: answers that are a clause of the sentence; pure."""

from __future__ import annotations

import re

from bot.answer.asking.clause import PREPOSITIONS
from bot.answer.language.names import same_name
from bot.answer.language.phrases import Phrase, clause_end
from bot.answer.language.sentence import Sentence, sentence_names
from bot.answer.language.verbs import root, roots
from bot.answer.question import Question
from bot.answer.weighing.antecedents import means
from index.words import stem

_ASKS_FATE = re.compile(
    r"^what\s+(?:has\s+|had\s+)?(?:happened|became|become|was\s+done)\s+(?:to|of|with)\b", re.I
)
_ASKS_CHARGE = re.compile(
    r"^(?:of\s+)?what\s+(?:is|was|were|are|has|had|did|does|do)\b.*\b(accus\w+|suspect\w*|charg\w+"
    r"|convicted|found\s+guilty|blamed|indicted)\b"
    r"(?:.*\b(?:of|with|for)\s*\??$)"
    r"|^(?:of|with|for)\s+what\b.*\b(accus\w+|suspect\w*|charg\w+|convicted|found guilty)\b",
    re.I,
)
_CHARGES = re.compile(
    r"\b(?<!the )(?:(?:accus(?:es?|ed|ing)|suspect(?:s|ed|ing)?|convicted|"
    r"(?:found|plead(?:ed|s)?)\s+(?:not\s+)?guilty)\b"
    r"[^.,;:\"“”]{0,40}?\bof"
    r"|charg(?:es?|ed|ing)\b[^.,;:\"“”]{0,40}?\bwith|blam(?:es?|ed|ing)\b[^.,;:\"“”]{0,40}?\bfor"
    r"|(?:suspect(?:s|ed)?|alleg(?:es?|ed))\s+that|indicted\s+(?:on|for))\s+(?=\w)",
    re.I,
)
_ASKS_PENALTY = re.compile(
    r"^what\s+(?:is|was|were|are|has|had)\b.*\b(?:sentenced|condemned)\s+to\s*\??$"
    r"|^to\s+what\b.*\b(?:sentenced|condemned)\b",
    re.I,
)
_PENALTIES = re.compile(r"\b(?:sentenced|condemned)\b[^.,;:\"“”]{0,40}?\bto\s+(?=\w)")
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|got)\s+(?:(?:\w+ly|also|later|then|since|first|reportedly)\s+){0,2}([a-z]+)\b",
    re.I,
)
_BEFALLS = roots(
    """die drown collapse vanish disappear sink crash burn explode fall survive escape suffer lose resign
    retire close reopen recover undergo break face remain become win capsize derail fold end"""
)
"""What happens to somebody, in verbs that are no passive."""
_VERB = re.compile(
    r"(?<!old )(?<!\ba )(?<!\ban )(?<!\bthe )\b([a-z]+)"
    rf"(?=\s*[.,;]|$|\s+(?:\w+ly|[A-Z]\w+|\d+|and|because|last|this|the|an?|his|her|its|{PREPOSITIONS})\b)"
)
_SAID_OF = frozenset(
    """named called known born said described identified reported believed thought considered expected
    supposed quoted asked married dressed based located used been done made""".split()
)
_DETERMINER = "the|an?|his|her|its|their|both|this|that|these|those|some|many|two|three"
_ACCORDING = re.compile(
    r"\b(?:according\s+to|in\s+the\s+(?:words|view|opinion)\s+of)\s+(?:[\w.'’-]+\s+){0,4}$", re.I
)
_SAYS = re.compile(
    r"(?:,[^,;]{2,60},)?\s+(?:also\s+|has\s+|had\s+|later\s+)?(?:said|says|told|added|stated|announced|claimed"
    r"|declared|explained|argued|warned|insisted|noted|hoped|believes|thinks)\b"
)
_HIMSELF = re.compile(r"(?:\s+[\w’'-]+){0,3}?\s+(?:that\s+)?(?:he|she|they|it|we|I)\b")
_UNREAL = re.compile(r"\b(?:is|are|was|were)\s+(?:not|never|likely|expected|going|able|said|due)\b", re.I)


def asks_fate(question: Question) -> bool:
    """Tell whether what befell somebody or something is asked for: "what happened to Ada Holm"."""
    return _ASKS_FATE.match(question.text) is not None


def asks_charge(question: Question) -> bool:
    """Tell whether what somebody is accused of, or sentenced to, is asked for."""
    return bool(_ASKS_CHARGE.match(question.text) or _ASKS_PENALTY.match(question.text))


def fates(question: Question, sentence: Sentence) -> list[Phrase]:
    """Find what a sentence says befell what is asked about: a passive or such a verb, behind it."""
    text = sentence.text
    for start, end in _mentions(question, sentence):
        if _only_tells(text, start, end):
            continue
        clause = re.split(r"[;:]|,\s+(?:and|but|while)\s+[A-Z]", text[end:])[0]
        passive = next((m for m in _PASSIVE.finditer(clause) if _is_done_to(m.group(1))), None)
        verb = next((m for m in _VERB.finditer(clause) if root(m.group(1)) in _BEFALLS), None)
        first = min((m.start() for m in (passive, verb) if m), default=None)
        if (
            first is None
            or _UNREAL.match(clause[first:])
            or any(
                n.end + end < end + first and n.start > 0 and _is_between(clause, n.start, first)
                for n in sentence_names(clause)
            )
        ):
            continue
        return [Phrase(0, len(text), 1.0)]
    return []


def _only_tells(text: str, start: int, end: int) -> bool:
    """Tell whether a mention only says whose words the rest is, or opens a clause about another."""
    fronted = re.search(
        r"\b(?:for|with|by|from|to|of|like|unlike|against|about)\s+(?:\w+\.?\s+){0,3}$", text[:start]
    )
    other = re.match(rf",\s+(?:{_DETERMINER}|[A-Z]\w+|they|he|she|it|we)\b[^,]*(?:[,.]|$)", text[end:])
    if _ACCORDING.search(text[:start]) or (fronted and other and len(text[:start].split()) < 6):
        return True
    says = _SAYS.match(text[end:])
    return says is not None and not _HIMSELF.match(text[end + says.end() :])


def _is_between(clause: str, at: int, verb: int) -> bool:
    """Tell whether a name stands before the verb where one who acts stands, not in an aside."""
    return (
        at < verb
        and clause[:at].count(",") % 2 == 0
        and not re.search(r"\b(?:of|in|at|from|for|with|by|on|to)\s+(?:the\s+)?$", clause[:at])
    )


def _mentions(question: Question, sentence: Sentence) -> list[tuple[int, int]]:
    """Find where a sentence speaks of what is asked about: its thing, its name, or what stands for that."""
    text = sentence.text
    things = [t.stem for t in question.terms if t.weight >= 1.0]
    words = [(m.start(), m.end()) for m in re.finditer(r"[A-Za-z][\w-]*", text)]
    if things:
        return [(a, b) for a, b in words if root(text[a:b].lower()) in things]
    names = [n.text for n in question.names]
    found = [(n.start, n.end) for n in sentence_names(text) if any(same_name(n.text, name) for name in names)]
    if found or not any(means(name, sentence) for name in names):
        return found
    opening = re.match(r"\W*(?:(?:an?|the)\s+(?:[\w'’-]+\s+){0,4}?[\w-]+|\w+)", text, re.I)
    return [opening.span()] if opening else []


def _is_done_to(word: str) -> bool:
    """Tell whether a word is a participle of something done, not of something said of him."""
    return word not in _SAID_OF and (
        word.endswith(("ed", "en")) or word in ("hit", "hurt", "cut", "shut") or root(word) != stem(word)
    )


def charges(question: Question, sentence: Sentence) -> list[Phrase]:
    """Find what a sentence says that somebody is accused of, charged with or guilty of, or sentenced to."""
    text, spans = sentence.text, []
    told = _PENALTIES if _ASKS_PENALTY.match(question.text) else _CHARGES
    for match in told.finditer(text):
        end = clause_end(text, match.end())
        if end - match.end() >= 4:
            spans.append(Phrase(match.end(), end, 1.0))
    return spans
