"""History and a follow-up to one standalone question, by rules. Pure functions.

What is made here is shown to the person ("understood as: ..."), so it has to read as a question,
and where the rules do not reach it says openly which earlier question it goes on from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from rag.lexicon import AUXILIARY
from rag.words import STOP, tokens

_LEAD = re.compile(r"^\W*(?:and|but|so|then|ok|okay|also|or|well)\b[,\s]*", re.IGNORECASE)
_PERSON = re.compile(r"\b(he|she|him|his|her|hers|himself|herself)\b", re.IGNORECASE)
_GOES_ON = (
    r"(?:is|are|was|were|do|does|did|have|has|had|will|would|can|could|should|happen|cost|mean|in|on"
    r"|by|to|for|from|at|of|and|or|with|about|last|this|next|again|too|being|be|so|when|because)"
)
_THING = re.compile(
    r"\b(?:it|its|they|them|their|theirs|this|those|these|that)\b"
    rf"(?=\s*(?:[?.,!]|$)|\s+{_GOES_ON}\b)"
    r"|\b(?:its|their|them)\b|\b(?:it|they)\b(?=\s+\w+(?:ed|s)?\b)",
    re.IGNORECASE,
)
_POSSESSIVE = frozenset({"his", "its", "their", "theirs", "hers"})
_BARE = re.compile(
    r"^(why(?: not)?|when|where|how(?: so| many| much| come| long)?|who|which(?: ones?)?|by whom"
    r"|since when|really)\W*$",
    re.IGNORECASE,
)
# Here "that" is what somebody said, not a thing.
_SAID_THAT = re.compile(r"\b(?:said|says|say|think|thinks|happen|happened|mean)\s+that\b", re.I)
_WHAT_ABOUT = re.compile(r"^(?:what|how) about (?P<it>.+?)\W*$", re.IGNORECASE)
_ABOUT = re.compile(
    r"\b(?P<word>about|on|regarding|concerning|of)\s+(?P<it>(?!the same\b)[^?]+?)\s*\?*\s*$", re.I
)
_WH_NOUN = re.compile(
    r"^\W*(?:in |by |for )?(?:what|which|how many|how much)\s+"
    rf"(?P<it>(?!{AUXILIARY}\b)[^?]+?)\s+{AUXILIARY}\b",
    re.IGNORECASE,
)
_WHO = re.compile(r"^\W*who\b", re.IGNORECASE)
_OBJECT = re.compile(
    rf"^\W*(?:why|when|where|how|who)\s+{AUXILIARY}\s+"
    r"(?P<it>(?:the|a|an|this)\s+[^?]+?)(?:\s+\w+ed)?\s*\?*$",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:(?:President|Secretary|Senator|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|Judge|Justice|Mayor|Councillor|"
    r"Captain|Minister|Professor)\s+)?[A-Z][\w'\u2019-]+(?:\s+[A-Z][\w'\u2019-]+)*"
)


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
    core = _LEAD.sub("", question).strip()
    led = core != question.strip()
    core = core[:1].upper() + core[1:]
    if _BARE.match(core):
        return f"{core.rstrip('?!. ')}? (about: {before})"
    if swapped := _swap(core, led, before, names):
        return swapped
    resolved = core
    if _PERSON.search(resolved) and not _named(resolved, names):
        person = _named(before, names) or (
            who_answered(before) if _WHO.match(before) else _called(before) or who_answered(before)
        )
        if person:
            resolved = _PERSON.sub(lambda m: _inflect(person, m.group()), resolved)
    if _THING.search(resolved):
        topic = _topic(before, names)
        if topic and not _SAID_THAT.search(resolved):
            resolved = _THING.sub(lambda m: _inflect(_the(topic), m.group()), resolved, count=1)
        else:
            resolved = f"{resolved} (about: {before})"
    if resolved == core and led and len(_content(core)) <= 2:
        return f"{core} (about: {before})"
    return resolved if resolved != core or led else question


def _swap(core: str, led: bool, before: str, names: frozenset[str]) -> str | None:
    """'What about X?', 'And X?': the earlier question with X in the place of its like."""
    match = _WHAT_ABOUT.match(core)
    if not match and not (led and len(core.split()) <= 4 and not _asks(core)):
        return None
    thing = match["it"] if match else core.rstrip("?!. ")
    old = _named(before, names)
    if old and _named(thing, names):
        return before.replace(old, thing, 1)
    if about := _ABOUT.search(before):
        return f"{before[: about.start()]}{about['word']} {thing}?"
    return f"{before.rstrip('?!. ')}: what about {thing}?"


def _asks(text: str) -> bool:
    return bool(re.match(rf"(?:who|what|when|where|why|how|which|whose|{AUXILIARY})\b", text, re.I))


def _named(text: str, names: frozenset[str]) -> str | None:
    """The last person that the text names: a known speaker first, else a capitalised name."""
    found = [
        m.group() for m in _NAME.finditer(text) if m.start() > 0 or names & {*tokens(m.group())}
    ]
    found = [re.sub(r"['\u2019]s$", "", f) for f in found]
    known = [f for f in found if names & {*tokens(f)}]
    return known[-1] if known else None


def _called(text: str) -> str | None:
    """The last name of two capitalised words or more ("the Grey Heron"): a ship is a she too."""
    found = [m.group() for m in _NAME.finditer(text) if m.start() > 0 and " " in m.group()]
    if not found:
        return None
    return f"the {found[-1]}" if f"the {found[-1]}" in text else found[-1]


def _topic(before: str, names: frozenset[str]) -> str | None:
    """The thing that the earlier question was about, in its own words."""
    for pattern in (_WH_NOUN, _ABOUT, _OBJECT):
        match = pattern.search(before)
        if match and _content(match["it"]) and not names >= {*_content(match["it"])}:
            return match["it"].strip()
    return None


def _the(topic: str) -> str:
    """The topic with an article, where it reads as a bare noun."""
    first = topic.split(maxsplit=1)[0]
    bare = first.islower() and not first.endswith("ing") and first not in STOP
    return f"the {topic}" if bare else topic


def _content(text: str) -> list[str]:
    return [w for w in tokens(text) if w not in STOP]


def _inflect(name: str, pronoun: str) -> str:
    """The name in the pronoun's place. "Her" before a noun is not told from "her" alone."""
    if pronoun.casefold() not in _POSSESSIVE:
        return name
    return f"{name}'" if name.endswith("s") else f"{name}'s"
