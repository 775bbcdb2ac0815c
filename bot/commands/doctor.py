"""`dateline doctor`: whether everything that answering needs is there and fits together."""

from __future__ import annotations

from collections.abc import Mapping

import click

from bot.commands.opening import read_place, terminal_look, with_place
from bot.render.contract import to_line
from bot.tables import checks_text


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
@click.option("--deep", is_flag=True, help="Also check every passage and vector, and heal what is wrong.")
@with_place
@click.pass_obj
def doctor(env: Mapping[str, str], as_json: bool, deep: bool, corpus: str | None, index: str | None) -> int:
    """Check that all that is needed is there and fits.

    Looks at Python, settings, model, SQLite, articles, index and Chroma; the exit status is 1 where something
    is wrong, and its line says what to do. With --deep every passage is held beside its article and searched
    for by its own vector, and what is wrong is put right.
    """
    from bot.doctor import examine, examine_deeply

    place = read_place(env, corpus, index)
    found = examine_deeply(place) if deep else []  # first, for the others look at what it heals
    checks = [*examine(env, place), *found]
    if as_json:
        rows = [{"ok": well, "check": what, "found": found} for well, what, found in checks]
        click.echo(to_line(rows))
    else:
        click.echo(checks_text(checks, terminal_look()), nl=False)
    return 0 if all(well for well, _, _ in checks) else 1
