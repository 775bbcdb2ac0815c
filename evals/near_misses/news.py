"""Questions made from plain news sentences ("X met Y in Z on Tuesday"): when, where, who, what, how many.

Only sentences of the shape subject, past-tense verb, rest are used, so that the question is grammatical.
"""

from __future__ import annotations

import random
import re
from collections import Counter

from evals.near_misses.names import COUNTS, DAYS, MONTHS, Pool
from evals.near_misses.texts import Asked

_IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "said:say told:tell met:meet took:take made:make won:win lost:lose held:hold gave:give left:leave "
        "came:come went:go began:begin became:become sent:send brought:bring led:lead spent:spend "
        "found:find saw:see ran:run wrote:write spoke:speak sold:sell built:build drew:draw fell:fall "
        "rose:rise broke:break chose:choose threw:throw kept:keep paid:pay got:get struck:strike "
        "sought:seek fought:fight flew:fly caught:catch bought:buy taught:teach thought:think swore:swear "
        "withdrew:withdraw overtook:overtake"
    ).split()
)
_DAY = "|".join(DAYS)
_MONTH = "|".join(MONTHS) + r"|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\."
TIME = re.compile(
    rf"(?P<lead>(?:,? (?:on|in|since|by|late|early|until|late on|early on))? )"
    rf"(?P<time>(?:last |next |this )?(?:{_DAY})(?: (?:morning|afternoon|evening|night))?"
    rf"|(?:early |late |mid-)?(?:{_MONTH})(?: \d{{1,2}}(?:, \d{{4}})?| (?:of )?\d{{4}})?\b"
    r"|(?<=in )(?:19|20)\d\d"
    r"|(?:last|this|next|earlier this|later this) (?:week|month|year|spring|summer|fall|winter|weekend)"
    r"|yesterday|(?:two|three|four|five|six|several|a few|\d+) (?:days|weeks|months|years) ago)"
)
ANY_TIME = re.compile(
    rf"\b(?:{_DAY}|{_MONTH}|yesterday|today|tomorrow|tonight|night|morning|ago|year|week|month|day|hour"
    r"|decade|century|years|weeks|months|days|hours|decades|centuries|later|earlier|before|after|when"
    r"|while|during|since|until|now"
    r"|recent|recently|soon|then|already|previously|\d{4}|\d{4}s)\b",
    re.I,
)
_SUBJECT = re.compile(
    r"^(?P<subject>(?:(?:The|A|An) (?:[a-z-]+ ){0,3}?[a-z-]+|(?:The )?(?:[A-Z][\w.’'-]+ ?){1,5}?)) "
    r"(?P<verb>[a-z]{3,})\b"
)
_PLACE = re.compile(r"\b(?:in|at|near) (?P<place>(?:the )?[A-Z][\w’'-]+(?:,? [A-Z][\w’'-]+)*)")
_COUNT = re.compile(r"^(?P<n>(?:about |nearly |more than |at least )?(?:\d[\d,.]*|" + "|".join(COUNTS) + r"))"
                    r" (?P<noun>(?:[a-z-]+ )?[a-z]+s|people)\b")  # fmt: skip
_PASSIVE = re.compile(
    r"(?P<n>(?:\d[\d,]*|" + "|".join(COUNTS) + r")) (?P<noun>(?:[a-z-]+ )?(?:[a-z]+s|people)) "
    r"(?P<was>were|have been) "
    r"(?P<verb>[a-z]+ed)\b", re.I)  # fmt: skip
_STOP = re.compile(
    r",(?!\d)|[;:—–“”\"(]"
    r"| (?:and|but|which|who|that|because|as|after|before|while|when|if|where|saying) "
)
_LOOSE = frozenset(
    "He She It They I We You In On At This That These Those But And There One Both Others Their His Her "
    "Its Our My When What If As After Before While Also So Then Now Yet Still Mr Mrs Ms".split()
)


def base_form(verb: str, cased: Counter[str]) -> str | None:
    """The infinitive of a past tense, None where it isn't one ("released" -> "release")."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if not verb.endswith("ed") or len(verb) < 5:
        return None
    stems = [verb[:-1], verb[:-2]] + ([verb[:-3]] if verb[-3] == verb[-4] else [])
    stems += [verb[:-3] + "y"] if verb.endswith("ied") else []
    best = max(stems, key=lambda stem: cased[stem])
    return best if cased[best] >= 3 else None


def ask_about(sentence: str, document: str, pool: Pool, rng: random.Random) -> list[Asked]:
    """Every question that the shape of the sentence gives; `answers` hold the one span."""
    made: list[Asked] = []

    def add(question: str, start: int, end: int) -> None:
        question = re.sub(r"\s+", " ", question).strip(" ,.")
        if (
            4 <= len(question.split()) <= 18
            and end > start
            and not re.search(r"(?:['’]s|its| at| in| to)$", question)
        ):
            made.append(Asked(question + "?", sentence, ((start, end),), document))

    for match in _PASSIVE.finditer(sentence):
        rest = _STOP.split(sentence[match.end() :])[0]
        if not TIME.search(rest):
            add(
                f"How many {match['noun']} {match['was']} {match['verb']}{rest}",
                match.start("n"),
                match.end("n"),
            )
    opening = _SUBJECT.match(sentence)
    verb = base_form(opening["verb"], pool.cased) if opening else None
    if opening is None or verb is None:
        return made
    subject = opening["subject"].strip()
    if subject in ("The", "A", "An") or subject.split()[0] in _LOOSE:
        return made
    if subject.split()[0] in ("The", "A", "An"):
        subject = "the" + subject[subject.index(" ") :]
    offset = opening.end()
    cut = _STOP.search(sentence, offset)
    clause = sentence[offset : cut.start() if cut else len(sentence)].rstrip(".!? ")
    time = TIME.search(clause)
    plain = clause if time is None else clause[: time.start()] + clause[time.end() :]
    short = plain if len(plain.split()) <= 9 else ""
    if time is not None and (short or not plain):
        start = offset + time.start("time")
        add(rng.choice(["When did", "When did", "On what date did" if any(c.isdigit() for c in time["time"])
                        else "What day did" if time["time"].split()[0] in DAYS else "When did"])
            + f" {subject} {verb}{short}", start, offset + time.end("time"))  # fmt: skip
    if opening["subject"][0].isupper() and subject == opening["subject"] and short:
        add(f"Who {opening['verb']}{short}", opening.start("subject"), opening.end("subject"))
    count = _COUNT.match(clause.strip())
    if count and short:
        rest = plain.strip()[count.end() :]
        add(f"How many {count['noun']} did {subject} {verb}{rest}", offset + 1, offset + 1 + len(count["n"]))
    place = _PLACE.search(clause)
    if (
        place
        and pool.kind(place["place"]) == "place"
        and (place.start() > 1 or verb in ("speak", "meet", "arrive"))
    ):
        before = clause[: place.start()]
        if time is None or time.start() > place.start():
            add(
                f"Where did {subject} {verb}{before}",
                offset + place.start("place"),
                offset + place.end("place"),
            )
    whole = cut is None or cut.group() == ","  # a clause cut at a quotation mark is half an answer
    if verb not in ("become", "come", "go") and plain.strip() and whole:
        thing = (clause[: time.start()] if time else clause).strip()
        if re.match(r"(?:the|a|an|his|her|its|their|[A-Z])", thing) and 1 <= len(thing.split()) <= 10:
            start = sentence.index(thing, offset)
            first = pool.find(thing)
            who = bool(first) and first[0].start == 0 and first[0].kind == "person"
            add(f"{'Who' if who else 'What'} did {subject} {verb}", start, start + len(thing))
        elif thing.startswith("with ") and len(thing.split()) <= 7:
            add(f"Who did {subject} {verb} with", offset + clause.index("with ") + 5,
                offset + clause.index("with ") + len(thing))  # fmt: skip
    return made
