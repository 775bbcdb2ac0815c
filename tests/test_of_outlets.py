"""Questions about the outlets: whether they agree, and which of them report something."""

from __future__ import annotations

from collections.abc import Iterator

import newsroom
import pytest

from bot.answer.outlets.of_outlets import asked_agreement, asked_event
from bot.ask import Desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk over the newsroom."""
    with newsroom.open_desk(tmp_path_factory.mktemp("newsroom")) as opened:
        yield opened


@pytest.mark.parametrize(
    ("asked", "inner"),
    [
        ("Do the outlets agree about when Brook met Lind?", "When Brook met Lind?"),
        ("Do all papers agree on whether Brook was elected?", "Was Brook elected?"),
        ("Do they differ on the death toll?", "How many people died?"),
        ("Do the reports disagree over the number of passengers?", "How many passengers were there?"),
        ("Are there any disagreements about the length of the visit?", "How long was the visit?"),
    ],
)
def test_what_they_are_to_agree_on_is_a_question(asked: str, inner: str) -> None:
    """A question for agreement holds the one that each outlet answers."""
    compared = asked_agreement(asked)
    assert compared is not None and (compared.question, compared.who) == (inner, ())


@pytest.mark.parametrize(
    "asked",
    ["Did Brook and Lind agree on a charter?", "Do you know when Brook met Lind?", "Who reported it?"],
)
def test_people_agree_too(asked: str) -> None:
    """Whether people agree on something is no question about outlets, nor is who reported a fire."""
    compared = asked_agreement(asked)
    assert compared is None or compared.who == ("Brook", "Lind")
    assert asked_event(asked) is None


def test_a_difference_is_told(desk: Desk) -> None:
    """Where outlets differ, the answer to whether they agree names the sides."""
    asked = "Do the outlets agree on how many passengers were injured when the Halcyon ran aground?"
    answer = desk.ask(asked)
    assert answer.question == asked
    assert answer.disagreement is not None and "17" in answer.text


def test_agreement_is_told(desk: Desk) -> None:
    """Where they agree, the answer says so before it says on what."""
    answer = desk.ask("Do the papers agree about when Ada Brook met Jon Lind?")
    assert answer.text.startswith("They agree: ") and "12 May 2024" in answer.text
    alone = desk.ask("Do the papers agree about how much the repairs will cost?")
    assert alone.text.startswith("One outlet tells it: ")


def test_people_are_asked_as_ever(desk: Desk) -> None:
    """Two names that are no outlets are not taken for any."""
    assert "charter" in desk.ask("What did Brook and Lind sign?").text
    assert not desk.ask("Did Brook and Lind agree on a charter?").text.startswith("They agree")


def test_reporters_are_named(desk: Desk) -> None:
    """Which outlets report something is answered by their names, the first of them, and a quote of each."""
    answer = desk.ask("Which outlets reported on the opening of the library of Harbour School?")
    assert answer.text.startswith(
        "Island Herald and Northmoor Gazette report it; first was Island Herald, on"
    )
    assert [claim.outlets for claim in answer.claims] == [("Island Herald",), ("Northmoor Gazette",)]
    assert len(answer.citations) == 2 and answer.disagreement is None


def test_nobody_reports_it(desk: Desk) -> None:
    """What no outlet reports is not answered by names."""
    assert desk.ask("Which newspapers reported on the eclipse over Brae?").abstained
