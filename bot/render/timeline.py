"""Timeline."""

from bot.answer.types import Answer


def has_timeline(answer: Answer) -> bool:
    """Tell whether any claim of an answer has days to draw."""
    return any(claim.normal.start for claim in answer.claims)
