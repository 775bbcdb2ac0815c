"""Many questions in one run: a line in, a JSON value a line out, in the same order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TextIO

import click

from bot.questions import check_question, open_batch
from bot.render.contract import to_line
from index.errors import DatelineError, SettingError


def one_or_batch(words: Sequence[str], batch: str | None) -> str:
    """Give the question that the command line holds, checked; "" where a file of questions is named instead.

    Raises SettingError where there is neither or both, or the question cannot be asked.
    """
    if batch is not None:
        if words:
            raise SettingError("give either a question or --batch FILE, not both")
        return ""
    return check_question(" ".join(words))


def answer_each(path: str, stdin: TextIO, answer: Callable[[str], Any]) -> int:
    """Answer every line of a file and print a line for each; give the exit status.

    A line that cannot be answered, an empty one too, gives {"question", "error"}: one line out for one line
    in, whatever is in it. The status is 0 unless there were lines and none of them worked.
    """
    lines = failed = 0
    with open_batch(path, stdin) as questions:
        for line in questions:
            lines += 1
            try:
                value = answer(check_question(line))
            except DatelineError as error:
                failed += 1
                value = {"question": line, "error": str(error)}
            except Exception as error:  # a bug in one answer must not cost the others theirs
                failed += 1
                value = {"question": line, "error": f"this is a bug in Dateline: {error!r}"}
            click.echo(to_line(value))
    if lines and failed == lines:
        raise DatelineError(
            f"none of the {lines:,} questions in {path} could be answered; each line says why"
        )
    return 0
