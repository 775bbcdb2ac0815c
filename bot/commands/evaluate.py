"""`dateline eval`: measure on data with known answers, and hold the floors under what was reached."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import click

from bot.render.contract import to_line
from bot.settings import read_settings
from bot.terminal import printable
from index.errors import SettingError

WHAT = ("agreement", "answers", "dates", "reader", "retrieval", "silence", "support")
"""The measures there are: one module in evals/ each, with `measure`, `figures` and `table`."""

OVER_ARTICLES = ("agreement", "answers", "retrieval", "silence")
"""Those whose questions are asked of articles; their `measure` takes `corpus` and `embedder` too."""


@click.command("eval")
@click.argument("what", type=click.Choice(WHAT))
@click.option("--data", metavar="PATH", required=True, help="The file with the known answers, or its folder.")
@click.option(
    "--corpus", metavar="DIR", help="The articles asked about.  [default: those beside or above the data]"
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--set-floors", is_flag=True, help="Keep these figures as floors; refused where one would sink."
)
@click.option("--lower-floors", is_flag=True, help="Keep these figures as floors, lower ones too.")
@click.pass_obj
def evaluate(
    env: Mapping[str, str],
    what: str,
    data: str,
    corpus: str | None,
    as_json: bool,
    set_floors: bool,
    lower_floors: bool,
) -> int:
    """Measure on data with known answers and print a table.

    \b
    agreement  several documents or outlets: who says what, and whether they differ
    answers    gold questions: how many are answered right, and each failure
    dates      annotated news: how many dates get exactly the right days
    reader     questions on texts: spans found, answers told from near misses
    retrieval  questions with evidence: how much of it the search finds
    silence    the same questions: whether answers are given exactly where there are some
    support    statements on articles: whether those that do not follow are told from those that do

    Ends with status 1, and names the figure, where one is below its floor for the same data. evals/README.md
    tells the formats of the data and how floors are kept.
    """
    path = Path(data).expanduser()
    if not path.exists():
        raise SettingError(f"--data {data}: there is nothing; name the file or folder with the known answers")
    if corpus is not None and what not in OVER_ARTICLES:
        raise SettingError(f"--corpus is for {', '.join(OVER_ARTICLES)}; {what} has its text in the data")
    if corpus is not None and not Path(corpus).expanduser().is_dir():
        raise SettingError(f"--corpus {corpus}: no such folder; name the folder of articles")
    # Each measure brings imports of its own; only the one that is asked for is loaded.
    measure = import_module(f"evals.{what}")
    floors = import_module("evals.floors")
    if what in OVER_ARTICLES:
        articles = Path(corpus).expanduser() if corpus is not None else None
        result = measure.measure(path, corpus=articles, embedder=read_settings(env).embedder)
    else:
        result = measure.measure(path)
    key, figures = f"{what}:{result['data']}", measure.figures(result)
    result["below"] = floors.check_floors(key, figures)
    click.echo(to_line(result) if as_json else measure.table(result))
    if set_floors or lower_floors:
        floors.write_floors(key, figures, lower=lower_floors)
        click.echo(printable(f"dateline: these are the floors now, in {floors.FLOORS}"), err=True)
    else:
        floors.hold_floors(key, figures)
    return 0
