"""Reasons: the clause of a sentence that tells why what is asked about was done; pure.

"Because" explains whatever stands before it. "To", "for", "after", "over", "as" and "since" have other
meanings too, and count only behind the deed that is asked about, with no other clause between.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.evidence import Evidence, explains_before
from bot.answer.language.names import same_name
from bot.answer.language.phrases import Phrase, clause_end, cued
from bot.answer.language.reason_words import (
    AFTER,
    AS,
    ASIDE,
    ASKS_CAUSE,
    ASKS_NOT,
    BREAK,
    CAUSING,
    COMPLETED,
    ENDING,
    ENDS,
    FINITE,
    FOR,
    FOR_DOING,
    FRONTED,
    GATHERING,
    GRANTING,
    JUDGING,
    MOMENT,
    MOVING,
    NO_VERB,
    NOT_ONLY,
    NTH,
    OVER,
    PLAIN,
    QUARRELLING,
    TO,
    WHEN,
)
from bot.answer.language.sentence import sentence_names
from bot.answer.language.verbs import root
from bot.answer.question import Question
from bot.answer.weighing.roles import has_other_actor
from index.words import stem

Spans = Sequence[tuple[int, int]]


def reasons(question: Question, evidence: Evidence) -> list[Phrase]:
    """Find what a sentence gives as the reason of what is asked about, best first."""
    text, anchors = evidence.sentence.text, evidence.anchors
    keyed = any(term.key for term in question.terms)
    deeds = evidence.deeds if keyed else anchors
    if (keyed and not deeds and not explains_before(evidence.sentence)) or _is_of_another(question, evidence):
        return []
    found = [p for p in cued(text, anchors, PLAIN) if not _is_of_another_clause(text, p.start, deeds)]
    cause = ASKS_CAUSE.match(question.text) is not None
    spans = [
        (OVER, 0.85, _breaks()),
        (AFTER, 0.7, _breaks()),
        (AS, 0.5, _breaks()),
        (r"since ", 0.5, _breaks()),
    ]
    if cause:
        spans.append((WHEN, 0.6, _breaks()))
    if not cause and not ASKS_NOT.search(question.text):
        spans += [
            (FOR_DOING, 0.9, _breaks("and")),
            (FOR, 0.55, _breaks("and")),
            (TO, 0.55, _breaks("and", "to")),
        ]
    elif not cause:
        spans += [(FOR_DOING, 0.9, _breaks("and"))]
    for pattern, fit, breaks in spans:
        for match in re.finditer(rf"\b{pattern}", text, re.I):
            deed = _deed_before(text, match.start(), deeds, breaks)
            if deed is None or not _explains(text, match, text[deed[0] : deed[1]]):
                continue
            if pattern == WHEN and re.search(BREAK + r"|\bafter\b", text[: deed[0]]):
                continue  # "ended, days after they had gone, when": when the one in front
            end = _end(text, match.end())
            if pattern == WHEN and "," in text[match.end() : end]:
                end = text.index(",", match.end())
            if end - match.start() >= 8 and not any(match.start() <= a < match.end() for a, _ in anchors):
                found.append(Phrase(match.start(), end, fit))
    if _is_settled(text, deeds):
        found.append(Phrase(0, len(text), 0.6))
    for match in CAUSING.finditer(text):
        start = text.rfind(", ", 0, match.start()) + 2 if ", " in text[: match.start()] else 0
        if opening := re.match(r"(?:when|after|but|and|because|as)\s+", text[start:], re.I):
            start += opening.end()
        if match.start() - start >= 8 and any(a >= match.end() for a, _ in anchors):
            found.append(Phrase(start, len(text[: match.start()].rstrip()), 0.9))
    return sorted(found, key=lambda p: (-p.fit, p.start))


def _end(text: str, start: int) -> int:
    """Find where the clause that a cue opens ends, without the one who says so behind it."""
    end = clause_end(text, start)
    said = re.search(r",\s[^,;]{2,60}\b(?:said|says|told)\b|,\s+according to\b", text[start:end])
    return start + said.start() if said else end


def _is_settled(text: str, deeds: Spans) -> bool:
    """Tell whether a quarrel ended with what one side gave: that is what it was about."""
    for start, end in deeds:
        granted = re.search(r"\b(?:when|after)\b([^.;:]*)", text[end:], re.I)
        if granted and root(text[start:end].lower()) in QUARRELLING:
            return any(root(word) in GRANTING for word in re.findall(r"[a-z]+", granted[1])[:8])
    return False


def _is_of_another(question: Question, evidence: Evidence) -> bool:
    """Tell whether a sentence names somebody else before the deed, and not him who is asked about."""
    text = evidence.sentence.text
    asked = [name.text for name in question.names if name.subject]
    if not asked or any(same_name(asked[0], n.text) for n in sentence_names(text)):
        return False
    return has_other_actor(question, text, evidence.deeds)


def _breaks(*words: str) -> re.Pattern[str]:
    """Give what ends the reach of a deed. words: "and", "to" where a second verb takes what follows."""
    more = {"and": r"|\band\s+(?=[a-z])", "to": r"|\bto\s+(?=[a-z])(?!the\b|an?\b|his\b|her\b|its\b|their\b)"}
    return re.compile(BREAK + "".join(more[word] for word in words))


def _deed_before(text: str, cue: int, deeds: Spans, breaks: re.Pattern[str]) -> tuple[int, int] | None:
    """Find the deed that a cue belongs to: before it, in its clause, not in one that opens a sentence."""
    for start, end in sorted(deeds, reverse=True):
        between = re.sub(r",\s*$", "", re.sub(r",[^,]{1,40},", " ", text[end:cue]))
        if end <= cue and not breaks.search(between) and not ASIDE.search(between):
            return None if _is_of_another_clause(text, cue, [(start, end)]) else (start, end)
    return None


def _is_of_another_clause(text: str, cue: int, deeds: Spans) -> bool:
    """Tell whether the deeds stand only in what opens a sentence: "At her meeting, she said … because"."""
    fronted = FRONTED.match(text)
    return (
        fronted is not None
        and bool(deeds)
        and bool(text[fronted.end() : cue].strip())
        and cue >= fronted.end()
        and all(end <= fronted.end() for _, end in deeds)
    )


def _explains(text: str, cue: re.Match[str], deed: str) -> bool:
    """Tell whether a word of several meanings opens a reason of a deed here."""
    word, before, after = (
        cue.group().split()[0].lower(),
        text[: cue.start()].rstrip(),
        text[cue.end() :].lstrip(),
    )
    last = re.search(r"(\w+)\W*$", before)
    if word == "to":
        verb = re.split(r"[^a-z]", after, maxsplit=1)[0]
        if verb in NO_VERB or (
            ENDING.search(verb) and root(verb) == stem(verb) and verb not in ("focus", "need")
        ):
            return False
        if NTH.search(before + " "):
            return False
        return last is not None and root(last[1].lower()) not in COMPLETED and before[-1] != ","
    if word in ("as", "since"):
        # "As deputy" is an office, "since March" and "has … since" a time.
        clause = text[cue.end() : clause_end(text, cue.end())]
        if FINITE.search(clause) is None and not any(root(w) != stem(w) for w in clause.lower().split()):
            return False
        return word == "as" or (
            not (re.match(MOMENT, clause, re.I) or NOT_ONLY.search(before))
            and text[: cue.start()].endswith(", ")
        )
    if word == "for" and not re.match(FOR_DOING, cue.group() + after, re.I):
        head = root(deed.lower())
        end = ENDS.match(text[cue.start() :])
        nouns = {root(w) for w in end.group().lower().split()} if end else set()
        if head in MOVING or not nouns.isdisjoint(GATHERING):
            return not nouns.isdisjoint(GATHERING)
        return head in JUDGING
    if word == "over":
        return root(deed.lower()) in JUDGING | QUARRELLING
    return True
