"""Work that blocks, done in a thread of its own while the event loop goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


def off_loop(work: Callable[[], T]) -> asyncio.Future[T]:
    """Start `work` in a daemon thread; the future gives what it returns or raises.

    Not asyncio.to_thread: the process would wait at its end for threads of that pool, however long they take.
    Whoever no longer waits cancels the future; the thread then works for nobody.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(give: Callable[[], None]) -> None:
        def give_if_wanted() -> None:
            if not future.done():
                give()

        with suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(give_if_wanted)

    def run() -> None:
        try:
            result = work()
        except BaseException as error:
            raised = error  # `error` itself is gone when the loop comes to it
            settle(lambda: future.set_exception(raised))
        else:
            settle(lambda: future.set_result(result))

    Thread(target=run, daemon=True).start()
    return future
