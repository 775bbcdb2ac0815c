"""Who won and who lost, where the winner of a contest or whom somebody beat is asked for; pure.

In the report of a match stand players, grounds, papers and other matches, so that "won" beside a name says
little. An answer is only who stands as the winner: before the verb, as whose victory it was, behind "lost
to"; over whom the question names, or of what it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.answer.language.names import same_name
from bot.answer.language.phrases import Phrase
from bot.answer.language.sentence import Sentence, sentence_names
from bot.answer.question import Question
from index.words import Name

_NOUN = (
    r"(?:match|game|(?:(?:semi|quarter)[- ]?)?finals?|cup|bowl|fight|bout|test|t20|series|derby|tournament"
    r"|championship|title|league|trophy|play-?offs?|tie|leg|medal|grand prix|marathon)"
)
_ONE = frozenset("match game final semifinal quarterfinal fight bout test t20 derby tie leg".split())
"""What is decided in one meeting, which may be one of a cup's."""
_BEATEN = r"(?:beat|defeat|thrash|edge|overc[ao]me|top|down|rout|crush|eliminate|conquer|outpoint|knock out)"
_ASKS_WINNER = re.compile(
    r"^(?:who|which\s+(?:team|side|club|country|nation|player|boxer|fighter))\s+(?:has\s+|had\s+)?"
    rf"(?:(?P<won>won|wins?|is the winner of|was the winner of)|{_BEATEN}(?:e?[sd]|ped|ned)?)\b",
    re.I,
)
_ASKS_LOSER = re.compile(rf"^(?:who|whom|which\s+\w+)\s+did\s+.+?\s+{_BEATEN}\b", re.I)
_BETWEEN = re.compile(r"\s+(?:v\.?|vs\.?|versus|and|against)\s+(?:the\s+)?", re.I)

_WON = re.compile(
    r"\b(?:w[oi]n|wins|(?:beat|beats|overc[ao]me[s]?|(?:defeat|thrash|edg|topp|down|rout|crush|eliminat|conquer|outpoint)"
    r"(?:ed|s|es)|eas(?:ed|es) past|knock(?:ed|s) out|triumph(?:ed|s)|prevail(?:ed|s))(?!\s+by\b))\b"
)
_LOST = re.compile(
    r"\b(?:(?:beaten|defeated|thrashed|edged|routed|crushed|eliminated|outpointed|knocked out|won)"
    r"(?:\s+\d+\s*[-–]\s*\d+)?\s+by"
    r"|(?:lost|loses?|losing|defeat|loss)\s+(?:\d+\s*[-–]\s*\d+\s+)?(?:to|against|by|at the hands of))"
    r"\s+(?:the\s+)?"
)
_VICTORY = re.compile(r"\b(?:victory|win|triumph)\b")
_OVER = re.compile(r"\s+(?:over|against|past)\s+(?:the\s+)?(?:[a-z-]+\s+){0,3}")
_OBJECT = r"\s+(?:the\s+)?(?:[a-z-]+\s+){0,3}"
_UNREAL = re.compile(
    r"\b(?:will|would|could|can|may|might|should|must|if|not|never|hop\w+|want\w*|need\w*|fail\w*|tr(?:y|ied|ying)|expect\w*"
    r"|favou?r\w*|chance|aim\w*|set|bid|yet|seek\w*|tipped|who|whom|which)\b|n['’]t\b",
    re.I,
)
_ACTING = re.compile(r"(?:,[^,;]{2,80},)?(?:\s+[a-z'’-]+){0,8}\s+(?:\d+\s*[-–]\s*\d+\s+)?(?:[a-z-]+\s+){0,3}")
_OWNING = re.compile(r"(?:['’]s?|\s+\d+\s*[-–]\s*\d+)\s+(?:[\w-]+\s+){0,5}?")
_GOVERNED = re.compile(r"\b(?:of|against|over|in|at|from|for|with|by|on|past|and)\s+(?:the\s+)?$")
_FRONTED = re.compile(r"^[^,;]*,\s+(?:the\s+)?(?:[\w-]+\s+){0,3}?$")
_TO_THE_END = re.compile(r"\b(?:on|back|behind|rallied|recovered|late|managed|enough)\s+to\s+$")
_LONG_AGO = re.compile(
    r"\byears?\s+(?:ago|since|earlier|before)\b|\b(?:last|previous)\s+(?:year|season)|\b(?:since|twice)\b"
    r"|\bof (?:the|its|their|his|her) (?:last|past)\b|\w+ times\b"
)
_YEAR = re.compile(r"\b(?:18|19|20)\d\d\b")
_BORDER = re.compile(r"[;:]|\.\s|,\s|\b(?:when|while|after|before|but)\b")


class Win(NamedTuple):
    """Who won and who lost, as names of the sentence; `at` is where it says so. loser: None if not told."""

    winner: Name
    loser: Name | None
    at: tuple[int, int]


def asks_contest(question: Question) -> bool:
    """Tell whether the winner of a contest, or whom somebody beat, is asked for; elections are none."""
    asks = _ASKS_WINNER.match(question.text)
    if asks is None:
        return _ASKS_LOSER.match(question.text) is not None
    contest = re.search(rf"\b{_NOUN}\b", question.text[asks.end() :], re.I)
    return not asks.group("won") or contest is not None or bool(_sides(question))


def contestants(question: Question, sentence: Sentence) -> list[Phrase]:
    """Find whom a sentence gives as the winner, or the beaten, that a question asks for."""
    found: list[Phrase] = []
    if _is_long_ago(question, sentence):
        return found
    for win in _wins(sentence.text):
        asked = win.loser if _ASKS_LOSER.match(question.text) else win.winner
        if asked is not None and _is_the_one(question, sentence, win):
            found.append(Phrase(asked.start, asked.end, 1.0))
    return found


def _is_long_ago(question: Question, sentence: Sentence) -> bool:
    """Tell whether a sentence tells of another year's contest, where the question names no time."""
    if question.times or _YEAR.search(question.text) or _LONG_AGO.search(question.text):
        return False
    published = sentence.article.published
    years = {int(year) for year in _YEAR.findall(sentence.text)}
    return (
        bool(years - {published.year if published else None}) or _LONG_AGO.search(sentence.text) is not None
    )


def _sides(question: Question) -> tuple[str, ...]:
    """Give both whom a question names as meeting: "A against B", "between A and B"."""
    for one, other in zip(question.names, question.names[1:], strict=False):
        between = question.text[one.start + len(one.text) : other.start]
        if _BETWEEN.fullmatch(between):
            return one.text, other.text
    return ()


def _is_the_one(question: Question, sentence: Sentence, win: Win) -> bool:
    """Tell whether a win is the one that is asked about: over whom, and of what, the question names."""
    sides = _sides(question)
    if sides:
        return any(
            same_name(won, win.winner.text) and _is_beside(lost, sentence, win)
            for won, lost in (sides, sides[::-1])
        )
    asks = _ASKS_WINNER.match(question.text)
    subject = next((n.text for n in question.names if n.subject), None)
    if asks is None:
        return subject is not None and same_name(subject, win.winner.text)
    opponent = next(
        (n.text for n in question.names if re.search(r"\bagainst\s+(?:the\s+)?$", question.text[: n.start])),
        None,
    )
    if not asks.group("won"):
        opponent = next((n.text for n in question.names), opponent)
    if opponent is not None:
        return win.loser is not None and same_name(opponent, win.loser.text)
    return _is_of_event(question, sentence.text, win)


def _is_beside(loser: str, sentence: Sentence, win: Win) -> bool:
    if win.loser is not None:
        return same_name(loser, win.loser.text)
    named = (n.text for text in (sentence.text, sentence.article.title) for n in sentence_names(text))
    return any(same_name(loser, name) for name in named)


def _is_of_event(question: Question, text: str, win: Win) -> bool:
    """Tell whether what was won is what the question names, "the Vale Cup" or "the final"."""
    behind = text[win.at[1] :]
    border = _BORDER.search(behind)
    near = text[max(0, win.at[0] - 100) : win.at[1]] if _LOST.fullmatch(text[slice(*win.at)]) else ""
    near += behind[: border.start()] if border else behind
    nouns, told = _contests(question.text), _contests(near)
    names = [n.text for n in question.names]
    held = [any(same_name(name, n.text) for n in sentence_names(near)) for name in names]
    if (
        "final" not in told
        and not nouns & told & _ONE
        and (told & _ONE or not text[win.at[0] :].startswith("w"))
    ):
        return False  # one match of a cup is not the cup
    if not nouns & _ONE <= told:
        return False
    return all(held) and (bool(names) or nouns <= told)


def _contests(text: str) -> set[str]:
    """Name the kinds of contest that a text speaks of, in the singular."""
    found = re.findall(rf"(?<![\w-]){_NOUN}\b", text, re.I)
    return {re.sub(r"[ -]", "", word.lower()).removesuffix("s") for word in found}


def _wins(text: str) -> Iterator[Win]:
    names = sentence_names(text)
    for match in _WON.finditer(text):
        if match.group() == "win" and _is_noun(text[: match.start()]):
            continue
        winner = _acting(text, match.start(), names)
        if winner is not None:
            won = match.group() in ("won", "win", "wins")
            yield Win(winner, None if won else _behind(text, match.end(), names, _OBJECT), match.span())
    for match in _LOST.finditer(text):
        winner = next((n for n in names if n.start == match.end()), None)
        if winner is not None and not _UNREAL.search(" ".join(text[: match.start()].split()[-6:])):
            loser = _acting(text, match.start(), names) if "won" not in match.group() else None
            yield Win(winner, loser, match.span())
    for match in _VICTORY.finditer(text):
        if match.group() == "win" and not _is_noun(text[: match.start()]):
            continue
        loser = _behind(text, match.end(), names, _OVER.pattern)
        winner = _behind(text, match.end(), names, r"\s+(?:for|to)\s+(?:the\s+)?") or _owner(
            text, match.start(), names
        )
        winner = winner or _acting(text, match.start(), names)
        if winner is None and loser is not None:  # "Fresh off a win over Lind, the veteran Brook ..."
            rest = (n for n in names if n.start > loser.end)
            winner = next((n for n in rest if _FRONTED.match(text[loser.end : n.start])), None)
        if winner is not None:
            yield Win(winner, loser, match.span())


def _is_noun(before: str) -> bool:
    """Tell whether "win" behind these words is a noun: "a 3-2 win", "their first win"."""
    return (
        re.search(
            r"(?:\b(?:to|will|would|could|can|may|might|should|must|did|not|and)|^|[A-Z]\w+)\s*$", before
        )
        is None
    )


def _acting(text: str, at: int, names: tuple[Name, ...]) -> Name | None:
    """Give the name that stands as who does what the text says at a place, None where it is not done."""
    for name in reversed([n for n in names if n.end <= at]):
        gap = text[name.end : at]
        if _GOVERNED.search(text[: name.start]) or re.match(r"['’]|\s+off\b", gap):
            continue
        meant = re.search(r"\bto\s+$", gap) and not _TO_THE_END.search(gap)  # "the first to win it"
        return name if _ACTING.fullmatch(gap) and not (meant or _UNREAL.search(gap)) else None
    return None


def _owner(text: str, at: int, names: tuple[Name, ...]) -> Name | None:
    return next((n for n in reversed(names) if n.end <= at and _OWNING.fullmatch(text[n.end : at])), None)


def _behind(text: str, at: int, names: tuple[Name, ...], gap: str) -> Name | None:
    return next((n for n in names if n.start >= at and re.fullmatch(gap, text[at : n.start])), None)
