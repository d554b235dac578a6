"""Conversations on disk: kept, found, changed, and never lost to a fault of the file."""

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from chats import conversations
from chats.database import FILE, PATIENCE, VERSION, writing
from chats.errors import StoreError, UnknownChat
from chats.exchange import Exchange, Scope, from_text, history, to_text
from rag.check.citations import Answer, Citation, Sentence
from rag.follow.earlier import REMEMBERED, Earlier, of_answer
from rag.follow.thread import Place, Thread

WAVES = Citation(1, "gale#2", "Ada Reed", "six metres", 10, 20, "verbatim")
ANSWER = Answer(
    "How high?", "How high?", "Ada Reed: six metres [1]", (Sentence("six metres", (WAVES,)),), False
)


def asked(question: str, **more: object) -> Exchange:
    return replace(Exchange(question), **more)  # type: ignore[arg-type]


def questions(folder: Path, chat: str) -> list[str]:
    return [e.question for e in conversations.read(folder, chat)[1]]


def titles(folder: Path, wanted: str = "") -> list[str]:
    return [c.title for c in conversations.listed(folder, 50, wanted)]


PLACES = (Place("gale", 2, 0, 9, "Ada"),)
GOES_ON = Thread("Why?", ("Who?",), PLACES)
BEFORE = (Earlier("Who?", "Ada.", ("What?",), PLACES), Earlier("When?"))


def test_an_exchange_is_read_as_it_was_written() -> None:
    whole = Exchange(
        "How high?", Scope(("c",), ("gale",), ("Ada",), "2024"), BEFORE, "so far",
        replace(ANSWER, offered=ANSWER, tokens=(1, 2), goes_on=GOES_ON), None, "How high?",
        ("gale#2",), ("Ada",), "gale, Ada", "In German.", True, 1,
    )  # fmt: skip
    assert from_text(whole.id, to_text(whole)) == whole


def test_the_history_of_an_older_version_has_the_questions_alone() -> None:
    kept = json.loads(to_text(asked("How high?"))) | {"history": ["Who?"]}
    assert from_text("a", json.dumps(kept)).history == (Earlier("Who?"),)


def test_the_next_question_goes_on_from_the_answers_above_it() -> None:
    without, answered = asked("When?"), asked("How high?", answer=ANSWER)
    made = history([*[without] * 9, answered])
    assert len(made) == REMEMBERED
    assert made[-2:] == (Earlier("When?"), of_answer(ANSWER))
    assert of_answer(ANSWER).places


def test_a_conversation_is_named_by_its_first_question_and_goes_on(tmp_path: Path) -> None:
    first = asked("How high were the waves?")
    chat = conversations.start(tmp_path, first)
    conversations.add(tmp_path, chat, asked("And the wall?"))
    conversations.save(tmp_path, chat, replace(first, answer=ANSWER))
    held, exchanges = conversations.read(tmp_path, chat)
    assert held.title == "How high were the waves?"
    assert [e.question for e in exchanges] == ["How high were the waves?", "And the wall?"]
    assert exchanges[0].answer == ANSWER


def test_the_list_is_pinned_first_then_last_changed_and_searched_in_any_case(
    tmp_path: Path,
) -> None:
    ids = [conversations.start(tmp_path, asked(q)) for q in ("Über den Damm?", "Two?", "Three?")]
    conversations.pin(tmp_path, ids[0], True)
    conversations.rename(tmp_path, ids[1], "  The ferry  ")
    conversations.save(tmp_path, ids[2], asked("Three?"))
    assert titles(tmp_path) == ["Über den Damm?", "Three?", "The ferry"]
    assert titles(tmp_path, "ÜBER") == ["Über den Damm?"]
    assert titles(tmp_path, "two?") == ["The ferry"]
    assert titles(tmp_path, "%") == []


def test_of_ten_thousand_the_last_are_listed_and_any_is_found(tmp_path: Path) -> None:
    conversations.start(tmp_path, Exchange("What of the otters?"))
    with writing(tmp_path) as store:
        store.executemany(
            "INSERT INTO chats (id, title, changed) VALUES (?, ?, ?)",
            [(f"c{n}", f"Question {n}", 2**42 + n) for n in range(9_999)],
        )
    assert conversations.count(tmp_path) == 10_000
    assert [c.title for c in conversations.listed(tmp_path, 2)] == [
        "Question 9998",
        "Question 9997",
    ]
    assert [c.title for c in conversations.listed(tmp_path, 9, "OTTERS")] == ["What of the otters?"]


def test_an_answer_is_searched_too(tmp_path: Path) -> None:
    first = asked("How high?")
    chat = conversations.start(tmp_path, first)
    first.answer = ANSWER
    conversations.save(tmp_path, chat, first)
    assert titles(tmp_path, "SIX metres") == ["How high?"]


def test_what_was_deleted_comes_back_whole(tmp_path: Path) -> None:
    chat = conversations.start(tmp_path, asked("One?"))
    conversations.delete(tmp_path, chat)
    assert titles(tmp_path) == []
    with pytest.raises(UnknownChat, match="was deleted"):
        conversations.read(tmp_path, chat)
    conversations.bring_back(tmp_path, chat)
    assert questions(tmp_path, chat) == ["One?"]


def test_of_those_deleted_the_last_hundred_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversations, "MOST_DELETED", 1)
    ids = [conversations.start(tmp_path, asked(q)) for q in ("One?", "Two?")]
    for chat in ids:
        conversations.delete(tmp_path, chat)
    conversations.bring_back(tmp_path, ids[1])
    with pytest.raises(UnknownChat, match="is not here"):
        conversations.bring_back(tmp_path, ids[0])


def test_an_edited_question_sets_aside_what_came_after_and_back(tmp_path: Path) -> None:
    one, two, three, edited = (asked(q) for q in ("1", "2", "3", "2b"))
    chat = conversations.start(tmp_path, one)
    conversations.add(tmp_path, chat, two)
    conversations.add(tmp_path, chat, three)
    conversations.add(tmp_path, chat, edited, instead_of=two.id)
    assert questions(tmp_path, chat) == ["1", "2b"]
    assert [e.versions for e in conversations.read(tmp_path, chat)[1]] == [False, True]
    conversations.swap(tmp_path, chat, edited.id)
    assert questions(tmp_path, chat) == ["1", "2", "3"]
    conversations.swap(tmp_path, chat, two.id)
    assert questions(tmp_path, chat) == ["1", "2b"]


def test_two_windows_add_to_one_conversation_and_see_each_other(tmp_path: Path) -> None:
    chat = conversations.start(tmp_path, asked("One?"))
    before = conversations.revision(tmp_path, chat)
    conversations.add(tmp_path, chat, asked("Left?"))
    conversations.add(tmp_path, chat, asked("Right?"))
    assert conversations.revision(tmp_path, chat) != before
    assert questions(tmp_path, chat) == ["One?", "Left?", "Right?"]


def test_a_folder_without_a_store_has_none_and_reading_makes_none(tmp_path: Path) -> None:
    assert titles(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def broken(folder: Path) -> None:
    file = folder / FILE
    data = bytearray(file.read_bytes())
    data[100:] = b"\x5a" * (len(data) - 100)
    file.write_bytes(data)


def newer(folder: Path) -> None:
    with sqlite3.connect(folder / FILE) as store:
        store.execute(f"PRAGMA user_version = {VERSION + 1}")


def foreign(folder: Path) -> None:
    with sqlite3.connect(folder / FILE) as store:
        store.execute("PRAGMA application_id = 7")


def no_database(folder: Path) -> None:
    (folder / FILE).write_bytes(b"Dear diary, this is long enough to be looked at. " * 40)


def emptied(folder: Path) -> None:
    (folder / FILE).write_bytes(b"")


def not_filled(folder: Path) -> None:
    """A database of SQLite's without a table."""
    (folder / FILE).unlink()
    with sqlite3.connect(folder / FILE) as store:
        store.executescript("CREATE TABLE one (id); DROP TABLE one;")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (emptied, "this file was emptied; move it aside"),
        (not_filled, "this file is not On Record's"),
        (broken, "this file is damaged; move it aside"),
        (no_database, "this file is damaged; move it aside"),
        (newer, "a newer On Record wrote this file; update"),
        (foreign, "this file is not On Record's"),
    ],
)
def test_a_store_that_cannot_be_read_is_one_line_and_stays_as_it_is(
    tmp_path: Path, spoil: object, said: str
) -> None:
    chat = conversations.start(tmp_path, asked("One?"))
    spoil(tmp_path)  # type: ignore[operator]
    before = (tmp_path / FILE).read_bytes()
    for work in (
        lambda: conversations.read(tmp_path, chat),
        lambda: conversations.start(tmp_path, asked("Two?")),
    ):
        with pytest.raises(StoreError, match=rf"^{FILE}: {said}[^\n]*$"):
            work()
    assert (tmp_path / FILE).read_bytes() == before


def test_the_first_to_write_makes_one_whole_file_however_many_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chats.database.PATIENCE", 60.0)
    (tmp_path / f".{FILE}.new").write_bytes(b"left by a kill")
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda n: conversations.start(tmp_path, asked(f"{n}?")), range(8)))
    assert len(set(made)) == 8
    assert sorted(titles(tmp_path)) == [f"{n}?" for n in range(8)]


def test_a_locked_store_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert PATIENCE <= 2
    monkeypatch.setattr("chats.database.PATIENCE", 0.0)
    conversations.start(tmp_path, asked("One?"))
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreError, match="another program holds this file"):
        conversations.start(tmp_path, asked("Two?"))
    other.close()
    assert titles(tmp_path) == ["One?"]


def test_a_change_that_breaks_off_leaves_what_was_there(tmp_path: Path) -> None:
    one = asked("One?")
    chat = conversations.start(tmp_path, one)
    with pytest.raises(StoreError):
        conversations.add(tmp_path, chat, one)  # its id is taken: nothing of the change remains
    assert questions(tmp_path, chat) == ["One?"]
    assert conversations.revision(tmp_path, chat) == 0
