"""Only one outlet reports it: said where others cover the event and nothing of theirs comes near."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from fakes import HashingEmbedder

from bot.answer.types import Answer, Difference
from bot.ask import Desk
from index.build import build
from index.search import Index

ASKED = "What did Brook and Lind sign after the meeting?"
SIGNED = "After the meeting Mayor Ada Brook and Governor Jon Lind signed a charter for the ferry."
MET = "Governor Jon Lind and Mayor Ada Brook held a meeting in Eastfell on Sunday."
ALSO = "Mayor Ada Brook and Governor Jon Lind had a meeting on Sunday and shook hands on the stairs."

Told = Mapping[str, tuple[str | None, str | None, str | None, str]]
"""By name: the outlet, the agency, the day in May 2024 and the text of an article."""

THREE: Told = {
    "post": ("Eastfell Post", None, "13", SIGNED),
    "gazette": ("Northmoor Gazette", None, "13", MET),
    "herald": ("Island Herald", None, "14", ALSO),
}


def ask(folder: Path, told: Told, question: str = ASKED, **filters: object) -> Answer:
    """Answer a question from articles, by rules alone."""
    corpus = folder / "corpus"
    corpus.mkdir()
    for name, (outlet, via, day, text) in told.items():
        published = f"2024-05-{day}" if day else ""
        head = f"---\noutlet: {outlet or ''}\nvia: {via or ''}\ntitle: News\npublished: {published}\n---\n"
        (corpus / f"{name}.md").write_text(head + text, encoding="utf-8")
    embedder = HashingEmbedder()
    build(corpus, folder / "index", embedder)
    with Index.open(folder / "index", embedder) as index:
        return Desk(index).ask(question, **filters)  # type: ignore[arg-type]


def alone(answer: Answer) -> list[Difference]:
    """Give what is said of one outlet alone."""
    assert not answer.abstained
    return [one for one in answer.differences if one.kind == "one_outlet"]


def test_one_of_three_reports_it(tmp_path: Path) -> None:
    """Where two others cover the meeting and only one tells what was signed, one sentence says so."""
    answer = ask(tmp_path, THREE)
    (found,) = alone(answer)
    assert found.note.startswith("Only Eastfell Post reports this [1]; ")
    assert "Island Herald" in found.note and "Northmoor Gazette" in found.note
    assert found.note.endswith(", which cover the same event, do not.")
    assert found.citations == (1,)
    assert answer.disagreement is None


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("herald", ("Island Herald", None, "14", "The harbour of Eastfell has new cranes.")),
        ("herald", ("Island Herald", None, "12", ALSO)),
        ("herald", ("Island Herald", None, "31", ALSO)),
        ("herald", ("Island Herald", None, None, ALSO)),
        ("herald", (None, None, "14", ALSO)),
        ("herald", ("Island Herald", None, "14", f"{ALSO} A pact was concluded.")),
        ("post", (None, None, "13", SIGNED)),
    ],
    ids=["other news", "before it", "long after", "no day", "no outlet", "in other words", "unnamed itself"],
)
def test_not_where_it_may_be_wrong(
    tmp_path: Path, name: str, changed: tuple[str | None, str | None, str | None, str]
) -> None:
    """Who wrote of other news, earlier, much later or on an unknown day proves nothing; a hint ends it."""
    assert alone(ask(tmp_path, {**THREE, name: changed})) == []


def test_not_for_the_only_outlet_of_an_event(tmp_path: Path) -> None:
    """Where nobody else covers the event at all, nothing is said."""
    assert alone(ask(tmp_path, {"post": THREE["post"]})) == []


def test_copies_are_one_voice(tmp_path: Path) -> None:
    """Two papers with one agency's text are one voice, whether they report it or only cover the event."""
    reports = {**THREE, "courier": ("Coast Courier", "NPA", "13", SIGNED)}
    reports["post"] = ("Eastfell Post", "NPA", "13", SIGNED)
    (tmp_path / "one").mkdir()
    (found,) = alone(ask(tmp_path / "one", reports))
    assert "Coast Courier" in found.note and "Eastfell Post" in found.note
    covers = {**THREE, "gazette": ("Northmoor Gazette", "NPA", "13", MET)}
    covers["herald"] = ("Island Herald", "NPA", "13", MET)
    (tmp_path / "two").mkdir()
    assert alone(ask(tmp_path / "two", covers)) == []


def test_not_within_a_filter(tmp_path: Path) -> None:
    """Where only some articles are looked through, it cannot be known."""
    outlets = ("Eastfell Post", "Northmoor Gazette", "Island Herald")
    assert alone(ask(tmp_path, THREE, outlets=outlets)) == []


def test_not_where_all_tell_it(tmp_path: Path) -> None:
    """What several outlets tell is nobody's alone."""
    told = {
        **THREE,
        "herald": ("Island Herald", None, "14", "Brook and Lind signed a charter at the meeting."),
    }
    assert alone(ask(tmp_path, told)) == []
