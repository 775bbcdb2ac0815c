"""Answers as people at a terminal see them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath

from bot.answer.types import Claim, Disagreement, Normal
from bot.render.console import to_text
from bot.render.contract import to_json, to_line
from bot.tables import articles_text, checks_text, hits_text
from bot.terminal import Look
from index.article import Passage
from tests.ferry import GAZETTE, TEXT, FakeHit, abstention, cite, how_long_answer, when_answer


def test_answer_on_a_narrow_terminal() -> None:
    """The sentence, a line an outlet with quote and number, remarks, sources, and what was searched."""
    assert to_text(when_answer(), Look(72), PurePath("corpus")) == (
        """\
On Tuesday, 6 February 2024.

  Harbour Gazette (Coast Press)
                      “The ferry between Lund and Brae ran again on
                      Tuesday, after a storm that had kept it in harbour
                      for nine days, said Ada Holm, who heads the
                      line.” [1] — 6 February 2024
  “Ferries”           “The ferry ran on 6 February 2024.” [2]

found.txt has no date of publication.

Sources
  [1]  Harbour Gazette (Coast Press), 7 February 2024 — Ferry to Lund
       runs again
       corpus/gazette-ferry.md
  [2]  Unknown outlet, date unknown — Ferries
       corpus/found.txt

Searched 12 articles of 3 outlets, 1–9 February 2024; written by rules,
no language model took part.
"""
    )


def test_disagreement_stands_out() -> None:
    """A disagreement has a bar and a heading of its own, and the answer says which model wrote it."""
    assert to_text(how_long_answer(), Look(90)) == (
        """\
Nine days, or a week: the articles disagree.

  Harbour Gazette (Coast Press)
                          “The ferry between Lund and Brae ran again on Tuesday, after a
                          storm that had kept it in harbour for nine days, said Ada Holm,
                          who heads the line.” [1]
  Brae Herald             “For a week no ferry crossed to Brae.” [2] — 7 days, printed
                          before the event

▌ Outlets disagree: Harbour Gazette says nine days [1], Brae Herald says a week [2].
▌ nine days — Harbour Gazette [1] (published 7 February 2024)
▌ 7 days — Brae Herald [2] (published 8 February 2024; newest)

Sources
  [1]  Harbour Gazette (Coast Press), 7 February 2024 — Ferry to Lund runs again
       gazette-ferry.md
  [2]  Brae Herald, 8 February 2024 — Storm held the ferry for a week
       https://herald.example/12

Searched 1 article of 1 outlet, 8 February 2024; written by small-model from these quotes.
"""
    )


def test_sides_of_a_disagreement() -> None:
    """Where the answer's own sentence is the note, the bar gives each side instead of saying it twice."""
    answer = how_long_answer()
    assert answer.disagreement
    text = to_text(replace(answer, text=answer.disagreement.note), Look(90))
    assert text.count("Outlets disagree") == 1
    assert "▌ 7 days — Brae Herald [2] (published 8 February 2024; newest)\n" in text


def test_abstention_is_only_what_it_says() -> None:
    """An abstention shows its sentence and nothing that looks like a source."""
    assert to_text(abstention(), Look(90)) == (
        "No article says who owns the ferry. Searched: 12 articles from 3 outlets.\n"
    )


def test_colour_changes_no_word() -> None:
    """Colour only adds styles: without them the coloured text is the plain one."""
    for answer in (when_answer(), how_long_answer(), abstention()):
        coloured = to_text(answer, Look(70, colour=True))
        assert "\x1b[1m" in coloured
        assert re.sub(r"\x1b\[\d+m", "", coloured) == to_text(answer, Look(70))


def test_same_article_is_listed_once() -> None:
    """Two quotes out of one article give one source with both numbers."""
    answer = when_answer()
    twice = replace(answer, citations=(cite(1, GAZETTE, TEXT), cite(2, GAZETTE, "nine days")))
    text = to_text(twice, Look(100))
    assert text.count("Ferry to Lund runs again") == 1
    assert "  [1] [2]  Harbour Gazette" in text


def test_articles_cannot_steer_the_terminal() -> None:
    """Escapes, direction marks and line ends out of an article are written out wherever they come up."""
    evil = "ran\x1b[2J \u202eback\u2069\r\nagain\x9b31m\ud800"
    article = replace(GAZETTE, title=evil, outlet=evil, via=evil, path=evil, text=evil)
    answer = replace(
        when_answer(),
        text=evil,
        notes=(evil,),
        citations=(cite(1, article, evil),),
        claims=(Claim(evil, evil, Normal("text"), (evil,), (1,), said_by=evil),),
        disagreement=Disagreement("conflict", evil, ()),
        answerer=f"llm:{evil}",
    )
    hit = FakeHit(article, Passage("p", article.id, 0, len(evil), evil))
    texts = (
        to_text(answer, Look(60)),
        hits_text([hit], Look(60)),
        articles_text([article], {}, [(evil, evil)], Look(60)),
        checks_text([(False, "index", evil)], Look(60)),
    )
    steering = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
    for text in texts:
        assert "again" in text
        assert not steering.search(text)
    assert not steering.search(to_line(to_json(answer)))
