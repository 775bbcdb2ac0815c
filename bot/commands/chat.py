"""`dateline chat`: a conversation on the command line; each follow-up is made a whole question."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from bot.commands.opening import load_writer, open_index, read_place, terminal_look, with_place
from bot.commands.streaming import shown
from bot.questions import check_question
from bot.render.console import to_text
from bot.terminal import printable
from index.errors import DatelineError

MOST_REMEMBERED = 20  # questions that a follow-up may lean on
HISTORY = 1_000  # lines kept in the history file
PROMPT = "? "


@click.command()
@with_place
@click.pass_obj
def chat(env: Mapping[str, str], corpus: str | None, index: str | None) -> int:
    """Ask one question after another.

    A follow-up such as "and Lind?" or "why?" is made a whole question from those before it; what it became is
    shown. Ctrl-D ends the conversation. Lines of a pipe are asked in turn.
    """
    place = read_place(env, corpus, index)
    from bot.ask import Desk

    look = terminal_look()
    earlier: list[str] = []
    writer = load_writer(place)
    with open_index(place) as opened, _asked(env) as read_line:
        desk = Desk.open(opened, writer)
        for line in iter(read_line, None):
            if not line.strip():
                continue
            try:
                typed = check_question(line)
                whole = desk.rewrite(typed, earlier)
                if whole != typed:
                    click.echo(look.dim(f"→ {printable(whole)}"))
                with shown(writer) as tell:
                    answer = desk.ask(whole, tell=tell)
            except DatelineError as error:  # one question that cannot be asked does not end the conversation
                click.echo(f"dateline: {printable(str(error))}", err=True)
                continue
            earlier = [*earlier, whole][-MOST_REMEMBERED:]
            click.echo(to_text(answer, look, place.corpus))
    return 0


@contextmanager
def _asked(env: Mapping[str, str]) -> Iterator[Callable[[], str | None]]:
    """Give the function that reads the next line; it gives None at the end of the input."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield lambda: sys.stdin.readline() or None
        return
    with _history(history_file(env)):
        yield _type_line


def _type_line() -> str | None:
    while True:
        try:
            return input(PROMPT)
        except EOFError:
            click.echo()
            return None
        except KeyboardInterrupt:  # Ctrl-C takes the line back, as in a shell
            click.echo()


@contextmanager
def _history(path: Path) -> Iterator[None]:
    """Edit lines and keep them in a file; without readline (Windows) lines are typed plainly."""
    try:
        import readline
    except ImportError:
        yield
        return
    with suppress(OSError):
        readline.read_history_file(path)
    readline.set_history_length(HISTORY)
    try:
        yield
    finally:
        with suppress(OSError):  # a home that cannot be written to costs the history, not the conversation
            path.parent.mkdir(parents=True, exist_ok=True)
            readline.write_history_file(path)
            path.chmod(0o600)


def history_file(env: Mapping[str, str]) -> Path:
    """Say where the lines of earlier conversations are kept: under the user's folder for program state."""
    state = env.get("XDG_STATE_HOME", "").strip()
    home = Path(state) if state and Path(state).is_absolute() else Path.home() / ".local" / "state"
    return home / "dateline" / "history"
