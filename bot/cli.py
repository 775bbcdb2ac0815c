"""The `dateline` command: where the process begins and ends, and where every error becomes one line.

Exit status: 0 answered or abstained; 2 wrong usage; 1 anything else; 130 interrupted.
Nothing heavy is imported here: `dateline --help` must be there at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from bot.commands.add import add
from bot.commands.articles import articles
from bot.commands.ask import ask
from bot.commands.bot import bot
from bot.commands.chat import chat
from bot.commands.compare import compare
from bot.commands.doctor import doctor
from bot.commands.evaluate import evaluate
from bot.commands.feedback import feedback
from bot.commands.gaps import gaps
from bot.commands.index import index
from bot.commands.moving import export_, import_
from bot.commands.search import search
from bot.settings import read_environment
from bot.terminal import printable
from index.errors import DatelineError, SettingError


@click.group(
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Settings are read from the environment and from .env; .env.example lists them.",
)
@click.version_option(package_name="dateline", message="dateline %(version)s")
@click.option("--debug", is_flag=True, help="Show the whole traceback when something goes wrong.")
@click.pass_context
def cli(context: click.Context, debug: bool) -> None:
    """Ask a folder of news articles: who reported what, word for word, and where they disagree."""
    # The one look at the process's variables; a command reads its settings out of them.
    context.obj = read_environment(Path())
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for command in (
    *(ask, compare, gaps, chat, search, index, add, articles),
    *(bot, feedback, export_, import_, doctor, evaluate),
):
    cli.add_command(command)


def main() -> None:
    """Run the command line and end the process with its exit status."""
    # numpy reads it when it is loaded. More threads make products of this size no quicker, and spin between
    # them on the cores that embed.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    status = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read us has left. Python would complain again when it closes the stream at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    sys.exit(status)


def run(arguments: Sequence[str]) -> int:
    """Run one command and give the exit status; every error becomes one line on standard error."""
    debug = "--debug" in arguments[:1]
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that cannot write a letter gets a stand-in for it
            stream.reconfigure(errors="backslashreplace")
    try:
        status = cli.main(args=list(arguments), prog_name="dateline", standalone_mode=False)
        return status if isinstance(status, int) else 0
    except click.UsageError as error:
        return _usage(error)
    except click.ClickException as error:
        return _say(error.format_message(), 1)
    except (click.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except DatelineError as error:
        if debug:
            raise
        return _say(str(error), 2 if isinstance(error, SettingError) else 1)
    except Exception as error:
        if debug:
            raise
        what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        again = "run it again as `dateline --debug …` to see where, and report that"
        return _say(f"this is a bug in Dateline: {what}; {again}", 1)


def _usage(error: click.UsageError) -> int:
    path = error.ctx.command_path if error.ctx else "dateline"
    return _say(f"{error.format_message().rstrip('.')}; see `{path} --help`", 2)


def _say(message: str, status: int) -> int:
    click.echo(f"dateline: {printable(message)}", err=True)
    return status
