"""What became of a change to the library, said below the uploader, with what can be done about it.

Buttons act before the page is drawn again, and what came of them takes the place of what was said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from ingest import pipeline
from ingest.errors import OnRecordError
from ingest.pipeline import Outcome
from rag.find.retrieve import Index
from ui import pressed
from ui.markdown import plain
from ui.transcripts import reader


def say(outcomes: list[Outcome]) -> None:
    """Let the page say these from now on."""
    st.session_state.outcomes = outcomes


def stay() -> None:
    """The page is drawn anew by itself: nobody has read yet what is said."""
    st.session_state.outcomes = st.session_state.get("said_last", [])


def show(index: Index) -> None:
    """What is to be said. What offers a choice stays until something else is."""
    outcomes: list[Outcome] = st.session_state.pop("outcomes", [])
    st.session_state.said_last = outcomes
    kept = index.library.kept()
    titles = {name: record.title for name, record in index.records.items()}
    came = [it for it in outcomes if it.status in ("added", "replaced")]
    if came:
        st.success("  \n".join(_added(it, titles) for it in came))
    for number, outcome in enumerate(outcomes):
        _report(outcome, titles)
        if outcome.instead_of and outcome.name:
            _choice(index, outcome, number)
        elif outcome.status == "replaced" and outcome.name in kept:
            _undo(index, outcome.name, f"said-{number}")
    if lasting := [o for o in outcomes if o.instead_of or o.status == "replaced"]:
        say(lasting)


def gone(index: Index) -> None:
    """What was just removed, with a way back."""
    names: list[str] = st.session_state.get("gone", [])
    kept = index.library.kept()
    titles = [kept[name].title for name in names if name in kept and name not in index.records]
    if titles:
        with st.container(horizontal=True, vertical_alignment="center", key="gone"):
            what = titles[0] if len(titles) == 1 else count(len(titles), "transcript")
            st.caption(f"Removed {plain(what)}", width="content")
            wanted = pressed.button("Undo", "undo-gone", type="tertiary")
        if wanted:
            _all_back(index, names)


def _all_back(index: Index, names: Sequence[str]) -> None:
    for name in one_by_one("Bringing back", names):
        if name not in index.library.records():
            _bring_back(index, name)
    reader.turn_to(names[0])
    del st.session_state["gone"]
    st.rerun()


def one_by_one(doing: str, names: Sequence[str]) -> Iterator[str]:
    """Each of these, with a line that counts them: for a few it is gone at once."""
    bar = st.empty()
    for number, name in enumerate(names, 1):
        bar.progress(number / len(names), f"{doing} {number:,} of {len(names):,} …")
        yield name


def removed(index: Index) -> None:
    """The transcripts that were removed and can come back."""
    records = index.library.records()
    gone = [it for it in index.library.kept().values() if it.name not in records]
    if not gone:
        return
    with st.expander(f"Removed ({len(gone)})", key="removed"):
        for it in gone:
            with st.container(horizontal=True, vertical_alignment="center", key=it.key):
                st.caption(f"Removed {plain(it.title)}: {count(it.turns, 'turn')}", width="content")
                _undo(index, it.name, f"removed-{it.name}")
                st.button(
                    "Delete for good",
                    key=f"forget-{it.name}",
                    type="tertiary",
                    on_click=_forget,
                    args=(index, it.name),
                )


def before(index: Index, name: str) -> None:
    """The version before of a transcript in the library, if one is kept."""
    it = index.library.kept().get(name)
    if it and it.version:
        with st.container(horizontal=True, vertical_alignment="center", key="before"):
            st.caption(f"The version before is kept: {count(it.turns, 'turn')}", width="content")
            _undo(index, name, "before")


def _added(outcome: Outcome, titles: Mapping[str, str]) -> str:
    facts = f"{count(outcome.turns, 'turn')}, {count(outcome.speakers, 'speaker')}"
    why = f" ({plain(outcome.note)})" if outcome.note else ""
    return f"{_called(outcome, titles)} {outcome.status}: {facts}{why}"


def _called(outcome: Outcome, titles: Mapping[str, str]) -> str:
    """The title; the name beside it where another has the same one."""
    name = outcome.name or outcome.path
    title = titles.get(name, name)
    is_shared = sum(title == other for other in titles.values()) > 1
    return plain(f"{title} ({name})" if is_shared else title)


def _report(outcome: Outcome, titles: Mapping[str, str]) -> None:
    what = _called(outcome, titles)
    match outcome.status:
        case "failed":
            st.error(plain(outcome.error or ""))
        case "unchanged":
            st.info(f"{what} was already in the library.")
        case "duplicate":
            st.info(f"{what} is in the library under another name.")


def _choice(index: Index, outcome: Outcome, number: int) -> None:
    name, new = str(outcome.instead_of), str(outcome.name)
    if not {name, new} <= set(index.library.records()):
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"choice-{number}"):
        st.caption(f"Is {plain(new)} a new version of {plain(name)}?", width="content")
        st.button(
            f"Replace {plain(name)}",
            key=f"replace-{number}",
            on_click=_replace,
            args=(index, outcome),
        )


def _undo(index: Index, name: str, key: str) -> None:
    st.button("Undo", key=f"undo-{key}", type="tertiary", on_click=_bring_back, args=(index, name))


def _replace(index: Index, outcome: Outcome) -> None:
    name, new = str(outcome.instead_of), str(outcome.name)
    try:
        transcript = index.library.transcript_as_read(new)
        said = pipeline.supersede(index.library, outcome.path, transcript, name)
    except OnRecordError as error:
        said = replace(outcome, status="failed", error=str(error), instead_of=None)
    say([said])


def _bring_back(index: Index, name: str) -> None:
    try:
        pipeline.undo(index.library, name)
    except OnRecordError as error:
        say([Outcome(name, name, "failed", error=str(error))])
    else:
        say([])
        reader.turn_to(name)


def _forget(index: Index, name: str) -> None:
    try:
        index.library.forget(name)
    except OnRecordError as error:
        say([Outcome(name, name, "failed", error=str(error))])


def count(number: int, word: str) -> str:
    """A number of things in words."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"
