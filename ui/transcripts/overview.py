"""The first look at a transcript, beside its turns: made without a model, each line a link.

Questions to begin with are tried in a thread of their own; until they are, the page says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import streamlit as st

from chats.references import day, shown, who
from ingest.errors import OnRecordError
from ingest.transcript import Transcript, timestamp
from rag.count.look import Asked, Look, Place, Recurring, Talker, look
from rag.find.find import reader_of
from rag.find.retrieve import Index
from rag.suggest import suggestions
from ui.components import script, styles
from ui.transcripts import outcomes, pictures
from ui.transcripts.outcomes import count

_component = st.components.v2.component(
    "on_record_overview", js=script("overview"), css=styles("overview"), isolate_styles=False
)
# Rows of the picture; the table has everybody.
ROWS = 10
# Seconds after which the page looks again whether questions have been found.
AGAIN = 1.0


def show(index: Index, name: str) -> str | None:
    """The first look at a transcript; the question that was clicked, if one was."""
    # A fragment in both cases: else it would be another place of the page, which is drawn anew
    # from nothing, and what is below it would jump.
    again = None if _tried(index, name).done() else AGAIN
    result = st.fragment(_shown if again is None else _waiting, run_every=again)(index, name)
    return str(result) if result else None


def first_question(index: Index, name: str) -> str | None:
    """The first question to begin with, where the transcript was looked at and has one."""
    tried = _tries()[1].get((name, index.held.record(name).version))
    if tried is None or not tried.done() or tried.exception():
        return None
    return next(iter(tried.result()), None)


def _waiting(index: Index, name: str) -> str | None:
    """The same, drawn again until the questions are there."""
    if _tried(index, name).done():
        outcomes.stay()
        st.rerun()
    return _shown(index, name)


def _shown(index: Index, name: str) -> str | None:
    tried = _tried(index, name)
    questions: tuple[str, ...] = ()
    if tried.done():
        questions = () if tried.exception() else tried.result()
    version = index.held.record(name).version
    data = _payload(name, version, index) | {
        "questions": list(questions),
        "pending": not tried.done(),
    }
    asked: str | None = _component(key=f"look-{name}", data=data, on_ask_change=_nothing).ask
    return asked


def _nothing() -> None:
    """A trigger is seen only where somebody listens."""


@st.cache_resource(show_spinner=False)
def _tries() -> tuple[ThreadPoolExecutor, dict[tuple[str, str], Future[tuple[str, ...]]]]:
    return ThreadPoolExecutor(1), {}


def _tried(index: Index, name: str) -> Future[tuple[str, ...]]:
    """The questions of this version of a transcript, as they are being tried."""
    pool, known = _tries()
    key = (name, index.held.record(name).version)
    if key not in known:
        known[key] = pool.submit(_try, index.still(), name, _seen(*key, index))
    return known[key]


def _try(index: Index, name: str, seen: Look) -> tuple[str, ...]:
    try:
        return suggestions(index, name, seen)
    except OnRecordError:  # removed meanwhile: nobody looks at it any more
        return ()


@st.cache_resource(show_spinner=False, max_entries=50)
def _seen(name: str, version: str, _index: Index) -> Look:
    """One version, looked at: a second for an hour of talk."""
    return look(_index.transcript(name), reader_of(_index.library.settings))


@st.cache_data(show_spinner=False, max_entries=50)
def _payload(name: str, version: str, _index: Index) -> dict[str, Any]:
    """What the component draws of one version; text only, never markup."""
    return payload(_index.transcript(name), _seen(name, version, _index))


def payload(transcript: Transcript, seen: Look) -> dict[str, Any]:
    """A first look as plain data."""
    turns = transcript.turns
    names = {t.who: shown(who(t)) for t in turns}

    def at(place: Place) -> dict[str, Any]:
        start = turns[place.turn - 1].start_ms
        time = None if start is None else timestamp(start)
        return {"turn": place.turn, "words": f"{place.start}-{place.end}", "time": time}

    def asked(it: Asked) -> dict[str, Any]:
        said = {"who": names[it.who], "said": it.place.words, "reply": it.reply, "open": it.is_open}
        return said | at(it.place)

    def again(it: Recurring) -> dict[str, Any]:
        return {"text": it.text, "times": it.times} | at(it.place)

    return {
        "name": transcript.name,
        "title": transcript.title,
        "facts": _facts(transcript, seen),
        "order": list(names.values()),
        "talkers": _talkers(transcript, seen, names),
        "axis": pictures.axis(transcript),
        "topics": [
            {"turn": t.first.number, "heading": t.heading}
            | {"said": next((p.text for p in t.sentences), "")}
            | {"time": at(Place(t.first.number, 0, 0, ""))["time"]}
            for t in seen.topics
        ],
        "telling": [{"who": names[by], "said": it.words} | at(it) for by, it in seen.telling],
        "asked": [asked(it) for it in seen.asked],
        "asked_note": _asked_note(seen),
        "names": [again(it) for it in seen.names],
        "figures": [again(it) for it in seen.figures],
    }


def _facts(transcript: Transcript, seen: Look) -> list[str]:
    length = "" if seen.length_ms is None else timestamp(seen.length_ms)
    known = [
        day(transcript.date),
        length,
        f"{seen.words:,} words",
        count(len(transcript.turns), "turn"),
        count(len(seen.talkers), "speaker"),
    ]
    return [fact for fact in known if fact]


def _talkers(transcript: Transcript, seen: Look, names: Mapping[str, str]) -> list[dict[str, Any]]:
    drawn = pictures.bars(transcript)

    def row(place: int, it: Talker) -> dict[str, Any]:
        share = 100 * it.words / max(1, seen.words)
        return {
            "name": names[it.name],
            "words": it.words,
            "turns": it.turns,
            "first": it.first,
            "share": f"{share:.0f}%" if share >= 1 else "<1%",
            "bars": drawn[it.name] if place < ROWS else None,
        }

    return [row(place, it) for place, it in enumerate(seen.talkers)]


def _asked_note(seen: Look) -> str:
    """What is said beside the heading of the questions."""
    if len(seen.asked) == seen.asked_count:
        return ""
    return f"{len(seen.asked)} of {seen.asked_count}"
