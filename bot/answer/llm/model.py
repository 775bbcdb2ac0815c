"""A language model behind llama-index's classes: the one place that imports them and meets their errors.

Each provider's class is an optional extra. An answer is always taken as a stream, so that one without end is
cut off, and what came before a break is not lost.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from bot.answer.llm.failures import explain, status_of
from bot.answer.llm.setting import ModelName
from bot.answer.types import Usage
from index.errors import ModelError, SettingError

MOST_CHARACTERS = 100_000
"""Of one answer; whatever goes on after that is not an answer."""

Message = tuple[str, str]
"""Who speaks ("system", "user", "assistant") and what."""


@dataclass(frozen=True, slots=True)
class Provider:
    """How to make a provider's class and ask it for an answer of a form.

    variables: which environment variable gives which argument. timeout: the name of that argument.
    form: what asks for a JSON Schema. secret: the variable that holds the key; needed: whether it has to be
    set. fixed: further arguments.
    """

    module: str
    class_name: str
    variables: Mapping[str, str]
    timeout: str
    form: Callable[[dict[str, Any]], dict[str, Any]]
    secret: str = ""
    needed: bool = True
    fixed: Mapping[str, Any] = field(default_factory=dict)


def _openai_form(schema: dict[str, Any]) -> dict[str, Any]:
    wanted = {"name": "answer", "strict": True, "schema": schema}
    return {
        "response_format": {"type": "json_schema", "json_schema": wanted},
        "stream_options": {"include_usage": True},
    }


def _anthropic_form(schema: dict[str, Any]) -> dict[str, Any]:
    tool = {"name": "answer", "description": "Gives the answer in its form.", "input_schema": schema}
    return {"tools": [tool], "tool_choice": {"type": "tool", "name": "answer"}}


PROVIDERS = {
    "openai": Provider(
        "llama_index.llms.openai",
        "OpenAI",
        {"OPENAI_API_KEY": "api_key", "OPENAI_API_BASE": "api_base", "OPENAI_BASE_URL": "api_base"},
        "timeout",
        _openai_form,
        "OPENAI_API_KEY",
        fixed={"max_retries": 1},
    ),
    "ollama": Provider(
        "llama_index.llms.ollama",
        "Ollama",
        {"OLLAMA_HOST": "base_url"},
        "request_timeout",
        lambda schema: {"format": schema},
        needed=False,
        # Without it the class asks the server for the model's own, which may be more than there is memory.
        fixed={"context_window": 16_384, "temperature": 0.0},
    ),
    "anthropic": Provider(
        "llama_index.llms.anthropic",
        "Anthropic",
        {"ANTHROPIC_API_KEY": "api_key", "ANTHROPIC_BASE_URL": "base_url"},
        "timeout",
        _anthropic_form,
        "ANTHROPIC_API_KEY",
        fixed={"max_retries": 1, "max_tokens": 4_096},
    ),
    "openai-like": Provider(
        "llama_index.llms.openai_like",
        "OpenAILike",
        {"OPENAI_LIKE_API_KEY": "api_key"},
        "timeout",
        _openai_form,
        "OPENAI_LIKE_API_KEY",
        needed=False,
        fixed={"max_retries": 1, "is_chat_model": True, "context_window": 16_384},
    ),
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model answered, and what that took. broken: why the answer ended early, "" where it did not."""

    text: str
    usage: Usage
    broken: str = ""


class Model:
    """A language model of a provider. Nothing is asked of it before `ask`."""

    def __init__(self, name: ModelName, env: Mapping[str, str], timeout: float) -> None:
        """Load the provider's class.

        env: where its key and address are looked up. timeout: seconds for one answer, as a whole.
        Raises SettingError for a missing extra or key, and where the class refuses what it is given.
        """
        self.name = name
        self.timeout = timeout
        self._provider = PROVIDERS[name.provider]
        self._llm = _load(name, self._provider, env, timeout)
        self._formless = False

    def ask(
        self,
        messages: Sequence[Message],
        schema: dict[str, Any],
        tell: Callable[[str], None] | None = None,
    ) -> Reply:
        """Ask for an answer of a form. tell: takes each piece of the answer as it comes in.

        Raises ModelError, which says what went wrong and what to do, where no answer came at all; an answer
        that broke off is returned as far as it came.
        """
        form = {} if self._formless else self._provider.form(schema)
        try:
            return self._stream(messages, form, tell)
        except _FormRefusedError:
            self._formless = True  # an older server; the prompt tells the form as well
            return self._stream(messages, {}, tell)

    def _stream(
        self, messages: Sequence[Message], form: dict[str, Any], tell: Callable[[str], None] | None
    ) -> Reply:
        from llama_index.core.base.llms.types import ChatMessage

        start = time.monotonic()
        spoken = [ChatMessage(role=role, content=text) for role, text in messages]
        pieces: list[str] = []
        length, broken = 0, ""
        tokens: tuple[int | None, int | None] = None, None
        try:
            for chunk in self._llm.stream_chat(spoken, **form):
                tokens = _tokens(chunk, tokens)
                piece = _piece(chunk)
                length += len(piece)
                if length > MOST_CHARACTERS:
                    broken = f"it went on for more than {MOST_CHARACTERS:,} characters"
                    break
                if piece:
                    pieces.append(piece)
                    if tell:
                        tell(piece)
                if time.monotonic() - start > self.timeout:
                    broken = f"it took longer than {self.timeout:g} seconds"
                    break
        except Exception as error:  # each provider has its own
            if (
                form
                and not pieces
                and status_of(error) in (400, 404, 422)
                and self.name.provider == "openai-like"
            ):
                raise _FormRefusedError from None
            broken = explain(error, self.name, self._provider.secret, self.timeout)
            if not pieces:
                # Not "from error": what a provider says may repeat the key it was given.
                raise ModelError(f"the language model {self.name} failed: {broken}") from None
        text = "".join(pieces)
        if not text.strip() and not broken:
            raise ModelError(f"the language model {self.name} failed: its answer was empty; ask again")
        return Reply(text, Usage(*tokens, time.monotonic() - start), broken)


class _FormRefusedError(Exception):
    """The server does not know how to hold an answer to a form."""


def _load(name: ModelName, provider: Provider, env: Mapping[str, str], timeout: float) -> Any:
    if provider.needed and not env.get(provider.secret, "").strip():
        raise SettingError(f"DATELINE_LLM={name} needs a key; set {provider.secret}")
    given = {
        argument: env[variable].strip()
        for variable, argument in provider.variables.items()
        if env.get(variable, "").strip()
    }
    if name.url:
        given = {"api_base": name.url, "api_key": "none", **given}
    try:
        make = getattr(import_module(provider.module), provider.class_name)
    except ImportError as error:
        raise SettingError(
            f'DATELINE_LLM={name} needs more packages; run: pip install "dateline[{name.provider}]"'
        ) from error
    try:
        make = _of_any_name(make) if name.provider in ("openai", "anthropic") else make
        return make(model=name.model, **given, **provider.fixed, **{provider.timeout: timeout})
    except Exception as error:  # each provider has its own
        raise SettingError(
            f"DATELINE_LLM={name} cannot be used ({type(error).__name__}); check the model's name and address"
        ) from None


def _of_any_name(base: Any) -> Any:
    """Make a class take models that came out after it: some refuse those whose size they do not know."""
    from llama_index.core.base.llms.types import LLMMetadata

    class OfAnyName(base):  # type: ignore[misc]
        @property
        def metadata(self) -> LLMMetadata:
            return LLMMetadata(
                context_window=128_000,
                is_chat_model=True,
                is_function_calling_model=True,
                model_name=self.model,
            )

    return OfAnyName


def _piece(chunk: Any) -> str:
    """Take the new text of a part of an answer; of a tool's call its arguments."""
    if chunk.delta:
        return str(chunk.delta)
    raw = chunk.raw if isinstance(chunk.raw, dict) else {}
    return str(getattr(raw.get("delta"), "partial_json", None) or "")


def _tokens(chunk: Any, before: tuple[int | None, int | None]) -> tuple[int | None, int | None]:
    """Read what a part of an answer tells of tokens, each provider in its own words."""
    raw = chunk.raw if isinstance(chunk.raw, dict) else {}
    places = (chunk.additional_kwargs, chunk.message.additional_kwargs.get("usage"), raw.get("usage"))
    kwargs = {name: value for place in places if isinstance(place, dict) for name, value in place.items()}
    asked = kwargs.get("prompt_tokens") or kwargs.get("input_tokens")
    answered = kwargs.get("completion_tokens") or kwargs.get("output_tokens")
    return (asked or before[0], answered or before[1])
