"""Telegram: the application's exports as JSON and HTML, and messages copied from its window."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.errors import BrokenFile
from ingest.open.containers import Document
from ingest.open.encoding import decode
from ingest.readers.common import clock, json_file, lines
from ingest.readers.common.blocks import Opening, messages, tile
from ingest.transcript import RawTurn, Reading, Source, clean

_JSON = re.compile(r'"(?:date_unixtime|from_id|text_entities)"\s*:')
_PAGE = re.compile(r'class="message default')
# "Ann Lee, [05.04.2023 10:01]": the line above a copied message.
_COPIED = re.compile(
    rf"\ufeff?(?P<name>\S[^\n]{{0,79}}?), \[(?P<stamp>{clock.DATE},? {clock.TIME})\][ \t]*:?$"
)


def sniff(document: Document) -> str | None:
    """A reason when the file is an export, or lines of name and time stand above the messages."""
    text = document.text.lstrip("\ufeff \t\r\n")
    if text.startswith("{"):
        shaped = _JSON.search(text[:20_000]) and '"messages"' in text[:20_000]
        return "JSON with messages, from_id and text_entities (Telegram)" if shaped else None
    if document.container == "html":
        count = len(_PAGE.findall(decode(document.data)))
        return f"{count} elements of class 'message default' (Telegram)" if count else None
    seen = [x.text for x in lines.split(document.text[:50_000]) if not x.blank]
    count = sum(1 for x in seen if _COPIED.match(x))
    enough = count and (count > 1 or _COPIED.match(seen[0]))
    return f"{count} lines 'name, [date time]' (Telegram)" if enough else None


def read(document: Document) -> list[Reading]:
    """A turn a message; one reading, or one a chat where all were exported. Raises BrokenFile."""
    if document.container == "html":
        return [_page(document)]
    if document.text.lstrip("\ufeff \t\r\n").startswith("{"):
        return _exported(document)
    found = messages(document.text, lines.split(document.text), _opens)
    timed = clock.conversation([b.stamp for b in found])
    blocks = [replace(b, start_ms=ms) for b, ms in zip(found, timed.ms, strict=True)]
    turns, front, back = tile(document.text, blocks)
    return [Reading("chat:telegram", turns, front=front, back=back, date=timed.date)]


def _opens(line: str) -> Opening | None:
    m = _COPIED.match(line)
    return Opening(m["name"], len(line), m["stamp"]) if m else None


def _exported(document: Document) -> list[Reading]:
    value = json_file.at(document, json_file.load(document), "$", dict)
    chats = value.get("chats")
    if not isinstance(chats, dict):
        return [_chat(document, value, "", None)]
    listed = json_file.at(document, chats.get("list"), "chats.list", list)
    return [
        _chat(document, json_file.at(document, chat, path, dict), f"{path}.", str(n))
        for n, chat in enumerate(listed, 1)
        for path in [f"chats.list[{n - 1}]"]
    ]


def _chat(document: Document, chat: dict[str, Any], above: str, part: str | None) -> Reading:
    found = json_file.at(document, chat.get("messages"), f"{above}messages", list)
    talk = [
        (m, f"{above}messages[{n}]")
        for n, m in enumerate(found)
        if isinstance(m, dict) and m.get("type") == "message"
    ]
    timed = clock.conversation([str(m.get("date")).replace("T", " ") for m, _ in talk])
    turns = tuple(
        RawTurn(_name(m.get("from")), _text(m.get("text")), ms, source=Source(path=path))
        for (m, path), ms in zip(talk, timed.ms, strict=True)
    )
    title = _name(chat.get("name"))
    named = f"{part}-{title}" if part and title else part
    return Reading("chat:telegram", turns, title=title, date=timed.date, part=named)


def _name(value: Any) -> str | None:
    return clean(value) or None if isinstance(value, str) else None


def _text(value: Any) -> str:
    """The text, which may be in pieces: words, and objects for links and bold type."""
    pieces = value if isinstance(value, list) else [value]
    texts = (p.get("text") if isinstance(p, dict) else p for p in pieces)
    return clean("".join(t for t in texts if isinstance(t, str)))


def _page(document: Document) -> Reading:
    tree = LexborHTMLParser(decode(document.data))
    for line_break in tree.css("br"):
        line_break.replace_with("\n")
    if nested := tree.css_first("div.message.default div.message.default"):
        # Each would hold the text of all that follow it.
        place = f"message {nested.attributes.get('id')}"
        raise BrokenFile(
            document.path, "it stands inside another: the page's tags never close", place
        )
    found = tree.css("div.message.default")
    timed = clock.conversation([_stamp(message) for message in found])
    turns: list[RawTurn] = []
    label: str | None = None
    for message, ms in zip(found, timed.ms, strict=True):
        label = _content(message, "div.from_name") or label  # one of a row has it
        text = "\n\n".join(clean(node.text()) for node in message.css("div.text"))
        path = f'//div[@id="{message.attributes.get("id")}"]'
        turns.append(RawTurn(label, text, ms, source=Source(path=path)))
    title = _content(tree.css_first("div.page_header"), "div.text") or None
    return Reading("chat:telegram", tuple(turns), title=title, date=timed.date)


def _content(node: LexborNode | None, selector: str) -> str:
    inside = node.css_first(selector) if node else None
    return clean(inside.text()) if inside else ""


def _stamp(message: LexborNode) -> str:
    date = message.css_first("div.date")
    return (date.attributes.get("title") or "").partition(" UTC")[0] if date else ""
