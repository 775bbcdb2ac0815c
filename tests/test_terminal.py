"""Text made safe for a terminal, and wrapped."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.terminal import cells, printable, shorten, wrap

UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""How quick a machine is decides no test."""


def test_printable_keeps_what_is_written() -> None:
    """Letters of any script, joined emoji and quotation marks stay; white space becomes one space."""
    kept = "Łódź “quoted” 北京 نص 👩‍👧 co\u00adop"
    assert printable(kept) == kept
    assert printable(" a\t\n b\u00a0c ") == "a b c"
    assert printable("a\x1b[31mb\u202ec\x07") == "a\\x1b[31mb\\u202ec\\x07"


@UNTIMED
@given(st.text(), st.integers(10, 60))
def test_wrapped_lines_fit(text: str, width: int) -> None:
    """No wrapped line is wider than asked, and no character but white space is lost or added."""
    safe = printable(text)
    lines = wrap(safe, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == safe.replace(" ", "")


def test_wide_characters_count_twice() -> None:
    """East Asian characters take two columns each, combining ones none."""
    assert cells("北京") == 4
    assert cells("e\u0301") == 1
    assert wrap("北京北京北京", 10) == ["北京北京北", "京"]
    assert shorten("北京北京", 5) == "北京…"


def test_number_stays_with_its_word() -> None:
    """A citation's number is not left alone at the start of a line."""
    assert wrap("one two three [1]", 14) == ["one two", "three [1]"]
