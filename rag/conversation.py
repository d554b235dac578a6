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
# Questions that ask nothing without the one before them.
_PREPOSITION = (
    r"(?:in|on|at|for|to|by|with|from|of|about|since|until|before|after|under|according to)"
)
_BARE = re.compile(
    r"^(?:why(?: not)?|when|where|how(?: so| many| much| come| long)?|who|which(?: ones?)?|really"
    rf"|{_PREPOSITION} (?:whom?|what|which|when|where)(?: \w+)?"
    r"|how (?:many|much|long|often)(?: \w+)? (?:a|per|each|every) \w+"
    rf"|(?:what|{AUXILIARY}) .*\b(?:agree|disagree|answer|reply|respond|object)"
    rf"|what {AUXILIARY} (?:they|it) (?:say|think|want|answer|reply|ask))\W*$",
    re.IGNORECASE,
)
_ELSE = re.compile(r"^(?P<wh>who|what|where|which)(?P<else> else)\W*$", re.IGNORECASE)
# Here "that" is what somebody said, not a thing.
_SAID_THAT = re.compile(r"\b(?:said|says|say|think|thinks|happen|happened|mean)\s+that\b", re.I)
_WHAT_ABOUT = re.compile(r"^(?:what|how) about (?P<it>.+?)\W*$", re.IGNORECASE)
_ABOUT = re.compile(
    r"\b(?P<word>about|on|regarding|concerning|of)\s+(?P<it>(?!the same\b)[^?]+?)\s*\?*\s*$", re.I
)
_WH_NOUN = re.compile(
    r"^\W*(?:in |by |for )?(?:what|which|how many|how much)\s+"
    rf"(?P<it>(?!{AUXILIARY}\b)[\w'\u2019-]+"
    rf"(?: (?!(?:{AUXILIARY}|when|if|who)\b)[\w'\u2019-]+){{0,3}})"
    rf"\s+{AUXILIARY}\b",
    re.IGNORECASE,
)
_WHO = re.compile(r"^\W*who\b", re.IGNORECASE)
_A_THING = r"(?P<it>(?:(?:the|a|an|this)\s+|(?-i:[A-Z]))[^?]+?)"
_OBJECTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?!.*\b(?:ask|say|think|want|mention|answer)\W*$)"
        rf"\W*(?:why|when|where|how|who|what)(?: (?!{AUXILIARY}\b)\w+)?\s+{AUXILIARY}\s+{_A_THING}"
        r"(?:\s+(?:\w+ed|do|mean|cost|happen))?\s*\?*$",
        rf"^\W*who\s+(?!{AUXILIARY}\b)\w+\s+{_A_THING}\s*\?*$",
        r"^\W*what\s+(?:is|was|are|were)\s+(?P<it>(?!there\b)[^?]+?)\s*\?*$",
    )
)
# "Who is Jineth Bedoya?": she is the one asked for.
_WHO_IS = re.compile(r"^\W*[Ww]ho\s+(?:is|was)\s+(?P<it>[A-Z][^?]*?)\s*\?*$")
_OF = re.compile(r"^(?P<head>.*\b(?:is|was|are|were) )(?P<one>the [^?]+?)(?P<rest> of [^?]+\?*)$")
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
    raw = _LEAD.sub("", question).strip()
    led = raw != question.strip()
    core = raw[:1].upper() + raw[1:]
    if more := _more(core, before):
        return more
    if _BARE.match(core):
        return f"{core.rstrip('?!. ')}? (about: {before})"
    if swapped := _swap(raw, led, before, names):
        return swapped
    resolved = core
    if _PERSON.search(resolved) and not _named(resolved, names):
        person = _person(before, names, who_answered)
        if person:
            resolved = _PERSON.sub(lambda m: _in_place(person, m), resolved)
    if _THING.search(resolved):
        topic = _topic(before, names)
        if topic and not _SAID_THAT.search(resolved):
            resolved = _THING.sub(lambda m: _in_place(_the(topic), m), resolved, count=1)
        else:
            resolved = f"{resolved} (about: {before})"
    if resolved == core and led and len(_content(core)) <= 2:
        return f"{core} (about: {before})"
    return resolved if resolved != core or led else question


def _more(core: str, before: str) -> str | None:
    """'Who else?': the earlier question once more, with "else" in it."""
    match = _ELSE.match(core)
    if not match:
        return None
    wh, about = match["wh"], _ABOUT.search(before)
    if re.match(rf"\W*{wh}\b(?! else)", before, re.IGNORECASE):
        return re.sub(rf"^\W*{wh}\b", f"{wh} else", before, count=1, flags=re.IGNORECASE)
    if about and wh.casefold() == "who":
        return f"Who else talks about {about['it']}?"
    return f"{core.rstrip('?!. ')}? (about: {before})"


def _person(
    before: str, names: frozenset[str], who_answered: Callable[[str], str | None]
) -> str | None:
    """Whom "he" or "she" means after a question: whom it names, else who answers it."""
    if person := _named(before, names):
        return person
    if match := _WHO_IS.match(before):
        return match["it"]
    return who_answered(before) if _WHO.match(before) else _called(before) or who_answered(before)


def _swap(core: str, led: bool, before: str, names: frozenset[str]) -> str | None:
    """'What about X?', 'And X?': the earlier question with X in the place of its like."""
    match = _WHAT_ABOUT.match(core)
    if not match and not (led and len(core.split()) <= 5 and not _asks(core)):
        return None
    thing = match["it"] if match else core.rstrip("?!. ")
    old = _named(before, names)
    if old and _named(thing, names) and not re.match(rf"{_PREPOSITION}\b", thing):
        return before.replace(old, thing, 1)
    return _put(thing, before) or f"{before.rstrip('?!. ')}: what about {thing}?"


def _put(thing: str, before: str) -> str | None:
    """The earlier question with a thing in the place of what is like it in form, or None."""
    open_end = before.rstrip("?!. ")
    if preposition := re.match(rf"{_PREPOSITION}\b", thing):
        places = [*re.finditer(rf"\b{preposition.group()}\s", open_end)]
        return f"{open_end[: places[-1].start()] if places else open_end + ' '}{thing}?"
    if alike := _alike(thing, open_end):
        return f"{open_end.replace(alike, thing, 1)}?"
    if (of := _OF.match(before)) and thing.startswith("the "):
        return f"{of['head']}{thing}{of['rest']}"
    counted = _WH_NOUN.search(before)
    if counted and thing.islower() and len(thing.split()) <= 2 and not _starts_with_stop(thing):
        return before[: counted.start("it")] + thing + before[counted.end("it") :]
    if about := _ABOUT.search(before):
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
    for pattern in (_WH_NOUN, _ABOUT, *_OBJECTS):
        match = pattern.search(before)
        if match and _content(match["it"]) and not names >= {*_content(match["it"])}:
            return match["it"].strip()
    return None


def _the(topic: str) -> str:
    """The topic with an article, where it reads as a bare noun."""
    words = topic.split()
    named = words[0].endswith(("ing", "'s", "\u2019s")) or words[0].casefold() in STOP
    return topic if named or not words[-1].islower() else f"the {topic}"


def _content(text: str) -> list[str]:
    return [w for w in tokens(text) if w not in STOP]


def _in_place(name: str, pronoun: re.Match[str]) -> str:
    """The name in a pronoun's place; "her" is a possessive where a telling word follows it."""
    word, after = pronoun.group().casefold(), tokens(pronoun.string[pronoun.end() :])[:1]
    of_her = word == "her" and any(w not in STOP for w in after)
    if word not in _POSSESSIVE and not of_her:
        return name
    return f"{name}'" if name.endswith("s") else f"{name}'s"
