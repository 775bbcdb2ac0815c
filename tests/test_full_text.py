"""Finding passages by words: what holds them, which fits best, and what no word may do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import index.searching.by_words
from index.article import Article, Passage, content_id
from index.catalog import Catalog
from index.searching.by_words import ByWords
from index.searching.query import Part
from index.store.draft import Draft
from index.store.full_text import FullText
from index.words import quoted

TEXTS = {
    "bridge": ("Brell opens its bridge", "The bridge opened on Sunday."),
    "cafe": ("Ferry stops", "A café ferry."),
    "tarn": ("Ferry stops again", "Nobody objected to the bridges of Tarn, nor to the bridge of Vale."),
    "quarry": ("Quarry", "Stone from the quarry goes to Tarn by lorry, by rail and by barge."),
    "barge": ("Barges", "The barge waits in Tarn. The barge is old, and the barge leaks."),
}


@pytest.fixture
def text(tmp_path: Path) -> Iterator[FullText]:
    """The full text of five passages, which are numbered from 1 in the order of TEXTS."""
    path = tmp_path / "catalog.sqlite3"
    with Draft.open(path) as draft:
        for name, (title, words) in TEXTS.items():
            outlet = "Tarn Post" if "Ferry" in title else None
            article = Article(name, f"{name}.md", outlet, None, title, (), None, None, words)
            draft.add(article, 0, [Passage(content_id(title, words), name, 0, len(words), words)], [])
        draft.commit()
    with Catalog.open(path) as catalog:
        yield FullText(catalog)


def _part(*words: str) -> Part:
    return Part(" ".join(words), words, (), ())


def test_words_are_found_in_any_form_best_first(text: FullText) -> None:
    """A word is found in other forms and without its accents; title and text weigh what they are told."""
    assert [passage.article_id for passage in text.find(quoted("objecting"), 5)] == ["tarn"]
    assert [passage.text for passage in text.find(quoted("CAFE"), 5)] == ["A café ferry."]
    assert text.find(quoted("bridge"), 5, title=10.0, text=0.1)[0].article_id == "bridge"
    assert len(text.find(quoted("bridge"), 1)) == 1


def test_what_fits_better_weighs_more_and_others_may_be_left_out(text: FullText) -> None:
    """Weights fall from the first to the last, and only those of the passages that were named are given."""
    weights = text.weigh(quoted("barge"), 5)
    assert list(weights) == [5, 4] and weights[5] > weights[4] > 0
    assert text.weigh(quoted("barge"), 5, among=[4, 1]) == {4: weights[4]}


def test_who_holds_a_word_is_listed_so_far_as_is_asked(text: FullText) -> None:
    """The passages that hold a word come in order, no more than wanted; none for a word that none holds."""
    assert text.holding("tarn", 9).tolist() == [3, 4, 5]
    assert text.holding("tarn", 2).tolist() == [3, 4]
    assert text.holding("harbour", 9).dtype == np.int32 and not len(text.holding("harbour", 9))


def test_owners_and_texts_come_in_the_order_asked(text: FullText) -> None:
    """Outlets and texts stand in the order of the numbers given."""
    assert text.owners([3, 1]) == [("tarn", "Tarn Post"), ("bridge", None)]
    assert [passage.article_id for passage in text.read([5, 2])] == ["barge", "cafe"]


def test_a_phrase_is_held_only_side_by_side(text: FullText) -> None:
    """Words that stand in one passage apart are no phrase of it; other forms of them are."""
    assert text.holds("opening bridge") is False
    assert text.holds("ferries stop")


@pytest.mark.parametrize(
    "word", ['"', "a AND", "NEAR(", "x*", "title:", "'; DROP TABLE meta", "\0", "\ud800", "^", ""]
)
def test_untrusted_words_are_searched_not_run(text: FullText, word: str) -> None:
    """Whatever stands in a word, quoted it is only a word."""
    text.find(f"{quoted(word)} OR {quoted('bridge')}", 5)
    assert ByWords(text, 5).rank(_part(word, "quarry"), 5, False, 1.0)[0] == 4


def test_what_is_no_expression_is_a_mistake_of_the_caller(text: FullText) -> None:
    """A full-text expression that cannot be parsed raises ValueError, and the index is not called damaged."""
    with pytest.raises(ValueError, match="full-text"):
        text.find('"open', 5)


def test_passages_that_hold_more_of_a_part_come_first(text: FullText) -> None:
    """Who holds both words stands before who holds one; of two that hold it, who says it more often."""
    words = ByWords(text, 5)
    assert words.rank(_part("quarry", "barge"), 5, False, 1.0) == [4, 5]
    assert words.rank(_part("barge"), 5, False, 1.0) == [5, 4]
    assert words.rank(_part("barge", "harbour"), 1, False, 1.0) == [5]
    assert words.rank(_part("harbour"), 5, False, 1.0) == []


def test_of_many_that_hold_the_same_only_so_many_are_weighed(
    text: FullText, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of those that hold the same bm25 tells the best among the first; the others stand behind."""
    words = ByWords(text, 5)
    assert words.rank(_part("tarn"), 2, False, 1.0) == [5, 4]
    monkeypatch.setattr(index.searching.by_words, "MOST_WEIGHED", 1)
    assert words.rank(_part("tarn"), 2, False, 1.0) == [4, 3]
    assert sorted(words.rank(_part("tarn"), 3, False, 1.0)) == [3, 4, 5]


def test_of_common_words_those_that_hold_them_all_come_first(
    text: FullText, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where all that is asked is common, who holds all of it stands before who holds the rarer half."""
    monkeypatch.setattr(index.searching.by_words, "COMMON", 2)
    found = ByWords(text, 5).rank(_part("tarn", "ferry"), 5, False, 1.0)
    assert found[0] == 3 and sorted(found) == [3, 4, 5]


def test_common_words_alone_find_nothing_for_one_part_of_several(
    text: FullText, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A word that stands nearly everywhere is looked up where it is all that is asked, and only there."""
    monkeypatch.setattr(index.searching.by_words, "COMMON", 2)
    words = ByWords(text, 5)
    assert words.rank(_part("tarn"), 5, True, 1.0) == []
    assert sorted(words.rank(_part("tarn"), 5, False, 1.0)) == [3, 4, 5]
    assert words.rank(_part("tarn", "quarry"), 5, True, 1.0) == [4]
