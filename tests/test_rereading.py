"""What the reader is asked of articles that differ or tell nothing, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.answer.claims import choose
from bot.answer.finding import find_candidates, sentences_in
from bot.answer.question import read_question
from bot.answer.reader import Reading, Window
from index.article import Article, Passage
from index.dates import find_times


class Reads:
    """A reader that finds certain words, each as far ahead of "no answer" as told, and counts its windows."""

    def __init__(self, leads: Mapping[str, float], answerable: float = 0.5) -> None:
        self.leads, self.answerable, self.shown = leads, answerable, 0

    def __call__(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        self.shown += len(windows)
        return [self._read(window.text) for window in windows]

    def _read(self, text: str) -> Reading:
        for words, lead in self.leads.items():
            if words in text:
                at = text.find(words)
                return Reading(at, at + len(words), 1.0, self.answerable, words, raw=(0.0, lead))
        return Reading(0, 1, 1.0, 0.01, text[:1], raw=(0.0, -20.0))


def _ask(question: str, texts: Sequence[str], read: Reads | None, published: date | None = None) -> list[str]:
    articles = {
        str(n): Article(str(n), f"{n}.md", f"Outlet {n}", None, "", (), published, None, text)
        for n, text in enumerate(texts)
    }
    passages = [Passage(a.id, a.id, 0, len(a.text), a.text) for a in articles.values()]
    times = {a.id: find_times(a.text, a.published) for a in articles.values()}
    found = find_candidates(read_question(question), sentences_in(passages, articles), times, read)
    return [candidate.value.text for candidate in choose(found)]


WHO = "Who designed the Halcyon?"
DESIGNED = ("Ada Brook designed the Halcyon.", "Jon Lind designed the Halcyon in Eastfell.")


def test_no_sentence_is_read_twice() -> None:
    """A sentence in which both opinions may look for a shorter answer is read once."""
    read = Reads({"salted cod": 8.0})
    told = _ask("What does the Halcyon carry?", ("The Halcyon carries salted cod to four islands.",), read)
    assert told == ["salted cod"]
    assert read.shown == 1


def test_articles_that_agree_are_not_read() -> None:
    """Where every article answers and all alike, nothing is read."""
    read = Reads({})
    assert set(_ask(WHO, (DESIGNED[0], "Brook designed the Halcyon."), read)) == {"Ada Brook", "Brook"}
    assert read.shown == 0


def test_differing_names_are_read() -> None:
    """Two names that the reader finds stay side by side."""
    read = Reads({"Ada Brook": 8.0, "Jon Lind": 8.0})
    assert set(_ask(WHO, DESIGNED, read)) == {"Ada Brook", "Jon Lind"}
    assert read.shown == 2


def test_a_name_that_the_reader_does_not_find_is_doubted() -> None:
    """A name that only stands in the right place is not held against one that the reader finds."""
    assert _ask(WHO, DESIGNED, Reads({"Ada Brook": 8.0})) == ["Ada Brook"]


def test_a_silent_article_is_heard() -> None:
    """Words that no rule takes for the answer are an article's answer where the reader is sure of them."""
    texts = (
        "The Halcyon lies at Cape Sorrel.",
        "The Halcyon has found her berth, Eastfell harbour, at last.",
    )
    question = "Where does the Halcyon lie?"
    assert _ask(question, texts, None) == ["Cape Sorrel"]
    told = _ask(question, texts, Reads({"Eastfell harbour": 8.0, "Cape Sorrel": 8.0}))
    assert set(told) == {"Cape Sorrel", "Eastfell harbour"}


def test_a_silent_article_that_the_reader_is_not_sure_of_stays_silent() -> None:
    """A span that hardly leads over "no answer" tells nothing."""
    texts = (
        "The Halcyon lies at Cape Sorrel.",
        "The Halcyon has found her berth, Eastfell harbour, at last.",
    )
    assert _ask("Where does the Halcyon lie?", texts, Reads({"Eastfell harbour": 0.2})) == ["Cape Sorrel"]


def test_numbers_are_not_doubted() -> None:
    """A number that the reader does not find is still held against another."""
    texts = (
        "The storm injured 14 passengers of the Halcyon.",
        "The storm injured 22 passengers of the Halcyon.",
    )
    question = "How many passengers of the Halcyon were injured?"
    assert set(_ask(question, texts, Reads({}))) == {"14 passengers", "22 passengers"}


def test_a_plan_is_not_made_a_deed() -> None:
    """Who will do something is not who did it, however sure the reader is."""
    texts = ("Ada Brook opened the library.", "Jon Lind will open a library in May.")
    assert _ask("Who opened the library?", texts, Reads({"Jon Lind": 9.0, "Ada Brook": 9.0})) == ["Ada Brook"]


def test_an_article_answers_with_what_the_reader_is_sure_of() -> None:
    """What other articles say does not stand for what the reader is sure of in one."""
    texts = (
        "The Halcyon was launched on 20 September 1906. The Halcyon was launched on 3 May 1911 once more.",
        "The Halcyon was launched on 3 May 1911.",
        "On 3 May 1911 the Halcyon was launched.",
    )
    told = _ask("When was the Halcyon launched?", texts, Reads({"20 September 1906": 8.0}))
    assert set(told) == {"Thursday, 20 September 1906", "Wednesday, 3 May 1911"}


def test_a_known_day_stands_before_one_that_nothing_dates() -> None:
    """ "The same day" agrees with every day, and still does not stand for the day beside it."""
    texts = (
        "The Halcyon was launched on 20 September 1906, the same day as the Petrel.",
        "The Halcyon was launched on 3 May 1911.",
    )
    told = _ask("When was the Halcyon launched?", texts, None)
    assert set(told) == {"Thursday, 20 September 1906", "Wednesday, 3 May 1911"}


def test_whose_country_it_is_names_nobody() -> None:
    """An adjective of a country is not who did something, however sure the reader is."""
    texts = ("Ada Brook designed the Halcyon.", "The Halcyon has a Russian for her designer, it is said.")
    assert _ask(WHO, texts, Reads({"Russian": 9.0, "Ada Brook": 9.0})) == ["Ada Brook"]


def test_a_day_beside_the_sentence_is_heard() -> None:
    """A silent article's day is found in the sentence behind the one that names what is asked about."""
    texts = (
        "The Halcyon was launched on 3 May 1911.",
        "The Halcyon was the pride of Eastfell. Her hull first met the water in 1906. She sank later.",
    )
    question = "When was the Halcyon launched?"
    assert set(_ask(question, texts, Reads({"1906": 8.0}))) == {"Wednesday, 3 May 1911"}
    told = _ask(question, texts, Reads({"1906": 8.0}, answerable=0.9))
    assert set(told) == {"Wednesday, 3 May 1911", "1906"}


def test_who_beside_the_sentence_is_not_heard() -> None:
    """Who did it is looked for in the sentence alone: beside it other people stand."""
    texts = (DESIGNED[0], "The Halcyon is the pride of Eastfell. Jon Lind lives there as well.")
    read = Reads({"Ada Brook": 9.0, "Jon Lind": 9.0}, answerable=0.9)
    assert _ask(WHO, texts, read) == ["Ada Brook"]


def test_of_news_the_reader_does_not_make_the_beaten_the_winner() -> None:
    """Whom the rules see behind the deed is not told because the reader takes him for who did it."""
    texts = (
        "Jon Lind won the Harbour Cup after two hours against Ada Brook.",
        "Tom Verrill won the Harbour Cup.",
    )
    read = Reads({"Ada Brook": 8.0, "Tom Verrill": 8.0})
    assert "Ada Brook" not in _ask("Who won the Harbour Cup?", texts, read, date(2024, 5, 14))
