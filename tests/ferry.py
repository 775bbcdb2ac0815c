"""Answers about an invented ferry, as tests of what is shown need them."""

from __future__ import annotations

from datetime import date

from bot.answer.types import Answer, Citation, Claim, Disagreement, Normal, Position
from index.article import Article, Passage
from index.store.among import Extent

TEXT = (
    "The ferry between Lund and Brae ran again on Tuesday, after a storm that had kept it in harbour for "
    "nine days, said Ada Holm, who heads the line."
)
GAZETTE = Article(
    "gazette-ferry",
    "gazette-ferry.md",
    "Harbour Gazette",
    "Coast Press",
    "Ferry to Lund runs again",
    ("Ada Holm",),
    date(2024, 2, 7),
    None,
    TEXT,
)
HERALD = Article(
    "herald-12",
    "dump.jsonl",
    "Brae Herald",
    None,
    "Storm held the ferry for a week",
    (),
    date(2024, 2, 8),
    "https://herald.example/12",
    "For a week no ferry crossed to Brae.",
)
NAMELESS = Article(
    "found", "found.txt", None, None, "Ferries", (), None, None, "The ferry ran on 6 February 2024."
)


def cite(number: int, article: Article, quote: str) -> Citation:
    """Cite words that stand in the article."""
    start = article.text.index(quote)
    return Citation(number, article, start, start + len(quote), quote)


def when_answer() -> Answer:
    """An answer about a day on which two articles agree."""
    day = Normal("date", date(2024, 2, 6), date(2024, 2, 6), "day")
    return Answer(
        question="When did the ferry run again?",
        text="On Tuesday, 6 February 2024.",
        claims=(
            Claim(
                "Tuesday, 6 February 2024",
                "6 February 2024",
                day,
                ("Harbour Gazette",),
                (1,),
                said_by="Ada Holm",
            ),
            Claim("6 February 2024", "6 February 2024", day, ("Ferries",), (2,)),
        ),
        citations=(cite(1, GAZETTE, TEXT), cite(2, NAMELESS, NAMELESS.text)),
        disagreement=None,
        abstained=False,
        answerer="extractive",
        searched=Extent(12, 3, date(2024, 2, 1), date(2024, 2, 9)),
        notes=("found.txt has no date of publication.",),
    )


def how_long_answer() -> Answer:
    """An answer on which two articles disagree."""
    nine, seven = Normal("quantity", number=9.0, unit="day"), Normal("quantity", number=7.0, unit="day")
    return Answer(
        question="How long was the ferry in harbour?",
        text="Nine days, or a week: the articles disagree.",
        claims=(
            Claim("nine days", "nine days", nine, ("Harbour Gazette",), (1,)),
            Claim("a week", "7 days", seven, ("Brae Herald",), (2,), planned=True),
        ),
        citations=(cite(1, GAZETTE, TEXT), cite(2, HERALD, HERALD.text)),
        disagreement=Disagreement(
            "conflict",
            "Outlets disagree: Harbour Gazette says nine days [1], Brae Herald says a week [2].",
            (Position("nine days", ("Harbour Gazette",), (1,)), Position("7 days", ("Brae Herald",), (2,))),
        ),
        abstained=False,
        answerer="llm:small-model",
        searched=Extent(1, 1, date(2024, 2, 8), date(2024, 2, 8)),
    )


def abstention() -> Answer:
    """An answer that is none."""
    return Answer(
        question="Who owns the ferry?",
        text="No article says who owns the ferry. Searched: 12 articles from 3 outlets.",
        claims=(),
        citations=(),
        disagreement=None,
        abstained=True,
        answerer="extractive",
        searched=Extent(12, 3, None, None),
    )


class FakeHit:
    """What the tables read of index.search.Hit."""

    def __init__(self, article: Article, passage: Passage, also: tuple[Article, ...] = ()) -> None:
        self.article, self.passage, self.score, self.also = article, passage, 0.5, also
        self.reader: float | None = None
        self.sentence: tuple[int, int] | None = None
