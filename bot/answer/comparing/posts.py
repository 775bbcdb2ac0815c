"""One office of several bodies: two countries' health ministers hold two posts, and both are told; pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answer.claims import ENOUGH, Candidate
from bot.answer.language.names import country, is_adjective, same_name
from bot.answer.language.sentence import sentence_tokens
from bot.answer.language.synonyms import likeness
from bot.answer.language.verbs import root
from bot.answer.question import Question
from bot.answer.somebody.leading import asked_body, asks_leader, heads
from bot.answer.somebody.offices import asked_office

_OWNER = re.compile(r"([A-Z][\w.-]+)['’]s?\s+(?:[\w-]+\s+){0,3}$")
_WORDS_BEFORE = re.compile(r"(?:[\w-]+\s+){0,3}$")
_OF = re.compile(r"\s+(?:of|for)\s+(?:the\s+)?([A-Z][\w-]+)")
_NEAR = 60
"""Characters between an office's word and who holds it, at most."""


@dataclass(frozen=True, slots=True)
class Post:
    """Who holds the office of one body. of: the body as printed; "" where no sentence says."""

    of: str
    held: tuple[Candidate, ...]


def find_posts(
    question: Question, candidates: Sequence[Candidate], chosen: Sequence[Candidate]
) -> list[Post]:
    """Tell the posts apart where a question asks for an office and does not say whose.

    candidates: all of them, the best first. chosen: those that the answer would tell.
    Returns [] where there is only one post, or nobody says that there are several.
    """
    asked = asked_office(question)
    if asked is None or question.names or not chosen:
        return []
    names_office = _office_of(question, asked[0][-1])
    owned: dict[str, list[Candidate]] = {}
    printed: dict[str, str] = {}
    for candidate in candidates:
        owner = _owner(candidate, names_office) if candidate.support >= ENOUGH else None
        if owner:
            key = country(owner.lower()) or owner.lower()
            owned.setdefault(key, []).append(candidate)
            printed[key] = min(printed.get(key, owner), owner, key=lambda o: is_adjective(o.lower()))
    posts = [Post(_as_body(printed[key]), _one_an_article(held)) for key, held in owned.items()]
    bare = [
        c
        for c in chosen
        if not _owner(c, names_office) and not any(_is_held_by(c, post.held) for post in posts)
    ]
    if bare:
        posts.insert(0, Post("", tuple(bare)))
    apart = len(posts) > 1 and not any(
        _is_held_by(post.held[0], other.held[:1]) for post in posts for other in posts if other is not post
    )
    return posts if apart else []


def _as_body(owner: str) -> str:
    """Give the country for its adjective."""
    return (country(owner.lower()) or owner).title() if is_adjective(owner.lower()) else owner


def _one_an_article(held: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Take each article's first sentence about whom the best one names."""
    alike = [c for c in held if _is_held_by(c, held[:1])]
    return tuple({c.article.id: c for c in reversed(alike)}.values())[::-1]


def _is_held_by(one: Candidate, others: Sequence[Candidate]) -> bool:
    return any(same_name(one.value.text, other.value.text) for other in others)


def _office_of(question: Question, head: str) -> Callable[[str], bool]:
    """Tell which words name the office that is asked for. head: its last word."""
    body = asked_body(question)
    leads = (tuple(body.offices) if body and body.offices else heads(head)) if asks_leader(question) else ()
    return lambda word: word in leads if leads else likeness(word, head) >= 0.9


def _owner(candidate: Candidate, names_office: Callable[[str], bool]) -> str | None:
    """Find whose office a sentence says that somebody holds: "Norvia's health minister", "… of Norvia"."""
    text, value = candidate.evidence.sentence.text, candidate.value
    of = _OF.match(text, value.end)
    if of and country(of.group(1).lower()):
        return of.group(1)
    for token in sentence_tokens(text):
        if not names_office(root(token.word)):
            continue
        if not (-_NEAR <= value.start - token.end <= _NEAR or -_NEAR <= token.start - value.end <= _NEAR):
            continue
        before = text[: token.start]
        owner, behind = _OWNER.search(before), _OF.match(text, token.end)
        if owner:
            return owner.group(1)
        words = _WORDS_BEFORE.search(before)
        people = [w for w in (words.group().split() if words else ()) if is_adjective(w.lower())]
        if people:
            return people[-1]
        if behind:
            return behind.group(1)
    return None
