"""What stands under an answer: doubts, sources, the closest turns, the small print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from textwrap import shorten

import streamlit as st

from chats.blocks import STATUS, Block, blocks
from chats.exchange import Exchange
from chats.figures import COLUMNS, Figure, figures
from chats.references import found as found_turn
from chats.references import reference, shown, who
from ingest.index.passages import asks
from ingest.transcript import Transcript, Turn, spoken
from ingest.transcript import turn_id as id_of
from rag.check.citations import Answer, Citation
from rag.find.exchanges import exchange as exchange_of
from rag.find.retrieve import Index
from rag.follow.thread import Place
from ui.ask import again, scope
from ui.ask.quoted import answer_text, heading, place_link, span
from ui.chats import take, talk
from ui.cited import opened
from ui.markdown import plain, turn_link

OPENING = 110  # characters of a turn's beginning
# Lines below an answer that say to which question it replies; of more nobody knows which is whose.
BESIDE = 2


def show_details(index: Index, exchange: Exchange, is_last: bool) -> None:
    """Everything below the text of an answer. `is_last`: it is the conversation's last one."""
    answer = exchange.answer
    if exchange.error:
        st.error(plain(exchange.error))
    elif answer is not None:
        _show_answer(index, answer, f"quotes-{exchange.id}")
    elif exchange.stopped:
        st.caption("Stopped before the answer was complete.")
    else:
        st.caption("No answer yet: another window is writing it, or it was closed too early.")
    if exchange.found and (answer is None or answer.notice):
        with st.container(key=f"quotes-found-{exchange.id}"), st.expander("Turns found"):
            st.markdown(_listed(index, exchange.found))
    _footer(index, exchange)
    again.form(index, exchange, is_last)


def _footer(index: Index, exchange: Exchange) -> None:
    answer = exchange.answer
    with st.container(key=f"print-{exchange.id}"):
        st.caption(_small_print(index, exchange))
    with st.container(
        key=f"footer-{exchange.id}", horizontal=True, vertical_alignment="center", gap="small"
    ):
        if answer:
            take.buttons(index, exchange)
        again.button(exchange, bool(index.records))
        if answer and answer.understood != exchange.question and exchange.history:
            st.button(
                "Ask as written",
                key=f"written-{exchange.id}",
                type="tertiary",
                disabled=not index.records,
                on_click=talk.ask,
                args=(exchange.question, exchange.scope, (), exchange.id),
            )
        if exchange.versions:
            st.button(
                "Other version",
                key=f"swap-{exchange.id}",
                type="tertiary",
                help="What stood here before this question took its place",
                on_click=talk.swap,
                args=(exchange,),
            )


def _show_answer(index: Index, answer: Answer, key: str) -> None:
    if answer.notice:
        st.warning(plain(answer.notice))
    if answer.refused and answer.nearest:
        st.markdown(f"Related passages, not an answer:\n{_listed(index, answer.nearest)}")
    found = list(blocks(answer, opened(index)))
    if said := standing(answer, found):
        st.caption(plain(said))
    quotes = [b.citations[0].turn for b in found if b.is_quote]
    beside = dict.fromkeys(line for turn in quotes for line in _beside(index, turn, quotes))
    if 0 < len(beside) <= BESIDE:
        st.caption("  \n".join(beside))
    if side_by_side := figures(answer, opened(index)):
        st.markdown(_table(side_by_side))
    quoted = {c.label for b in found if b.is_quote for c in b.citations}
    cited = [c for c in answer.citations if c.label not in quoted]
    if cited:
        with st.container(key=key), st.expander(f"Quotes ({len(cited)})"):
            st.markdown("\n\n".join(_source(index, c) for c in cited))
    if answer.offered and answer.offered.sentences:
        with st.container(key=f"{key}-offered"), st.expander("What the record says, quoted"):
            st.markdown(answer_text(answer.offered, opened(index)))


def _table(found: Sequence[Figure]) -> str:
    rows = [COLUMNS, ("---",) * len(COLUMNS)]
    for each in found:
        place = each.place
        named = ", ".join(filter(None, (place.title, place.date)))
        link = place_link(place, place.place, span(each.citation))
        rows.append(
            (f"**{plain(each.said)}**", plain(shown(place.speaker)), f"{plain(named)} · {link}")
        )
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def standing(answer: Answer, found: Sequence[Block]) -> str:
    """How many of a model's sentences stand in the record, in signs and words."""
    if answer.model == "quoting" or answer.refused:
        return ""
    signs = Counter(STATUS[b.status][0] for b in found if b.status)
    words = {"\u2713": "in the record", "?": "not verified", "\u2717": "contradicted"}
    return " · ".join(f"{sign} {signs[sign]} {word}" for sign, word in words.items() if signs[sign])


def _source(index: Index, citation: Citation) -> str:
    place = heading(reference(citation, opened(index)), span(citation))
    quote = f"  \n“{plain(citation.quote)}”" if citation.quote else ""
    said = "" if citation.status == "verbatim" else f" · {plain(STATUS[citation.status])}"
    beside = "".join(f"  \n{line}" for line in _beside(index, citation.turn))
    return f"**{citation.label}** {place}{said}{quote}{beside}"


def _beside(index: Index, turn_id: str, quoted: Sequence[str] = ()) -> list[str]:
    """The question that a cited turn answers, or the answer to a cited question.

    Those among the turns `quoted` are read already.
    """
    found = found_turn(turn_id, opened(index))
    if not found:
        return []
    transcript, turn = found
    together = exchange_of(transcript.turns, turn.number)
    first, last = together[0], together[-1]
    read = [t for t in (first, last) if id_of(transcript.name, t.number) in quoted]
    lines = []
    if first.number < turn.number and asks(spoken(first.text)) and first not in read:
        lines.append(f"in reply to {_heard(transcript, first)}")
    if last.number > turn.number and asks(spoken(turn.text)) and last not in read:
        lines.append(f"answered by {_heard(transcript, last)}")
    return lines


def _heard(transcript: Transcript, turn: Turn) -> str:
    link = turn_link(f"turn {turn.number}", id_of(transcript.name, turn.number))
    words = shorten(turn.text, OPENING, placeholder=" …")
    return f"{plain(who(turn))}, {link}: “{plain(words)}”"


def _listed(index: Index, turns: Iterable[str]) -> str:
    return "\n".join(f"- {_opening(index, turn)}" for turn in turns)


def _opening(index: Index, turn_id: str) -> str:
    """A turn's place and its first words."""
    found = found_turn(turn_id, opened(index))
    speaker, text = (found[1].speaker, found[1].text) if found else (None, "")
    place = reference(Citation(0, turn_id, speaker, "", None, None, "verbatim"), opened(index))
    words = shorten(text, OPENING, placeholder=" …")
    return heading(place) + (f"  \n“{plain(words)}”" if words else "")


def _goes_on(index: Index, place: Place) -> str:
    """Where the last answer stands from which a follow-up goes on, as a link while it is there."""
    words = (place.start, place.end) if place.start is not None and place.end else None
    label = f"turn {place.number}{f' by {place.speaker}' if place.speaker else ''}"
    if place.name not in index.records:
        return f"goes on from {plain(label)} (removed)"
    return f"goes on from {turn_link(label, id_of(place.name, place.number), words)}"


def _small_print(index: Index, exchange: Exchange) -> str:
    answer = exchange.answer
    parts = []
    if answer:
        if answer.understood and answer.understood != exchange.question:
            parts.append(f"understood as: {plain(answer.understood)}")
        if answer.goes_on:
            parts.append(_goes_on(index, answer.goes_on.places[0]))
        if exchange.instructions and answer.model != "quoting":
            parts.append(f"told: {plain(exchange.instructions)}")
        parts.append(f"{answer.seconds:.2f} s")
        if answer.model != "quoting":
            parts.append(plain(answer.model))
        elif answer.citations:
            parts.append("quoted from the record")
        if answer.tokens:
            parts.append(f"{answer.tokens[0]:,} + {answer.tokens[1]:,} tokens")
    if exchange.preferred:
        parts.append(f"prefers {plain(' and '.join(exchange.preferred))}")
    if limits := exchange.looked_in or scope.describe(index, exchange.scope):
        parts.append(f"looked in: {plain(limits)}")
    return " · ".join(parts)
