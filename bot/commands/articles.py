"""`dateline articles`: what is in the corpus, and what of it is unknown."""

from __future__ import annotations

from collections.abc import Mapping

import click

from bot.commands.opening import bring_up_to_date, read_place, terminal_look, with_place
from bot.render.contract import to_line
from bot.tables import articles_json, articles_text


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
@with_place
@click.pass_obj
def articles(env: Mapping[str, str], as_json: bool, corpus: str | None, index: str | None) -> int:
    """List the articles: outlet, date, passages, and what is unknown."""
    from index.catalog import Catalog
    from index.catalog_file import CATALOG

    place = read_place(env, corpus, index)
    bring_up_to_date(place)
    with Catalog.open(place.index / CATALOG) as catalog, catalog.snapshot():
        listed, passages, failures = catalog.articles(), catalog.passage_counts(), catalog.failures()
    if as_json:
        click.echo(to_line(articles_json(listed, passages)))
    else:
        click.echo(articles_text(listed, passages, failures, terminal_look()), nl=False)
    return 0
