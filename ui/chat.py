"""The conversation: ask, read the answer as it comes, follow its citations into the transcript."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ingest.errors import OnRecordError
from ingest.transcript import parse_turn_id
from rag.answer import Event, Found, Piece, ask
from rag.check.citations import Answer
from rag.find.retrieve import Filters, Index, transcripts_in
from rag.question import analyse
from rag.scope import checked
from ui import reader, scope, state
from ui.answers import show_details
from ui.markdown import answer_text, plain, sentence_text
from ui.starters import starters
from ui.state import Exchange
from ui.steps import in_steps

# So many of the turns found are shown where an answer is not whole.
CLOSEST = 3
LOOKING = "Looking through the transcripts …"


def page() -> None:
    """Conversation on the left, transcript on the right."""
    index = state.index()
    left, right = st.columns([11, 10], gap="medium")
    with left:
        _conversation(index)
    with right:
        reader.pane(index)


@st.fragment
def _conversation(index: Index) -> None:
    """A fragment, so that asking never redraws the transcript, nor a click there the answer."""
    talk = state.exchanges()
    with st.container(key="chat"):
        log = st.container(key="conversation", height=600, border=False, autoscroll=bool(talk))
        filters = scope.choose(index)
        asked = st.chat_input(
            "Ask about the transcripts",
            key="question",
            submit_mode="stop",
            disabled=not index.records,
        )
        asked = asked or st.session_state.pop("to_ask", None)  # clicked on the library page
    ahead = st.container(key="ahead")
    history = tuple(e.question for e in talk)
    new = Exchange(asked, filters, history) if asked else None
    with log:
        start = st.empty()  # emptied at once when a question comes
        if not talk and not new:
            with start.container():
                example = starters(index.records.values())
            if example:
                start.empty()
                new = Exchange(example, filters)
        for number, old in enumerate(talk):
            new = _show(index, old, number) or new
        if new:
            talk.append(new)
            _show(index, new, len(talk) - 1, ahead)


def _show(
    index: Index, exchange: Exchange, number: int, ahead: DeltaGenerator | None = None
) -> Exchange | None:
    """A question and its answer, live or replayed alike; what is to be asked in its place, if so.

    Live when `ahead` is given: there go the transcripts that the answer cites.
    """
    with st.chat_message("user"):
        st.markdown(plain(exchange.question))
    with st.chat_message("assistant"):
        slot = st.empty()
        if ahead:
            _answer(index, exchange, slot, ahead)
        _show_text(exchange, slot)
        return show_details(index, exchange, number)


def _answer(index: Index, exchange: Exchange, slot: DeltaGenerator, ahead: DeltaGenerator) -> None:
    """Fill the exchange as the events come, showing the text so far."""
    _show_progress(exchange, slot)
    between = " " if index.library.settings.chat_model else "\n\n"  # as in `answer_text`
    try:
        index.refresh()
        filters = checked(index, exchange.filters)
        asked = ask(index, exchange.question, filters=filters, history=exchange.history)
        for event in in_steps(asked):
            if event is None:  # drawing is when Streamlit looks whether it is to stop
                _show_progress(exchange, slot)
                continue
            if isinstance(event, Found):
                exchange.understood, exchange.found = event.understood, tuple(turns_in(event))
                exchange.preferred = preferred(index, event.understood, filters)
            elif isinstance(event, Piece):
                exchange.partial = f"{exchange.partial}{between}{_piece(event)}".strip()
                _show_progress(exchange, slot)
            else:
                exchange.answer = event
            with ahead:
                _send_ahead(index, turns_in(event))
    except OnRecordError as error:
        exchange.error = str(error)


def preferred(index: Index, understood: str, filters: Filters) -> tuple[str, ...]:
    """The speakers that a question asks to hear: their turns are preferred."""
    records = index.records
    known = [s for name in transcripts_in(index, filters) for s in records[name].speakers]
    return tuple(sorted(analyse(understood, known).speakers))


def turns_in(event: Event) -> list[str]:
    """The ids of the turns that what is shown of an event links to."""
    if isinstance(event, Piece):
        return [c.turn for c in event.sentence.citations] if event.sentence else []
    if isinstance(event, Answer):
        return [*(c.turn for c in event.citations), *event.nearest]
    return [hit.id for hit in event.hits[:CLOSEST]]


def _send_ahead(index: Index, turns: list[str]) -> None:
    """Each version of a transcript once."""
    sent: dict[str, str] = st.session_state.setdefault("sent", {})
    for name in {parse_turn_id(turn)[0] for turn in turns}:
        if sent.get(name) != (version := index.held.record(name).version):
            reader.send_ahead(index, name)
            sent[name] = version


def _piece(piece: Piece) -> str:
    return sentence_text(piece.sentence) if piece.sentence else plain(piece.text)


def _show_text(exchange: Exchange, slot: DeltaGenerator) -> None:
    if exchange.answer:
        slot.markdown(answer_text(exchange.answer))
    elif exchange.partial:
        slot.markdown(exchange.partial)
    else:
        slot.empty()


def _show_progress(exchange: Exchange, slot: DeltaGenerator) -> None:
    """What there is so far, marked as such: when the person stops here, it is what stays."""
    if exchange.partial:
        slot.markdown(f"{exchange.partial}\n\n:small[:gray[Not complete yet.]]")
    else:
        slot.caption("Reading what was found …" if exchange.found else LOOKING)
