"""`dateline add`: articles from the web, from mails, PDFs, feeds and dumps into the corpus."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.added import item_json, item_lines, summary_lines
from bot.commands.opening import terminal_look
from bot.feed_settings import read_feed_settings
from bot.render.contract import to_line
from bot.settings import read_settings
from bot.terminal import printable
from index.errors import SettingError

if TYPE_CHECKING:
    from index.adding.adder import Adder
    from index.adding.keeping import Ask, Unknown
    from index.adding.report import Item

_ASKED = {"outlet": "Which outlet published it", "published": "When was it published (YYYY-MM-DD)"}


@click.command()
@click.argument("sources", metavar="URL|FILE|FOLDER…", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Say what would be added, and write nothing.")
@click.option("--no-questions", is_flag=True, help="Ask for nothing that an article does not say.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--corpus", metavar="DIR", help="The folder to add to.  [default: corpus]")
@click.pass_obj
def add(
    env: Mapping[str, str],
    sources: tuple[str, ...],
    dry_run: bool,
    no_questions: bool,
    as_json: bool,
    corpus: str | None,
) -> int:
    """Add articles to the corpus, each as a Markdown file.

    A source is a web page, a PDF, an RSS or Atom feed (every new entry), a sitemap, a mail (.eml), a dump
    (.jsonl), a text, or a folder of these. On a terminal it asks for what an article does not say; Enter
    takes what stands in brackets, or leaves it unknown. The exit status is 1 where something was not added.
    """
    if corpus is not None and not corpus.strip():
        raise SettingError("--corpus is empty; name a folder")
    from index.adding.adder import Adder

    folder = Path(corpus).expanduser() if corpus else read_settings(env).corpus
    adder = Adder(folder, read_feed_settings(env).adding)
    asks = not (no_questions or as_json) and sys.stdin.isatty() and sys.stderr.isatty()
    look = terminal_look()
    items: list[Item] = []
    left_out = 0
    for source in sources:
        every = _every(adder, source, dry_run, _ask if asks else None)
        for item in every:
            if isinstance(item, int):
                left_out += item
                continue
            items.append(item)
            if not as_json:
                click.echo("\n".join(item_lines(item, dry_run, look)))
    if as_json:
        shown: dict[str, Any] = {"items": [item_json(item) for item in items]}
        click.echo(to_line({**shown, "left_out": left_out, "dry_run": dry_run}))
    else:
        click.echo("\n".join(summary_lines(items, left_out, folder, dry_run, look)))
    return 1 if any(item.outcome == "failed" for item in items) else 0


def _every(adder: Adder, source: str, dry_run: bool, ask: Ask | None) -> Iterator[Item | int]:
    """Add one source: yields what was done, item by item, and last how many entries were left out."""
    from index.adding.adder import is_address

    if is_address(source):
        items = adder.each_of_url(source, dry_run, ask)
    else:
        items = adder.each_of_path(Path(source).expanduser(), dry_run, ask)
    yield (yield from items)


def _ask(unknown: Unknown) -> str | None:
    """Ask on the terminal; Enter takes what is in brackets, "-" leaves it unknown."""
    question = f"{printable(unknown.title)}\n  {_ASKED[unknown.field]}"
    guess = printable(unknown.guess) if unknown.guess else ""
    hint = ' ("-": unknown)' if guess else " (Enter: unknown)"
    answer = click.prompt(f"{question}{hint}", default=guess, show_default=bool(guess), err=True)
    return None if answer.strip() in ("", "-", "?") else str(answer).strip()
