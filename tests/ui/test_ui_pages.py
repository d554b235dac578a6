"""The pages through Streamlit's own test runner: what they show, and what an action does."""

from __future__ import annotations

import gc
import re
from datetime import date
from functools import partial
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from evals.__main__ import main as evals
from ingest import pipeline
from ingest.index import embedding
from ingest.store import corrections
from ingest.store.correct import correct
from ingest.store.library import Library
from settings import Settings
from tests.support import fake_openai
from ui import state
from ui.measured.sets import question_sets

APP = str(Path(__file__).resolve().parents[2] / "app.py")
TALK = """\
CHAIR OKORO:  Good morning. The bridge over the Lim was opened in 1931, and it was closed in May.

MS. VANCE:  The repair of the bridge will cost 4.2 million crowns. It will take eleven months.

QUESTION:  Will there be a ferry?

MS. VANCE:  No. There will be a bus every twenty minutes.
"""
QUESTIONS = """\
name: bridge
transcripts: [bridge]
questions:
  - {id: q1, type: factoid, question: "What will the bridge's repair cost?", turns: [2]}
  - {id: q2, type: unanswerable, question: "Who painted the opera?", answerable: false}
"""
TRAP = "<img src=x onerror=alert(1)> ![x](http://x) [1](#turn-x) $x$"


def add(folder: Path, name: str, text: str) -> None:
    settings = Settings(library=folder)
    library = Library(settings, embedding.load(settings))
    assert [o.error for o in pipeline.add_bytes(library, name, text.encode())] == [None]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The folder of the test's own library, see `own_settings`."""
    return tmp_path / "library"


@pytest.fixture(scope="module")
def two_talks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library with `a` and `z`, which no test changes."""
    folder = tmp_path_factory.mktemp("two_talks")
    add(folder, "a.txt", TALK)
    add(folder, "z.txt", TALK + "\nMS. VANCE:  Thank you.\n")
    return folder


@pytest.fixture
def linked(two_talks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That library as the one in use."""
    monkeypatch.setenv("ON_RECORD_LIBRARY", str(two_talks))


@pytest.fixture
def app(library: Path) -> AppTest:
    add(library, "bridge.txt", TALK)
    return AppTest.from_file(APP, default_timeout=120).run()


def library_page() -> None:
    from ui import library

    library.page(None)  # type: ignore[arg-type]


def evaluation_page() -> None:
    from ui import evaluation

    evaluation.page()


def ask(app: AppTest, question: str) -> AppTest:
    app.chat_input[0].set_value(question).run()
    assert not app.exception
    return app


def again(app: AppTest, number: int = 0) -> AppTest:
    return [b for b in app.button if b.label == "Change and ask"][number].click().run()


def texts(app: AppTest) -> str:
    return "\n".join(m.value for m in app.markdown)


def captions(app: AppTest) -> str:
    return "\n".join(c.value for c in app.caption)


def test_an_answer_links_each_sentence_to_its_turn(app: AppTest) -> None:
    ask(app, "What will the repair of the bridge cost?")
    assert "4\\.2 million crowns" in texts(app)
    assert "[1](#turn=bridge%232&words=" in texts(app)
    assert "[turn 2](#turn=bridge%232&words=" in texts(app)


def test_only_what_quotes_is_said_to_be_quoted(app: AppTest) -> None:
    ask(app, "hello")
    assert "Glad to help" in texts(app)
    assert "quoted from the record" not in texts(app) + captions(app)
    ask(app, "What will the repair of the bridge cost?")
    assert "quoted from the record" in texts(app) + captions(app)


def test_the_transcript_of_a_first_answer_is_still_on_the_page_when_the_side_bar_lists_it(
    app: AppTest,
) -> None:
    """The page is drawn twice then, and a browser may see the second time alone."""
    ask(app, "How high were the waves at the outer buoy?")
    drawn = [e.proto for e in app.main if e.type == "bidi_component"]
    assert any('"ahead"' in str(proto).replace("\\", "") for proto in drawn)


def test_a_replayed_answer_is_the_live_one(app: AppTest) -> None:
    live = texts(ask(app, "What will the repair of the bridge cost?"))
    assert texts(app.run()) == live


def test_a_refusal_shows_the_closest_turns_as_such(app: AppTest) -> None:
    ask(app, "What was said about nuclear submarines?")
    assert "The record does not answer this" in texts(app)
    assert "Related passages, not an answer" in texts(app)
    assert "(#turn=bridge%23" in texts(app)


def test_an_error_is_one_line_and_the_conversation_goes_on(app: AppTest) -> None:
    ask(app, "   ")
    assert [e.value for e in app.error] == [r"the question is empty\; ask in plain words"]
    assert "4\\.2 million" in texts(ask(app, "What will the repair of the bridge cost?"))


def test_an_answer_is_asked_again_in_another_scope(app: AppTest) -> None:
    ask(app, "What will the repair of the bridge cost?")
    again(app)
    app.multiselect(key="again-speakers").set_value(["Chair Okoro"]).run()
    press(app, "Ask")
    assert len(app.chat_message) == 4
    assert app.multiselect(key="speakers").value == []
    assert [b.key for b in app.button if b.label == "Ask"] == []
    assert "looked in: what Chair Okoro said" in captions(app)
    assert "#turn=bridge%232" not in "\n".join(m.value for m in app.chat_message[3].markdown)


def test_the_scope_carries_over_and_stands_at_each_answer(app: AppTest) -> None:
    app.multiselect(key="transcripts").set_value(["bridge"]).run()
    app.multiselect(key="speakers").set_value(["Ms. Vance"]).run()
    ask(app, "What will the repair of the bridge cost?")
    ask(app, "How long will it take?")
    assert captions(app).count("looked in: Bridge · what Ms\\. Vance said") == 2


def test_dates_are_a_choice_only_where_a_transcript_has_one(app: AppTest, library: Path) -> None:
    assert not app.date_input
    add(library, "old.txt", "Date: March 5, 1999\n\n" + TALK.replace("4.2", "3.1"))
    app = AppTest.from_file(APP, default_timeout=120).run()
    app.date_input(key="until").set_value(date(1999, 3, 5)).run()
    ask(app, "What will the repair of the bridge cost?")
    assert "3\\.1 million" in texts(app)
    assert "4\\.2 million" not in texts(app)
    assert "looked in: until 1999\\-03\\-05" in captions(app)
    app.date_input(key="since").set_value(date(1999, 4, 1)).run()
    ask(app, "What will the repair of the bridge cost?")
    assert "swap the two dates" in app.error[0].value


def test_what_no_longer_exists_leaves_the_scope(app: AppTest, library: Path) -> None:
    app.multiselect(key="speakers").set_value(["Chair Okoro", "Ms. Vance"]).run()
    settings = Settings(library=library)
    opened = Library(settings, embedding.load(settings))
    correct(opened, "bridge", partial(corrections.rename, shown="Ms. Vance", name="Eva Vance"))
    ask(app, "What will the repair of the bridge cost?")
    app.run()
    assert app.multiselect(key="speakers").value == ["Chair Okoro"]
    assert not app.exception


def test_the_speaker_that_a_question_names_is_shown_and_can_be_changed(app: AppTest) -> None:
    ask(app, "What did Vance say about the ferry?")
    assert "prefers Ms\\. Vance" in captions(app)
    again(app)
    app.text_input(key="again-question").set_value("What did Okoro say about the bridge?").run()
    press(app, "Ask")
    assert "prefers Chair Okoro" in captions(app)
    assert "closed in May" in texts(app)


def test_a_follow_up_says_how_it_was_understood_and_that_can_be_changed(app: AppTest) -> None:
    ask(app, "What did Vance say about the ferry?")
    ask(app, "And what did she say about the bus?")
    assert "understood as: What did Ms\\. Vance say about the bus\\?" in captions(app)
    assert "goes on from [turn " in captions(app)
    again(app, 1)
    assert app.text_input(key="again-question").value == "What did Ms. Vance say about the bus?"
    again(app, 1)
    assert "Ask" not in [b.label for b in app.button]


def test_what_was_understood_can_be_undone(app: AppTest) -> None:
    ask(app, "What did Vance say about the ferry?")
    ask(app, "Why is it closed?")
    assert "understood as: What did Vance say about the ferry\\? Why is it" in captions(app)
    press(app, "Ask as written")
    assert not app.exception
    assert "understood as" not in captions(app)
    assert "Ask as written" not in [b.label for b in app.button]


def test_an_answer_brings_the_question_that_it_replies_to(app: AppTest) -> None:
    ask(app, "How often will there be a bus?")
    assert "in reply to a reporter \\(not named\\), [turn 3](#turn=bridge%233)" in captions(app)


def test_a_question_that_is_quoted_is_not_brought_once_more(app: AppTest, library: Path) -> None:
    said = "MR. ORR:  Did you ask the miller by what right he closed the towpath?\n\n"
    said += "MS. TAMM:  No, sir.\n"
    add(library, "mill.txt", said)
    ask(app, "Did Tamm ask the miller by what right he closed the towpath?")
    assert "[turn 1](#turn=mill%231" in texts(app)
    assert not any(b in captions(app) for b in ("in reply to", "answered by"))


def test_a_cut_answer_stays_marked_beside_what_was_found_and_what_the_record_says(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(library, "bridge.txt", TALK)
    with fake_openai.serve() as model:
        monkeypatch.setenv("CHAT_MODEL", "openai:fake")
        monkeypatch.setenv("OPENAI_BASE_URL", model.url)
        monkeypatch.setenv("OPENAI_API_KEY", "x")
        model.says(["The repair will cost 4.2 million crowns [1]. It ", fake_openai.Event.CUT])
        app = AppTest.from_file(APP, default_timeout=120).run()
        ask(app, "What will the repair of the bridge cost?")
    assert "4\\.2 million crowns\\. [1](#turn=bridge%232" in texts(app)
    assert "the answer was cut short here" in texts(app)
    assert "the answer is not whole" in app.warning[0].value.replace("\\", "")
    assert [e.label for e in app.expander] == [
        "Quotes (1)",
        "What the record says, quoted",
        "Turns found",
    ]
    assert "[turn 2](#turn=bridge%232)" in app.expander[2].markdown[0].value


def test_an_example_is_asked_by_a_click(app: AppTest) -> None:
    next(b for b in app.button if str(b.key).startswith("try-")).click().run()
    assert len(app.chat_message) == 2
    assert not app.exception


def test_a_new_library_has_the_examples_and_a_removed_one_stays_away(library: Path) -> None:
    names = {p.stem for p in state.EXAMPLES.iterdir() if p.suffix in (".txt", ".vtt")}
    app = AppTest.from_file(APP, default_timeout=120).run()
    assert len(app.selectbox(key="reading").options) == len(names) >= 3
    settings = Settings(library=library)
    Library(settings, embedding.load(settings)).remove(min(names))
    st.cache_resource.clear()
    app = AppTest.from_file(APP, default_timeout=120).run()
    assert len(app.selectbox(key="reading").options) == len(names) - 1


def test_what_is_loaded_once_the_library_is_open_is_not_looked_through_after_every_run(
    two_talks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state._open.clear()
    monkeypatch.setenv("ON_RECORD_LIBRARY", str(two_talks))
    loaded = ["before"]
    AppTest.from_file(APP, default_timeout=120).run()
    assert not any(held is loaded for held in gc.get_objects())


@pytest.mark.usefixtures("linked")
def test_the_linked_transcript_is_the_one_shown() -> None:
    app = AppTest.from_file(APP, default_timeout=120)
    app.query_params["turn"] = "z#2"
    assert app.run().selectbox(key="reading").value == "z"


@pytest.mark.usefixtures("linked")
def test_a_link_into_a_transcript_that_is_gone_says_so() -> None:
    app = AppTest.from_file(APP, default_timeout=120)
    app.query_params["turn"] = "gone#2"
    assert "gone, which is not in this library" in app.run().warning[0].value


def linked_page() -> None:
    from ui import state
    from ui.transcripts import reader

    reader.pane(state.index())


@pytest.mark.usefixtures("linked")
@pytest.mark.parametrize(
    ("turn", "words", "said"),
    [
        ("z", None, None),
        ("z#", None, None),
        ("z#3", "0-5", None),
        ("", None, "The link names no transcript."),
        ("#2", None, "The link names no transcript."),
        (None, "0-5", "The link names words, but no turn."),
        ("z", "0-5", "The link names words, but no turn."),
        ("z#0", None, "the link asks for 0."),
        ("z#999999", None, "has turns 1 to 5; the link asks for 999999."),
        ("z#-1", None, r"the link asks for \-1."),
        ("z#²", None, "the link asks for ²."),
        ("z#" + "9" * 5000, None, "the link asks for 99999999999999999999."),
        ("z#3", "", "The link's words are not in turn 3"),
        ("z#3", "5", "The link's words are not in turn 3"),
        ("z#3", "5-2", "The link's words are not in turn 3"),
        ("z#3", "a-b", "The link's words are not in turn 3"),
        ("z#3", "0-99999", "The link's words are not in turn 3"),
    ],
)
def test_a_link_of_any_form_opens_or_says_why_not(
    turn: str | None, words: str | None, said: str | None
) -> None:
    app = AppTest.from_function(linked_page, default_timeout=120)
    for key, value in (("turn", turn), ("words", words)):
        if value is not None:
            app.query_params[key] = value
    app.run()
    assert not app.exception
    warned = [w.value for w in app.warning]
    assert (said is None and warned == []) or (said is not None and said in warned[0])
    assert app.selectbox(key="reading").value == ("z" if (turn or "").startswith("z") else None)


def test_upload_adds_and_says_what_it_found(library: Path) -> None:
    add(library, "bridge.txt", TALK)
    app = AppTest.from_function(library_page, default_timeout=120).run()
    files = [
        ("own.txt", TALK.replace("bridge", "tunnel").encode(), "text/plain"),
        ("empty.txt", b" ", "text/plain"),
    ]
    app.file_uploader[0].set_value(files).run()
    assert [s.value for s in app.success] == ["Own added: 4 turns, 3 speakers"]
    assert "empty" in app.error[0].value
    assert list(app.dataframe[0].value["Turns"]) == [4, 4]


def test_a_file_over_the_limit_is_refused_whatever_the_browser_let_through(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ON_RECORD_MAX_FILE_MB", "1")
    add(library, "bridge.txt", TALK)
    app = AppTest.from_function(library_page, default_timeout=120).run()
    app.file_uploader[0].set_value([("big.txt", TALK.encode() * 5000, "text/plain")]).run()
    assert "over the limit" in app.error[0].value


def test_removing_takes_a_second_click(library: Path) -> None:
    add(library, "bridge.txt", TALK)
    app = AppTest.from_function(library_page, default_timeout=120).run()
    next(b for b in app.button if b.label == "Remove it").click().run()
    assert not app.exception
    said = ["Removed Bridge", "No transcripts yet.", "Removed Bridge: 4 turns"]
    assert [c.value for c in app.caption] == [*said, "Transcripts open here."]
    chat = AppTest.from_file(APP, default_timeout=120).run()
    assert chat.chat_input[0].disabled
    assert "There is no transcript yet" in texts(chat)


def upload(app: AppTest, *texts: str, name: str = "audio_transcript.txt") -> AppTest:
    app.file_uploader[0].set_value([(name, t.encode(), "text/plain") for t in texts]).run()
    assert not app.exception
    return app


def titles(app: AppTest) -> list[str]:
    return list(app.dataframe[0].value["Title"]) if app.dataframe else []


FERRY_TALK = """\
MR. LUND:  The ferry runs twice an hour now, and on Sundays it does not run at all.

MS. VANCE:  People who work in the hospital have to take the long way round by the mill.
"""


def test_uploads_of_one_name_are_two_until_one_is_said_to_be_the_new_version(
    library: Path,
) -> None:
    add(library, "audio_transcript.txt", TALK)
    app = AppTest.from_function(library_page, default_timeout=120).run()
    upload(app, FERRY_TALK)
    assert [s.value for s in app.success] == [
        r"Audio Transcript \(audio\_transcript\-2\) added: 2 turns, 2 speakers "
        r"(\'audio\_transcript\' is another talk)"
    ]
    assert list(app.dataframe[0].value["Turns"]) == [4, 2]
    press(app, r"Replace audio\_transcript")
    assert list(app.dataframe[0].value["Turns"]) == [2]
    press(app, "Undo")
    assert list(app.dataframe[0].value["Turns"]) == [4]
    press(app, "Undo")
    assert list(app.dataframe[0].value["Turns"]) == [2]


def test_two_uploads_of_one_name_in_one_go_are_two(library: Path) -> None:
    add(library, "bridge.txt", TALK)
    app = AppTest.from_function(library_page, default_timeout=120).run()
    upload(app, FERRY_TALK, FERRY_TALK.replace("twice", "once"))
    assert list(app.dataframe[0].value["Turns"]) == [2, 2, 4]


def test_a_corrected_upload_replaces_and_is_undone_and_redone(library: Path) -> None:
    add(library, "bridge.txt", TALK)
    app = AppTest.from_function(library_page, default_timeout=120).run()
    upload(app, TALK.replace("OKORO", "OKONJO"), name="bridge.txt")
    assert "Bridge replaced: 4 turns" in app.success[0].value
    assert who(app) == "Chair Okonjo, Ms. Vance, A reporter (not named)"
    press(app, "Undo")
    assert who(app) == "Chair Okoro, Ms. Vance, A reporter (not named)"
    press(app, "Undo")
    assert who(app) == "Chair Okonjo, Ms. Vance, A reporter (not named)"


def test_what_was_removed_comes_back_or_goes_for_good(library: Path) -> None:
    app = corrected(library)
    press(press(app, "Remove it"), "Undo")
    assert titles(app) == ["Bridge"]
    press(press(app, "Remove it"), "Delete for good")
    assert [c.value for c in app.caption] == ["No transcripts yet.", "Transcripts open here."]
    assert not [b for b in app.button if b.label == "Undo"]


def test_a_new_transcript_is_the_one_opened_and_its_removal_arms_nothing(library: Path) -> None:
    app = corrected(library)
    upload(app, FERRY_TALK, name="ferry.txt")
    assert app.selectbox(key="reading").value == "ferry"
    assert [s.value for s in app.subheader] == ["Ferry", "Collections"]
    press(app, "Remove it")
    assert titles(app) == ["Bridge"]
    assert "Removed Ferry" in captions(app)
    assert [b.key for b in app.button if b.label == "Remove it"] == ["remove-Remove-bridge"]
    press(app, "Undo")
    assert titles(app) == ["Bridge", "Ferry"]
    assert "undo-gone" not in [b.key for b in app.button]


def test_the_table_is_sorted_by_title_date_and_length(library: Path) -> None:
    app = corrected(library)
    upload(app, "Date: March 5, 1999\n\n" + FERRY_TALK, name="zoo.txt")
    upload(app, FERRY_TALK.replace("twice", "once"), name="ferry.txt")
    assert titles(app) == ["Bridge", "Ferry", "Zoo"]
    app.selectbox(key="order").set_value("Date").run()
    assert titles(app) == ["Zoo", "Bridge", "Ferry"]
    app.selectbox(key="order").set_value("Length").run()
    assert titles(app)[0] == "Bridge"


NOTES = "The mill. The ferry. Nobody wrote down who said what at the mill that day."


def test_what_is_refused_as_no_talk_is_read_as_talk_by_a_click(library: Path) -> None:
    app = corrected(library)
    upload(app, NOTES, name="notes.txt")
    assert "no speaker labels" in app.error[0].value
    assert "as talk" not in app.error[0].value
    press(app, "Add it all the same")
    assert not app.error
    assert app.selectbox(key="reading").value == "notes"
    assert "Add it all the same" not in [b.label for b in app.button]


def test_labels_put_together_are_parted_and_joined_again(library: Path) -> None:
    add(
        library,
        "bridge.txt",
        TALK.replace("CHAIR OKORO:", "ADA OKORO:") + "\nMS. OKORO:  Thank you.\n",
    )
    app = AppTest.from_function(library_page, default_timeout=120).run()
    assert who(app) == "Ada Okoro, Ms. Vance, A reporter (not named)"
    press(app, r"MS\. OKORO is somebody else")
    assert who(app) == "Ada Okoro, Ms. Okoro, Ms. Vance, A reporter (not named)"
    press(app, "Undo")
    assert who(app) == "Ada Okoro, Ms. Vance, A reporter (not named)"


def test_the_address_of_a_recording_is_kept_and_let_go(library: Path) -> None:
    app = fill(corrected(library), "Or its address", "talk.mp3")
    assert "is no address" in app.error[0].value
    fill(app, "Or its address", "https://example.org/talk.mp3")
    assert r"example\.org\/talk\.mp3" in captions(app)
    press(app, "Take it away")
    assert "Played beside" not in captions(app)


def corrected(library: Path) -> AppTest:
    add(library, "bridge.txt", TALK)
    return AppTest.from_function(library_page, default_timeout=120).run()


def fill(app: AppTest, label: str, value: str) -> AppTest:
    """Type into the field of this label."""
    next(f for f in app.text_input if f.label == label).set_value(value)
    return app.run()


def rename(app: AppTest, name: str) -> AppTest:
    """Give the speaker chosen this name; a form sends what it holds with its button."""
    next(f for f in app.text_input if f.label == "New name").set_value(name)
    return press(app, "Rename")


def press(app: AppTest, label: str) -> AppTest:
    next(b for b in app.button if b.label == label).click()
    app.run()
    assert not app.exception
    return app


def who(app: AppTest) -> str:
    return str(app.dataframe[0].value["Speakers"][0])


def test_a_speaker_is_renamed_and_named_back(library: Path) -> None:
    app = corrected(library)
    rename(app, "Ada Okoro")
    assert who(app) == "Ada Okoro, Ms. Vance, A reporter (not named)"
    assert "Ada Okoro · in the file: Chair Okoro" in [c.value for c in app.caption]
    press(app, "Undo")
    assert who(app) == "Chair Okoro, Ms. Vance, A reporter (not named)"


def test_two_speakers_become_one_only_after_it_was_said(library: Path) -> None:
    app = rename(corrected(library), "ms. vance")
    assert who(app) == "Chair Okoro, Ms. Vance, A reporter (not named)"
    said = "Ms\\. Vance speaks here already: the turns of Chair Okoro would become theirs."
    assert said in [c.value for c in app.caption]
    press(app, "Make them one")
    assert who(app) == "Ms. Vance, A reporter (not named)"


def test_title_and_date_are_corrected_and_a_wrong_date_is_one_line(library: Path) -> None:
    app = fill(corrected(library), "Title", "The Lim bridge")
    assert list(app.dataframe[0].value["Title"]) == ["The Lim bridge"]
    fill(app, "Date", "May")
    assert [e.value for e in app.error] == [r"\'May\' is no date\; write it like 2024\-03\-12"]
    fill(app, "Date", "14.5.2025")
    assert list(app.dataframe[0].value["Date"]) == ["2025-05-14"]
    fill(app, "Date", "2024-05")
    assert list(app.dataframe[0].value["Date"]) == ["2024-05"]
    assert not app.error
    fill(app, "Title", "")
    assert list(app.dataframe[0].value["Title"]) == ["Bridge"]


def test_a_setting_that_cannot_be_used_is_said_in_one_line(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ON_RECORD_MAX_FILE_MB", "many")
    app = AppTest.from_file(APP, default_timeout=120).run()
    assert [e.value for e in app.error] == [
        r"ON\_RECORD\_MAX\_FILE\_MB is \'many\'\; use a number above 0"
    ]


def test_untrusted_text_never_becomes_markup(library: Path) -> None:
    add(
        library, "trap.txt", f"MS. VANCE:  The repair cost {TRAP} in crowns.\n\nMR. X:  Fine.\n" * 2
    )
    app = ask(AppTest.from_file(APP, default_timeout=120).run(), "What did the repair cost?")
    shown = texts(app)
    assert r"\<img src\=x" in shown
    assert not re.search(r"(?<!\\)[<$]|(?<!\\)!\[|\]\((?!#turn=)", shown)


def test_a_question_set_is_run_reported_and_compared(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ON_RECORD_EVALUATIONS", str(tmp_path))
    add(library, "bridge.txt", TALK)
    path = tmp_path / "bridge-questions.yaml"
    path.write_text(QUESTIONS)
    assert evals(["run", str(path), "--out", str(tmp_path / "before")]) == 0
    app = AppTest.from_function(evaluation_page, default_timeout=120).run()
    next(b for b in app.button if b.label == "Run").click().run()
    assert [e.value for e in app.error] == []
    assert app.subheader[0].value == "2 of 2 answers right"
    table = app.dataframe[0]
    assert list(table.value["Kind of question"]) == ["One fact", "Not in the record", "All"]
    assert "Right places cited" in table.proto.columns  # the technical name is its help
    assert '"help": "citation_f1"' in table.proto.columns
    app.selectbox[2].set_value(app.selectbox[2].options[0]).run()
    assert not app.exception


def test_what_is_wrong_with_a_question_set_is_said(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ON_RECORD_EVALUATIONS", str(tmp_path))
    (tmp_path / "bad.yaml").write_text("name: bad\nquestions: [{id: q1}]\n")
    app = AppTest.from_function(evaluation_page, default_timeout=120).run()
    next(b for b in app.button if b.label == "Run").click().run()
    assert "bad\\.yaml" in app.error[0].value


def test_a_question_set_comes_from_the_pages_own_folder(tmp_path: Path) -> None:
    folder = tmp_path / "evaluations"
    folder.mkdir()
    (tmp_path / "outside.yaml").write_text("secret: 1\n")
    (folder / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    (folder / "notes.txt").write_text("no question set\n")
    (folder / "own.yaml").write_text(QUESTIONS)
    found = question_sets(Settings(evaluations=folder), tmp_path)
    assert [path.name for path in found] == ["own.yaml"]
