"""An answer in Streamlit's Markdown; of a long one the first part, and the rest folded."""

from __future__ import annotations

from textwrap import shorten

import streamlit as st

from chats.blocks import STATUS, Block, block, blocks
from chats.references import Open, Reference, shown
from rag.check.citations import Answer, Citation, Sentence
from ui.markdown import plain, turn_link

# Characters of an answer that are read at a glance.
LONG = 1_800
HOVERED = 240  # characters of a quotation that come up over its number
_COLOURS = {"contradicted": "red"}


def show_answer(answer: Answer, open_: Open, looked_in: str = "") -> None:
    """The text of an answer. `looked_in`: the scope in words, empty for everything."""
    found = list(blocks(answer, open_, looked_in))
    kept, size = 1, len(found[0].text)
    while kept < len(found) and size + len(found[kept].text) <= LONG:
        size += len(found[kept].text)
        kept += 1
    if len(found) - kept < 2:  # one more is read sooner than unfolded
        kept = len(found)
    st.markdown(_joined(found[:kept]))
    if rest := found[kept:]:
        with st.expander(f"The rest of the answer ({len(rest)} more)"):
            st.markdown(_joined(rest))


def answer_text(answer: Answer, open_: Open) -> str:
    """The whole answer as Markdown."""
    return _joined(list(blocks(answer, open_)))


def written(sentence: Sentence, open_: Open) -> str:
    """A sentence as Markdown: its words, its citations, and what is wrong with it, if anything."""
    return _shown(block(sentence, open_))


def heading(place: Reference, words: tuple[int, int] | None = None) -> str:
    """Who says it, in which transcript, and when; the time or turn is a link."""
    named = plain(", ".join(filter(None, (place.title, place.date))))
    where = f"{named} · {place_link(place, place.place, words)}"
    said = f":gray[{where}]" if place.is_gone else where
    return f"**{plain(shown(place.speaker))}** · :small[{said}]"


def place_link(
    place: Reference, label: str, words: tuple[int, int] | None = None, title: str = ""
) -> str:
    """A link to a place; mere words where the library no longer holds it."""
    return plain(label) if place.is_gone else turn_link(label, place.turn, words, title)


def span(citation: Citation) -> tuple[int, int] | None:
    """Where the cited words stand in the turn's text, if they do."""
    if citation.start is None or citation.end is None:
        return None
    return citation.start, citation.end


def _joined(found: list[Block]) -> str:
    shown = ""
    for each in found:
        shown += ("\n\n" if each.opens else " ") + _shown(each)
    return shown.strip()


def _shown(each: Block) -> str:
    topic = f"##### {plain(each.topic)}\n\n" if each.topic else ""
    above = f"{heading(each.by, span(each.citations[0]))}  \n" if each.by else ""
    note = f":gray[{plain(each.note)}:] " if each.note else ""
    title = f"**{plain(each.title)}:** " if each.title else ""
    chips = (_chip(c, r) for c, r in zip(each.citations, each.references, strict=True))
    text = " ".join([f"{topic}{above}{note}{title}{_words(each)}", *chips])
    colour = _COLOURS.get(each.status, "orange")
    return f"{text} :{colour}[({plain(each.doubt)})]" if each.doubt else text


def _words(each: Block) -> str:
    start, end = each.bold or (0, 0)
    words = each.text[start:end]
    # Bold that begins or ends on a sign is not read as bold next to a letter.
    if not words or not (words[0].isalnum() and words[-1].isalnum()):
        return plain(each.text)
    # `plain` takes the blanks before its first word.
    after = each.text[end:]
    space = " " if after[:1].isspace() else ""
    return f"{plain(each.text[:start])}**{plain(words)}**{space}{plain(after)}"


def _chip(citation: Citation, place: Reference) -> str:
    """The numbered link of a citation; where it leads, and to which words, comes up over it."""
    words = f" “{shorten(place.quote, HOVERED, placeholder=' …')}”" if place.quote else ""
    title = f"{place.heading}: {STATUS[citation.status]}{words}"
    chip = place_link(place, str(citation.label), span(citation), title)
    return f":gray[{chip}]" if place.is_gone else chip
