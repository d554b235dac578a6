"""How the record goes on from the turn that the last answer quoted. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.text.terms import stem
from ingest.transcript import Speaker, Turn
from rag.asked.lexicon import AUXILIARY, SPEECH, TITLES
from rag.find.exchanges import WHOLE
from rag.follow.leans import ANSWER
from rag.follow.thread import Thread
from rag.question import analyse
from rag.words.tokens import STOP, tokens

# So many turns after the one quoted may hold the reply to it.
REACH = 4
# A shorter reply (words) that names the next speaker hands the question on.
HANDED_ON = 16
_TOLD = re.compile(rf"\bwhat {AUXILIARY} .*\btold\W*$", re.IGNORECASE)
# "What did he agree to do?" asks for more than how it was taken.
_FORM = re.compile(
    rf"(?!.*\bto do\b)(?:what|{AUXILIARY})\b|how {AUXILIARY} .*{ANSWER.pattern}", re.IGNORECASE
)
_WHO_SAID = re.compile(r"\W*who\b.*\b(?:that|so|this|it)\W*$", re.IGNORECASE)
_ASKED = re.compile(r"\b(?:from|to|with|ask|asked|of) (?:the )?(?P<who>[A-Z][\w'\u2019. -]+)")
_TAKEN = SPEECH | frozenset(map(stem, "agree disagree object response still".split()))


def reply(thread: Thread, turns: Sequence[Turn], speakers: Sequence[Speaker]) -> Turn | None:
    """The turn that replies, where a follow-up asks for no more than that; else None.

    `turns`: the one that the last answer quoted, and those behind it.
    """
    core = thread.asked
    if not turns or not _FORM.match(core):
        return None
    asked = analyse(core, speakers)
    named = {w for name in asked.speakers | asked.about for w in tokens(name)}
    if not _is_taken(core, named):
        return None
    if asked.speakers and not _TOLD.match(core):
        return _by(asked.speakers, turns, thread.about[-1])
    return _by_another(turns) if _TOLD.match(core) or ANSWER.search(core) else None


def asks_who_said(thread: Thread) -> bool:
    """Whether it asks no more than whose words were quoted: "Who said that?"."""
    return bool(_WHO_SAID.match(thread.asked)) and _is_taken(thread.asked, set())


def _is_taken(core: str, named: set[str]) -> bool:
    """Whether its words tell no more than how, and by whom, something was taken."""
    own = {w for w in tokens(core) if w not in STOP | TITLES | named or stem(w) in _TAKEN}
    return bool(own) and all(stem(w) in _TAKEN for w in own)


def _by(who: frozenset[str], turns: Sequence[Turn], before: str) -> Turn | None:
    """The next turn by one of these; the first, unless it is what they had asked or said."""
    first = turns[0]
    replied = first.who in who and _asked_of(first, before)
    later = turns[not replied : REACH + 1]
    return next((t for t in later if t.who in who and len(t.text.split()) >= WHOLE), None)


def _asked_of(turn: Turn, before: str) -> bool:
    """Whether the earlier question has the speaker of a turn asked: "What did Voss ask Lind?"."""
    people = [match["who"] for match in _ASKED.finditer(before)]
    return any(set(tokens(p)) & set(tokens(turn.who)) - TITLES for p in people)


def _by_another(turns: Sequence[Turn]) -> Turn | None:
    """The first of some length by another voice, or the one that it hands the question on to."""
    others = [t for t in turns[1 : REACH + 1] if t.who != turns[0].who]
    found = [t for t in others if len(t.text.split()) >= WHOLE] or others
    if len(found) > 1 and _hands_on(found[0], found[1]):
        return found[1]
    return found[0] if found else None


def _hands_on(turn: Turn, to: Turn) -> bool:
    """Whether a brief turn names the next speaker: "I'll bring in Dr Tamm."."""
    brief = len(turn.text.split()) < HANDED_ON
    return brief and bool(({*tokens(turn.text)} & {*tokens(to.who)}) - TITLES - STOP)
