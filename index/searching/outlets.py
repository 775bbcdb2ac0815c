"""Which outlets a question names: "CNBC" for "Cnbc | World Business News Leader", "Verge" for "The Verge".

Everything here is pure. An outlet's name is often an ordinary word ("Time", "The Age"), so that a name counts
only where it is written as one: with a capital inside a sentence, in quotes, or beside a word that tells of
publishing ("according to time", "the age's article").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from index.reading.agencies import agency_names
from index.words import ATTRIBUTION_WORDS, QUESTION_WORDS, STOPWORDS, Token, tokenize, word_set

_ENDING = re.compile(r"\.(?:com|org|net|co\.uk|com\.au|tv|news)\b", re.I)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_SECTION = re.compile(r"\s+[|–—-]\s+|\s*[:|]\s+")
_DOMAIN = re.compile(r"\b(?:https?://)?(?:www\.)?((?:[\w-]+\.)+[a-z]{2,6})\b", re.IGNORECASE)
_LONGEST = 12  # words of a question that one outlet's name may take

# What may stand after an outlet's name when it is one: "<outlet> reported", "<outlet>'s review".
_AFTER = ATTRIBUTION_WORDS | word_set(
    "interview editorial column newsletter review reviews analysis argue argued argues warn warned warns both"
)
# What may stand before it, a small word between: "article from <outlet>", "covered by <outlet>".
_NOUNS = word_set(
    """article articles report reports story stories piece pieces coverage review reviews column editorial
    post posts reporting source sources outlet newspaper magazine site website according per"""
)
_VERBS = word_set(
    """reported covered published featured described discussed mentioned printed written posted highlighted
    quoted detailed noted observed explained claimed stated"""
)
_LINKS = {"noun": word_set("by from in on of to both the"), "verb": word_set("by in on both the")}


@dataclass(frozen=True, slots=True)
class Mention:
    """An outlet that a text names: `text[start:end]`, quotes and possessive 's outside.

    outlets: the known names that it may mean; sections of one house share their first words.
    told: beside a word of publishing, so that the outlet is the source asked for, not the subject.
    """

    outlets: tuple[str, ...]
    start: int
    end: int
    told: bool


@dataclass(frozen=True, slots=True)
class Alias:
    outlets: tuple[str, ...]
    short: bool  # cut from the name or made of its initials: needs more to be believed


Aliases = Mapping[str, Alias]
"""The written forms of outlets' names, lower case and without spaces, each with what it may mean."""


def name_aliases(known: Iterable[str]) -> Aliases:
    """Make the aliases of these outlets: the name, its first words, without "The", its initials."""
    whole: dict[str, set[str]] = defaultdict(set)
    short: dict[str, set[str]] = defaultdict(set)
    last: dict[str, set[str]] = defaultdict(set)  # "the Gazette", where only one of them is one
    for outlet in known:
        head = _SECTION.split(outlet.strip(), maxsplit=1)[0]
        # A section in brackets, "(Online)", is no part of what people call an outlet.
        for form in (outlet, head, _BRACKETS.sub("", head), *agency_names(outlet)):
            words = _name_words(form)
            whole["".join(words)].add(outlet)
            if words[:1] == ["the"]:
                whole["".join(words[1:])].add(outlet)
        words = [word for word in _name_words(_BRACKETS.sub("", head)) if word != "the"]
        if len(words) > 1 and words[-1] in ("news", "magazine", "newspaper", "online", "english", "newswire"):
            short["".join(words[:-1])].add(outlet)
        if len(words) > 1 and words[-1] not in ("news", "online", "com", "web", "tv"):
            last[words[-1]].add(outlet)
        if len(words) > 1:
            short["".join(word[0] for word in _name_words(head))].add(outlet)
            short["".join(word[0] for word in words)].add(outlet)
    for form, means in last.items():
        if len(means) == 1 and form not in whole:
            short[form] |= means
    for form in ("", "the"):
        whole.pop(form, None)
        short.pop(form, None)
    aliases = {form: Alias(tuple(sorted(means)), True) for form, means in short.items() if len(form) > 1}
    return aliases | {form: Alias(tuple(sorted(means)), False) for form, means in whole.items()}


def find_outlets(text: str, aliases: Aliases) -> list[Mention]:
    """Find the outlets that a question names, in its order; `aliases` come from `name_aliases`."""
    found = [*_find_domains(text, aliases)]
    tokens = tokenize(text)
    words = [_squash(token.word) for token in tokens]
    doubtful: list[Mention] = []
    i = 0
    while i < len(tokens):
        for length in range(min(_LONGEST, len(tokens) - i), 0, -1):
            alias = aliases.get("".join(words[i : i + length]))
            if alias is None:
                continue
            some = tokens[i : i + length]
            if any(m.start < some[-1].end and some[0].start < m.end for m in found):
                continue
            told = _is_told(text, tokens, i, length)
            mention = Mention(alias.outlets, some[0].start, some[-1].end, told)
            if _is_named(text, tokens, i, length, alias, told):
                found.append(mention)
            else:
                doubtful.append(mention)
            i += length - 1
            break
        i += 1
    return sorted(_spread(text, found, doubtful), key=lambda mention: mention.start)


def _name_words(name: str) -> list[str]:
    """Cut an outlet's name into words, an ending such as ".com" left out."""
    return [
        _squash(token.word)
        for token in tokenize(re.sub(r"\.(?:com|org|net|co\.uk|com\.au|tv|news)\b", "", name, flags=re.I))
    ]


def _squash(word: str) -> str:
    return word if word.isalnum() else re.sub(r"[^\w]", "", word)


def _find_domains(text: str, aliases: Aliases) -> Iterable[Mention]:
    for match in _DOMAIN.finditer(text):
        for label in match.group(1).lower().split(".")[:-1]:
            alias = aliases.get(_squash(label))
            if alias is not None and not alias.short:
                yield Mention(alias.outlets, match.start(), match.end(), True)
                break


def _is_told(text: str, tokens: list[Token], first: int, length: int) -> bool:
    """Tell whether a word of publishing stands beside these words."""
    after = tokens[first + length].word if first + length < len(tokens) else ""
    gap = text[tokens[first + length - 1].end : tokens[first + length].start] if after else "."
    if after in _AFTER and not re.search(r"[.;,?!]", gap):
        return True
    for kind, words in (("noun", _NOUNS), ("verb", _VERBS)):
        at = first - 1
        while at >= 0 and first - at <= 3 and tokens[at].word in _LINKS[kind]:
            at -= 1
        if at >= 0 and at < first - (tokens[at].word != "per") and tokens[at].word in words:
            return True
    return False


def _is_named(text: str, tokens: list[Token], first: int, length: int, alias: Alias, told: bool) -> bool:
    """Tell whether these words are written as an outlet's name."""
    start, end = tokens[first].start, tokens[first + length - 1].end
    surface = text[start:end]
    own = [text[t.start : t.end] for t in tokens[first : first + length] if t.word != "the"] or [surface]
    quoted = text[start - 1 : start] in tuple("'\"‘“«") and text[end : end + 1] in tuple("'\"’”»")
    if alias.short and re.search(r"\baccording to (?:the )?$", text[:start], re.I):
        return True
    if alias.short:
        # Initials and clipped names are believed in capitals alone: "NYT", "BBC".
        return own[0].isupper() and len(surface) > 1 and not _is_shouted(text)
    if not any(c.isupper() for c in text):
        return told or quoted or len(own) >= 3
    if not all(word[0].isupper() or word[0].isdigit() or word in STOPWORDS for word in own):
        return quoted and told
    if quoted or told or len(own) >= 3:
        return True
    if _is_title_case(text, tokens):
        return False
    opens = first == 0 or text[:start].rstrip(" \"'“‘")[-1:] in tuple(".?!:")
    return (len(own) > 1 or not opens) and not _is_inside_name(text, tokens, first, length)


def _is_inside_name(text: str, tokens: list[Token], first: int, length: int) -> bool:
    """Tell whether a capitalised word stands directly beside, so that both are one longer name."""
    last = first + length
    if last < len(tokens):
        gap, following = text[tokens[last - 1].end : tokens[last].start], text[tokens[last].start]
        if gap in (" ", "-") and (following.isupper() or following.isdigit()):
            return True
    if first:
        gap, word = text[tokens[first - 1].end : tokens[first].start], tokens[first - 1].word
        ordinary = word in STOPWORDS or word in QUESTION_WORDS
        return gap in (" ", "-") and text[tokens[first - 1].start].isupper() and not ordinary
    return False


def _is_title_case(text: str, tokens: list[Token]) -> bool:
    carrying = [text[t.start] for t in tokens if t.word not in STOPWORDS and text[t.start].isalpha()]
    return len(carrying) > 4 and all(letter.isupper() for letter in carrying)


def _is_shouted(text: str) -> bool:
    return text.upper() == text


def _spread(text: str, found: list[Mention], doubtful: list[Mention]) -> list[Mention]:
    """Believe a doubtful name that is listed with a sure one: "covered by time and the verge"."""
    doubtful = doubtful + [mention for mention in found if not mention.told]
    grown = True
    while grown:
        grown = False
        for mention in list(doubtful):
            for sure in found:
                left, right = sorted((mention, sure), key=lambda m: m.start)
                between = text[left.end : right.start].lower()
                if sure.told and re.fullmatch(
                    r"['\"’”]?(?:,|\s|and|or|both|as well as|the)+['\"‘“]?", between
                ):
                    found = [m for m in found if m != mention]
                    found.append(Mention(mention.outlets, mention.start, mention.end, True))
                    doubtful.remove(mention)
                    grown = True
                    break
    return found
