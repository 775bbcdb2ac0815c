"""Articles cut into passages that the embedder can read whole."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article, content_id
from index.embed import count_tokens
from index.passages import MAX_TOKENS, TITLE_BYTES, embedded_text, split_passages
from index.sentences import split_sentences


def _article(text: str, title: str = "Brell opens its bridge") -> Article:
    return Article("brell", "brell.md", None, None, title, (), None, None, text)


def _story(paragraphs: int) -> str:
    return "\n\n".join(
        f"Mayor Orr said on day {number} that the bridge cost {number}.5 million crowns. Nobody in Brell "
        "objected, and the council, which had met twice, went home. It will meet again."
        for number in range(paragraphs)
    )


def test_a_passage_with_its_title_fits_the_embedder() -> None:
    """Title and passage together are at most 256 tokens, and a passage uses more than half of them."""
    article = _article(_story(60))
    passages = split_passages(article, count_tokens)
    sizes = [count_tokens(embedded_text(article.title, passage.text)) + 2 for passage in passages]
    assert max(sizes) <= MAX_TOKENS
    assert min(sizes[:-1]) > MAX_TOKENS // 2


@pytest.mark.parametrize(
    "text",
    ["словарь " * 900, "한국어" * 400, "漢字" * 900, "🌊" * 900, "x" * 9000, "a,b;c " * 500, "ﷺ" * 300],
)
def test_strange_text_fits_too(text: str) -> None:
    """Text in any script, without spaces or as one long word, is cut to what fits."""
    article = _article(text, title="한국어" * 200)
    for passage in split_passages(article, count_tokens):
        assert count_tokens(embedded_text(article.title, passage.text)) + 2 <= MAX_TOKENS
        assert len(passage.text) <= 8 * MAX_TOKENS


def test_passages_are_whole_sentences() -> None:
    """A passage begins and ends where sentences do, and with a paragraph where that costs nothing."""
    article = _article(_story(60))
    spans = split_sentences(article.text)
    passages = split_passages(article, count_tokens)
    assert len(passages) > 5
    for passage in passages:
        assert passage.start in {start for start, _ in spans}
        assert passage.end in {end for _, end in spans}
        assert article.text[passage.end :].startswith("\n\n") or passage.end == len(article.text)


def test_a_sentence_too_long_for_a_passage_is_cut_after_a_clause() -> None:
    """A sentence of more than 256 tokens is cut after a comma and not inside a number."""
    article = _article("the council paid 3,000 crowns to each of the towns, " * 28 + "and went home.")
    assert len(split_sentences(article.text)) == 1
    passages = split_passages(article, count_tokens)
    assert len(passages) > 1
    assert all(passage.text.endswith((",", ".")) for passage in passages)
    assert "".join(passage.text for passage in passages).count("3,000 crowns") == 28


def test_the_same_words_have_the_same_id() -> None:
    """A passage's id depends on title and text alone, so that a copy elsewhere is not embedded again."""
    copy = Article("x", "y.md", "Tarn Post", None, "Brell opens its bridge", (), None, None, "It opened.")
    retitled = _article("It opened.", title="Bridge opens")
    ids = [split_passages(one, count_tokens)[0].id for one in (_article("It opened."), copy, retitled)]
    assert ids[0] == ids[1] == content_id("Brell opens its bridge", "It opened.") != ids[2]


def test_a_long_title_is_cut_at_a_word() -> None:
    """What is embedded of a title is at most 200 bytes and ends with a whole word."""
    text = embedded_text("word " * 100, "body")
    assert text == " ".join(["word"] * 40)[: TITLE_BYTES - 1] + "\nbody"


def test_no_text_gives_no_passage() -> None:
    """An article of white space has no passages."""
    assert split_passages(_article(" \n\n "), count_tokens) == []


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=400)
    | st.lists(
        st.sampled_from(["A b.", "A b.", "\n\n", " ", "long " * 30, "x, ", "\u2003", "1.5 ", "漢"])
    ).map("".join)
)
def test_a_passage_is_always_a_slice_of_its_article(text: str) -> None:
    """Whatever the text, each passage is what stands at its offsets, and together they are all of it."""
    article = _article(text, title="T")

    def few(text: str) -> int:
        return 12 * len(text.split())  # tokens so large that little fits

    passages = split_passages(article, few)
    place = 0
    for passage in passages:
        assert article.text[passage.start : passage.end] == passage.text
        assert not article.text[place : passage.start].strip()
        place = passage.end
    assert not article.text[place:].strip()
