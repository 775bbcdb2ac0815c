"""Whose words a sentence gives, where somebody's words are asked for."""

from __future__ import annotations

import pytest

from bot.answer.language.sentence import Sentence
from bot.answer.question import read_question
from bot.answer.weighing.denial import ANOTHERS, REPORTED, SPOKEN_TO, UNSPOKEN, speech
from index.article import Article


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("Ada Brook told the council that the mill would stay shut.", REPORTED),
        ("On Tuesday Brook, for her part, said the mill was safe.", REPORTED),
        ("The mill is safe, according to Capt. Ada Brook, a spokesperson for the owners.", REPORTED),
        ("“The mill is safe,” said Vale's mayor, Ada Brook.", 1.0),
        ("“The mill is safe,” she said.", 1.0),  # it may be her
        ("Jon Lind told Ada Brook that the mill was safe.", SPOKEN_TO),
        ("She thanked Brook and asked for more.", SPOKEN_TO),
        ("Jon Lind said the mill was safe and that Brook would open it.", ANOTHERS),
        ("The ministry said Brook would open the mill.", ANOTHERS),
        ("The ministry announced that Brook would open the mill.", ANOTHERS),
        ("Brook and Lind signed a lease, according to a statement of the owners.", ANOTHERS),
        ("Brook left the mill by the back door.", UNSPOKEN),
    ],
)
def test_only_the_words_of_who_is_asked_for_count_in_full(text: str, worth: float) -> None:
    """What was said to somebody, what others said of him and what nobody said is worth less; a report of his
    words a little less than the words."""
    article = Article("a", "a.md", "Gazette", None, "A mill", (), None, None, text)
    question = read_question("What did Ada Brook say about the mill?")
    assert speech(question, Sentence(article, 0, len(text), ())) == worth


def test_it_counts_only_where_words_are_asked_for() -> None:
    """A question for what somebody did is not answered by words alone, and nothing is taken off for it."""
    article = Article("a", "a.md", "Gazette", None, "A mill", (), None, None, "Jon Lind told Ada Brook.")
    question = read_question("When did Ada Brook open the mill?")
    assert speech(question, Sentence(article, 0, 24, ())) == 1.0
