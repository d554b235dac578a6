"""Conversations: begun, gone on with, listed, searched, named, pinned, deleted and brought back.

Each change is one transaction on the store in the library's `folder` and raises StoreError where
that cannot be used. Each adds to the conversation's `revision`, by which a second window sees it.
"""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe
from textwrap import shorten

from chats.database import reading, writing
from chats.errors import UnknownChat
from chats.exchange import Exchange, from_text, to_text, words

# Characters of a conversation's name, as of its first question.
LONGEST = 80
# So many that were deleted last can come back, as with transcripts.
MOST_DELETED = 100
_COLUMNS = "id, title, pinned, changed, revision"


@dataclass(frozen=True, slots=True)
class Chat:
    """A conversation in the list. `changed`: milliseconds since 1970."""

    id: str
    title: str
    pinned: bool
    changed: int
    revision: int


def start(folder: Path, first: Exchange) -> str:
    """A new conversation, named by its first question; its id."""
    chat = token_urlsafe(9)
    title = shorten(first.question, LONGEST, placeholder=" …") or "Empty question"
    with writing(folder) as store:
        store.execute(
            "INSERT INTO chats (id, title, changed) VALUES (?, ?, ?)", (chat, title, _now())
        )
        _insert(store, chat, first)
    return chat


def add(folder: Path, chat: str, exchange: Exchange, instead_of: str | None = None) -> None:
    """Go on with a conversation. Raises UnknownChat.

    `instead_of`: the exchange that is set aside for this one, with all that came after it.
    """
    with writing(folder) as store:
        _changed(store, chat)
        if instead_of:
            _set_aside(store, chat, instead_of, exchange.id)
        _insert(store, chat, exchange)


def save(folder: Path, chat: str, exchange: Exchange) -> None:
    """Store what has come of an exchange."""
    with writing(folder) as store:
        _changed(store, chat, is_talk=False)
        store.execute(
            "UPDATE exchanges SET data = ?, words = ? WHERE id = ? AND chat = ?",
            (to_text(exchange), words(exchange), exchange.id, chat),
        )


def swap(folder: Path, chat: str, exchange: str) -> None:
    """Bring back the version that was set aside for an exchange, and set this one aside for it."""
    with writing(folder) as store:
        _changed(store, chat, is_talk=False)
        back = store.execute(
            "SELECT id FROM exchanges WHERE chat = ? AND aside_for = ? ORDER BY place",
            (chat, exchange),
        ).fetchall()
        if back:
            _set_aside(store, chat, exchange, back[0][0])
            marks = ",".join("?" * len(back))
            store.execute(
                f"UPDATE exchanges SET aside_for = NULL WHERE id IN ({marks})",  # noqa: S608 - marks
                [name for (name,) in back],
            )


def read(folder: Path, chat: str) -> tuple[Chat, list[Exchange]]:
    """A conversation, oldest exchange first. Raises UnknownChat."""
    with reading(folder) as store:
        held = _chat(store, chat)
        others = {
            name
            for (name,) in store.execute(
                "SELECT DISTINCT aside_for FROM exchanges WHERE chat = ?", (chat,)
            )
        }
        rows = store.execute(
            "SELECT id, data FROM exchanges WHERE chat = ? AND aside_for IS NULL ORDER BY place",
            (chat,),
        )
        return held, [from_text(name, text, versions=name in others) for name, text in rows]


def revision(folder: Path, chat: str) -> int:
    """A number that changes when the conversation does. Raises UnknownChat."""
    with reading(folder) as store:
        return _chat(store, chat).revision


def listed(folder: Path, most: int, wanted: str = "") -> list[Chat]:
    """Up to `most` conversations, the pinned ones first, then the last changed.

    `wanted`: words that stand in the name, a question or an answer, whatever their case.
    """
    found = wanted.casefold().strip()
    where, values = "deleted IS NULL", []
    if found:
        where += (
            " AND (instr(fold(title), ?) OR id IN"
            " (SELECT chat FROM exchanges WHERE aside_for IS NULL AND instr(words, ?)))"
        )
        values = [found, found]
    with reading(folder) as store:
        rows = store.execute(
            f"SELECT {_COLUMNS} FROM chats WHERE {where}"  # noqa: S608 - values are bound
            " ORDER BY pinned DESC, changed DESC, rowid DESC LIMIT ?",
            [*values, most],
        )
        return [_read(row) for row in rows]


def count(folder: Path) -> int:
    """How many conversations there are."""
    with reading(folder) as store:
        (number,) = store.execute("SELECT count(*) FROM chats WHERE deleted IS NULL").fetchone()
        return int(number)


def rename(folder: Path, chat: str, title: str) -> None:
    """Give a conversation another name; an empty one is ignored."""
    if title.strip():
        _set(folder, chat, "title", shorten(title, LONGEST, placeholder=" …"))


def pin(folder: Path, chat: str, pinned: bool) -> None:
    """Keep a conversation at the top of the list, or no longer."""
    _set(folder, chat, "pinned", int(pinned))


def delete(folder: Path, chat: str) -> None:
    """Take a conversation off the list; the last MOST_DELETED can come back."""
    _set(folder, chat, "deleted", _now())
    with writing(folder) as store:
        gone = store.execute(
            "SELECT id FROM chats WHERE deleted IS NOT NULL ORDER BY deleted DESC, rowid DESC"
            " LIMIT -1 OFFSET ?",
            (MOST_DELETED,),
        ).fetchall()
        store.executemany("DELETE FROM exchanges WHERE chat = ?", gone)
        store.executemany("DELETE FROM chats WHERE id = ?", gone)


def bring_back(folder: Path, chat: str) -> None:
    """Undo `delete`. Raises UnknownChat where it is gone for good."""
    with writing(folder) as store:
        done = store.execute("UPDATE chats SET deleted = NULL WHERE id = ?", (chat,))
        if not done.rowcount:
            raise UnknownChat(chat)


def _insert(store: sqlite3.Connection, chat: str, exchange: Exchange) -> None:
    store.execute(
        "INSERT INTO exchanges (id, chat, data, words) VALUES (?, ?, ?, ?)",
        (exchange.id, chat, to_text(exchange), words(exchange)),
    )


def _set_aside(store: sqlite3.Connection, chat: str, first: str, for_whom: str) -> None:
    store.execute(
        "UPDATE exchanges SET aside_for = ? WHERE chat = ? AND aside_for IS NULL AND place >="
        " (SELECT place FROM exchanges WHERE id = ? AND chat = ?)",
        (for_whom, chat, first, chat),
    )


def _changed(store: sqlite3.Connection, chat: str, *, is_talk: bool = True) -> None:
    """Count a change. Only talk moves a conversation up the list."""
    _chat(store, chat)
    store.execute("UPDATE chats SET revision = revision + 1 WHERE id = ?", (chat,))
    if is_talk:
        store.execute("UPDATE chats SET changed = ? WHERE id = ?", (_now(), chat))


def _set(folder: Path, chat: str, column: str, value: object) -> None:
    with writing(folder) as store:
        _chat(store, chat)
        store.execute(
            f"UPDATE chats SET {column} = ?, revision = revision + 1 WHERE id = ?",  # noqa: S608
            (value, chat),
        )


def _chat(store: sqlite3.Connection, chat: str) -> Chat:
    row = store.execute(f"SELECT {_COLUMNS}, deleted FROM chats WHERE id = ?", (chat,)).fetchone()  # noqa: S608
    if row is None or row[-1] is not None:
        raise UnknownChat(chat, is_deleted=row is not None)
    return _read(row)


def _read(row: tuple[object, ...]) -> Chat:
    name, title, pinned, changed, number = row[:5]
    return Chat(str(name), str(title), bool(pinned), int(str(changed)), int(str(number)))


def _now() -> int:
    return time.time_ns() // 1_000_000
