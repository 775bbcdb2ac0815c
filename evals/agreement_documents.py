"""Questions with several documents each, and how they are answered: every document an outlet of its own.

The documents go through the part of Dateline that follows the search: their sentences are weighed, values
drawn, claims chosen and compared. No index is built, so that hundreds of questions take a minute.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answer.claims import Candidate, choose
from bot.answer.extractive import compose
from bot.answer.finding import find_candidates, sentences_in
from bot.answer.language.names import country
from bot.answer.language.spelling import as_printed
from bot.answer.question import Question, read_question
from bot.answer.second_opinion.opinion import Read
from bot.answer.types import Answer
from evals.agreement_values import distinct
from evals.data import Record
from index.article import Article, Passage
from index.dates import find_times
from index.reading.compose import make_title
from index.store.among import Extent
from index.words import tokenize

_DATED = 24
_OPENS_DATED = re.compile(r"\s*([A-Z][a-z]{2} \d{1,2}, \d{4})\s*(?:\.\.\.|—|·)\s*")
_NO_ANSWER = ("", "unknown", "none")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, what is read for it, and what it gives.

    answers: the different answers that the documents give, wrong ones too. right, wrong: those that are
    labelled so. several: whether the documents give two or more.
    """

    question: str
    documents: tuple[str, ...]
    answers: tuple[str, ...]
    right: tuple[str, ...]
    wrong: tuple[str, ...]
    several: bool


def read_documents(record: Record) -> Asked:
    """Read a line {"question", "documents": [{"text", "answer"}, …], "gold_answers", "wrong_answers"}."""
    try:
        documents = [(str(d["text"]), str(d.get("answer") or "")) for d in record.fields["documents"]]
        answers = distinct([a for _, a in documents if a.strip().lower() not in _NO_ANSWER])
        right, wrong = (
            tuple(map(str, record.fields.get(name) or ())) for name in ("gold_answers", "wrong_answers")
        )
        question = str(record.fields["question"])
    except (KeyError, TypeError, AttributeError) as error:
        raise record.wrong(f"no question with documents ({error!r})") from error
    texts = tuple(text for text, _ in documents)
    return Asked(question, texts, tuple(answers), right, wrong, len(answers) > 1)


def read_snippets(record: Record) -> Asked:
    """Read a line {"question", "contexts": [text, …], "secondAnswerExist": "A" (yes) | "B", …}."""
    try:
        question = str(record.fields["question"])
        raw = record.fields["contexts"]
        texts = ast.literal_eval(raw) if isinstance(raw, str) else raw
        several = {"A": True, "B": False}[str(record.fields["secondAnswerExist"])]
        names = ("firstAnswer", "secondAnswer", "thirdAnswer", "fourthAnswer")
        answers = [str(record.fields.get(name) or "") for name in names[: None if several else 1]]
    except (KeyError, TypeError, ValueError, SyntaxError) as error:
        raise record.wrong(f"no question with contexts ({error!r})") from error
    given = tuple(distinct([a for a in answers if a.strip().lower() not in _NO_ANSWER]))
    return Asked(question, tuple(map(str, texts)), given, (), (), several)


@dataclass(frozen=True, slots=True)
class Found:
    """What documents tell of a question, to be answered again and again. documents: how many there are."""

    question: Question
    candidates: tuple[Candidate, ...]
    documents: int

    def answer(self, least: float = 0.0) -> Answer:
        """Answer as `dateline ask` does from what its search gives.

        least: how sure the reader has to be, 0 to 1, of what it was asked about.
        """
        kept = [c for c in self.candidates if c.heard is None or c.heard >= least]
        searched = Extent(self.documents, self.documents, None, None)
        return compose(self.question, choose(kept), searched, kept)


def find(question: str, documents: Sequence[str], read: Read | None = None) -> Found:
    """Find what documents tell of a question, each an outlet's article.

    read: the reader; None for the rules alone.
    """
    articles = [_article(n, text) for n, text in enumerate(documents, 1) if text.strip()]
    by_id = {a.id: a for a in articles}
    passages = [Passage(a.id, a.id, 0, len(a.text), a.text) for a in articles]
    asked = read_question(as_printed(question, [a.text for a in articles]))
    held = {token.word for a in articles for token in tokenize(a.text)}
    unknown = tuple(n.text for n in asked.names if not _is_known(n.text, held))
    asked = replace(asked, unknown=unknown)
    times = {a.id: find_times(a.text, a.published) for a in articles}
    found = [] if unknown else find_candidates(asked, sentences_in(passages, by_id), times, read)
    return Found(asked, tuple(found), len(articles))


def _article(number: int, text: str) -> Article:
    """Make an article of a document; a day before the text, as search engines print it, is its date."""
    times = find_times(text[:_DATED], None)
    published = None
    dated = _OPENS_DATED.match(text)
    if dated and times and times[0].precision == "day" and times[0].start <= dated.start(1):
        published, text = times[0].first, text[dated.end() :]
    name = f"{number}.txt"
    title = make_title(text, str(number))
    return Article(str(number), name, f"Document {number}", None, title, (), published, None, text)


def _is_known(name: str, held: set[str]) -> bool:
    words = [token.word for token in tokenize(name)]
    return any(country(word) for word in words) or not words or words[-1] in held or set(words) <= held


def positions(given: Answer) -> tuple[str, ...]:
    """List the values that an answer tells apart: the sides of its disagreement, else its claims' values."""
    if given.abstained:
        return ()
    if given.disagreement:
        return tuple(position.value for position in given.disagreement.positions)
    return tuple(distinct([claim.value for claim in given.claims]))
