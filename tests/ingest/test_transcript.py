import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.transcript import (
    Turn,
    clean,
    parse_turn_id,
    spoken,
    stage_notes,
    timestamp,
    turn_id,
)

TEXT = st.text(st.sampled_from("aé. \n\r\t\u00a0\u00ad\u200b\u2028\ufeff\u0301("), max_size=40)


@given(TEXT | st.text(max_size=40))
@settings(max_examples=300)
def test_clean_text_is_clean(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once == once.strip()
    assert "\n" not in once.replace("\n\n", "")


def test_clean_joins_wrapped_lines_and_keeps_paragraphs() -> None:
    assert clean("One\r\nline.\r\n \r\n\r\nTwo\u00a0 lines.\u2028Three\u00ad.") == (
        "One line.\n\nTwo lines. Three."
    )


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("(Laughter.) Good.", ["(Laughter.)"]),
        ("(Via interpreter) Yes. (Inaudible) no.", ["(Via interpreter)", "(Inaudible)"]),
        ("[CROSSTALK 00:12:01] What?", ["[CROSSTALK 00:12:01]"]),
        ("We pay 4 (four) million.", []),
        ("(I think so.)", []),
        ("Ja. (Beifall bei der SPD) (Rires.)", ["(Beifall bei der SPD)", "(Rires.)"]),
    ],
)
def test_stage_notes_are_remarks_about_the_room(text: str, notes: list[str]) -> None:
    assert list(stage_notes(text)) == notes


def test_what_was_spoken_is_the_text_without_its_notes() -> None:
    assert spoken("(Via interpreter) We agree. (Applause.) All of us.") == "We agree. All of us."


@given(st.text(min_size=1), st.integers(1, 10**6))
def test_a_turn_id_comes_apart_again(name: str, number: int) -> None:
    assert parse_turn_id(turn_id(name, number)) == (name, number)


@pytest.mark.parametrize("text", ["talk", "talk#", "#3", "talk#x", "talk#-1", "talk#1.5"])
def test_what_is_no_turn_id_is_said_so(text: str) -> None:
    with pytest.raises(ValueError, match="is no turn id; write it like press-conference#12"):
        parse_turn_id(text)


@pytest.mark.parametrize(
    ("ms", "text"), [(0, "0:00"), (999, "0:00"), (61_000, "1:01"), (3_661_999, "1:01:01")]
)
def test_timestamps_as_people_write_them(ms: int, text: str) -> None:
    assert timestamp(ms) == text


def test_a_turn_shows_who_speaks_as_far_as_the_record_says() -> None:
    assert Turn(1, "Anna Bell", "BELL", "Hi.").who == "Anna Bell"
    assert Turn(1, None, "QUESTION", "Hi.").who == "QUESTION"
    assert Turn(1, None, None, "Hi.").who == "Unnamed"
