"""The thing that a question is about, for which "it" or "they" may stand in the next one.

Pure functions. A thing is taken whole or not at all: half a name reads worse than the pronoun.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ingest.text.terms import stem
from rag.find.words import STOP, tokens
from rag.follow.swap import ABOUT, WH_NOUN
from rag.read.lexicon import AUXILIARY, GENERIC, TITLES

_ONE = re.compile(r"(?:it|its|this|that)\b", re.IGNORECASE)
# A crew is no plural, and yet "how many of them" may be asked.
_OF_THEM = re.compile(r"\bof (?:them|these|those)\b", re.IGNORECASE)
_MANY = re.compile(r"(?!.*[siu]s$).*s$|(?:.*wo)?men$|people$|children$")
_A_THING = (
    r"(?P<it>(?:the|a|an|this)\s+[^?]+?|(?-i:[A-Z])[\w'\u2019-]*(?:\s+(?-i:[A-Z])[\w'\u2019-]*)*)"
)
# The beginning of a question with a thing, and no question of what somebody said of it.
_ASKS = (
    r"^(?!.*\b(?:ask|say|think|want|mention|answer)\W*$)\W*(?:(?:in|on|at|by|since|until) )?"
    rf"(?:why|when|where|how|who|what|which)(?: (?!{AUXILIARY}\b)\w+){{0,2}}"
)
_DONE = (
    r"(?:\w+(?:ed|ing)|built|held|made|found|paid|kept|sold|lost|told|left|sent|spent|taken|given"
    r"|written|chosen|known|shown|born|won|brought|bought|caught|taught|driven|broken|stolen|drawn"
    r"|flown|grown|thrown|done|seen|laid|gone|come|begun|sunk|bound|worn|dealt|meant)"
)
_NOT_DOING = r"(?:today|now|here|there|again|tonight|yesterday|tomorrow|first|last|next|most|best)"
_STATES = r"(?:due|ready|open|over|full|empty|free|alive|dead|available|safe)"
_STATE = r"(?:is|are|was|were|has|have|had)"
_WORD = r"[\w'\u2019-]+"
_OBJECTS = (
    # "Who moved the motion?"
    re.compile(rf"^\W*(?:who|what)\s+(?!{AUXILIARY}\b)\w+\s+{_A_THING}\s*\?*$", re.IGNORECASE),
    # "How high is the tower?"; behind "why" stands what is said of the thing too.
    re.compile(
        rf"(?!\W*(?:why|how (?:is|are|was|were))\b){_ASKS} (?:is|are|was|were)\s+{_A_THING}"
        rf"(?:\s+(?:{_DONE}|{_STATES}))?\s*\?*$",
        re.IGNORECASE,
    ),
)
# "How did the crew of the Gull fare?": behind other verbs the thing is followed by what it does,
# behind "is" and "has" by what is done to it.
_DOES = re.compile(
    rf"{_ASKS}\s+(?:(?P<state>{_STATE})|(?!{_STATE}\b){AUXILIARY})\s+"
    rf"(?P<it>(?:(?:the|a|an|this)\s+)?(?:{_WORD}\s+)?{_WORD}(?:\s+of(?:\s+the)?(?:\s+{_WORD}){{1,2}})?)"
    rf"\s+(?!{_NOT_DOING}\W)(?(state){_DONE}|(?-i:[a-z])\w*(?:[^\Ws]|ss))\s*\?*$",
    re.IGNORECASE,
)
_WHAT_IS = re.compile(
    r"^\W*what\s+(?:is|was|are|were)\s+"
    rf"(?P<it>(?!(?:there|said|(?!\w+ing\b){_DONE})\b)[^?]+?)"
    r"(?: called| named| about| for| like)?\s*\?*$",
    re.IGNORECASE,
)
_SAID_OF = re.compile(r"\b(?:about|regarding|concerning)\s+(?P<it>[^?]+?)\s*\?*$", re.IGNORECASE)
# "What kind of light", "the name of the firm": it is the light, the firm.
_CLASS = re.compile(r"^(?:the )?(?:kinds?|sorts?|types?|names?|numbers?|amount) of ", re.IGNORECASE)
_OFFICE = "|".join(sorted(TITLES - {"of", "the"}))
# "The record holder", "the mayor": whom a question tells of, though it gives no name.
AGENT = re.compile(
    rf"\b{AUXILIARY} (?:the|a|an) (?:[\w'\u2019-]+ ){{0,2}}(?:\w+(?:er|or|ist|man)|{_OFFICE})\b"
)
_TELLER = re.compile(
    rf"\b{AUXILIARY} the (?:\w+ )?(?P<it>[a-z]\w*) (?:say|tell|show|mention|report|state)\b"
)
_ARTICLES = frozenset({"the", "a", "an"})
_TELLS = re.compile(rf"\b(?:{AUXILIARY}|about)\b")
# "And how much is it in Brune?": the place that is named now takes that of the other.
_WHERE = re.compile(r" (?P<at>in|for|at) [\w'\u2019-]+\W*$")
_AFTER_HEAD = re.compile(r" (?:of|in|at|for|with|on|to|from|by|about)\b")
# "What share of sales goes to Brune?"
_GOES = re.compile(r"^(?!(?:the|a|an|this|that)\b).* (?:to|from|by)\b")
_NO_TOPIC = re.compile(
    r"(?:who|what|when|where|why|how|which|whether|if)\b|\w+day\b|(?:the )?\d", re.IGNORECASE
)


def topic_of(before: str, names: frozenset[str], thing: re.Match[str]) -> str | None:
    """The thing that the earlier question was about, in its own words, of the pronoun's number."""
    one, of_them = bool(_ONE.match(thing.group())), bool(_OF_THEM.search(thing.string))
    for pattern in (WH_NOUN, _WHAT_IS, _DOES, _OBJECTS[0], _SAID_OF, ABOUT, _OBJECTS[1]):
        match = pattern.search(before)
        topic = _CLASS.sub("", match["it"].strip()).strip() if match else ""
        if not content(topic) or names >= {*content(topic)}:
            continue
        words, head = topic.split(), _AFTER_HEAD.split(topic)[0].split()[-1]
        many = bool(_MANY.match(head))
        if head.islower() and (one if many else not (one or of_them)):
            continue
        if words[-1].casefold() in STOP or _NO_TOPIC.match(topic) or _TELLS.search(topic):
            continue
        if _has_verb(words) or (one and pattern in (_SAID_OF, ABOUT) and _has_rival(before)):
            continue
        if pattern is ABOUT and words[0][0].islower() and _GOES.search(topic):
            continue
        if one and len(words) == 1 and stem(head) in GENERIC:  # "in which year"
            continue
        here, there = _WHERE.search(thing.string[thing.end() :]), _WHERE.search(topic)
        if here and there and here["at"] == there["at"]:
            topic = topic[: there.start()]
        return _with_article(topic) if pattern is WH_NOUN or of_them else topic
    return None


def _has_rival(before: str) -> bool:
    """Whether a thing tells of another: "What does the book say about the move? Who wrote it?"."""
    teller = _TELLER.search(before)
    return bool(teller and not _MANY.match(teller["it"]) and not AGENT.search(before))


def _has_verb(words: list[str]) -> bool:
    """Whether an article stands behind a telling word: "bread cost the firm" is no thing."""
    pairs = pairwise(words)
    return any(b in _ARTICLES and a.casefold() not in STOP and a[-3:] != "ing" for a, b in pairs)


def _with_article(topic: str) -> str:
    """The topic with an article, where it reads as a bare noun."""
    words = topic.split()
    whole = words[0].endswith(("'s", "\u2019s")) or words[0].casefold() in STOP
    return topic if whole or not words[-1].islower() else f"the {topic}"


def content(text: str) -> list[str]:
    """The words of a text that are no function words."""
    return [w for w in tokens(text) if w not in STOP]
