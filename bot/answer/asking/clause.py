"""A question in its parts: the question word, its auxiliary and what follows; and the statement in it; pure.

Read off the word order of English questions. Where the order is not plain there are no parts, or no
statement, rather than wrong ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.answer.asking.deed import AUXILIARIES
from bot.answer.language.verbs import past, root, third_person
from index.words import FUNCTION_WORDS, names, stem

PREPOSITIONS = (
    "in|on|at|to|from|for|with|by|about|over|under|near|into|after|before|during|since|until|through|against"
    "|between|among|around|across|towards?|despite|without|within|when|while|because|if|as|than"
)
DETERMINERS = "the|a|an|his|her|its|their|this|that|these|those|our|my|your"
SET_VERBS = frozenset(("take place", "take part", "take effect", "take office", "come true"))
"""Verbs whose noun belongs to them, and does not act."""
_LEAD = re.compile(r"according\s+to\s+[^,?]+,\s*|(?:in|on|at)\s+[^,?]{2,40},\s+", re.I)
_PLAIN = re.compile(
    r"(?:(?:in|on|at|since|until|for|from|to|by|with|till)\s+)?"
    r"(?:when|where|why|who(?:m|se)?|how\s+(?:long|far|old|often|much|many)|how|what|which)\b",
    re.I,
)
_COUNTED = re.compile(r"(?:how\s+(?:many|much)|which|what|whose)$", re.I)
_MOMENT = re.compile(r"\b(?:day|date|month|year|weekday|time|city|country|place|town)$", re.I)
_BE = frozenset("is are was were".split())


@dataclass(frozen=True, slots=True)
class Clause:
    """A question's parts, as typed: lead + asks + auxiliary + rest + "?".

    lead: "According to the Post, ", else "". asks: "when", "how many sailors"; "" in a yes/no question.
    auxiliary: "" where what is asked for is itself what acts ("who opened it", "how many came").
    """

    lead: str
    asks: str
    auxiliary: str
    rest: str

    @property
    def counted(self) -> str:
        """The noun that "how many", "which" or "what" asks about; "" where there is none or it is a time."""
        if _MOMENT.search(self.asks):
            return ""
        words = self.asks.split()
        while words and _PLAIN.fullmatch(" ".join(words)) is None:
            words.pop()
        return " ".join(self.asks.split()[len(words) :])


def read_clause(text: str) -> Clause | None:
    """Cut a question into its parts; None where it is not plainly a question.

    >>> read_clause("How many sailors were hurt in Brae?")
    Clause(lead='', asks='How many sailors', auxiliary='were', rest='hurt in Brae')
    """
    text = " ".join(text.split()).rstrip("?!. ")
    lead = _LEAD.match(text)
    body = text[lead.end() :] if lead else text
    words = body.split()
    if not words:
        return None
    if _is_auxiliary(words[0]) and len(words) > 2:
        return Clause(lead.group() if lead else "", "", words[0], " ".join(words[1:]))
    plain = _PLAIN.match(body)
    if plain is None:
        return None
    asks, after = plain.group(), body[plain.end() :].split()
    taken = 0
    if _COUNTED.search(asks):
        while taken < min(4, len(after)) and not (_is_auxiliary(after[taken]) or _is_deed(after[taken])):
            taken += 1
        if taken == min(4, len(after)):
            taken = 1 if asks.lower().startswith("how") else 0
    asks = " ".join([asks, *after[:taken]])
    after = after[taken:]
    found = lead.group() if lead else ""
    if after and _is_auxiliary(after[0]):
        return Clause(found, asks, after[0], " ".join(after[1:]))
    return Clause(found, asks, "", " ".join(after)) if after else None


def statement(clause: Clause) -> str | None:
    """Turn a question into what it takes to have happened, without what it asks for.

    >>> statement(read_clause("When did Ada Brook meet Jon Lind?"))
    'Ada Brook met Jon Lind'
    >>> statement(read_clause("How many sailors were hurt in Brae?"))
    'sailors were hurt in Brae'
    """
    auxiliary = clause.auxiliary.lower()
    if clause.asks.lower().startswith("who") and (not auxiliary or auxiliary in _BE):
        if auxiliary in ("is", "are") or (auxiliary and not _is_deed(clause.rest.split()[0])):
            return None
        return f"they {'were ' if auxiliary else ''}{clause.rest}"
    if not auxiliary:
        return f"{clause.counted} {clause.rest}" if clause.counted else None
    if clause.counted and auxiliary not in ("did", "does", "do"):
        return f"{clause.counted} {clause.auxiliary} {clause.rest}"
    parts = split_subject(clause)
    if parts is None or not parts[1]:
        return None
    subject, predicate = parts
    verb, _, tail = predicate.partition(" ")
    if auxiliary in ("did", "does", "do"):
        if not (verb.isalpha() and verb.islower()):
            return None
        verb = past(verb) if auxiliary == "did" else third_person(verb) if auxiliary == "does" else verb
        words = f"{subject} {verb} {_with_counted(clause.counted, tail)}"
    else:
        words = f"{subject} {auxiliary} {predicate}"
    return " ".join(words.split())


def split_subject(clause: Clause) -> tuple[str, str] | None:
    """Cut what follows the auxiliary into who acts and the rest; the rest is "" in "was Brook's visit".

    None where the words do not tell where the subject ends.
    """
    text, auxiliary = clause.rest, clause.auxiliary.lower()
    if not text or not auxiliary:
        return None
    end = _names_end(text)
    if end and not re.match(r"['’]", text[end:]):
        return text[:end], text[end:].strip()
    words = text.split()
    first = 2 if re.fullmatch(DETERMINERS, words[0], re.I) or words[0].endswith(("'s", "’s")) else 1
    if end:  # "Brook's visit to Eastfell": the owner is in it
        first = len(text[:end].split()) + 1
    if auxiliary in _BE:
        for i in range(first, len(words)):
            if _is_deed(words[i]):
                return " ".join(words[:i]), " ".join(words[i:])
        return text, ""
    if first < len(words) and words[first] == "of":
        first += 3 if re.fullmatch(DETERMINERS, " ".join(words[first + 1 : first + 2]), re.I) else 2
    for i in range(first, len(words)):
        following = words[i + 1] if i + 1 < len(words) else ""
        if f"{words[i]} {following}" in SET_VERBS:
            return " ".join(words[:i]), " ".join(words[i:])
        if not following or following[0].isupper() or _opens_phrase(following):
            return " ".join(words[:i]), " ".join(words[i:])
    return None


def _with_counted(counted: str, tail: str) -> str:
    """Put what was counted back behind its verb: "how many boats did it take to Brae"."""
    match = re.search(rf"\b(?:{PREPOSITIONS})\b", tail)
    return f"{tail[: match.start()]}{counted} {tail[match.start() :]}" if match else f"{tail} {counted}"


def _names_end(text: str) -> int:
    """Find where the names that open a text end, "and" between them; 0 where none opens it."""
    end = 0
    for name in names("x " + text):  # a word before, so that the first is not taken for a mere opening
        gap = text[end : name.start - 2]
        if not re.fullmatch(r"(?:the\s+)?" if not end else r"(?:,|,?\s+and)\s+(?:the\s+)?", gap, re.I):
            break
        end = name.end - 2
    return end


def _opens_phrase(word: str) -> bool:
    return re.fullmatch(rf"(?:{PREPOSITIONS}|{DETERMINERS}|him|them|it|us|not)", word, re.I) is not None


def _is_auxiliary(word: str) -> bool:
    return re.fullmatch(rf"(?:{AUXILIARIES})(?:n['’]t)?", word, re.I) is not None


def _is_deed(word: str) -> bool:
    """Tell whether a word is a past form: "opened", "held"."""
    low = word.lower()
    if low in FUNCTION_WORDS or not low.isalpha():
        return False
    return (low.endswith("ed") and len(low) > 4) or root(low) != stem(low)
