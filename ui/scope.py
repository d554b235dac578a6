"""What a question is limited to: transcripts, speakers and dates, chosen beside the question."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

import streamlit as st

from ingest.store.records import Record
from rag.find.retrieve import Filters, Index
from ui.markdown import plain


def choose(index: Index, at: str = "") -> Filters:
    """The scope in force, as buttons that say what it is and open to change it.

    `at` stands before the widgets' keys, as there can be several such rows.
    """
    records = index.records
    chosen = _kept(f"{at}transcripts", records)
    people = speakers([records[n] for n in chosen or records])
    heard = _kept(f"{at}speakers", people)
    with st.container(horizontal=True, vertical_alignment="center", key=f"{at}scope"):
        st.caption("Looking in", width="content")
        with st.popover(_label(chosen, "transcript", [records[n].title for n in chosen])):
            transcripts = st.multiselect(
                "Only these transcripts",
                list(records),
                key=f"{at}transcripts",
                format_func=lambda name: records[name].title,
                placeholder="All transcripts",
                persist_state="session",
            )
        with st.popover(_label(heard, "speaker", heard)):
            voices = st.multiselect(
                "Only these speakers",
                people,
                key=f"{at}speakers",
                placeholder="All speakers",
                persist_state="session",
            )
        since, until = _dates(records.values(), at)
    return Filters(tuple(transcripts), tuple(voices), since, until)


def prefill(at: str, filters: Filters) -> None:
    """Let the row at `at` begin with these filters."""
    st.session_state[f"{at}transcripts"] = list(filters.transcripts)
    st.session_state[f"{at}speakers"] = list(filters.speakers)
    for key, day in (("since", filters.since), ("until", filters.until)):
        st.session_state[f"{at}{key}"] = date.fromisoformat(day) if day else None


def speakers(records: list[Record]) -> list[str]:
    """The speakers of these transcripts, each once, by name."""
    return sorted({s.name for record in records for s in record.speakers})


def describe(index: Index, filters: Filters) -> str:
    """The scope in words, empty for everything."""
    records = index.records
    titles = [records[n].title if n in records else n for n in filters.transcripts]
    dates = _span(filters.since, filters.until)
    return " · ".join([*titles, *filters.speakers, *([dates] if dates else [])])


def _dates(records: Iterable[Record], at: str) -> tuple[str | None, str | None]:
    """The first and the last day; no choice where no transcript has a date."""
    records = list(records)
    years = [int(r.date[:4]) for r in records if r.date]
    if not years:
        return None, None
    first, last = date(min(years), 1, 1), date(max(years), 12, 31)
    now = [_kept_day(f"{at}{key}", first, last) for key in ("since", "until")]
    with st.popover(_span(*now) or "any date"):
        days = [
            st.date_input(
                label,
                None,
                first,
                last,
                key=f"{at}{key}",
                format="YYYY-MM-DD",
                persist_state="session",
            )
            for label, key in (("From", "since"), ("Until", "until"))
        ]
        if undated := len(records) - len(years):
            st.caption(f"With a date set, {undated} without a date are left out.")
    since, until = (d.isoformat() if isinstance(d, date) else None for d in days)
    return since, until


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


def _label(chosen: list[str], kind: str, names: list[str]) -> str:
    if not chosen:
        return f"all {kind}s"
    if len(chosen) == 1:
        return plain(names[0])
    return f"{len(chosen)} {kind}s"
