"""The list of conversations: begin, open, find, name, pin, delete one and bring it back."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from chats import conversations
from chats.conversations import Chat
from ingest.errors import OnRecordError
from ui import keys, pressed
from ui.chats import talk
from ui.markdown import plain

# So many are listed at once; the others are found by their words.
MOST = 40
_DELETED, _RENAMED = "deleted-chat", "renamed-chat"
_MENU = {"rename": "Rename", "pin": "Pin", "unpin": "Unpin", "delete": "Delete"}


@st.fragment(key=talk.LIST)
def show(folder: Path) -> None:
    """The side bar. A fragment: a new conversation appears in it at once."""
    keys.show_said()
    if pressed.button("New chat", "new-chat", icon=":material/add:", shortcut="N", width="stretch"):
        talk.show(None)
        st.rerun()
    try:
        _listed(folder)
    except OnRecordError as error:
        st.warning(f"Conversations cannot be shown. {plain(str(error))}")
    if st.session_state.talk.problem:
        st.caption("This conversation is not kept.")
    st.button("Keys", key="keys-sheet", type="tertiary", icon=":material/keyboard:")


def _listed(folder: Path) -> None:
    _undo(folder)
    total = conversations.count(folder)
    if not total:
        st.caption("Your conversations are kept here.")
        return
    wanted = st.text_input(
        "Find a conversation",
        key="find-chat",
        type="search",
        placeholder="Find a conversation",
        label_visibility="collapsed",
        live=True,
    )
    found = conversations.listed(folder, MOST, wanted)
    with st.container(key="chats", gap=None):
        pinned = [c for c in found if c.pinned]
        for name, part in (("Pinned", pinned), ("Recent", found[len(pinned) :])):
            if part and pinned:
                st.caption(name)
            for chat in part:
                _row(folder, chat)
    if not found:
        st.caption("No conversation has these words.")
    elif len(found) == MOST < total and not wanted:
        st.caption(f"The last {MOST} of {total:,}. Find the others by their words.")


def _row(folder: Path, chat: Chat) -> None:
    if st.session_state.get(_RENAMED) == chat.id:
        st.text_input(
            "Name",
            chat.title,
            key=f"name-{chat.id}",
            label_visibility="collapsed",
            on_change=_rename,
            args=(folder, chat.id),
        )
        return
    is_open = st.session_state.talk.id == chat.id
    with st.container(
        key=f"{'open' if is_open else 'chat'}-{chat.id}",
        horizontal=True,
        vertical_alignment="center",
        gap=None,
        wrap=False,
    ):
        if pressed.button(
            plain(chat.title), f"show-{chat.id}", type="tertiary", width="stretch", wrap=False
        ):
            talk.show(chat.id)
            st.rerun()
        options = ["rename", "unpin" if chat.pinned else "pin", "delete"]
        st.menu_button(
            "⋯",
            options,
            key=f"menu-{chat.id}",
            type="tertiary",
            help="Rename, pin or delete",
            format_func=_MENU.__getitem__,
            on_click=_act,
            args=(folder, chat),
        )


def _act(folder: Path, chat: Chat) -> None:
    try:
        match st.session_state[f"menu-{chat.id}"]:
            case "rename":
                st.session_state[_RENAMED] = chat.id
            case "pin" | "unpin":
                conversations.pin(folder, chat.id, not chat.pinned)
            case "delete":
                conversations.delete(folder, chat.id)
                st.session_state[_DELETED] = chat
                if st.session_state.talk.id == chat.id:
                    talk.show(None)
                    st.rerun([talk.TALK, talk.LIST])
    except OnRecordError as error:
        keys.say(str(error))


def _rename(folder: Path, chat: str) -> None:
    st.session_state.pop(_RENAMED, None)
    try:
        conversations.rename(folder, chat, st.session_state[f"name-{chat}"])
    except OnRecordError as error:
        keys.say(str(error))


def _undo(folder: Path) -> None:
    """The last one that was deleted here, until another one is."""
    gone: Chat | None = st.session_state.get(_DELETED)
    if gone:
        with st.container(key="deleted", horizontal=True, vertical_alignment="center", wrap=False):
            st.caption(f"Deleted “{plain(gone.title)}”")
            st.button("Undo", type="tertiary", on_click=bring_back, args=(folder, gone.id))


def bring_back(folder: Path, chat: str) -> None:
    """Undo a deletion, and show what came back."""
    try:
        conversations.bring_back(folder, chat)
    except OnRecordError as error:
        keys.say(str(error))
        return
    st.session_state.pop(_DELETED, None)
    talk.show(chat)
    st.rerun([talk.TALK, talk.LIST])
