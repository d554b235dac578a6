"""Untrusted text (transcripts, file names, model output) made safe for Streamlit's Markdown.

Two layers have to be undone. Markdown itself: every ASCII punctuation mark takes a backslash.
And what runs on the text after Markdown has been read, where a backslash is gone: automatic links,
emoji names, icons, and `--` or `->` turned into symbols; an invisible word joiner breaks those.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from ingest.transcript import parse_turn_id
from rag.check.citations import STANDS, Answer, Citation, Sentence

_JOINER = "\u2060"
_REWRITTEN = re.compile(
    r"""(?<=:)(?=[\w+-]*[a-z+-][\w+-]*:|100:|1234:)  # emoji and icons, not 10:30:00
    |(?<=https)(?=://)|(?<=http)(?=://)|(?<=www)(?=\.)|(?<=\w)(?=@\w)   # automatic links
    |(?<!\S)(?:<-|[-<>~])(?=[->=](?:>|\s|$)|[->=]$)  # -- -> <- <-> >= <= ~=
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def plain(text: str) -> str:
    """`text` as Markdown that shows exactly these words: no links, images, HTML, formulas."""
    text = _REWRITTEN.sub(lambda m: m.group() + _JOINER, text)
    return _PUNCTUATION.sub(r"\\\1", _INDENT.sub("", text))


def turn_link(words: str, turn: str, span: tuple[int, int] | None = None, title: str = "") -> str:
    """A link that the reader pane follows. `span` is the characters to mark in the turn's text.

    The part after `#` is what the address bar then shows after `?`.
    """
    where = f"turn={quote(turn, safe='')}" + (f"&words={span[0]}-{span[1]}" if span else "")
    hint = f' "{plain(" ".join(title.split()))}"' if title else ""
    return f"[{plain(words)}](#{where}{hint})"


def chip(citation: Citation) -> str:
    """The numbered link of a citation."""
    _, number = parse_turn_id(citation.turn)
    title = f"{citation.speaker or 'Unnamed'}, turn {number}"
    return turn_link(str(citation.label), citation.turn, span(citation), title)


def span(citation: Citation) -> tuple[int, int] | None:
    """Where the cited words stand in the turn's text, if they do."""
    if citation.start is None or citation.end is None:
        return None
    return citation.start, citation.end


def answer_text(answer: Answer) -> str:
    """The whole answer as Markdown: each sentence, its citations, and what is not supported.

    Quotes stand apart, each in a paragraph; prose runs on, in the paragraphs it was written in.
    Numbers come from the citations alone, never from reading the text: a `[1]` that somebody
    said stays text.
    """
    if not answer.sentences:
        return plain(answer.text)
    if answer.model == "quoting":
        return "\n\n".join(map(sentence_text, answer.sentences))
    shown, at = "", 0
    for sentence in answer.sentences:
        found = answer.text.find(sentence.text, at)
        gap = answer.text[at:found] if found >= 0 else ""
        shown += ("\n\n" if "\n" in gap else " ") + sentence_text(sentence)
        at = found + len(sentence.text) if found >= 0 else at
    return shown.strip()


def sentence_text(sentence: Sentence) -> str:
    """A sentence as Markdown: its words, its citations, and why it does not stand, if so."""
    text = " ".join([plain(sentence.text), *map(chip, sentence.citations)])
    if sentence.status in STANDS:
        return text
    problem = f": {plain(sentence.problem)}" if sentence.problem else ""
    if sentence.status == "contradicted":
        return f"{text} :red[(contradicted by the record{problem})]"
    return f"{text} :orange[(not verified{problem})]"
