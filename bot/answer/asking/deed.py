"""What a question says was done: the deed without which its other words say little; pure.

Read off the word order of English questions, as bot/answer/asking/clause.py is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answer.asking.dimensions import PERSONS
from bot.answer.language.verbs import root, roots
from bot.answer.types import Kind
from index.words import Token, stem

AUXILIARIES = "did|does|do|is|are|was|were|has|have|had|will|would|can|could|should|shall|may|might"
AUXILIARY = rf"(?:{AUXILIARIES})"
OCCURRING = roots("hit strike happen occur erupt play stage hold carry conduct locate situate position")
"""Deeds that an event, or a place, has anyway: "when did the storm hit", "where is the bridge located"."""
_WHO_DID = re.compile(
    rf"who\s+(?:(?:is|was|are|were|has|have|had|will|would|could)\s+(?:\w+ly\s+|be\s+|been\s+|also\s+)?)?"
    rf"(?!{AUXILIARY}\b|the\b|a\b|an\b|in\b|at\b|on\b|else\b|exactly\b)([a-z]+(?:ed|ing|en)?)\b",
    re.I,
)
_WHICH_DID = re.compile(
    rf"(?:which|what)\s+(?:[a-z]+\s+){{1,3}}?(?!{AUXILIARY}\b)([a-z]+ed|[a-z]+)\s+(?=[a-z]|[A-Z])"
)
_COMMON_SUBJECT = re.compile(
    r"\b(?:did|does|do|will|would)\s+(?:the|an?|its|his|her|their|this|these)\s+[a-z-]+(?:\s+(?:of\s+(?:the\s+)?)?[a-z]+(?=\s+[a-z]+\s+to\b))?\s+(?=[a-z])"
)
_IN_PLACE = re.compile(r"\s+(?:in|at|near|on|from)\s+(?:the\s+)?$", re.I)
_OF_NOUN = re.compile(
    r"\b(?:of|in|on|at|for|from|by|with|to|about|over)\s+(?:the|an?|its|his|her|their)\s+$", re.I
)
_DO = re.compile(r"\b(?:did|does|do|will|would|can|could)\b", re.I)


@dataclass(frozen=True, slots=True)
class AskedTerm:
    """A word that evidence should hold, or one that means it.

    weight: 1, less for words that say little, more for the action asked about, which is `key`.
    """

    word: str
    stem: str
    weight: float
    key: bool = False


def find_deed(
    text: str,
    kind: Kind,
    terms: Sequence[AskedTerm],
    places: Mapping[str, int],
    taken: Sequence[tuple[int, int]],
) -> str | None:
    """Find what was done or owned, without which the other words say little.

    terms: the question's words. places: where each stands, by stem. taken: where its names stand.

    It is the first full word behind the first name ("did Ada Brook *resign*", "Brook's *visit*"); for "how
    many passengers were *injured*" the one behind what is counted; an office where there is nothing else.
    """
    name_end = min((b for _, b in taken), default=None)
    behind = re.match(r"\s+([a-z][\w-]*)", text[name_end:]) if name_end is not None else None
    # "was the Northmoor bridge built", "did Norlandian officials apologise": the noun belongs to the name
    if behind and len(terms) > 1 and _names_thing(text, taken, behind.group(1)):
        terms = [t for t in terms if t.stem != root(behind.group(1))]
    full = [t for t in terms if t.weight >= 1.0]
    counted = any(t.stem in PERSONS and t.weight < 1 for t in terms)
    left = re.search(r"\bleft\s+([a-z]+ed|without|homeless|dead)\b", text)
    if left and len(full) > 1:
        terms = [t for t in terms if t.word != "left"]  # "were left stranded"
        full = [t for t in full if t.word != "left"]
    if kind is Kind.HOW_MANY and not _DO.search(text) and len(full) > 1 - counted:
        return full[0 if counted else 1].stem
    if kind is Kind.WHO and (deed := _WHO_DID.match(text)):
        asked = {root(word) for word in re.findall(r"\w+", deed.group(1).lower())}
        meant = [t for t in full if places[t.stem] == deed.start(1)]
        meant += [t for t in full if t.word in deed.group(1).lower() or t.stem in asked]
        if meant:
            return meant[0].stem
    if kind is Kind.WHAT and (which := _WHICH_DID.match(text.lower())):
        meant = [t for t in full if places[t.stem] == which.start(1) and _is_deed(t)]
        if meant:
            return meant[0].stem
    if name_end is None:
        return _closing(text, kind, full, places)
    acts = _COMMON_SUBJECT.search(text)
    if acts and acts.end() < name_end:
        # "did the ministry refuse to lend the Brae Bank money": a noun acts, and its verb is next
        verb = next((t for t in full if acts.end() <= places[t.stem] < name_end), None)
        if verb:
            return verb.stem
    after = [t for t in full if places[t.stem] >= name_end]
    placed = _IN_PLACE.search(text[: min(a for a, _ in taken)])
    if not after and placed:
        return _closing(text[: placed.start()], kind, full, places)  # "was the notice issued in Brae"
    offices = [t for t in terms if t.weight == 0.6 and places[t.stem] >= name_end]
    return next((t.stem for t in (*after, *(offices if not full else ()))), None)


def _closing(text: str, kind: Kind, full: Sequence[AskedTerm], places: Mapping[str, int]) -> str | None:
    """Find the deed that closes a question without names: "when did the talks *collapse*"."""
    if len(full) < 2 or kind in (Kind.WHAT, Kind.WHO):
        return None
    last = max(full, key=lambda t: places[t.stem])
    end = text[places[last.stem] :].strip(" ?!.").lower()
    if not re.fullmatch(rf"{re.escape(last.word)}(?:\s+(?:off|up|down|out|over|on|for|in))?", end):
        return None
    if _OF_NOUN.search(text[: places[last.stem]]):
        return None  # "out of the deal", "vote on the sale"
    done = _DO.search(text) or last.word.endswith("ed") or root(last.word) != stem(last.word)
    asked = re.search(rf"\b{AUXILIARY}\s+(?:the|a|an|this|that|\w+s)\b", text, re.I)
    return last.stem if done and asked else None


def _is_deed(term: AskedTerm) -> bool:
    return term.word.endswith("ed") or root(term.word) != stem(term.word)


def _names_thing(text: str, taken: Sequence[tuple[int, int]], noun: str) -> bool:
    """Tell whether the noun behind the first name is one thing with it, and no deed."""
    start = min(a for a, _ in taken)
    article = re.search(r"\bthe\s+$", text[:start], re.I) is not None
    plural = re.search(
        r"(?:an|ese|ish|i)$", text[start : min(b for _, b in taken)]
    ) is not None and noun.endswith("s")
    return (article or plural) and root(noun) == stem(noun) and not re.search(r"(?:ed|ing)$", noun)


def only_occurs(text: str, token: Token) -> bool:
    """Tell whether a verb closes the question or is followed by a place or time: it has no object."""
    behind = text[token.end :].strip(" ?!.")
    subject = re.search(rf"\b{AUXILIARY}\s+(?:the|a|an|this|that|it|\w+['’]s)\b", text[: token.start], re.I)
    return bool(subject) and re.match(r"$|(?:in|on|at|near|off|out|over|during)\b", behind, re.I) is not None
