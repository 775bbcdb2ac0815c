"""Each provider's own class, met by a server that speaks its protocol; what is said where one is missing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answer.llm.check import examine_model, open_writer
from bot.answer.llm.setting import ModelName, read_model
from index.build import build
from index.embed import load_embedder
from index.errors import SettingError
from index.search import Index
from tests import newsroom
from tests.model_house import KEY, house, quoting
from tests.model_server import Says, Seen, serve

QUESTION = "When did the Halcyon run aground?"
QUOTE = "The ferry Halcyon ran aground off Cape Sorrel last month, injuring 14 passengers."
STATEMENT = "The ferry Halcyon ran aground off Cape Sorrel in April 2024."
MODELS = {
    "openai:gpt-4o-mini": ("llama_index.llms.openai", "/v1/chat/completions"),
    "ollama:llama3.2": ("llama_index.llms.ollama", "/api/chat"),
    "anthropic:claude-sonnet-4-5": ("llama_index.llms.anthropic", "/v1/messages"),
    "openai:gpt-of-next-year": ("llama_index.llms.openai", "/v1/chat/completions"),
    "anthropic:claude-of-next-year": ("llama_index.llms.anthropic", "/v1/messages"),
    "openai-like:small@{url}/v1": ("llama_index.llms.openai_like", "/v1/chat/completions"),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The newsroom's index."""
    folder = tmp_path_factory.mktemp("newsroom")
    corpus = newsroom.write(folder / "corpus")
    embedder = load_embedder(None)
    build(corpus, folder / "index", embedder)
    with Index.open(folder / "index", embedder) as opened:
        yield opened


@pytest.mark.parametrize("model", MODELS)
def test_a_provider_answers(index: Index, model: str) -> None:
    """Each provider's class is made and asked for the form; its stream becomes a cited answer."""
    module, path = MODELS[model]
    pytest.importorskip(module, reason="the extra is not installed")
    told: list[str] = []
    with house(index, quoting(STATEMENT, QUOTE, "April 2024"), model) as (desk, server):
        answer = desk.ask(QUESTION, tell=told.append)
    assert answer.answerer == f"llm:{model.partition(':')[2].partition('@')[0]}"
    assert answer.text == told[0] == "The ferry Halcyon ran aground off Cape Sorrel in April 2024 [1]."
    assert [c.quote for c in answer.citations] == [QUOTE]
    assert answer.claims[0].value == "April 2024"
    assert answer.usage is not None
    assert (answer.usage.prompt_tokens, answer.usage.answer_tokens) == (1200, 80)
    (seen,) = server.seen
    assert seen.path == path
    wanted = ("response_format", "format", "tools")
    assert any("statements" in str(seen.body.get(name)) for name in wanted), "the form is asked for"


def test_what_the_model_is_shown(index: Index) -> None:
    """Passages are fenced by keys drawn anew each time, with outlet, agency, day, and days beside dates."""
    with house(index, quoting(STATEMENT, QUOTE)) as (desk, server):
        desk.ask(QUESTION)
        desk.ask("Where did the Halcyon run aground?")
    first, second = server.seen
    assert not set(first.passages) & set(second.passages)
    assert "last month [2024-04-01..2024-04-30]" in first.texts[-1]
    (talks,) = [text for text in first.passages.values() if QUOTE in text]
    assert talks.startswith("outlet: Northmoor Gazette\npublished: 2024-05-14\ntitle: ")
    assert any("\nagency: NPA\n" in text for text in first.passages.values())
    assert QUESTION in first.texts[-1]
    assert "<<<" not in first.texts[1].replace("<<<KEY", "")


def test_a_server_without_forms(index: Index) -> None:
    """A server that refuses the form is asked without it, then and from then on."""
    good = quoting(STATEMENT, QUOTE)

    def answer(seen: Seen) -> Says:
        return Says(status=400) if "response_format" in seen.body else good(seen)

    with house(index, answer) as (desk, server):
        assert desk.ask(QUESTION).answerer == "llm:small"
        assert desk.ask("Where did the Halcyon run aground?").usage is not None
    assert ["response_format" in seen.body for seen in server.seen] == [True, False, False]


def test_the_key_goes_where_it_belongs(index: Index) -> None:
    """OpenAI's key is sent to OpenAI's address and to no other that merely speaks its protocol."""
    with house(index, quoting(STATEMENT, QUOTE), OPENAI_LIKE_API_KEY="") as (desk, server):
        desk.ask(QUESTION)
    assert KEY not in str(server.seen[0].headers)
    with house(index, quoting(STATEMENT, QUOTE), "openai:gpt-4o-mini") as (desk, server):
        desk.ask(QUESTION)
    assert server.seen[0].headers["authorization"] == f"Bearer {KEY}"


NEEDED = [("openai:m", "OPENAI_API_KEY"), ("anthropic:m", "ANTHROPIC_API_KEY")]


@pytest.mark.parametrize(("name", "variable"), NEEDED)
def test_a_missing_key_is_named(name: str, variable: str) -> None:
    """Without its key a provider is not tried; the line names the variable."""
    with pytest.raises(SettingError, match=variable):
        open_writer(_named(name), None, 5, {variable: "  "}, None)


@pytest.mark.parametrize(
    "name", ["openai:m", "anthropic:m", "ollama:m", "openai-like:m@http://localhost:1/v1"]
)
def test_a_missing_extra_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its package the line says which extra to install."""
    for module, _ in MODELS.values():
        monkeypatch.setitem(sys.modules, module, None)
    env = {"OPENAI_API_KEY": KEY, "ANTHROPIC_API_KEY": KEY}
    with pytest.raises(SettingError, match=rf"pip install \"dateline\[{name.partition(':')[0]}\]\"") as told:
        open_writer(_named(name), None, 5, env, None)
    assert KEY not in str(told.value)


BAD = """gpt-4 openai openai: cohere:x OPENAI:x openai-like:m openai-like:m@ openai-like:@http://h
    openai-like:m@localhost:8000 openai-like:m@ftp://h/v1 openai-like:m@http://h:99999/v1""".split()


@pytest.mark.parametrize("value", BAD)
def test_a_malformed_value_is_told(value: str) -> None:
    """A value that names no model gives a line with the variable and what it may be."""
    with pytest.raises(SettingError, match=r"DATELINE_LLM=.*openai-like:"):
        read_model(value)


def test_names_of_models() -> None:
    """A model's own name may hold colons, slashes and at signs; nothing set is no model."""
    assert read_model(" ollama:llama3.2:1b ") == ModelName("ollama", "llama3.2:1b")
    like = read_model("openai-like:org/model@2@http://127.0.0.1:8000/v1/")
    assert like == ModelName("openai-like", "org/model@2", "http://127.0.0.1:8000/v1")
    assert read_model("") is read_model("  ") is None


def test_a_password_in_the_address_is_not_shown() -> None:
    """An address with a password is refused, and the password is not repeated."""
    for value in ("openai-like:m@http://me:hunter2@host/v1", "openai-like:http://me:hunter2@host"):
        with pytest.raises(SettingError) as told:
            read_model(value)
        assert "hunter2" not in str(told.value)


def test_the_doctor_looks_without_asking(tmp_path: Path) -> None:
    """What doctor says of a model costs nothing: no request is made; what is missing is an error."""
    with serve(lambda seen: Says("no")) as server:
        name = _named(f"openai-like:small@{server.url}/v1")
        found = "; ".join(examine_model(name, None, 5, {}))
        assert server.seen == []
    assert "openai-like:small" in found and "prompts" in found
    assert "rules" in next(examine_model(None, None, 5, {}))
    with pytest.raises(SettingError, match="OPENAI_API_KEY"):
        list(examine_model(_named("openai:m"), None, 5, {}))
    with pytest.raises(SettingError, match="DATELINE_PROMPTS"):
        list(examine_model(name, tmp_path, 5, {}))


def _named(value: str) -> ModelName:
    name = read_model(value)
    assert name is not None
    return name
