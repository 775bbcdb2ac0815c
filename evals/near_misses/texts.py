"""The texts the reader learns from: QAMR sentences with their questions, and news sentences around them."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

Span = tuple[int, int]

_BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}
_GLUE_LEFT = re.compile(r"^(?:[,.;:?!%)\]}]|''|n't|'s|'re|'ve|'ll|'d|'m|'|\.\.\.)$", re.I)
_GLUE_RIGHT = re.compile(r"^(?:[(\[{$£€#]|``)$")
_SENTENCE = re.compile(r"[^.!?\n]{20,}?[.!?][”\"’')]*(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on one sentence; `answers` are character spans in it, the most agreed-on first."""

    question: str
    sentence: str
    answers: tuple[Span, ...]
    document: str


@dataclass(frozen=True, slots=True)
class News:
    """A news article as sentences."""

    title: str
    published: str | None
    outlet: str
    sentences: tuple[str, ...]


@dataclass
class Texts:
    """asked: QAMR questions; documents: sentences of each QAMR document; news: articles."""

    asked: list[Asked] = field(default_factory=list)
    documents: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    news: list[News] = field(default_factory=list)
    cased: Counter[str] = field(default_factory=Counter)


def detokenise(tokens: list[str]) -> tuple[str, list[Span]]:
    """Join Penn Treebank tokens as print has them; the span of each token in the text.

    >>> detokenise("He said `` no '' .".split())[0]
    'He said "no".'
    """
    text = ""
    spans: list[Span] = []
    open_quote = glue = False
    for token in tokens:
        word = _BRACKETS.get(token, token)
        closing = token == "''" or (token == '"' and open_quote)
        opening = token == "``" or (token == '"' and not open_quote)
        if opening or closing:
            word, open_quote = '"', opening
        if text and not glue and not closing and not (_GLUE_LEFT.match(word) and not opening):
            text += " "
        glue = opening or bool(_GLUE_RIGHT.match(word))
        spans.append((len(text), len(text) + len(word)))
        text += word
    return text, spans


def read_qamr(root: Path) -> tuple[list[Asked], dict[str, list[str]]]:
    """Questions whose annotators agree at least in part, once a sentence; every document's sentences."""
    sentences: dict[str, tuple[str, list[Span]]] = {}
    documents: dict[str, list[str]] = defaultdict(list)
    for line in (root / "wiki-sentences.tsv").read_text().splitlines():
        ident, tokens = line.split("\t")
        sentences[ident] = detokenise(tokens.split())
        documents[_document(ident)].append(sentences[ident][0])
    asked: list[Asked] = []
    seen: set[tuple[str, str]] = set()
    for part in ("dev", "test"):
        for line in (root / "filtered" / f"{part}.tsv").read_text().splitlines():
            ident, _, _, _, _, question, *given = line.split("\t")
            answers = [[int(n) for n in text.split(":")[-1].split()] for text in given]
            key = (ident, question.lower().strip(" ?"))
            spans = [(a[0], a[-1]) for a in answers if a and len(a) == a[-1] - a[0] + 1]
            if key in seen or len(spans) < len(answers) or not _agree(spans):
                continue
            seen.add(key)
            text, places = sentences[ident]
            ranked = [span for span, _ in Counter(spans).most_common()]
            chars = tuple((places[first][0], places[last][1]) for first, last in ranked)
            asked.append(Asked(question, text, chars, _document(ident)))
    return asked, dict(documents)


def _document(ident: str) -> str:
    return ":".join(ident.split(":")[:3])


def _agree(spans: list[Span]) -> bool:
    return all(a[0] <= b[1] and b[0] <= a[1] for a in spans for b in spans)


def read_news(root: Path, limit: int, rng: random.Random) -> Iterator[News]:
    """Articles of AllSides (dated, with outlet), in random order, cut to their first 30 sentences."""
    with gzip.open(root / "allsides" / "articles-5000.jsonl.gz", "rt") as lines:
        rows = [json.loads(line) for line in lines]
    rng.shuffle(rows)
    for row in rows[:limit]:
        body = row["content_original"] or ""
        parts = (m.group().strip() for block in body.split("\n") for m in _SENTENCE.finditer(block))
        kept = tuple(part for part in parts if 30 <= len(part) <= 320)[:30]
        if len(kept) >= 3:
            day = row["date"] or ""  # a few are written 1/31/18: left out
            published = day if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None
            yield News(row["title"] or "", published, row["source"] or "", kept)


def read_texts(
    root: Path, *, held_out: bool, seed: int = 3, articles: int = 4000, trained: Collection[str] | None = None
) -> Texts:
    """Everything to train on, or (held_out) the QAMR documents and news articles kept for measuring.

    Every eleventh QAMR document and news article is held out, whatever `seed`.
    trained: the documents that a model was trained on; what isn't named is held out, in any data.
    """
    asked, documents = read_qamr(root / "qamr")
    if trained is None:
        trained = {name for n, name in enumerate(sorted(documents)) if n % 11}
    kept = {name for name in documents if (name not in trained) == held_out}
    news = list(read_news(root, articles, random.Random(seed)))
    texts = Texts(
        asked=[one for one in asked if one.document in kept],
        documents={name: list(dict.fromkeys(documents[name])) for name in sorted(kept)},
        news=[
            one for n, one in enumerate(sorted(news, key=lambda one: one.title)) if (n % 11 == 0) == held_out
        ],
    )
    for one in news:
        for sentence in one.sentences:
            texts.cased.update(re.findall(r"(?<=\s)[A-Za-z][A-Za-z'’-]+", sentence))
    return texts


def plain_text(tokens: str) -> str:
    """Tokens with spaces between, as a sentence is printed."""
    return detokenise(tokens.split())[0]
