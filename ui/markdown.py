"""Untrusted text (transcripts, file names, model output) made safe for Streamlit's Markdown.

Two layers have to be undone. Markdown itself: every ASCII punctuation mark takes a backslash.
And what runs on the text after Markdown has been read, where a backslash is gone: automatic links,
emoji names, icons, and `--` or `->` turned into symbols; an invisible word joiner breaks those.
"""

from __future__ import annotations

import re
from urllib.parse import quote

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
