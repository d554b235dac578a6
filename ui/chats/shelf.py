"""Collections on the library page: made, filled, told what to do, removed and brought back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import streamlit as st

from chats import collections as held
from chats.collections import Collection
from ingest.errors import OnRecordError
from rag.find.retrieve import Index
from ui import keys
from ui.markdown import plain

_DROPPED = "dropped-collection"


def collections(index: Index) -> Mapping[str, Collection]:
    """The collections, none where they cannot be read: the side bar says why."""
    try:
        return held.all_of(index.library.folder)
    except OnRecordError:
        return {}


def put(index: Index, names: Sequence[str]) -> None:
    """Put transcripts that were ticked into a collection, one that there is or a new one."""
    folder, groups = index.library.folder, collections(index)
    with st.popover("Put into a collection", key="put"):
        for group in groups.values():
            st.button(plain(group.name), key=f"put-{group.id}", on_click=_put, args=(
                folder, group, names))  # fmt: skip
        st.text_input(
            "A new collection",
            key="put-new",
            placeholder="Its name, then Enter",
            on_change=_put_new,
            args=(folder, names),
        )


def _put(folder: Path, group: Collection, names: Sequence[str]) -> None:
    if _do(lambda: held.fill(folder, group.id, [*group.transcripts, *names])):
        keys.say(f"Put into {group.name}.")


def _put_new(folder: Path, names: Sequence[str]) -> None:
    name = st.session_state["put-new"]
    if name.strip() and _do(lambda: held.fill(folder, held.make(folder, name), names)):
        keys.say(f"Put into {name.strip()}.")


def show(index: Index) -> None:
    """The part of the library page for collections."""
    folder = index.library.folder
    keys.show_said()
    st.subheader("Collections", anchor=False)
    st.caption("Transcripts that belong together: a case, a client, a study. Ask in one alone.")
    try:
        _show(index, folder, held.all_of(folder))
    except OnRecordError as error:
        st.error(plain(str(error)))


def _show(index: Index, folder: Path, groups: Mapping[str, Collection]) -> None:
    for group in groups.values():
        count = len([t for t in group.transcripts if t in index.records])
        with st.expander(
            f"{plain(group.name)} · {count} transcript{'' if count == 1 else 's'}",
            key=f"collection-{group.id}",
        ):
            _edit(index, folder, group)
    gone: Collection | None = st.session_state.get(_DROPPED)
    if gone:
        with st.container(key="dropped", horizontal=True, vertical_alignment="center"):
            st.caption(f"Removed the collection {plain(gone.name)}", width="content")
            st.button("Undo", key="undo-collection", type="tertiary", on_click=_put_back,
                      args=(folder, gone))  # fmt: skip
    st.text_input(
        "New collection",
        key="new-collection",
        placeholder="Its name, then Enter",
        on_change=_make,
        args=(folder,),
    )


def _edit(index: Index, folder: Path, group: Collection) -> None:
    at = f"collection-{group.id}"
    records = index.records
    st.text_input("Name", group.name, key=f"{at}-name", on_change=_change, args=(
        lambda: held.rename(folder, group.id, st.session_state[f"{at}-name"]),))  # fmt: skip
    st.multiselect(
        "Transcripts",
        list(records),
        [t for t in group.transcripts if t in records],
        key=f"{at}-transcripts",
        format_func=lambda name: records[name].title,
        placeholder="None yet",
        on_change=_change,
        args=(lambda: held.fill(folder, group.id, st.session_state[f"{at}-transcripts"]),),
    )
    st.text_area(
        "Standing instructions for a model that writes answers",
        group.instructions,
        key=f"{at}-instructions",
        placeholder="Answer in German. Always give the time.",
        help="They go along with every question asked in this collection. Quotations stay as "
        "they are.",
        on_change=_change,
        args=(lambda: held.instruct(folder, group.id, st.session_state[f"{at}-instructions"]),),
    )
    st.button("Remove this collection", key=f"{at}-drop", on_click=_drop, args=(folder, group))
    st.caption("Its transcripts stay in the library.")


def _make(folder: Path) -> None:
    name = st.session_state["new-collection"]
    if name.strip() and _do(lambda: held.make(folder, name)):
        st.session_state["new-collection"] = ""


def _drop(folder: Path, group: Collection) -> None:
    if _do(lambda: held.drop(folder, group.id)):
        st.session_state[_DROPPED] = group


def _put_back(folder: Path, group: Collection) -> None:
    if _do(lambda: held.put_back(folder, group)):
        del st.session_state[_DROPPED]


def _change(work: Callable[[], object]) -> None:
    _do(work)


def _do(work: Callable[[], object]) -> bool:
    try:
        work()
    except OnRecordError as error:
        keys.say(str(error))
        return False
    return True
