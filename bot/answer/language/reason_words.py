"""The words that open a reason in a sentence of news, and those beside which they open none; no code."""

from __future__ import annotations

import re

from bot.answer.language.verbs import roots

PLAIN: tuple[tuple[str, float], ...] = (
    (r"because(?: of)?\b|(?:caused|triggered|sparked|prompted|brought (?:on|about)) by\b", 1.0),
    (
        r"(?:due|owing) to\b|as a result of\b|in response to\b|in order (?:to|that)\b|so that\b"
        r"|on account of\b|at the (?:request|urging|insistence|behest) of\b"
        r"|on (?:the )?(?:orders|suspicion|advice) of\b|for (?:lack|fear|want) of\b",
        1.0,
    ),
    (r"on the grounds that\b|in protest (?:at|against|over)\b|for fear (?:of|that)\b", 0.92),
    (r"citing\b|blam\w+(?: it)? on\b|out of (?:fear|concern)\b|(?:attributed|linked) to\b", 0.95),
)
"""Words that open nothing but a reason."""
LENGTH = (
    r"(?:(?:about|nearly|almost|just|only|some|over|more than|less than)\s+)?(?:[\w-]+\s+){1,2}"
    r"(?:minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?)\b"
)
MOMENT = (
    r"(?:(?:last|next|early|late|mid|the|this)[\s-]+)?(?:\d|january|february|march|april|may\b|june|july"
    r"|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day|then\b"
    r"|spring|summer|autumn|winter|weekend)"
)
AFTER = (
    r"(?:(?<!hours )(?<!days )(?<!weeks )(?<!months )(?<!years )(?<!minutes )after"
    rf"|amid|following|in the wake of|in protest)\b(?! (?:{LENGTH}|{MOMENT}|which\b|that\b))"
)
OVER = (
    rf"(?<!take )(?<!took )(?<!taken )(?<!taking )(?<!hand )(?<!handed )(?<!win )(?<!won )(?<!all )"
    rf"(?<!lead )(?<!victory )(?<!control )(?<!power )over (?=\w)"
    rf"(?!the (?:past|last|next|weekend)\b|{LENGTH}|\d)"
)
FOR_DOING = r"for (?:having |not |allegedly )?\w+ing\b|on charges of\b|accused of\b"
FOR = (
    rf"for (?!the (?:first|second|third|last|next|time)\b|\d|{LENGTH}|{MOMENT}|(?-i:[A-Z])"
    r"|(?:him|her|them|it|us|me|you|now|good|example|instance|ever)\b(?! \w+ing))"
)
TO = r"(?<!according )(?<!due )to (?!the\b|an?\b|his\b|her\b|its\b|their\b|be\b)(?=(?-i:[a-z])[a-z]+\b)"
AS = (
    r"(?<!such )(?<!same )(?<!known )as "
    r"(?!an? result|well\b|much\b|many\b|soon\b|long\b|far\b|if\b|of\b|part\b|though\b)"
)
WHEN = r"when (?!(?:asked|he|she|they)\b)(?![^,;.]*\b(?:is|are|was|were|be)\b)"
BREAK = (
    r"\b(?:that|who|which|when|where|while|because|since|before|until"
    r"|but|whose|whom|if|although|though|said|says)\b"
)
ASIDE = re.compile(r",(?!\s+(?:[A-Z\d]|(?:in|on|at)\s))|[;:—“”\"]")
"""A border that no mere place or date makes."""
FRONTED = re.compile(
    r"(?:[A-Z][\w,. ]{0,40}\([^)]*\)\s*[.–—-]+\s*)?"
    r"(?:at|in|during|after|before|when|on|since|while|as|until|despite|although|though|following|if)\s[^,]*,",
    re.I,
)
FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|would|could|can|did|does|do|will|\w{2,}ed)\b", re.I)
NOT_ONLY = re.compile(r"\b(?:ha[sd]|have|first|ever|time|been|longest|biggest|most)\b", re.I)
"""Beside these "since" tells from when on."""
CAUSING = re.compile(
    r"\b(?:ha[sd]\s+)?(?:caused|causes|triggered|prompted|forced|led\s+to|sparked|set\s+off|resulted\s+in"
    r"|brought\s+about)\b(?!\s+by\b)",
    re.I,
)
ASKS_CAUSE = re.compile(
    r"\b(?:what|which)\b[^?]*?\b(?:cause[sd]?|triggered|prompted|sparked|led|brought|made)\b", re.I
)
ASKS_NOT = re.compile(r"\b(?:not|never|no longer|cannot)\b|n['’]t\b|\brefus\w+|\breject\w*|\bdeclin\w+", re.I)
COMPLETED = roots(
    """refuse decline agree decide plan want hope expect try attempt fail begin start continue promise vow
    pledge offer threaten appoint name force ask order tell urge allow permit help need seem appear come
    have get able ready likely set due elect invite persuade encourage require intend mean prepare seek
    aim choose learn manage demand claim decision ability failure refusal opportunity readiness
    willingness supposed scheduled first last only determine lead know right chance time plea bid effort"""
)
"""Words that "to" completes: "refused to lend" does not tell why."""
JUDGING = roots(
    """arrest detain jail imprison sentence convict fine ban suspend punish sanction criticise criticize
    condemn praise thank honour honor award apologise apologize dismiss fire sack sue prosecute execute
    hang expel disqualify reprimand charge book kill attack rebuke censure mock close shut resign try
    remember reward blacklist"""
)
"""Deeds whose "for" tells what for; behind others it tells whose, or to what end."""
QUARRELLING = roots(
    """resign resignation quit protest strike dispute clash argue argument row fight anger angry outrage
    outraged feud quarrel complain complaint split war walk step leave boycott riot demonstrate
    investigate question sanction
    cancel postpone evacuate recall withdraw delay halt ground"""
)
"""Deeds whose "over" tells what about; behind others it tells where or over whom."""
GRANTING = roots("drop withdraw abandon scrap grant agree promise concede cancel reverse yield relent")
"""Deeds by which a side gives in."""
NTH = re.compile(
    r"\b(?:first|(?:last|next)(?!\s+(?:\w+day|week|month|year|night|spring|summer|autumn|winter))|only"
    r"|second|third|few|enough|too)\s+(?:[\w-]+\s+){0,2}$",
    re.I,
)
"""Behind these "to" tells which: "the first woman to coach a club"."""
MOVING = roots(
    "go come travel fly visit trip journey return stop arrive leave meet drive sail walk stay gather"
)
ENDS = re.compile(r"for\s+(?:(?:a|more|new|further|his|her|their|its)\s+)?(?:[a-z-]+\s+)?(\w+)\b", re.I)
GATHERING = roots(
    """talk meeting summit treatment repair maintenance renovation funeral wedding conference exercise
    training cleaning inspection surgery operation holiday work concert ceremony"""
)
NO_VERB = frozenset(
    """school hospital prison court jail church town bed sea power war office work home business college
    university date light life death""".split()
)
ENDING = re.compile(
    r"(?:eral|onal|ical|ntal|rial|cial|tial|ful|ous|(?<!b)less|(?<!e)ed|[aeiou]\w*ing|(?<!ple)ment"
    r"|(?<!men)(?<!ques)tion|ness|ity|[^s]s)$"
)
