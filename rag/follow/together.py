"""A follow-up taken apart, together with the questions that it goes on from. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.transcript import Speaker
from rag.asked.intent import IDLE, Intent
from rag.follow.leans import content, is_elliptic
from rag.follow.thread import Thread
from rag.question import Question, analyse
from rag.words.tokens import tokens

# These are asked of a whole record; what goes on from a quotation asks for something at that place.
WHOLE = ("overview", "part", "decision")


def together(thread: Thread, speakers: Sequence[Speaker]) -> Question:
    """The follow-up in its own words, with the terms of those before it marked as earlier ones.

    One without a verb asks what the last question asked, of somebody or something else.
    """
    own, before = analyse(thread.asked, speakers), analyse(" ".join(thread.about), speakers)
    known = {t.word for t in own.terms} | _words(before.speakers | before.about)
    earlier = (replace(t, earlier=True) for t in before.terms if t.word not in known)
    made = replace(own, terms=(*own.terms, *earlier), follows=True)
    who = own.speakers | own.about
    if {*content(thread.asked)} <= _words(who):
        made = replace(made, before=thread.about[-1])
    if not is_elliptic(thread.asked):
        return made
    last = analyse(thread.about[-1], speakers)
    return replace(
        made,
        kind=last.kind,
        head=last.head,
        speech=last.speech,
        speakers=who or last.speakers,
        about=frozenset() if who else last.about,
        reporters=last.reporters and not who,
    )


def as_going_on(asked: Question, before: Intent) -> Question:
    """The follow-up with its intent, where that is clear; `before` is that of the last question."""
    intent = before if is_elliptic(asked.text) else asked.intent
    return replace(asked, intent="fact" if intent in (*WHOLE, *IDLE) else intent)


def _words(names: Iterable[str]) -> set[str]:
    return {word for name in names for word in tokens(name)}
