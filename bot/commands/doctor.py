"""`dateline doctor`: whether everything that answering needs is there and fits together."""

from __future__ import annotations

from collections.abc import Mapping

import click

from bot.commands.opening import read_place, terminal_look, with_place
from bot.render.contract import to_line
from bot.tables import checks_text


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
@with_place
@click.pass_obj
def doctor(env: Mapping[str, str], as_json: bool, corpus: str | None, index: str | None) -> int:
    """Check that all that is needed is there and fits.

    Looks at Python, settings, model, SQLite, articles, index and Chroma; the exit status is 1 where something
    is wrong, and its line says what to do.
    """
    from bot.doctor import examine

    checks = examine(env, read_place(env, corpus, index))
    if as_json:
        rows = [{"ok": well, "check": what, "found": found} for well, what, found in checks]
        click.echo(to_line(rows))
    else:
        click.echo(checks_text(checks, terminal_look()), nl=False)
    return 0 if all(well for well, _, _ in checks) else 1
