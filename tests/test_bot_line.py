"""The line of questions: who may join, who is next, who is told what, and how it ends."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import ExitStack

import pytest

from bot.discord.line import URGENT, DeclinedError, Line, Pace, StoppedError, Turn, ordinal


class Clock:
    """A clock that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


async def quiet(place: int) -> None:
    """Tell nobody."""


def held(line: Line, turn: Turn, result: str = "done") -> tuple[asyncio.Task[str], Callable[[], None]]:
    """Start work for a turn that goes on until the function given back is called."""
    go_on = threading.Event()

    def work() -> str:
        go_on.wait(30)
        return result

    async def whole() -> str:
        with turn:
            return await line.work(turn, work, quiet)

    return asyncio.create_task(whole()), go_on.set


def test_one_question_a_person() -> None:
    """Who has a question in the line cannot add another; somebody else can."""

    async def scenario() -> None:
        line = Line(Pace(1, 10, 0))
        with line.join(1):
            with pytest.raises(DeclinedError, match="One question at a time"):
                line.join(1)
            with line.join(2):
                assert len(line) == 2
        with line.join(1):
            assert len(line) == 1

    asyncio.run(scenario())


def test_a_pause_between_questions() -> None:
    """After a question the person waits; what is said a second time is marked as said."""

    async def scenario() -> None:
        clock = Clock()
        line = Line(Pace(1, 10, 5.0), clock)
        line.join(1).__exit__(None, None, None)
        clock.now = 2.0
        with pytest.raises(DeclinedError, match="wait 3 s") as first:
            line.join(1)
        with pytest.raises(DeclinedError) as second:
            line.join(1)
        assert (first.value.again, second.value.again) == (False, True)
        clock.now = 5.0
        with line.join(1):
            pass

    asyncio.run(scenario())


def test_the_line_has_an_end() -> None:
    """A full line takes nobody more, and takes people again when one has left."""

    async def scenario() -> None:
        line = Line(Pace(1, 2, 0))
        with line.join(1), line.join(2), pytest.raises(DeclinedError, match="2 questions are in line"):
            line.join(3)
        with line.join(3):
            pass

    asyncio.run(scenario())


def test_turns_come_in_order_and_places_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as there are workers are worked on; the others hear their place, and come in order."""
    monkeypatch.setattr("bot.discord.line.TELL_AFTER", 0.001)
    monkeypatch.setattr("bot.discord.line.TELL_EVERY", 0.001)

    async def scenario() -> None:
        line = Line(Pace(1, 10, 0))
        first, free_first = held(line, line.join(1))
        second, free_second = held(line, line.join(2))
        told: list[int] = []
        heard = asyncio.Event()

        async def tell(place: int) -> None:
            told.append(place)
            heard.set()

        async def third() -> str:
            with line.join(3) as turn:
                return await line.work(turn, lambda: "third", tell)

        last = asyncio.create_task(third())
        await heard.wait()
        assert told[0] == 2
        free_first()
        assert await first == "done"
        while told[-1] != 1:
            heard.clear()
            await heard.wait()
        assert not second.done()
        free_second()
        assert await last == "third"

    asyncio.run(scenario())


def test_a_crowd_is_acknowledged_before_anybody_is_answered() -> None:
    """While many acknowledgements are under way no work begins; few hold nothing up."""

    async def scenario() -> None:
        line = Line(Pace(1, 10, 0))
        with ExitStack() as crowd:
            for _ in range(URGENT):
                crowd.enter_context(line.urgent())
            with line.urgent():
                turn = line.join(1)
                assert not turn.called.is_set()
            assert turn.called.is_set()

    asyncio.run(scenario())


def test_who_leaves_the_line_holds_nobody_up() -> None:
    """A question whose task is cancelled while it waits gives its place up."""

    async def scenario() -> None:
        line = Line(Pace(1, 10, 0))
        first, free = held(line, line.join(1))
        second, _ = held(line, line.join(2))
        third, free_third = held(line, line.join(3))
        await asyncio.sleep(0)
        second.cancel()
        free()
        free_third()
        assert await first == await third == "done"
        with pytest.raises(asyncio.CancelledError):
            await second
        assert len(line) == 0

    asyncio.run(scenario())


def test_what_the_work_raises_arrives() -> None:
    """An error in the work reaches who waits for it, and the next turn comes all the same."""

    async def scenario() -> None:
        line = Line(Pace(1, 10, 0))

        def fail() -> str:
            raise ValueError("no")

        with line.join(1) as turn, pytest.raises(ValueError, match="no"):
            await line.work(turn, fail, quiet)
        with line.join(2) as turn:
            assert await line.work(turn, lambda: "yes", quiet) == "yes"

    asyncio.run(scenario())


def test_closing_lets_finish() -> None:
    """When the line is closed, who is there is answered within the grace; who comes is told to come back."""

    async def scenario() -> None:
        line = Line(Pace(1, 10, 0))
        first, free = held(line, line.join(1))
        closing = asyncio.create_task(line.close(30))
        await asyncio.sleep(0)
        with pytest.raises(DeclinedError, match="restarted"):
            line.join(2)
        free()
        assert await first == "done"
        await closing
        assert line.stragglers == 0

    asyncio.run(scenario())


def test_closing_stops_what_takes_too_long() -> None:
    """After the grace the others are stopped, those in line and those worked on."""

    async def scenario() -> None:
        line = Line(Pace(1, 10, 0))
        first, free = held(line, line.join(1))
        second, _ = held(line, line.join(2))
        await asyncio.sleep(0)
        await line.close(0.001)
        for task in (first, second):
            with pytest.raises(StoppedError):
                await task
        await line.wait_empty()
        assert line.stragglers == 1
        free()

    asyncio.run(scenario())


def test_old_times_are_forgotten() -> None:
    """However many people ask, the line remembers only those who have to wait."""

    async def scenario() -> None:
        clock = Clock()
        line = Line(Pace(1, 5, 1.0), clock)
        for user in range(1000):
            clock.now += 2.0
            with line.join(user):
                pass
        assert len(line._last) <= 11

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"),
     (112, "112th"), (1003, "1,003rd")],
)  # fmt: skip
def test_ordinals(number: int, written: str) -> None:
    """A place in the line is written as people say it."""
    assert ordinal(number) == written
