"""robots.txt, as RFC 9309 reads it: which paths of a host a program may ask for. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

LARGEST = 500_000  # bytes that are read of a robots.txt, as the RFC has it
LONGEST_PAUSE = 30.0  # seconds; who asks for more is asked at this pace
_MOST_RULES = 20_000


@dataclass(frozen=True, slots=True)
class Robots:
    """What a robots.txt says to one program. rules: (path pattern, allowed). pause: seconds, if it says."""

    rules: tuple[tuple[str, bool], ...] = ()
    pause: float | None = None

    def allows(self, path: str) -> bool:
        """Tell whether a path (with its query) may be asked for: the longest rule that fits decides.

        >>> Robots((("/a", False), ("/a/b", True))).allows("/a/b/c")
        True
        """
        wanted = _plain(path or "/")
        fitting = [(len(rule), allowed) for rule, allowed in self.rules if _fits(rule, wanted)]
        return max(fitting)[1] if fitting else True


def read_robots(text: str, product: str) -> Robots:
    """Read what a robots.txt says to the program of this name; groups for all count where none names it.

    product: the first word of the User-Agent ("Dateline").
    """
    groups: dict[str, tuple[list[tuple[str, bool]], list[float]]] = {}
    agents: list[str] = []
    in_rules = False
    for line in text.removeprefix("\ufeff").splitlines()[:_MOST_RULES]:
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().casefold(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            if in_rules:
                agents, in_rules = [], False
            name = re.match(r"\*|[A-Za-z_-]*", value)
            agents.append(name[0].casefold() if name else "")
            groups.setdefault(agents[-1], ([], []))
        elif key in ("allow", "disallow"):
            in_rules = True
            if value:
                for agent in agents:
                    groups[agent][0].append((_plain(value), key == "allow"))
        elif key == "crawl-delay":
            in_rules = True
            seconds = float(value) if re.fullmatch(r"\d{1,6}(?:\.\d{1,6})?", value) else 0.0
            for agent in agents:
                groups[agent][1].append(min(seconds, LONGEST_PAUSE))
    found = groups.get(product.casefold()) or groups.get("*") or ([], [])
    return Robots(tuple(found[0]), max(found[1], default=None))


def _plain(path: str) -> str:
    """Write a path with each octet in one way, so that "%7e" and "~" are the same."""
    return quote(unquote_to_bytes(path.encode("utf-8", "replace")), safe="/*$?&=:;,@!'()+~-._%")


def _fits(rule: str, path: str) -> bool:
    """Tell whether a rule's pattern fits the start of a path; each "*" is any run, a last "$" the end.

    By hand and not by a regular expression: a hostile pattern must not take exponential time.
    """
    whole = rule.endswith("$")
    first, *others = rule.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not others:
        return not whole or at == len(path)
    last = others.pop()
    for piece in others:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return path.endswith(last) and len(path) - len(last) >= at if whole else path.find(last, at) >= 0
