"""The same told in other words: sizes, offices, successors, phrases, places, and who does what to whom."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answer.claims import ENOUGH, support
from bot.answer.evidence import Evidence, weigh
from bot.answer.language.phrasal import phrasal
from bot.answer.language.sentence import Sentence, is_named
from bot.answer.question import read_question
from bot.answer.types import Kind
from bot.answer.values import find_values
from index.article import Article
from index.dates import find_times
from index.words import tokenize

PUBLISHED = date(2024, 5, 14)


def _evidence(question: str, text: str, before: str = "", title: str = "A title") -> Evidence:
    whole = f"{before} {text}".strip()
    article = Article("a", "a.md", "Gazette", None, title, (), PUBLISHED, None, whole)
    sentence = Sentence(article, len(whole) - len(text), len(whole), (before,) if before else ())
    return weigh(read_question(question), sentence)


def _answer(question: str, text: str, before: str = "") -> str | None:
    """Give the best supported value of a sentence; None where it does not answer."""
    asked, evidence = read_question(question), _evidence(question, text, before)
    values = find_values(asked, evidence, find_times(text, PUBLISHED))
    best = max(values, key=lambda v: support(asked, evidence, v), default=None)
    return best.text if best and support(asked, evidence, best) >= ENOUGH else None


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("What is the population of Brae?", "Brae has a population of 2,300.", "2,300"),
        ("How many people live in Brae?", "Brae has 2,300 inhabitants.", "2,300 inhabitants"),
        ("how many ppl live in Brae", "Brae has a population of 2,300.", "2,300"),
        ("How far is Brae from Lund?", "Brae lies 12 kilometres from Lund.", "12 kilometres"),
        ("How deep is the wreck?", "The wreck lies at a depth of 86 metres.", "86 metres"),
        ("How heavy is the bell?", "The bell weighs 38 kilos.", "38 kilos"),
        ("How long is the report?", "The 430-page report names nobody.", "430-page"),
        ("How long is Brook banned for?", "Brook was banned for eight matches.", "Eight matches"),
        (
            "How high was inflation in May?",
            "Inflation was 7.1 percent, not 4.8 percent as hoped.",
            "7.1 percent",
        ),
        ("How strong was the earthquake?", "The earthquake had a magnitude of 5.8.", "5.8"),
        ("What fine did Brook get?", "Brook got a fine of 40,000 crowns.", "40,000 crowns"),
        ("How old is Lind?", "Brook, 28, and Lind, 29, were married.", "29"),
    ],
)
def test_sizes(question: str, text: str, value: str) -> None:
    """A number answers where its unit tells the size that is asked for."""
    found = _answer(question, text)
    assert found is not None and found.lower() == value.lower()


def test_a_length_is_no_price() -> None:
    """What something cost is not answered by how long it is."""
    assert (
        _answer("How much did the Halcyon cost to build?", "The Halcyon was built 18 metres longer.") is None
    )


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When was the strike called off?", "The strike was cancelled on Sunday."),
        ("When did Brook resign?", "Brook stepped down on Sunday."),
        ("When did the talks collapse?", "The talks broke down on Sunday."),
        ("When was Brook Mill founded?", "Brook Mill was established on Sunday."),
        ("When was Brook Mill founded?", "They set up Brook Mill on Sunday."),
        ("When did Brook travel to Lund?", "Brook flew to Lund on Sunday."),
        ("When did the storm hit?", "The storm tore roofs off on Sunday."),
    ],
)
def test_other_words_for_a_deed(question: str, text: str) -> None:
    """A deed is found in other words, also where these are several."""
    assert _answer(question, text) == "Sunday, 12 May 2024"


def test_phrases_stand_for_one_word() -> None:
    """A verb of several words is read as the one that means it, with its object between, and no further."""
    assert phrasal(tokenize("She called the march off")) == {1: ("cancel", (4,))}
    assert phrasal(tokenize("She called on Monday")) == {1: ("demand", (2,))}
    assert phrasal(tokenize("She called a long and angry meeting off")) == {}


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("Who is the governor of the bank?", "Governor Ada Brook left the bank early.", "Ada Brook"),
        ("Who was the captain of the Halcyon?", "The Halcyon's captain, Tom Verrill, wept.", "Tom Verrill"),
        ("Who is the mayor of Lund?", "The mayor of Brae, Jon Lind, came with his wife.", None),
        ("Who is the governor of the bank?", "Deputy governor Mira Lund left the bank early.", None),
        ("Who is Lind's deputy?", "Lind named Mira Lund, a teacher, as his deputy.", "Mira Lund"),
        ("Who founded Brook Mill?", "Brook Mill founder Mira Lund retires.", "Mira Lund"),
        (
            "Who refereed the final?",
            "Brook was sent off in the final for pushing referee Mira Lund.",
            "Mira Lund",
        ),
        ("Who is leading the inquiry?", "The inquiry will be led by Jon Lind.", "Jon Lind"),
        (
            "Who is buying Brae Mills?",
            "Brae Mills has paid the club for years, and Harbour Grain, which is buying it, will stop that.",
            "Harbour Grain",
        ),
    ],
)
def test_offices_and_doers(question: str, text: str, value: str | None) -> None:
    """Who holds an office, or is called by the deed, stands at its word; a deputy and another's do not."""
    assert _answer(question, text) == value


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("Whose farm did the oil come from?", "The oil tank stood on Jon Lind's farm near Vale.", "Jon Lind"),
        ("Whose niece is Mira Lund?", "Mira Lund, 80, a niece of the founder, came too.", "the founder"),
        ("Whose boat sank?", "A boat of the Vale Ferry Company sank on Monday.", "the Vale Ferry Company"),
        ("Whose boat sank?", "Ada Brook said that a boat sank on Monday.", None),
        (
            "Who refereed the final?",
            "Ada Brook was fined for her words about the referees of the final.",
            None,
        ),
    ],
)
def test_whose(question: str, text: str, value: str | None) -> None:
    """Whose something is, is told by "NAME's" and "of"; who only speaks of those who do it did not do it."""
    assert _answer(question, text) == value


@pytest.mark.parametrize(
    ("question", "text", "before", "value"),
    [
        (
            "Who succeeded Ada Brook?",
            "She has been replaced by Jon Lind.",
            "Ada Brook was dismissed.",
            "Jon Lind",
        ),
        ("Who was Ada Brook's predecessor?", "Ada Brook took over the bank from Jon Lind.", "", "Jon Lind"),
        ("Who did Ada Brook replace?", "Ada Brook replaced Jon Lind in May.", "", "Jon Lind"),
        ("Who replaced Ada Brook?", "Ada Brook replaced Jon Lind in May.", "", None),
        (
            "Who took over from Ada Brook?",
            "The bank replaced its head, 51, by Jon Lind, a clerk.",
            "On Monday Ada Brook was told to go.",
            "Jon Lind",
        ),
        (
            "Who did Jon Lind replace?",
            "The bank replaced its head, 51, by Jon Lind, who ran the port of Vale.",
            "On Monday Ada Brook was told to go.",
            "Ada Brook",
        ),
        (
            "Who took over from Ada Brook?",
            "Jon Lind, a clerk, takes over until somebody is found.",
            "Ada Brook left on Monday.",
            "Jon Lind",
        ),
        (
            "Who took over from Ada Brook?",
            "Jon Lind took over the bakery.",
            "Ada Brook left on Monday.",
            None,
        ),
        (
            "Who leads the Sailors' Union?",
            "“Nobody asked the crews,” said its leader, Jon Lind.",
            "The Sailors' Union called for a hearing.",
            "Jon Lind",
        ),
        (
            "Who leads the Sailors' Union?",
            "Vale Air said that its leader, Jon Lind, was ill.",
            "The Sailors' Union called for a hearing.",
            None,
        ),
    ],
)
def test_succession(question: str, text: str, before: str, value: str | None) -> None:
    """Who came before whom is read off the verb, its voice and the pronoun."""
    assert _answer(question, text, before) == value


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("Where are the hives?", "The hives stand on the roof of the school.", "the roof of the school"),
        ("Where was the final played?", "They won the final at the Harbour Stadium.", "Harbour Stadium"),
        ("Where did Brook speak?", "Brook spoke at the outset of the war.", None),
    ],
)
def test_places_without_names(question: str, text: str, value: str | None) -> None:
    """A place may be a common noun; a time or a cause behind "in" or "at" is none."""
    assert _answer(question, text) == value


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When was Mira Lund banned?", "Tom Verrill was banned on Sunday for pushing Mira Lund."),
        ("When did Brook resign?", "Lind called on Brook to resign on Sunday."),
        ("Did Brook resign?", "Lind has called on Brook to resign."),
        (
            "When did Brook visit Lund?",
            "LUND, 13 May (Coast Press) - Brook will not say when she is to visit.",
        ),
        ("When was the Brae bridge built?", "Forty men crossed the Brae bridge on Sunday."),
        ("Why did Brook leave Lund early?", "Lind left Lund early because of a family matter."),
        ("How many people work at Brae Hospital?", "The firm will employ 800 people in Brae."),
        ("What did Brook say about the bridge?", "Brook crossed the bridge with her brother."),
        ("How many were killed in the hotel fire?", "The earthquake killed seven people."),
    ],
)
def test_near_misses(question: str, text: str) -> None:
    """Where another undergoes, wants or does what is asked, the sentence does not answer."""
    assert _answer(question, text) in (None, "No")


def test_a_founder_of_something_else() -> None:
    """Who is called a founder of something else has not founded what the sentence names besides."""
    question = "Who founded Brae Shipping?"
    told = "The first to speak was Max Hale, co-founder and manager of {}, which lent {} its ship."
    assert _answer(question, told.format("Marlow Capital", "Brae Shipping")) is None
    assert _answer(question, "Max Hale, co-founder and head of Brae Shipping, spoke first.") == "Max Hale"


def test_a_pronoun_is_no_answer() -> None:
    """Who is told only by a pronoun is not told."""
    text = "He sold it in May, and she who bought it paid 40 crowns."
    values = find_values(read_question("Who sold Brook Mill?"), _evidence("Who sold Brook Mill?", text), [])
    assert not {value.text.lower() for value in values} & {"he", "she", "it", "who"}


def test_opposites_deny() -> None:
    """ "Acquitted" says no to "was she convicted"."""
    assert _answer("Was Ada Brook convicted?", "Ada Brook was acquitted.") == "No"


def test_titles_in_quotation_marks_are_one_name() -> None:
    """A quoted title is one name, found whole."""
    question = read_question("How much did Lind pay for “Boats at Dusk”?")
    assert [n.text for n in question.names] == ["Lind", "Boats at Dusk"]
    assert _evidence(question.text, "Lind paid 900 crowns for “Boats at Dusk”.").names == 1.0


@pytest.mark.parametrize(
    ("text", "locative"),
    [("When did Brook travel to Lund?", True), ("When did Brook apologise to Lund?", False)],
)
def test_to_somebody_is_no_place(text: str, locative: bool) -> None:
    """ "To" leads to a place behind a word of motion, to somebody behind a word of giving or saying."""
    assert read_question(text).names[-1].locative is locative


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("When was the Brae bridge built?", "build"),
        ("When did the drivers' strike begin?", "begin"),
        ("Who founded Brook Mill?", "found"),
        ("How many people were hurt?", "hurt"),
    ],
)
def test_the_deed(text: str, deed: str) -> None:
    """The deed is what was done, not the noun that belongs to a name."""
    assert [t.stem for t in read_question(text).terms if t.key] == [deed]


@pytest.mark.parametrize(
    "text",
    [
        "What is the key interest rate in Brae now?",
        "What will a dose of the vaccine cost?",
        "What was the magnitude of the quake?",
        "By how much did the bank raise its rate?",
    ],
)
def test_questions_for_a_number(text: str) -> None:
    """ "What is the rate" asks for a number as "how high" does."""
    assert read_question(text).kind is Kind.HOW_MANY


def test_names_in_another_form_are_known() -> None:
    """An acronym and the people of an invented place are found in articles that print the other form."""
    texts = ["The United Nations sent four citizens of Valdoria home."]
    assert is_named("UN", texts) and is_named("Valdorians", texts) and not is_named("Adrian", texts)


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("How often do the ferries run?", "The ferries run every 20 minutes from Vale.", "every 20 minutes"),
        ("How often does the council meet?", "The council meets twice a month.", "twice a month"),
        ("How often is the paper printed?", "The paper, printed daily since 1911, will close.", "daily"),
        ("How often do the ferries run?", "The ferries run from Vale to Brell.", None),
        ("How many people live in Vale?", "Vale, a town of 9,100 people, lies on the coast.", "9,100 people"),
        ("How many people live in Vale?", "Some 40 people in Vale were hurt.", None),
        (
            "What was Jon Lind sentenced to?",
            "Jon Lind was sentenced to six years in prison.",
            "six years in prison",
        ),
        ("What party does Ada Holm lead?", "Ada Holm of the Vale Party was elected mayor on Monday.", None),
        ("Whose car was stolen?", "The mayor's car was stolen on Sunday.", "The mayor"),
    ],
)
def test_how_often_how_many_live_there_and_to_what(question: str, text: str, value: str | None) -> None:
    """How often, a town's people, a sentence and an owner are told in forms of their own."""
    assert _answer(question, text) == value


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("Was anyone hurt in the fire?", "Nobody was hurt in the fire, police said.", "No"),
        ("Was anyone hurt in the fire?", "Two firefighters were injured in the blaze.", "Yes"),
        ("Has anyone been arrested?", "No arrests have been made, police said.", "No"),
        ("Did anyone die in the crash?", "All 12 people on board were killed in the crash.", "Yes"),
    ],
)
def test_anyone_is_whoever_it_was(question: str, text: str, value: str) -> None:
    """Whether "anyone" was hurt is answered by whoever was, or by nobody."""
    assert _answer(question, text) == value


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who is the president of Lissia?", "President Ada Holm of Norvia met Jon Lind in Lissia."),
        ("When did the visit end?", "The visit of Jon Lind to Norvia began on Sunday."),
        ("Who succeeded Lind?", "Ada Holm welcomed Jon Lind and took a seat beside him."),
    ],
)
def test_another_country_the_opposite_and_a_part_of_a_phrase(question: str, text: str) -> None:
    """Who is president elsewhere, when it began and who took a seat answer nothing here."""
    assert _answer(question, text) is None
