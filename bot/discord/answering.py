"""From a question asked somewhere to the answer shown there: every way of asking ends here."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING

from bot.asks import Context
from bot.discord.building import progress_text
from bot.discord.buttons import Style, answer_view
from bot.discord.errors import note_failure
from bot.discord.line import DeclinedError, Turn, ordinal
from bot.discord.offloop import off_loop
from bot.discord.sending import Reply
from bot.questions import check_question
from bot.render.answer_pages import answer_pages
from bot.render.escape import plain
from bot.render.side_pages import side_pages
from index.errors import DatelineError, SettingError

if TYPE_CHECKING:
    from bot.answer.types import Answer
    from bot.discord.client import DatelineBot
    from bot.render.excerpts import Excerpt
    from bot.render.message import Message

log = logging.getLogger("dateline")

FIRST_INDEX = 600.0
"""Seconds that a question waits for the first index; what answers a command can be used for 15 minutes."""

EARLIER = 4
"""How many questions before a follow-up are looked at."""

UNKEPT = (
    "I could not keep this answer, so it has no buttons and cannot be replied to; whoever runs me finds why "
    "in the log as {code}."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it came in.

    style: how its answer is to be shown. place: "server", "dm" or "user app". channel: its id. follows: the
    id of the answer that it asks on from.
    """

    text: str
    style: Style
    place: str
    channel: int | None
    outlets: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    follows: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What came of it: the answer, the id under which it is kept, and the pages that show it.

    id: None where it could not be kept; it then has no buttons, for they need what is kept.
    """

    id: int | None
    answer: Answer
    pages: tuple[Message, ...]
    style: Style


async def answer(bot: DatelineBot, turn: Turn, asked: Asked, reply: Reply) -> None:
    """Wait for the turn, find the answer and show it; say meanwhile what is waited for.

    What a language model has written and has passed its checks is shown while it writes on.
    """
    drafted: list[str] = []

    async def tell(place: int) -> None:
        if place:
            await reply.note(f"You are {ordinal(place)} in line.")
        elif not bot.archive.is_open:
            await reply.note(reading_text(bot))
        elif drafted:
            await reply.note(" ".join(drafted))
        else:
            await reply.still()

    if bot.settings.log_questions:
        log.info("asked: %s", plain(asked.text))
    found = await bot.line.work(turn, lambda: _find(bot, asked, drafted.append), tell)
    if found.id is None:
        await reply.show(found.pages[0])
        return
    view = answer_view(found.id, found.answer, 0, len(found.pages), found.style)
    sent = await reply.show(found.pages[0], view)
    with bot.errand():
        turn.leave()  # the answer is there; what follows is ours
        await _note(bot, found.id, sent.id)


async def _note(bot: DatelineBot, ask: int, message: int) -> None:
    """Keep which message shows an answer, for replies to it."""
    noting = bot.noting[message] = off_loop(lambda: bot.kept.attach(ask, message))
    try:
        await noting
    except DatelineError as error:  # a reply to it will not be known as one
        note_failure(error, "noting which message shows an answer", bot.settings.log_questions)
    finally:
        del bot.noting[message]


def reading_text(bot: DatelineBot) -> str:
    """Say that the first index is being made, and how far that is."""
    progress = bot.archive.progress
    return (
        f"I am reading the articles for the first time{f': {progress_text(*progress)}' if progress else ''}."
    )


def _find(bot: DatelineBot, asked: Asked, tell: Callable[[str], None]) -> Found:
    """Ask the desk, keep the answer and lay it out; runs in a thread.

    tell: takes each statement of a language model as it comes.
    """
    desk = bot.archive.desk(FIRST_INDEX)
    text, style = asked.text, asked.style
    if asked.follows is not None:
        text = desk.rewrite(asked.text, _earlier(bot, asked.follows))
        style = style if text == asked.text else replace(style, question="understood")
    if style.table:
        desk = desk.by_rules()  # claims by rules are what can be compared, as `dateline compare` does
    ask = partial(desk.ask, tell=tell) if desk.writer else desk.ask
    found = ask(text, outlets=asked.outlets, since=asked.since, until=asked.until)
    today = datetime.now(UTC).date()
    try:
        kept = bot.kept.record(found, Context(asked.place, asked.channel, asked.follows))
    except DatelineError as error:
        code = note_failure(error, "keeping an answer", bot.settings.log_questions)
        return Found(None, found, lay_out(found, today, style, unkept=UNKEPT.format(code=code)), style)
    return Found(kept, found, lay_out(found, today, style), style)


def lay_out(
    answer: Answer,
    today: date,
    style: Style,
    paragraphs: Mapping[int, Excerpt] | None = None,
    unkept: str = "",
) -> tuple[Message, ...]:
    """Lay an answer out in a style; the other arguments are those of `answer_pages`."""
    if style.table:
        return side_pages(answer, unkept)
    return answer_pages(answer, today, style.question, paragraphs, style.follow_up, unkept)


def _earlier(bot: DatelineBot, follows: int) -> list[str]:
    """List the questions that led to one, and itself, oldest first."""
    questions: list[str] = []
    link: int | None = follows
    while link is not None and len(questions) < EARLIER:
        asked = bot.kept.load(link)
        if asked is None:
            break
        questions.insert(0, asked.answer.question)
        link = asked.follows
    return questions


def read_question(text: str) -> str:
    """Give a question that can be asked. Raises DeclinedError, which says why it cannot."""
    try:
        return check_question(text)
    except SettingError as error:
        told = str(error)
        raise DeclinedError(f"{told[0].upper()}{told[1:]}.") from error


def read_day(option: str, value: str | None) -> date | None:
    """Read a day as people write it in an option. Raises DeclinedError."""
    if value is None or not value.strip():
        return None
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        raise DeclinedError(f"{option} is not a day: {value.strip()}. Write it as in 2024-02-07.") from None
