"""When the reader is asked for its opinion, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.answer.claims import ENOUGH, choose
from bot.answer.finding import find_candidates, sentences_in
from bot.answer.language.sentence import Sentence
from bot.answer.question import read_question
from bot.answer.reader import Reading, Window
from bot.answer.second_opinion.opinion import LIKELY, UNLIKELY, window_of
from index.article import Article, Passage
from index.dates import find_times

TEXT = (
    "Ada Brook threw in the towel on 4 May 2021. Her ferry company lost money every winter. "
    "The island's council praised the plum cakes of Eastfell."
)
ARTICLE = Article(
    id="a", path="a.md", outlet="Harbour Gazette", via=None, title="Brook leaves", authors=(),
    published=date(2021, 5, 5), url=None, text=TEXT,
)  # fmt: skip


class Reads:
    """A reader that finds the same words likely or not, and counts what it is shown."""

    def __init__(self, words: str, likely: float) -> None:
        self.words, self.likely, self.shown = words, likely, 0

    def __call__(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        self.shown += len(windows)
        found = [window.text.find(self.words) for window in windows]
        return [
            Reading(at, at + len(self.words), 0.9, self.likely, self.words)
            if at >= 0
            else Reading(0, 1, 0.1, 0.01, "")
            for at in found
        ]


def _sentences() -> list[Sentence]:
    return list(sentences_in([Passage("p", "a", 0, len(TEXT), TEXT)], {"a": ARTICLE}))


def _ask(question: str, read: Reads | None) -> list[str]:
    times = {"a": find_times(TEXT, ARTICLE.published)}
    candidates = find_candidates(read_question(question), _sentences(), times, read)
    return [candidate.value.text for candidate in choose(candidates)]


def test_a_paraphrase_is_believed_from_the_reader() -> None:
    """Where no rule knows the wording, a likely span in a sentence with the question's name answers."""
    question = "When did Ada Brook give up?"
    assert _ask(question, None) == []
    assert _ask(question, Reads("4 May 2021", LIKELY)) == ["Tuesday, 4 May 2021"]


def test_what_the_reader_finds_unlikely_stays_silent() -> None:
    """Below the threshold silence stays silence."""
    assert _ask("When did Ada Brook give up?", Reads("4 May 2021", LIKELY - 0.01)) == []


def test_a_span_of_the_wrong_kind_answers_nothing() -> None:
    """Words that are no date do not answer "when", however likely the reader finds them."""
    assert _ask("When did Ada Brook give up?", Reads("the towel", 0.99)) == []


def test_another_name_is_not_believed() -> None:
    """The reader's word counts only where the question's names stand."""
    assert _ask("When did Tom Moss give up?", Reads("4 May 2021", 0.99)) == []


def test_a_worded_answer_is_doubted() -> None:
    """A sentence that only shares the words of a "what" is left out when the reader sees no answer in it."""
    question = "What did the island's council praise?"
    assert _ask(question, None)
    assert _ask(question, Reads("plum cakes", 0.5)) == _ask(question, None)
    weak = find_candidates(
        read_question(question), _sentences(), {"a": []}, Reads("plum cakes", UNLIKELY - 0.01)
    )
    strong = find_candidates(read_question(question), _sentences(), {"a": []}, None)
    assert max(c.support for c in weak) < max(c.support for c in strong)


def test_a_sure_date_is_not_read() -> None:
    """Where the rules find a date there is nothing to ask, and no time is spent."""
    reader = Reads("4 May 2021", 0.0)
    assert _ask("When did Ada Brook throw in the towel?", reader) == ["Tuesday, 4 May 2021"]
    assert reader.shown == 0


def test_a_window_holds_the_sentence_before() -> None:
    """The reader sees the sentence behind the one before it, and looks for the answer in itself."""
    window = window_of(_sentences()[1])
    assert window.text.startswith("Ada Brook threw in the towel")
    assert window.focus and window.text[slice(*window.focus)] == "Her ferry company lost money every winter."
    assert window.title == "Brook leaves" and window.published == date(2021, 5, 5)


def test_a_question_tells_nothing() -> None:
    """A sentence that only asks is no evidence, neither for the rules nor for the reader."""
    text = "Who sank the ferry? Jon Lind sank the ferry. Was the ferry sunk by Mira Lund? Ada Brook asks."
    article = replace(ARTICLE, text=text)
    sentences = list(sentences_in([Passage("p", "a", 0, len(text), text)], {"a": article}))
    read = Reads("Mira Lund", 1.0)
    found = find_candidates(read_question("Who sank the ferry?"), sentences, {"a": []}, read)
    assert {c.value.text for c in found if c.support >= ENOUGH} == {"Jon Lind"}
