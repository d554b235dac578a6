"""Who is meant by a role that no label tells ("the host"), where the talk makes it plain.

It says so ("our guest today is Ann Lee", "I'm your host"), or its shape does: one puts nearly
all the questions, and where only one other says much, that is the guest. Pure functions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.index.passages import asks
from ingest.transcript import Speaker, Transcript, Turn, spoken
from rag.find.exchanges import is_questioner
from rag.words.named import mentioned
from rag.words.tokens import tokens

_ASKS = ("host", "interviewer", "moderator", "presenter")
_IS_ASKED = ("guest", "interviewee", "respondent", "narrator")
_TESTIFIES = ("witness", "deponent")
# "The host country" and "the guest list" are nobody.
_ROLE = re.compile(
    rf"\bthe ({'|'.join((*_ASKS, *_IS_ASKED, *_TESTIFIES))})\b"
    r"(?! (?:box|cells?|cit\w+|countr\w+|famil\w+|house|list|name|nations?|organi[sz]\w+|protection"
    r"|rooms?|server|stand|states?|statements?|system|town)\b)",
    re.IGNORECASE,
)
# So a record of testimony heads what is answered.
_ANSWER = re.compile(r"^(?:a|answer|the witness)\W*$", re.IGNORECASE)
# Who puts the questions puts this share of all, at least so many, in this share of their turns. Of
# 100 talks 28 get one so, 27 rightly; who shares the questions with another is none.
OF_ALL, FEWEST, OF_TURNS = 0.75, 4, 0.1
# Who says less than this share of the words is no guest: somebody who comes in with a cup of tea.
SAYS = 0.05
# People are introduced in the first turns.
INTRODUCED = 12
_OWN = re.compile(
    rf"\bI(?:['\u2019]m| am|['\u2019]ll be| will be)\b[^.?!]{{0,40}}?"
    rf"\b(?:your|the|today['\u2019]s|tonight['\u2019]s) (?:{'|'.join(_ASKS)})\b",
    re.IGNORECASE,
)
_GUEST = re.compile(
    r"\b(?:our|my|today['\u2019]s|tonight['\u2019]s|special) guest\b[^.?!]{0,80}", re.IGNORECASE
)


def roles_in(question: str) -> tuple[str, ...]:
    """The roles by which a question may mean speakers, in order; empty where it names none."""
    return tuple(dict.fromkeys(found.casefold() for found in _ROLE.findall(question)))


def with_roles(roles: Iterable[str], transcript: Transcript) -> tuple[Speaker, ...]:
    """The speakers of a transcript; those plainly meant by a role have it as a name too."""
    speakers = transcript.speakers
    for role in roles:
        meant = _bearers(role, transcript)
        speakers = tuple(
            replace(s, aliases=(*s.aliases, f"The {role.title()}")) if s.name in meant else s
            for s in speakers
        )
    return speakers


def _bearers(role: str, transcript: Transcript) -> set[str]:
    """Names of those meant by a role; none where a label bears it, or where it is not plain."""
    speakers, turns = transcript.speakers, transcript.turns
    if role in _TESTIFIES and (answers := _testifying(turns)):
        return answers
    if any(role in tokens(f"{' '.join(s.names)} {s.role or ''}") for s in speakers):
        return set()
    if role in _TESTIFIES:
        return _replying(turns)
    first = turns[:INTRODUCED]
    if role in _ASKS:
        own = {t.who for t in first if _OWN.search(t.text)}
        return own if len(own) == 1 else _asking(turns)
    return _guests(first, speakers) or _asked(turns)


def _testifying(turns: Sequence[Turn]) -> set[str]:
    """Those whose answers stand below the questions of a record of testimony."""
    answers = {t.who for t in turns if t.label and _ANSWER.match(t.label)}
    return answers if any(map(is_questioner, turns)) else set()


def _replying(turns: Sequence[Turn]) -> set[str]:
    """The one who replies to nearly all questions, where several put them."""
    pairs = [(a.who, b.who) for a, b in pairwise(turns) if a.who != b.who and asks(spoken(a.text))]
    for who, count in Counter(b for _, b in pairs).most_common(1):
        askers = {a for a, b in pairs if b == who}
        if count >= max(FEWEST, OF_ALL * len(pairs)) and len(askers) > 1:
            return {who}
    return set()


def _guests(turns: Iterable[Turn], speakers: Sequence[Speaker]) -> set[str]:
    """Speakers whom somebody else introduces as guests."""
    found = set[str]()
    for turn in turns:
        others = [s for s in speakers if s.name != turn.who]
        for said in _GUEST.finditer(turn.text):
            found |= set(mentioned(tokens(said[0]), others))
    return found


def _asking(turns: Sequence[Turn]) -> set[str]:
    """The one who puts nearly all questions, if there is one and no label is for all who ask."""
    spoke = Counter(t.who for t in turns)
    asked = Counter(t.who for t in turns if asks(spoken(t.text)))
    for who, count in asked.most_common(1):
        enough = count >= max(FEWEST, OF_TURNS * spoke[who], OF_ALL * asked.total())
        if enough and not any(is_questioner(t) for t in turns if t.who == who):
            return {who}
    return set()


def _asked(turns: Sequence[Turn]) -> set[str]:
    """The only one beside who asks who says much."""
    said = Counter[str]()
    for turn in turns:
        said[turn.who] += len(spoken(turn.text).split())
    host = _asking(turns)
    others = {who for who, words in said.items() if words >= SAYS * said.total()} - host
    return others if host and len(others) == 1 else set()
