"""The elements of a page behind the text that was taken from it, by where their text begins."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.open.containers import Document, decode

_PATH = re.compile(r"\(//(?P<tag>[a-z][a-z0-9]*)\)\[(?P<number>\d+)\]")


def elements(document: Document) -> dict[int, LexborNode]:
    """The element of each block of a page, by its offset in the text, in order."""
    found = [(p.offset, m) for p in document.places if (m := _PATH.fullmatch(p.path or ""))]
    page = LexborHTMLParser(decode(document.data))
    every = {tag: page.css(tag) for tag in {m["tag"] for _, m in found}}
    made = ((offset, every[m["tag"]], int(m["number"]) - 1) for offset, m in found)
    return {offset: own[at] for offset, own, at in made if at < len(own)}
