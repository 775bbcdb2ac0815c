"""Whether those act in a sentence, and where, who and where are asked about."""

from __future__ import annotations

import pytest

from bot.answer.evidence import weigh
from bot.answer.language.sentence import Sentence
from bot.answer.question import read_question
from index.article import Article


def _score(question: str, text: str) -> float:
    article = Article("a", "a.md", "Post", None, "", (), None, None, text)
    return weigh(read_question(question), Sentence(article, 0, len(text), ())).score


ANNOUNCED = "BRELL - Ada Brook is to visit Norvia next week, where she will trade, officials in Brell said."


@pytest.mark.parametrize(
    ("question", "told", "other"),
    [
        ("Will Ada Brook visit Norvia?", ANNOUNCED, None),
        ("Will Ada Brook visit Brell?", None, ANNOUNCED),
        (
            "Did Ada Brook travel to Tarn?",
            "Ada Brook travelled to Brell, Tarn and Vale.",
            "Ada Brook travelled to Brell on Monday, the Tarn Gazette reports; rain fell on Tarn.",
        ),
        (
            "Did Ada Brook fly to Tarn?",
            "Ada Brook flew to the island of Lome, in Tarn.",
            "Ada Brook flew to Brell after Tarn was flooded.",
        ),
    ],
)
def test_who_goes_to_another_place(question: str, told: str | None, other: str | None) -> None:
    """Who visits one place is not said to visit another, which the sentence names for something else."""
    if told is not None:
        assert _score(question, told) >= 0.9
    if other is not None:
        assert _score(question, other) <= 0.5
