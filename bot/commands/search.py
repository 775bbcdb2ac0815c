"""`dateline search`: the passages that a question finds, ranked."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from bot.commands.batch import answer_each, one_or_batch
from bot.commands.opening import Place, open_index, read_place, terminal_look, with_place
from bot.render.contract import to_line
from bot.tables import hits_json, hits_text

if TYPE_CHECKING:
    from index.search import Hit


@click.command()
@click.argument("question", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
@click.option("--batch", metavar="FILE", help="Search for every line of FILE (- for standard input).")
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="How many passages."
)
@click.option("--reader", is_flag=True, help="Let the reader order the first passages anew; slower.")
@with_place
@click.pass_obj
def search(
    env: Mapping[str, str],
    question: tuple[str, ...],
    as_json: bool,
    batch: str | None,
    limit: int,
    reader: bool,
    corpus: str | None,
    index: str | None,
) -> int:
    """Find the passages that a QUESTION is about, best first."""
    asked = one_or_batch(question, batch)
    find = _open_search(read_place(env, corpus, index), limit, reader)
    if batch is not None:
        return answer_each(batch, sys.stdin, lambda line: hits_json(find(line)))
    hits = find(asked)
    if as_json:
        click.echo(to_line(hits_json(hits)))
    else:
        click.echo(hits_text(hits, terminal_look()), nl=False)
    return 0


def _open_search(place: Place, limit: int, with_reader: bool) -> Callable[[str], list[Hit]]:
    """Load what searching needs, once; give the function that finds passages."""
    opened = open_index(place)

    def find(question: str, count: int) -> list[Hit]:
        hits = opened.search(question, count)
        return [replace(hit, sentence=opened.best_sentence(question, hit.passage)) for hit in hits]

    if not with_reader:
        return lambda question: find(question, limit)
    from bot.answer.reader import Reader
    from bot.answer.second_opinion.reranking import READ, rerank

    reader = Reader.load()
    return lambda question: rerank(question, find(question, max(limit, READ)), reader.read)[:limit]
