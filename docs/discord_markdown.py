"""Discord's markdown, read the way its clients read it, into a tree.

Written from how Discord behaves, not from how bot/render writes: the pictures show what a reader will see,
and the tests hold what an article may not bring about. Where clients differ, this one finds more markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Node:
    """A piece of text or markup.

    kind: "text"; "strong", "em", "u", "s", "spoiler"; "code", "fence"; "link" (a masked one); "url", "ping",
    "mention", "emoji", "time", "invite"; "quote", "heading", "list", "subtext"; "break".
    text: the words of a leaf. to: where a link leads.
    """

    kind: str
    text: str = ""
    children: tuple[Node, ...] = ()
    to: str = ""


Rule = tuple[str, re.Pattern[str], Callable[[re.Match[str]], Node]]


def _leaf(kind: str, group: int = 0) -> Callable[[re.Match[str]], Node]:
    return lambda match: Node(kind, match[group])


def _wrap(kind: str) -> Callable[[re.Match[str]], Node]:
    return lambda match: Node(kind, children=tuple(_inline(match[1])))


def _link(match: re.Match[str]) -> Node:
    # No escape is undone inside a masked link's words.
    return Node("link", to=match[2], children=(Node("text", match[1]),))


_INLINE: tuple[Rule, ...] = tuple(
    (name, re.compile(pattern, flags), make)
    for name, pattern, flags, make in (
        ("escape", r"\\([^0-9A-Za-z\s])", 0, _leaf("text", 1)),
        ("fence", r"```(.+?)```", re.S, _leaf("fence", 1)),
        ("code", r"(`+)([\s\S]*?[^`])\1(?!`)", 0, _leaf("code", 2)),
        ("bracketed", r"<((?:https?|steam|discord|mailto|tel|sms):[^\s>]+)>", re.I, _leaf("url", 1)),
        ("mail", r"<([^\s<>@:]+@[^\s<>]+)>", 0, _leaf("url", 1)),
        ("link", r"\[((?:\[[^\]]*\]|[^\[\]])+)\]\(\s*<?((?:[^\s()\\]|\\.|\([^)]*\))+)>?[^)]*\)", 0, _link),
        ("invite", r"(?:https?://)?discord(?:app)?\.(?:gg|com/invite|gift)/[\w-]+", re.I, _leaf("invite")),
        ("url", r"(?:https?|steam|discord)://[^\s<]+", re.I, _leaf("url")),
        ("mention", r"<(?:@[!&]?|#)\d+>|</[^\s:>]+(?: [^:>]+)*:\d+>|<id:\w+>", 0, _leaf("mention")),
        ("emoji", r"<a?:\w+:\d+>", 0, _leaf("emoji")),
        ("time", r"<t:-?\d+(?::\w)?>", 0, _leaf("time")),
        ("ping", r"@(?:everyone|here)", 0, _leaf("ping")),
        ("strong", r"\*\*((?:\\.|[^\\])+?)\*\*(?!\*)", re.S, _wrap("strong")),
        ("u", r"__((?:\\.|[^\\])+?)__(?!_)", re.S, _wrap("u")),
        ("em", r"_((?:\\.|[^\\_])+?)_(?!_)", re.S, _wrap("em")),
        ("em", r"\*(?=\S)((?:\\.|[^\\*])+?)\*(?!\*)", re.S, _wrap("em")),
        ("s", r"~~((?:\\.|[^\\])+?)~~", re.S, _wrap("s")),
        ("spoiler", r"\|\|((?:\\.|[^\\])+?)\|\|", re.S, _wrap("spoiler")),
    )
)


_PLAIN = re.compile(r"[^\\`<\[@*_~|hsd]+", re.I)  # where no rule above begins


def _inline(text: str) -> Iterator[Node]:
    """Read the markup inside a line."""
    at, words = 0, ""
    while at < len(text):
        plain = _PLAIN.match(text, at)
        if plain:
            words += plain[0]
            at = plain.end()
            continue
        for name, pattern, make in _INLINE:
            match = pattern.match(text, at)
            if match and name == "escape":
                words += match[1]
                at = match.end()
                break
            if match:
                if words:
                    yield Node("text", words)
                yield make(match)
                at, words = match.end(), ""
                break
        else:
            words += text[at]
            at += 1
    if words:
        yield Node("text", words)


_BLOCKS = (
    ("subtext", re.compile(r"-# +(?=\S)")),
    ("heading", re.compile(r"#{1,3} +(?=\S)")),
    ("list", re.compile(r" *(?:[-*+]|\d{1,9}[.)]) +(?=\S)")),
)


def parse(text: str) -> tuple[Node, ...]:
    """Read a whole text: blocks by their first signs, a line break between lines, markup inside them."""
    nodes: list[Node] = []
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        if nodes and nodes[-1].kind not in ("quote", "heading", "list", "subtext"):
            nodes.append(Node("break"))
        quoted = []
        if lines[at].startswith(">>> "):
            quoted, at = [lines[at][4:], *lines[at + 1 :]], len(lines)
        while at < len(lines) and lines[at].startswith("> "):
            quoted.append(lines[at][2:])
            at += 1
        if quoted:
            nodes.append(Node("quote", children=parse("\n".join(quoted))))
            continue
        nodes += _line(lines[at])
        at += 1
    return tuple(nodes)


def _line(text: str) -> Iterator[Node]:
    for kind, pattern in _BLOCKS:
        match = pattern.match(text)
        if match:
            yield Node(kind, children=tuple(_inline(text[match.end() :])))
            return
    yield from _inline(text)


def visible(nodes: tuple[Node, ...]) -> str:
    """Give the words that a reader sees, without markup; what a mention stands for stays as it is written."""
    return "".join(
        "\n"
        if node.kind == "break"
        else node.text or visible(node.children) + ("\n" if node.kind in _LINES else "")
        for node in nodes
    )


_LINES = ("quote", "heading", "list", "subtext")


def kinds(nodes: tuple[Node, ...]) -> set[str]:
    """List the kinds of markup in a tree."""
    return {node.kind for node in nodes}.union(*(kinds(node.children) for node in nodes))
