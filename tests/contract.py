"""What `dateline ask --json` promises, as checks that tests share."""

from __future__ import annotations

from datetime import date
from typing import Any

Fields = dict[str, tuple[type, ...]]

TEXT, MAYBE, NUMBER = (str,), (str, type(None)), (int,)
ANSWER: Fields = {
    "question": TEXT,
    "answer": TEXT,
    "abstained": (bool,),
    "answerer": TEXT,
    "citations": (list,),
    "claims": (list,),
    "disagreement": (dict, type(None)),
    "searched": (dict,),
    "notes": (list,),
    "differences": (list,),
}
MODEL: Fields = {"dropped": (list,), "usage": (dict,)}
DROPPED: Fields = {"text": TEXT, "why": TEXT}
USAGE: Fields = {
    "prompt_tokens": (int, type(None)),
    "answer_tokens": (int, type(None)),
    "seconds": (float, int),
    "cached": (bool,),
}
CITATION: Fields = {
    "n": NUMBER,
    "article": TEXT,
    "path": TEXT,
    "outlet": MAYBE,
    "via": MAYBE,
    "title": TEXT,
    "published": MAYBE,
    "url": MAYBE,
    "quote": TEXT,
    "start": NUMBER,
    "end": NUMBER,
}
CLAIM: Fields = {"text": TEXT, "value": TEXT, "normal": (dict,), "outlets": (list,), "citations": (list,)}
NORMAL: Fields = {
    "type": TEXT,
    "start": TEXT,
    "end": TEXT,
    "precision": TEXT,
    "number": (float, int),
    "unit": TEXT,
}
DISAGREEMENT: Fields = {"kind": TEXT, "note": TEXT, "positions": (list,)}
POSITION: Fields = {
    "value": TEXT,
    "outlets": (list,),
    "citations": (list,),
    "voices": (int, type(None)),
    "from": MAYBE,
    "to": MAYBE,
    "newest": (bool,),
    "best_supported": (bool,),
}
DIFFERENCE: Fields = {"kind": TEXT, "note": TEXT, "citations": (list,)}
SEARCHED: Fields = {"articles": NUMBER, "outlets": NUMBER, "from": MAYBE, "to": MAYBE}
HIT: Fields = {
    "rank": NUMBER,
    "score": (float, int),
    "article": TEXT,
    "outlet": MAYBE,
    "title": TEXT,
    "published": MAYBE,
    "text": TEXT,
    "start": NUMBER,
    "end": NUMBER,
    "sentence": (dict,),
}


def check_shape(value: Any, fields: Fields, optional: bool = False) -> None:
    """Assert that an object has just these fields, each of one of its types."""
    assert isinstance(value, dict)
    if optional:
        assert set(value) <= set(fields)
    else:
        assert list(value) == list(fields)
    for name, found in value.items():
        assert type(found) in fields[name], f"{name}: {found!r}"


def check_answer(answer: Any) -> None:
    """Assert that an answer keeps the contract: its shape, its kinds, and that its numbers name citations.

    Only where a language model was asked there is what was dropped, and what it took.
    """
    asked = isinstance(answer, dict) and "usage" in answer
    check_shape(answer, ANSWER | MODEL if asked else ANSWER)
    if asked:
        check_shape(answer["usage"], USAGE)
        for dropped in answer["dropped"]:
            check_shape(dropped, DROPPED)
    assert asked or not answer["answerer"].startswith("llm:")
    assert answer["answer"].strip()
    assert answer["answerer"] == "extractive" or answer["answerer"].startswith("llm:")
    check_shape(answer["searched"], SEARCHED)
    numbers = [citation["n"] for citation in answer["citations"]]
    assert numbers == list(range(1, len(numbers) + 1))
    for citation in answer["citations"]:
        check_shape(citation, CITATION)
        assert citation["end"] - citation["start"] == len(citation["quote"]) > 0
        assert citation["published"] is None or date.fromisoformat(citation["published"])
    for claim in answer["claims"]:
        check_shape(claim, CLAIM)
        check_shape(claim["normal"], NORMAL, optional=True)
        assert claim["normal"]["type"] in ("date", "quantity", "name", "polarity", "text")
        assert claim["citations"], "a claim without a citation"
        assert set(claim["citations"]) <= set(numbers)
        assert all(isinstance(outlet, str) for outlet in claim["outlets"])
    assert all(isinstance(note, str) and note.strip() for note in answer["notes"])
    for difference in answer["differences"]:
        check_shape(difference, DIFFERENCE)
        assert difference["kind"] in ("one_outlet", "translation")
        assert difference["note"] in answer["notes"]
        assert set(difference["citations"]) <= set(numbers)
    found = answer["disagreement"]
    if found is not None:
        check_shape(found, DISAGREEMENT)
        assert found["kind"] in ("conflict", "plan_vs_event", "opinion")
        assert found["note"].strip()
        assert len(found["positions"]) > 1
        for position in found["positions"]:
            check_shape(position, POSITION)
            assert position["citations"]
            assert set(position["citations"]) <= set(numbers)
    if answer["abstained"]:
        assert found is None
    else:
        assert answer["claims"]
