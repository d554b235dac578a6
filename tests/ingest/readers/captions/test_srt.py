"""SubRip, whole and broken, and the labels that captions print."""

from itertools import pairwise

import pytest

from ingest.errors import BrokenFile
from ingest.open.containers import Document
from ingest.readers.captions import srt
from ingest.transcript import Reading


def read(text: str) -> Reading:
    document = Document("a.srt", text.encode(), text)
    assert srt.sniff(document)
    (reading,) = srt.read(document)
    spans = [(t.source.start, t.source.end) for t in reading.turns]
    assert reading.front + "".join(text[a:b] for a, b in spans) + reading.back == text
    return reading


def cues(*texts: str) -> str:
    """A well-made file of these captions, a second each."""
    return "\n".join(
        f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{text}\n" for n, text in enumerate(texts, 1)
    )


def said(text: str) -> list[tuple[str | None, str]]:
    return [(t.label, t.text) for t in read(text).turns]


ONE, TWO = "00:00:01,000 --> 00:00:02,000", "00:00:03,000 --> 00:00:04,000"
BROKEN = {
    "no numbers": f"{ONE}\nA: one\n\n{TWO}\nA: 2020\n",
    "no blank lines": f"1\n{ONE}\nA: one\n2\n{TWO}\nA: 2020\n",
    "points": f"1\n{ONE}\nA: one\n\n2\n{TWO}\nA: 2020".replace(",", "."),
    "arrows": f"1\n{ONE}\nA: one\n\n2\n{TWO}\nA: 2020\n".replace("-->", "->"),
    "parted arrows": f"1\n{ONE}\nA: one\n\n2\n{TWO}\nA: 2020\n".replace("-->", "-- >"),
    "same numbers": f"0\n{ONE}\nA: one\n\n0\n{TWO}\nA: 2020\n",
    "short times": "1\n0:0:1,0 --> 0:0:2,0\nA: one\n\n2\n0:0:3,0 --> 0:0:4,0\nA: 2020\n",
    "no hours": "1\n00:01,000 --> 00:02,000\nA: one\n\n2\n00:03,000 --> 00:04,000\nA: 2020\n",
    "blank lines inside": f"1\n{ONE}\n\nA: one\n\n\n2\n{TWO}\n\nA:\n\n2020\n",
    "blank lines between all lines": f"1\n\n{ONE}\n\nA: one\n\n2\n\n{TWO}\n\nA: 2020\n",
    "text beside the times": f"1\n{ONE} A: one\n2\n{TWO} A: 2020\n",
    "coordinates, CR": f"1\r{ONE} X1:40 X2:60\rA: one\r\r2\r{TWO}\rA: 2020\r",
    "spaces in times": f"1\n{ONE}\nA: one\n\n2\n{TWO}\nA: 2020\n".replace("00:0", "00: 0"),
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_broken_kinds(text: str) -> None:
    (turn,) = read(text).turns
    assert (turn.label, turn.text, turn.start_ms, turn.end_ms) == ("A", "one 2020", 1000, 4000)
    assert (turn.source.cue, turn.source.end_cue) == (1, 2)


def test_a_year_above_the_times_is_talk() -> None:
    text = "00:00:01,000 --> 00:00:02,000\nin\n2020\n00:00:03,000 --> 00:00:04,000\nit was\n"
    assert said(text) == [(None, "in 2020 it was")]


def test_tags_and_entities() -> None:
    assert said(cues(r"{\an8}<i>A &amp; B</i> <3", '<font color="#fff">x</font>\\Ny')) == [
        (None, "A & B <3 x y")
    ]


def test_a_label_holds_until_the_next() -> None:
    text = cues("Ann: Hello\nthere,", "Bo.", "Bo: Hi. Note: this", "holds: yes.", "Ann: Right.")
    assert said(text) == [
        ("Ann", "Hello there, Bo."),
        ("Bo", "Hi. Note: this holds: yes."),
        ("Ann", "Right."),
    ]


def test_labels_wrap_over_the_line_break() -> None:
    text = cues("Ann: Yes.", "Bo\nHarrow Lee: No.", "Ann: Thanks\nBO: Why", "BO: not?", "Kim: Oh.")
    assert said(text) == [
        ("Ann", "Yes."),
        ("Bo Harrow Lee", "No."),
        ("Ann", "Thanks"),
        ("BO", "Why not?"),
        ("Kim", "Oh."),
    ]


def test_broadcast_marks() -> None:
    text = cues(
        ">> ANN LEE: GOOD EVENING.",
        "WELCOME. >> MR. BO: THANKS.",
        "(APPLAUSE) ANN LEE: WE BEGIN",
        "AT 8:30.",
        ">> AND I?",
        "&gt;&gt;&gt; IN OTHER NEWS",
    )
    assert said(text) == [
        ("ANN LEE", "GOOD EVENING. WELCOME."),
        ("MR. BO", "THANKS. (APPLAUSE)"),
        ("ANN LEE", "WE BEGIN AT 8:30."),
        (None, "AND I?"),
        (None, "IN OTHER NEWS"),
    ]


def test_two_speakers_in_a_cue() -> None:
    reading = read(cues("ANN: Hi.\nBO: Hello.", "ANN: Bye."))
    assert [(t.label, t.text, t.source.cue, t.source.line) for t in reading.turns] == [
        ("ANN", "Hi.", 1, 1),
        ("BO", "Hello.", 1, 4),
        ("ANN", "Bye.", 2, 6),
    ]


def test_dashes_change_the_speaker() -> None:
    text = cues("- Is it?\n- It is -5 degrees.", "-Really?")
    assert said(text) == [(None, "Is it?"), (None, "It is -5 degrees."), (None, "Really?")]


@pytest.mark.parametrize("form", ["[{}]: {}", "[{}] {}", "({}) {}", "<b>{}:</b> {}", "{} : {}"])
def test_label_forms(form: str) -> None:
    lines = [("Ann Lee", "hello"), ("SPEAKER_01", "(Laughs.) yes"), ("Ann Lee", "and no")]
    assert said(cues(*(form.format(*line) for line in lines))) == [
        ("Ann Lee", "hello"),
        ("SPEAKER_01", "(Laughs.) yes"),
        ("Ann Lee", "and no"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Note: this is one.",
        "So here is the thing: it works.",
        "https://example.org/a: see",
        "At 12:30: lunch.",
        "Success: that is what matters.",
        "[Applause] Thank you.",
        "(MUSIC PLAYING) Welcome.",
    ],
)
def test_no_labels(text: str) -> None:
    other = "and then we went home."
    assert said(cues(other, text, other, text.upper() if "[" in text else other)) == [
        (None, " ".join([other, text, other, text.upper() if "[" in text else other]))
    ]


def test_a_label_without_words_is_an_empty_turn() -> None:
    assert said(cues("Ann: Yes.", "Bo:", "Ann: So.")) == [
        ("Ann", "Yes."),
        ("Bo", ""),
        ("Ann", "So."),
    ]


def test_a_name_on_its_own_line_in_every_cue() -> None:
    text = cues(
        "Lo, Ana (Guest)\nHi: all.", "Bo Ek\nYes.", "Bo Ek\nSo\nit is.", "Lo, Ana (Guest)\nOh."
    )
    assert said(text) == [
        ("Lo, Ana (Guest)", "Hi: all."),
        ("Bo Ek", "Yes. So it is."),
        ("Lo, Ana (Guest)", "Oh."),
    ]
    teams = "0:0:0.0 --> 0:0:5.2\nAnn Lee\nHi.\n0:0:5.3 --> 0:0:8.9\nBo Ek\nYes.\n"
    assert said(teams + "0:0:9.0 --> 0:0:9.5\nAnn Lee\nSo.\n")[1] == ("Bo Ek", "Yes.")


def test_names_in_brackets_above_what_is_said() -> None:
    text = cues("(Ann Lee)\nSo you", "(Ann Lee)\nwere?\n-\n \n(Bo Ek)\nThere.", "(Ann Lee)\nOh.")
    assert said(text) == [("Ann Lee", "So you were?"), ("Bo Ek", "There."), ("Ann Lee", "Oh.")]


def test_first_lines_that_differ_are_talk() -> None:
    text = cues("New York\nand Rome", "Good Lord\nis what", "New York\nsays", "They All\nknow")
    assert len(said(text)) == 1


def test_full_width_colons() -> None:
    assert said(cues("王芳：你好", "李雷：早上好", "王芳：再见")) == [
        ("王芳", "你好"),
        ("李雷", "早上好"),
        ("王芳", "再见"),
    ]


def test_unnamed_talk_is_cut_at_sentence_ends() -> None:
    reading = read(cues(*["a sentence of some words that goes", "on and then it ends."] * 40))
    texts = [turn.text for turn in reading.turns]
    assert all(1000 <= len(text) <= 2000 and text.endswith("ends.") for text in texts[:-1])
    assert len(texts) == 3


def test_a_broken_time_names_its_place() -> None:
    with pytest.raises(BrokenFile, match=r"cue 2, line 6: .*-00:00:03,000"):
        read("1\n00:00:01,000 --> 00:00:02,000\nA\n\n2\n-00:00:03,000 --> 00:00:04,000\nB\n")


def test_a_slow_lecture_of_a_quarter_of_an_hour_is_cut_by_time() -> None:
    def at(n: int) -> str:
        return f"00:{n * 9 // 60:02}:{n * 9 % 60:02}"

    said = [
        f"{n}\n{at(n)},000 --> {at(n)},900\nPROF. LEE: The river bends, point {n}.\n"
        for n in range(100)
    ]
    starts = [t.start_ms or 0 for t in read("\n".join(said)).turns]
    assert len(starts) == 8
    assert max(b - a for a, b in pairwise(starts)) <= 130_000
    assert len(read("\n".join(said[:40])).turns) == 1
