"""`dateline gaps`: which outlets report an event, which do not, and who was first."""

from __future__ import annotations

from collections.abc import Mapping

import click

from bot.commands.batch import one_or_batch
from bot.commands.opening import open_index, read_place, terminal_look, with_place
from bot.render.contract import to_line


@click.command()
@click.argument("question", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_place
@click.pass_obj
def gaps(
    env: Mapping[str, str], question: tuple[str, ...], as_json: bool, corpus: str | None, index: str | None
) -> int:
    """Show which outlets report what a QUESTION asks about, and which do not.

    First comes who had it first, by the day of publication, then each report with its sentence, then the
    outlets of the corpus that have none, with how many articles they have from those days.
    """
    asked = one_or_batch(question, None)
    place = read_place(env, corpus, index)
    from bot.covering import ask_coverage
    from bot.render.coverage import coverage_json, coverage_text

    with open_index(place) as opened:
        found = ask_coverage(opened, asked)
    if as_json:
        click.echo(to_line(coverage_json(asked, found)))
    else:
        click.echo(coverage_text(found, terminal_look()), nl=False)
    return 0
