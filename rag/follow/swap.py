"""Short follow-ups put in the place of their like: "And Lind?", "What about Plan B?", "Who else?".

Pure functions over the words of the follow-up and of the question before it.
"""

from __future__ import annotations

import re

from rag.find.words import STOP, tokens
from rag.follow.follow_up import going_on
from rag.read.lexicon import AUXILIARY

PREPOSITION = (
    r"(?:in|on|at|for|to|by|with|from|of|about|since|until|before|after|under|according to)"
)
_EDGES = frozenset("first last most least".split())
_ELSE = re.compile(r"^(?P<wh>who|what|where|which)(?: else)\W*$", re.IGNORECASE)
_WHAT_ABOUT = re.compile(r"^(?:what|how) about (?P<it>.+?)\W*$", re.IGNORECASE)
ABOUT = re.compile(
    r"\b(?P<word>about|on|regarding|concerning|of)\s+(?P<it>(?!the same\b)[^?]+?)\s*\?*\s*$", re.I
)
WH_NOUN = re.compile(
    r"^\W*(?:in |by |for )?(?:what|which|how many|how much)\s+"
    rf"(?P<it>(?!{AUXILIARY}\b)[\w'\u2019-]+"
    rf"(?: (?!(?:{AUXILIARY}|when|if|who)\b)[\w'\u2019-]+){{0,3}})"
    rf"\s+{AUXILIARY}\b",
    re.IGNORECASE,
)
_OF = re.compile(r"^(?P<head>.*\b(?:is|was|are|were) )(?P<one>the [^?]+?)(?P<rest> of [^?]+\?*)$")
NAME = re.compile(
    r"(?:(?:President|Secretary|Senator|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|Judge|Justice|Mayor|Councillor|"
    r"Captain|Minister|Professor)\s+)?[A-Z][\w'\u2019-]+(?:\s+[A-Z][\w'\u2019-]+)*"
)


def more(core: str, before: str) -> str | None:
    """'Who else?': the earlier question once more, with "else" in it."""
    match = _ELSE.match(core)
    if not match:
        return None
    wh, about = match["wh"], ABOUT.search(before)
    if re.match(rf"\W*{wh}\b(?! else)", before, re.IGNORECASE):
        return re.sub(rf"^\W*{wh}\b", f"{wh} else", before, count=1, flags=re.IGNORECASE)
    if about and wh.casefold() == "who":
        return f"Who else talks about {about['it']}?"
    return going_on(core, before)


def swap(core: str, led: bool, before: str, names: frozenset[str]) -> str | None:
    """'What about X?', 'And X?': the earlier question with X in the place of its like."""
    match = _WHAT_ABOUT.match(core)
    if not match and not (led and len(core.split()) <= 5 and not _asks(core)):
        return None
    thing = match["it"] if match else core.rstrip("?!. ")
    old, (who, word, topic) = named(before, names), _parted(thing)
    if old and named(who, names) and not re.match(rf"{PREPOSITION}\b", thing):
        made = before.replace(old, who, 1)
        return _put(f"{word} {topic}", made) if topic else made
    return _put(thing, before) or f"{before.rstrip('?!. ')}: what about {thing}?"


def _parted(thing: str) -> tuple[str, str, str]:
    """'Lind about the eels': who, the preposition, and on what."""
    match = re.fullmatch(r"(?P<who>.+?) (?P<word>about|on) (?P<topic>.+)", thing)
    return (match["who"], match["word"], match["topic"]) if match else (thing, "", "")


def _put(thing: str, before: str) -> str | None:
    """The earlier question with a thing in the place of what is like it in form, or None."""
    open_end = before.rstrip("?!. ")
    if preposition := re.match(rf"{PREPOSITION}\b", thing):
        places = [*re.finditer(rf"\b{preposition.group()}\s", open_end)]
        return f"{open_end[: places[-1].start()] if places else open_end + ' '}{thing}?"
    if alike := _alike(thing, open_end):
        return f"{open_end.replace(alike, thing, 1)}?"
    if thing in _EDGES and (edges := [w for w in open_end.split() if w in _EDGES]):
        return f"{open_end.replace(edges[-1], thing)}?"
    if thing[0].isupper() and (named := [m for m in NAME.finditer(before) if m.start() > 0]):
        return before[: named[-1].start()] + thing + before[named[-1].end() :]
    if (of := _OF.match(before)) and thing.startswith("the "):
        return f"{of['head']}{thing}{of['rest']}"
    counted = WH_NOUN.search(before)
    if counted and thing.islower() and len(thing.split()) <= 2 and not _starts_with_stop(thing):
        return before[: counted.start("it")] + thing + before[counted.end("it") :]
    if about := ABOUT.search(before):
        return f"{before[: about.start()]}{about['word']} {thing}?"
    return None


def _starts_with_stop(thing: str) -> bool:
    return thing.partition(" ")[0] in STOP


def _alike(thing: str, before: str) -> str | None:
    """Words of the earlier question that have one with the thing in common: "Plan A", "Plan B"."""
    size, words = len(thing.split()), before.split()
    for at in range(len(words) - size + 1):
        phrase = words[at : at + size]
        same = [a for a, b in zip(phrase, thing.split(), strict=True) if a == b]
        if size > 1 and phrase != thing.split() and any(w.casefold() not in STOP for w in same):
            return " ".join(phrase)
    return None


def _asks(text: str) -> bool:
    return bool(re.match(rf"(?:who|what|when|where|why|how|which|whose|{AUXILIARY})\b", text, re.I))


def named(text: str, names: frozenset[str]) -> str | None:
    """The last person that the text names: a known speaker first, else a capitalised name."""
    found = [
        m.group() for m in NAME.finditer(text) if m.start() > 0 or names & {*tokens(m.group())}
    ]
    found = [re.sub(r"['\u2019]s$", "", f) for f in found]
    known = [f for f in found if names & {*tokens(f)}]
    return known[-1] if known else None
