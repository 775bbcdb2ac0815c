"""What no answer may leave without: every quote a verbatim slice, every claim held up by one; pure.

This is for every answer as it leaves, whoever wrote it. What a language model states is judged before that,
in bot/answer/statements/judging.py, which is not loaded where there is none.
"""

from __future__ import annotations

from bot.answer.types import Answer


def check_quotes(answer: Answer) -> Answer:
    """Give the answer back when its citations hold.

    Raises AssertionError where a quote is not its article's slice or a claim cites what is not there: that is
    a defect of the answerer, never something to show.
    """
    numbers = {c.number for c in answer.citations}
    for citation in answer.citations:
        if (
            citation.article.text[citation.start : citation.end] != citation.quote
            or not citation.quote.strip()
        ):
            raise AssertionError(f"citation [{citation.number}] is not verbatim in {citation.article.path}")
    for claim in answer.claims:
        if not claim.citations or not set(claim.citations) <= numbers:
            raise AssertionError(f"the claim {claim.value!r} has no citation")
    return answer
