"""The answer without a language model: every word of it is an article's, a date resolved, or a count; pure.

Sentences in, `Answer` out. What looks things up is bot/ask.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer.agreement import compatible, listed
from bot.answer.asking.restate import restate
from bot.answer.claims import Candidate
from bot.answer.comparing.differences import find_disagreement
from bot.answer.comparing.posts import Post, find_posts
from bot.answer.comparing.silence import explain_silence
from bot.answer.comparing.voices import voice_of
from bot.answer.language.names import same_name
from bot.answer.language.sentence import sentence_names
from bot.answer.question import Question
from bot.answer.somebody.people import speaker
from bot.answer.types import Answer, Citation, Claim, Kind, Normal
from index.article import Article
from index.store.among import Extent

LONGEST_QUOTE = 420  # characters; a citation is a sentence and what it hangs on, not a page


def compose(
    question: Question, chosen: Sequence[Candidate], searched: Extent, near: Sequence[Candidate] = ()
) -> Answer:
    """Write the answer from the chosen candidates; abstain, saying what was searched, when there is none.

    near: all candidates, the nearest first; their sentences tell which names go together.
    """
    if not chosen:
        text = explain_silence(question, searched)
        return Answer(question.text, text, (), (), None, True, "extractive", searched)
    posts = find_posts(question, near, chosen)
    chosen = [candidate for post in posts for candidate in post.held] or chosen
    citations = [cite(number, candidate) for number, candidate in enumerate(chosen, 1)]
    claims = [_claim(c, n.number) for c, n in zip(chosen, citations, strict=True)]
    claims = _one_a_voice(claims, chosen)
    disagreement = (
        None
        if posts
        else find_disagreement(
            claims,
            [c.evidence.sentence.text for c in near],
            {citation.number: citation.article.published for citation in citations},
        )
    )
    text = _several_posts(posts) if posts else _direct(question, chosen, claims)
    if disagreement:
        text = disagreement.note
    return Answer(
        question.text,
        text,
        tuple(claims),
        tuple(citations),
        disagreement,
        False,
        "extractive",
        searched,
        _notes(chosen),
    )


def cite(number: int, candidate: Candidate) -> Citation:
    """Make the citation of a candidate: its sentence, with the one before when the sentence leans on it.

    The quote is a verbatim slice of the article, LONGEST_QUOTE characters at most, cut at words around the
    value.
    """
    sentence = candidate.evidence.sentence
    article, start, end = sentence.article, sentence.start, sentence.end
    elsewhere = candidate.value.before or (
        candidate.value.normal.type == "name" and candidate.value.text not in sentence.text
    )
    if sentence.before and (elsewhere or (candidate.evidence.names < 0.85 and _leans(sentence.text))):
        at = article.text.rfind(sentence.before[-1], 0, start)
        if (
            at >= 0
            and "\n" not in article.text[at:start]
            and end - at <= LONGEST_QUOTE
            and not article.text[at + len(sentence.before[-1]) : start].strip()
        ):
            start = at
    middle = sentence.start + (candidate.value.start + candidate.value.end) // 2
    start, end = cut_quote(article.text, start, end, middle)
    return Citation(number, article, start, end, article.text[start:end])


def _leans(text: str) -> bool:
    return bool(
        re.match(r"\W*(?:\w+\W+){0,4}?(?:he|she|it|they|his|her|their|its|this|that|these|the)\b", text, re.I)
    )


def cut_quote(text: str, start: int, end: int, middle: int) -> tuple[int, int]:
    """Cut a sentence longer than LONGEST_QUOTE to the words around a place in it; offsets in `text`."""
    if end - start <= LONGEST_QUOTE:
        return start, end
    first = max(start, min(middle - LONGEST_QUOTE // 2, end - LONGEST_QUOTE))
    last = min(end, first + LONGEST_QUOTE)
    if first > start:
        first = text.find(" ", first) + 1 if " " in text[first:middle] else first
    if last < end:
        last = text.rfind(" ", middle, last) if " " in text[middle:last] else last
    return first, last


def outlet_of(article: Article) -> str:
    """Name who prints an article, as shown to people; an unknown outlet by its title."""
    if article.outlet or article.via:
        return article.outlet or str(article.via)
    title = article.title if len(article.title) <= 60 else article.title[:60].rsplit(" ", 1)[0] + " …"
    return f"an unnamed outlet (“{title}”)"


def _said_by(article: Article) -> str:
    """Name the outlet with the agency whose copy it prints."""
    if article.outlet and article.via and article.via != article.outlet:
        return f"{outlet_of(article)} ({article.via})"
    return outlet_of(article)


def _claim(candidate: Candidate, number: int) -> Claim:
    value = candidate.value
    printed = candidate.evidence.sentence.text[value.start : value.end]
    text = value.text
    if value.normal.type == "date" and value.normal.start and printed.lower() not in value.text.lower():
        text = f"{value.text} (“{printed}”)"
    sentence = candidate.evidence.sentence.text
    said_by = speaker(sentence, sentence_names(sentence))
    outlets = (outlet_of(candidate.article),)
    return Claim(text, value.text, value.normal, outlets, (number,), said_by, value.planned)


def _one_a_voice(claims: Sequence[Claim], chosen: Sequence[Candidate]) -> list[Claim]:
    """Join the claims of one agency's copy, and of one speaker's words, where they tell the same."""
    joined: list[tuple[str, Claim]] = []
    for claim, candidate in zip(claims, chosen, strict=True):
        voice = voice_of(candidate.article)
        for i, (other, earlier) in enumerate(joined):
            same = other == voice or set(earlier.outlets) & set(claim.outlets) or _one_speaker(claim, earlier)
            if same and compatible(claim.normal, earlier.normal) and claim.normal.type != "text":
                outlets = tuple(dict.fromkeys((*earlier.outlets, *claim.outlets)))
                numbers = (*earlier.citations, *claim.citations)
                joined[i] = voice, replace(earlier, outlets=outlets, citations=numbers)
                break
        else:
            joined.append((voice, claim))
    return [claim for _, claim in joined]


def _one_speaker(one: Claim, other: Claim) -> bool:
    return bool(one.said_by and other.said_by and same_name(one.said_by, other.said_by))


def _direct(question: Question, chosen: Sequence[Candidate], claims: Sequence[Claim]) -> str:
    """Write the first sentence: the value that most outlets give, as exactly as one of them gives it."""
    lead = _sharpest(claims)
    agreeing = [c for c in chosen if compatible(c.value.normal, lead.normal)]
    who = listed(list({outlet_of(c.article): _said_by(c.article) for c in agreeing}.values()))
    if lead.normal.type == "text":
        return _worded(question, chosen[0])
    opening = restate(question)
    speakers = {c.said_by for c in claims if compatible(c.normal, lead.normal)}
    if lead.normal.type == "polarity" and lead.said_by and len(speakers) == 1:
        who = f"{lead.said_by}, in {who}"  # a yes of one who is quoted is not the outlet's
    if opening is None:
        return f"{_capital(lead.value)}, according to {who}."
    if question.kind is Kind.WHERE:
        return f"{opening} {_place_preposition(chosen[0])} {lead.value}, according to {who}."
    if lead.normal.start is None:
        return f"{opening} “{lead.value}”, as printed by {who} on a day that is not known."
    return f"{opening} {_time_preposition(lead.normal)} {lead.value}, according to {who}."


def _several_posts(posts: Sequence[Post]) -> str:
    """Name who holds the office of each body: "Ada Holm (Norvia), according to the Post; ..."."""
    told = []
    for post in posts:
        who = listed(list({outlet_of(c.article): _said_by(c.article) for c in post.held}.values()))
        of = f" ({post.of})" if post.of else ""
        told.append(f"{post.held[0].value.text}{of}, according to {who}")
    return f"There are several: {'; '.join(told)}."


def _time_preposition(normal: Normal) -> str:
    """ "on" a day or some days, "in" a week, a month, a season or a year."""
    assert normal.start is not None and normal.end is not None
    days = (normal.end - normal.start).days + 1
    return "on" if normal.precision == "day" or (normal.precision == "range" and days <= 31) else "in"


def _place_preposition(candidate: Candidate) -> str:
    """The article's own word before a place where it is one of place: "at the", else "in"."""
    before = candidate.evidence.sentence.text[: candidate.value.start]
    match = re.search(r"\b(in|at|near|outside|inside|on)\s+(the\s+)?$", before, re.I)
    return " ".join(word.lower().strip() for word in match.groups() if word) if match else "in"


def _sharpest(claims: Sequence[Claim]) -> Claim:
    """Among the claims that agree with the first take the narrowest date; the first for all else."""
    agreeing = [
        c for c in claims if compatible(c.normal, claims[0].normal) and c.normal.start and c.normal.end
    ]
    if claims[0].normal.type != "date" or not agreeing:
        return claims[0]
    return min(agreeing, key=lambda c: (c.normal.end - c.normal.start, c.planned))  # type: ignore[operator]


def _worded(question: Question, candidate: Candidate) -> str:
    """Answer in the article's own words: the phrase that answers, else its sentence, said by whom."""
    who = _said_by(candidate.article)
    value = candidate.value
    whole = value.end - value.start >= 0.8 * len(candidate.evidence.sentence.text)
    if question.defines and re.match(r"who(?:se)?\b", value.text):
        return f"{question.defines}, {value.text}, according to {who}."
    if question.defines and not whole:
        return f"{question.defines}: {value.text}, according to {who}."
    if not whole:
        return f"“{_single(value.text)}”, according to {who}."
    sentence = " ".join(candidate.evidence.sentence.text.split())
    return f"{_capital(who)}: “{_single(sentence)}”"


def _single(text: str) -> str:
    """Quotes inside a quote are single ones."""
    return re.sub(r"[\"“]", "‘", re.sub(r"(?<=\S)[\"”]", "’", " ".join(text.split())))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _notes(chosen: Sequence[Candidate]) -> tuple[str, ...]:
    """Say which dates could not be resolved because the article's own date is unknown."""
    notes = []
    for candidate in chosen:
        normal = candidate.value.normal
        if normal.type == "date" and normal.start is None:
            notes.append(
                f"{_capital(outlet_of(candidate.article))} has no publication date, "
                f"so its “{candidate.value.text}” is given as printed."
            )
    return tuple(dict.fromkeys(notes))
