"""Every form of label reads its example, and a file in it; what is no label stays in the talk."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ingest.open.containers import Document
from ingest.readers.common.lines import Line
from ingest.readers.labelled import contest, labelled
from ingest.readers.labelled.contest import Proposal
from ingest.readers.labels import forms
from ingest.transcript import Reading


def read(text: str, insist: bool = False) -> Reading:
    (reading,) = labelled.read(Document("a.txt", b"", text), insist)
    blocks = [text[t.source.start : t.source.end] for t in reading.turns]
    assert reading.front + "".join(blocks) + reading.back == text
    return reading


def labels(text: str) -> list[str | None]:
    return [t.label for t in read(text).turns]


@pytest.mark.parametrize("form", forms.FORMS, ids=[f.name for f in forms.FORMS])
def test_a_form_finds_its_example(form: forms.Form) -> None:
    head = form.find(form.example, 0)
    assert head and head.form == form.name


@pytest.mark.parametrize(
    "line",
    [
        "M. Jean Petit. {}", "PRESIDENTE. {}", "NORA. {}", "HON. A. PETIT.- {}", "O SR. PETIT – {}",
        "[Ann Petit] [0:0{n}] {}", "○花子君　{}", "De heer Petit (VVD): {}", ". Ann Petit: {}",
    ],
)  # fmt: skip
def test_forms_of_other_houses(line: str) -> None:
    other = line.replace("Petit", "Morel").replace("PETIT", "MOREL").replace("NORA", "TOM")
    other = other.replace("花子", "太郎").replace("PRESIDENTE", "ROSSI")
    said = ["We sail at noon.", "And who pays for it?", "The city does.", "Then let us go."]
    text = "\n\n".join(
        (line, other)[n % 2].replace("{n}", str(n)).format(s) for n, s in enumerate(said)
    )
    reading = read(text)
    assert [t.text for t in reading.turns] == said
    assert len({t.label for t in reading.turns}) == 2


def test_a_label_that_occurs_once_is_a_turn_and_a_lead_in_is_none() -> None:
    text = (
        "Hon. Vale: I rise.\n\nHon. Reed: I follow.\n\n"
        "Hon. Reed, I beg to give notice of the following:\nThat we dredge.\n\n"
        "An hon. Member: Never!\n\nHon. Vale: The tide is high.\n\n"
        "The Minister for Ports (Mr. Lund): It is.\n"
    )
    reading = read(text)
    assert [t.label for t in reading.turns] == [
        "Hon. Vale", "Hon. Reed", "An hon. Member", "Hon. Vale",
        "The Minister for Ports (Mr. Lund)",
    ]  # fmt: skip
    assert "following: That we dredge." in reading.turns[1].text


def test_a_head_in_any_language_never_speaks() -> None:
    text = (
        "Entrevista\n\n**Fecha:** 3 de mayo\n\n**Lugar:** Quito\n\n**ANA:** ¿Dónde vive?\n\n"
        "**LUIS:** En el puerto.\n\n**[NOTAS]:** [Sonríe]\n\n**ANA:** ¿Y antes?\n\n"
        "**LUIS:** Lejos.\n"
    )
    reading = read(text)
    assert [t.label for t in reading.turns] == ["ANA", "LUIS"] * 2
    assert not any("Sonríe" in t.text for t in reading.turns)


def test_numbers_of_turns_are_no_part_of_who_speaks() -> None:
    text = "T1: How are you?\nC1: Well, thanks.\nT2: And now?\nC2: Still well.\nT3: Good.\n"
    assert labels(text) == ["T", "C", "T", "C", "T"]


def test_marks_of_page_and_line_are_no_times() -> None:
    marks = ("4:02", "4:05", "4:11", "4:20", "5:01", "5:09")
    text = "".join(f"[{m}] {'QA'[n % 2]}. Was it deep?\n" for n, m in enumerate(marks))
    turns = read(text).turns
    assert {t.start_ms for t in turns} == {None}
    assert [(t.source.page, t.source.page_line) for t in turns][3:5] == [(4, 20), (5, 1)]


def test_times_of_the_day_are_no_places_in_the_talk() -> None:
    said = "we have the boat alongside and will take the line from the pilot now please stand by"
    text = "".join(f"[14:{n:02}] {'TUG' if n % 2 else 'PILOT'}: {said}.\n" for n in range(6))
    assert {t.start_ms for t in read(text).turns} == {None}


def test_timed_lines_without_names() -> None:
    lines = (
        "welcome to the harbour talk",
        "today we look at the dredger",
        "and at who pays for it",
    )
    for form in ("[00:00:0{}] {}", "0:0{} {}", "(00:0{}) {}", "0:0{}\n{} seconds\n{}"):
        text = "".join(
            form.format(3 * n, *([3 * n] if "seconds" in form else []), line) + "\n"
            for n, line in enumerate(lines)
        )
        turns = read(text).turns
        assert [t.start_ms for t in turns][:1] == [0]
        assert " ".join(t.text for t in turns) == " ".join(lines)


def test_a_lone_speaker_is_cut_and_one_among_others_is_not() -> None:
    long = "We build our boats here and you know it. " * 100
    alone = read(f"Ann Lee: {long}\n").turns
    assert {t.label for t in alone} == {"Ann Lee"}
    assert max(len(t.text.split()) for t in alone) <= 120
    assert len(read(f"Ann Lee: {long}\n\nBo Ray: Yes.\n\nAnn Lee: So.\n").turns) == 3


def test_what_is_no_talk_is_read_where_one_insists() -> None:
    recipe = "Mix the flour.\n\nAdd two eggs.\n\nBake it.\n"
    assert labelled.read(Document("a.txt", b"", recipe)) == []
    assert [t.text for t in read(recipe, insist=True).turns] == [
        "Mix the flour.", "Add two eggs.", "Bake it.",
    ]  # fmt: skip


def test_the_sniff_says_what_came_second() -> None:
    text = "Ann: It is so.\n\nBo: Is it? Yes.\n\nAnn: Good.\n\nBo: So.\n"
    reason = labelled.sniff(Document("a.txt", b"", text))
    assert reason and reason.startswith("2 labels with a colon, such as 'Ann' (")


def test_headings_beside_names_alone_on_their_lines_never_speak() -> None:
    text = (
        "Second Sitting\n\n14:37:00\n\nPart 1: Pumps\n\n"
        "Viscount Marden (Con)\nMy Lords, what will it cost?\n\n"
        "Lord Pell of Ashby (Lab)\nMy Lords, two million.\n\n"
        "Baroness Quill (LD)\nIs that all of it?\n\nLord Pell of Ashby\nIt is.\n\n"
        "Division 4\n\n15:05:00\n\nHouse adjourned at 7.10 pm.\n"
    )
    assert labels(text) == [
        "Viscount Marden (Con)", "Lord Pell of Ashby (Lab)", "Baroness Quill (LD)",
        "Lord Pell of Ashby",
    ]  # fmt: skip


def test_a_file_is_weighed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    weighed: list[Sequence[Line]] = []
    named = contest.named

    def counted(lines: Sequence[Line]) -> list[Proposal]:
        weighed.append(lines)
        return named(lines)

    monkeypatch.setattr(contest, "named", counted)
    document = Document("a.txt", b"", "Ann: It is so once.\n\nBo: Is it? Yes.\n\nAnn: Good.\n")
    assert labelled.sniff(document)
    labelled.read(document)
    assert len(weighed) == 1


def test_the_time_in_a_log_of_the_watch_is_no_part_of_who_speaks() -> None:
    text = (
        "RADIO LOG\n\n0914  Harbour: Sula, go ahead.\n0915  Sula Ferry: We are off the pier.\n"
        "0917  Harbour: Wait for the tug.\n0917  Sula Ferry: Waiting.\n"
    )
    assert labels(text) == ["Harbour", "Sula Ferry"] * 2


@pytest.mark.parametrize("line", ["{} (0:0{n} - 0:0{m})\n{said}\n\n", "'''{}''': {said}\n\n"])
def test_a_range_of_times_and_the_bold_of_a_wiki_are_no_part_of_the_name(line: str) -> None:
    said = ["We sail at noon.", "And who pays for it?", "The city does.", "Then let us go."]
    text = "".join(
        line.format(("Ann Lee", "Bo Ray")[n % 2], n=n, m=n + 1, said=s) for n, s in enumerate(said)
    )
    assert labels(text) == ["Ann Lee", "Bo Ray"] * 2


@pytest.mark.parametrize(
    ("raw", "label"),
    [
        ("<Q - Ann Lee - Northgate Research LLC>", "Ann Lee, Northgate Research LLC"),
        ("<A – Ann-Marie Lee>", "Ann-Marie Lee"),
        ("<Q>", "Q"),
        ("<b>Ann Lee</b>", "Ann Lee"),
    ],
)
def test_what_stands_beside_a_name(raw: str, label: str) -> None:
    assert forms.peel(raw)[0] == label


@pytest.mark.parametrize("once", ["NED", "MLLE ROUX", "OLD TOM"])
def test_a_form_that_finds_all_labels_goes_before_one_that_finds_most(once: str) -> None:
    names = ("MRS. KERN", "MR. KERN", once, "MRS. KERN", "MR. KERN", "MRS. KERN")
    said = "\n\n".join(f"{who}. What lamp? I see none." for who in names)
    (reading,) = labelled.read(Document("a.txt", said.encode(), said))
    assert tuple(t.label for t in reading.turns) == names
