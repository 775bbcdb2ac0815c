"""The feedback store: answers come back whole, votes count once, nobody is named, the file lasts."""

from __future__ import annotations

import dataclasses
import json
import os
import sqlite3
import subprocess
import sys
import threading
import types
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from bot.answer.types import Answer, Citation, Claim, Disagreement, Dropped, Normal, Position, Usage
from bot.asks import Context, Tally
from bot.feedback import DAY, FEEDBACK, Feedback
from bot.feedback_file import BUSY_S
from bot.stored_answer import find_paragraph, restore_answer, store_answer
from index.article import Article
from index.errors import StateError
from index.store.among import Extent

ROOT = Path(__file__).parent.parent
USER, OTHER, CHANNEL, MESSAGE = 900000000000000001, 900000000000000002, 800000000000000001, 700000000000000001

TEXT = "The tram to Quarry Hill opened.\n\nMayor Ode Farrow cut the ribbon on Monday. It rained.\n\nThe end."
QUOTE = "Mayor Ode Farrow cut the ribbon on Monday."
ARTICLE = Article(
    "tram", "2024/tram.md", "Quarry Echo", None, "Tram opens", ("L. Penn",), date(2024, 3, 5), None, TEXT
)
CITATION = Citation(1, ARTICLE, TEXT.index(QUOTE), TEXT.index(QUOTE) + len(QUOTE), QUOTE)
OPENED = Answer(
    "when did the tram open?",
    "The tram opened on Monday, 4 March 2024 [1].",
    (
        Claim(
            "Monday, 4 March 2024",
            "Monday",
            Normal("date", date(2024, 3, 4), date(2024, 3, 4), "day"),
            ("Quarry Echo",),
            (1,),
            "Farrow",
            True,
        ),
        Claim("12 km", "12", Normal("quantity", number=12.5, unit="km"), ("Quarry Echo",), (1,)),
    ),
    (CITATION,),
    Disagreement("conflict", "They differ.", (Position("Monday", ("Quarry Echo",), (1,)),)),
    False,
    "extractive",
    Extent(2, 1, date(2024, 3, 5), None),
    ("A note.",),
    (Dropped("It cost a million.", "no article holds it"),),
    Usage(900, None, 1.5, cached=True),
)
SILENT = Answer(
    "who paid for it?", "No article says.", (), (), None, True, "extractive", Extent(2, 1, None, None)
)
CONTEXT = Context("server", CHANNEL)


def bare(answer: Answer) -> Answer:
    """Take the texts of the articles out of an answer."""
    return replace(
        answer, citations=tuple(replace(c, article=replace(c.article, text="")) for c in answer.citations)
    )


def test_an_answer_comes_back_whole(tmp_path: Path) -> None:
    """Every field of an answer survives the file and a restart, with the paragraph round each quote."""
    path = tmp_path / "state" / FEEDBACK
    with Feedback.open(path) as store:
        number = store.record(OPENED, CONTEXT)
    with Feedback.open(path) as store:
        asked = store.load(number)
    assert asked is not None
    assert asked.answer == bare(OPENED) and asked.place == "server" and asked.follows is None
    found = asked.paragraphs[1]
    assert found.text == "Mayor Ode Farrow cut the ribbon on Monday. It rained."
    assert found.text[found.start : found.end] == QUOTE
    assert abs((datetime.now(UTC) - asked.at).total_seconds()) < 60


def kinds(kind: Any) -> Iterator[Any]:
    """Yield every type that a value of this type is made of."""
    yield kind
    inner = [each for each in get_args(kind) if each is not ...]
    if dataclasses.is_dataclass(kind):
        inner = list(get_type_hints(kind).values())
    for each in inner:
        yield from kinds(each)


def test_every_field_of_an_answer_can_be_kept() -> None:
    """An answer is made only of what the store can write and read: text, numbers, days, tuples of such."""
    known = {str, int, float, bool, date, type(None)}
    strange = [
        kind
        for kind in kinds(Answer)
        if kind not in known
        and not dataclasses.is_dataclass(kind)
        and get_origin(kind) not in (tuple, types.UnionType)
    ]
    assert strange == []


def test_any_text_is_kept(tmp_path: Path) -> None:
    """Questions in any script, with quotes, zero bytes or half a surrogate pair, come back as they were."""
    with Feedback.open(tmp_path / FEEDBACK) as store:
        for text in ("«Когда?» 何時？ 🚋", "'; DROP TABLE asks; --", "a\0b", "half \ud83d", "", "x" * 6000):
            asked = store.load(store.record(replace(OPENED, question=text), CONTEXT))
            assert asked and asked.answer.question == text


def test_a_quote_without_its_text_stands_alone() -> None:
    """Where an article's text is not at hand the paragraph is the quote itself."""
    found = find_paragraph(replace(CITATION, article=replace(ARTICLE, text="")))
    assert found.text[found.start : found.end] == found.text == QUOTE


def test_other_versions_answers_are_read() -> None:
    """A field that is missing takes its default, an unknown one is left out, and no answer is an error."""
    stored = json.loads(json.dumps(store_answer(OPENED)))
    del stored["notes"]
    stored["mood"] = "sunny"
    assert restore_answer(stored)[0] == replace(bare(OPENED), notes=())
    for wrong in ({}, {"paragraphs": {}}, {"paragraphs": 5}):
        with pytest.raises(ValueError, match="no answer"):
            restore_answer(wrong)


def test_a_vote_counts_once_and_can_change(tmp_path: Path) -> None:
    """One person has one vote an answer; pressing again changes it, and tells what it was."""
    with Feedback.open(tmp_path / FEEDBACK) as store:
        number, other = store.record(OPENED, CONTEXT), store.record(OPENED, CONTEXT)
        assert store.vote(number, USER, helpful=True) == Tally(1, 0, None)
        assert store.vote(number, USER, helpful=True) == Tally(1, 0, True)
        assert store.vote(number, USER, helpful=False) == Tally(0, 1, True)
        assert store.vote(number, OTHER, helpful=True) == Tally(1, 1, None)
        assert store.vote(other, USER, helpful=True) == Tally(1, 0, None)
        assert store.vote(number + 5, USER, helpful=True) is None


def test_answers_are_found_by_message_and_channel(tmp_path: Path) -> None:
    """A reply leads to the answer that its message shows, a thread to its last question."""
    with Feedback.open(tmp_path / FEEDBACK) as store:
        first = store.record(OPENED, CONTEXT)
        second = store.record(SILENT, Context("server", CHANNEL, follows=first))
        for message in (MESSAGE, MESSAGE + 1):
            store.attach(first, message)
        store.attach(first + 9, MESSAGE + 2)
        found = [store.find(MESSAGE + i) for i in range(3)]
        assert [asked and asked.id for asked in found] == [first, first, None]
        latest = store.latest(CHANNEL)
        assert latest and latest.id == second and latest.follows == first
        assert store.latest(CHANNEL + 1) is None and store.load(first + 9) is None
        unknown = store.load(store.record(SILENT, Context("dm", follows=first + 9)))
        assert unknown and unknown.follows is None


def test_nobody_is_named(tmp_path: Path) -> None:
    """Neither the file nor its log holds the id of a person, channel or message, in digits or in bytes."""
    store = Feedback.open(tmp_path / FEEDBACK)
    number = store.record(OPENED, CONTEXT)
    store.attach(number, MESSAGE)
    store.vote(number, USER, helpful=True)
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    store.close()
    assert b"when did the tram open?" in written
    for key in (USER, CHANNEL, MESSAGE):
        assert str(key).encode() not in written
        assert key.to_bytes(8, "big") not in written and key.to_bytes(8, "little") not in written


def test_what_is_too_old_is_forgotten(tmp_path: Path) -> None:
    """After the days that are set nothing of a question is left, its votes and messages included."""
    path, now = tmp_path / FEEDBACK, [1_700_000_000.0]
    with Feedback.open(path, keep_days=30, clock=lambda: now[0]) as store:
        old = store.record(replace(OPENED, question="zebra crossing"), CONTEXT)
        store.attach(old, MESSAGE)
        store.vote(old, USER, helpful=True)
        now[0] += 29 * DAY
        young = store.record(SILENT, Context("server", CHANNEL, follows=old))
        assert store.load(old)
        now[0] += 2 * DAY
        store.record(SILENT, CONTEXT)
        assert store.load(old) is None and store.find(MESSAGE) is None and store.rated() == []
        kept = store.load(young)
        assert kept and kept.follows is None
        assert store.vote(old, USER, helpful=True) is None
    assert b"zebra" not in path.read_bytes()
    now[0] += 400 * DAY
    with Feedback.open(path, keep_days=0, clock=lambda: now[0]) as store:
        assert store.counts() == (2, 2)
    with Feedback.open(path, keep_days=30, clock=lambda: now[0]) as store:
        assert store.counts() == (0, 0)


def test_numbers_are_never_given_twice(tmp_path: Path) -> None:
    """An ask's number is not used again, neither after it is forgotten nor in a file that is made anew."""
    path, now = tmp_path / FEEDBACK, [1_700_000_000.0]
    with Feedback.open(path, keep_days=1, clock=lambda: now[0]) as store:
        first = store.record(OPENED, CONTEXT)
        now[0] += 3 * DAY
        second = store.record(OPENED, CONTEXT)
        assert second > first and store.load(first) is None
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE sqlite_sequence SET seq = seq - 100")  # as if it had been made earlier
        connection.execute("DELETE FROM asks")
    connection.close()
    with Feedback.open(path) as store:
        earlier = store.record(OPENED, CONTEXT)
    for file in tmp_path.iterdir():
        file.unlink()
    with Feedback.open(path) as store:
        assert store.record(OPENED, CONTEXT) > earlier


def test_the_worst_stands_first(tmp_path: Path) -> None:
    """Rated answers are listed by votes against less votes for, then by age; `since` leaves older out."""
    now = [1_700_000_000.0]
    with Feedback.open(tmp_path / FEEDBACK, clock=lambda: now[0]) as store:
        numbers = [store.record(OPENED, CONTEXT) for _ in range(4)]
        for number, votes in zip(numbers, ("+", "--+", "-", ""), strict=True):
            for user, vote in enumerate(votes):
                store.vote(number, user, helpful=vote == "+")
        assert [each.asked.id for each in store.rated()] == [numbers[1], numbers[2], numbers[0]]
        now[0] += DAY
        late = store.record(SILENT, CONTEXT)
        since = datetime.fromtimestamp(now[0], UTC)
        assert [asked.id for asked in store.unanswered(since)] == [late] and store.rated(since) == []
        assert store.counts() == (5, 1) and store.counts(since) == (1, 1)


def test_threads_share_a_store(tmp_path: Path) -> None:
    """Many threads record and vote at once; nothing is lost and every number is another."""
    with Feedback.open(tmp_path / FEEDBACK) as store:
        shared, numbers = store.record(OPENED, CONTEXT), set[int]()

        def work(user: int) -> None:
            for _ in range(10):
                numbers.add(store.record(OPENED, CONTEXT))
                store.vote(shared, user, helpful=user % 2 == 0)

        threads = [threading.Thread(target=work, args=(user,)) for user in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(numbers) == 80
        assert store.vote(shared, 0, helpful=True) == Tally(4, 4, True)


WRITER = """
import json, sys
from pathlib import Path
from bot.asks import Context
from bot.feedback import Feedback
from bot.stored_answer import restore_answer
answer, _ = restore_answer(json.loads(sys.argv[2]))
with Feedback.open(Path(sys.argv[1])) as store:
    for _ in range(25):
        store.vote(store.record(answer, Context("server")), 5, helpful=True)
"""


def test_processes_share_a_file(tmp_path: Path) -> None:
    """Processes that open a new file at once and write into it lose nothing; a reader sees it meanwhile."""
    path = tmp_path / FEEDBACK
    command = [sys.executable, "-c", WRITER, str(path), json.dumps(store_answer(OPENED))]
    writers = [subprocess.Popen(command, cwd=ROOT) for _ in range(4)]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0, 0]
    with Feedback.open(path, write=False) as store:
        assert store.counts() == (100, 0) and len(store.rated()) == 100


def test_a_locked_file_is_waited_for(tmp_path: Path) -> None:
    """A write waits for another process's, and is done when that has finished."""
    path = tmp_path / FEEDBACK
    with Feedback.open(path) as store:
        other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        release = threading.Timer(0.2, other.execute, ("COMMIT",))
        release.start()
        assert BUSY_S > 1 and store.record(OPENED, CONTEXT)
        release.join()
        other.close()


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    """What is no database, or another program's, or a newer Dateline's, is named with what to do about it."""
    path = tmp_path / FEEDBACK
    path.write_text("this is no database at all, but a letter" * 100)
    with pytest.raises(StateError, match=r"feedback\.sqlite3 is damaged .*move it away"):
        Feedback.open(path)
    for change, message in (
        ("PRAGMA user_version = 99", "newer Dateline; update Dateline"),
        ("PRAGMA application_id = 7", r"another program's database; choose .* DATELINE_STATE"),
    ):
        path.unlink()
        Feedback.open(path).close()
        connection = sqlite3.connect(path)
        connection.execute(change)
        connection.close()
        with pytest.raises(StateError, match=message):
            Feedback.open(path)


def test_a_damaged_answer_is_named(tmp_path: Path) -> None:
    """A row whose answer is no JSON, or no answer, is reported as damage of the file."""
    path = tmp_path / FEEDBACK
    with Feedback.open(path) as store:
        number = store.record(OPENED, CONTEXT)
        for wrong in ("{", "[]", "{}"):
            with sqlite3.connect(path) as connection:
                connection.execute("UPDATE asks SET answer = ?", (wrong,))
            connection.close()
            with pytest.raises(StateError, match="is damaged"):
                store.load(number)


def test_a_file_that_is_not_there_is_not_made_by_reading(tmp_path: Path) -> None:
    """Listing feedback before the bot ever answered says so and leaves no file."""
    with pytest.raises(StateError, match="the bot makes it at its first answer"):
        Feedback.open(tmp_path / "state" / FEEDBACK, write=False)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_is_named(tmp_path: Path) -> None:
    """A state folder that is a file is named, with the setting that chooses another."""
    (tmp_path / "state").write_text("")
    with pytest.raises(StateError, match=r"cannot make the folder .*state .*DATELINE_STATE"):
        Feedback.open(tmp_path / "state" / FEEDBACK)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_can_be_read(tmp_path: Path) -> None:
    """From a read-only folder feedback is listed, and writing is refused in one line."""
    path = tmp_path / "state" / FEEDBACK
    with Feedback.open(path) as store:
        store.vote(store.record(OPENED, CONTEXT), USER, helpful=False)
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        with Feedback.open(path, write=False) as store:
            assert len(store.rated()) == 1
        with pytest.raises(StateError, match=r"cannot use .*feedback\.sqlite3 .*DATELINE_STATE"):
            Feedback.open(path)
    finally:
        path.parent.chmod(0o700)
