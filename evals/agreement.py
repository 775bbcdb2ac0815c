"""How well Dateline tells who says what: positions found, questions with several answers told from others.

Four kinds of data, told apart by the fields of their lines; evals/README.md has the formats.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from evals.data import DataError, Record, find_file, read_records

Measured = dict[str, Any]

_ORDER = ("positions_f1", "valid_answers", "several_f1", "found", "quiet", "accuracy")
"""The figures that floors are kept for, where the data has them."""


def measure(path: Path, corpus: Path | None = None, embedder: str | None = None) -> Measured:
    """Measure on the data at `path`, whichever kind it is.

    corpus, embedder: for gold questions only, which are asked of articles.
    Returns "kind", "data" (a hash of it), the figures of its kind (0..1), counts, and "failed": lines.
    Raises DataError for data that cannot be read or is of no known kind.
    """
    if _is_news(path):
        return _pairs(path)
    file = find_file(path)
    records, key = read_records([file])
    if not records:
        raise DataError(f"{file} holds no question; evals/README.md has the format")
    fields = records[0].fields
    if "documents" in fields:
        return {"kind": "documents", "data": key, **_documents(records)}
    if "secondAnswerExist" in fields:
        return {"kind": "snippets", "data": key, **_snippets(records)}
    if "disagree" in fields:
        return {"kind": "gold", "data": key, **_gold(file, corpus, embedder)}
    return _pairs(path)


def _is_news(path: Path) -> bool:
    if path.is_dir():
        return not list(path.glob("*.jsonl"))
    return not path.name.endswith(".jsonl")


def _documents(records: Sequence[Record]) -> Measured:
    """Count the positions found, and the questions whose valid answers are told and no wrong one."""
    from bot.answer.reader import ShippedReader
    from evals.agreement_curve import LEAST, draw_curve
    from evals.agreement_documents import find, positions, read_documents
    from evals.agreement_values import is_same, matched

    read = ShippedReader().read
    asked = [read_documents(record) for record in records]
    hits = given = wanted = exact = 0
    told, failed = [], []
    for one in asked:
        tells = find(one.question, one.documents, read)
        found = positions(tells.answer())
        hit = matched(found, one.answers)
        hits, given, wanted = hits + hit, given + len(found), wanted + len(one.answers)
        right = all(any(is_same(f, gold) for f in found) for gold in one.right)
        wrong = any(is_same(f, bad) for f in found for bad in one.wrong)
        exact += right and not wrong
        told.append([len(positions(tells.answer(least))) > 1 for least in LEAST])
        if hit < len(one.answers) or hit < len(found):
            failed.append(f"{one.question} {'; '.join(one.answers)} — told: {_shown(found)}")
    several = [one.several for one in asked]
    return {
        **_f1("positions", hits, given, wanted),
        "valid_answers": exact / len(asked),
        **_f1("several", *_agreeing([one[0] for one in told], several)),
        "curve": draw_curve(told, several),
        "always_several_f1": _f1("x", sum(several), len(several), sum(several))["x_f1"],
        "questions": len(asked),
        "failed": failed,
    }


def _snippets(records: Sequence[Record]) -> Measured:
    """Count the questions for which a conflict is told, against those that have one."""
    from bot.answer.reader import ShippedReader
    from evals.agreement_curve import LEAST, draw_curve
    from evals.agreement_documents import find, positions, read_snippets

    read = ShippedReader().read
    asked = [read_snippets(record) for record in records]
    told, failed = [], []
    for one in asked:
        tells = find(one.question, one.documents, read)
        given = tells.answer()
        told.append([tells.answer(least).disagreement is not None for least in LEAST])
        if told[-1][0] != one.several:
            why = "invented" if told[-1][0] else "missed"
            failed.append(
                f"{why}: {one.question} {'; '.join(one.answers)} — told: {_shown(positions(given))}"
            )
    several = [one.several for one in asked]
    return {
        **_f1("several", *_agreeing([one[0] for one in told], several)),
        "curve": draw_curve(told, several),
        "always_several_f1": _f1("x", sum(several), len(several), sum(several))["x_f1"],
        "questions": len(asked),
        "failed": failed,
    }


def _gold(file: Path, corpus: Path | None, embedder: str | None) -> Measured:
    """Count the disagreements found with all their sides, and the questions without one left quiet."""
    from evals.answers import measure as ask_all
    from evals.judge import Failure, read_gold

    result = ask_all(file, corpus, embedder)
    questions, _ = read_gold(file)
    bad = {
        failure: {row["id"] for row in result["failed"] if row["failure"] == failure.value}
        for failure in (Failure.ERROR, Failure.MISSED, Failure.SIDE, Failure.INVENTED, Failure.ABSTAINED)
    }
    real = [gold.id for gold in questions if gold.disagree]
    others = [gold.id for gold in questions if not gold.disagree]
    missed = bad[Failure.ERROR] | bad[Failure.MISSED] | bad[Failure.SIDE] | bad[Failure.ABSTAINED]
    invented = bad[Failure.INVENTED] | bad[Failure.ERROR]
    lines = {Failure.MISSED.value, Failure.SIDE.value, Failure.INVENTED.value}
    return {
        "found": _share(sum(id_ not in missed for id_ in real), len(real)),
        "quiet": _share(sum(id_ not in invented for id_ in others), len(others)),
        "disagreements": len(real),
        "false_alarms": len(bad[Failure.INVENTED]),
        "questions": len(questions),
        "failed": [
            f"{row['failure']}: {row['question']} — {row['found']}"
            for row in result["failed"]
            if row["failure"] in lines
        ],
    }


def _pairs(path: Path) -> Measured:
    """Count the pairs of sentences that are told right, differing or not."""
    from evals.agreement_pairs import make_pairs, tells_difference

    pairs = make_pairs(path)
    if not pairs:
        raise DataError(
            f"{path} holds neither questions nor news with dates and numbers; see evals/README.md"
        )
    told = [tells_difference(pair) == pair.differ for pair in pairs]
    kinds = {(pair.what, pair.how, pair.differ) for pair in pairs}
    key = f"pairs:{path.resolve().name}"
    return {
        "kind": "pairs",
        "data": key,
        "accuracy": _share(sum(told), len(told)),
        "questions": len(pairs),
        "changes": {
            f"{what}, {how}": {
                "pairs": sum(_is(p, what, how, differ) for p in pairs),
                "right": sum(_is(p, what, how, differ) and ok for p, ok in zip(pairs, told, strict=True)),
            }
            for what, how, differ in sorted(kinds)
        },
        "failed": [
            f"{'should differ' if p.differ else 'should agree'} ({p.how}): "
            f"{p.first[p.start : p.first_end]!r} / {p.second[p.start : p.second_end]!r} in: {p.first}"
            for p, ok in zip(pairs, told, strict=True)
            if not ok
        ],
    }


def _is(pair: Any, what: str, how: str, differ: bool) -> bool:
    return (pair.what, pair.how, pair.differ) == (what, how, differ)


def _shown(found: Sequence[str]) -> str:
    return "; ".join(f if len(f) <= 80 else f[:80] + "…" for f in found) or "nothing"


def _agreeing(told: Sequence[bool], wanted: Sequence[bool]) -> tuple[int, int, int]:
    both = sum(a and b for a, b in zip(told, wanted, strict=True))
    return both, sum(told), sum(wanted)


def _f1(name: str, hits: int, given: int, wanted: int) -> dict[str, float]:
    precision, recall = _share(hits, given), _share(hits, wanted)
    both = precision + recall
    return {
        f"{name}_f1": 2 * precision * recall / both if both else 0.0,
        f"{name}_precision": precision,
        f"{name}_recall": recall,
    }


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def figures(counted: Measured) -> dict[str, float]:
    """Pick the figures that floors are kept for."""
    return {name: counted[name] for name in _ORDER if name in counted}


_LINES: dict[str, Callable[[Measured], list[str]]] = {
    "documents": lambda m: [
        f"positions found: F1 {m['positions_f1']:.3f} (precision {m['positions_precision']:.3f}, "
        f"recall {m['positions_recall']:.3f})",
        f"all valid answers and no wrong one: {m['valid_answers']:.3f}",
        _several_line(m, "two or more answers told from one"),
    ],
    "snippets": lambda m: [_several_line(m, "a conflict told where there is one")],
    "gold": lambda m: [
        f"disagreements found with all sides: {m['found']:.3f} of {m['disagreements']}",
        f"false alarms: {m['false_alarms']}",
    ],
    "pairs": lambda m: [
        f"pairs told right: {m['accuracy']:.3f}",
        *(f"{how:34}  {row['right']:4d} of {row['pairs']:4d}" for how, row in m["changes"].items()),
    ],
}


def _several_line(m: Measured, what: str) -> str:
    return (
        f"{what}: F1 {m['several_f1']:.3f} (precision {m['several_precision']:.3f}, recall "
        f"{m['several_recall']:.3f}; saying so always: {m['always_several_f1']:.3f})"
    )


def table(counted: Measured) -> str:
    """Show what `measure` returns: the figures, and a line for each question or pair that went wrong."""
    from bot.terminal import printable
    from evals.agreement_curve import curve_lines

    noun = "pairs" if counted["kind"] == "pairs" else "questions"
    lines = [f"{counted['questions']} {noun}", *_LINES[counted["kind"]](counted)]
    lines += curve_lines(counted.get("curve", ()))
    # What was found comes out of articles; nothing in it may steer a terminal.
    return "\n".join([*lines, "", *(printable(line) for line in counted["failed"])]).rstrip()
