"""The conversation that is open in this browser window.

What is on disk is the truth, and other windows write to it too: it is read again whenever its
revision moved. Where it cannot be kept, the page says why, and the conversation goes on in memory.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock

import streamlit as st

from chats import conversations
from chats.errors import UnknownChat
from chats.exchange import Exchange, Scope
from chats.exchange import history as exchange_history
from ingest.errors import OnRecordError
from rag.follow.earlier import Earlier

# The fragments that show something of a conversation; they are drawn anew when it changes.
TALK, LIST = "talk", "chats"
ADDRESS = "chat"


@dataclass(slots=True)
class Talk:
    """`id`: its name on disk, None before the first question. `problem`: why it is not kept.

    `asking`: the exchange that is to be answered now. `answered`: the last one that was, here.
    `gone`: what the address named and is not there. `answering`: held while an answer is written.
    """

    folder: Path
    id: str | None = None
    title: str = ""
    revision: int = -1
    exchanges: list[Exchange] = field(default_factory=list)
    problem: str = ""
    asking: str | None = None
    answered: str | None = None
    gone: UnknownChat | None = None
    answering: RLock = field(default_factory=RLock, repr=False, compare=False)

    @property
    def scope(self) -> Scope:
        """What the last question looked in."""
        return self.exchanges[-1].scope if self.exchanges else Scope()


def current(folder: Path) -> tuple[Talk, bool]:
    """The conversation of the address, else the one that was open; whether it was opened now."""
    talk: Talk | None = st.session_state.get("talk")
    wanted = st.query_params.get(ADDRESS)
    is_new = talk is None or talk.folder != folder or bool(wanted and wanted != talk.id)
    if talk is None or is_new:
        talk = Talk(folder, wanted)
    # Streamlit begins to draw the page anew before the run that it ends has ended: what that one
    # was answering is first marked as stopped.
    with talk.answering:
        if talk.id and not talk.problem:
            _refresh(talk)
    st.session_state.talk = talk
    if talk.id and wanted != talk.id:
        st.query_params[ADDRESS] = talk.id
    return talk, is_new


def show(chat: str | None) -> None:
    """Let the page show this conversation, or a new one."""
    old: Talk = st.session_state.talk
    st.session_state.talk = Talk(old.folder, chat)
    st.session_state.pop("again", None)
    st.session_state.opened_now = True
    if chat:
        st.query_params[ADDRESS] = chat
    else:
        st.query_params.pop(ADDRESS, None)


def ask(
    question: str,
    scope: Scope,
    history: tuple[Earlier, ...] | None = None,
    instead_of: str | None = None,
) -> None:
    """Put a question; called back by a widget. It is answered when the page is drawn.

    `history`: what it may go on from, where that is not what stands above it. `instead_of`:
    the exchange whose place it takes.
    """
    talk: Talk = st.session_state.talk
    at = next((n for n, e in enumerate(talk.exchanges) if e.id == instead_of), None)
    before = talk.exchanges[:at]
    earlier = exchange_history(before) if history is None else history
    exchange = Exchange(question, scope, earlier)
    talk.exchanges = [*before, exchange]
    talk.asking = exchange.id
    if talk.id:
        chat = talk.id
        _keep(talk, lambda: conversations.add(talk.folder, chat, exchange, instead_of))
    else:
        _keep(talk, lambda: _start(talk, exchange))
    st.session_state.pop("again", None)


def save(talk: Talk, exchange: Exchange) -> None:
    """Store what has come of an exchange."""
    if talk.id:
        chat = talk.id
        _keep(talk, lambda: conversations.save(talk.folder, chat, exchange))


def swap(exchange: Exchange) -> None:
    """Show the other version of an exchange, and of what came after it."""
    talk: Talk = st.session_state.talk
    if talk.id:
        chat = talk.id
        _keep(talk, lambda: conversations.swap(talk.folder, chat, exchange.id))


def _start(talk: Talk, exchange: Exchange) -> None:
    talk.id = conversations.start(talk.folder, exchange)
    st.session_state.begun = True
    st.query_params[ADDRESS] = talk.id


def _refresh(talk: Talk) -> None:
    try:
        chat = str(talk.id)
        if conversations.revision(talk.folder, chat) != talk.revision:
            held, talk.exchanges = conversations.read(talk.folder, chat)
            talk.title, talk.revision = held.title, held.revision
    except UnknownChat as error:
        if talk.exchanges:
            talk.problem = str(error)  # another window deleted it: what is shown stays
        else:
            talk.id, talk.gone = None, error
            st.query_params.pop(ADDRESS, None)
    except OnRecordError as error:
        talk.problem = str(error)


def _keep(talk: Talk, work: Callable[[], None]) -> None:
    """Do this on disk, unless it failed before: then the conversation lives in memory alone."""
    if talk.problem:
        return
    try:
        work()
    except OnRecordError as error:
        talk.problem = str(error)
