"""Answers as scripts see them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answer.types import Difference
from bot.render.contract import to_json, to_line
from tests.ferry import HERALD, TEXT, abstention, how_long_answer, when_answer

UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""How quick a machine is decides no test."""


def test_json_has_the_promised_shape() -> None:
    """The JSON of an answer has the keys of the contract, in their types, and nothing else."""
    assert to_json(how_long_answer()) == {
        "question": "How long was the ferry in harbour?",
        "answer": "Nine days, or a week: the articles disagree.",
        "abstained": False,
        "answerer": "llm:small-model",
        "citations": [
            {
                "n": 1,
                "article": "gazette-ferry",
                "path": "gazette-ferry.md",
                "outlet": "Harbour Gazette",
                "via": "Coast Press",
                "title": "Ferry to Lund runs again",
                "published": "2024-02-07",
                "url": None,
                "quote": TEXT,
                "start": 0,
                "end": len(TEXT),
            },
            {
                "n": 2,
                "article": "herald-12",
                "path": "dump.jsonl",
                "outlet": "Brae Herald",
                "via": None,
                "title": "Storm held the ferry for a week",
                "published": "2024-02-08",
                "url": "https://herald.example/12",
                "quote": HERALD.text,
                "start": 0,
                "end": len(HERALD.text),
            },
        ],
        "claims": [
            {
                "text": "nine days",
                "value": "nine days",
                "normal": {"type": "quantity", "number": 9.0, "unit": "day"},
                "outlets": ["Harbour Gazette"],
                "citations": [1],
            },
            {
                "text": "a week",
                "value": "7 days",
                "normal": {"type": "quantity", "number": 7.0, "unit": "day"},
                "outlets": ["Brae Herald"],
                "citations": [2],
            },
        ],
        "disagreement": {
            "kind": "conflict",
            "note": "Outlets disagree: Harbour Gazette says nine days [1], Brae Herald says a week [2].",
            "positions": [
                {
                    "value": "nine days",
                    "outlets": ["Harbour Gazette"],
                    "citations": [1],
                    "voices": 1,
                    "from": "2024-02-07",
                    "to": "2024-02-07",
                    "newest": False,
                    "best_supported": False,
                },
                {
                    "value": "7 days",
                    "outlets": ["Brae Herald"],
                    "citations": [2],
                    "voices": 1,
                    "from": "2024-02-08",
                    "to": "2024-02-08",
                    "newest": True,
                    "best_supported": False,
                },
            ],
        },
        "searched": {"articles": 1, "outlets": 1, "from": "2024-02-08", "to": "2024-02-08"},
        "notes": [],
        "differences": [],
    }


def test_json_of_a_date() -> None:
    """A date is given as an interval with its precision; what is unknown is null, never left out."""
    found = to_json(when_answer())
    assert found["claims"][0]["normal"] == {
        "type": "date",
        "start": "2024-02-06",
        "end": "2024-02-06",
        "precision": "day",
    }
    assert found["citations"][1]["outlet"] is None
    assert found["citations"][1]["published"] is None
    assert found["disagreement"] is None
    assert to_json(abstention())["searched"] == {"articles": 12, "outlets": 3, "from": None, "to": None}


def test_json_of_a_difference() -> None:
    """What differs without a contradiction is told with its kind, and stands among the notes."""
    alone = Difference("one_outlet", "Only one tells it [1].", (1,))
    found = to_json(replace(when_answer(), differences=(alone,)))
    assert found["notes"] == ["Only one tells it [1].", "found.txt has no date of publication."]
    assert found["differences"] == [
        {"kind": "one_outlet", "note": "Only one tells it [1].", "citations": [1]}
    ]
    assert found["disagreement"] is None


@UNTIMED
@given(
    st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8)
)
def test_json_line_reads_back(value: Any) -> None:
    """Whatever text is written as a line of JSON reads back the same, from one line."""
    line = to_line(value)
    assert json.loads(line) == value
    assert len(line.splitlines()) <= 1
