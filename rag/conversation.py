"""History and a follow-up to one standalone question, by rules. Pure functions.

What is made here is shown to the person ("understood as: ..."), so it has to read as a question,
and where the rules do not reach it says openly which earlier question it goes on from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from rag.lexicon import AUXILIARY
from rag.swap import ABOUT, NAME, PREPOSITION, WH_NOUN, more, named, swap
from rag.words import STOP, tokens

_LEAD = re.compile(r"^\W*(?:and|but|so|then|ok|okay|also|or|well)\b[,\s]*", re.IGNORECASE)
_PERSON = re.compile(r"\b(he|she|him|his|her|hers|himself|herself)\b", re.IGNORECASE)
_GOES_ON = (
    r"(?:is|are|was|were|do|does|did|have|has|had|will|would|can|could|should|happen|cost|mean|in|on"
    r"|by|to|for|from|at|of|and|or|with|about|last|this|next|again|too|being|be|so|when|because"
    r"|more|less|enough|true|right|correct)"
)
_THING = re.compile(
    r"\b(?:it|its|they|them|their|theirs|this|those|these|that)\b"
    rf"(?=\s*(?:[?.,!]|$)|\s+{_GOES_ON}\b)"
    r"|\b(?:its|their|them)\b|\b(?:it|they)\b(?=\s+\w+(?:ed|s)?\b)",
    re.IGNORECASE,
)
_ONE = re.compile(r"(?:it|its|this|that)\b", re.IGNORECASE)
_MANY = re.compile(r"^[a-z].*[^siu]s$")
_POSSESSIVE = frozenset({"his", "its", "their", "theirs", "hers"})
# Questions that ask nothing without the one before them.
_BARE = re.compile(
    r"^(?:why(?: not)?|when|where|how(?: so| many| much| come| long)?|who|which(?: ones?)?|really"
    rf"|{PREPOSITION} (?:whom?|what|which|when|where)(?: \w+)?"
    r"|how (?:many|much|long|often)(?: \w+)? (?:a|per|each|every) \w+"
    rf"|(?:what|{AUXILIARY}) .*\b(?:agree|disagree|answer|reply|respond|object)"
    r"|who (?:said|says|asked|asks) (?:so|it|this)"
    rf"|what {AUXILIARY} (?:they|it) (?:say|think|want|answer|reply|ask))\W*$",
    re.IGNORECASE,
)
# "What did he answer?": he is the one who was asked.
_REPLY = re.compile(r"\b(?:answer|reply|respond)\w*\b", re.IGNORECASE)
_ASKED_OF = re.compile(rf"\b(?:from|to|with|ask|asked)\s+(?P<who>{NAME.pattern})")
# "Did Lind agree with her?", asked after a question about another.
_OBJECT = re.compile(
    r"\b(?:(?P<told>about|of|mention)|with|to|for|answer) (?P<who>him|her)(?=\W*$)", re.IGNORECASE
)
# Here "that" is what somebody said, not a thing.
_SAID_THAT = re.compile(r"\b(?:said|says|say|think|thinks|happen|happened|mean)\s+that\b", re.I)
_WHO = re.compile(r"^\W*who\b", re.IGNORECASE)
_A_THING = (
    r"(?P<it>(?:the|a|an|this)\s+[^?]+?|(?-i:[A-Z])[\w'\u2019-]*(?:\s+(?-i:[A-Z])[\w'\u2019-]*)*)"
)
# The beginning of a question with a thing, and no question of what somebody said of it.
_ASKS = (
    r"^(?!.*\b(?:ask|say|think|want|mention|answer)\W*$)"
    rf"\W*(?:why|when|where|how|who|what)(?: (?!{AUXILIARY}\b)\w+){{0,2}}"
)
_OBJECTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_ASKS} (?:is|are|was|were)\s+{_A_THING}(?:\s+\w+(?:ed|ing))?\s*\?*$",
        rf"^\W*who\s+(?!{AUXILIARY}\b)\w+\s+{_A_THING}\s*\?*$",
    )
)
# "How did the crew of the Gull fare?": behind other verbs the thing is followed by what it does.
_DOES = re.compile(
    rf"{_ASKS}\s+{AUXILIARY}\s+(?P<it>(?:(?:the|a|an|this)\s+)?(?:[\w'\u2019-]+\s+)?[\w'\u2019-]+"
    r"(?:\s+of(?:\s+the)?(?:\s+[\w'\u2019-]+){1,2})?)\s+(?-i:[a-z])\w*(?:[^\Ws]|ss)\s*\?*$",
    re.IGNORECASE,
)
_WHAT_IS = re.compile(
    r"^\W*what\s+(?:is|was|are|were)\s+(?P<it>(?!there\b)[^?]+?)(?: called| named)?\s*\?*$",
    re.IGNORECASE,
)
# "Who is Jineth Bedoya?": she is the one asked for.
_WHO_IS = re.compile(r"^\W*[Ww]ho\s+(?:is|was)\s+(?P<it>[A-Z][^?]*?)\s*\?*$")


def standalone(
    question: str,
    history: Sequence[str],
    speakers: Iterable[str] = (),
    who_answered: Callable[[str], str | None] = lambda _: None,
) -> str:
    """The question as it would be asked without what came before it.

    `history`: the earlier questions, oldest first. `speakers`: names by which speakers are called.
    `who_answered` gives the speaker who answers a question; it is asked only when "he" or "she"
    stands for nobody whom a question named.
    """
    if not history:
        return question
    names = frozenset(w for s in speakers for w in tokens(s) if w not in STOP and len(w) > 2)
    before = standalone(history[-1], history[:-1], speakers, who_answered)
    return _rewrite(question, before, names, who_answered)


def _rewrite(
    question: str,
    before: str,
    names: frozenset[str],
    who_answered: Callable[[str], str | None],
) -> str:
    raw = _LEAD.sub("", question).strip()
    led = raw != question.strip()
    core = raw[:1].upper() + raw[1:]
    if _BARE.match(core):
        asked = _ASKED_OF.search(before)
        if asked and _REPLY.search(core):
            core = _PERSON.sub(asked["who"], core, count=1)
        return _going_on(core, before)
    if instead := more(core, before) or swap(raw, led, before, names):
        return instead
    thing = _THING.search(core)
    topic = _topic(before, names, one=bool(thing and _ONE.match(thing.group())))
    if thing and (not topic or _SAID_THAT.search(core)):
        return _going_on(core, before)
    resolved = _people(core, before, names, who_answered)
    if topic:
        resolved = _THING.sub(lambda m: _in_place(_the(topic), m), resolved, count=1)
    if resolved == core and led and len(_content(core)) <= 2:
        return _going_on(core, before)
    return resolved if resolved != core or led else question


def _going_on(core: str, before: str) -> str:
    """The question as it is, with the one that it goes on from."""
    return f"{core.rstrip('?!. ')}? (about: {before})"


def _people(
    core: str, before: str, names: frozenset[str], who_answered: Callable[[str], str | None]
) -> str:
    """The question with a person in the place of "he", "she", "him", "her"."""
    if _PERSON.search(core) and not named(core, names):
        person = _person(before, names, who_answered)
        return _PERSON.sub(lambda m: _in_place(person, m), core) if person else core
    if match := _OBJECT.search(core):
        about = ABOUT.search(before)
        told = match["told"] and about and about["it"][0].isupper()
        other = about["it"] if about and told else named(before, names)
        return core[: match.start("who")] + (other or match["who"]) + core[match.end("who") :]
    return core


def _person(
    before: str, names: frozenset[str], who_answered: Callable[[str], str | None]
) -> str | None:
    """Whom "he" or "she" means after a question: whom it names, else who answers it."""
    if person := named(before, names):
        return person
    if match := _WHO_IS.match(before):
        return match["it"]
    return who_answered(before) if _WHO.match(before) else _called(before) or who_answered(before)


def _called(text: str) -> str | None:
    """The last name of two capitalised words or more ("the Grey Heron"): a ship is a she too."""
    found = [m.group() for m in NAME.finditer(text) if m.start() > 0 and " " in m.group()]
    if not found:
        return None
    return f"the {found[-1]}" if f"the {found[-1]}" in text else found[-1]


def _topic(before: str, names: frozenset[str], one: bool) -> str | None:
    """The thing that the earlier question was about, in its own words; `one`: no plural."""
    for pattern in (WH_NOUN, _WHAT_IS, _DOES, ABOUT, *_OBJECTS):
        match = pattern.search(before)
        last = match["it"].split()[-1] if match else ""
        if not match or last.casefold() in STOP or (one and _MANY.search(last)):
            continue
        if _content(match["it"]) and not names >= {*_content(match["it"])}:
            return match["it"].strip()
    return None


def _the(topic: str) -> str:
    """The topic with an article, where it reads as a bare noun."""
    words = topic.split()
    whole = words[0].endswith(("ing", "'s", "\u2019s")) or words[0].casefold() in STOP
    return topic if whole or not words[-1].islower() else f"the {topic}"


def _content(text: str) -> list[str]:
    return [w for w in tokens(text) if w not in STOP]


def _in_place(name: str, pronoun: re.Match[str]) -> str:
    """The name in a pronoun's place; "her" is a possessive where a telling word follows it."""
    word, after = pronoun.group().casefold(), tokens(pronoun.string[pronoun.end() :])[:1]
    of_her = word == "her" and any(w not in STOP for w in after)
    if word not in _POSSESSIVE and not of_her:
        return name
    return f"{name}'" if name.endswith("s") else f"{name}'s"
