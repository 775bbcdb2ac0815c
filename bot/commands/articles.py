"""`dateline articles`: what is in the corpus, and what of it is unknown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.opening import bring_up_to_date, read_place, terminal_look, with_place
from bot.render.contract import to_line
from bot.tables import articles_json, articles_text
from index.errors import SettingError

if TYPE_CHECKING:
    from index.catalog import Catalog


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
@click.option(
    "--history",
    is_flag=False,
    flag_value="",
    metavar="[ARTICLE]",
    help="Show what articles said before; of one, by its id or path, or of all that changed.",
)
@with_place
@click.pass_obj
def articles(
    env: Mapping[str, str], as_json: bool, history: str | None, corpus: str | None, index: str | None
) -> int:
    """List the articles: outlet, date, passages, and what is unknown.

    With --history, the versions of articles that were added again with another text, and what changed.
    """
    from index.catalog import Catalog
    from index.store.catalog_file import CATALOG

    place = read_place(env, corpus, index)
    bring_up_to_date(place)
    with Catalog.open(place.index / CATALOG) as catalog, catalog.snapshot():
        if history is not None:
            return _show_history(catalog, place.corpus, history, as_json)
        listed, passages, failures = catalog.articles(), catalog.passage_counts(), catalog.failures()
    if as_json:
        click.echo(to_line(articles_json(listed, passages)))
    else:
        click.echo(articles_text(listed, passages, failures, terminal_look()), nl=False)
    return 0


def _show_history(catalog: Catalog, corpus: Path, wanted: str, as_json: bool) -> int:
    from bot.history import histories_json, histories_text
    from index.versions import earlier_versions

    chosen = [one for one in catalog.articles() if not wanted or wanted in (one.id, one.path)]
    if not chosen:
        raise SettingError(
            f"--history {wanted}: no article has that id or path; `dateline articles` lists them"
        )
    kept = [(one, earlier_versions(corpus, one.path)) for one in chosen]
    histories = [(catalog.article(one.id) or one, versions) for one, versions in kept if versions]
    if as_json:
        click.echo(to_line(histories_json(histories)))
    else:
        click.echo(histories_text(histories, terminal_look()), nl=False)
    return 0
