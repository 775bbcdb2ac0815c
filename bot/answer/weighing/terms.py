"""How nearly a sentence holds a word of a question, itself or through what is around it; pure."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.answer.asking.deed import AskedTerm
from bot.answer.language.names import OFFICES
from bot.answer.language.sentence import Sentence, sentence_names, sentence_tokens
from bot.answer.language.synonyms import likeness
from bot.answer.language.verbs import root

_OPENS_WITH_IT = re.compile(
    r"\W*(?:It|They)\s+(?:is|was|are|were|will|had|has|have|lasts?|lasted|took|takes)\b"
)
"""What the sentence before tells is taken up."""


def term_share_of(term: AskedTerm, sentence: Sentence) -> tuple[float, tuple[tuple[int, int], ...]]:
    """Find a question's word in a sentence: how near, and where; less where what is around holds it.

    A sentence may tell the same thing twice ("will visit the academy during his trip"): all places count.
    """
    near = {(t.start, t.end): near_to(term.stem, t.word) for t in sentence_tokens(sentence.text)}
    if term.key:
        near = {at: likely for at, likely in near.items() if not _is_called(sentence.text, *at)}
    if term.word in OFFICES:  # "the mayoral race" has no mayor
        near = {
            at: 0.5 * share if sentence.text[slice(*at)].endswith("al") else share
            for at, share in near.items()
        }
    best = max(near.values(), default=0.0)
    if best >= 0.8:
        return best, tuple(at for at, likely in near.items() if likely >= 0.9)
    takes_up = not term.key and sentence.before and _OPENS_WITH_IT.match(sentence.text)
    if takes_up and _told(term, sentence.before[-1]) >= 0.8:
        return max(best, 0.75), ()
    context = _told(term, " ".join((sentence.article.title, *sentence.before[-1:])))
    if context < 0.8 and not term.key and len(sentence.before) > 1:
        context = max(context, 0.9 * _told(term, sentence.before[0]))
    return max(best, 0.5 * context), ()


def _is_called(text: str, start: int, end: int) -> bool:
    """Tell whether a word is only part of a name: nobody founds in "Brae Foundation president Ada Holm"."""
    if not (text[start].isupper() and re.search(r"(?:ation|ment|ion|ance|ence|ity)s?$", text[start:end])):
        return False
    return any(n.start <= start and end <= n.end and " " in n.text for n in sentence_names(text))


def _told(term: AskedTerm, text: str) -> float:
    return max((near_to(term.stem, t.word) for t in sentence_tokens(text)), default=0.0)


@lru_cache(maxsize=65536)  # the words of an article come again and again
def near_to(asked: str, word: str) -> float:
    """Compare a question's stem with a printed word, which may hold it: "airstrikes", "strike"."""
    printed = root(word)
    if asked == "win" and word in ("election", "elections"):
        return 0.0  # where one wins: the stem is that of "elected", which tells that somebody has
    near = likeness(asked, printed)
    if not near and len(asked) >= 5 and len(printed) > len(asked) and printed.endswith(asked):
        return 0.85
    return near
