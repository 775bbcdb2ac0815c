"""Where sentences of news text begin and end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import LONGEST, split_sentences


def _cut(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


# Each line is a text; a bar stands where it is to be cut.
CUTS = [
    "Mr. Orr met Gen. A.B. Pell. | They spoke for an hour.",
    "Col. Dane Voss, Lt. Gen. Mara Quill and Prof. Ito signed. | Nobody objected.",
    "Talks begin in the U.S. Senate. | He was born in the U.S. | The family left.",
    "The ferry sails at 5 p.m. Friday. | The next sails at 9 a.m. | Police will watch.",
    "It opens at 10 a.m. EST. | It closes at 4 p.m. Brell time.",
    "On Jan. 5 the Brell Co. Inc. board met. | It voted no.",
    "Shares of Tarn Corp. fell 3.5 percent to $10.25. | Others rose.",
    "See No. 5 on p. 12. | Did he go? | No. | He stayed.",
    "“We agree.” | He left. | “We agree,” he said.",
    "“Really?” he asked. | “Never!” Mayor Orr said. | “Go!”",
    'He said "no." | She said (twice) "yes." | They left.',
    "It rose ... and fell. | He paused… | Then he left. | So . . . he said no.",
    "Water rose 1.5 metres. | 15 people left. | 3 stayed.",
    "George W. Marsh and J. K. Ruhl wrote to St. Anne's. | It burned.",
    "The works of art burned. | Nobody fell ill. | Mass. police came.",
    "9:35 p.m. — The ferry left. | 9:40 p.m. – It came back.",
    "Visit brell.example.com today. | Or write to a.b@brell.example.",
    "Она ушла. | Он остался.",
    "وصل الوزير؟ | نعم.",
    "she left town. | he stayed at home. | they had approx. five cars.",
    "He wrote to the mayor etc. and then left. | Dr. Pell agreed.",
    "Ana Roe, Ph.D., spoke. | Tom Roe Jr. did not. | So did Tom Roe Sr. | The mayor left.",
]


@pytest.mark.parametrize("line", CUTS)
def test_full_stops_are_told_from_abbreviations(line: str) -> None:
    """A sentence ends at its full stop, not at an abbreviation, initial, decimal or quote inside it."""
    assert _cut(line.replace(" | ", " ")) == line.split(" | ")


def test_a_lost_space_still_ends_a_sentence() -> None:
    """Sentences are told apart where scraping lost the space between them, and in scripts that have none."""
    assert _cut("The market fell.The mayor spoke.") == ["The market fell.", "The mayor spoke."]
    assert _cut("他来了。他走了。") == ["他来了。", "他走了。"]


def test_a_blank_line_always_ends_a_sentence() -> None:
    """A heading without a full stop is a sentence of its own."""
    assert _cut("Brell votes\n\nthe count began on Monday\n \nIt ended.") == [
        "Brell votes",
        "the count began on Monday",
        "It ended.",
    ]


def test_wrapped_lines_are_one_sentence_and_lists_are_not() -> None:
    """A newline made by wrapping does not end a sentence; a list item or a short line on purpose does."""
    wrapped = (
        "The mayor of the small town of Brell said on Monday that the new\n"
        "bridge over the river would open in June. Work began in 2019."
    )
    assert _cut(wrapped) == [wrapped[:106], "Work began in 2019."]
    assert _cut("Brell needs:\n- a bridge\n- a school\n1. First it votes\n2. Then it builds") == [
        "Brell needs:",
        "- a bridge",
        "- a school",
        "1. First it votes",
        "2. Then it builds",
    ]


def test_a_run_on_is_cut_at_a_clause() -> None:
    """Text without a full stop is cut after a comma, and where it has none after a space, under the limit."""
    clauses = "the council met again and talked of the bridge, " * 60
    assert all(piece.endswith(",") for piece in _cut(clauses)) and len(_cut(clauses)) == 2
    assert max(map(len, _cut("word " * 1000))) <= LONGEST
    assert [len(piece) for piece in _cut("x" * 3200)] == [1500, 1500, 200]


@given(st.text(alphabet=st.sampled_from(list("aA1 .!?…。\"”'\n\t-,;()\u2028é")), max_size=200) | st.text())
def test_nothing_is_lost_or_said_twice(text: str) -> None:
    """Sentences come in order, do not overlap, are trimmed, and hold everything but white space."""
    spans = split_sentences(text)
    assert all(start < end <= len(text) for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
    inside = {place for start, end in spans for place in range(start, end)}
    assert all(char.isspace() for place, char in enumerate(text) if place not in inside)
