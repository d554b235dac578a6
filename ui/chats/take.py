"""What a person takes along: a copy, a file, a test case; and what they thought of an answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from chats import data, markdown, word
from chats.exchange import Exchange
from evals.errors import SetError
from evals.sets import case
from ingest.errors import OnRecordError
from rag.find.retrieve import Index
from ui import keys, pressed
from ui.chats import talk
from ui.chats.talk import Talk
from ui.cited import opened
from ui.markdown import plain

ROOM = 330  # pixels of what "More" opens
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def whole(index: Index, open_: Talk) -> None:
    """Its name, and a way to take all of a conversation along."""
    if not open_.exchanges:
        return
    title = open_.title or open_.exchanges[0].question
    st.markdown(f"**{plain(title)}**", width="stretch")
    menu = st.popover("Save as", type="tertiary", key="save-chat", on_change="rerun")
    with menu:
        if menu.open:
            _files(index, title, open_.exchanges, "chat")


def buttons(index: Index, exchange: Exchange) -> None:
    """Copy, thumbs and more, at an answer."""
    st.button(
        "Copy",
        key=f"copy-{exchange.id}",
        type="tertiary",
        help="Copy as Markdown, with links",
        on_click=_copy,
        args=(index, exchange),
    )
    st.feedback(
        "thumbs",
        key=f"thumb-{exchange.id}",
        default=exchange.thumb,
        on_change=_thumb,
        args=(exchange,),
    )
    more = st.popover("More", type="tertiary", key=f"more-{exchange.id}", on_change="rerun")
    with more:
        if more.open:
            _files(index, exchange.question, [exchange], exchange.id)
            _quotes(index, exchange)
            _case(index.library.folder, exchange)
        else:  # as high as what comes: it opens where there is room for that
            st.container(height=ROOM, border=False)


def _files(index: Index, title: str, exchanges: Sequence[Exchange], key: str) -> None:
    """Buttons that make a file when they are pressed."""
    name = re.sub(r"\W+", "-", title).strip("-")[:60] or "conversation"
    args = (title, list(exchanges), opened(index))
    kinds: tuple[tuple[str, str, str, Callable[[], str | bytes]], ...] = (
        ("Markdown", "md", "text/markdown", partial(markdown.conversation, *args, base())),
        ("Word", "docx", _WORD, partial(word.conversation, *args)),
        ("JSON", "json", "application/json", partial(data.conversation, *args)),
    )
    st.caption("Save with the list of citations")
    with st.container(horizontal=True):
        for label, ending, mime, make in kinds:
            st.download_button(
                label, make, f"{name}.{ending}", mime, key=f"{ending}-{key}", on_click="ignore"
            )


def _quotes(index: Index, exchange: Exchange) -> None:
    cited = [c for c in exchange.answer.citations if c.quote] if exchange.answer else []
    if not cited:
        return
    st.caption("Copy one quotation with its reference")
    with st.container(horizontal=True):
        for citation in cited[:12]:
            text = partial(markdown.single, citation, opened(index), base())
            st.button(
                f"{citation.label}",
                key=f"quote-{exchange.id}-{citation.label}",
                on_click=lambda make=text: keys.copy(make()),
            )


def _case(folder: Path, exchange: Exchange) -> None:
    if exchange.answer is None:
        return
    st.caption("Keep as a test case in a question set")
    name = st.text_input(
        "Question set", "my-questions", key=f"set-{exchange.id}", label_visibility="collapsed"
    )
    if pressed.button("Save as test case", f"case-{exchange.id}", disabled=not name.strip()):
        stem = re.sub(r"[^\w-]+", "-", name).strip("-") or "my-questions"
        path = folder / case.FOLDER / f"{stem}.yaml"
        try:
            before = [e.question for e in exchange.history]
            saved = case.append(path, exchange.answer, before, exchange.scope.speakers,
                                exchange.scope.transcripts)  # fmt: skip
        except SetError as error:
            st.error(plain("; ".join(map(str, error.problems))))
        except OnRecordError as error:
            st.error(plain(str(error)))
        else:
            st.success(f"Saved as {saved}. The Evaluation page runs the set {plain(stem)}.")


def base() -> str:
    """The address of the page that asks, without what follows it."""
    return (st.context.url or "").split("?")[0]


def _copy(index: Index, exchange: Exchange) -> None:
    keys.copy(markdown.answer(exchange, opened(index), base()))


def _thumb(exchange: Exchange) -> None:
    exchange.thumb = st.session_state[f"thumb-{exchange.id}"]
    talk.save(st.session_state.talk, exchange)
