"""What sentences state outright, in words that share little with the question."""

from __future__ import annotations

import pytest

from bot.answer.asking.attribute import asked_attribute
from bot.answer.evidence import weigh
from bot.answer.extracting.stated import stated
from bot.answer.language.sentence import Sentence
from bot.answer.question import read_question
from index.article import Article

CASES = [
    (
        "When was Ada Brook born?",
        "Ada Brook (4 May 1921 – 9 June 2001) led the town.",
        "Wednesday, 4 May 1921",
    ),
    (
        "When did Ada Brook die?",
        "Ada Brook (4 May 1921 – 9 June 2001) led the town.",
        "Saturday, 9 June 2001",
    ),
    (
        "When was Ada Brook born?",
        "Ada Brook, 3rd Baroness Brook (born 4 May 1921), led it.",
        "Wednesday, 4 May 1921",
    ),
    ("When was Ada Brook born?", "Ada Brook (1862–1911) was a painter.", "1862"),
    ("When did Ada Brook die?", "Ada Brook (1862–1911) was a painter.", "1911"),
    (
        "Where is Eastfell located?",
        "Eastfell is a village in Sorrel County, Norway.",
        "Sorrel County, Norway",
    ),
    ("What is the population of Eastfell?", "The population of Eastfell was 2,197 in 2010.", "2,197"),
    ("What is the population of Eastfell?", "In 2010 Eastfell had 812 residents.", "812 residents"),
    (
        "What is the median age in Eastfell?",
        "The median income in Eastfell was $9, the median age 41 years.",
        "41 years",
    ),
    (
        "What is the profession of Ada Brook?",
        "Ada Brook is a retired Danish marine engineer.",
        "marine engineer",
    ),
    ("What sport does Jon Lind play?", "Jon Lind is a Norwegian ice hockey player from Brae.", "ice hockey"),
    ("What is the motto of Eastfell?", "The motto of Eastfell is Keep the Light.", "Keep the Light"),
    ("Who is the director of the film Low Tide?", "Low Tide is a film directed by Mira Oye.", "Mira Oye"),
    ("Who is the artist of the album Low Tide?", "Low Tide is an album by Danish band Grey Owl.", "Grey Owl"),
]


def _values(question: str, text: str) -> list[str]:
    article = Article("a", "a.md", "Post", None, "Title", (), None, None, text)
    asked = read_question(question)
    return [v.text for v in stated(asked, weigh(asked, Sentence(article, 0, len(text), ())))]


@pytest.mark.parametrize(("question", "text", "value"), CASES)
def test_found(question: str, text: str, value: str) -> None:
    """A sentence that states what is asked gives it, whatever words the question asks in."""
    assert _values(question, text)[:1] == [value]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When was Ada Brook born?", "Jon Lind (4 May 1921 – 9 June 2001) led the town."),
        ("Where is Eastfell located?", "Northmoor is a village in Sorrel County."),
        ("What is the population of Eastfell?", "Eastfell lies 2,197 metres above the sea."),
        ("Who is the director of the film Low Tide?", "Low Tide was produced by Mira Oye."),
        ("Who is the deputy of Ada Brook?", "Ada Brook stood by Mira Oye."),
        ("What is the population of Eastfell?", "Eastfell is a village."),
    ],
)
def test_not_found(question: str, text: str) -> None:
    """A statement of another thing, or of another's, gives nothing."""
    assert _values(question, text) == []


def test_attribute() -> None:
    """What is asked of something is the noun before "of", behind "'s", or behind "which"."""
    assert asked_attribute("What is the median age in Northmoor?") == ("median", "age")
    assert asked_attribute("What is Ada Brook's profession?") == ("profess",)
    assert asked_attribute("Which instrument does Ada Brook play?") == ("instrument",)
    assert asked_attribute("Why did Ada Brook resign?") == ()
