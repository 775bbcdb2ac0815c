"""`dateline search`: the passages that a question finds, ranked."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import click

from bot.commands.batch import answer_each, one_or_batch
from bot.commands.opening import open_index, read_place, terminal_look, with_place
from bot.render.contract import to_line
from bot.tables import hits_json, hits_text


@click.command()
@click.argument("question", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
@click.option("--batch", metavar="FILE", help="Search for every line of FILE (- for standard input).")
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="How many passages."
)
@with_place
@click.pass_obj
def search(
    env: Mapping[str, str],
    question: tuple[str, ...],
    as_json: bool,
    batch: str | None,
    limit: int,
    corpus: str | None,
    index: str | None,
) -> int:
    """Find the passages that a QUESTION is about, best first."""
    asked = one_or_batch(question, batch)
    opened = open_index(read_place(env, corpus, index))
    if batch is not None:
        return answer_each(batch, sys.stdin, lambda line: hits_json(opened.search(line, limit)))
    hits = opened.search(asked, limit)
    if as_json:
        click.echo(to_line(hits_json(hits)))
    else:
        click.echo(hits_text(hits, terminal_look()), nl=False)
    return 0
