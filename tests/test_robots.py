"""robots.txt, by the rules of RFC 9309."""

from __future__ import annotations

import pytest

from index.adding.robots import Robots, read_robots


def allows(text: str, path: str) -> bool:
    """Tell whether this robots.txt lets Dateline read a path."""
    return read_robots(text, "Dateline").allows(path)


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /private", "/private/x", False),
        ("User-agent: *\nDisallow: /private", "/public", True),
        ("User-agent: *\nDisallow: /\nUser-agent: Dateline\nAllow: /", "/a", True),
        ("User-agent: dateline/2.0\nDisallow: /a", "/a", False),
        ("User-agent: DATELINE\nUser-agent: other\nDisallow: /a", "/a", False),
        ("User-agent: datelines\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/c", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/report.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/report.pdf?page=2", True),
        ("User-agent: *\nDisallow: /*/print", "/news/12/print", False),
        ("User-agent: *\nDisallow: /x$", "/x", False),
        ("User-agent: *\nDisallow: /x$", "/xy", True),
        ("User-agent: *\nDisallow: /*?session=", "/a?session=1", False),
        ("User-agent: *\nDisallow: /caf%C3%A9", "/caf%c3%a9/menu", False),
        ("User-agent: *\nDisallow: /café", "/caf%C3%A9", False),
        ("\ufeffUser-agent: * # everyone\r\nDisallow: /a # not this\r\n", "/a", False),
        ("Disallow: /", "/a", True),
        ("User-agent: *\nSitemap: /s\nDisallow: /a\n\nUser-agent: other\nDisallow: /b", "/b", True),
    ],
)
def test_rules(text: str, path: str, allowed: bool) -> None:
    """The group of the program's own name counts, else that for all; in it the longest rule that fits."""
    assert allows(text, path) is allowed


def test_groups_of_one_name_are_one() -> None:
    """Rules of two groups for one program count together."""
    text = "User-agent: Dateline\nDisallow: /a\n\nUser-agent: x\nDisallow: /\n\n"
    text += "User-agent: dateline\nDisallow: /b"
    assert not allows(text, "/a")
    assert not allows(text, "/b")
    assert allows(text, "/c")


@pytest.mark.parametrize(("value", "pause"), [("2", 2.0), ("0.5", 0.5), ("9999", 30.0), ("soon", 0.0)])
def test_pause(value: str, pause: float) -> None:
    """A wanted pause is kept, up to half a minute."""
    assert read_robots(f"User-agent: *\nCrawl-delay: {value}", "Dateline").pause == pause


def test_hostile_patterns_end() -> None:
    """A pattern of a thousand stars, which a regular expression would try for ever, is answered."""
    rules = Robots((("/" + "a*" * 1000 + "b", False),))
    assert rules.allows("/" + "a" * 2000 + "c")
