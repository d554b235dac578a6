"""What stands under an answer: doubts, sources, the closest turns, the small print."""

from __future__ import annotations

from textwrap import shorten

import streamlit as st

from ingest.errors import UnknownName
from ingest.transcript import Transcript, Turn, parse_turn_id, timestamp
from rag.citations import Answer, Citation
from rag.retrieve import Index
from ui import scope
from ui.markdown import answer_text, plain, span, turn_link
from ui.state import Exchange

OPENING = 110  # characters of a turn's beginning
# Said of a citation in the list of quotes; a verbatim quote speaks for itself.
_STATUS = {"verbatim": "", "supported": " · in other words", "unsupported": " · not supported"}


def show_details(index: Index, exchange: Exchange, number: int) -> bool:
    """Everything below the text of an answer; True when it is to be asked again."""
    if exchange.error:
        st.error(plain(exchange.error))
    elif exchange.answer is None:
        st.warning("Stopped before the answer was complete.")
    else:
        _show_answer(index, exchange.answer, f"quotes-{number}")
    with st.container(horizontal=True, vertical_alignment="center", key=f"footer-{number}"):
        st.caption(_small_print(index, exchange), width="stretch")
        return st.button(
            "Ask again",
            key=f"again-{number}",
            type="tertiary",
            help="Asks this question again, looking in what is chosen below.",
        )


def _show_answer(index: Index, answer: Answer, key: str) -> None:
    if answer.notice:
        st.warning(plain(answer.notice))
    if answer.refused and answer.nearest:
        closest = "\n".join(f"- {_opening(index, turn)}" for turn in answer.nearest)
        st.markdown(f"Closest, but not an answer:\n{closest}")
    cited = {c.label: c for c in answer.citations}
    if cited:
        with st.container(key=key), st.expander(f"Quotes ({len(cited)})"):
            st.markdown("\n\n".join(_source(index, c) for c in cited.values()))
    if answer.offered and answer.offered.sentences:
        with st.expander("What the record says, quoted"):
            st.markdown(answer_text(answer.offered))


def _source(index: Index, citation: Citation) -> str:
    where = _place(index, citation.turn, span(citation)) + _STATUS[citation.status]
    quote = f"  \n“{plain(citation.quote)}”" if citation.quote else ""
    return f"**{citation.label}** {where}{quote}"


def _opening(index: Index, turn_id: str) -> str:
    """A turn's place and its first words."""
    place, found = _place(index, turn_id), _find(index, turn_id)
    if not found:
        return place
    words = shorten(found[1].text, OPENING, placeholder=" …")
    return f"{place}  \n“{plain(words)}”"


def _place(index: Index, turn_id: str, words: tuple[int, int] | None = None) -> str:
    """Speaker, turn, transcript, date and time of a turn, the turn number a link."""
    name, number = parse_turn_id(turn_id)
    link = turn_link(f"turn {number}", turn_id, words)
    found = _find(index, turn_id)
    if not found:
        return f"{link} · {plain(name)} (no longer in the library)"
    transcript, turn = found
    facts = [transcript.title, transcript.date]
    if turn.start_ms is not None:
        facts.append(timestamp(turn.start_ms))
    return f"{plain(turn.who)}, {link} · " + " · ".join(plain(f) for f in facts if f)


def _find(index: Index, turn_id: str) -> tuple[Transcript, Turn] | None:
    """The turn and its transcript; None where it was removed since the answer was given."""
    name, number = parse_turn_id(turn_id)
    try:
        transcript = index.transcript(name)
    except UnknownName:
        return None
    return (transcript, transcript.turns[number - 1]) if number <= len(transcript.turns) else None


def _small_print(index: Index, exchange: Exchange) -> str:
    answer = exchange.answer
    parts = []
    if answer:
        if answer.understood and answer.understood != exchange.question:
            parts.append(f"understood as: {plain(answer.understood)}")
        parts.append(f"{answer.seconds:.2f} s")
        quoted = answer.model == "quoting"
        parts.append("quoted from the record" if quoted else plain(answer.model))
        if answer.tokens:
            parts.append(f"{answer.tokens[0]:,} + {answer.tokens[1]:,} tokens")
    if limits := scope.describe(index, exchange.filters):
        parts.append(f"looked in: {plain(limits)}")
    return " · ".join(parts)
