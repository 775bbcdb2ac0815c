"""Two wordings of one quote: told as translations, never as a disagreement."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answer.comparing.translations import find_translations, is_one_quote, quoted_words
from bot.answer.types import Answer, Citation, Claim, Normal
from index.article import Article
from index.store.among import Extent

FRANK = "“The talks were frank and useful,” Minister Olga Brandt said."
OPEN = "Minister Olga Brandt said: “It was an open and productive conversation.”"


def _answer(*told: tuple[str, int | None, str]) -> Answer:
    """An answer that quotes these outlets on these days of June 2024."""
    citations, claims = [], []
    for number, (outlet, day, text) in enumerate(told, 1):
        published = date(2024, 6, day) if day else None
        article = Article(outlet, f"{outlet}.md", outlet, None, "T", (), published, None, text)
        citations.append(Citation(number, article, 0, len(text), text))
        claims.append(Claim(text, text, Normal("text", text=text.lower()), (outlet,), (number,)))
    searched = Extent(2, 2, None, None)
    return Answer("?", "x", tuple(claims), tuple(citations), None, False, "extractive", searched)


def test_two_translations() -> None:
    """One speaker's words in two renderings are named as that, with where to read both."""
    (found,) = find_translations(_answer(("Post", 3, FRANK), ("Herald", 4, OPEN)))
    assert (found.kind, found.citations) == ("translation", (1, 2))
    assert found.note.startswith("Post [1] and Herald [2] word one quote of ")
    assert "Olga Brandt" in found.note and "no disagreement" in found.note


@pytest.mark.parametrize(
    "other",
    [
        ("Herald", 20, OPEN),
        ("Herald", None, OPEN),
        ("Post", 4, OPEN),
        ("Herald", 4, OPEN.replace("Olga Brandt", "Jon Lind")),
        ("Herald", 4, OPEN.replace("“", "").replace("”", "")),
        ("Herald", 4, FRANK),
    ],
    ids=["weeks later", "no day", "one outlet", "another speaker", "not quoted", "the same words"],
)
def test_not_translations(other: tuple[str, int | None, str]) -> None:
    """Another day, outlet or speaker, words that are not quoted, and the same words are none."""
    assert find_translations(_answer(("Post", 3, FRANK), other)) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the talks were frank", "it was an honest conversation"),
        ("We shall bring our cooperation to a new stage", "We will lift our collaboration to a new level"),
        ("I am convinced that your great experience will help us", "I am sure your vast experience helps us"),
        ("a fair end to a foolish quarrel", "a just conclusion of a silly dispute"),
        ("Our patience with them is at an end", "Our patience with them has come to its conclusion"),
    ],
)
def test_other_words_for_the_same(one: str, other: str) -> None:
    """Words that mean the same, in any order, make one quote."""
    assert is_one_quote(one, other)
    assert is_one_quote(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("we accept the offer of the town", "we reject the offer of the town"),
        ("we will open the harbour soon", "we will not open the harbour quickly"),
        ("taxes will go up by 3 percent soon", "taxes will go up by 5 percent quickly"),
        ("We trust the firm hand of Brook", "We trust the strong hand of Lind"),
        ("the talks were frank", "the talks were cold"),
        ("We need peace", "We need weapons"),
        ("The boats will sail again before summer", "The boats will sail again"),
        ("The harbour will be rebuilt before summer", "The school will get a library next year"),
        ("Yes", "Certainly"),
    ],
)
def test_something_else_is_no_translation(one: str, other: str) -> None:
    """A denial, another number, name or thing, the opposite, and a cut quote are no other wording."""
    assert not is_one_quote(one, other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"We sail," she said. "Soon."', "We sail, Soon."),
        ("He spoke of a “new level” of trust", "new level"),
        ("we sail,” he said", "we sail,"),
        ("“We sail", "We sail"),
        ("No quote at all", ""),
    ],
)
def test_words_in_quote_marks(text: str, words: str) -> None:
    """Only what stands in double quote marks is quoted, also where a mark is in another sentence."""
    assert quoted_words(text) == words
