"""What asking a language model has taken; pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answer.types import Usage


@dataclass(frozen=True, slots=True)
class Spent:
    """What a writer has used since it was made.

    asked: answers asked for; failed: those of them that gave nothing; cached: answered from what was kept.
    """

    asked: int = 0
    cached: int = 0
    failed: int = 0
    prompt_tokens: int = 0
    answer_tokens: int = 0
    seconds: float = 0.0

    def after(self, usage: Usage | None) -> Spent:
        """Give what was used with one more answer. usage: None where it gave nothing."""
        if usage is None:
            return Spent(
                self.asked + 1,
                self.cached,
                self.failed + 1,
                self.prompt_tokens,
                self.answer_tokens,
                self.seconds,
            )
        return Spent(
            self.asked + (not usage.cached),
            self.cached + usage.cached,
            self.failed,
            self.prompt_tokens + (usage.prompt_tokens or 0),
            self.answer_tokens + (usage.answer_tokens or 0),
            self.seconds + usage.seconds,
        )


def add_usage(first: Usage, second: Usage) -> Usage:
    """Add what two tries took; unknown where either is."""
    return Usage(
        _plus(first.prompt_tokens, second.prompt_tokens),
        _plus(first.answer_tokens, second.answer_tokens),
        first.seconds + second.seconds,
    )


def _plus(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other
