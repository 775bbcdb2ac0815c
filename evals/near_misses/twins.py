"""Near misses: a question or a sentence with one thing changed, so that the one no longer answers the other.

Each maker returns None where it can't be sure that the changed pair is unanswerable, or finds nothing to
change.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from evals.near_misses.names import Name, Pool, overlaps
from evals.near_misses.news import ANY_TIME, TIME, base_form
from evals.near_misses.texts import Asked, Span

_WORD = re.compile(r"\b[a-z]{4,}\b")
_PLAIN = set(
    "what when where which whose whom does were have been being that this these those with from they "
    "them their there about into than then also will would could should much many kind type some "
    "someone something most more other after before during while people person thing name happen "
    "happened doing done made make said says tell told year years time used take took many much long "
    "first last part type kind called known likely really".split()
)


@dataclass(frozen=True, slots=True)
class Example:
    """One question on one window.

    answer: span in `text`; None where there is none or it isn't known (then `spanned` is False).
    wrong: spans of the question that the window contradicts; None where not known.
    kind: "positive", or the letter of the near miss.
    """

    question: str
    text: str
    answer: Span | None
    label: int
    kind: str
    wrong: tuple[Span, ...] | None = ()
    title: str = ""
    published: str | None = None
    spanned: bool = True


def share_word(a: str, b: str) -> bool:
    return bool(set(re.findall(r"\w+", a.lower())) & set(re.findall(r"\w+", b.lower())))


def _side_by_side(text: str, a: str, b: str) -> bool:
    """Whether two names are listed together ("A and B"): what holds of one may hold of the other."""
    gap = r"(?:,? (?:and|or|with) |, |/| - | \()"
    both = (
        re.escape(a) + r"(?:['’]s)?" + gap + r".{0,25}" + re.escape(b),
        re.escape(b) + gap + ".{0,25}" + re.escape(a),
    )
    return any(re.search(pattern, text) for pattern in both)


def swap_in_question(
    one: Asked, near: list[str], pool: Pool, rng: random.Random, here: float = 0.5
) -> Example | None:
    """(a) One name or number of the question becomes another: of the sentence, the document, or any."""
    names = [name for name in pool.find(one.question, skip_first=True) if len(name.text) > 1]
    if not names:
        return None
    name = rng.choice(names)
    answer = one.sentence[slice(*one.answers[0])]
    local = [other for other in pool.find(one.sentence)
             if not overlaps((other.start, other.end), one.answers[0]) and _fits(name, other)
             and not _side_by_side(one.sentence, name.text, other.text)]  # fmt: skip
    around = [other for text in near for other in pool.find(text) if _fits(name, other)]
    draw = rng.random()
    if local and draw < here:
        new = rng.choice(local).text
    elif around and draw < here + 0.2:
        new = rng.choice(around).text
    else:
        new = pool.other(name, rng)
    if share_word(new, name.text) or share_word(new, answer) or new in one.question:
        return None
    question = one.question[: name.start] + new + one.question[name.end :]
    return Example(question, one.sentence, None, 0, "a", ((name.start, name.start + len(new)),))


def _fits(name: Name, other: Name) -> bool:
    if "thing" in (name.kind, other.kind):
        soft = {"thing", "person", "body", "place"}
        return name.kind in soft and other.kind in soft
    return name.kind == other.kind


def swap_in_sentence(one: Asked, pool: Pool, rng: random.Random) -> Example | None:
    """(b) What the question names becomes another one in the sentence, wherever it stands there."""
    names = [name for name in pool.find(one.question, skip_first=True)
             if len(name.text) > 2 and name.text in one.sentence]  # fmt: skip
    if not names:
        return None
    name = rng.choice(names)
    held = [other for other in pool.find(one.sentence) if name.text in other.text] or [name]
    whole = max(held, key=lambda other: len(other.text))
    answer = one.sentence[slice(*one.answers[0])]
    new = pool.other(whole, rng)
    if share_word(name.text, answer) or share_word(new, one.question) or share_word(new, whole.text):
        return None
    text = one.sentence.replace(whole.text, new)
    for part in sorted(set(whole.text.split()), key=len, reverse=True):
        if part[0].isupper() and len(part) > 2:
            text = re.sub(rf"\b{re.escape(part)}\b", new.split()[-1], text)
    return Example(one.question, text, None, 0, "b", ((name.start, name.end),))


def change_word(one: Asked, words: dict[str, list[str]], rng: random.Random) -> Example | None:
    """(d) One verb, noun or adjective of the question becomes another of the same ending."""
    found = [m for m in _WORD.finditer(one.question) if m.group() not in _PLAIN]
    if not found:
        return None
    match = rng.choice(found)
    old = match.group()
    new = rng.choice(words[ending(old)] or words[""])
    if new[:4] == old[:4] or re.search(rf"\b{re.escape(new[:5])}", one.sentence.lower()):
        return None
    question = one.question[: match.start()] + new + one.question[match.end() :]
    return Example(question, one.sentence, None, 0, "d", ((match.start(), match.start() + len(new)),))


def ending(word: str) -> str:
    return next((tail for tail in ("ing", "ed", "tion", "ers", "er", "ly", "s") if word.endswith(tail)), "")


def collect_words(asked: list[Asked]) -> dict[str, list[str]]:
    """Content words of the questions by their ending, as often as they are used (5 times at most)."""
    counts = Counter(word for one in asked for word in set(_WORD.findall(one.question)) - _PLAIN)
    words: dict[str, list[str]] = defaultdict(list)
    for word, count in sorted(counts.items()):
        if count >= 2:
            words[ending(word)].extend([word] * min(5, count))
    return words


_AUX = re.compile(
    r"^(?:What|Who|Where|When|Which \w+|How many \w+) "
    r"(?P<aux>did|does|is|was|were|has|will) (?P<rest>.+?)\??$"
)
_WHY = re.compile(
    r"\b(?:because|since|as|to|for|due|after|so|from|by|over|in order|cause|reason|result|thanks)\b", re.I
)
_WHERE = re.compile(
    r"\b(?:in|at|near|from|to|on|into|outside|across|over|where|here|there|around|inside|through)\b", re.I
)
_MANY = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|several|many|few|all|for)\b",
    re.I,
)


def change_wh(one: Asked, around: str, rng: random.Random) -> Example | None:
    """(e) The question asks for a time, place, reason or length that the window doesn't give."""
    match = _AUX.match(one.question)
    if not match:
        return None
    shown = one.sentence + " " + around
    signs = [("When", ANY_TIME), ("When", ANY_TIME), ("Why", _WHY), ("Where", _WHERE), ("How long", _MANY)]
    kinds = [k for k, sign in signs if not sign.search(shown) and not one.question.startswith(k)]
    if not kinds:
        return None
    kind = rng.choice(kinds)
    return Example(f"{kind} {match['aux']} {match['rest']}?", one.sentence, None, 0, "e", ((0, len(kind)),))


_DONE = re.compile(r"((?:[A-Z][\w.’'-]+ ?){1,4}?) ([a-z]{3,}) ((?:[\w’'-]+ ){1,7}[\w’'-]+)")


def when_untold(sentence: str, pool: Pool, rng: random.Random) -> Example | None:
    """(e) "When did X do Y?" on a sentence that says it without when; its neighbours may hold any date."""
    if ANY_TIME.search(sentence):
        return None
    match = _DONE.match(sentence)
    verb = base_form(match[2], pool.cased) if match else None
    if match is None or verb is None or not pool.find(match[1] + " x"):
        return None
    return Example(f"When did {match[1]} {verb} {match[3]}?", sentence, None, 0, "e", ((0, 4),))


_DETAIL = re.compile(r"\b(?P<lead>in|at|on|near) (?P<what>(?:the )?[A-Z0-9])")
_OPEN = re.compile(
    r"^(?:When|Who|What|How many \w+|Which \w+) (?:did|was|were|will|has|[a-z]+ed|met|told|won|held) "
)


def add_detail(one: Asked, pool: Pool, rng: random.Random) -> Asked:
    """The question also names a place or day which the sentence gives ("... in Rome?"); still answerable."""
    found = []
    for match in _DETAIL.finditer(one.sentence):
        for name in pool.find(one.sentence):
            if name.start == match.start("what") and name.kind in ("place", "day", "month", "year"):
                found.append((match["lead"], name))
    found = [(lead, name) for lead, name in found if name.text not in one.question
             and not any(overlaps((name.start - 6, name.end + 6), a) for a in one.answers)]  # fmt: skip
    if not found or not _OPEN.match(one.question):
        return one
    lead, name = rng.choice(found)
    return replace(one, question=f"{one.question.rstrip('? ')} {lead} {name.text}?")


def add_false_detail(one: Asked, shown: str, pool: Pool, rng: random.Random) -> Example | None:
    """(a) The question also names a place or day of which the window says nothing, or where others were."""
    if not _OPEN.match(one.question) or re.search(r" (?:in|at|on) [A-Z]", one.question):
        return None
    kind = rng.choice(
        ["place"] if one.question[:4] in ("When", "On w") else ["place", "place", "day", "month", "year"]
    )
    local = [name.text for name in pool.find(shown) if name.kind == kind and name.text not in one.sentence]
    sample = {"place": "Rome", "day": "Monday", "month": "March", "year": "2009"}[kind]
    new = rng.choice(local) if local and rng.random() < 0.6 else pool.other(Name(0, 0, sample, kind), rng)
    if share_word(new, one.sentence):
        return None
    question = f"{one.question.rstrip('? ')} {'on' if kind == 'day' else 'in'} {new}"
    return Example(question + "?", one.sentence, None, 0, "a", ((len(question) - len(new), len(question)),))


def has_time(text: str) -> bool:
    return bool(TIME.search(text))


def shorten_names(one: Asked, pool: Pool, rng: random.Random) -> Asked:
    """The question names a person by the family or the given name alone, as people do; still answerable."""
    long = [name for name in pool.find(one.question, skip_first=True) if name.kind in ("person", "thing")
            and name.text.count(" ") == 1 and name.text in one.sentence]  # fmt: skip
    if not long:
        return one
    name = rng.choice(long)
    part = name.text.split()[-1 if rng.random() < 0.7 else 0]
    return replace(one, question=one.question[: name.start] + part + one.question[name.end :])
