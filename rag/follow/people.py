"""Whom "he" and "she" mean in a follow-up question. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.text.terms import stem
from rag.find.words import STOP, tokens
from rag.follow.swap import ABOUT, NAME, named
from rag.follow.topic import AGENT, content
from rag.read.lexicon import AUXILIARY

PERSON = re.compile(r"\b(he|she|him|his|her|hers|himself|herself)\b", re.IGNORECASE)
_HE = re.compile(r"\b(?:he|him|his|himself)\b", re.IGNORECASE)
_SHE = re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE)
_POSSESSIVE = frozenset({"his", "its", "their", "theirs", "hers"})
# "What did he answer?": he is the one who was asked.
_REPLY = re.compile(r"\b(?:answer|reply|respond)\w*\b", re.IGNORECASE)
_ASKED_OF = re.compile(rf"\b(?:from|to|with|ask|asked)\s+(?P<who>{NAME.pattern})")
# "Did Lind agree with her?", asked after a question about another.
OBJECT = re.compile(
    r"\b(?:(?P<told>about|of|mention)|with|to|for|answer|tell|ask|give|show)"
    r" (?P<who>him|her)(?=\W*$)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(rf"\b{AUXILIARY} (?:the )?$", re.IGNORECASE)
_I = re.compile(r"\bI(?:['\u2019](?:ve|d|ll|m))?(?P<did>(?: [\w'\u2019-]+){1,3})")
_WHO = re.compile(r"^\W*who\b", re.IGNORECASE)
# "Who is Jineth Bedoya?": she is the one asked for.
_WHO_IS = re.compile(r"^\W*[Ww]ho\s+(?:is|was)\s+(?P<it>[A-Z][^?]*?)\s*\?*$")


def may_be_by(question: str, quote: str) -> bool:
    """Whether one who says this may be whom a question means: who did a thing says "I did"."""
    if not _WHO.match(question):
        return True
    acts = {stem(w) for w in content(question)[:1]}
    said = (tokens(m["did"]) for m in _I.finditer(quote))
    return any(acts & {stem(w) for w in words} for words in said)


def taker(
    core: str, before: str, names: frozenset[str], who_answered: Callable[[], str | None]
) -> str:
    """A question that asks nothing but how another was taken, with its person in place.

    Where the answer is asked for, that is the one who was asked.
    """
    if not _REPLY.search(core):
        return people(core, before, names, who_answered)
    asked = _ASKED_OF.search(before)
    return PERSON.sub(asked["who"], core, count=1) if asked else core


def people(
    core: str, before: str, names: frozenset[str], who_answered: Callable[[], str | None]
) -> str:
    """The question with a person in the place of "he", "she", "him", "her"."""
    if PERSON.search(core) and not named(core, names):
        both = _HE.search(core) and _SHE.search(core)
        person = None if both else _person(before, names, who_answered)
        return PERSON.sub(lambda m: in_place(person, m), core) if person else core
    if match := OBJECT.search(core):
        about = ABOUT.search(before)
        told = match["told"] and about and about["it"][0].isupper()
        other = about["it"] if about and told else named(before, names)
        return core[: match.start("who")] + (other or match["who"]) + core[match.end("who") :]
    return core


def _person(
    before: str, names: frozenset[str], who_answered: Callable[[], str | None]
) -> str | None:
    """Whom "he" or "she" means after a question: whom it names, else who answers it."""
    if person := named(before, names):
        return f"the {person}" if f"the {person}" in before else person  # "the Minister"
    if match := _WHO_IS.match(before):
        return match["it"]
    if _WHO.match(before):
        return who_answered()
    if called := _called(before):
        return called
    return None if AGENT.search(before) else who_answered()


def _called(text: str) -> str | None:
    """A name of two capitalised words or more ("the Grey Heron"): a ship is a she too.

    The one of which the question tells, else the last.
    """
    found = [m for m in NAME.finditer(text) if m.start() > 0 and " " in m.group()]
    if not found:
        return None
    subjects = [m for m in found if _SUBJECT.search(text[: m.start()])]
    name = (subjects or found)[-1].group()
    return f"the {name}" if f"the {name}" in text else name


def in_place(name: str, pronoun: re.Match[str]) -> str:
    """The name in a pronoun's place; "her" is a possessive where a telling word follows it."""
    word, after = pronoun.group().casefold(), tokens(pronoun.string[pronoun.end() :])[:1]
    of_her = word == "her" and any(w not in STOP for w in after)
    if word not in _POSSESSIVE and not of_her:
        return name
    return f"{name}'" if name.endswith("s") else f"{name}'s"
