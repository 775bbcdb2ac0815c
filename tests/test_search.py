"""What a question finds in an index that was really built."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import newsroom
import pytest
from fakes import HashingEmbedder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.build import build
from index.errors import IndexStateError
from index.search import Hit, Index

FERRY = "The night ferry ran aground off Cape Sorrel, and rescuers brought its passengers to the hospital."
AGENCY = (
    "Rescuers searched the bay for the crew of the fishing boat Marigold through the night and found four "
    "sailors on a rock. The boat had left port on Monday against the advice of the coast guard."
)


def write(corpus: Path, name: str, text: str, **facts: str) -> None:
    """Write an article into a corpus."""
    corpus.mkdir(exist_ok=True)
    head = "".join(f"{key}: {value}\n" for key, value in facts.items())
    (corpus / f"{name}.md").write_text(f"---\n{head}---\n\n{text}\n", encoding="utf-8")


@pytest.fixture(scope="module")
def island(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The newsroom's articles, indexed."""
    folder = tmp_path_factory.mktemp("island")
    build(newsroom.write(folder / "corpus"), folder / "index", HashingEmbedder())
    with Index.open(folder / "index", HashingEmbedder()) as opened:
        yield opened


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """An empty corpus."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    return folder


def opened(corpus: Path) -> Index:
    """Index a corpus and open it."""
    folder = corpus.parent / "index"
    build(corpus, folder, HashingEmbedder())
    return Index.open(folder, HashingEmbedder())


def ids(hits: Sequence[Hit]) -> list[str]:
    """List the articles of hits."""
    return [hit.article.id for hit in hits]


def test_best_first(island: Index) -> None:
    """The passage that tells what is asked comes first; scores fall and lie between 0 and 1."""
    hits = island.search("Who was jailed for running the Halcyon onto rocks while drunk?")
    assert hits[0].article.id == "courier-accident"
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_a_hit_is_a_slice(island: Index) -> None:
    """A hit's passage is a slice of its article's text."""
    for hit in island.search("Brook and Lind", 20):
        text = island.article(hit.article.id).text
        assert text[hit.passage.start : hit.passage.end] == hit.passage.text


def test_other_forms_are_found(island: Index) -> None:
    """A word is found in its other forms."""
    assert island.search("jailing of captains")[0].article.id == "courier-accident"


def test_a_day_for_when(corpus: Path) -> None:
    """Asked when, a passage that tells the day comes before one that tells the same without it."""
    write(corpus, "told", "The mayor met the governor at the mill on Tuesday.", title="Mayor meets governor")
    write(
        corpus,
        "untold",
        "The mayor met the governor at the mill, and both smiled.",
        title="Mayor meets governor",
    )
    with opened(corpus) as index:
        assert ids(index.search("When did the mayor meet the governor?"))[0] == "told"


def test_named_outlet_is_preferred(island: Index) -> None:
    """The outlet that a question names comes first, and others still follow."""
    for outlet in ("Island Herald", "Northmoor Gazette"):
        hits = island.search(f"What did the {outlet} report about the library of Harbour School?")
        assert hits[0].article.outlet == outlet
        assert len({hit.article.outlet for hit in hits}) > 1


def test_unknown_outlet_is_not_hidden(corpus: Path) -> None:
    """An article of unknown outlet that tells what is asked beats one of the outlet named that does not."""
    write(corpus, "unknown", FERRY, title="Ferry runs aground")
    write(corpus, "named", "The council of Northmoor bought a bus.", title="New bus", outlet="Coast Courier")
    with opened(corpus) as index:
        question = "According to the Coast Courier, where did the night ferry run aground?"
        assert ids(index.search(question))[0] == "unknown"


def test_day_of_publication_is_preferred(corpus: Path) -> None:
    """Of two reports alike, the one of the day that the question names comes first."""
    for day in ("2024-05-03", "2024-06-21"):
        write(corpus, day, f"{FERRY} It was towed {day[-2:]} miles.", title="Ferry aground", published=day)
    with opened(corpus) as index:
        for day in ("2024-05-03", "2024-06-21"):
            question = f"What did the article published on {day} say of the night ferry at Cape Sorrel?"
            assert ids(index.search(question))[0] == day


def test_each_part_has_its_turn(corpus: Path) -> None:
    """Each of two things asked is among the first, though one of them fills many passages."""
    for i in range(12):
        write(
            corpus, f"ferry{i}", f"The night ferry of Captain Verrill sank, says witness{i}.", title=f"F{i}"
        )
    write(corpus, "school", "The school library of Northmoor bought 8,000 books.", title="Library")
    with opened(corpus) as index:
        hits = index.search(
            "Does one article claim that the night ferry of Captain Verrill sank, while another article says "
            "that the school library of Northmoor bought books?",
            4,
        )
        assert "school" in ids(hits)
        assert any(id_.startswith("ferry") for id_ in ids(hits))


def test_each_outlet_has_its_turn(corpus: Path) -> None:
    """Each of several outlets named is among the first, though one of them has printed most."""
    for i in range(12):
        write(
            corpus, f"a{i}", f"The night ferry sank, says witness{i}.", title=f"F{i}", outlet="Coast Courier"
        )
    write(corpus, "b", "A ferry sank at night.", title="A wreck", outlet="Eastfell Post")
    with opened(corpus) as index:
        hits = index.search("Which night ferry sank, as reported by both Coast Courier and Eastfell Post?", 4)
        assert {hit.article.outlet for hit in hits} == {"Coast Courier", "Eastfell Post"}


def test_copies_are_shown_once(corpus: Path) -> None:
    """Agency copy in three papers is one hit that names the others, each with its own passage."""
    for outlet in ("Coast Courier", "Eastfell Post", "Island Herald"):
        write(corpus, outlet.split()[1], AGENCY, title=f"{outlet} on the Marigold", outlet=outlet)
    with opened(corpus) as index:
        (hit,) = index.search("Who searched for the crew of the Marigold?")
        assert {hit.article.id, *(article.id for article in hit.also)} == {"Courier", "Post", "Herald"}
        assert [passage.article_id for passage in hit.copies] == [article.id for article in hit.also]


def test_updates_are_no_copies(corpus: Path) -> None:
    """A later version that counts more stands beside the earlier one."""
    for count in ("four", "14", "17"):
        write(corpus, f"v{count}", AGENCY.replace("four", count), title="Marigold")
    with opened(corpus) as index:
        assert len(index.search("Who was found of the crew of the Marigold?")) >= 2


def test_explicit_filters(island: Index) -> None:
    """Outlets and days given by the caller leave nothing else, an unknown one neither."""
    assert {h.article.outlet for h in island.search("Brook", outlets=["Island Herald"])} == {"Island Herald"}
    by_agency = island.search("Halcyon", outlets=["NPA"])
    assert {"Island Herald", "Coast Courier"} <= {hit.article.outlet for hit in by_agency}
    assert {hit.article.via for hit in by_agency} == {"NPA"}
    found = island.search("Brook", since=date(2024, 5, 14), until=date(2024, 6, 2))
    assert set(ids(found)) <= {"gazette-talks", "courier-accident", "herald-school"}
    assert found


@pytest.mark.parametrize("question", ["", "   ", "😀🛶", "?!", "\0", "\n"])
def test_no_words(island: Index, question: str) -> None:
    """A question without words finds nothing."""
    assert island.search(question) == []


@pytest.mark.parametrize(
    "question",
    [
        "AND OR NOT NEAR(",
        '"ferry" OR ""',
        "who was it?",
        "title:ferry* ^ferry -ferry {ferry}",
        "the ferry sank; " * 700,
        "\ud800 ferry",
        "ferry's “captain’s” 'boat'",
    ],
)
def test_any_words(island: Index, question: str) -> None:
    """Whatever is asked in words is searched, never read as an expression."""
    assert island.search(question)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=50)
@given(st.text())
def test_any_text(island: Index, question: str) -> None:
    """No text breaks the search."""
    assert len(island.search(question, 3)) <= 3


def test_limit(island: Index) -> None:
    """As many hits as wanted, at most."""
    assert len(island.search("Brook", 2)) == 2
    assert island.search("Brook", 0) == []


def test_a_build_is_picked_up(corpus: Path) -> None:
    """An open index answers from what a later build committed, new outlets and articles included."""
    write(corpus, "old", FERRY, title="Ferry")
    with opened(corpus) as index:
        assert ids(index.search("night ferry")) == ["old"]
        write(corpus, "new", "The lighthouse was painted green.", title="Lighthouse", outlet="Coast Courier")
        (corpus / "old.md").unlink()
        build(corpus, corpus.parent / "index", HashingEmbedder())
        assert ids(index.search("What did the Coast Courier say of the lighthouse?")) == ["new"]
        assert [article.id for article in index.articles()] == ["new"]
        with pytest.raises(IndexStateError, match="ask again"):
            index.article("old")


def test_a_large_corpus_is_searched_by_signs(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the size up to which all are compared, the same passages are found with the same scores."""
    write(corpus, "ferry", FERRY, title="Ferry")
    write(corpus, "school", "The school bought a library of books.", title="Library")
    question = "Where did the night ferry run aground?"
    with opened(corpus) as index:
        before = index.search(question)
    monkeypatch.setattr("index.searching.nearest.EXACT", 0)
    with opened(corpus) as index:
        assert index.search(question) == before
        assert index.search(question) == before  # now the signs are loaded, and another thread reads them
        (corpus / "school.md").unlink()
        write(corpus, "bell", "The ferry bell was sold to a school.", title="Bell")
        build(corpus, corpus.parent / "index", HashingEmbedder())
        assert set(ids(index.search("Who sold the bell?"))) == {"bell", "ferry"}


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("When did the boat leave the port?", "The boat had left port on Monday"),
        ("Who searched for the crew of the Marigold?", "Rescuers searched the bay"),
        ("What was found on a rock, and what did the coast guard advise?", "Rescuers searched"),
    ],
)
def test_the_best_sentence(corpus: Path, question: str, sentence: str) -> None:
    """The sentence of a passage that a question is most about holds its rare words, or a day it asks for."""
    write(corpus, "boat", AGENCY, title="Rescue")
    with opened(corpus) as index:
        (hit,) = index.search(question)
        start, end = index.best_sentence(question, hit.passage)
        assert index.article("boat").text[start:end].startswith(sentence)


def test_another_model(corpus: Path) -> None:
    """An index of another model is not searched."""
    write(corpus, "ferry", FERRY, title="Ferry")
    opened(corpus).close()
    with pytest.raises(IndexStateError, match="another embedding model"):
        Index.open(corpus.parent / "index", HashingEmbedder("hashing:2"))


def test_what_is_known_of_articles(island: Index) -> None:
    """An open index lists articles without texts and gives texts, times and sentences one by one."""
    assert len(island.articles()) == len(newsroom.ARTICLES)
    assert all(article.text == "" for article in island.articles())
    text = island.article("herald-plan").text
    assert any(
        text[start:end].startswith("The council has refused")
        for start, end in island.sentences("herald-plan")
    )
    assert any(text[time.start : time.end] == "next week" for time in island.times("herald-plan"))


def test_holds(island: Index) -> None:
    """Words that stand side by side in an article are held, others and nothing are not."""
    assert island.holds("Ada Brook")
    assert island.holds("ferry dispute")
    assert not island.holds("Ada Lind")
    assert not island.holds("")
    assert not island.holds('"')


def test_threads(island: Index) -> None:
    """Several threads may ask at once and get what one alone gets."""
    questions = ["Who was jailed?", "What did the charter say?", "How many books has the library?"] * 4
    alone = [ids(island.search(question)) for question in questions]
    together: dict[int, list[str]] = {}

    def ask(i: int) -> None:
        together[i] = ids(island.search(questions[i]))

    threads = [threading.Thread(target=ask, args=(i,)) for i in range(len(questions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together[i] for i in range(len(questions))] == alone
