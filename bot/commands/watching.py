"""`dateline index --watch`: the index follows the articles, and the articles the feeds, until Ctrl-C."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from bot.added import build_json, item_json
from bot.commands.opening import Place, terminal_look
from bot.feed_settings import FeedSettings
from bot.render.contract import to_line
from bot.render.words import count
from bot.terminal import Look, printable

if TYPE_CHECKING:
    from index.watching.events import Event


def watch(place: Place, settings: FeedSettings, as_json: bool) -> None:
    """Follow the articles and feeds until the process is told to end; each thing done is one line."""
    from index.adding.adder import Adder
    from index.adding.writing import make_corpus
    from index.build import build, is_stale
    from index.embed import load_embedder
    from index.read import list_files
    from index.watching.follower import Follower

    embedder = load_embedder(place.embedder, place.env)
    if settings.feeds:
        make_corpus(place.corpus)
    elif not place.corpus.is_dir():
        list_files(place.corpus)  # says what is wrong with it
    tell = _tell_json if as_json else partial(_tell_text, terminal_look())
    follower = Follower(
        lambda: build(place.corpus, place.index, embedder, server=place.server),
        place.corpus,
        Adder(place.corpus, settings.adding),
        settings.feeds,
        60.0 * settings.feeds_every,
        tell,
        lambda: is_stale(place.corpus, place.index, embedder.fingerprint, place.server),
    )
    if not as_json:
        click.echo(_opening(place, settings))
    with _told_to_end() as end:
        follower.start()
        try:
            while not end.wait(0.5):  # in steps, for on Windows a wait cannot be interrupted
                pass
        except KeyboardInterrupt:
            pass
        finally:
            follower.stop()
    if not as_json:
        click.echo("Stopped.")


@contextmanager
def _told_to_end() -> Iterator[threading.Event]:
    """Give an event that is set when a service manager tells the process to end."""
    end = threading.Event()
    before = signal.signal(signal.SIGTERM, lambda *_: end.set())
    try:
        yield end
    finally:
        signal.signal(signal.SIGTERM, before)


def _opening(place: Place, settings: FeedSettings) -> str:
    feeds = ""
    if settings.feeds:
        feeds = f" and {count(len(settings.feeds), 'feed')} every {count(settings.feeds_every, 'minute')}"
    return f"Watching {printable(str(place.corpus))}{feeds}; Ctrl-C ends it."


def _tell_text(look: Look, event: Event) -> None:
    now = f"{datetime.now():%H:%M:%S}  "
    lines = look.block(printable(event.text), " " * len(now), first=now)
    click.echo("\n".join(look.bad(line) if event.kind == "failed" else line for line in lines))


def _tell_json(event: Event) -> None:
    from index.adding.report import AddReport
    from index.build import BuildReport

    told: dict[str, Any] = {"event": event.kind, "text": event.text}
    if isinstance(event.report, BuildReport):
        told.update(build_json(event.report))
    elif isinstance(event.report, AddReport):
        told["items"] = [item_json(item) for item in event.report.items]
    click.echo(to_line(told))
