"""What stands under an answer: doubts, sources, the closest turns, the small print."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import shorten

import streamlit as st

from ingest.errors import UnknownName
from ingest.index.passages import asks
from ingest.transcript import Transcript, Turn, parse_turn_id, spoken, timestamp
from ingest.transcript import turn_id as id_of
from rag.check.citations import Answer, Citation
from rag.find.exchanges import exchange as exchange_of
from rag.find.retrieve import Index
from ui import again, scope
from ui.markdown import answer_text, plain, span, turn_link
from ui.state import Exchange

OPENING = 110  # characters of a turn's beginning
# Said of a citation in the list of quotes; a verbatim quote speaks for itself.
_STATUS = {
    "verbatim": "",
    "supported": " · in other words",
    "unverified": " · not verified",
    "contradicted": " · contradicted",
}


def show_details(index: Index, exchange: Exchange, number: int) -> Exchange | None:
    """Everything below the text of an answer; what is to be asked in its place, if anything."""
    answer = exchange.answer
    if exchange.error:
        st.error(plain(exchange.error))
    elif answer is None:
        st.warning("Stopped before the answer was complete.")
    else:
        _show_answer(index, answer, f"quotes-{number}")
    if exchange.found and (answer is None or answer.notice):
        with st.container(key=f"quotes-found-{number}"), st.expander("Turns found"):
            st.markdown(_listed(index, exchange.found))
    with st.container(horizontal=True, vertical_alignment="center", key=f"footer-{number}"):
        st.caption(_small_print(index, exchange), width="stretch")
        again.button(exchange, number)
    return again.form(index, exchange, number)


def _show_answer(index: Index, answer: Answer, key: str) -> None:
    if answer.notice:
        st.warning(plain(answer.notice))
    if answer.refused and answer.nearest:
        st.markdown(f"Closest, but not an answer:\n{_listed(index, answer.nearest)}")
    cited = {c.label: c for c in answer.citations}
    if cited:
        with st.container(key=key), st.expander(f"Quotes ({len(cited)})"):
            st.markdown("\n\n".join(_source(index, c) for c in cited.values()))
    if answer.offered and answer.offered.sentences:
        with st.container(key=f"{key}-offered"), st.expander("What the record says, quoted"):
            st.markdown(answer_text(answer.offered))


def _source(index: Index, citation: Citation) -> str:
    where = _place(index, citation.turn, span(citation)) + _STATUS[citation.status]
    quote = f"  \n“{plain(citation.quote)}”" if citation.quote else ""
    return f"**{citation.label}** {where}{quote}{_beside(index, citation.turn)}"


def _beside(index: Index, turn_id: str) -> str:
    """The question that a cited turn answers, or the answer to a cited question."""
    found = _find(index, turn_id)
    if not found:
        return ""
    transcript, turn = found
    together = exchange_of(transcript.turns, turn.number)
    first, last = together[0], together[-1]
    lines = []
    if first.number < turn.number and asks(spoken(first.text)):
        lines.append(f"in reply to {_heard(transcript, first)}")
    if last.number > turn.number and asks(spoken(turn.text)):
        lines.append(f"answered by {_heard(transcript, last)}")
    return "".join(f"  \n{line}" for line in lines)


def _heard(transcript: Transcript, turn: Turn) -> str:
    link = turn_link(f"turn {turn.number}", id_of(transcript.name, turn.number))
    words = shorten(turn.text, OPENING, placeholder=" …")
    return f"{plain(turn.who)}, {link}: “{plain(words)}”"


def _listed(index: Index, turns: Iterable[str]) -> str:
    return "\n".join(f"- {_opening(index, turn)}" for turn in turns)


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
    if exchange.preferred:
        parts.append(f"prefers {plain(' and '.join(exchange.preferred))}")
    if limits := scope.describe(index, exchange.filters):
        parts.append(f"looked in: {plain(limits)}")
    return " · ".join(parts)
