"""The writer: asks a language model, lets nothing through unchecked, and falls back on the rules."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.answer.evidence import weigh
from bot.answer.finding import WORTH_A_LOOK
from bot.answer.language.sentence import Sentence
from bot.answer.llm import form, reply
from bot.answer.llm.aim import gives, is_answer
from bot.answer.llm.cache import Cache, question_id
from bot.answer.llm.compose import Citing, read_value, write_answer
from bot.answer.llm.model import Message, Model, Reply
from bot.answer.llm.offer import NewKey, Offer, choose_passages, draw_key, make_offer, render
from bot.answer.llm.prompts import Prompts
from bot.answer.llm.spending import Spent, add_usage
from bot.answer.question import Question
from bot.answer.statements.facts import Ground
from bot.answer.statements.judging import Given, Verdict, Why, judge, quoted
from bot.answer.statements.support import LEXICAL, Entailment
from bot.answer.types import Answer, Claim, Dropped, Usage
from index.errors import ModelError

Tell = Callable[[str], None]
_BY_RULES = "This answer was written by rules."
_LONGEST_REPAIRED = 4_000  # characters of an unreadable answer that are shown to the model again


@dataclass(frozen=True, slots=True)
class _Checked:
    """What is left of a draft, and what is not."""

    statements: list[tuple[str, tuple[Sentence, ...]]]
    values: list[tuple[Claim, Sentence]]
    dropped: tuple[Dropped, ...]


class Writer:
    """Writes answers with a language model. Safe to share between threads."""

    def __init__(
        self,
        model: Model,
        prompts: Prompts,
        cache: Cache | None = None,
        check: Entailment = LEXICAL,
        new_key: NewKey = draw_key,
    ) -> None:
        self._model = model
        self._prompts = prompts
        self._cache = cache
        self._check = check
        self._new_key = new_key
        self._lock = threading.Lock()
        self.spent = Spent()

    @property
    def answerer(self) -> str:
        """Who an answer says it was written by."""
        return f"llm:{self._model.name.model}"

    def write(
        self,
        question: Question,
        asked: str,
        passages: Sequence[Given],
        by_rules: Answer,
        tell: Tell | None = None,
    ) -> Answer:
        """Answer a question from passages; `by_rules` is the answer without a model.

        asked: the question as typed. tell: takes each statement as soon as it is whole and has passed.
        A model that fails, finds nothing, or of whose statements none passes leaves the answer by rules,
        which then says so. Never raises for what a model does.
        """
        chosen = choose_passages(passages)
        if not chosen:
            return by_rules
        name, start = self._model.name.model, time.monotonic()
        try:
            offer, answered = self._ask(question, asked, chosen, tell)
        except ModelError as error:
            self._count(None)
            taken = Usage(None, None, time.monotonic() - start)
            note = f"{_sentence(str(error))} {_BY_RULES}"
            return replace(by_rules, notes=(*by_rules.notes, note), usage=taken)
        self._count(answered.usage)
        draft = reply.read_draft(answered.text)
        if draft is None:
            scanner = reply.Scanner()
            scanner.feed(answered.text)
            draft = reply.Draft(bool(scanner.found), tuple(scanner.found), ())
            if not draft.answered:
                reason = answered.broken or "its answer could not be read"
                note = f"The language model {name} gave no answer: {_sentence(reason)} {_BY_RULES}"
                return replace(by_rules, notes=(*by_rules.notes, note), usage=answered.usage)
        if not draft.answered:
            return self._silent(by_rules, answered.usage)
        checked = self._check_draft(question, draft, offer)
        if not checked.statements:
            many = len(checked.dropped)
            what = "The one statement" if many == 1 else f"None of the {many} statements"
            fate = "was left out" if many == 1 else "passed"
            note = f"{what} of {name} {fate}: {checked.dropped[0].why}. {_BY_RULES}"
            return replace(
                by_rules, notes=(*by_rules.notes, note), dropped=checked.dropped, usage=answered.usage
            )
        answer = write_answer(asked, self.answerer, checked.statements, checked.values, by_rules)
        notes = (*answer.notes, *_left_out(checked, name, answered.broken))
        return replace(answer, notes=notes, dropped=checked.dropped, usage=answered.usage)

    def rewrite(self, text: str, earlier: Sequence[str]) -> str | None:
        """Make a follow-up a question that stands alone; None where the model does not help.

        earlier: the standing questions before it, oldest first.
        """
        before = "\n".join(f"- {' '.join(q.split())}" for q in earlier[-5:])
        prompt = self._prompts.fill(
            "follow_up", form=_shown(form.FOLLOW_UP), earlier=before, question=" ".join(text.split())
        )
        try:
            answered = self._model.ask([("user", prompt)], form.FOLLOW_UP)
        except ModelError:
            self._count(None)
            return None
        self._count(answered.usage)
        return reply.read_question(answered.text)

    def _silent(self, by_rules: Answer, usage: Usage) -> Answer:
        if by_rules.abstained:
            return replace(by_rules, answerer=self.answerer, usage=usage)
        note = f"{self._model.name.model} found no answer in the passages. {_BY_RULES}"
        return replace(by_rules, notes=(*by_rules.notes, note), usage=usage)

    def _ask(
        self, question: Question, asked: str, chosen: Sequence[Given], tell: Tell | None
    ) -> tuple[Offer, Reply]:
        """Ask the model, or take what it answered before; once more where the answer cannot be read."""
        system = self._prompts.fill("answer", form=_shown(form.ANSWER))
        shown = [f"{one.article.id}\n{one.start}\n{render(one)}" for one in chosen]
        name = self._model.name
        key = question_id(str(name), name.url, self._prompts.fingerprint, system, asked, *shown)
        kept = self._cache.load(key) if self._cache else None
        if kept is not None and len(kept.keys) == len(chosen):
            return make_offer(chosen, keys=kept.keys), Reply(kept.text, Usage(0, 0, 0.0, cached=True))
        offer = make_offer(chosen, self._new_key)
        user = self._prompts.fill("question", passages=offer.text, question=" ".join(asked.split()))
        messages: list[Message] = [("system", system), ("user", user)]
        answered = self._model.ask(messages, form.ANSWER, self._teller(question, offer, tell))
        if reply.read_draft(answered.text) is None and not answered.broken:
            problem = "it is not a JSON object with statements"
            messages += [
                ("assistant", answered.text[:_LONGEST_REPAIRED]),
                ("user", self._prompts.fill("repair", problem=problem)),
            ]
            again = self._model.ask(messages, form.ANSWER, self._teller(question, offer, tell))
            answered = replace(again, usage=add_usage(answered.usage, again.usage))
        if self._cache and not answered.broken and reply.read_draft(answered.text) is not None:
            tokens = answered.usage.prompt_tokens, answered.usage.answer_tokens
            self._cache.save(key, answered.text, list(offer.given), tokens)
        return offer, answered

    def _teller(self, question: Question, offer: Offer, tell: Tell | None) -> Tell | None:
        """Give what takes the pieces of an answer and tells each statement that is whole and has passed."""
        if tell is None:
            return None
        scanner, citing = reply.Scanner(), Citing()

        def take(piece: str) -> None:
            for stated in scanner.feed(piece):
                verdict = self._judge(question, stated, offer)
                if verdict.sentences:
                    tell(citing.mark(stated.text, verdict.sentences))

        return take

    def _judge(self, question: Question, stated: reply.Stated, offer: Offer) -> Verdict:
        return judge(
            stated.text,
            stated.backings,
            offer.given,
            lambda sentence, statement: is_answer(question, sentence, statement),
            self._check,
        )

    def _check_draft(self, question: Question, draft: reply.Draft, offer: Offer) -> _Checked:
        statements, dropped, seen = [], [], set()
        for stated in draft.statements:
            verdict = self._judge(question, stated, offer)
            if not verdict.sentences:
                dropped.append(Dropped(stated.text, str(verdict.why)))
            elif stated.text.lower() not in seen:
                seen.add(stated.text.lower())
                statements.append((stated.text, verdict.sentences))
        if statements and not any(gives(question.kind, text) for text, _ in statements):
            dropped += [Dropped(text, str(Why.ASIDE)) for text, _ in statements]
            statements = []
        values = []
        for placed in draft.positions if statements else ():
            given = offer.given.get(placed.backing.key)
            sentence = next(quoted(placed.backing.quote, given), None) if given else None
            if given is None or sentence is None or weigh(question, sentence).score < WORTH_A_LOOK:
                continue
            claim = read_value(question, placed.value, Ground(sentence, given.times))
            if claim is not None:
                values.append((claim, sentence))
        return _Checked(statements, values, tuple(dropped))

    def _count(self, usage: Usage | None) -> None:
        with self._lock:
            self.spent = self.spent.after(usage)


def _shown(schema: dict[str, object]) -> str:
    return json.dumps(schema)


def _sentence(text: str) -> str:
    text = text.strip()
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _left_out(checked: _Checked, name: str, broken: str) -> list[str]:
    """Say how many statements were left out, and that an answer broke off."""
    notes = []
    if checked.dropped:
        total = len(checked.statements) + len(checked.dropped)
        reasons = "; ".join(dict.fromkeys(one.why for one in checked.dropped))
        verb = "was" if len(checked.dropped) == 1 else "were"
        notes.append(f"{len(checked.dropped)} of {total} statements of {name} {verb} left out: {reasons}.")
    if broken:
        notes.append(f"The answer of {name} broke off: {broken}.")
    return notes
