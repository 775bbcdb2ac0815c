"""Search results, the list of articles and the doctor's findings at a terminal."""

from __future__ import annotations

from bot.tables import articles_text, checks_text, hits_json, hits_text
from bot.terminal import Look
from index.article import Passage
from tests.ferry import GAZETTE, HERALD, NAMELESS, TEXT, FakeHit


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


def test_the_sentence_of_a_search_result() -> None:
    """Where the sentence is known that a result is shown for, it stands between its neighbours, marked."""
    text = "One left. Two came back in the dark. Three waited on the quay. Four slept."
    start = text.index("Three")
    hit = FakeHit(GAZETTE, Passage("p", GAZETTE.id, 10, 10 + len(text), text))
    hit.sentence = (10 + start, 10 + text.index(" Four"))
    assert hits_text([hit], Look(80)).splitlines()[1:4] == [
        "    … Two came back in the dark.",
        "  » Three waited on the quay.",
        "    Four slept.",
    ]
    (found,) = hits_json([hit])
    sentence = "Three waited on the quay."
    assert found["sentence"] == {"text": sentence, "start": 10 + start, "end": 10 + start + len(sentence)}


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
