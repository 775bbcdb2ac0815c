"""An answer for scripts: the JSON value that `dateline ask --json` promises; pure."""

from __future__ import annotations

import json
import re
from typing import Any

from bot.answer.types import Answer, Citation, Claim
from bot.render.side_words import placed
from bot.render.words import remarks

# What json leaves as it is and a terminal may obey: escapes of the second block, direction marks, line ends
# that are not "\n", halves of a surrogate pair.
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def to_line(value: Any) -> str:
    """Write a JSON value on one line: letters as they are, whatever could steer a terminal escaped."""
    written = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def to_json(answer: Answer) -> dict[str, Any]:
    """Give an answer the shape that `dateline ask --json` promises.

    Where a language model was asked there are two more: what of it was dropped, and what it took.
    """
    value = {
        "question": answer.question,
        "answer": answer.text,
        "abstained": answer.abstained,
        "answerer": answer.answerer,
        "citations": [_citation_json(citation) for citation in answer.citations],
        "claims": [_claim_json(claim) for claim in answer.claims],
        "disagreement": _disagreement_json(answer),
        "searched": {
            "articles": answer.searched.articles,
            "outlets": answer.searched.outlets,
            "from": _day(answer.searched.first),
            "to": _day(answer.searched.last),
        },
        "notes": list(remarks(answer)),
        "differences": [
            {"kind": one.kind, "note": one.note, "citations": list(one.citations)}
            for one in answer.differences
        ],
    }
    usage = answer.usage
    if usage is not None:
        value["dropped"] = [{"text": one.text, "why": one.why} for one in answer.dropped]
        value["usage"] = {
            "prompt_tokens": usage.prompt_tokens,
            "answer_tokens": usage.answer_tokens,
            "seconds": round(usage.seconds, 3),
            "cached": usage.cached,
        }
    return value


def _citation_json(citation: Citation) -> dict[str, Any]:
    article = citation.article
    return {
        "n": citation.number,
        "article": article.id,
        "path": article.path,
        "outlet": article.outlet,
        "via": article.via,
        "title": article.title,
        "published": _day(article.published),
        "url": article.url,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
    }


def _claim_json(claim: Claim) -> dict[str, Any]:
    normal = claim.normal
    known = {
        "type": normal.type,
        "start": _day(normal.start),
        "end": _day(normal.end),
        "precision": normal.precision,
        "number": normal.number,
        "unit": normal.unit,
    }
    return {
        "text": claim.text,
        "value": claim.value,
        "normal": {name: value for name, value in known.items() if value is not None},
        "outlets": list(claim.outlets),
        "citations": list(claim.citations),
    }


def _disagreement_json(answer: Answer) -> dict[str, Any] | None:
    found = answer.disagreement
    if found is None:
        return None
    return {
        "kind": found.kind,
        "note": found.note,
        "positions": [
            {
                "value": position.value,
                "outlets": list(position.outlets),
                "citations": list(position.citations),
                "voices": side.voices if side else None,
                "from": _day(side.first) if side else None,
                "to": _day(side.last) if side else None,
                "newest": side is not None and side.newest,
                "best_supported": side is not None and side.best_supported,
            }
            for position, side in placed(answer)
        ],
    }


def _day(day: Any) -> str | None:
    return None if day is None else day.isoformat()
