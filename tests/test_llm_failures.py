"""Whatever a language model or its server does, the answer is right or says honestly what happened."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.answer.llm.model import MOST_CHARACTERS
from bot.answer.statements.judging import Why
from bot.answer.types import Answer
from bot.render.contract import to_json
from index.build import build
from index.embed import load_embedder
from index.search import Index
from tests import newsroom
from tests.contract import check_answer
from tests.model_house import KEY, draft, house, key_of, quoting
from tests.model_server import Says, Seen

QUESTION = "When did the Halcyon run aground?"
QUOTE = "The ferry Halcyon ran aground off Cape Sorrel last month, injuring 14 passengers."
STATEMENT = "The ferry Halcyon ran aground off Cape Sorrel in April 2024."
OTHER = "The library holds 8,000 books."


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The newsroom's index."""
    folder = tmp_path_factory.mktemp("newsroom")
    corpus = newsroom.write(folder / "corpus")
    embedder = load_embedder(None)
    build(corpus, folder / "index", embedder)
    with Index.open(folder / "index", embedder) as opened:
        yield opened


def ask(index: Index, answer: Callable[[Seen], Says], question: str = QUESTION, **options: object) -> Answer:
    """Ask with a server that answers so; the contract holds whatever it does."""
    with house(index, answer, **options) as (desk, _):  # type: ignore[arg-type]
        found = desk.ask(question)
    check_answer(json.loads(json.dumps(to_json(found))))
    return found


def by_rules(answer: Answer, told: str) -> None:
    """Assert that the rules answered, rightly, and that a note says why."""
    assert answer.answerer == "extractive"
    assert "April 2024" in answer.text
    (note,) = [n for n in answer.notes if "written by rules" in n]
    assert told in note
    assert answer.usage is not None


REFUSAL = json.dumps({"error": {"message": f"Incorrect API key provided: {KEY}"}})
FAILURES = [
    (Says(status=401, body=REFUSAL), "refused the key"),
    (Says(status=403), "refused the key"),
    (Says(status=404), "there is no model small there"),
    (Says(status=429), "too many requests"),
    (Says(status=500), "fault of its own"),
    (Says(status=503, body="<html>down"), "fault of its own"),
    (Says(text=""), "empty"),
    (Says(text="   \n"), "empty"),
    (Says(text="I am sorry, I can not help with that."), "could not be read"),
    (Says(text='{"statements": "none", "answered": true}'), "found no answer"),
    (Says(text="[" * 20_000), "could not be read"),
    (Says(text='{"statements": [{"text": "The Hal', cut=True), "broke off"),
]


@pytest.mark.parametrize(("says", "told"), FAILURES, ids=lambda part: str(part)[:40])
def test_a_failure_leaves_the_rules(
    index: Index, says: Says, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A server that refuses, breaks or talks nonsense leaves the answer by rules, which says so."""
    caplog.set_level(logging.INFO)
    answer = ask(index, lambda seen: says)
    by_rules(answer, told)
    assert KEY not in json.dumps(to_json(answer)) + " ".join(answer.notes) + caplog.text


def test_a_server_that_never_answers(index: Index) -> None:
    """A server that keeps silent is given up after the seconds that are set."""
    by_rules(ask(index, lambda seen: Says(hold=True), timeout=0.3), "no answer within 0.3 seconds")


def test_nobody_there(index: Index) -> None:
    """An address at which nobody listens is told so."""
    answer = ask(
        index,
        lambda seen: Says(),
        "When did the Halcyon run aground?",
        model="openai-like:m@http://127.0.0.1:9/v1",
    )
    by_rules(answer, "nobody answers at its address")


def test_an_answer_without_end(index: Index) -> None:
    """An answer of two megabytes is cut off, and what stood whole before is still checked and used."""
    good = quoting(STATEMENT, QUOTE, "April 2024")

    def endless(seen: Seen) -> Says:
        whole = json.loads(good(seen).text)
        text = json.dumps({"answered": True, "statements": whole["statements"]})[:-2]
        return Says(text + ', {"text": "' + "blah " * 400_000, pieces=400)

    answer = ask(index, endless)
    assert answer.answerer == "llm:small"
    assert answer.text == "The ferry Halcyon ran aground off Cape Sorrel in April 2024 [1]."
    assert f"{MOST_CHARACTERS:,}" in answer.notes[-1]
    by_rules(ask(index, lambda seen: Says("x" * 2_000_000, pieces=400)), "went on for more")


def test_a_cut_stream_keeps_what_was_whole(index: Index) -> None:
    """When the connection breaks off, the statements that were whole are used, and the break is told."""
    good = quoting(STATEMENT, QUOTE)

    def cut(seen: Seen) -> Says:
        text = good(seen).text.removesuffix("}")
        return Says(text + " " * len(text) * 3, cut=True, pieces=8)

    answer = ask(index, cut)
    assert answer.answerer == "llm:small"
    assert "broke off" in answer.notes[-1]


@pytest.mark.parametrize(
    "frame", ["Sure! Here it is:\n```json\n{}\n```\nAnything else?", "<think>{{a: 1}}</think>{}"]
)
def test_json_with_prose_around_it(index: Index, frame: str) -> None:
    """Prose, a code fence or thoughts around the JSON are passed over."""
    good = quoting(STATEMENT, QUOTE)
    answer = ask(index, lambda seen: Says("{}".join(frame.split("{}")).replace("{}", good(seen).text)))
    assert answer.answerer == "llm:small"


def test_an_unreadable_answer_is_repaired_once(index: Index) -> None:
    """An answer that is no JSON is asked for once more, told what was wrong; its cost is counted."""
    good = quoting(STATEMENT, QUOTE)
    with house(index, lambda seen: good(seen) if len(seen.body["messages"]) > 2 else Says("April.")) as (
        desk,
        server,
    ):
        answer = desk.ask(QUESTION)
    assert answer.answerer == "llm:small"
    assert len(server.seen) == 2
    assert server.seen[1].texts[-2] == "April."
    assert answer.usage is not None and answer.usage.answer_tokens == 160
    with house(index, lambda seen: Says("April.")) as (desk, server):
        desk.ask(QUESTION)
    assert len(server.seen) == 2


def says_of_it(statement: str, quote: str = QUOTE) -> Callable[[Seen], Says]:
    """Answer with a statement, and a quote said to be of the passage that holds QUOTE."""
    return lambda seen: Says(draft((statement, key_of(seen, QUOTE), quote)))


def misattributes(seen: Seen) -> Says:
    """Answer with a true statement and quote under the key of another passage."""
    wrong = next(key for key, text in seen.passages.items() if QUOTE not in text)
    return Says(draft((STATEMENT, wrong, QUOTE)))


TALKS = "Mayor Ada Brook and Governor Jon Lind ended their long dispute"
BAD_STATEMENTS: dict[str, tuple[Callable[[Seen], Says], str]] = {
    "cites [9] of 4": (lambda seen: Says(draft((STATEMENT, "9", QUOTE))), Why.UNKNOWN),
    "quotes what nobody wrote": (says_of_it(STATEMENT, "The Halcyon sank in April 2024."), Why.FABRICATED),
    "quotes another passage": (misattributes, Why.MISATTRIBUTED),
    "quotes nothing": (says_of_it(STATEMENT, ""), Why.UNQUOTED),
    "gives another day": (says_of_it("The Halcyon ran aground on 3 April 2024."), "3 April 2024"),
    "adds what it knows": (says_of_it("The Halcyon, built in Oslo, ran aground in April 2024."), "Oslo"),
    "answers something else": (says_of_it(f"{TALKS}.", TALKS), ""),
}


@pytest.mark.parametrize(("answer", "why"), BAD_STATEMENTS.values(), ids=BAD_STATEMENTS)
def test_a_statement_that_does_not_hold_is_dropped(
    index: Index, answer: Callable[[Seen], Says], why: str
) -> None:
    """A statement that its quote does not hold up is not shown; the rules answer; JSON says what and why."""
    found = ask(index, answer)
    by_rules(found, "was left out")
    (dropped,) = to_json(found)["dropped"]
    assert why in dropped["why"]


def test_good_statements_stay_beside_bad_ones(index: Index) -> None:
    """One bad statement of two is dropped and counted; marks that the model made are taken out."""

    def answer(seen: Seen) -> Says:
        key = key_of(seen, QUOTE)
        return Says(
            draft(
                (f"{STATEMENT[:-1]} [9].", key, QUOTE), ("The Halcyon sank with 14 passengers.", key, QUOTE)
            )
        )

    found = ask(index, answer)
    assert found.text == "The ferry Halcyon ran aground off Cape Sorrel in April 2024 [1]."
    assert "1 of 2 statements of small was left out" in found.notes[-1]
    assert [d["text"] for d in to_json(found)["dropped"]] == ["The Halcyon sank with 14 passengers."]


def test_the_model_finds_nothing(index: Index) -> None:
    """Where model and rules find nothing, that is the answer; where only the model does, the rules answer."""
    nothing = Says(draft(answered=False))
    silent = ask(index, lambda seen: nothing, "Why did Ada Brook visit the opera in Eastfell?")
    assert silent.abstained and silent.answerer == "llm:small"
    by_rules(ask(index, lambda seen: nothing), "found no answer in the passages")


def test_an_unknown_name_is_not_asked_about(index: Index) -> None:
    """What no article mentions is known without a model, which is then not paid for."""
    with house(index, lambda seen: Says("{}")) as (desk, server):
        answer = desk.ask("When did Zebulon Quist resign?")
    assert answer.abstained and answer.answerer == "extractive" and answer.usage is None
    assert server.seen == []


def test_who_differs_is_told_by_code(index: Index) -> None:
    """Positions become claims that are compared: outlets that differ are named, whatever the model says."""
    one, other = "injuring 14 passengers", "17 passengers were injured"

    def answer(seen: Seen) -> Says:
        first, second = key_of(seen, one), key_of(seen, other)
        said = (
            "17 passengers were injured.",
            second,
            "The Halcyon hit rocks off Cape Sorrel on April 9, and 17 passengers were injured.",
        )
        return Says(draft(said, positions=(("14 passengers", first, one), ("17 passengers", second, other))))

    found = ask(index, answer, "How many passengers were injured when the Halcyon ran aground?")
    assert found.answerer == "llm:small"
    assert found.disagreement is not None and found.disagreement.kind == "conflict"
    assert {p.value for p in found.disagreement.positions} == {"14 passengers", "17 passengers"}


def test_a_difference_that_the_model_hides(index: Index) -> None:
    """A disagreement that the rules find stays, when the model gives one side only."""
    quote = "The Halcyon hit rocks off Cape Sorrel on April 9, and 17 passengers were injured."

    def answer(seen: Seen) -> Says:
        key = key_of(seen, quote)
        return Says(
            draft(("17 passengers were injured.", key, quote), positions=(("17 passengers", key, quote),))
        )

    found = ask(index, answer, "How many passengers were injured when the Halcyon ran aground?")
    assert found.answerer == "llm:small"
    assert found.disagreement is not None
    assert len(found.disagreement.positions) == 2


def test_the_cost_is_summed_up(index: Index) -> None:
    """What a desk's model has taken is known: answers, failures, tokens."""
    turns = iter([quoting(STATEMENT, QUOTE), lambda seen: Says(status=400)])
    with house(index, lambda seen: next(turns)(seen), "openai:gpt-4o-mini") as (desk, _):
        desk.ask(QUESTION)
        desk.ask("Where did the Halcyon run aground?")
        assert desk.writer is not None
        spent = desk.writer.spent
    assert (spent.asked, spent.failed, spent.prompt_tokens, spent.answer_tokens) == (2, 1, 1200, 80)
    assert spent.seconds > 0


def test_a_follow_up_by_the_model(index: Index) -> None:
    """A follow-up is rewritten by the model; what it makes up, or its failing, leaves the rules' question."""
    asked = ["When did Ada Brook meet Jon Lind?"]

    def says(text: str) -> Callable[[Seen], Says]:
        return lambda seen: Says(text)

    with house(index, says('{"question": "Did Ada Brook and Jon Lind sign anything then?"}')) as (
        desk,
        server,
    ):
        assert (
            desk.rewrite("and did they sign anything?", asked)
            == "Did Ada Brook and Jon Lind sign anything then?"
        )
        assert desk.rewrite("Who is Tom Verrill?", asked) == "Who is Tom Verrill?"
        assert len(server.seen) == 1
        assert "and did they sign anything?" in server.seen[0].texts[-1]
    for text in ('{"question": "Why did Ada Brook meet Tom Verrill?"}', "no", '{"question": ""}'):
        with house(index, says(text)) as (desk, _):
            assert desk.rewrite("why?", asked) == "Why did Ada Brook meet Jon Lind?"


def test_a_kept_answer_costs_nothing(index: Index, tmp_path: Path) -> None:
    """The same question is answered from what was kept, checked anew; another one, or model, is asked."""
    good = quoting(STATEMENT, QUOTE, "April 2024")
    with house(index, good, cache=tmp_path) as (desk, server):
        first, second = desk.ask(QUESTION), desk.ask(QUESTION)
        assert len(server.seen) == 1
        assert (first.text, first.claims, first.citations) == (second.text, second.claims, second.citations)
        assert second.usage is not None and second.usage.cached and second.usage.prompt_tokens == 0
        assert desk.writer is not None and desk.writer.spent.cached == 1
        desk.ask("Where did the Halcyon run aground?")
        assert len(server.seen) == 2
    with house(index, good, "openai-like:other@{url}/v1", cache=tmp_path) as (desk, server):
        desk.ask(QUESTION)
        assert len(server.seen) == 1


def test_failures_are_not_kept(index: Index, tmp_path: Path) -> None:
    """What failed, broke off or could not be read is asked again the next time."""
    turns = [Says(status=400), Says("no"), Says("no"), Says('{"statements": [', cut=True)]
    good = quoting(STATEMENT, QUOTE)
    with house(index, lambda seen: turns.pop(0) if turns else good(seen), "openai:m", cache=tmp_path) as (
        desk,
        _,
    ):
        for _ in range(3):
            assert desk.ask(QUESTION).answerer == "extractive"
        answer = desk.ask(QUESTION)
        assert answer.answerer == "llm:m", answer.notes


def test_a_damaged_cache_does_no_harm(index: Index, tmp_path: Path) -> None:
    """A cache that cannot be read or written costs the cache and nothing else."""
    (tmp_path / "answers.sqlite3").write_bytes(b"no database" * 100)
    with house(index, quoting(STATEMENT, QUOTE), cache=tmp_path) as (desk, server):
        assert desk.ask(QUESTION).answerer == desk.ask(QUESTION).answerer == "llm:small"
        assert len(server.seen) == 2
    with house(index, quoting(STATEMENT, QUOTE), cache=tmp_path / "nowhere") as (desk, _):
        assert desk.ask(QUESTION).answerer == "llm:small"


def test_a_changed_index_is_asked_anew(tmp_path: Path) -> None:
    """When the articles that a question is about have changed, the kept answer is not used."""
    corpus = newsroom.write(tmp_path / "corpus")
    embedder = load_embedder(None)
    build(corpus, tmp_path / "index", embedder)
    with (
        Index.open(tmp_path / "index", embedder) as index,
        house(index, quoting(STATEMENT, QUOTE), cache=tmp_path / "index") as (desk, server),
    ):
        desk.ask(QUESTION)
        page = corpus / "gazette-talks.md"
        page.write_text(
            page.read_text(encoding="utf-8").replace("2024-05-14", "2024-06-14"), encoding="utf-8"
        )
        build(corpus, tmp_path / "index", embedder)
        changed = desk.ask(QUESTION)
        assert len(server.seen) == 2
    assert changed.dropped, "last month is May now, and the model still says April"
