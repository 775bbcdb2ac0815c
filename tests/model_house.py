"""A desk over the invented newsroom with a language model behind it, which says what a test wants."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.answer.llm.check import open_writer
from bot.answer.llm.setting import read_model
from bot.ask import Desk
from index.search import Index
from tests.model_server import ModelServer, Says, Seen, serve

KEY = "sk-secret-0123456789abcdef"


def draft(
    *statements: tuple[str, str, str], positions: tuple[tuple[str, str, str], ...] = (), answered: bool = True
) -> str:
    """Write an answer of the form. statements: (text, key, quote); positions: (value, key, quote)."""
    return json.dumps(
        {
            "answered": answered,
            "statements": [{"text": t, "evidence": [{"key": k, "quote": q}]} for t, k, q in statements],
            "positions": [{"value": v, "key": k, "quote": q} for v, k, q in positions],
        },
        ensure_ascii=False,
    )


def key_of(seen: Seen, words: str) -> str:
    """Find the key of the passage that holds some words."""
    return next(key for key, text in seen.passages.items() if words in text)


def quoting(statement: str, quote: str, value: str = "") -> Callable[[Seen], Says]:
    """Answer with one statement and its true quote, found in the passages by its words."""

    def answer(seen: Seen) -> Says:
        key = key_of(seen, quote)
        return Says(draft((statement, key, quote), positions=((value, key, quote),) if value else ()))

    return answer


@contextmanager
def house(
    index: Index,
    answer: Callable[[Seen], Says],
    model: str = "openai-like:small@{url}/v1",
    timeout: float = 20,
    cache: Path | None = None,
    **env: Any,
) -> Iterator[tuple[Desk, ModelServer]]:
    """Open a desk whose language model is a server on loopback."""
    with serve(answer) as server:
        name = read_model(model.format(url=server.url))
        assert name is not None
        variables = {
            "OPENAI_API_KEY": KEY, "OPENAI_API_BASE": f"{server.url}/v1", "OPENAI_LIKE_API_KEY": KEY,
            "ANTHROPIC_API_KEY": KEY, "ANTHROPIC_BASE_URL": server.url, "OLLAMA_HOST": server.url, **env,
        }  # fmt: skip
        yield Desk.open(index, open_writer(name, None, timeout, variables, cache)), server
