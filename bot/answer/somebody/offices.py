"""Who holds an office or stands in a relation: "Governor Ada Holm", "the bank's governor, Ada Holm"; pure.

"Who is the governor of the bank?" names no deed. What answers it is a name that stands at the office's word
in one of the forms of news, with what the office is of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.language.names import country, is_adjective, same_name
from bot.answer.language.phrases import Phrase
from bot.answer.language.sentence import Sentence, sentence_names, sentence_roots, sentence_tokens
from bot.answer.language.synonyms import likeness
from bot.answer.language.verbs import root
from bot.answer.question import Question
from bot.answer.somebody.bodies import is_office_of
from bot.answer.somebody.holding import held_of_another, is_elsewhere
from bot.answer.somebody.leading import asked_body, asked_leader, asks_leader, heads
from bot.answer.weighing.mentions import NAMED, name_share
from index.words import TITLES, Name, tokenize

_ASKED = re.compile(
    r"^who(?:\s+(?:is|was|are|were)|['’]s)\s+(?:"
    r"(?:the|an?)\s+(?:current\s+|new\s+|former\s+|first\s+|acting\s+|outgoing\s+)?"
    r"(?P<office>[a-z][\w-]*(?:\s+[a-z][\w-]*){0,3}?)(?:\s+(?:of|at|in|for|to|on)\s+(?P<of>.+?))?"
    r"|(?P<owner>.+?)['’]s?\s+(?P<own>[a-z][\w-]*(?:\s+[a-z][\w-]*){0,3}))\s*\??$",
    re.I,
)
_DOER = re.compile(r"\w{3,}(?:er|or|ee|ress)$", re.I)
# "co-founder and head of research at the Marlow Institute, which …"
_OF = re.compile(r"(?:\s+and\s+[\w -]{2,40}?)?\s+(?:of|at|behind)\s+([^,;.()]{2,80})")
_SURE = 1.0
_NEAR = 0.85
_LED_BY = re.compile(
    r"\b([Ff]ormer|[Ee]x|[Dd]eputy|[Vv]ice|[Aa]ssistant|[Aa]cting)[\s-]+(?:(?:[A-Z][\w.'’-]*|and|the|of)\s+){1,5}$"
)
_NOT_THE_OFFICE = frozenset("deputy vice former ex assistant acting".split())


def asked_office(question: Question) -> tuple[tuple[str, ...], str | None] | None:
    """Give the words for an office that a question asks the holder of, roots, and of what; None for others.

    >>> from bot.answer.question import read_question
    >>> asked_office(read_question("Who is the prime minister of Norway?"))
    (('prime', 'minist'), 'Norway')
    """
    match = _ASKED.match(question.text)
    if match is None:
        return asked_leader(question)
    office = match.group("office") or match.group("own")
    words = [token.word for token in tokenize(office)]
    if not words or re.search(r"(?:ing|ed)$", words[0]):
        return None
    if " who " in f" {question.text[4:].lower()} " or " that " in question.text.lower():
        return None
    return tuple(root(word) for word in words), match.group("of") or match.group("owner")


def holders(question: Question, sentence: Sentence) -> list[Phrase]:
    """Find the names that a sentence gives as holding the office asked about, with what it is of."""
    asked = asked_office(question)
    if asked is None:
        return []
    (*modifiers, head), of = asked
    text, found = sentence.text, sentence_names(sentence.text)
    fit_of = _held_of(question, sentence, of)
    body = asked_body(question)
    spans = []
    leads = tuple(body.offices) if body and body.offices else heads(head) if asks_leader(question) else ()
    for token in sentence_tokens(text):
        word = root(token.word)
        if not (word in leads if leads else likeness(word, head) >= 0.9) or not _modified(
            text[: token.start], modifiers
        ):
            continue
        if is_deputy(text[: token.start], question.text):
            continue
        if of is not None and re.search(
            r"\b(?:its|his|her|their)\s+(?:\w+\s+){0,2}$", text[: token.start], re.I
        ):
            fit_of = min(
                fit_of, 0.6 if leads else 1.0
            )  # "its chief": of whatever the sentence before is about
        for name in found:
            within = name.start <= token.start < name.end  # "Brae Mills CEO Ada Holm" read as one name
            holder = text[token.end : name.end] if within else name.text
            if any(same_name(holder, n.text) for n in question.names):
                continue
            near = adjacent(text, token.start, token.end, name)
            if near and not (body and not is_office_of(body, text, token.start, token.end, name.end)):
                start = bare(name, {head, *modifiers, *(body.modifiers if body else ())})
                other = 1.0 if of is None else _of_another(text, token.end, question)
                other = min(other, held_of_another(text, token.start, name, question))
                if is_elsewhere(sentence.article.text, text[start : name.end], question):
                    other = min(other, 0.1)
                spans.append(Phrase(start, name.end, near * fit_of * other))
    return [span for span in spans if span.fit >= 0.5 and span.end > span.start]


def is_agent(text: str, start: int, end: int) -> bool:
    """Tell whether a word is a noun for those who do it: "the referees", not "will deliver"."""
    noun = re.search(
        r"(?:\b(?:the|an?|its|his|her|their|two|some)|['’]s?)\s+(?:[a-z]+\s+)?$", text[:start], re.I
    )
    return noun is not None and _DOER.search(text[start:end].removesuffix("s")) is not None


def doers(question: Question, text: str, deeds: Sequence[tuple[int, int]]) -> list[Phrase]:
    """Find who is called by the deed: "the school's founder, Ada Holm" for "who founded the school"."""
    spans, found = [], sentence_names(text)
    for start, end in deeds:
        if not _DOER.search(text[start:end]):
            continue
        if re.search(r"\bco-$", text[:start]):
            start -= len("co-")
        owner = next(
            (
                n
                for n in found
                if n.end <= start and re.fullmatch(r"(?:['’]s?)?\s+(?:co-)?", text[n.end : start])
            ),
            None,
        )
        asked = [n.text for n in question.names]
        other = owner is not None and asked and not any(same_name(owner.text, name) for name in asked)
        for name in found:
            if name == owner or any(same_name(name.text, n) for n in asked):
                continue
            near = adjacent(text, start, end, name)
            if near:
                fit = 1.2 * near * min(0.3 if other else 1.0, _of_another(text, end, question))
                spans.append(Phrase(bare(name, set()), name.end, fit))
    return spans


def _held_of(question: Question, sentence: Sentence, of: str | None) -> float:
    """Tell how surely the sentence speaks of what the office is of."""
    if of is None:
        return 1.0
    shares = [name_share(name, sentence, True) for name in question.names]
    if shares:
        # In the same article the same bank has one governor, whoever the sentence's own people are.
        title = any(
            same_name(n.text, t.text) for n in question.names for t in sentence_names(sentence.article.title)
        )
        near = any(
            same_name(n.text, t.text)
            for n in question.names
            for b in sentence.before
            for t in sentence_names(b)
        )
        own = min(shares)
        return _SURE if own >= NAMED else _NEAR if near or title else max(own, 0.3)
    wanted = {root(t.word) for t in tokenize(of)} - {"the"}
    around = {
        root(t.word) for t in tokenize(" ".join((sentence.article.title, *sentence.before, sentence.text)))
    }
    held = len({w for w in wanted if any(likeness(w, other) >= 0.9 for other in around)}) / max(
        1, len(wanted)
    )
    owner = _ASKED.match(question.text)
    if held < 1 and owner and not owner.group("owner") and wanted <= sentence_roots(sentence.article.text):
        return _NEAR  # "the final" of an article has one referee, wherever it is named
    return _SURE if held == 1 else 0.9 * held


def _modified(before: str, modifiers: Sequence[str]) -> bool:
    words = [root(t.word) for t in tokenize(before[-60:])][-3:]
    return all(any(likeness(m, word) >= 0.9 for word in words) for m in modifiers)


def is_deputy(before: str, asked: str) -> bool:
    """Tell whether what stands before an office makes it a lesser or a past one that is not asked for."""
    words = [t.word for t in tokenize(before[-30:])][-2:]
    led = _LED_BY.search(before[-80:])  # "former Vale and Brae manager", "Deputy U.S. Attorney General"
    words += [led.group(1).lower()] if led else []
    if words[-1:] == ["general"] and re.search(r"\b(?<!general )manager\b", asked, re.I):
        return True  # a club has one beside its manager
    return any(w in _NOT_THE_OFFICE and w not in asked.lower() for w in words)


def adjacent(text: str, start: int, end: int, name: Name) -> float:
    """Tell how surely a name stands as holder at an office's word: before it, behind it, or with it."""
    if name.start <= start < name.end:  # "Governor Ada Holm" read as one name
        return 1.0 if len(tokenize(text[end : name.end])) else 0.0
    if end <= name.start:
        gap = text[end : name.start]
        if gap == " by ":
            return 0.95  # "refereed by Ada Holm"
        of = r"(?:\s+(?:of|at|in|for)\s+(?:the\s+)?[\w'’ .-]{2,50})?"
        if re.fullmatch(rf"['’]?{of}\s*,\s+(?:\w+\s+)?|\s+|\s*\(\s*", gap):
            return 1.0
        return (
            0.95
            if re.fullmatch(rf"{of}\s+(?:is|was|are|were|became|will be)\s+(?:the\s+\w+\s+)?", gap)
            else 0.0
        )
    gap = text[name.end : start]
    if gap.startswith(", the ") and re.match(r"\s+(?:is|was|has|had|will|would|sa(?:id|ys))\b", text[end:]):
        return 0.0  # "Thanks to goals of NAME, the Brae manager was calm": he is another
    if re.fullmatch(
        r"(?:,[^,;]{2,40},)?\s+(?:as|to be|to become)\s+(?:an?\s+|the\s+|its\s+|his\s+|her\s+|their\s+)?", gap
    ):
        return 0.95  # "appointed Ada Holm as deputy"
    if re.fullmatch(
        r"\s*,\s+(?!and\b|or\b|but\b)(?:\d+,\s+)?(?:who\s+(?:is|was)\s+)?(?:an?\s+|the\s+|its\s+|his\s+|her\s+|their\s+)?(?:[\w'’-]+\s+){0,4}",
        gap,
    ):
        return 0.9
    if re.fullmatch(
        r"\s+(?:is|was|became|remain(?:s|ed)|ha[sd] been)\s+(?:an?\s+|the\s+|its\s+)?(?:[\w'’-]+\s+){0,3}",
        gap,
    ):
        return 0.95
    return 0.0


def _of_another(text: str, end: int, question: Question) -> float:
    """Take off where the sentence says of what else somebody is it: "the prime minister of Lissia"."""
    of = _OF.match(text, end)
    named = sentence_names(of.group(1)) if of else []
    asked = [name.text for name in question.names]
    return 0.1 if named and asked and not any(same_name(n.text, a) for n in named for a in asked) else 1.0


def bare(name: Name, office: set[str]) -> int:
    """Give where a name begins without titles, adjectives of a country, and the office with whose it is."""
    words = tokenize(name.text)
    at = [i for i, t in enumerate(words[:-1]) if any(likeness(root(t.word), word) >= 0.9 for word in office)]
    for token in words[at[-1] + 1 if at else 0 :]:
        if not (token.word in TITLES or is_adjective(token.word) or country(token.word)):
            return name.start + token.start
    return name.end
