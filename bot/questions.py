"""Questions as they come in, one or a whole file: what is no question is told so in one sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TextIO

from index.errors import SettingError

ENGLISH = "Dateline reads English only; please ask in English."
LONGEST = 2_000  # characters; a page of text is no question, and would be searched for every word of it


def check_question(text: str) -> str:
    """Give the question back without the space around it.

    Raises SettingError where it is empty, has no letter or digit, or is longer than LONGEST characters.
    """
    # Bytes of an argument that are not UTF-8 arrive as halves of surrogate pairs, which nothing can write.
    question = text.encode("utf-8", "replace").decode("utf-8").strip()
    if not question:
        raise SettingError(
            'the question is empty; ask one, as in: dateline ask "when did the ferry run again?"'
        )
    if len(question) > LONGEST:
        raise SettingError(
            f"the question has {len(question):,} characters and may have {LONGEST:,}; ask one thing, shorter"
        )
    if not any(char.isalnum() for char in question):
        raise SettingError("the question has no word in it; ask it in words")
    return question


@contextmanager
def open_batch(path: str, stdin: TextIO) -> Iterator[Iterator[str]]:
    """Read a file of questions, a line at a time; "-" is standard input.

    Gives every line without its line end, empty ones too: what comes out stays in step with what goes in.
    Bytes that are not UTF-8 are replaced. Raises SettingError where the file cannot be opened.
    """
    if path == "-":
        # A line at a time, so that a script may wait for an answer before it asks on.
        yield (line.rstrip("\r\n") for line in iter(stdin.readline, ""))
        return
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(
                Path(path).open(encoding="utf-8-sig", errors="replace", newline="\n")
            )
        except OSError as error:
            reason = error.strerror or str(error)
            raise SettingError(
                f"cannot read the questions in {path} ({reason}); give a text file, or - for standard input"
            ) from error
        yield (line.rstrip("\r\n") for line in stream)


_ENGLISH = frozenset(
    "when where who whom whose what which how why did does do is are was were has have had will would can "
    "could should the and of".split()
)


def is_foreign(text: str) -> bool:
    """Tell whether a question is most likely not in English: letters of other scripts, or none of its words.

    A few words alone ("Brook Lind") may be of any language, and count as English.
    """
    letters = [char for char in text if char.isalpha()]
    latin = sum(unicodedata.name(char, "").startswith("LATIN") for char in letters)
    if 2 * latin < len(letters):
        return True
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return len(words) > 3 and not _ENGLISH & set(words)
