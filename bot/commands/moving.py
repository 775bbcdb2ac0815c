"""`dateline export` and `dateline import`: an index as one file, from one machine to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import click

from bot.commands.opening import bring_up_to_date, read_place, with_place
from bot.render.contract import to_line
from bot.render.words import count
from bot.terminal import printable


@click.command(name="export")
@click.argument("file", metavar="FILE")
@click.option("--articles", is_flag=True, help="Take the articles' own files along.")
@click.option("--replace", is_flag=True, help="Overwrite FILE where it is there already.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_place
@click.pass_obj
def export_(
    env: Mapping[str, str],
    file: str,
    articles: bool,
    replace: bool,
    as_json: bool,
    corpus: str | None,
    index: str | None,
) -> int:
    """Write the index into one file, for `dateline import` on another machine.

    There nothing has to be embedded again. The articles themselves are files of your own; with --articles
    they go along.
    """
    from index.embed import load_embedder
    from index.moving.export import export_index

    place = read_place(env, corpus, index)
    bring_up_to_date(place, load_embedder(place.embedder, place.env))
    target = Path(file).expanduser()
    articles_of = place.corpus if articles else None
    manifest = export_index(place.index, target, articles_of, replace, server=place.server)
    if as_json:
        told = {name: value for name, value in asdict(manifest).items() if name != "members"}
        click.echo(to_line({**told, "file": str(target), "bytes": target.stat().st_size}))
        return 0
    held = f"{count(manifest.articles, 'article')}, {count(manifest.passages, 'passage')}"
    size = target.stat().st_size / 1e6
    click.echo(f"{printable(str(target))}: {held}, {size:,.1f} MB.")
    if not articles:
        click.echo(f"The files in {printable(str(place.corpus))} are not in it; --articles takes them along.")
    return 0


@click.command(name="import")
@click.argument("file", metavar="FILE")
@click.option("--replace", is_flag=True, help="Put it in the place of an index that is there already.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_place
@click.pass_obj
def import_(
    env: Mapping[str, str], file: str, replace: bool, as_json: bool, corpus: str | None, index: str | None
) -> int:
    """Take in an index that `dateline export` wrote.

    Its checksums, its version, its embedding model and every passage are checked first; it is then taken in
    whole, or not at all. Articles in it are written into the corpus; a file that is there stays as it is.
    """
    from index.build import is_stale
    from index.embed import load_embedder
    from index.errors import CorpusError
    from index.moving.restore import import_index

    place = read_place(env, corpus, index)
    embedder = load_embedder(place.embedder, place.env)
    source = Path(file).expanduser()
    done = import_index(source, place.index, place.corpus, embedder, replace, server=place.server)
    manifest = done.manifest
    try:
        fits = not is_stale(place.corpus, place.index, embedder.fingerprint, place.server)
    except CorpusError:
        fits = False
    if as_json:
        told = {"articles": manifest.articles, "passages": manifest.passages, "written": done.written}
        click.echo(to_line({**told, "kept": list(done.kept), "index": str(place.index), "fits": fits}))
        return 0
    held = f"{count(manifest.articles, 'article')}, {count(manifest.passages, 'passage')}"
    click.echo(f"{held} of {manifest.made[:10]} are in {printable(str(place.index))}.")
    if done.written:
        click.echo(f"{count(done.written, 'file')} written into {printable(str(place.corpus))}.")
    if done.kept:
        names = ", ".join(printable(path) for path in done.kept[:5])
        more = f" and {len(done.kept) - 5:,} more" if len(done.kept) > 5 else ""
        click.echo(f"Left as they are here, for they differ: {names}{more}.")
    if not fits:
        click.echo(
            f"The articles in {printable(str(place.corpus))} are not those of the index; "
            "the next question brings it in line with them."
        )
    return 0
