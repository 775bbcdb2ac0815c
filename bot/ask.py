"""ask(): the one door that the command line and Discord use.

A question goes to the index; the sentences of what comes back are weighed, values are drawn from them, claims
chosen and compared, and the answer composed. What is pure of it lives in bot/answer; here is the order of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.answer.claims import choose
from bot.answer.comparing.alone import find_alone
from bot.answer.comparing.translations import find_translations
from bot.answer.comparing.updates import update_notes
from bot.answer.extractive import compose
from bot.answer.finding import find_candidates, sentences_in
from bot.answer.language.names import country
from bot.answer.language.sentence import Sentence, is_named
from bot.answer.language.spelling import as_printed
from bot.answer.outlets.of_outlets import asked_agreement, asked_event, tell_agreement, tell_reporters
from bot.answer.outlets.reports import compose_reports
from bot.answer.outlets.several import asks_several, is_answered, weigh_parts
from bot.answer.question import Question, read_question
from bot.answer.reader import ShippedReader
from bot.answer.types import Answer, Kind
from bot.answer.verify import check_quotes
from bot.covering import ask_coverage
from bot.questions import ENGLISH, is_foreign
from index.article import Article, Passage
from index.search import Hit, Index
from index.searching.query import Query
from index.searching.strangers import find_strangers
from index.store.among import Among, Extent
from index.words import tokenize

if TYPE_CHECKING:
    from bot.answer.llm.writer import Writer
    from bot.answer.second_opinion.opinion import Read
    from bot.answer.statements.judging import Given

PASSAGES = 16  # read for an answer: enough for several outlets, few enough to weigh each sentence


class Desk:
    """Answers questions over one index.

    index: an opened index. It follows the index by itself when a build changes it.
    """

    def __init__(self, index: Index, writer: Writer | None = None, read: Read | None = None) -> None:
        self._index = index
        self._writer = writer
        self._read_windows = read

    @classmethod
    def open(cls, index: Index, writer: Writer | None = None) -> Desk:
        """Open a desk over an index, with the reader that comes with Dateline.

        writer: asks a language model; None: answers are written by rules. The reader is loaded by the first
        question that needs it.
        """
        return cls(index, writer, ShippedReader().read)

    def by_rules(self) -> Desk:
        """Give the desk that asks no language model: itself, where it asks none."""
        return self if self._writer is None else Desk(self._index, None, self._read_windows)

    @property
    def writer(self) -> Writer | None:
        """What asks a language model; None where answers are written by rules."""
        return self._writer

    def ask(
        self,
        text: str,
        outlets: Sequence[str] = (),
        since: date | None = None,
        until: date | None = None,
        tell: Callable[[str], None] | None = None,
    ) -> Answer:
        """Answer one question.

        outlets, since, until: only articles of these outlets (as the index names them), published in these
        days, both inclusive; an article of unknown date is left out when a day is given. tell: takes each
        statement of a language model as soon as it has passed.
        Raises IndexStateError when the index cannot be read, ModelError when the reader's model is damaged.
        """
        of_outlets = self._of_outlets(text, outlets, since, until, tell)
        if of_outlets is not None:
            return of_outlets
        query = self._index.read(text)
        told = [m for m in query.mentions if m.told]
        named = tuple(dict.fromkeys(name for mention in told for name in mention.outlets))
        found = self._index.search(text, limit=PASSAGES, outlets=outlets or None, since=since, until=until)
        hits = [h for h in found if not named or {h.article.outlet, h.article.via} & set(named)]
        question = self._read(text, named, [text[m.start : m.end] for m in told], hits)
        candidates, sentences = [], []
        if not question.unknown:
            sentences = self._sentences(hits)
            times = {id_: self._index.times(id_) for id_ in {s.article.id for s in sentences}}
            candidates = find_candidates(question, sentences, times, self._read_windows)
        chosen = choose(candidates)
        sources = tuple(names for names in (outlets, named) if names)
        scope = self._index.extent(Among(sources, since, until))
        # What two outlets are said to tell alike is no single sentence's to affirm.
        alone = chosen and not (question.kind is Kind.YES_NO and len(named) > 1)
        if not alone:
            question = replace(question, strangers=find_strangers(question.text, query.mentions))
        if alone or question.strangers or not asks_several(query):
            answer = compose(question, chosen, scope, candidates)
        else:
            answer = self._over_reports(query, question, found, scope)
        answer = check_quotes(replace(answer, question=text))
        if self._writer is not None and not question.unknown:
            answer = check_quotes(self._writer.write(question, text, self._given(hits), answer, tell))
        differences = find_translations(answer)
        if alone and not (outlets or since or until):
            only = find_alone(question, answer, sentences, candidates)
            differences = (*([only] if only else []), *differences)
        updates = update_notes(answer.citations, self._index.earlier)
        language = [ENGLISH] if answer.abstained and is_foreign(text) else []
        notes = (*answer.notes, *language, *updates, *self._index.notes())
        return replace(answer, notes=notes, differences=differences)

    def _of_outlets(
        self,
        text: str,
        outlets: Sequence[str],
        since: date | None,
        until: date | None,
        tell: Callable[[str], None] | None,
    ) -> Answer | None:
        """Answer whether outlets agree, or which of them report something; None for other questions."""
        compared = asked_agreement(text)
        if compared is not None:
            named = [self._outlets_of(name) for name in compared.who]
            if all(named):
                meant = outlets or tuple(name for names in named for name in names)
                return tell_agreement(text, self.ask(compared.question, meant, since, until, tell))
        event = asked_event(text)
        if event is None or outlets or since or until:
            return None
        found = ask_coverage(self._index, event)
        return tell_reporters(text, found, self._index.extent(Among())) if found.reports else None

    def _over_reports(self, query: Query, question: Question, hits: Sequence[Hit], scope: Extent) -> Answer:
        """Answer what no sentence answers alone, from the reports that tell of its parts."""
        weighed = weigh_parts(query, self._sentences(hits), self._index.rarity)
        if not is_answered(weighed):
            return compose(question, (), scope)
        return compose_reports(question.text, question.kind, weighed, scope)

    def rewrite(self, text: str, earlier: Sequence[str]) -> str:
        """Make a follow-up ("and Lind?") a question that stands alone; see bot/answer/asking/follow_up.py.

        earlier: the standing questions asked before, oldest first. Gives `text` where it stands alone.
        Raises IndexStateError when the index cannot be read.
        """
        from bot.answer.asking import follow_up

        if not earlier:
            return text
        found = self._index.search(f"{earlier[-1]} {text}", limit=PASSAGES)
        texts = [hit.passage.text for hit in found]
        typed, *before = [as_printed(asked, texts) for asked in (text, *earlier)]
        whole = follow_up.rewrite(
            typed,
            before,
            self._is_outlet,
            lambda name: follow_up.is_country(name) or self._index.holds(f"in {name}"),
        )
        if self._writer is not None and (whole != typed or follow_up.leans(typed)):
            written = self._writer.rewrite(typed, before)
            whole = written if written and follow_up.adds_nothing(written, [typed, *before]) else whole
        return text if whole == typed else whole

    def _given(self, hits: Sequence[Hit]) -> list[Given]:
        """Give the passages of hits with all that is known of them, the best first."""
        from bot.answer.statements.judging import Given

        passages, articles = self._printed(hits)
        times = {id_: tuple(self._index.times(id_)) for id_ in articles}
        return [Given(articles[p.article_id], p.start, p.end, times[p.article_id]) for p in passages]

    def _is_outlet(self, name: str) -> bool:
        return bool(self._outlets_of(name))

    def _outlets_of(self, name: str) -> tuple[str, ...]:
        """Give the outlets, as the index calls them, that a name means."""
        mentions = self._index.read(f"according to {name}").mentions
        return tuple(outlet for mention in mentions if mention.told for outlet in mention.outlets)

    def _read(
        self, text: str, outlets: Sequence[str], mentions: Sequence[str], hits: Sequence[Hit]
    ) -> Question:
        passages = [h.passage.text for h in hits]
        text = as_printed(text, passages)
        question = read_question(text, outlets, mentions)
        unknown = tuple(
            n.text for n in question.names if not self._is_known(n.text) and not is_named(n.text, passages)
        )
        return replace(question, unknown=unknown)

    def _is_known(self, name: str) -> bool:
        """Tell whether any article may speak of a name: in its words, by its last word, or as a country."""
        words = [t.word for t in tokenize(name)]
        if any(country(word) for word in words) or len(words) != len(name.split()):
            return True
        return self._index.holds(name) or (len(words) > 1 and self._index.holds(words[-1]))

    def _sentences(self, hits: Sequence[Hit]) -> list[Sentence]:
        return list(sentences_in(*self._printed(hits)))

    def _printed(self, hits: Sequence[Hit]) -> tuple[list[Passage], dict[str, Article]]:
        """Give the passages of hits, copies behind what they are copies of, and their articles by id."""
        passages = [p for hit in hits for p in (hit.passage, *hit.copies)]
        ids = dict.fromkeys(p.article_id for p in passages)
        return passages, {id_: self._index.article(id_) for id_ in ids}
