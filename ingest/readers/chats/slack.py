"""Slack exports: a channel's messages of a day, or what the API gives, as JSON."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any

from ingest.open.containers import Document, decode
from ingest.readers.common import clock, json_file
from ingest.transcript import RawTurn, Reading, Source, clean

# What people or programs wrote; all other kinds report what happened to the channel.
_TALK = frozenset(
    ["", "bot_message", "thread_broadcast", "me_message", "file_share", "file_comment"]
)
_MENTION = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
_TS = re.compile(r"\d{9,11}(?:\.\d{1,9})?")


def sniff(document: Document) -> str | None:
    """A reason when the first objects are Slack messages."""
    text = document.text.lstrip("\ufeff \t\r\n")
    if not text.startswith(("[", "{")) or '"ts"' not in text:
        return None
    return "JSON objects with type 'message' and 'ts' (Slack)" if _shaped(text) else None


def read(document: Document) -> list[Reading]:
    """One reading, the messages in the order of time. Raises BrokenFile."""
    value, path = json_file.load(document), "$"
    if isinstance(value, dict):
        value, path = value.get("messages"), "messages"
    found = [
        (json_file.at(document, item, f"{path}[{n}]", dict), f"{path}[{n}]")
        for n, item in enumerate(json_file.at(document, value, path, list))
    ]
    talk = [(m, where) for m, where in found if _is_talk(m)]
    talk.sort(key=lambda f: _seconds(f[0]))
    names = {**dict(_names(m for m, _ in found)), **document.people}
    timed = clock.since_first([datetime.fromtimestamp(_seconds(m), UTC) for m, _ in talk])
    turns = tuple(
        RawTurn(_label(m, names), _text(m, names), ms, source=Source(path=where))
        for (m, where), ms in zip(talk, timed.ms, strict=True)
    )
    # In an export each channel is a folder of days.
    channel = PurePath(document.path).parent.name if document.people else None
    return [Reading("chat:slack", turns, title=channel, date=timed.date, part=channel)]


def directory(path: str, data: bytes) -> dict[str, str]:
    """The names of people by their ids, from the `users.json` of an export. Raises BrokenFile."""
    value = json_file.load(Document(path, data, decode(data)))
    users = [u for u in value if isinstance(u, dict)] if isinstance(value, list) else []
    named = ((u.get("id"), _name(u.get("profile")) or _name(u)) for u in users)
    return {i: name for i, name in named if isinstance(i, str) and name}


def _shaped(text: str) -> bool:
    for item in json_file.objects(text):
        messages = item.get("messages")
        first = messages[0] if isinstance(messages, list) and messages else item
        if isinstance(first, dict) and first.get("type") == "message" and _stamped(first):
            return True
    return False


def _stamped(message: dict[str, Any]) -> bool:
    return bool(_TS.fullmatch(str(message.get("ts", ""))))


def _is_talk(message: dict[str, Any]) -> bool:
    kinds = message.get("type") == "message" and message.get("subtype", "") in _TALK
    return bool(kinds) and _stamped(message)


def _seconds(message: dict[str, Any]) -> float:
    return float(message["ts"])


def _names(messages: Iterator[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """User ids with the names that any message's profile gives."""
    for message in messages:
        if isinstance(user := message.get("user"), str) and (name := _profile(message)):
            yield user, name


def _profile(message: dict[str, Any]) -> str | None:
    for field in ("user_profile", "bot_profile"):
        if name := _name(message.get(field)):
            return name
    return None


def _name(profile: Any) -> str | None:
    names = (
        profile.get(k) if isinstance(profile, dict) else None
        for k in ("real_name", "display_name", "name")
    )
    return next((n for n in names if isinstance(n, str) and n.strip()), None)


def _label(message: dict[str, Any], names: dict[str, str]) -> str | None:
    user = message.get("user")
    named = names.get(user) if isinstance(user, str) else None
    given = (_profile(message), named, message.get("username"), user, message.get("bot_id"))
    return next((clean(g) for g in given if isinstance(g, str) and clean(g)), None)


def _text(message: dict[str, Any], names: dict[str, str]) -> str:
    """The text, or where a program sent cards only, theirs; mentions by name, entities decoded."""

    def shown(m: re.Match[str]) -> str:
        kind, target, label = m[1], m[2], m[3]
        if kind == "@":
            return f"@{label or names.get(target, target)}"
        if kind in ("#", "!"):
            return f"{'#' if kind == '#' else '@'}{label or target}".replace("@@", "@")
        return f"{label} ({target})" if label and label not in target else label or target

    text = message.get("text")
    if not isinstance(text, str) or not text.strip():
        cards = [a for a in message.get("attachments") or [] if isinstance(a, dict)]
        texts = [a.get("text") or a.get("fallback") for a in cards]
        text = "\n\n".join(t for t in texts if isinstance(t, str))
    return clean(html.unescape(_MENTION.sub(shown, text)))
