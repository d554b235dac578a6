"""Labelled text: which lines open turns, what is talk, what is before and after it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.open.containers import Document, Place
from ingest.readers.labelled import labelled
from ingest.transcript import Reading, clean


def read(text: str, path: str = "a.txt") -> Reading:
    (reading,) = labelled.read(Document(path, text.encode(), text))
    blocks = [text[t.source.start : t.source.end] for t in reading.turns]
    assert reading.front + "".join(blocks) + reading.back == text
    return reading


def turns(text: str) -> list[tuple[str | None, str]]:
    return [(t.label, t.text) for t in read(text).turns]


def timed(text: str) -> list[tuple[str | None, int | None, str]]:
    return [(t.label, t.start_ms, t.text) for t in read(text).turns]


def test_paragraphs_go_on_and_a_colon_in_a_sentence_is_no_label() -> None:
    text = (
        "MAYOR LEE:\u00a0 We have two things.\n\nTwo things: rope and paint.\n\n"
        "And a question for you, Mayor Ray: why?\n\nMR RAY: Because. The bottom line is this: rain."
    )
    assert turns(text) == [
        (
            "MAYOR LEE",
            "We have two things.\n\nTwo things: rope and paint.\n\n"
            "And a question for you, Mayor Ray: why?",
        ),
        ("MR RAY", "Because. The bottom line is this: rain."),
    ]


def test_titles_affiliations_brackets_and_hyphens_are_parts_of_labels() -> None:
    labels = ["ANN LEE, BOAT NEWS ANCHOR", "Bo-Jan Ó Sé (Acme)", "LEE", "U.S. SENATOR CY POE"]
    text = "\n\n".join(f"{label}: We talk." for label in labels * 2)
    assert [label for label, _ in turns(text)] == labels * 2


@pytest.mark.parametrize(
    "text",
    [
        "**Ann:** Hello there.\n\n**Bo:** Hi.\n\n**Ann:** So.\n",
        "**Ann**: Hello there.\n\n**Bo**: Hi.\n\n**Ann**: So.\n",
        "__Ann:__ Hello there.\n\n__Bo:__ Hi.\n\n__Ann:__ So.\n",
        "Ann:\nHello there.\n\nBo:\nHi.\n\nAnn:\nSo.\n",
        ">> Ann: Hello there.\n>> Bo: Hi.\n>> Ann: So.\n",
        "- Ann: Hello there.\n- Bo: Hi.\n- Ann: So.\n",
        "Ann:\u00a0Hello\r\nthere.\r\n\r\nBo: Hi.\r\n\r\nAnn: So.\r\n",
    ],
)
def test_markup_layouts_and_line_ends(text: str) -> None:
    assert turns(text) == [("Ann", "Hello there."), ("Bo", "Hi."), ("Ann", "So.")]


@pytest.mark.parametrize(
    "text",
    [
        "[00:00:01] Ann: Hello.\n[00:01:05] Bo: Hi.\n[01:00:00] Ann: So.\n",
        "Ann: (00:01)\nHello.\n\nBo: (01:05)\nHi.\n\nAnn: (1:00:00)\nSo.\n",
        "Ann (00:00:01):\nHello.\n\nBo (00:01:05):\nHi.\n\nAnn (01:00:00):\nSo.\n",
        "Ann  0:01  \nHello.\n\nBo  1:05  \nHi.\n\nAnn  1:00:00  \nSo.\n",
        "Ann [00:00:01] Hello.\n\nBo [00:01:05] Hi.\n\nAnn [01:00:00] So.\n",
        "**Ann:** [00:00:01] Hello.\n\n**Bo:** [00:01:05] Hi.\n\n**Ann:** [01:00:00] So.\n",
        "00:00:01\n\nANN\nHello.\n\n00:01:05\n\nBO\nHi.\n\n01:00:00\n\nANN\nSo.\n",
        "Ann\n\n[(00:00:01)](https://x.org/v?t=1) Hello.\n\nBo\n\n[(00:01:05)](https://x.org/v?t=65)"
        " Hi.\n\nAnn\n\n[(01:00:00)](https://x.org/v?t=3600) So.\n",
        "**Ann:** \\[00:00:01\\] Hello.\n\n**Bo:** \\[01:05\\] Hi.\n\n"
        "**Ann:** \\[01:00:00\\] So.\n",
        "[Ann] 00:00:01\nHello.\n\n[Bo] 00:01:05\nHi.\n\n[Ann] 01:00:00\nSo.\n",
        "0:01 - Ann\n  Hello.\n\n1:05 - Bo\n  Hi.\n\n1:00:00 - Ann\n  So.\n",
    ],
)
def test_times_in_the_usual_places(text: str) -> None:
    found = [((label or "").title(), ms, said) for label, ms, said in timed(text)]
    assert found == [("Ann", 1000, "Hello."), ("Bo", 65_000, "Hi."), ("Ann", 3_600_000, "So.")]


def test_a_time_of_day_is_no_place_in_the_talk() -> None:
    text = "(10:12 a.m.)\n\nANN: Hello.\n\nBO: Hi.\n\nANN: So.\n"
    assert [ms for _, ms, _ in timed(text)] == [None, None, None]


def test_names_alone_on_a_line_and_short_lines_that_are_talk() -> None:
    text = (
        "ANN LEE\nWe begin.\n\nCY POE\nWrong.\n\nANN LEE\nMr. Poe.\n\n"
        "CY POE\nYes, we\n\nANN LEE\nNo."
    )
    assert turns(text) == [
        ("ANN LEE", "We begin."),
        ("CY POE", "Wrong."),
        ("ANN LEE", "Mr. Poe."),
        ("CY POE", "Yes, we"),
        ("ANN LEE", "No."),
    ]


def test_names_as_markdown_headings() -> None:
    text = "### Ann\n\nHello.\n\n### Bo\n\nHi.\n\n### Ann\n\nSo.\n"
    assert [label for label, _ in turns(text)] == ["Ann", "Bo", "Ann"]


def test_a_stage_note_before_a_label_belongs_to_the_turn_before() -> None:
    text = "LEE: Welcome.\n\n(APPLAUSE) RAY: Thanks.\n\nLEE: So.\n\n(END VIDEO)\n\nRAY: Bye."
    assert turns(text) == [
        ("LEE", "Welcome.\n\n(APPLAUSE)"),
        ("RAY", "Thanks."),
        ("LEE", "So.\n\n(END VIDEO)"),
        ("RAY", "Bye."),
    ]


def test_headings_between_turns_are_nobodys_talk() -> None:
    text = "ANN: We begin.\n\nFirst Up: Boats\n\nBO: Boats float.\n\n## Cars\n\nANN: Cars drive."
    assert turns(text) == [("ANN", "We begin."), ("BO", "Boats float."), ("ANN", "Cars drive.")]


def test_boilerplate_goes_to_front_and_back() -> None:
    text = (
        "Home | News\n\nANN: We begin.\n\nBO: We end.\n\nReally.\n\nDepartment of Boats\n\n"
        "Why Boats Float\n\nRead on. It is long."
    )
    reading = read(text)
    assert [t.text for t in reading.turns] == ["We begin.", "We end.\n\nReally."]
    assert reading.front == "Home | News\n\n"
    assert reading.back.startswith("Department of Boats")


@pytest.mark.parametrize(
    "credit",
    [
        "Transcribed by https://scribe.example",
        "Copyright 2021 Example Media. All rights reserved.",
        "*This editable transcript was computer generated and might contain errors.*",
        "[END OF TRANSCRIPT]",
        "---\n\nMusic by Ann. Edited by Bo.",
    ],
)
def test_credits_end_the_talk(credit: str) -> None:
    reading = read(f"Ann: We begin.\n\nBo: Yes.\n\nAnn: We end.\n\n{credit}\n")
    assert reading.turns[-1].text == "We end."
    assert reading.back == f"{credit}\n"


def test_front_matter_gives_title_date_and_participants() -> None:
    reading = read(
        "---\ntitle: 'Boats: a talk'\ndate: 2024-08-29\nspeakers: ['Ann Lee', Bo Ray]\n---\n"
        "Ann: We begin.\n\nBo: Yes.\n\nAnn: So.\n"
    )
    assert (reading.title, reading.date) == ("Boats: a talk", "2024-08-29")
    assert reading.participants == ("Ann Lee", "Bo Ray")


@pytest.mark.parametrize(
    ("front", "path", "title", "date"),
    [
        (
            "City Council Meeting\nDate: March 3, 2021\n\n",
            "x.txt",
            "City Council Meeting",
            "2021-03-03",
        ),
        ("", "2021-10-20-board_meeting.txt", "Board Meeting", "2021-10-20"),
        ("# Boats\n\nRecorded in October 2021.\n\n", "x.md", "Boats", "2021-10"),
        ("Recorded 3/4/2021 on a boat.\n\n", "talk.txt", "Talk", None),
        ("Recorded 14/4/2021 on a boat.\n\n", "talk.txt", "Talk", "2021-04-14"),
    ],
)
def test_metadata_from_headers_and_the_file_name(
    front: str, path: str, title: str, date: str | None
) -> None:
    reading = read(front + "ANN: We begin.\n\nBO: Yes.\n", path)
    assert (reading.title, reading.date) == (title, date)


def test_a_label_wrapped_over_two_lines() -> None:
    text = "ANN LEE, PROFESSOR OF BOATS, UNIVERSITY OF BONN AND\nAUTHOR: Yes.\n\nBO: So.\n\nBO: No."
    assert turns(text)[0] == ("ANN LEE, PROFESSOR OF BOATS, UNIVERSITY OF BONN AND AUTHOR", "Yes.")


def test_questions_and_answers() -> None:
    text = "Q. Who are you?\nA. Ann Lee.\nQ. And the boat?\nA. It floats.\n"
    assert [label for label, _ in turns(text)] == ["Q", "A", "Q", "A"]


def test_source_says_line_page_and_range() -> None:
    text = "Front.\n\nANN: We begin.\n\nBO: Yes.\n"
    places = (Place(0, page=1), Place(text.index("BO"), page=2, path="p[3]"))
    (reading,) = labelled.read(Document("a.pdf", b"", text, "pdf", places))
    sources = [t.source for t in reading.turns]
    assert [(s.line, s.page, s.path) for s in sources] == [(3, 1, None), (5, 2, "p[3]")]
    assert [text[s.text_start : s.text_end] for s in sources] == ["We begin.", "Yes."]
    assert reading.format == "pdf:labelled"


@pytest.mark.parametrize(
    "text",
    [
        "Dear John:\n\nTwo things: rope, paint.\n\nThe bottom line is this: come.\n\nYours,\nAnn",
        "# Tool\n\nNote: slow.\n\n- **Name:** a name.\n- **Size:** any.\n\nNote: ok.\n",
        "CHAPTER ONE\n\nHe said: no.\n\nCHAPTER TWO\n\nAnn: a woman, no less.\n" * 3,
        "name: boat\nversion: 1\nports: 80\nname: car\nversion: 2\nports: 81\n",
        "Name: Ann\nAge: 12\nCity: Bonn\n\nName: Bo\nAge: 14\nCity: Ulm\n",
        "From: a@b.c\nTo: d@e.f\nSubject: Boats\n\nHello Bo,\n\nReasons: rain, wind.\n\nAnn\n",
        "INFO: started the boat.\nERROR: it sank.\nINFO: started the car.\n",
        "def f(x):\n    if x: return 1\n    else: return 2\n\nclass A:\n    Name: str = 1;\n" * 5,
        "Ingredients: flour, eggs.\n\nMethod: mix all. Fry.\n\nServes: four.\n",
        "0:00 Introduction\n3:12 Boats\n5:55 Cars\n",
        "At 10:30 we met. See https://x.org for more.\n",
    ],
)
def test_other_texts_are_refused(text: str) -> None:
    assert labelled.sniff(Document("a.txt", b"", text)) is None


def test_two_turns_with_a_label_each_are_enough() -> None:
    assert turns("Ann: Hi.\n\nBo: Hello, Ann.\n") == [("Ann", "Hi."), ("Bo", "Hello, Ann.")]


NAMES = st.sampled_from(["ANN LEE", "Bo Ray", "Dr. Cy Poe", "THE CHAIR", "Speaker 2"])
SAID = st.lists(
    st.text(st.characters(categories=["Ll", "Lu", "Nd"], include_characters=" ,'"), min_size=3).map(
        lambda s: f"We {' '.join(s.split())}."
    ),
    min_size=1,
    max_size=3,
)
LAYOUTS = {
    "colon": "{label}: {talk}\n\n",
    "bold": "**{label}:** {talk}\n\n",
    "own line": "{label}:\n{talk}\n\n",
    "timed": "{label}  0:12  \n{talk}\n\n",
    "bracketed": "[00:00:12] {label}: {talk}\n\n",
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
@settings(max_examples=40)
@given(said=st.lists(st.tuples(NAMES, SAID), min_size=2, max_size=8))
def test_round_trip(layout: str, said: list[tuple[str, list[str]]]) -> None:
    labels = list(dict.fromkeys(label for label, _ in said))
    said = [*said, *((label, ["We close."]) for label in labels)]  # every label recurs
    text = "".join(layout.format(label=label, talk="\n\n".join(ps)) for label, ps in said)
    assert turns(text) == [(label, clean("\n\n".join(ps))) for label, ps in said]


@settings(max_examples=200)
@given(st.text(st.sampled_from("Aa:.\n []()*#-0123 Q\u00a0\r\u2028\f"), max_size=300))
def test_any_text_is_tiled_or_refused(text: str) -> None:
    document = Document("a.txt", b"", text)
    for reading in labelled.read(document):
        blocks = [text[t.source.start : t.source.end] for t in reading.turns]
        assert reading.front + "".join(blocks) + reading.back == text
