"""Who leads, owns or represents: verbs that ask who holds an office; pure."""

from __future__ import annotations

import re

from bot.answer.language.verbs import root, roots
from bot.answer.question import Question
from bot.answer.somebody.bodies import Body, is_led, read_body
from index.words import tokenize

_LEADS = re.compile(
    r"^who\s+(?:currently\s+|now\s+)?(leads|heads|runs|chairs|coaches|manages|captains|referees|edits|owns"
    r"|represents|led|headed|ran|chaired|coached|managed|captained|refereed|edited|owned|represented)\s+(.+?)\s*\??$",
    re.I,
)
_LEADING = {
    "head": """leader head chief boss director president chairman chairwoman chair secretary governor ceo
    executive commissioner""".split(),
    "chair": "chairman chairwoman chair chairperson president".split(),
    "coach": "coach manager trainer".split(),
    "manage": "manager coach director head".split(),
    "captain": "captain skipper".split(),
    "refere": "referee umpire".split(),
    "edit": "editor".split(),
    "own": "owner proprietor".split(),
    "repres": "lawyer attorney counsel solicitor barrister agent".split(),
}
"""What the one is called who does what a verb says: "who leads the union" is its secretary."""
_ANY = roots("lead head run chair")
"""What the head of any body does."""
_DOES = _ANY | roots("rule govern direct command oversee")


def asks_leader(question: Question) -> bool:
    """Tell whether a verb asks who holds an office: "who heads the board"."""
    return _LEADS.match(question.text) is not None


def asked_leader(question: Question) -> tuple[tuple[str, ...], str] | None:
    """Give the root of such a verb and what somebody leads, as `asked_office` does; None for others."""
    match = _LEADS.match(question.text)
    return ((root(match.group(1).lower()),), match.group(2)) if match else None


def asked_body(question: Question) -> Body | None:
    """Give the body whose head is asked for, by a verb that every body's head does; None for others."""
    match = _LEADS.match(question.text)
    return read_body(match.group(2)) if match and root(match.group(1).lower()) in _ANY else None


def led_at(question: Question, text: str) -> list[tuple[int, int]]:
    """Find the verbs of a sentence by which somebody leads the body asked about."""
    body = asked_body(question)
    return [
        (token.start, token.end)
        for token in tokenize(text)
        if body is not None and root(token.word) in _DOES and is_led(body, text, token.start, token.end)
    ]


def heads(office: str) -> tuple[str, ...]:
    """Give the words for who does what a verb says, roots; () for other words."""
    verb = root(office)
    verb = "head" if verb in ("lead", "run") else verb
    found = next((words for start, words in _LEADING.items() if verb.startswith(start)), [])
    return tuple(root(word) for word in found)
