"""An overview of a transcript as the chat model writes it, checked like any answer."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from chats.blocks import blocks
from ingest.errors import OnRecordError
from rag.answer import Piece, ask
from rag.check.citations import Answer
from rag.find.retrieve import Filters, Index
from rag.write.generate import Unchecked
from ui import pressed
from ui.ask.answers import standing
from ui.ask.quoted import show_answer, written
from ui.markdown import plain
from ui.steps import in_steps
from ui.transcripts import outcomes

QUESTION = "Summarise the transcript topic by topic, with what was decided and what stayed open."


@st.fragment
def show(index: Index, name: str) -> None:
    """The overview that was written of this version, or a button that has it written."""
    model = index.library.settings.chat_model
    if not model:
        return
    known, key = _known(), (name, index.held.record(name).version)
    with st.container(key="written"):
        if key in known:
            show_answer(known[key], index.transcript)
        slot = st.empty()
        with st.container(horizontal=True, vertical_alignment="center", key="write-row"):
            if answer := known.get(key):
                said = standing(answer, list(blocks(answer, index.transcript)))
                st.caption(f"Written by {plain(answer.model)} · {plain(said)}", width="content")
            wanted = pressed.button(
                "Write it again" if answer else "Write it with the model",
                "write",
                type="tertiary" if answer else "secondary",
                help="The whole transcript goes to the model; each sentence is checked against it",
            )
        if wanted and (made := _write(index, name, slot)):
            known[key] = made
            outcomes.stay()
            st.rerun()


@st.cache_resource(show_spinner=False)
def _known() -> dict[tuple[str, str], Answer]:
    """What was written, by name and version, until the app ends."""
    return {}


def _write(index: Index, name: str, slot: DeltaGenerator) -> Answer | None:
    """What the model writes, shown as it comes; None where it fails, which is said."""
    text = ""
    slot.caption("Reading the whole transcript …")
    answer: Answer | None = None
    try:
        for event in in_steps(ask(index, QUESTION, filters=Filters((name,)))):
            pale = f" :gray[{plain(event.text)}]" if isinstance(event, Unchecked) else ""
            if isinstance(event, Piece) and event.sentence:
                text = f"{text} {written(event.sentence, index.transcript)}".strip()
            if isinstance(event, Answer):
                answer = event
            if text or pale:
                slot.markdown(f"{text}{pale}")
    except OnRecordError as error:
        st.error(plain(str(error)))
    slot.empty()
    if answer and (answer.notice or answer.refused):
        st.warning(plain(answer.notice or answer.text))
    whole = answer and not answer.refused and answer.model != "quoting"
    return answer if whole else None
