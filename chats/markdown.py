"""Answers and conversations as Markdown that any program reads: every quoted sign stays a sign."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from chats.blocks import Block, blocks
from chats.exchange import Exchange, asked_how
from chats.figures import COLUMNS, Figure, figures
from chats.references import Open, Reference, reference, references, shown
from rag.check.citations import Citation

_SIGNS = re.compile(r"([\\`*_\[\]<>#|~&$])")
# What begins a list or a heading where it begins a line.
_OPENS = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)")


def escaped(text: str) -> str:
    """`text` as Markdown that shows exactly these words, on one line."""
    line = _SIGNS.sub(r"\\\1", " ".join(text.split()))
    return _OPENS.sub(lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", line)


def link(turn: str, words: tuple[int | None, int | None], base: str) -> str:
    """The address of a turn in this library, `base` being that of the page."""
    start, end = words
    marked = f"&words={start}-{end}" if start is not None and end is not None else ""
    return f"{base}?turn={quote(turn, safe='')}{marked}"


def conversation(title: str, exchanges: Sequence[Exchange], open_: Open, base: str) -> str:
    """A whole conversation under its name; one question that is the name stands there alone."""
    is_one = [e.question for e in exchanges] == [title]
    parts = (_answered(e, open_, base) if is_one else answer(e, open_, base) for e in exchanges)
    return "\n\n".join([f"# {escaped(title)}", *parts]) + "\n"


def answer(exchange: Exchange, open_: Open, base: str) -> str:
    """A question, its answer with links, and the list of what it cites."""
    return f"## {escaped(exchange.question)}\n\n{_answered(exchange, open_, base)}"


def _answered(exchange: Exchange, open_: Open, base: str) -> str:
    parts = [escaped(how)] if (how := asked_how(exchange)) else []
    if exchange.answer is None:
        return "\n\n".join([*parts, escaped(exchange.error or "Not answered.")])
    text = ""
    for each in blocks(exchange.answer, open_, exchange.looked_in):
        text += ("\n\n" if each.opens else " ") + _shown(each, base)
    parts.append(text.strip())
    if side_by_side := figures(exchange.answer, open_):
        parts.append(_table(side_by_side, base))
    if listed := [_listed(r) for r in references(exchange.answer, open_)]:
        parts.append("Cited:\n\n" + "\n".join(listed))
    return "\n\n".join(parts)


def single(citation: Citation, open_: Open, base: str) -> str:
    """One quotation with its reference."""
    place = reference(citation, open_)
    where = link(citation.turn, (citation.start, citation.end), base)
    return f"> \u201c{escaped(place.quote)}\u201d\n>\n> [{escaped(place.heading)}]({where})\n"


def _shown(each: Block, base: str) -> str:
    start, end = each.bold or (0, 0)
    words = escaped(each.text)
    if end > start:
        before, bold, after = each.text[:start], each.text[start:end], each.text[end:]
        inside = f"{escaped(before)} **{escaped(bold)}**"
        words = (inside if before[-1:].isspace() else inside.replace(" **", "**", 1)) + _after(
            after
        )
    labels = "".join(
        f" [\\[{c.label}\\]]({link(c.turn, (c.start, c.end), base)})" for c in each.citations
    )
    title = f"**{escaped(each.title)}:** " if each.title else ""
    doubt = f" ({escaped(each.doubt)})" if each.doubt else ""
    note = f"*{escaped(each.note)}:* " if each.note else ""
    if not each.is_quote:
        return f"{note}{title}{words}{labels}{doubt}"
    above = (
        f"**{escaped(shown(each.by.speaker))}** · {escaped(each.by.where)}\n\n" if each.by else ""
    )
    topic = f"### {escaped(each.topic)}\n\n" if each.topic else ""
    return f"{topic}{above}> {note}{words}{labels}"


def _table(found: Iterable[Figure], base: str) -> str:
    rows = [COLUMNS, ("---",) * len(COLUMNS)]
    for each in found:
        where = link(each.place.turn, (each.citation.start, each.citation.end), base)
        speaker = escaped(shown(each.place.speaker))
        rows.append((escaped(each.said), speaker, f"[{escaped(each.place.where)}]({where})"))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _after(text: str) -> str:
    return (" " if text[:1].isspace() else "") + escaped(text)


def _listed(place: Reference) -> str:
    words = f": \u201c{escaped(place.quote)}\u201d" if place.quote else ""
    return f"{place.label}. {escaped(place.listed)}{words}"
