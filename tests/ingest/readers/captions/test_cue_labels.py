"""What counts as a speaker's label in the text of captions, and what does not."""

import pytest

from ingest.readers.captions.captions import labelled_by_text
from ingest.readers.common.cues import Cue


def said(*texts: str) -> list[tuple[str | None, str]]:
    """(label, text) of each part of captions with these texts."""
    cues = [Cue(n, text) for n, text in enumerate(texts, 1)]
    return [(cue.label, cue.text) for cue in labelled_by_text(cues)]


def test_a_voice_on_a_line_of_its_own() -> None:
    assert said("[speaker 0]\nYeah.", "So.", "[speaker 1]\nNo.") == [
        ("speaker 0", "Yeah."),
        ("speaker 0", "So."),
        ("speaker 1", "No."),
    ]


def test_in_capitals_only_recurring_or_marked_labels_count() -> None:
    assert said(">> BO: THE ANSWER:", "NO. WE SAID", "QUESTION TWO: THIS") == [
        ("BO", "THE ANSWER:"),
        ("BO", "NO. WE SAID"),
        ("BO", "QUESTION TWO: THIS"),
    ]


def test_one_name_in_capitals_counts_where_it_opens_the_file() -> None:
    assert said("NARRATOR: Long ago", "there was.")[1] == ("NARRATOR", "there was.")
    assert said("Long ago", "COVID: what we know")[1] == (None, "COVID: what we know")


@pytest.mark.parametrize(
    "label",
    [
        "ANN (laughing)",
        "Dr. O'Neil",
        "Q",
        "Speaker 1",
        "SPEAKER_00",
        "spk_1",
        "Audience Member",
        "Ursula von der Leyen",
        "Man #2",
        "说话人 1",
        "José",
        "Sen. Lee, Jr.",
    ],
)
def test_labels_that_recur(label: str) -> None:
    assert said(f"{label}: hi", "x", f"{label}: so") == [(label, "hi"), (label, "x"), (label, "so")]


@pytest.mark.parametrize(
    "text",
    [
        "For God so loved: yes",
        "John 3:16: For God",
        "Number one: go",
        "[Door Slams]\nHello",
        "12:30: x",
        "(sighs) Right",
        "The point: go",
        "it is:",
        ": and",
        "[Gasps] What?",
        "Note: x",
        "http://a: b",
    ],
)
def test_no_labels_though_they_recur(text: str) -> None:
    assert said(text, "and more", text, "then") == [
        (None, text),
        (None, "and more"),
        (None, text),
        (None, "then"),
    ]


def test_direction_marks_before_a_label() -> None:
    assert said("\u200fJohn: hi", "so", "\u202bJohn: yes")[2] == ("John", "yes")


def test_a_bare_mark_ends_what_a_label_held() -> None:
    assert said(">> Ann: Hi.", ">> You?", "yes") == [("Ann", "Hi."), (None, "You?"), (None, "yes")]


def test_the_one_label_of_a_monologue_needs_its_speakers_word() -> None:
    assert said("Ann Lee: Hi, I'm Ann.", "So.") == [("Ann Lee", "Hi, I'm Ann."), ("Ann Lee", "So.")]
    assert said("Deep Learning: a start.", "So.")[0] == (None, "Deep Learning: a start.")


def test_a_name_in_brackets_that_speaks_once_where_others_recur() -> None:
    assert said("(Ann) Hi.", "(Bo) Yes.", "(laughing) Well.", "(Ann) So.")[1:3] == [
        ("Bo", "Yes."),
        ("Bo", "(laughing) Well."),
    ]


def test_where_nearly_all_are_labelled_a_sentence_is_no_label() -> None:
    texts = ["ann: hi", "bo2: yes", "the thing that we all know is: it rains", "ann: so"]
    assert said(*texts)[2] == ("bo2", texts[2])


def test_a_colon_inside_the_brackets() -> None:
    assert said("[Ann:] Hi.", "[Bo:] Yes.", "[Ann:] So.")[1] == ("Bo", "Yes.")


def test_a_dash_between_a_sentence_and_a_name_in_brackets() -> None:
    assert said("- [Guide] We go. - [Guest] Why?", "- [Guide] So - [sic] it is.") == [
        ("Guide", "We go."),
        ("Guest", "Why?"),
        ("Guide", "So - [sic] it is."),
    ]
