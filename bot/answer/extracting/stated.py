"""What a sentence states outright of somebody or something: "X (4 May 1921 – …)", "X is a …", "by …"; pure.

Such sentences answer "what is the population of X" or "who is the author of X" in words that share little
with the question. Each finder looks for one form of statement, and finds nothing where the form is not there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.asking.attribute import asked_attribute
from bot.answer.asking.dimensions import NUMBERED, SHARES
from bot.answer.evidence import Evidence
from bot.answer.extracting.measures import as_amount, as_length
from bot.answer.extracting.value import Value, worded
from bot.answer.language.names import is_adjective, same_name
from bot.answer.language.phrases import Phrase, places
from bot.answer.language.sentence import sentence_names
from bot.answer.language.synonyms import likeness
from bot.answer.language.verbs import root, roots
from bot.answer.question import Question
from bot.answer.types import Kind, Normal
from index.dates import find_times, format_interval
from index.durations import find_durations
from index.quantities import find_quantities
from index.words import TITLES, tokenize

_BORN, _DIED = re.compile(r"\b(?:born|birth\w*)\b", re.I), re.compile(r"\b(?:die|died|death)\b", re.I)
_LIFE = re.compile(
    r"(?:,\s[^,;.()]{2,40}){0,2}\s*,?\s*\((?:[^()]{0,40}?[;,]\s*)?((?:born|b\.|c\.|died)?\s*[^()]{4,90})\)"
)
_QUOTED = re.compile(r"[\"“]([^\"”]{2,60})[\"”]")
_COPULA = re.compile(
    r"(?:\s*\([^()]{0,120}\))?(?:,\s[^,;.]{3,80},)?\s+(?:is|was|are|were|became)\s+"
    r"(?:(?:also|currently|now)\s+)?(?:one\s+of\s+the|an?|the)\s+"
)
_NOUN_PHRASE = re.compile(
    r"((?:[\w'’/&.-]+,?\s+){0,7}?[\w'’/&-]+)(?=\s+(?:who|which|that|of|in|on|at|for|from|by|with|to|as|during"
    r"|between|until|since|whose|where|when|and\s+(?:the|an?)|\w{3,}ed|\w{3,}ing|written|known|set|made)\b"
    r"|\s*[.,;:(]|\s*$)"
)
_IS = re.compile(r"\s+(?:[\w'’]+\s+){0,3}?(?:is|was|are|were)\s+(?:an?\s+|the\s+)?|\s*:\s*")
_LOOSE = frozenset("former retired professional late current famous historic first last".split())
_MADE_BY = re.compile(r"\b(\w+)\s+by\s+(?:(?:[\w'’-]+\s+){0,6})$")
_MAKING = roots("record perform release issue write create make sing compose")
_IN_SPORT = re.compile(
    r"\b(?:players?|teams?|clubs?|leagues?|tournaments?|competitions?|coach|manager)\b", re.I
)
_CLASSES = roots(
    """profession occupation job work sport genre type kind medium format form category unit institution role
    function purpose craft vessel ship aircraft vehicle building organisation organization company"""
)
"""What "X is a …" tells of X."""
_MAKERS = roots(
    """artist author creator director composer designer writer producer singer maker developer architect
    builder performer painter inventor publisher band group musician poet novelist"""
)
"""Who stands behind "by" in what is said of a work."""
_PEOPLE = roots("people person inhabitant resident")


def stated(question: Question, evidence: Evidence) -> list[Value]:
    """Find the values that a sentence states of what is asked about; their `stated` is set."""
    text = evidence.sentence.text
    if question.kind is Kind.WHEN or (question.kind is Kind.WHAT and _BORN.search(question.text)):
        return _life_dates(question, text)
    found: list[Value] = []
    if question.kind is Kind.WHERE:
        found = _whereabouts(question, text)
    elif question.kind in (Kind.WHAT, Kind.WHO, Kind.HOW_MANY) and not question.defines:
        thing = asked_attribute(question.text)
        if thing:
            which = question.text.lower().startswith("which ")  # the one of its kind, not what it is
            if question.kind is not Kind.WHO and not (which and thing[-1] not in NUMBERED):
                found = _amounts(question, thing, text)
            if not found and question.kind is Kind.WHO:
                found = _makers(question, thing, text)
            elif not found and question.kind is Kind.WHAT:
                found = [*([] if which else _named(thing, text)), *_kinds(question, thing, text)]
    return found


def _subjects(question: Question, text: str) -> list[int]:
    """Find where a sentence's mentions of what is asked about end."""
    ends = [
        name.end
        for name in sentence_names(text)
        if any(same_name(asked.text, name.text) for asked in question.names)
    ]
    for title in _QUOTED.findall(question.text):
        ends += [m.end() for m in re.finditer(rf"{re.escape(title)}[\"”'’]{{0,2}}", text, re.I)]
    return sorted(set(ends))


def _life_dates(question: Question, text: str) -> list[Value]:
    """Find the days in the parenthesis behind a name: born first, died second."""
    born, died = bool(_BORN.search(question.text)), bool(_DIED.search(question.text))
    if born == died:
        return []
    for end in _subjects(question, text):
        life = _LIFE.match(text, end)
        if life is None:
            continue
        cut = re.search(r"\s*[–—]\s*|\s+-\s+|(?<=\d{4})-(?=\d{4})", life.group(1))
        first, last = (
            (life.group(1)[: cut.start()], life.group(1)[cut.end() :]) if cut else (life.group(1), "")
        )
        if cut is None and re.match(r"\s*died", first):
            first, last = "", first
        piece = first if born else last
        at = life.start(1) + life.group(1).find(piece)
        for time in find_times(piece, None)[:1]:
            shown = format_interval(time.first, time.last, time.precision)
            if time.precision == "day":
                shown = f"{time.first:%A}, {shown}"
            normal = Normal("date", time.first, time.last, time.precision)
            return [Value(shown, normal, at + time.start, at + time.end, 1.0, stated=True)]
    return []


def _whereabouts(question: Question, text: str) -> list[Value]:
    """Find "X is a … in PLACE"."""
    if not re.search(r"\b(?:located|situated|based|is|are)\b", question.text, re.I):
        return []
    for end in _subjects(question, text):
        if _COPULA.match(text, end):
            asked = [name.text for name in question.names]
            for span in places(text, sentence_names(text), asked)[:1]:
                if span.start > end:
                    return [worded(text, span._replace(fit=0.95), "name", stated=True)]
    return []


def _amounts(question: Question, thing: Sequence[str], text: str) -> list[Value]:
    """Find the number behind the words for what is asked: "the population was 2,197"."""
    unwanted = ("rank", "time") if SHARES & set(thing) else ("rank", "percent", "time")
    counts = [q for q in find_quantities(text) if q.unit not in unwanted]
    numbers = [(q.start, q.end, as_amount(q)) for q in counts]
    numbers += [(d.start, d.end, as_length(d)) for d in find_durations(text)]
    tokens = tokenize(text)
    asked = {t.stem for t in question.terms}
    best: tuple[int, Value] | None = None
    for token in tokens:
        if likeness(root(token.word), thing[-1]) < (0.9 if thing[-1] in NUMBERED else 0.95):
            continue
        after = min((n for n in numbers if 0 <= n[0] - token.end <= 60), key=lambda n: n[0], default=None)
        between = text[token.end : after[0]] if after else ""
        if after is None or re.search(r"[;.](?!\d)|\bdensity\b|\bwhile\b", between):
            continue
        around = {root(t.word) for t in tokenize(text[max(0, token.start - 40) : after[0]])}
        value = Value(text[after[0] : after[1]], after[2], after[0], after[1], 1.0, stated=True)
        if best is None or len(asked & around) > best[0]:
            best = len(asked & around), value
    if best is None and thing[-1] == root("population"):
        for q in counts:
            if root(q.unit) in _PEOPLE and re.search(r"\b(?:were|was|had|of|has)\s+$", text[: q.start]):
                return [Value(text[q.start : q.end], as_amount(q), q.start, q.end, 0.95, stated=True)]
    return [best[1]] if best else []


def _makers(question: Question, thing: Sequence[str], text: str) -> list[Value]:
    """Find "by NAME" behind the work, or behind what its maker did: "directed by NAME"."""
    found: list[Value] = []
    for name in sentence_names(text) if thing[-1] in _MAKERS else ():
        made = _MADE_BY.search(text[: name.start])
        words = tokenize(name.text)
        kept = [w for w in words if not (w.word in TITLES or is_adjective(w.word))]
        if made is None or not kept or any(same_name(name.text, n.text) for n in question.names):
            continue
        between = tokenize(made.group()[made.group().index(" by ") + 3 :])
        if any(t.word in ("and", "who", "on", "in", "for", "which", "from") for t in between):
            continue
        deed = root(made.group(1).lower())
        same = likeness(deed, thing[-1]) >= 0.9 or thing[-1].startswith(deed[:5])
        participle = re.search(r"(?:ed|en|ung|own)$", made.group(1))
        if participle and not same and deed not in _MAKING:
            continue
        span = Phrase(name.start + kept[0].start, name.end, 1.0 if same else 0.9)
        found.append(worded(text, span, "name", stated=True))
    return sorted(found, key=lambda v: -v.fit)[:1]


def _named(thing: Sequence[str], text: str) -> list[Value]:
    """Find "its ATTRIBUTE is a …", "Genre: …"; a "Liberal Party" is no attribute."""
    within = [(name.start, name.end) for name in sentence_names(text) if " " in name.text]
    for token in tokenize(text):
        if root(token.word) != thing[-1] or any(a <= token.start < b for a, b in within):
            continue
        link = _IS.match(text, token.end)
        phrase = _NOUN_PHRASE.match(text, link.end()) if link else None
        if phrase and len(phrase.group(1)) > 2:
            span = Phrase(phrase.start(1), phrase.end(1), 0.95)
            return [worded(text, span, "name", stated=True)]
    return []


def _kinds(question: Question, thing: Sequence[str], text: str) -> list[Value]:
    """Find what a sentence says that the thing asked about is: "X is a retired marine engineer"."""
    if thing[-1] not in _CLASSES:
        return []
    for end in _subjects(question, text):
        link = _COPULA.match(text, end)
        phrase = _NOUN_PHRASE.match(text, link.end()) if link else None
        if phrase is None:
            continue
        words = list(tokenize(phrase.group(1)))
        while len(words) > 1 and (is_adjective(words[0].word) or words[0].word in _LOOSE):
            words.pop(0)
        start, end = phrase.start(1) + words[0].start, phrase.end(1)
        if thing[-1] == "sport":
            head = _IN_SPORT.search(text, start, end)
            if head and head.start() > start + 2:
                end = head.start() - 1
        return [worded(text, Phrase(start, end, 0.85), "name", stated=True)]
    return []
