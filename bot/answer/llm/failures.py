"""What a provider's errors mean, in our words and without a word of theirs: they may repeat the key."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answer.llm.setting import ModelName


def status_of(error: BaseException) -> int | None:
    """Give the HTTP status that an error tells of; None where it tells of none."""
    found = getattr(error, "status_code", None)
    return found if isinstance(found, int) else None


def explain(error: BaseException, name: ModelName, key: str, timeout: float) -> str:
    """Say what went wrong and what to do. key: the variable that holds the key; timeout: in seconds."""
    kinds = {cause.__name__ for one in _chain(error) for cause in type(one).__mro__}
    status = next((found for one in _chain(error) if (found := status_of(one))), None)
    if kinds & {"TimeoutException", "APITimeoutError", "TimeoutError"}:
        return f"no answer within {timeout:g} seconds; try again, or raise DATELINE_LLM_TIMEOUT"
    if status in (401, 403):
        return f"it refused the key (status {status}); check {key}"
    if status == 404:
        return f"there is no model {name.model} there (status 404); check DATELINE_LLM and the address"
    if status == 429:
        return "too many requests, or no credit left (status 429); wait a while, or look at your account"
    if status is not None and status >= 500:
        return f"the provider has a fault of its own (status {status}); try again later"
    if status is not None and status >= 400:
        return f"it refused the request (status {status}); check DATELINE_LLM"
    if kinds & {"RemoteProtocolError", "ReadError", "IncompleteRead"}:
        return "the connection broke off; try again"
    if kinds & {"ConnectError", "APIConnectionError", "ConnectionError", "NetworkError"}:
        return "nobody answers at its address; check that it runs, and the address"
    return f"what it sent could not be understood ({type(error).__name__}); try again"


def _chain(error: BaseException) -> Iterator[BaseException]:
    one: BaseException | None = error
    for _ in range(10):
        if one is None:
            return
        yield one
        one = one.__cause__ or one.__context__
