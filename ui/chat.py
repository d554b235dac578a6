"""The conversation: ask, read the answer as it comes, follow its citations into the transcript."""

from __future__ import annotations

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import Page

from chats import collections
from chats.exchange import Exchange
from ingest.errors import OnRecordError
from ingest.transcript import parse_turn_id
from rag.answer import Event, Found, Piece, ask
from rag.check.citations import Answer
from rag.find.retrieve import Index
from rag.scope import checked
from rag.write.generate import Unchecked
from ui import keys, pressed, state
from ui.ask import scope
from ui.ask.answers import show_details
from ui.ask.quoted import show_answer, span, written
from ui.ask.starters import starters
from ui.chats import shelf, side_bar, take, talk
from ui.chats.talk import Talk
from ui.cited import opened
from ui.markdown import plain, turn_link
from ui.steps import in_steps
from ui.transcripts import overview, reader

# So many of the turns found are shown where an answer is not whole.
CLOSEST = 3
LOOKING = "Looking through the transcripts …"
# Answers that are drawn at once: a page of hundreds takes seconds.
SHOWN = 10


def page(library_page: Page | None = None) -> None:
    """Conversations in the side bar; the open one on the left, a transcript on the right.

    `library_page` is where transcripts are added; None for who may not.
    """
    index = state.index()
    talk.current(index.library.folder)
    with st.sidebar:
        side_bar.show(index.library.folder)
    left, right = st.columns([11, 10], gap="medium")
    with left:
        _conversation(index, library_page)
        # Outside of the fragment, or what it asks for would wait until the answer is there; a press
        # is enough. `page.css` shows it while one is coming, whatever asked for it.
        st.button("Stop", key="stop", icon=":material/stop:")
    with right:
        reader.pane(index)


@st.fragment(key=talk.TALK)
def _conversation(index: Index, library_page: Page | None) -> None:
    """A fragment, so that asking never redraws the transcript, nor a click there the answer."""
    open_, is_new = talk.current(index.library.folder)
    if st.session_state.pop("opened_now", False) or (is_new and open_.exchanges):
        scope.prefill("", open_.scope)
    with st.container(key="chat"):
        # Always there, so that what is drawn below them keeps its place.
        with st.container(key="faults"):
            _say_faults(open_)
        with st.container(key="head", horizontal=True, vertical_alignment="center", wrap=False):
            take.whole(index, open_)
        log = st.container(
            key="conversation", height=600, border=False, autoscroll=bool(open_.exchanges)
        )
        answering = st.empty()
        scope.choose(index)
        st.chat_input(
            "Ask about the transcripts",
            key="question",
            submit_mode="disable",
            disabled=not index.records,
            on_submit=_asked,
        )
    if to_ask := st.session_state.pop("to_ask", None):  # clicked on the library page
        _try(to_ask)
    ahead = st.container(key="ahead")
    if open_.asking:
        answering.container(key="answering").caption("Answering …")
    with log:
        start = st.empty()  # emptied at once when a question is put
        if not open_.exchanges:
            with start.container(key="start"):
                first = partial(overview.first_question, index)
                starters(index.records.values(), _try, library_page, first)
        shown = SHOWN * st.session_state.get(f"earlier-{open_.id}", 1)
        _earlier(open_, len(open_.exchanges) - shown)
        for exchange in open_.exchanges[-shown:]:
            _show(index, open_, exchange, ahead)
    answering.empty()
    with ahead:
        _finish(index, open_)
    if st.session_state.pop("begun", False):
        # a busy browser may pass over what is drawn anew at once
        st.session_state.pop("sent", None)
        st.rerun()  # the side bar lists it


def _asked() -> None:
    talk.ask(st.session_state.question or "", scope.chosen())


def _try(question: str) -> None:
    talk.ask(question, scope.chosen())


def _say_faults(open_: Talk) -> None:
    if open_.problem:
        st.warning(f"Not kept, and gone when you leave: {plain(open_.problem)}")
    if open_.gone:
        with st.container(horizontal=True, vertical_alignment="center", key="gone"):
            st.caption(plain(str(open_.gone)).capitalize() + ".", width="content")
            if open_.gone.is_deleted:
                st.button(
                    "Bring it back",
                    type="tertiary",
                    on_click=side_bar.bring_back,
                    args=(open_.folder, open_.gone.chat),
                )


def _earlier(open_: Talk, hidden: int) -> None:
    if hidden > 0 and pressed.button(
        f"Show earlier questions ({hidden})", f"show-earlier-{open_.id}", type="tertiary"
    ):
        key = f"earlier-{open_.id}"
        st.session_state[key] = st.session_state.get(key, 1) + 2
        st.rerun(scope="fragment")


def _finish(index: Index, open_: Talk) -> None:
    """Let the browser open the first citation of the answer that was given here last."""
    last = open_.exchanges[-1] if open_.exchanges else None
    is_fresh = bool(last and last.id == open_.answered and last.answer)
    if is_fresh and last and last.answer:
        _send_ahead(index, turns_in(last.answer))
    first = next(iter(last.answer.citations), None) if last and last.answer else None
    link = turn_link("", first.turn, span(first)) if first else ""
    keys.listen(open_.answered if is_fresh else None, link.partition("(")[2].removesuffix(")"))


def _show(index: Index, open_: Talk, exchange: Exchange, ahead: DeltaGenerator) -> None:
    """A question and its answer, live or replayed alike. There, `ahead`, go the transcripts."""
    with st.chat_message("user"):
        st.markdown(plain(exchange.question))
    with st.chat_message("assistant"):
        slot = st.empty()
        if exchange.id == open_.asking:
            _answer(index, open_, exchange, slot, ahead)
        _show_text(index, exchange, slot)
        show_details(index, exchange, exchange is open_.exchanges[-1])


def _answer(
    index: Index, open_: Talk, exchange: Exchange, slot: DeltaGenerator, ahead: DeltaGenerator
) -> None:
    """Fill the exchange as the events come, showing the text so far, and keep it."""
    with open_.answering:
        open_.asking = None
        try:
            _show_progress(exchange, slot)
            index.refresh(wait=False)
            _take_in(index, exchange, slot, ahead)
            open_.answered = exchange.id
        except OnRecordError as error:
            exchange.error = str(error)
        except BaseException:  # the person stopped it, or went elsewhere
            exchange.stopped = True
            raise
        finally:
            talk.save(open_, exchange)


def _take_in(index: Index, exchange: Exchange, slot: DeltaGenerator, ahead: DeltaGenerator) -> None:
    between = " " if index.library.settings.chat_model else "\n\n"  # as in `answer_text`
    held = shelf.collections(index)
    tags = {name: record.corrections.tags for name, record in index.records.items()}
    filters = checked(index, collections.filters(exchange.scope, held, tags))
    exchange.looked_in = scope.describe(index, exchange.scope)
    exchange.instructions = collections.instructions(exchange.scope, held)
    asked = ask(
        index,
        exchange.question,
        filters=filters,
        history=exchange.history,
        instructions=exchange.instructions,
    )
    for event in in_steps(asked):
        if event is None:  # drawing is when Streamlit looks whether it is to stop
            _show_progress(exchange, slot)
            continue
        if isinstance(event, Found):
            exchange.understood, exchange.found = event.understood, tuple(turns_in(event))
            exchange.preferred = event.speakers
        elif isinstance(event, Piece):
            exchange.partial = f"{exchange.partial}{between}{_piece(index, event)}".strip()
            _show_progress(exchange, slot)
        elif isinstance(event, Unchecked):
            _show_progress(exchange, slot, event.text)
        else:
            exchange.answer = event
        with ahead:
            _send_ahead(index, turns_in(event))


def turns_in(event: Event) -> list[str]:
    """The ids of the turns that what is shown of an event links to."""
    if isinstance(event, Piece):
        return [c.turn for c in event.sentence.citations] if event.sentence else []
    if isinstance(event, Answer):
        return [*(c.turn for c in event.citations), *event.nearest]
    if isinstance(event, Unchecked):
        return []
    return [hit.id for hit in event.hits[:CLOSEST]]


def _send_ahead(index: Index, turns: list[str]) -> None:
    """Each version of a transcript once; one that was removed since cannot be opened."""
    sent: dict[str, str] = st.session_state.setdefault("sent", {})
    for name in {parse_turn_id(turn)[0] for turn in turns} & index.records.keys():
        if sent.get(name) != (version := index.held.record(name).version):
            reader.send_ahead(index, name)
            sent[name] = version


def _piece(index: Index, piece: Piece) -> str:
    return written(piece.sentence, opened(index)) if piece.sentence else plain(piece.text)


def _show_text(index: Index, exchange: Exchange, slot: DeltaGenerator) -> None:
    if exchange.answer:
        with slot.container():
            show_answer(exchange.answer, opened(index), exchange.looked_in)
    elif exchange.partial:
        slot.markdown(exchange.partial)
    else:
        slot.empty()


def _show_progress(exchange: Exchange, slot: DeltaGenerator, unchecked: str = "") -> None:
    """What there is so far, marked as such.

    `unchecked`: what a model is writing and nobody has compared with the record yet, pale.
    """
    if exchange.partial or unchecked:
        pale = f" :gray[{plain(unchecked)}]" if unchecked else ""
        slot.markdown(f"{exchange.partial}{pale}\n\n:small[:gray[Not complete yet.]]".strip())
    else:
        slot.caption("Reading what was found …" if exchange.found else LOOKING)
