"""training/reader_*.py: what the reader learns from is what its label says, on invented sentences."""

from __future__ import annotations

import random
from collections import Counter

from evals.near_misses.names import Pool
from evals.near_misses.news import ask_about, base_form
from evals.near_misses.texts import Asked, detokenise
from evals.near_misses.twins import (
    add_detail,
    change_wh,
    change_word,
    shorten_names,
    swap_in_question,
    swap_in_sentence,
    when_untold,
)

SENTENCE = "Orla Finch met Tobias Ketteridge in Selby on Tuesday."
ASKED = Asked("Who met Tobias Ketteridge?", SENTENCE, ((0, 10),), "doc")


def make_pool() -> Pool:
    """A pool of invented names, and verbs in both forms."""
    pool = Pool(cased=Counter({"open": 9, "release": 9, "opened": 9}))
    pool.names = {"person": ["Mara Quill"], "place": ["Lund"], "body": ["Vale Council"], "thing": ["Ostrel"]}
    pool.kinds = {"Selby": "place", "Lund": "place"}
    return pool


def test_tokens_become_print() -> None:
    """Treebank tokens are joined as print has them, and each token's span is its own slice."""
    tokens = "He said `` it is -LRB- almost -RRB- done '' , did n't he ?".split()
    text, spans = detokenise(tokens)
    assert text == 'He said "it is (almost) done", didn\'t he?'
    assert [text[a:b] for a, b in spans][:4] == ["He", "said", '"', "it"]
    assert text[slice(*spans[9])] == '"'


def test_a_swapped_name_is_marked_where_it_stands() -> None:
    """A twin of the question names somebody else, its label is not-here, and what is wrong is marked."""
    for seed in range(20):
        twin = swap_in_question(ASKED, [], make_pool(), random.Random(seed))
        if twin is not None:
            assert twin.label == 0 and "Tobias Ketteridge" not in twin.question
            assert twin.wrong is not None
            changed = twin.question[slice(*twin.wrong[0])]
            assert twin.question == f"Who met {changed}?"
            assert changed not in ("Orla Finch", "Finch")


def test_a_swapped_sentence_keeps_nothing_of_the_name() -> None:
    """A twin of the sentence holds no part of the name that the question asks for."""
    twin = swap_in_sentence(ASKED, make_pool(), random.Random(1))
    assert twin is not None and twin.label == 0
    assert "Tobias" not in twin.text and "Ketteridge" not in twin.text and "Mara Quill" in twin.text


def test_a_changed_word_is_not_in_the_sentence() -> None:
    """A changed verb is one that the sentence doesn't hold."""
    asked = Asked("Who greeted Tobias Ketteridge?", SENTENCE, ((0, 10),), "doc")
    twin = change_word(asked, {"ed": ["sacked"], "": ["stone"]}, random.Random(1))
    assert twin is not None
    assert twin.question == "Who sacked Tobias Ketteridge?"


def test_a_time_is_asked_for_only_where_none_is_told() -> None:
    """ "When" is unanswerable where neither the sentence nor its neighbours tell a time, and only there."""
    plain = Asked("What did Orla Finch open?", "Orla Finch opened the Selby bridge.", ((18, 34),), "doc")
    found = {change_wh(plain, "", random.Random(n)) for n in range(20)}
    assert "When did Orla Finch open?" in {one.question for one in found if one}
    told = {change_wh(plain, "It rained on Monday.", random.Random(n)) for n in range(20)}
    assert not any(one and one.question.startswith("When") for one in told)
    assert when_untold("Orla Finch opened the bridge on Monday.", make_pool(), random.Random(1)) is None


def test_true_details_and_short_names_stay_answerable() -> None:
    """A detail that the sentence gives, or a name cut to a part of itself, keeps the answer."""
    detailed = add_detail(ASKED, make_pool(), random.Random(2)).question
    assert detailed in ("Who met Tobias Ketteridge in Selby?", "Who met Tobias Ketteridge on Tuesday?")
    assert shorten_names(ASKED, make_pool(), random.Random(2)).question in (
        "Who met Ketteridge?",
        "Who met Tobias?",
    )


def test_news_sentences_give_grammatical_questions() -> None:
    """Subject, verb and rest become when- and who-questions whose answers are slices of the sentence."""
    sentence = "Orla Finch opened the Selby bridge on Tuesday."
    made = {
        one.question: sentence[slice(*one.answers[0])]
        for one in ask_about(sentence, "d", make_pool(), random.Random(4))
    }
    assert made["Who opened the Selby bridge?"] == "Orla Finch"
    assert [answer for question, answer in made.items() if question.startswith(("When", "What day"))] == [
        "Tuesday"
    ]


def test_base_forms() -> None:
    """A past tense gives its infinitive; a word that is none gives nothing."""
    cased = Counter({"release": 5, "open": 5})
    assert base_form("released", cased) == "release"
    assert base_form("opened", cased) == "open"
    assert base_form("told", cased) == "tell"
    assert base_form("under", cased) is None
