"""Text that a terminal may be shown: without control codes, wrapped to its width, in colour if asked."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Joiners and the soft hyphen are part of how words are written; every other invisible character either
# steers a terminal, turns the reading direction, or hides text.
_HARMLESS = {"\u00ad", "\u200c", "\u200d"}
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


def printable(text: str) -> str:
    """Make untrusted text safe to show on one line.

    White space of any kind becomes one space; control characters, terminal escapes, direction marks and
    unpaired surrogates are written out, as in "\\x1b" or "\\u202e".
    """
    line = " ".join(text.split())
    # Of nearly all texts nothing is hidden; Python's own look at that is a hundred times as fast.
    return line if line.isprintable() else "".join(map(_shown, line))


def _shown(char: str) -> str:
    if unicodedata.category(char) not in _HIDDEN or char in _HARMLESS:
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def cells(text: str) -> int:
    """Count the columns that a text takes on a terminal: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(_cells_of(char) for char in text)


def _cells_of(char: str) -> int:
    if unicodedata.combining(char) or char in _HARMLESS:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrap(text: str, width: int) -> list[str]:
    """Break a text at spaces into lines of at most `width` columns; a longer word is cut.

    A number in brackets stays on the line of the word before it. An empty text gives one empty line.
    """
    width = max(width, 10)
    lines, used = [""], 0
    # "[1]" alone at the start of a line looks like a heading: it goes with its word.
    for word in re.split(r" +(?!\[\d+\])", text.strip()):
        size, gap = cells(word), 1 if lines[-1] else 0
        if used + gap + size <= width:
            lines[-1] += f" {word}" if lines[-1] else word
            used += gap + size
            continue
        pieces = cut(word, width)
        if lines[-1]:
            lines.extend(pieces)
        else:
            lines[-1:] = pieces
        used = cells(pieces[-1])
    return lines


def cut(text: str, width: int) -> list[str]:
    """Cut a text into pieces of at most `width` columns each, wherever that falls."""
    pieces, taken = [""], 0
    for char in text:
        size = _cells_of(char)
        if taken + size > width and pieces[-1]:
            pieces.append("")
            taken = 0
        pieces[-1] += char
        taken += size
    return pieces


def shorten(text: str, width: int) -> str:
    """Cut a text to at most `width` columns; what is cut off is marked by an ellipsis."""
    return text if cells(text) <= width else cut(text, max(width - 1, 1))[0].rstrip() + "…"


def pad(text: str, width: int) -> str:
    """Fill a text up with spaces to `width` columns."""
    return text + " " * max(0, width - cells(text))


@dataclass(frozen=True, slots=True)
class Look:
    """How a terminal is written to: its width in columns, and whether colour and bold are wanted."""

    width: int = 80
    colour: bool = False

    def bold(self, text: str) -> str:
        """Set a text in bold."""
        return self._style("1", text)

    def dim(self, text: str) -> str:
        """Set a text back, for what is not read first."""
        return self._style("2", text)

    def warn(self, text: str) -> str:
        """Make a text stand out, for what a reader must not miss."""
        return self._style("33", text)

    def bad(self, text: str) -> str:
        """Mark a text as a failure."""
        return self._style("31", text)

    def good(self, text: str) -> str:
        """Mark a text as in order."""
        return self._style("32", text)

    def _style(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text

    def block(self, text: str, indent: str = "", first: str | None = None) -> list[str]:
        """Wrap a safe text behind an indent; `first` stands before the first line in the indent's place."""
        lines = wrap(text, self.width - cells(indent))
        return [(first if first is not None and i == 0 else indent) + line for i, line in enumerate(lines)]
