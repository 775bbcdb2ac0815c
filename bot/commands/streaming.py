"""What a language model writes, shown on a terminal while it writes: only statements that have passed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.terminal import printable


@contextmanager
def shown(writer: object | None) -> Iterator[Callable[[str], None] | None]:
    """Give what takes each statement of an answer that is being written; None where nobody watches.

    writer: what asks a language model; None for none. What was shown is taken away when the answer is there,
    for that stands on standard output, whole.
    """
    if writer is None or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.live import Live
    from rich.spinner import Spinner
    from rich.table import Table
    from rich.text import Text

    told: list[str] = []
    spinner = Spinner("line", Text("asking the language model"))

    def picture() -> Table:
        grid = Table.grid()
        for statement in told:
            grid.add_row(Text(statement))
        grid.add_row(spinner)
        return grid

    with Live(picture(), console=Console(stderr=True), transient=True, refresh_per_second=8) as live:

        def tell(statement: str) -> None:
            told.append(printable(statement))
            live.update(picture())

        yield tell
