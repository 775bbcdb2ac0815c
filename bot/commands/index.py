"""`dateline index`: bring the index in line with the articles, and say what could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from bot.added import build_json
from bot.commands.opening import read_place, refresh, terminal_look, with_place
from bot.feed_settings import read_feed_settings
from bot.render.contract import to_line
from bot.render.words import count
from bot.tables import failures_lines
from bot.terminal import Look

if TYPE_CHECKING:
    from index.build import BuildReport


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object; while watching, one a line.")
@click.option("--watch", "watching", is_flag=True, help="Go on and follow the articles and DATELINE_FEEDS.")
@with_place
@click.pass_obj
def index(
    env: Mapping[str, str], as_json: bool, watching: bool, corpus: str | None, index: str | None
) -> int:
    """Read new and changed articles into the index.

    `ask` and `search` do this by themselves; here you see what was done and which files failed. With --watch
    a file that is saved, moved or deleted is in the index, or out of it, a moment later; Ctrl-C ends that.
    """
    place = read_place(env, corpus, index)
    if watching:
        from bot.commands.watching import watch

        watch(place, read_feed_settings(env), as_json)
        return 0
    report = refresh(place)
    if as_json:
        click.echo(to_line(build_json(report)))
    else:
        click.echo(report_text(report, terminal_look()), nl=False)
    return 0


def report_text(report: BuildReport, look: Look) -> str:
    """Write what a build did for a terminal: the sum first, then each file that failed and why."""
    changes = [
        f"{number:,} {what}"
        for number, what in (
            (report.added, "added"),
            (report.changed, "changed"),
            (report.removed, "removed"),
            (report.unchanged, "unchanged"),
        )
        if number
    ]
    lines = [
        look.bold(f"{count(report.articles, 'article')}, {count(report.passages, 'passage')}")
        + (f": {', '.join(changes)}." if changes else "."),
        look.dim(f"{count(report.embedded, 'passage')} embedded in {report.seconds:.1f} s."),
    ]
    lines += failures_lines([(failure.path, failure.error) for failure in report.failed], look)
    return "\n".join(lines) + "\n"
