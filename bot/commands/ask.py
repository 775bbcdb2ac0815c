"""`dateline ask`: one question, or a file of them, to cited answers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.batch import answer_each, one_or_batch
from bot.commands.opening import Place, load_writer, open_index, read_place, terminal_look, with_place
from bot.commands.streaming import shown
from bot.render.console import to_text
from bot.render.contract import to_json, to_line
from bot.terminal import printable
from index.errors import SettingError

if TYPE_CHECKING:
    from bot.answer.types import Answer


@click.command()
@click.argument("question", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--batch", metavar="FILE", help="Ask every line of FILE (- for standard input); JSON lines out."
)
@click.option("--outlet", "outlets", multiple=True, metavar="NAME", help="Only this outlet; may be repeated.")
@click.option("--since", metavar="DATE", help="Only articles published on or after DATE (YYYY-MM-DD).")
@click.option("--until", metavar="DATE", help="Only articles published on or before DATE (YYYY-MM-DD).")
@click.option("--html", metavar="FILE", help="Write the answer with the articles to FILE, as one web page.")
@with_place
@click.pass_obj
def ask(
    env: Mapping[str, str],
    question: tuple[str, ...],
    as_json: bool,
    batch: str | None,
    outlets: tuple[str, ...],
    since: str | None,
    until: str | None,
    html: str | None,
    corpus: str | None,
    index: str | None,
) -> int:
    """Ask the articles a QUESTION.

    The answer comes first, then what each outlet prints, where they disagree, and the sources. Says so where
    no article answers.
    """
    # Everything that may be wrong with what was typed is told before anything is loaded.
    asked = one_or_batch(question, batch)
    if html is not None and batch is not None:
        raise SettingError("--html holds one answer; leave --batch away")
    if html is not None and not Path(html).parent.is_dir():
        raise SettingError(f"--html {html}: there is no folder {Path(html).parent}; make it first")
    first, last = _read_day("--since", since), _read_day("--until", until)
    if first and last and first > last:
        raise SettingError(f"--since {first} is after --until {last}; swap them")
    place = read_place(env, corpus, index)
    answer = _open_desk(place, outlets, first, last)
    if batch is not None:
        return answer_each(batch, sys.stdin, lambda line: to_json(answer(line)))
    found = answer(asked)
    if as_json:
        click.echo(to_line(to_json(found)))
    else:
        click.echo(to_text(found, terminal_look(), place.corpus), nl=False)
    if html is not None:
        _write_page(found, Path(html))
    return 0


def _write_page(answer: Answer, file: Path) -> None:
    from bot.render.page import to_page

    try:
        file.write_text(to_page(answer, date.today()), encoding="utf-8")
    except OSError as error:
        raise SettingError(
            f"--html {file}: cannot be written ({error.strerror}); name another file"
        ) from error
    click.echo(f"dateline: wrote {printable(str(file))}", err=True)


def _open_desk(
    place: Place, outlets: Sequence[str], since: date | None, until: date | None
) -> Callable[[str], Answer]:
    """Load what answering needs, once; give the function that answers within the filters."""
    from bot.ask import Desk

    writer = load_writer(place)  # first: what is wrong with the settings is told before anything is read
    index = open_index(place)
    chosen = match_outlets(outlets, index.sources())
    desk = Desk.open(index, writer)

    def answer(question: str) -> Answer:
        with shown(writer) as tell:
            return desk.ask(question, outlets=chosen, since=since, until=until, tell=tell)

    return answer


def match_outlets(asked: Sequence[str], sources: Sequence[str]) -> tuple[str, ...]:
    """Find the outlets or agencies that are meant, upper and lower case aside, as the articles write them.

    sources: the outlets and agencies that there are.

    Raises SettingError, which lists what there is, where the corpus has none of that name.
    """
    known = {name.casefold(): name for name in sources}
    chosen = []
    for name in asked:
        meant = known.get(name.strip().casefold())
        if meant is None:
            names = sorted(known.values())
            more = f" and {len(names) - 8} more" if len(names) > 8 else ""
            there = ", ".join(names[:8]) or "unknown outlets"
            raise SettingError(f"--outlet {name}: no article is from there, but from {there}{more}")
        chosen.append(meant)
    return tuple(chosen)


def _read_day(option: str, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise SettingError(f"{option} {value}: not a day; write it as in 2024-02-07") from error
