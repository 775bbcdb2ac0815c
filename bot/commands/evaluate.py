"""`dateline eval`: measure on data with known answers."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from bot.render import to_line
from index.errors import SettingError

WHAT = ("dates", "retrieval")
"""The measures there are: one module in evals/ each, with `measure(path)` and `table(result)`."""


@click.command("eval")
@click.argument("what", type=click.Choice(WHAT))
@click.option(
    "--data", metavar="PATH", required=True, help="Data of the format that evals/README.md describes."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def evaluate(what: str, data: str, as_json: bool) -> int:
    """Measure WHAT on data with known answers and print a table."""
    path = Path(data)
    if not path.exists():
        raise SettingError(f"--data {data}: there is nothing; name the file or folder with the questions")
    # Each measure brings imports of its own; only the one that is asked for is loaded.
    measured = import_module(f"evals.{what}")
    result = measured.measure(path)
    click.echo(to_line(result) if as_json else measured.table(result))
    return 0
