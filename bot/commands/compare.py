"""`dateline compare`: what the outlets say to one question, side by side."""

from __future__ import annotations

from collections.abc import Mapping

import click

from bot.commands.batch import one_or_batch
from bot.commands.opening import open_index, read_place, terminal_look, with_place
from bot.render.contract import to_line


@click.command()
@click.argument("question", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_place
@click.pass_obj
def compare(
    env: Mapping[str, str], question: tuple[str, ...], as_json: bool, corpus: str | None, index: str | None
) -> int:
    """Set side by side what outlets answer to a QUESTION.

    Each side has its outlets, agencies, dates and quotes, and how many voices say so: the copies of one
    agency are one voice, and so are the words of one speaker. The newest and the best supported are marked
    as that; none is called true. No language model takes part.
    """
    asked = one_or_batch(question, None)
    place = read_place(env, corpus, index)
    from bot.answer.comparing.sides import find_sides
    from bot.ask import Desk
    from bot.render.sides import sides_json, sides_text

    with open_index(place) as opened:
        answer = Desk.open(opened).ask(asked)
    sides = find_sides(answer)
    if as_json:
        click.echo(to_line(sides_json(answer, sides)))
    else:
        click.echo(sides_text(answer, sides, terminal_look()), nl=False)
    return 0
