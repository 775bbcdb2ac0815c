"""Who is answered when: one question a person, a pause between two, and a line that has an end.

Knows nothing of Discord. A question joins the line at once, is told its place while it waits, and is worked
on in a thread when its turn comes.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import TypeVar

from bot.discord.offloop import off_loop

T = TypeVar("T")

TELL_AFTER = 1.5
"""Seconds of waiting before a person is told why, so that what is quick stays one message."""

TELL_EVERY = 4.0
"""Seconds between two tellings."""


URGENT = 8
"""How many acknowledgements may be under way without holding up work, so that a steady stream never does."""


class DeclinedError(Exception):
    """What is asked will not be done; `str(error)` is for the person, and is no fault of ours.

    again: the same was told a moment ago, so that it need not be told once more in a channel.
    """

    def __init__(self, text: str, again: bool = False) -> None:
        super().__init__(text)
        self.again = again


class StoppedError(Exception):
    """The bot was told to stop while the question was waiting or being answered."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How many questions are worked on, and may be there, at once; seconds between two of one person."""

    workers: int
    room: int
    cooldown: float


@dataclass(slots=True, eq=False)
class Turn:
    """One question's place in the line; leave by leaving its `with` block."""

    line: Line
    user: int
    called: asyncio.Event = field(default_factory=asyncio.Event)

    def __enter__(self) -> Turn:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.leave()

    def leave(self) -> None:
        """Give the place up before the block ends: the person may ask on."""
        self.line.leave(self)


class Line:
    """The line of questions of all people; used from one event loop."""

    def __init__(self, pace: Pace, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._clock = clock
        self._turns: dict[int, Turn] = {}
        self._waiting: deque[Turn] = deque()
        self._working: set[Turn] = set()
        self._last: dict[int, float] = {}
        self._told: set[int] = set()
        self._open = True
        self._urgent = 0
        self._threads: set[Turn] = set()
        self._stopped = asyncio.Event()
        self._empty = asyncio.Event()
        self._empty.set()

    def __len__(self) -> int:
        """Count the questions that are there, those being answered too."""
        return len(self._turns)

    def join(self, user: int) -> Turn:
        """Take a place for a person's question. DeclinedError says why there is none."""
        why = self._refusal(user)
        if why is not None:
            again = user in self._told
            self._told.add(user)
            raise DeclinedError(why, again)
        self._told.discard(user)
        self._forget_old()
        self._last[user] = self._clock()
        turn = self._turns[user] = Turn(self, user)
        self._waiting.append(turn)
        self._empty.clear()
        self._call()
        return turn

    @contextmanager
    def urgent(self) -> Iterator[None]:
        """Mark something that Discord waits for: no new work begins while more than URGENT of it goes on.

        Work keeps Python busy; where a crowd comes, everybody is acknowledged before anybody is answered.
        """
        self._urgent += 1
        try:
            yield
        finally:
            self._urgent -= 1
            self._call()

    def leave(self, turn: Turn) -> None:
        """Give the place up, whether its turn had come or not; nothing where that was done before."""
        if self._turns.get(turn.user) is turn:  # else the person has asked on
            del self._turns[turn.user]
        self._working.discard(turn)
        if turn in self._waiting:
            self._waiting.remove(turn)
        self._call()
        if not self._turns:
            self._empty.set()

    async def work(self, turn: Turn, work: Callable[[], T], tell: Callable[[int], Awaitable[None]]) -> T:
        """Wait for the turn, then do the work in a thread and give what it gives.

        tell: called now and then while it takes long, with the place in the line from 1; 0 while worked on.
        Raises what the work raises, and StoppedError.
        """
        await self._until(turn.called.wait(), lambda: tell(self._place(turn)))

        def counted() -> T:
            self._threads.add(turn)
            try:
                return work()
            finally:
                self._threads.discard(turn)

        return await self._until(off_loop(counted), lambda: tell(0))

    async def close(self, grace: float) -> None:
        """Let nobody in any more; give those who are there `grace` seconds, then stop them."""
        self._open = False
        waits = {asyncio.create_task(event.wait()) for event in (self._empty, self._stopped)}
        await asyncio.wait(waits, timeout=grace, return_when=asyncio.FIRST_COMPLETED)
        for each in waits:
            each.cancel()
        if not self._empty.is_set():
            self._stopped.set()

    def stop(self) -> None:
        """End the waiting and the work of all who are there: StoppedError is raised for them."""
        self._open = False
        self._stopped.set()

    @property
    def stragglers(self) -> int:
        """Count the threads that still work on what nobody waits for any more."""
        return len(self._threads)

    async def wait_empty(self) -> None:
        """Wait until everybody has left."""
        await self._empty.wait()

    def _refusal(self, user: int) -> str | None:
        if not self._open:
            return "I am being restarted. Please ask again in a minute."
        if user in self._turns:
            return "One question at a time, please: I am still at your last one."
        left = self._last.get(user, -self._pace.cooldown) + self._pace.cooldown - self._clock()
        if left > 0:
            return f"Please wait {max(1, round(left))} s before you ask again."
        if len(self._turns) >= self._pace.room:
            return f"{len(self._turns):,} questions are in line already. Please ask again in a minute."
        return None

    def _place(self, turn: Turn) -> int:
        return self._waiting.index(turn) + 1 if turn in self._waiting else 0

    def _call(self) -> None:
        while self._waiting and len(self._working) < self._pace.workers and self._urgent <= URGENT:
            turn = self._waiting.popleft()
            self._working.add(turn)
            turn.called.set()

    def _forget_old(self) -> None:
        """Keep the times of last questions only while they matter, however many people ask."""
        if len(self._last) > 2 * self._pace.room:
            since = self._clock() - self._pace.cooldown
            self._last = {user: at for user, at in self._last.items() if at > since}
            self._told &= self._last.keys()

    async def _until(self, what: Awaitable[T], tell: Callable[[], Awaitable[None]]) -> T:
        """Wait for something, telling now and then that it is waited for."""
        wanted = asyncio.ensure_future(what)
        stopped = asyncio.ensure_future(self._stopped.wait())
        pause = TELL_AFTER
        try:
            while True:
                done, _ = await asyncio.wait(
                    {wanted, stopped}, timeout=pause, return_when=asyncio.FIRST_COMPLETED
                )
                if wanted in done:
                    return wanted.result()
                if stopped in done:
                    raise StoppedError
                await tell()
                pause = TELL_EVERY
        finally:
            stopped.cancel()
            wanted.cancel()


def ordinal(number: int) -> str:
    """Write 1 as "1st", 12 as "12th"."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"
