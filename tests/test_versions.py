"""Versions: what an article said before is kept, listed, and told where an answer rests on what changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fakes import HashingEmbedder

from bot.answer.verify import check_quotes
from bot.ask import Desk
from bot.cli import cli, run
from index.adding.adder import Adder
from index.adding.report import Outcome
from index.adding.settings import AddSettings
from index.build import build
from index.read import read_file
from index.search import Index
from index.versions import Change, changes, earlier_versions

QUESTION = "How many passengers were injured on the Petrel?"
FIRST = (
    "The ferry Petrel struck a rock off Cape Wren on Monday. "
    "At least 14 passengers were injured on the Petrel."
)
SECOND = FIRST.replace("14", "17")
THIRD = f"{SECOND} Captain Ola Finch was questioned by the harbour police of Brae."


def add(corpus: Path, text: str, title: str = "Ferry hits a rock") -> str:
    """Add a version of the article; gives its path."""
    page = (
        f"---\noutlet: Brae Courier\ntitle: {title}\npublished: 2024-02-06\n"
        f"url: https://courier.example/petrel\n---\n{text}\n\n"
        "Nobody was missing, the coast guard of Brae said.\n"
    )
    report = Adder(corpus, AddSettings()).add_file("petrel.md", page.encode())
    assert report.items[0].outcome in (Outcome.ADDED, Outcome.UPDATED)
    assert report.items[0].path is not None
    return report.items[0].path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory whose corpus has one article in three versions."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "300")
    for text in (FIRST, SECOND, THIRD):
        add(tmp_path / "corpus", text)
    return tmp_path


def ask(home: Path) -> tuple[str, ...]:
    """Ask how many were injured; gives the notes."""
    build(home / "corpus", home / "index", HashingEmbedder())
    with Index.open(home / "index", HashingEmbedder()) as index:
        answer = Desk(index).ask(QUESTION)
    assert answer.citations and check_quotes(answer) == answer
    return answer.notes


def command(*arguments: str) -> Result:
    """Run `dateline articles`."""
    return CliRunner().invoke(cli, ["articles", *arguments], standalone_mode=False)


def test_versions_are_kept_in_order(home: Path) -> None:
    """Each version that another replaced can be read, the oldest first, with the time it lasted to."""
    (path,) = [one.name for one in (home / "corpus").glob("*.md")]
    versions = earlier_versions(home / "corpus", path)
    assert [FIRST in one.article.text for one in versions] == [True, False]
    assert SECOND in versions[1].article.text and versions[0].until <= versions[1].until
    assert (home / "corpus" / versions[0].path).is_file()
    assert len(earlier_versions(home / "corpus", path, most=1)) == 1
    assert earlier_versions(home / "corpus", "another.md") == []


def test_versions_of_other_articles_are_not_taken(home: Path) -> None:
    """Neither a damaged copy, a file of another name, nor one with an odd date is a version."""
    (path,) = [one.name for one in (home / "corpus").glob("*.md")]
    folder, stem = home / "corpus" / ".earlier", path.removesuffix(".md")
    for name in (f"{stem}.20249999T000000Z.md", f"{stem}-2.20240101T000000Z.md", f"{stem}.md"):
        (folder / name).write_text("Something else entirely was said here once.")
    (folder / f"{stem}.20240101T000000Z.md").write_bytes(b"\0\1\2")
    assert len(earlier_versions(home / "corpus", path)) == 2


def test_changes_are_words(home: Path) -> None:
    """What changed is told in words with their neighbours, and a new title first."""
    (path,) = [one.name for one in (home / "corpus").glob("*.md")]
    add(home / "corpus", THIRD.replace("Monday", "Tuesday"), title="Ferry strikes rock")
    first, second, third = (one.article for one in earlier_versions(home / "corpus", path))
    assert changes(first, second) == [Change("14", "17", "At least", "passengers were injured on")]
    assert [one.after for one in changes(second, third)] == [
        "Captain Ola Finch was questioned by the harbour police of Brae."
    ]
    with_title = changes(third, read_file(home / "corpus" / path, home / "corpus")[0][0])
    assert with_title[0] == Change("Ferry hits a rock", "Ferry strikes rock")
    assert ("Monday.", "Tuesday.") in [(one.before, one.after) for one in with_title]


def test_an_answer_says_what_was_said_before(home: Path) -> None:
    """An answer whose quote was changed tells when, and what the earlier version said, word for word."""
    notes = ask(home)
    assert len(notes) == 1
    assert notes[0].startswith("The article of Brae Courier [1] was updated on ")
    assert notes[0].endswith("; an earlier version said “At least 14 passengers were injured on the Petrel.”")


def test_an_answer_that_rests_on_what_stayed_says_nothing(tmp_path: Path) -> None:
    """Where the quoted sentence stood there from the beginning, no update is told."""
    for text in (SECOND, THIRD):
        add(tmp_path / "corpus", text)
    assert ask(tmp_path) == ()


def test_a_sentence_that_is_new(tmp_path: Path) -> None:
    """Where nothing like the quoted sentence stood before, that is told."""
    for text in ("The ferry Petrel sails at noon.", SECOND):
        add(tmp_path / "corpus", text)
    assert ask(tmp_path)[0].endswith("; an earlier version did not say that.")


def test_history_lists_versions(home: Path) -> None:
    """`dateline articles --history` lists articles that changed, when, and the words; of one by its id."""
    told = command("--history").stdout
    assert "2 earlier versions" in told and "[-14-] {+17+}" in told
    assert "{+Captain Ola Finch was questioned by the harbour police of Brae.+}" in told
    (found,) = json.loads(command("--history", "--json").stdout)
    assert [one["changes"][0]["before"] for one in found["versions"]] == ["14", ""]
    assert all(one["until"].endswith("Z") for one in found["versions"])
    assert command("--history", found["article"]).stdout == told
    assert command("--history", found["path"]).stdout == told


def test_history_of_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without earlier versions that is said; an article that there is not is wrong usage."""
    monkeypatch.chdir(tmp_path)
    add(tmp_path / "corpus", FIRST)
    assert command("--history").stdout == "No article has an earlier version.\n"
    assert json.loads(command("--history", "--json").stdout) == []
    assert run(["articles", "--history", "nothing"]) == 2
