"""ask(): the one door that the command line and Discord use.

A question goes to the index; the sentences of what comes back are weighed, values are drawn from them, claims
chosen and compared, and the answer composed. What is pure of it lives in bot/answer; here is the order of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.answer import follow_up
from bot.answer.claims import Candidate, choose, support
from bot.answer.evidence import weigh
from bot.answer.extractive import compose
from bot.answer.names import country
from bot.answer.question import Question, read_question
from bot.answer.roles import EVENTS
from bot.answer.sentence import Sentence
from bot.answer.types import Answer, Searched
from bot.answer.values import find_values
from bot.answer.verify import check_quotes
from index.article import Article, TimeExpression
from index.outlets import find_outlets, name_aliases
from index.search import Hit, Index
from index.sentences import split_sentences
from index.words import TITLES, names, tokenize

PASSAGES = 16  # read for an answer: enough for several outlets, few enough to weigh each sentence


class Desk:
    """Answers questions over one index.

    index: an opened index. It follows the index by itself when a build changes it.
    """

    def __init__(self, index: Index) -> None:
        self._index = index

    @classmethod
    def open(cls, index: Index) -> Desk:
        """Open a desk over an index."""
        return cls(index)

    def ask(
        self, text: str, outlets: Sequence[str] = (), since: date | None = None, until: date | None = None
    ) -> Answer:
        """Answer one question.

        outlets, since, until: only articles of these outlets (as the index names them), published in these
        days, both inclusive; an article of unknown date is left out when a day is given.
        Raises IndexStateError when the index cannot be read.
        """
        articles = [a for a in self._index.articles() if _is_wanted(a, outlets, since, until)]
        known = {name for a in articles for name in (a.outlet, a.via) if name}
        told = [m for m in find_outlets(text, name_aliases(known)) if m.told]
        named = tuple(dict.fromkeys(name for mention in told for name in mention.outlets))
        mentions = [text[m.start : m.end] for m in told]
        if named:
            articles = [a for a in articles if {a.outlet, a.via} & set(named)]
        allowed = {a.id for a in articles}
        found = self._index.search(text, limit=PASSAGES, outlets=outlets or None, since=since, until=until)
        hits = [h for h in found if h.article.id in allowed]
        question = self._read(text, named, mentions, hits)
        candidates = [] if question.unknown else self._candidates(question, hits)
        answer = compose(question, choose(candidates), searched(articles), candidates)
        return check_quotes(replace(answer, question=text))

    def rewrite(self, text: str, earlier: Sequence[str]) -> str:
        """Make a follow-up ("and Lind?") a question that stands alone; see bot/answer/follow_up.py.

        earlier: the standing questions asked before, oldest first. Gives `text` where it stands alone.
        Raises IndexStateError when the index cannot be read.
        """
        if not earlier:
            return text
        articles = self._index.articles()
        aliases = name_aliases({name for a in articles for name in (a.outlet, a.via) if name})
        found = self._index.search(f"{earlier[-1]} {text}", limit=PASSAGES)
        texts = [hit.passage.text for hit in found]
        typed, *before = [_capitalised(t, texts) if t == t.lower() else t for t in (text, *earlier)]
        whole = follow_up.rewrite(
            typed,
            before,
            lambda name: any(m.told for m in find_outlets(f"according to {name}", aliases)),
            lambda name: follow_up.is_country(name) or self._index.holds(f"in {name}"),
        )
        return text if whole == typed else whole

    def _read(
        self, text: str, outlets: Sequence[str], mentions: Sequence[str], hits: Sequence[Hit]
    ) -> Question:
        if text == text.lower():
            text = _capitalised(text, [h.passage.text for h in hits])
        question = read_question(text, outlets, mentions)
        unknown = tuple(n.text for n in question.names if not self._is_known(n.text))
        return replace(question, unknown=unknown)

    def _is_known(self, name: str) -> bool:
        """Tell whether any article may speak of a name: in its words, by its last word, or as a country."""
        words = [t.word for t in tokenize(name)]
        if any(country(word) for word in words) or len(words) != len(name.split()):
            return True
        return self._index.holds(name) or (len(words) > 1 and self._index.holds(words[-1]))

    def _candidates(self, question: Question, hits: Sequence[Hit]) -> list[Candidate]:
        """Weigh each sentence of the hits once and draw its values, the best supported first."""
        found = []
        times_of = {
            article_id: self._index.times(article_id)
            for article_id in {p.article_id for hit in hits for p in (hit.passage, *hit.copies)}
        }
        for sentence in self._sentences(hits):
            evidence = weigh(question, sentence)
            if evidence.score < 0.3:
                continue
            times = _within(sentence, times_of[sentence.article.id])
            if not _meets(question, times, sentence.article):
                continue
            for value in find_values(question, evidence, times):
                found.append(Candidate(evidence, value, support(question, evidence, value)))
        return sorted(found, key=lambda c: -c.support)

    def _sentences(self, hits: Sequence[Hit]) -> Iterable[Sentence]:
        spans: dict[str, list[tuple[int, int]]] = {}
        for hit in hits:
            for passage in (hit.passage, *hit.copies):
                spans.setdefault(passage.article_id, []).append((passage.start, passage.end))
        for article_id, ranges in spans.items():
            article = self._index.article(article_id)
            sentences = split_sentences(article.text)
            for i, (start, end) in enumerate(sentences):
                if any(a <= start and end <= b for a, b in ranges):
                    before = tuple(article.text[a:b] for a, b in sentences[max(0, i - 2) : i])
                    after = article.text[slice(*sentences[i + 1])] if i + 1 < len(sentences) else ""
                    yield Sentence(article, start, end, before, after)


def _within(sentence: Sentence, times: Sequence[TimeExpression]) -> list[TimeExpression]:
    """Take an article's time expressions that stand in a sentence, with offsets in the sentence."""
    return [
        replace(t, start=t.start - sentence.start, end=t.end - sentence.start)
        for t in times
        if sentence.start <= t.start and t.end <= sentence.end
    ]


def _is_wanted(article: Article, outlets: Sequence[str], since: date | None, until: date | None) -> bool:
    if outlets and not {article.outlet, article.via} & set(outlets):
        return False
    if since and (article.published is None or article.published < since):
        return False
    return not (until and (article.published is None or article.published > until))


def _meets(question: Question, times: Sequence[TimeExpression], article: Article) -> bool:
    """Tell whether a sentence is of the days that a question names: by its own times, else by publication."""
    spans = [(t.first, t.last) for t in times]
    if not spans and article.published:
        spans = [(article.published, article.published)]
    if question.times and not any(
        a.first <= last and first <= a.last for a in question.times for first, last in spans
    ):
        return False
    if not times and question.kind not in EVENTS:
        return True  # "Her speech" of the day that the sentence before tells
    if question.months and not any(
        first.month in question.months or last.month in question.months for first, last in spans
    ):
        return False
    return not question.weekdays or any(
        first == last and first.weekday() in question.weekdays for first, last in spans
    )


def _capitalised(text: str, texts: Sequence[str]) -> str:
    """Write the names of a question typed in lower case as the articles print them."""
    printed: dict[str, str] = {}
    small: set[str] = set()
    for passage in texts:
        small.update(t.word for t in tokenize(passage) if passage[t.start].islower())
        for name in names(passage):
            words = tokenize(name.text)
            printed.setdefault(" ".join(w.word for w in words), name.text)
            for word in words:
                if word.word not in TITLES and word.end - word.start > 1:
                    printed.setdefault(word.word, name.text[word.start : word.end])
    for common in small:
        printed.pop(common, None)
    for name in reversed(names(text, printed)):
        key = " ".join(t.word for t in tokenize(name.text))
        text = text[: name.start] + printed.get(key, name.text) + text[name.end :]
    return text


def searched(articles: Sequence[Article]) -> Searched:
    """Tell what was looked through."""
    days = [a.published for a in articles if a.published]
    return Searched(
        len(articles),
        len({a.outlet for a in articles if a.outlet}),
        min(days, default=None),
        max(days, default=None),
    )
