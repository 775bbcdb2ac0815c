"""Answers, search results and tables as people and scripts see them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import PurePath
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answer.types import Answer, Citation, Claim, Disagreement, Normal, Position, Searched
from bot.render import searched_text, to_json, to_line, to_text
from bot.tables import articles_text, checks_text, hits_json, hits_text
from bot.terminal import Look, cells, printable, shorten, wrap
from index.article import Article, Passage

UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""How quick a machine is decides no test."""

TEXT = (
    "The ferry between Lund and Brae ran again on Tuesday, after a storm that had kept it in harbour for "
    "nine days, said Ada Holm, who heads the line."
)
GAZETTE = Article(
    "gazette-ferry",
    "gazette-ferry.md",
    "Harbour Gazette",
    "Coast Press",
    "Ferry to Lund runs again",
    ("Ada Holm",),
    date(2024, 2, 7),
    None,
    TEXT,
)
HERALD = Article(
    "herald-12",
    "dump.jsonl",
    "Brae Herald",
    None,
    "Storm held the ferry for a week",
    (),
    date(2024, 2, 8),
    "https://herald.example/12",
    "For a week no ferry crossed to Brae.",
)
NAMELESS = Article(
    "found", "found.txt", None, None, "Ferries", (), None, None, "The ferry ran on 6 February 2024."
)


def cite(number: int, article: Article, quote: str) -> Citation:
    """Cite words that stand in the article."""
    start = article.text.index(quote)
    return Citation(number, article, start, start + len(quote), quote)


def when_answer() -> Answer:
    """An answer about a day on which two articles agree."""
    day = Normal("date", date(2024, 2, 6), date(2024, 2, 6), "day")
    return Answer(
        question="When did the ferry run again?",
        text="On Tuesday, 6 February 2024.",
        claims=(
            Claim(
                "Tuesday, 6 February 2024",
                "6 February 2024",
                day,
                ("Harbour Gazette",),
                (1,),
                said_by="Ada Holm",
            ),
            Claim("6 February 2024", "6 February 2024", day, ("Ferries",), (2,)),
        ),
        citations=(cite(1, GAZETTE, TEXT), cite(2, NAMELESS, NAMELESS.text)),
        disagreement=None,
        abstained=False,
        answerer="extractive",
        searched=Searched(12, 3, date(2024, 2, 1), date(2024, 2, 9)),
        notes=("found.txt has no date of publication.",),
    )


def how_long_answer() -> Answer:
    """An answer on which two articles disagree."""
    nine, seven = Normal("quantity", number=9.0, unit="day"), Normal("quantity", number=7.0, unit="day")
    return Answer(
        question="How long was the ferry in harbour?",
        text="Nine days, or a week: the articles disagree.",
        claims=(
            Claim("nine days", "nine days", nine, ("Harbour Gazette",), (1,)),
            Claim("a week", "7 days", seven, ("Brae Herald",), (2,), planned=True),
        ),
        citations=(cite(1, GAZETTE, TEXT), cite(2, HERALD, HERALD.text)),
        disagreement=Disagreement(
            "conflict",
            "Outlets disagree: Harbour Gazette says nine days [1], Brae Herald says a week [2].",
            (Position("nine days", ("Harbour Gazette",), (1,)), Position("7 days", ("Brae Herald",), (2,))),
        ),
        abstained=False,
        answerer="llm:small-model",
        searched=Searched(1, 1, date(2024, 2, 8), date(2024, 2, 8)),
    )


def abstention() -> Answer:
    """An answer that is none."""
    return Answer(
        question="Who owns the ferry?",
        text="No article says who owns the ferry. Searched: 12 articles from 3 outlets.",
        claims=(),
        citations=(),
        disagreement=None,
        abstained=True,
        answerer="extractive",
        searched=Searched(12, 3, None, None),
    )


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
    assert "▌ nine days — Harbour Gazette [1]\n▌ 7 days — Brae Herald [2]\n" in text


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


def test_json_has_the_promised_shape() -> None:
    """The JSON of an answer has the keys of the contract, in their types, and nothing else."""
    assert to_json(how_long_answer()) == {
        "question": "How long was the ferry in harbour?",
        "answer": "Nine days, or a week: the articles disagree.",
        "abstained": False,
        "answerer": "llm:small-model",
        "citations": [
            {
                "n": 1,
                "article": "gazette-ferry",
                "path": "gazette-ferry.md",
                "outlet": "Harbour Gazette",
                "via": "Coast Press",
                "title": "Ferry to Lund runs again",
                "published": "2024-02-07",
                "url": None,
                "quote": TEXT,
                "start": 0,
                "end": len(TEXT),
            },
            {
                "n": 2,
                "article": "herald-12",
                "path": "dump.jsonl",
                "outlet": "Brae Herald",
                "via": None,
                "title": "Storm held the ferry for a week",
                "published": "2024-02-08",
                "url": "https://herald.example/12",
                "quote": HERALD.text,
                "start": 0,
                "end": len(HERALD.text),
            },
        ],
        "claims": [
            {
                "text": "nine days",
                "value": "nine days",
                "normal": {"type": "quantity", "number": 9.0, "unit": "day"},
                "outlets": ["Harbour Gazette"],
                "citations": [1],
            },
            {
                "text": "a week",
                "value": "7 days",
                "normal": {"type": "quantity", "number": 7.0, "unit": "day"},
                "outlets": ["Brae Herald"],
                "citations": [2],
            },
        ],
        "disagreement": {
            "kind": "conflict",
            "note": "Outlets disagree: Harbour Gazette says nine days [1], Brae Herald says a week [2].",
            "positions": [
                {"value": "nine days", "outlets": ["Harbour Gazette"], "citations": [1]},
                {"value": "7 days", "outlets": ["Brae Herald"], "citations": [2]},
            ],
        },
        "searched": {"articles": 1, "outlets": 1, "from": "2024-02-08", "to": "2024-02-08"},
    }


def test_json_of_a_date() -> None:
    """A date is given as an interval with its precision; what is unknown is null, never left out."""
    found = to_json(when_answer())
    assert found["claims"][0]["normal"] == {
        "type": "date",
        "start": "2024-02-06",
        "end": "2024-02-06",
        "precision": "day",
    }
    assert found["citations"][1]["outlet"] is None
    assert found["citations"][1]["published"] is None
    assert found["disagreement"] is None
    assert to_json(abstention())["searched"] == {"articles": 12, "outlets": 3, "from": None, "to": None}


@UNTIMED
@given(
    st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8)
)
def test_json_line_reads_back(value: Any) -> None:
    """Whatever text is written as a line of JSON reads back the same, from one line."""
    line = to_line(value)
    assert json.loads(line) == value
    assert len(line.splitlines()) <= 1


class FakeHit:
    """What the tables read of index.search.Hit."""

    def __init__(self, article: Article, passage: Passage, also: tuple[Article, ...] = ()) -> None:
        self.article, self.passage, self.score, self.also = article, passage, 0.5, also


def test_search_results() -> None:
    """A search result shows its rank, article, words, place and who else printed them."""
    hit = FakeHit(GAZETTE, Passage("p", GAZETTE.id, 4, 40, TEXT[4:40]), (HERALD,))
    assert hits_text([hit], Look(80)) == (
        """\
1.  Harbour Gazette (Coast Press), 7 February 2024 — Ferry to Lund runs again
    ferry between Lund and Brae ran agai
    gazette-ferry, characters 4–40, score 0.500
    Also printed by Brae Herald, 8 February 2024
"""
    )
    assert hits_text([], Look(80)) == "No passage was found.\n"
    assert hits_json([hit]) == [
        {
            "rank": 1,
            "score": 0.5,
            "article": "gazette-ferry",
            "outlet": "Harbour Gazette",
            "title": "Ferry to Lund runs again",
            "published": "2024-02-07",
            "text": TEXT[4:40],
            "start": 4,
            "end": 40,
        }
    ]


def test_table_of_articles() -> None:
    """The table of articles shows what is unknown, adds it up, and lists what could not be read."""
    counts = {"gazette-ferry": 3, "found": 1}
    text = articles_text(
        [GAZETTE, NAMELESS], counts, [("bad.txt", "bad.txt is not text; remove it")], Look(100)
    )
    assert text == (
        """\
Outlet                     Published        Passages  Title and id
Harbour Gazette (Coast P…  7 February 2024         3  Ferry to Lund runs again
                                                      gazette-ferry
Unknown outlet             unknown                 1  Ferries
                                                      found

2 articles, 1 outlet, 4 passages, 7 February 2024; 1 without an outlet and 1 without a date.

1 thing to mend in the articles:
  bad.txt is not text; remove it
"""
    )


def test_doctor_lines() -> None:
    """A check that is well begins with ok, another with no and what to do."""
    text = checks_text([(True, "Python", "3.11.9"), (False, "index", "is damaged; delete it")], Look(80))
    assert text == "ok  Python  3.11.9\nno  index   is damaged; delete it\n"


def test_searched_one_day() -> None:
    """One day of publication is shown as a day."""
    day = date(2024, 2, 8)
    assert searched_text(Searched(1, 1, day, day)) == "1 article of 1 outlet, 8 February 2024"


def test_printable_keeps_what_is_written() -> None:
    """Letters of any script, joined emoji and quotation marks stay; white space becomes one space."""
    kept = "Łódź “quoted” 北京 نص 👩‍👧 co\u00adop"
    assert printable(kept) == kept
    assert printable(" a\t\n b\u00a0c ") == "a b c"
    assert printable("a\x1b[31mb\u202ec\x07") == "a\\x1b[31mb\\u202ec\\x07"


@UNTIMED
@given(st.text(), st.integers(10, 60))
def test_wrapped_lines_fit(text: str, width: int) -> None:
    """No wrapped line is wider than asked, and no character but white space is lost or added."""
    safe = printable(text)
    lines = wrap(safe, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == safe.replace(" ", "")


def test_wide_characters_count_twice() -> None:
    """East Asian characters take two columns each, combining ones none."""
    assert cells("北京") == 4
    assert cells("e\u0301") == 1
    assert wrap("北京北京北京", 10) == ["北京北京北", "京"]
    assert shorten("北京北京", 5) == "北京…"


def test_number_stays_with_its_word() -> None:
    """A citation's number is not left alone at the start of a line."""
    assert wrap("one two three [1]", 14) == ["one two", "three [1]"]
