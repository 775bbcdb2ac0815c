"""`dateline feedback`: which answers did not help, and what was asked and not answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from bot.commands.opening import read_place, terminal_look, with_place
from bot.render.contract import to_line
from bot.render.words import count
from bot.settings import read_settings, state_folder
from bot.terminal import Look, pad, printable
from index.dates import format_interval
from index.errors import SettingError

if TYPE_CHECKING:
    from bot.asks import Asked, Rated

Repeated = tuple["Asked", int]
"""A question as it was asked last, and how often it was."""


@click.command()
@click.option("--unanswered", "only_unanswered", is_flag=True, help="Only what was not answered.")
@click.option("--since", metavar="DATE", help="Only what was asked on or after DATE (YYYY-MM-DD).")
@click.option(
    "--limit", default=20, show_default=True, metavar="N", help="List at most N of each; 0 for all."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_place
@click.pass_obj
def feedback(
    env: Mapping[str, str],
    only_unanswered: bool,
    since: str | None,
    limit: int,
    as_json: bool,
    corpus: str | None,
    index: str | None,
) -> int:
    """List the answers that people in Discord rated, worst first, and what was not answered.

    A question that was asked several times and never answered stands first among those. Who asked and who
    rated is not kept.
    """
    from bot.feedback import FEEDBACK, Feedback

    first = _read_day(since)
    if limit < 0:
        raise SettingError(f"--limit {limit}: must be a number of lines, or 0 for all")
    folder = state_folder(read_settings(env).state, read_place(env, corpus, index).index)
    with Feedback.open(folder / FEEDBACK, write=False) as store:
        asks, silent = store.counts(first)
        rated = [] if only_unanswered else store.rated(first)
        unanswered = gather_repeated(store.unanswered(first))
    shown, silent_shown = rated[: limit or None], unanswered[: limit or None]
    if as_json:
        value = {
            "asked": asks,
            "unanswered": silent,
            "rated": [_rated_json(each) for each in shown],
            "not_answered": [_repeated_json(each) for each in silent_shown],
        }
        if only_unanswered:
            del value["rated"]
        click.echo(to_line(value))
        return 0
    look = terminal_look()
    lines = [*look.block(_summary(asks, silent, first, rated, only_unanswered))]
    if not only_unanswered:
        lines += _section("Rated, the worst first", [_rated_lines(r, look) for r in shown], look, len(rated))
    found = [_repeated_lines(each, look) for each in silent_shown]
    lines += _section("Asked and not answered", found, look, len(unanswered))
    click.echo("\n".join(lines))
    return 0


def gather_repeated(unanswered: Sequence[Asked]) -> list[Repeated]:
    """Take questions that differ in case, spaces and closing marks for one; the most asked first."""
    found: dict[str, list[Asked]] = {}
    for asked in unanswered:
        key = " ".join(asked.answer.question.casefold().split()).rstrip(" ?!.")
        found.setdefault(key, []).append(asked)
    return sorted(((same[0], len(same)) for same in found.values()), key=lambda each: -each[1])


def _summary(
    asks: int, silent: int, since: datetime | None, rated: Sequence[Rated], only_unanswered: bool
) -> str:
    when = f" since {_day(since)}" if since else ""
    text = f"{count(asks, 'question')}{when}, {silent:,} not answered"
    if only_unanswered:
        return f"{text}."
    good = sum(each.tally.helpful for each in rated)
    bad = sum(each.tally.not_helpful for each in rated)
    return f"{text}; {count(good + bad, 'vote')}: {good:,} helpful, {bad:,} not helpful."


def _section(title: str, entries: Sequence[list[str]], look: Look, total: int) -> Iterator[str]:
    if not entries:
        return
    yield ""
    yield look.bold(title)
    for entry in entries:
        yield from entry
    if total > len(entries):
        yield look.dim(f"  and {total - len(entries):,} more; --limit 0 lists all")


def _rated_lines(rated: Rated, look: Look) -> list[str]:
    asked, tally = rated.asked, rated.tally
    answer = asked.answer
    votes = f"-{tally.not_helpful} +{tally.helpful}"
    lines = look.block(printable(answer.question), " " * 10, first=pad(f"  {votes}", 10))
    said = "not answered" if answer.abstained else printable(answer.text)
    lines += look.block(said, " " * 10)
    articles = ", ".join(dict.fromkeys(printable(c.article.id) for c in answer.citations))
    about = f"{_day(asked.at)}{f'; from {articles}' if articles else ''}"
    return lines + [look.dim(line) for line in look.block(about, " " * 10)]


def _repeated_lines(repeated: Repeated, look: Look) -> list[str]:
    asked, times = repeated
    first = pad(f"  {times:,}×" if times > 1 else "", 10)
    lines = look.block(printable(asked.answer.question), " " * 10, first=first)
    return [*lines, look.dim(" " * 10 + _day(asked.at))]


def _rated_json(rated: Rated) -> dict[str, Any]:
    votes = {"helpful": rated.tally.helpful, "not_helpful": rated.tally.not_helpful}
    return votes | _asked_json(rated.asked)


def _repeated_json(repeated: Repeated) -> dict[str, Any]:
    asked, times = repeated
    return {"times": times} | _asked_json(asked)


def _asked_json(asked: Asked) -> dict[str, Any]:
    answer = asked.answer
    return {
        "id": asked.id,
        "at": asked.at.isoformat(),
        "place": asked.place,
        "follows": asked.follows,
        "question": answer.question,
        "answer": answer.text,
        "abstained": answer.abstained,
        "answerer": answer.answerer,
        "articles": list(dict.fromkeys(citation.article.id for citation in answer.citations)),
    }


def _day(moment: datetime) -> str:
    day = moment.date()
    return format_interval(day, day, "day")


def _read_day(value: str | None) -> datetime | None:
    if value is None:
        return None
    try:
        return datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError as error:
        raise SettingError(f"--since {value}: not a day; write it as in 2024-02-07") from error
