"""Conversations and collections on the page, through Streamlit's own test runner."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from chats import collections, conversations
from chats.database import FILE
from tests.ui.test_ui_pages import APP, TALK, add, again, ask, captions, library_page, press, texts


@pytest.fixture
def library(tmp_path: Path) -> Path:
    add(tmp_path / "library", "bridge.txt", TALK)
    add(tmp_path / "library", "quay.txt", TALK.replace("4.2", "7.5").replace("bridge", "quay"))
    return tmp_path / "library"


def opened(chat: str | None = None) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=120)
    if chat:
        app.query_params["chat"] = chat
    app.run()
    assert not app.exception
    return app


def test_a_conversation_survives_has_an_address_and_can_be_edited(library: Path) -> None:
    app = ask(opened(), "What will the repair of the bridge cost?")
    live = texts(app)
    (chat,) = conversations.listed(library, 9)
    assert chat.title == "What will the repair of the bridge cost?"
    assert app.query_params["chat"] == chat.id
    app = opened(chat.id)
    assert "4\\.2 million" in texts(app)
    assert texts(app).replace(f"**{chat.title}**", "").strip() in live
    again(app)
    app.text_input(key="again-question").set_value("What will the repair of the quay cost?").run()
    press(app, "Ask in its place")
    assert "7\\.5 million" in texts(app)
    assert "4\\.2 million" not in texts(app)
    press(app.run(), "Other version")
    assert "4\\.2 million" in texts(app.run())


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (b"Dear diary, this is no database at all. " * 40, "this file is damaged"),
        (b"", "this file was emptied"),
    ],
)
def test_a_store_that_cannot_be_used_costs_no_answer_and_is_not_written_to(
    library: Path, left: bytes, said: str
) -> None:
    (library / FILE).write_bytes(left)
    before = (library / FILE).read_bytes()
    app = opened()
    assert said in app.sidebar.warning[0].value.replace("\\", "")
    app = ask(app, "What will the repair of the bridge cost?")
    assert "4\\.2 million" in texts(app)
    assert said in app.warning[0].value.replace("\\", "")
    assert (library / FILE).read_bytes() == before


def test_a_link_to_a_conversation_that_is_gone_says_so_and_brings_back_a_deleted_one(
    library: Path,
) -> None:
    assert "This conversation is not here" in captions(opened("nothing"))
    ask(opened(), "What will the repair of the bridge cost?")
    (chat,) = conversations.listed(library, 9)
    conversations.delete(library, chat.id)
    app = opened(chat.id)
    assert "This conversation was deleted" in captions(app)
    press(app, "Bring it back")
    assert "4\\.2 million" in texts(app.run())


def test_a_tag_set_on_the_library_page_is_where_a_question_looks(library: Path) -> None:
    shelf = AppTest.from_function(library_page, default_timeout=120).run()
    tags = next(t for t in shelf.text_input if t.label == "Tags")
    tags.set_value("Lim, river").run()
    assert list(shelf.dataframe[0].value["Tags"]) == ["Lim, river", ""]
    app = opened()
    app.multiselect(key="tags").set_value(["river"]).run()
    ask(app, "What will the repair cost?")
    assert "4\\.2 million" in texts(app)
    assert "7\\.5 million" not in texts(app)
    assert "looked in: tagged river" in captions(app)
    assert "| **4" not in texts(app)
    app.multiselect(key="tags").set_value([]).run()
    ask(app, "What will the repair cost?")
    assert "| **4\\.2 million crowns** |" in texts(app)
    assert not [e.label for e in app.expander if e.label.startswith("Quotes")]


def test_a_question_is_put_to_a_collection_as_it_is_now(library: Path) -> None:
    case = collections.make(library, "The case")
    collections.fill(library, case, ["quay"])
    app = opened()
    app.multiselect(key="collections").set_value([case]).run()
    ask(app, "What will the repair cost?")
    assert "7\\.5 million" in texts(app)
    assert "4\\.2 million" not in texts(app)
    assert "looked in: The case" in captions(app)
    collections.fill(library, case, [])
    ask(app, "What will the repair cost?")
    assert "holds no transcript" in app.error[0].value.replace("\\", "")


def test_a_refusal_says_that_not_all_was_looked_in_and_a_new_chat_looks_in_all(
    library: Path,
) -> None:
    app = opened()
    app.multiselect(key="transcripts").set_value(["bridge"]).run()
    app.multiselect(key="speakers").set_value(["Chair Okoro"]).run()
    ask(app, "What will the repair of the bridge cost?")
    only = "The record does not answer this. Looked only in: Bridge · what Chair Okoro said."
    assert only in texts(app).replace("\\", "")
    press(app, "New chat")
    assert app.multiselect(key="speakers").value == []
    assert app.multiselect(key="transcripts").value == []
    ask(app, "What was said about nuclear submarines?")
    assert "Looked only in" not in texts(app)


def test_a_name_that_several_transcripts_have_is_shown_with_them(library: Path) -> None:
    app = opened()
    options = app.multiselect(key="speakers").options
    assert options[0] == "Chair Okoro (Bridge, Quay)"
    add(library, "wall.txt", TALK.replace("bridge", "wall"))
    assert (
        opened().multiselect(key="speakers").options[0] == "Chair Okoro (Bridge, Quay and 1 more)"
    )
    app = opened()
    app.multiselect(key="transcripts").set_value(["bridge"]).run()
    assert app.multiselect(key="speakers").options[0] == "Chair Okoro"
