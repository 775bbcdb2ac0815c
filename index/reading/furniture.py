"""What a line of a news page is by its wording alone: menus, share bars, list headings, notices. Pure.

Every test here looks at one line, and only at short ones, so a damaged page of one endless line costs
nothing. Where a line could be the article's own words it is not furniture: a stray line is a smaller fault
than a lost sentence.
"""

from __future__ import annotations

import re

from index.words import FUNCTION_WORDS, word_set

_LONGEST = 300  # characters; whatever is longer is text
_SENTENCE_END = re.compile(r"[.!?][\"'”’»)\]]*$")
_CUT = re.compile(r"(?:…|\.\.\.)$")
_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")


def _either(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE | re.DOTALL)


# Words that only buttons, menus and share bars stand alone with ...
_BUTTONS = word_set(
    """accept ad ads advert advertise advertisement advertising alerts apps archive audio bluesky bookmark
    bookmarks breadcrumb button cancel caption captions close collapse comment comments contact continue
    cookie cookies copied copy dark digital donate download e-paper edition email enlarge epaper expand
    facebook feed feedback flipboard follow gallery google guest hide instagram join latest leave
    linkedin listen load log login mastodon menu messenger messages more navigation newsletter
    newsletters next notifications open pinterest playing podcast podcasts posts premium print prev
    privacy promoted read reading recommended reddit register related replay reply reprints rss save
    saved scroll search section sections see settings share shares show sidebar sign skip slideshow
    snapchat sponsor sponsored subscribe subscribed subscriber subscription switch telegram threads
    tiktok toggle topics translate trending tumblr tweet twitter video videos view viber visit wechat
    weibo whatsapp youtube zoom"""
)
# ... and words that stand beside them there, and in articles too.
_BESIDE = word_set(
    """a account all and app article articles back by content for gift give go help home image in info just
    language like link live main media mode my new news now of on options our page pages photo photos
    picture pictures play player popular post previous profile pub site stories story support text the
    this to today top up us via watch weather with x your"""
)
_HEADINGS = _either(  # a list of other articles follows
    r"(?:the\s)?(?:most|now)[ -](?:popular|read|viewed|shared|watched|commented|recent|discussed)\b.{0,40}",
    r"(?:top|other|popular|latest|recent|related|similar|featured|sponsored|suggested|promoted|trending"
    r"|breaking|recommended|local|more|next|also|further|our)\s(?:\w+\s){0,2}(?:stor(?:y|ies)|articles?|news"
    r"|headlines|reads?|reading|posts?|topics|content|coverage|videos?|links|pages|picks|from .{1,40})",
    r"(?:trending|popular|latest|just in|recommended|related|sponsored|promoted|must[ -]reads?|headlines)"
    r"(?:\s(?:now|today|for you|this week|right now|on .{1,40}|in .{1,40}|from .{1,40}))?",
    r"more\s(?:from|on|in|about)\s.{1,60}|more\s.{1,40}\s(?:news|stories|headlines|videos)",
    r"(?:read|see|watch|learn|go)\s(?:more|next|also|deeper)|also (?:read|see)|up next",
    r"what to (?:read|watch) next|(?:editor|editors|staff)['’]?s?['’]?\s(?:picks?|choices?)",
    r"(?:you )?(?:may|might|will|['’]ll)(?: also)? (?:like|love|enjoy|be interested in)",
    r"don['’]?t miss|in case you missed it|icymi|keep reading|news in pictures",
    r"in (?:other|this) (?:news|section)",
    r"(?:from )?(?:around|across) the web|from our (?:partners|sponsors|network|archives?)",
    r"elsewhere on .{1,40}",
    r"(?:people|readers|others) (?:also|are) (?:reading|read|viewed)|on this (?:topic|story)",
)
_TAIL = _either(  # tags and share bars below an article
    r"(?:tags?|topics?|related topics|filed under|categories|keywords|comments?|share|reuse this content)"
    r"(?:\s?:.{0,60})?|leave a (?:reply|comment)\b.{0,40}|(?:previous|next) (?:article|post|story)",
    r"(?:share this|explore more|more on (?:this|these))\b.{0,40}",
)
_NETWORKS = (
    "twitter|x|facebook|instagram|threads|google|whatsapp|linkedin|tiktok|bluesky|telegram|youtube|mastodon"
)
_SOLICITING = _either(
    r"(?:click|tap|press) (?:here|to)\b.{0,80}|(?:sign|signed) up (?:for|to|here|now|today)\b.{0,100}",
    r"(?:subscribe|subscribed) (?:to|now|for|today|here)\b.{0,80}|app users click here",
    r"already (?:a )?(?:subscriber|member|have an account|subscribed)\b.{0,40}",
    r"(?:get|download|try|install) (?:the|our) .{0,60}\bapps?\b.{0,20}|we use cookies.{0,120}",
    r"(?:get|receive|join) (?:the|our|your) .{0,60}\b(?:newsletter|inbox|alerts?|channel|briefing)\b.{0,40}",
    rf"follow (?:us|me|our|the|[a-z@]\S*)\b.{{0,60}}\bon (?:{_NETWORKS})\b.{{0,40}}|follow us.{{0,40}}",
    r"follow @\w+(?:\s?follow @\w+){0,5}|find us on .{0,40}|like us on .{0,40}",
    r"join (?:the conversation|the discussion|us on)\b.{0,40}|want .{1,40} in your inbox.{0,80}",
    r"got a (?:news )?tip\b.{0,80}|(?:have|do you have) a (?:story|tip)\b.{0,80}",
)
_PHRASES = _either(
    r"skip to .{1,40}|jump to .{1,40}",
    r"(?:advertisement\s)?(?:article|story) continue[sd] (?:below|after).{0,40}",
    r"(?:advertisement\s)?continue reading (?:below|the|after)\b.{0,40}|scroll (?:down )?(?:to|for) .{1,40}",
    r"(?:see|view|show|load|read|browse) (?:all|more)(?:\s.{1,50})?|see (?:full )?(?:gallery|bio|profile)",
    r"(?:this is an? )?(?:advertisement|advert|ad|sponsored|paid (?:post|content|for))\b.{0,30}",
    r"partner content.{0,30}",
    r"\(?(?:\d+\s)?(?:min(?:ute)?s?|sec)\.?\s(?:read|listen|watch)\)?|\d{1,3} min(?:ute)?s?",
    r"\d+\s?(?:comments?|shares?|views?|likes?|replies)|just now",
    r"(?:tags?|filed under|topics|categories|category|keywords|related topics|in this article|mentioned in)"
    r"(?:\s?:\s?.{0,150})?|slideshow \(\d+ (?:images|photos|slides)\)",
    r"(?:prev|next|image|photo|picture|slide) (?:image )?\d{1,3} (?:of|/) \d{1,3}|\d{1,3} (?:of|/) \d{1,3}",
    r"enlarge this image.{0,120}|hide caption|toggle caption|image (?:source|copyright|caption)[, ].{0,60}",
    r"(?:manage|accept|reject) (?:all )?(?:cookies|preferences|newsletters).{0,40}",
    r"cookie (?:policy|settings|preferences).{0,40}|loading(?:\.{3}|…)?|please wait.{0,20}",
    r"\d+ ?(?:second|minute|min|m|hour|hr|h|day|d|week|month|year)s?(?: and \d+ minutes?)? ago",
    r"this (?:article|story) is more than .{1,20} old|link copied.{0,20}|copy link.{0,20}",
    r"(?:send|share) (?:this|us|your) .{0,60}|listen to (?:this|the) (?:article|story)\b.{0,60}",
    r"add .{1,40} (?:as (?:an? )?(?:interest|preferred source).{0,60}|on google)",
    r"you (?:have|['’]ve) \d+ (?:free )?(?:articles?|stories) (?:left|remaining).{0,40}",
    r"the video (?:player|could not).{0,60}",
    r"(?:home|news|world|sport|sports|business|politics|opinion)(?:\s?[>/›»|]\s?[^>/›»|.]{1,40}){1,6}",
)
_RULE = re.compile(r"[\W_]{1,80}")
_LEGAL = _either(
    r"(?:copyright\b|\(c\)\s|©)\s*(?:©|\(c\))?.{0,60}\b(?:19|20)\d\d\b.*|.*©\s?(?:19|20)\d\d\b.*",
    r".*\ball rights reserved\b.*|republished with permission.{0,100}",
    r"reproduction (?:in whole|without).{0,100}",
    r".*\b(?:this|the) (?:material|article|content|report|story|service)s?.{0,40} (?:may|must) not be"
    r" (?:published|reproduced|broadcast|copied|redistributed|republished).*",
    r".*\bby (?:signing up|subscribing|continuing|clicking|using this site|entering|registering),?"
    r" you (?:agree|accept|consent)\b.*",
    r".{0,60}\b(?:terms of (?:use|service)|terms and conditions|do not sell)\b.{0,60}",
    r".{0,60}\b(?:privacy|cookie) policy\b.{0,60}",
    r".*\bis not responsible for the content of external (?:sites|websites|links).*",
    r".*\b(?:auto-generated|published) from (?:a |an |the )?.{0,40}\b(?:feed|service)\b.*",
)
_LEGAL_HINTS = (  # one of these is in every line that _LEGAL takes; looking for them is quicker
    *("©", "(c)", "copyright", "all rights", "not be", "you agree", "you accept", "you consent", "terms "),
    *(" policy", "permission", "reproduction", "not responsible", "not sell", " from "),
)
_CREDIT = _either(
    r"(?:photo|photograph|photography|image|picture|illustration|graphic|video|credit)s?"
    r"(?: (?:credit|by|copyright|courtesy(?: of)?|source|illustration(?: by)?))?s?\s?[:/].{1,100}",
    r"(?:photo|photograph|photography|image|picture|illustration|video)s?"
    r" (?:by|courtesy(?: of)?|credit|copyright) .{1,80}",
    r"\(?(?:getty(?: images)?|istock|shutterstock|unsplash|file photo|handout|courtesy photo|stock image)\)?",
    r"\(?[^().]{0,60}\b(?:via getty images|getty images|shutterstock|photo/[^().]{1,40}|file photo)\)?",
    r"(?:[^\W\d]\S* ){1,4}(?:/|via) (?:getty|reuters|afp|ap|epa)\b.{0,30}",
    r"©[^.!?/|]{1,60}(?:[./|][^.!?/|]{1,60}){0,3}",
)
_CONTRIBUTED = _either(
    r".{1,160}\b(?:contributed (?:reporting|research|to (?:this|the) (?:report|story|article|piece))"
    r"|reported from|with (?:files|reporting|additional reporting) from)\b.{0,80}",
    r"(?:additional )?(?:reporting|writing|editing|compiled|additional reporting) by .{1,160}",
    r"with (?:files|inputs?|reporting|additional reporting) (?:from|by) .{1,100}|edited by .{1,100}",
)


def words_of(line: str) -> list[str]:
    """Cut a line into words, punctuation left out."""
    return _WORD.findall(line)


def ends_like_sentence(line: str) -> bool:
    """Tell whether a line ends with a mark that ends a sentence; one cut short with "..." does not."""
    return _SENTENCE_END.search(line[-8:]) is not None and _CUT.search(line[-3:]) is None


def is_sentence(line: str, words: int = 12) -> bool:
    """Tell whether a line has that many words or more and ends like a sentence."""
    return ends_like_sentence(line) and len(words_of(line[:400])) >= words


def is_prose(line: str) -> bool:
    """Tell whether a line runs like language, with the small words that menus and name lists lack."""
    words = words_of(line[:400])
    small = sum(word.casefold() in FUNCTION_WORDS for word in words)
    if small >= 2 and 10 * small >= len(words):
        return True
    return len(words) >= 12 and 2 * sum(word[0].islower() for word in words) >= len(words)  # other languages


def is_list_heading(line: str) -> bool:
    """Tell whether a line announces other articles: "Most Popular", "Read more:", "More Sports News"."""
    text = _bare(line)
    return len(text) <= 80 and _HEADINGS.fullmatch(text) is not None


def is_tail_heading(line: str) -> bool:
    """Tell whether a line, below an article, opens what is no part of it: "Tags", "Related Topics"."""
    text = _bare(line)
    return is_list_heading(line) or (len(text) <= 80 and _TAIL.fullmatch(text) is not None)


def is_furniture(line: str) -> bool:
    """Tell whether a line is a button, a menu, a share bar or another fitting of the page."""
    if len(line) > _LONGEST:
        return False
    text = _bare(line)
    if not text or _RULE.fullmatch(text) or is_list_heading(line) or _SOLICITING.fullmatch(text):
        return True
    if _PHRASES.fullmatch(text):
        return not (is_sentence(line) and is_prose(line))
    words = [word.casefold() for word in words_of(text)]
    known = [word for word in words if word in _BUTTONS or word in _BESIDE or word.isdigit()]
    return len(words) <= 20 and len(known) == len(words) and any(word in _BUTTONS for word in words)


def is_legal(line: str) -> bool:
    """Tell whether a line is a copyright line or another legal notice."""
    folded = line[: 3 * _LONGEST + 1].casefold()
    if not any(hint in folded for hint in _LEGAL_HINTS):
        return False
    return len(line) <= 3 * _LONGEST and _LEGAL.fullmatch(line) is not None


def is_credit(line: str) -> bool:
    """Tell whether a line only names who made a picture."""
    return len(line) <= 120 and len(words_of(line)) <= 9 and _CREDIT.fullmatch(line.strip()) is not None


def is_contribution(line: str) -> bool:
    """Tell whether a line only names who helped with the report."""
    line = line.strip("()[]*_—–-• ")
    return len(line) <= _LONGEST and len(words_of(line)) <= 40 and _CONTRIBUTED.fullmatch(line) is not None


def is_capitals(line: str, words: int = 5) -> bool:
    """Tell whether a line of that many words or more is printed in capitals throughout."""
    return len(line) <= _LONGEST and line.isupper() and len(words_of(line)) >= words


def _bare(line: str) -> str:
    """Take off what lists and links put around their words."""
    return line.strip(" \t-–—•*·‣▪►»›>#|_:/[](){}…").strip()
