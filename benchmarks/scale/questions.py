"""Questions to a corpus, made from its own articles: headlines, single facts, and two outlets at once.

Nothing here is asked by a person; what matters is that each has the words, names and length that questions to
news have, and that it is known which article each is made from.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.article import Article
from index.dates import format_interval
from index.words import STOPWORDS, names, tokenize

_SENTENCE = re.compile(r"(?<!\S)[A-Z][^.!?\n]{60,240}[.!?](?=\s|$)")
_OPENINGS = (
    "When did {name} speak of {words}?",
    "Who is {name}, and what about {words}?",
    "What did {name} say about {words}?",
    "How many {words} did {name} name?",
    "Where was {name} when {words}?",
)
_TWO = (
    "While the {one} article from {day} says that {first}, does the {other} report suggest that {second}?",
    "Who was named both by {one}, which reported that {first}, and by {other}, which wrote that {second}?",
    "Between the report from {one} on {day} that {first} and the report from {other} that {second}, "
    "was the account consistent?",
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the ids of the articles that it is made from."""

    text: str
    articles: tuple[str, ...]


def make_questions(articles: Sequence[Article], count: int, seed: int = 1) -> list[Question]:
    """Make so many questions from articles: three tenths headlines, four facts, three over two outlets."""
    chance = random.Random(seed)
    usable = [one for one in articles if one.outlet and one.published and _facts(one)]
    questions: list[Question] = []
    order = chance.choices(("headline", "fact", "two"), (3, 4, 3), k=count)
    for kind in order:
        one, other = chance.choice(usable), chance.choice(usable)
        if kind == "headline":
            questions.append(Question(one.title, (one.id,)))
        elif kind == "fact":
            questions.append(_ask_fact(one, chance))
        else:
            questions.append(_ask_two(one, other, chance))
    return questions


def _ask_fact(article: Article, chance: random.Random) -> Question:
    sentence = chance.choice(_facts(article))
    name = chance.choice(names(sentence)).text
    text = chance.choice(_OPENINGS).format(name=name, words=_words(sentence, name, 4))
    return Question(text, (article.id,))


def _ask_two(one: Article, other: Article, chance: random.Random) -> Question:
    first, second = (chance.choice(_facts(article)) for article in (one, other))
    assert one.published is not None
    day = format_interval(one.published, one.published, "day")
    text = chance.choice(_TWO).format(
        one=one.outlet, other=other.outlet, day=day, first=_clause(first), second=_clause(second)
    )
    return Question(text, (one.id, other.id))


def _facts(article: Article) -> list[str]:
    """Give the sentences at the head of an article that name somebody or something."""
    found = [match[0].strip() for match in _SENTENCE.finditer(article.text[:3000])]
    return [sentence for sentence in found if names(sentence)]


def _words(sentence: str, name: str, most: int) -> str:
    inside = set(name.lower().split())
    found = [token.word for token in tokenize(sentence)]
    return " ".join([word for word in found if word not in STOPWORDS and word not in inside][:most])


def _clause(sentence: str) -> str:
    """Shorten a sentence to what a question quotes of it."""
    words = sentence.rstrip(".!?").split()[:14]
    return " ".join(words)
