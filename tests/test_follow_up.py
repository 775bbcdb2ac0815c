"""Follow-ups become questions that stand alone; questions that do already are left alone."""

from __future__ import annotations

import doctest

import pytest

from bot.answer.asking import clause, follow_up
from bot.answer.asking.follow_up import rewrite

OUTLETS = ("the Eastfell Post", "the Northmoor Gazette", "the Gazette")
PLACES = ("Eastfell", "Copenhagen", "Northmoor", "Lund", "Brae")

MET = "When did Ada Brook meet Jon Lind?"
VISIT = "When did Brook visit Eastfell?"
LENGTH = "How long was Brook's visit to Eastfell?"
HURT = "How many passengers were hurt when the Halcyon ran aground?"
AGROUND = "When did the Halcyon run aground?"
OPENED = "Who opened the library?"
SIGNED = "What did Brook and Lind sign?"
JAILED = "Why was Tom Verrill jailed?"
HOLDS = "How many books does the library hold?"
RAIN = "What happened in Brae on 4 May 2024?"

FOLLOW_UPS = [
    # a name, for one like it
    (MET, "and Marsh?", "When did Ada Brook meet Marsh?"),
    (MET, "Marsh?", "When did Ada Brook meet Marsh?"),
    (VISIT, "and Lind?", "When did Lind visit Eastfell?"),
    (VISIT, "and Copenhagen?", "When did Brook visit Copenhagen?"),
    (VISIT, "what about Copenhagen?", "When did Brook visit Copenhagen?"),
    (LENGTH, "and Lind's?", "How long was Lind's visit to Eastfell?"),
    (LENGTH, "and to Copenhagen?", "How long was Brook's visit to Copenhagen?"),
    (SIGNED, "and Marsh?", "What did Marsh sign?"),
    ("Who is Tom Verrill?", "and Mira Oyelaran?", "Who is Mira Oyelaran?"),
    (
        "What did Brook say about the ferry?",
        "and Governor Lind?",
        "What did Governor Lind say about the ferry?",
    ),
    # a thing, for one like it
    (OPENED, "and the school?", "Who opened the school?"),
    (HOLDS, "and films?", "How many films does the library hold?"),
    (HURT, "and the crew?", "How many crew were hurt when the Halcyon ran aground?"),
    ("Where is the museum?", "how about the harbour office?", "Where is the harbour office?"),
    ("Did the captain of the ferry resign?", "and the mate?", "Did the mate resign?"),
    # an outlet, a time, a place
    (
        MET,
        "what about the Eastfell Post?",
        "According to the Eastfell Post, when did Ada Brook meet Jon Lind?",
    ),
    (MET, "according to the Gazette?", "According to the Gazette, when did Ada Brook meet Jon Lind?"),
    (
        "According to the Eastfell Post, how long was the visit?",
        "and the Gazette?",
        "According to the Gazette, how long was the visit?",
    ),
    (VISIT, "and in May?", "When did Brook visit Eastfell in May?"),
    (RAIN, "and on 5 May 2024?", "What happened in Brae on 5 May 2024?"),
    (RAIN, "and in Lund?", "What happened in Lund on 4 May 2024?"),
    # another thing asked of the same
    (MET, "why?", "Why did Ada Brook meet Jon Lind?"),
    (MET, "And where?", "Where did Ada Brook meet Jon Lind?"),
    (MET, "where was that?", "Where did Ada Brook meet Jon Lind?"),
    (MET, "how long did it take?", "How long did Ada Brook meet Jon Lind?"),
    (VISIT, "how long?", "How long did Brook visit Eastfell?"),
    (LENGTH, "when was it?", "When was Brook's visit to Eastfell?"),
    (LENGTH, "why?", "What was the reason for Brook's visit to Eastfell?"),
    (HURT, "when?", "When was it that passengers were hurt when the Halcyon ran aground?"),
    (HURT, "where did that happen?", "Where was it that passengers were hurt when the Halcyon ran aground?"),
    (OPENED, "when was that?", "When was it that they opened the library?"),
    (JAILED, "for how long?", "For how long was Tom Verrill jailed?"),
    (HOLDS, "since when?", "Since when is it that the library holds books?"),
    ("When was the library opened?", "by whom?", "By whom was the library opened?"),
    ("When was the library opened?", "who?", "By whom was the library opened?"),
    ("Were sailors hurt in Brae?", "how many?", "How many sailors were hurt in Brae?"),
    ("Did Brook resign?", "why not?", "Why did Brook not resign?"),
    ("Did Brook resign?", "on what day?", "On what day did Brook resign?"),
    ("What did Brook say about the ferry?", "when?", "When did Brook say that about the ferry?"),
    # who says so
    (MET, "who said so?", "Who said when Ada Brook met Jon Lind?"),
    (MET, "says who?", "Who said when Ada Brook met Jon Lind?"),
    (LENGTH, "according to whom?", "Who said how long Brook's visit to Eastfell was?"),
    (HURT, "who reported that?", "Who said how many passengers were hurt when the Halcyon ran aground?"),
    # pronouns, then and there
    (VISIT, "did she meet Lind?", "Did Brook meet Lind?"),
    (VISIT, "why did she go there?", "Why did Brook go to Eastfell?"),
    (VISIT, "what happened then?", "What happened when Brook visited Eastfell?"),
    (MET, "how did they travel?", "How did Ada Brook and Jon Lind travel?"),
    (MET, "what happened after that?", "What happened after Ada Brook met Jon Lind?"),
    (MET, "what happened next?", "What happened after Ada Brook met Jon Lind?"),
    (MET, "how many people were there?", "How many people were there when Ada Brook met Jon Lind?"),
    (AGROUND, "how many died then?", "How many died when the Halcyon ran aground?"),
    (AGROUND, "how many passengers did it carry?", "How many passengers did the Halcyon carry?"),
    (AGROUND, "who was its captain?", "Who was the Halcyon's captain?"),
    (HURT, "why did it run aground?", "Why did the Halcyon run aground?"),
    ("Did the captain of the ferry resign?", "why did he do so?", "Why did the captain of the ferry do so?"),
    (OPENED, "what did it cost?", "What did the library cost?"),
    (JAILED, "will he appeal?", "Will Tom Verrill appeal?"),
    (JAILED, "what was his job?", "What was Tom Verrill's job?"),
    (LENGTH, "who died then?", "Who died during Brook's visit to Eastfell?"),
]


@pytest.mark.parametrize(("before", "text", "whole"), FOLLOW_UPS, ids=lambda part: part[:44])
def test_a_follow_up_becomes_whole(before: str, text: str, whole: str) -> None:
    """A follow-up takes what it leaves out from the question before it."""
    assert rewrite(text, [before], OUTLETS.__contains__, PLACES.__contains__).rstrip("?") == whole.rstrip("?")


WHOLE = [
    "When did Brook resign?",
    "Who is Tom Verrill?",
    "Why was it that Brook left?",
    "Did Brook say she would resign?",
    "When did Lind say that he would run?",
    "What happened in Brae?",
    "How long does it take to sail to Brae?",
    "Is it true that the Halcyon sank?",
    "Has the Gazette apologised for its story?",
    "What did the mayor tell her council?",
    "When did the captain say he had slept?",
    "When was the ferry that sank built?",
    "What was there before the library?",
    "And what did the council decide on the ferry?",
    "ferry talks Eastfell",
    "Halcyon",
    "According to the Eastfell Post, when did the library open?",
    "thanks",
    "hello?",
    "???",
    "",
]


@pytest.mark.parametrize("text", WHOLE)
def test_a_whole_question_is_left_alone(text: str) -> None:
    """What stands alone, or is no question, comes back letter by letter, whatever was asked before."""
    for before in (MET, HURT, "tell me about the ferry"):
        assert rewrite(text, [before], OUTLETS.__contains__, PLACES.__contains__) == text


def test_nothing_before() -> None:
    """With no question before it a follow-up stays what it is."""
    for text in ("why?", "and Lind?", "did she resign?"):
        assert rewrite(text, []) == text


def test_an_older_question_is_leant_on() -> None:
    """A pronoun that the last question gives nothing for means what an older one names."""
    assert rewrite("why did she resign?", [VISIT, "Where is the museum?"]) == "Why did Brook resign?"
    assert rewrite("why?", [VISIT, "Where is the museum?"]) == "What is the reason for the museum?"


def test_a_chain_of_follow_ups() -> None:
    """Each rewritten question carries the next follow-up."""
    asked = [VISIT]
    for text in ("and Lind?", "why?", "did he meet Marsh?", "when?"):
        asked.append(rewrite(text, asked, OUTLETS.__contains__, PLACES.__contains__))
    assert asked[1:] == [
        "When did Lind visit Eastfell?",
        "Why did Lind visit Eastfell?",
        "Did Lind meet Marsh?",
        "When did Lind meet Marsh?",
    ]


def test_places_without_an_index() -> None:
    """Without an index a country is known as a place; nothing else is guessed to be one."""
    assert rewrite("and Norway?", [VISIT]) == "When did Brook visit Norway?"
    assert rewrite("and norway?", [VISIT]) == "When did Brook visit Norway?"
    assert rewrite("and in Sund?", [RAIN]) == "What happened in Sund on 4 May 2024?"


def test_odd_text_does_no_harm() -> None:
    """Whatever is typed, or was asked before, gives a text and no error."""
    for before in ("?", "a", "who", "is it", "when did", "how many", "the " * 300, "\x00‮", "What's his?"):
        for text in ("why?", "and him?", "and ?", "what about", "who said so?", "then", "there?", "why not?"):
            assert isinstance(rewrite(text, [before]), str)


@pytest.mark.parametrize("module", [clause, follow_up])
def test_examples(module: object) -> None:
    """The examples in the docstrings are true."""
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
