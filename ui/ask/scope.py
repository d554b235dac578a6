"""What a question is limited to: transcripts, tags, speakers and dates, chosen beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import partial

import streamlit as st

from chats.exchange import Scope
from chats.references import called
from ingest.store.records import Record
from rag.find.retrieve import Index
from ui.chats import shelf
from ui.markdown import plain

NAMED = 2  # transcripts that are named beside a speaker; of more the count
_LISTS = ("collections", "transcripts", "tags", "speakers")


def choose(index: Index, at: str = "") -> None:
    """The scope in force, as buttons that say what it is and open to change it.

    `at` stands before the widgets' keys, as there can be several such rows.
    """
    records = index.records
    held = shelf.collections(index)
    groups = _kept(f"{at}collections", held)
    own = _kept(f"{at}transcripts", records)
    known = tags(records.values())
    marked = set(_kept(f"{at}tags", known))
    chosen = [*own, *(t for g in groups for t in held[g].transcripts if t in records)] or records
    left = [records[name] for name in chosen]
    left = [r for r in left if not marked or marked & {*r.corrections.tags}]
    people = speakers(left)
    heard = _kept(f"{at}speakers", people)
    with st.container(horizontal=True, vertical_alignment="center", key=f"{at}scope"):
        st.caption("Looking in", width="content")
        names = [held[g].name for g in groups] + [records[n].title for n in own]
        names += [f"tagged {tag}" for tag in known if tag in marked]
        with st.popover(_label(names, "transcript")):
            if held:
                st.multiselect(
                    "These collections",
                    list(held),
                    key=f"{at}collections",
                    format_func=lambda c: held[c].name,
                    placeholder="No collection",
                    persist_state="session",
                )
            st.multiselect(
                "And these transcripts" if held else "Only these transcripts",
                list(records),
                key=f"{at}transcripts",
                format_func=lambda name: records[name].title,
                placeholder="No transcript" if groups else "All transcripts",
                persist_state="session",
            )
            if known:
                st.multiselect(
                    "Only with one of these tags",
                    known,
                    key=f"{at}tags",
                    placeholder="Any tags or none",
                    persist_state="session",
                )
            for told in (held[g] for g in groups if held[g].instructions):
                st.caption(f"Standing instructions of {plain(told.name)}:")
                st.caption(plain(told.instructions))
        with st.popover(_label([called(name) for name in heard], "speaker")):
            st.multiselect(
                "Only these speakers",
                people,
                key=f"{at}speakers",
                format_func=partial(_called_in, left),
                placeholder="All speakers",
                help="A name that several transcripts have is heard in each of them. Where it is "
                "somebody else in each, choose the transcript as well.",
                persist_state="session",
            )
        _dates(records.values(), at)


def chosen(at: str = "") -> Scope:
    """What the row at `at` says now."""
    held = {name: tuple(st.session_state.get(f"{at}{name}") or ()) for name in _LISTS}
    days = (st.session_state.get(f"{at}{key}") for key in ("since", "until"))
    since, until = (day.isoformat() if isinstance(day, date) else None for day in days)
    return Scope(**held, since=since, until=until)


def prefill(at: str, scope: Scope) -> None:
    """Let the row at `at` begin with this scope."""
    for name in _LISTS:
        st.session_state[f"{at}{name}"] = list(getattr(scope, name))
    for key, day in (("since", scope.since), ("until", scope.until)):
        st.session_state[f"{at}{key}"] = date.fromisoformat(day) if day else None


def speakers(records: list[Record]) -> list[str]:
    """The speakers of these transcripts, each once, by name."""
    return sorted({s.name for record in records for s in record.speakers})


def _called_in(records: Sequence[Record], speaker: str) -> str:
    """A speaker as the list shows them, with the transcripts where it is more than one.

    "The Witness" of six depositions is six people under one name.
    """
    titles = [r.title for r in records if speaker in (s.name for s in r.speakers)]
    if len(titles) < 2:
        return called(speaker)
    more = f" and {len(titles) - NAMED} more" if len(titles) > NAMED else ""
    return f"{called(speaker)} ({', '.join(titles[:NAMED])}{more})"


def tags(records: Iterable[Record]) -> list[str]:
    """The tags of these transcripts, each once, by letter."""
    return sorted({t for r in records for t in r.corrections.tags}, key=str.casefold)


def describe(index: Index, scope: Scope) -> str:
    """The scope in words, empty for everything."""
    records = index.records
    held = shelf.collections(index) if scope.collections else {}  # it is asked at each answer
    groups = [held[c].name if c in held else "a removed collection" for c in scope.collections]
    titles = [records[n].title if n in records else n for n in scope.transcripts]
    marked = [f"tagged {tag}" for tag in scope.tags]
    dates = _span(scope.since, scope.until)
    said = [f"what {_listed(scope.speakers)} said"] if scope.speakers else []
    return " · ".join([*groups, *titles, *marked, *said, *([dates] if dates else [])])


def _listed(speakers: Sequence[str]) -> str:
    """Speakers in a sentence: `Ada, Ben and Cy`."""
    *most, last = map(called, speakers)
    return f"{', '.join(most)} and {last}" if most else last


def _dates(records: Iterable[Record], at: str) -> None:
    """The first and the last day; no choice where no transcript has a date."""
    records = list(records)
    years = [int(r.date[:4]) for r in records if r.date]
    if not years:
        return
    first, last = date(min(years), 1, 1), date(max(years), 12, 31)
    now = [_kept_day(f"{at}{key}", first, last) for key in ("since", "until")]
    with st.popover(_span(*now) or "any date"):
        for label, key in (("From", "since"), ("Until", "until")):
            st.date_input(
                label,
                None,
                first,
                last,
                key=f"{at}{key}",
                format="YYYY-MM-DD",
                persist_state="session",
            )
        if undated := len(records) - len(years):
            st.caption(f"With a date set, {undated} without a date are left out.")


def _span(since: str | None, until: str | None) -> str:
    if since and until:
        return since if since == until else f"{since} to {until}"
    return f"from {since}" if since else f"until {until}" if until else ""


def _kept(key: str, known: Collection[str]) -> list[str]:
    """What is chosen and still exists; the rest is dropped from the choice."""
    chosen = [name for name in st.session_state.get(key, []) if name in known]
    if key in st.session_state:
        st.session_state[key] = chosen
    return chosen


def _kept_day(key: str, first: date, last: date) -> str | None:
    """The day chosen, where it is still within what can be chosen."""
    day = st.session_state.get(key)
    if day and not first <= day <= last:
        day = st.session_state[key] = None
    return day.isoformat() if day else None


def _label(names: list[str], kind: str) -> str:
    if not names:
        return f"all {kind}s"
    return plain(names[0]) if len(names) == 1 else f"{plain(names[0])} and {len(names) - 1} more"
