"""What stands under an answer: doubts, sources, the closest turns, the small print."""

from __future__ import annotations

import streamlit as st

from ingest.errors import OnRecordError
from ingest.transcript import parse_turn_id, timestamp
from rag.citations import Answer, Citation
from rag.retrieve import Index
from ui import scope
from ui.markdown import plain, span, turn_link
from ui.state import Exchange


def show_details(index: Index, exchange: Exchange, number: int) -> bool:
    """Everything below the text of an answer; True when it is to be asked again."""
    answer = exchange.answer
    if exchange.error:
        st.error(plain(exchange.error))
    elif answer is None:
        st.warning("Stopped before the answer was complete.")
    else:
        if answer.notice:
            st.warning(plain(answer.notice))
        if answer.refused and answer.nearest:
            st.markdown(_nearest(index, answer))
        if answer.citations:
            with (
                st.container(key=f"quotes-{number}"),
                st.expander(f"Quotes ({len(answer.citations)})"),
            ):
                st.markdown("\n\n".join(_source(index, c) for c in answer.citations))
    with st.container(horizontal=True, vertical_alignment="center", key=f"footer-{number}"):
        st.caption(_small_print(index, exchange), width="stretch")
        return st.button(
            "Ask again",
            key=f"again-{number}",
            type="tertiary",
            help="Asks this question again, looking in what is chosen below.",
        )


def _nearest(index: Index, answer: Answer) -> str:
    lines = ["Closest, but not an answer:"]
    for turn_id in answer.nearest:
        lines.append(f"- {_place(index, turn_id)}")
    return "\n".join(lines)


def _source(index: Index, citation: Citation) -> str:
    where = _place(index, citation.turn, span(citation))
    quote = f"“{plain(citation.quote)}”" if citation.quote else ""
    doubt = " :orange[not supported]" if citation.status == "unsupported" else ""
    return f"**{citation.label}** {where}{doubt}  \n{quote}"


def _place(index: Index, turn_id: str, words: tuple[int, int] | None = None) -> str:
    """Speaker, turn, transcript, date and time of a turn, the turn number a link."""
    name, number = parse_turn_id(turn_id)
    link = turn_link(f"turn {number}", turn_id, words)
    try:
        transcript = index.transcript(name)
        turn = transcript.turns[number - 1]
    except (OnRecordError, IndexError):  # removed since the answer was given
        return f"{link} · {plain(name)} (no longer in the library)"
    facts = [transcript.title, transcript.date]
    if turn.start_ms is not None:
        facts.append(timestamp(turn.start_ms))
    return f"{plain(turn.who)}, {link} · " + " · ".join(plain(f) for f in facts if f)


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
