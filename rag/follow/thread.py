"""How the record goes on from the turn that the last answer quoted. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.text.terms import stem
from ingest.transcript import Speaker, Turn
from rag.find.exchanges import WHOLE
from rag.find.words import STOP, tokens
from rag.follow.follow_up import parts
from rag.follow.swap import NAME
from rag.question import analyse
from rag.read.lexicon import AUXILIARY, SPEECH, TITLES

# A follow-up is most often answered in the turn quoted last or in so many after it.
BESIDE = 2
# So many turns after the one quoted may hold the reply to it.
REACH = 4
# A shorter reply (words) that names the next speaker hands the question on.
HANDED_ON = 16
_ANSWER = re.compile(r"\b(?:answer|repl[iy]|respon[ds])\w*", re.IGNORECASE)
_TOLD = re.compile(rf"\bwhat {AUXILIARY} .*\btold\W*$", re.IGNORECASE)
_FORM = re.compile(rf"(?:what|{AUXILIARY})\b|how {AUXILIARY} .*{_ANSWER.pattern}", re.IGNORECASE)
_ASKED = re.compile(rf"\b(?:from|to|with|ask|asked|of) (?:the )?(?P<who>{NAME.pattern})")
_TAKEN = SPEECH | frozenset(map(stem, "agree disagree object response still".split()))


@dataclass(frozen=True, slots=True)
class Thread:
    """What a follow-up goes on from: its words as asked, and the turn that the last answer quoted.

    `place` has the transcript's name and the number of the turn.
    """

    asked: str
    place: tuple[str, int]

    def is_beside(self, name: str, number: int) -> bool:
        """Whether a turn is that one, or right behind it."""
        at, first = self.place
        return name == at and first <= number <= first + BESIDE


def reply(question: str, turns: Sequence[Turn], speakers: Sequence[Speaker]) -> Turn | None:
    """The turn that replies, where a follow-up asks for no more than that; else None.

    `turns`: the one that the last answer quoted, and those behind it.
    """
    core, before = parts(question)
    if not before or not turns or not _FORM.match(core):
        return None
    asked = analyse(core, speakers)
    named = {w for name in asked.speakers | asked.about for w in tokens(name)}
    own = {w for w in tokens(core) if w not in STOP | TITLES | named or stem(w) in _TAKEN}
    if not own or not all(stem(w) in _TAKEN for w in own):
        return None
    if asked.speakers and not _TOLD.match(core):
        return _by(asked.speakers, turns, before)
    return _by_another(turns) if _TOLD.match(core) or _ANSWER.search(core) else None


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
