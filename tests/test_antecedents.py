"""Whom a sentence means that does not name him, and what is then answered from it."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answer.claims import ENOUGH, Candidate, support
from bot.answer.evidence import weigh
from bot.answer.extracting.value import Value
from bot.answer.extractive import cite
from bot.answer.language.sentence import Sentence
from bot.answer.question import read_question
from bot.answer.values import find_values
from bot.answer.weighing.antecedents import named_later, subject_of
from bot.answer.weighing.called import is_called, is_somebody, meant_by
from index.article import Article
from index.dates import find_times
from index.sentences import split_sentences

PUBLISHED = date(2024, 5, 14)


def _sentences(text: str) -> list[Sentence]:
    article = Article("a", "a.md", "Gazette", None, "A title", (), PUBLISHED, None, text)
    spans = split_sentences(text)
    return [
        Sentence(article, a, b, tuple(text[c:d] for c, d in spans[max(0, i - 2) : i]))
        for i, (a, b) in enumerate(spans)
    ]


def _best(question: str, text: str) -> Candidate | None:
    """Give the best supported answer of a whole text; None where nothing answers."""
    asked = read_question(question)
    found: list[Candidate] = []
    for sentence in _sentences(text):
        evidence = weigh(asked, sentence)
        values: list[Value] = find_values(asked, evidence, find_times(sentence.text, PUBLISHED))
        found += [Candidate(evidence, v, support(asked, evidence, v)) for v in values]
    best = max(found, key=lambda c: c.support, default=None)
    return best if best and best.support >= ENOUGH else None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Ada Holm closed the mill. She blamed the price of wool.", "Ada Holm"),
        ('"It is over," said Ada Holm. Dressed in black, she left by the back door.', "Ada Holm"),
        ("Ada Holm spoke first. She was calm. Later, she wept.", "Ada Holm"),
        ("For the mill's owner, Ada Holm, it was the end. Her son disagrees.", "Ada Holm"),
        ("Ada Holm closed the mill. Jon Lind blamed the price of wool.", None),
    ],
)
def test_pronouns_mean_whom_the_sentences_before_are_about(text: str, meant: str | None) -> None:
    """A pronoun that comes before any name means whom the sentences before it are about."""
    assert subject_of(_sentences(text)[-1]) == meant


def test_a_description_means_whom_the_article_gave_it() -> None:
    """ "The bookkeeper" and "the 52-year-old" are who was called so before."""
    text = "Ada Holm, 52, a bookkeeper, found the bill. The bookkeeper kept it. The 52-year-old smiled."
    _, second, third = _sentences(text)
    assert meant_by(second) == ["Ada Holm"]
    assert meant_by(third) == ["Ada Holm"]
    assert is_called("Ada Holm", "bookkeep", second)
    assert is_somebody("Ada Holm", second)


def test_a_man_is_whom_the_next_sentence_names() -> None:
    """A lead that says only what somebody was, and the name that follows, are of one person."""
    lead = _sentences("A former treasurer was sent to prison on Monday. Jon Lind, 40, showed no emotion.")[0]
    assert named_later(lead) == "Jon Lind"
    hurt = _sentences("The ship sank. A steward was hurt. He has been named as Jon Lind.")[1]
    assert named_later(hurt) == "Jon Lind"


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        (
            "Who replaced Jon Lind as director?",
            "Ada Holm blamed the winter. She had been there for a year, having taken over from Jon Lind.",
            "Ada Holm",
        ),
        ("Who was offered Lind's job?", "The board offered Lind's job to Ada Holm.", "Ada Holm"),
        ("Who leads the dockers' union?", "The dockers' union gave in, said its head, Ada Holm.", "Ada Holm"),
        ("Who is the coach of Brae?", "Brae beat Lund. It was luck, said Lund's coach, Jon Lind.", None),
        (
            "Why was Jon Lind dismissed?",
            "The club dismissed Jon Lind on Monday. The decision was taken because of the club's results.",
            "because of the club's results",
        ),
        ("What is Jon Lind accused of?", "Jon Lind is accused of selling seats.", "selling seats"),
        ("What is Jon Lind accused of?", "Jon Lind is the treasurer of the choir.", None),
        ("What happened to Jon Lind?", "Jon Lind was hit by a branch.", "Jon Lind was hit by a branch."),
        ("What happened to Jon Lind?", "Jon Lind is the treasurer of the choir.", None),
        ("Which company built the ferry?", "The ferry was ordered by Jon Lind. Jon Lind, 40, sails.", None),
        ("Where was Jon Lind arrested?", "Jon Lind was arrested at Brae airport.", "Brae airport"),
        (
            "How many fans were arrested?",
            "Fans ran onto the pitch. Police said that 17 people had been arrested.",
            "17 people",
        ),
        ("How many people were hurt when the glider crashed?", "14 people were hurt at the bridge.", None),
        ("Who replaced Jon Lind?", "Ada Holm turned down an offer to replace Jon Lind.", None),
        ("What is Jon Lind accused of?", "The accused, Jon Lind, spent most of his day in court.", None),
        ("What caused the collapse of the mill?", "Ada Holm left after the collapse of the mill.", None),
        ("What caused the fire?", "The fire was caused by a heater.", "caused by a heater"),
        (
            "Who leads the Danish defence ministry?",
            "President Jon Lind of Norway met Danish Defense Minister Ada Holm in Brae.",
            "Ada Holm",
        ),
        ("Who leads the Danish defence ministry?", "President Jon Lind of Norway met Danes.", None),
        ("Who heads Norway's defence ministry?", "Jon Lind, who heads Norway's Naval Academy, sang.", None),
        ("Who heads Norway's health ministry?", "Ada Holm heads the Norwegian health ministry.", "Ada Holm"),
        ("Who leads the defence ministry of Iran?", "Iran's defence minister, Jon Lind, ate.", "Jon Lind"),
        ("Who heads Norway's health ministry?", "Norway's defence minister, Ada Holm, sang.", None),
        ("Who leads Norway?", "Norway's defence minister, Ada Holm, met Danish President Jon Lind.", None),
        ("Who leads Norway?", "Danish President Jon Lind met Ada Holm, the Norwegian premier.", "Ada Holm"),
        ("Who heads the Brae Harbour Board?", "The Brae Harbour Board met; Holm heads it.", "Holm"),
        ("Who leads Teal Marine?", "Jon Lind sold Teal Marine some ropes.", None),
        ("Who leads Teal Marine?", "Teal Marine's chief executive, Ada Holm, sang.", "Ada Holm"),
        ("Which country did Jon Lind visit?", "Minister Jon Lind of Norway went to Brae on a visit.", None),
        ("Which country did Jon Lind visit?", "Minister Jon Lind of Norway visited Denmark.", "Denmark"),
        ("Which country did Jon Lind visit?", "Norway's minister, Jon Lind, went on a visit.", None),
        ("Which country did Norway invade?", "Since Norway invaded Denmark it leans on Iceland.", "Denmark"),
        ("What happened to Jon Lind?", "According to Jon Lind, the talks were meant to show unity.", None),
        ("What happened to Jon Lind?", "Jon Lind said the bridge was closed.", None),
        (
            "What happened to Jon Lind?",
            "Jon Lind said he was hit by a branch.",
            "Jon Lind said he was hit by a branch.",
        ),
    ],
)  # fmt: skip
def test_answers(question: str, text: str, value: str | None) -> None:
    """What is asked in other words than the article's is answered, and only by what tells it."""
    best = _best(question, text)
    assert (best and best.value.text) == value


def test_a_quote_names_whom_its_pronoun_means() -> None:
    """Where the name stands in the sentence before, the quote has that sentence too."""
    text = "Ada Holm blamed the winter. She had taken over from Jon Lind."
    best = _best("Who replaced Jon Lind?", text)
    assert best is not None
    assert cite(1, best).quote == text


def test_the_boss_of_a_firm_is_whom_the_next_sentence_names() -> None:
    """ "The boss of Brae Mills resigned" is told of Ada Holm, whom the sentence behind it names."""
    text = "The boss of Brae Mills resigned on Sunday. Ada Holm, 54, had led the firm for six years."
    assert named_later(_sentences(text)[0]) == "Ada Holm"
    best = _best("When did Ada Holm resign?", text)
    assert best is not None and best.value.text == "Sunday, 12 May 2024"


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        (
            "When was the Brook Museum built?",
            "The Brook Museum stands in Vale. Built in 1911 by sailors, it was sold to the town later.",
            "1911",
        ),
        (
            "How many people does Brook Mills employ?",
            "Brook Mills makes flour. Founded by two bakers, it employs 300 people.",
            "300 people",
        ),
        (
            "How many people does Brook Mills employ?",
            "Brook Mills makes flour. Bought by Lind Foods, it employs 300 people.",
            None,
        ),
    ],
)
def test_it_behind_an_aside_means_what_the_sentence_before_is_about(
    question: str, text: str, value: str | None
) -> None:
    """ "Built in 1911, it" means what was spoken of, unless the aside names something else."""
    best = _best(question, text)
    assert (best.value.text if best else None) == value
