"""Questions over several reports: which sentences tell of each part, what they share, what is quoted."""

from __future__ import annotations

import pytest

from bot.answer.finding import sentences_in
from bot.answer.language.sentence import Sentence
from bot.answer.outlets.reports import compose_reports
from bot.answer.outlets.several import Told, asks_several, best_a_source, is_answered, weigh_parts
from bot.answer.outlets.shared_name import find_shared
from bot.answer.types import Kind
from index.article import Article, Passage
from index.searching.outlets import find_outlets, name_aliases
from index.searching.query import read_query
from index.searching.strangers import find_strangers
from index.store.among import Extent

OUTLETS = ("Harbour Gazette", "Moor Post", "Eastfell Times")
SEARCHED = Extent(3, 3, None, None)

GAZETTE = (
    "The inquiry opened in the old customs house. Nadia Quill, who runs the shipyard Teal Marine, denied "
    "that she hid the cracked hull from the inspectors. Quill spoke for an hour."
)
POST = (
    "A former bookkeeper told the court that Quill moved the pension money into a yacht club. "
    "Prosecutors say Nadia Quill signed every transfer."
)
TIMES = "The carnival drew crowds to the seafront. Bakers sold out of plum cake before noon."


def _sentences() -> list[Sentence]:
    found = []
    for number, (outlet, text) in enumerate(zip(OUTLETS, (GAZETTE, POST, TIMES), strict=True)):
        article = Article(
            id=f"a{number}", path=f"a{number}.md", outlet=outlet, via=None, title=f"Report {number}",
            authors=(), published=None, url=None, text=text,
        )  # fmt: skip
        passage = Passage(f"p{number}", article.id, 0, len(text), text)
        found += list(sentences_in([passage], {article.id: article}))
    return found


def _weigh(question: str) -> list[list[Told]]:
    return weigh_parts(read_query(question, OUTLETS), _sentences(), lambda word: 1.0)


WHO = (
    "Who is the executive that, according to the Harbour Gazette, denied hiding a cracked hull from "
    "inspectors, and that, as reported by the Moor Post, moved pension money into a yacht club?"
)
ALIKE = (
    "Does the Harbour Gazette article say that the cracked hull was hidden from the inspectors, while the "
    "Moor Post article says that pension money was moved into a yacht club?"
)


def test_a_question_with_two_parts_asks_for_several_reports() -> None:
    """Two clauses with words of their own are two things asked for; a short question is one."""
    assert asks_several(read_query(ALIKE, OUTLETS))
    assert not asks_several(read_query("When did Quill speak?", OUTLETS))


def test_a_part_is_told_by_the_outlet_that_it_names() -> None:
    """What the Gazette is asked for is never quoted from the Post, however well it fits."""
    told = _weigh(ALIKE)
    assert {one.sentence.article.outlet for one in told[0]} == {"Harbour Gazette"}
    assert "cracked hull" in told[0][0].sentence.text
    assert "yacht club" in told[1][0].sentence.text


def test_the_name_that_two_reports_share_answers_who() -> None:
    """A person described by two outlets is named in full, with a sentence of each that prints the name."""
    shared = find_shared(WHO, _weigh(WHO))
    assert shared is not None
    assert shared.name == "Nadia Quill"
    assert {one.sentence.article.outlet for one in shared.told} == {"Harbour Gazette", "Moor Post"}


def test_a_name_told_of_one_part_alone_is_not_shared() -> None:
    """Where the reports have no name in common there is none to give."""
    question = "Which town had a carnival, and which firm, according to the Moor Post, sold plum cake?"
    assert find_shared(question, _weigh(question)) is None


def test_each_source_is_quoted_once() -> None:
    """A comparison quotes the best sentence of each outlet, and no sentence twice."""
    quoted = best_a_source(_weigh(ALIKE))
    assert [one.sentence.article.outlet for one in quoted] == ["Harbour Gazette", "Moor Post"]


def test_reports_that_hold_little_of_the_question_do_not_answer() -> None:
    """Words of another subject in the right outlets are no answer."""
    question = (
        "Does the Harbour Gazette say that the observatory found a comet, while the Moor Post says that the "
        "university doubts the telescope?"
    )
    assert not is_answered(_weigh(question))
    assert is_answered(_weigh(ALIKE))


def test_a_comparison_is_quoted_and_not_judged() -> None:
    """Yes or no over two reports is left to the reader: both are quoted, word for word."""
    answer = compose_reports(ALIKE, Kind.YES_NO, _weigh(ALIKE), SEARCHED)
    assert not answer.abstained
    assert "Harbour Gazette and Moor Post" in answer.text
    assert not answer.text.lower().startswith(("yes", "no,"))
    for citation in answer.citations:
        assert citation.article.text[citation.start : citation.end] == citation.quote


def test_the_shared_name_is_cited_from_every_outlet_that_prints_it() -> None:
    """The claim of a name names the outlets, and each citation holds the name."""
    answer = compose_reports(WHO, Kind.WHO, _weigh(WHO), SEARCHED)
    assert answer.text.startswith("Nadia Quill")
    (claim,) = answer.claims
    assert set(claim.outlets) == {"Harbour Gazette", "Moor Post"}
    assert all("Quill" in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    ("question", "strangers"),
    [
        ("Considering a Westland Herald article on dams, who built them?", ("Westland Herald",)),
        ("Who, as reported by the Quarry Mail, resigned?", ("Quarry Mail",)),
        ("What does an article from Tidewater say about eels?", ("Tidewater",)),
        ("Which firm does a Dunmore report on wages name?", ("Dunmore",)),
        ("Does the Moor Post article agree?", ()),
        ("Who signed the Eastfell report?", ()),
        ("What did Nadia Quill say about the hull?", ()),
        ("Does 'Ten Ways To Cook Plum Cake' article from the Moor Post mention eggs?", ()),
    ],
)
def test_an_outlet_that_no_article_is_from_is_noticed(question: str, strangers: tuple[str, ...]) -> None:
    """A name where outlets stand is a stranger when no article is from it; people and places are not."""
    assert find_strangers(question, find_outlets(question, name_aliases(OUTLETS))) == strangers
