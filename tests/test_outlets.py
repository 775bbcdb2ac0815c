"""Which outlets a question names."""

from __future__ import annotations

import pytest

from index.searching.outlets import find_outlets, name_aliases

KNOWN = (
    "The Harbour Post",
    "Season",
    "The Mill",
    "Kvtn | Valley Business Leader",
    "Orchard News - Health",
    "Orchard News - Travel",
    "RowingSports.com",
    "The Northmoor Evening Herald",
)


def named(question: str) -> list[str]:
    """Join what each mention may mean, in the question's order."""
    return ["+".join(mention.outlets) for mention in find_outlets(question, name_aliases(KNOWN))]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did The Harbour Post say about the ferry?", ["The Harbour Post"]),
        ("What did Harbour Post's article claim?", ["The Harbour Post"]),
        ("Did 'The Mill' article and the \"Season\" report agree?", ["The Mill", "Season"]),
        ("Which ferry was covered by KVTN?", ["Kvtn | Valley Business Leader"]),
        ("Is it in Kvtn | Valley Business Leader?", ["Kvtn | Valley Business Leader"]),
        ("What does rowingsports.com say?", ["RowingSports.com"]),
        ("What does Rowing Sports say?", ["RowingSports.com"]),
        ("Who won, according to www.harbourpost.com?", ["The Harbour Post"]),
        ("What did the NEH print?", ["The Northmoor Evening Herald"]),
    ],
)
def test_forms_of_a_name(question: str, expected: list[str]) -> None:
    """An outlet is known by its first words, without "The", in quotes, as a domain, by its initials."""
    assert named(question) == expected


def test_sections_of_a_house() -> None:
    """The name of a house means all of its sections, a section's full name that section alone."""
    assert named("What did Orchard News report?") == ["Orchard News - Health+Orchard News - Travel"]
    assert named("What did the Orchard News - Travel article report?") == ["Orchard News - Travel"]


@pytest.mark.parametrize(
    "question",
    [
        "Which season was the wettest in the mill town?",
        "who bought the mill last season?",
        "Season tickets went up, why?",
        "What was said at the Mill Road Bridge?",
        "Why Did Season Tickets Go Up In The Mill Towns?",
    ],
)
def test_ordinary_words_are_no_outlets(question: str) -> None:
    """A word that is also an outlet's name is not taken for it where nothing speaks of publishing."""
    assert named(question) == []


@pytest.mark.parametrize(
    "question",
    [
        "who won according to season?",
        "what did season report about the flood?",
        "Season reported what about the flood?",
        "what does the article published by season claim?",
    ],
)
def test_words_of_publishing(question: str) -> None:
    """A name in lower case or at the start of a sentence counts beside a word of publishing."""
    assert named(question) == ["Season"]


def test_lists() -> None:
    """A name listed with a sure one is believed too."""
    assert named("what was covered by both the harbour post and season?") == ["The Harbour Post", "Season"]


def test_told() -> None:
    """Only an outlet beside a word of publishing is the source asked for; else it may be the subject."""
    asked, subject = (
        find_outlets(question, name_aliases(KNOWN))[0].told
        for question in ("What did the Harbour Post report?", "Who owns the Harbour Post?")
    )
    assert asked
    assert not subject


@pytest.mark.parametrize("text", ["", "?", "''", "\0", "🛶" * 50, "the The", "a" * 10_000, "\ud800"])
def test_any_text(text: str) -> None:
    """Any text can be read, and names nothing where it names nothing."""
    assert named(text) == []
    assert find_outlets(text, name_aliases(["", "The", "|", "🛶", " - "])) is not None


def test_an_agency_goes_by_its_full_name() -> None:
    """An agency that the corpus has by its short name is meant by the long one as well."""
    found = find_outlets("According to the Associated Press, who won?", name_aliases(["AP", "Lake Herald"]))
    assert [mention.outlets for mention in found] == [("AP",)]


def test_an_ending_of_the_web_is_no_part_of_a_name() -> None:
    """ "The Lake" means the outlet that calls itself "Lake.TV"."""
    found = find_outlets("According to The Lake, who won?", name_aliases(["Lake.TV", "Herald"]))
    assert [mention.outlets for mention in found] == [("Lake.TV",)]
