"""What stands amid the talk and nobody says: headings, votes, suspensions, marks of language."""

from __future__ import annotations

import pytest

from ingest.open.containers import Document
from ingest.readers.labelled import labelled
from ingest.transcript import Reading

SAID = ("The ferry was late again.", "I asked for the accounts.", "Nobody closes the school.")


def read(text: str) -> Reading:
    (reading,) = labelled.read(Document("a.txt", text.encode(), text))
    return reading


def talk(count: int = 8) -> list[tuple[str, str]]:
    return [(("Ms. Poe", "Mr. Moss")[n % 2], SAID[n % 3]) for n in range(count)]


def written(said: list[tuple[str, str]]) -> list[str]:
    return [f"{who}: {text}" for who, text in said]


@pytest.mark.parametrize(
    ("amid", "nobodys"),
    [
        ("VOTE\n\nMoved by Moss.\nAyes: Moss, Poe.", ["VOTE\n\nMoved by Moss.\nAyes: Moss, Poe."]),
        ("MOTION: Moved by Moss. Carried.", ["MOTION: Moved by Moss. Carried."]),
        ("Sitting suspended at 1.12 p.m.", ["Sitting suspended at 1.12 p.m."]),
        ("La séance est suspendue à 12 h 30.", ["La séance est suspendue à 12 h 30."]),
        ("Debate adjourned.\n\nNEW BUSINESS", ["Debate adjourned."]),
        ("PUNKT 4\nDAS NEUE DACH (DRS. 17)", []),
        ("(1510)\n[Translation]", []),
        ("(1525)\n[English]\n\nFISHERIES", []),
        ("\u25cf (1530)", []),
        ("\u2022 (16:05)\n[Fran\u00e7ais]", []),
    ],
)
def test_procedure_below_a_turn_is_nobodys(amid: str, nobodys: list[str]) -> None:
    said = written(talk())
    text = "\n\n".join([*said[:4], amid, *said[4:]])
    reading = read(text)
    assert [(t.label, t.text) for t in reading.turns if t.label] == talk()
    found = [t.text for t in reading.turns if not t.label]
    assert [t.splitlines()[0] for t in found] == [t.splitlines()[0] for t in nobodys]
    spans = [(t.source.start, t.source.end) for t in reading.turns]
    assert reading.front + "".join(text[a:b] for a, b in spans) + reading.back == text


def test_who_goes_on_below_a_time_is_the_one_who_spoke() -> None:
    said = written(talk())
    text = "\n\n".join([*said[:4], "\u25cf (1530)", "I mean it.", *said[4:]])
    went_on = [t for t in read(text).turns if "I mean it." in t.text]
    assert [(t.label, "1530" in t.text) for t in went_on] == [("Mr. Moss", False)]


@pytest.mark.parametrize(
    "kept", ["(three boats)", "\u25cf (Laughter)", "\u25cf (1530) boats were lost."]
)
def test_what_is_no_time_stays(kept: str) -> None:
    said = written(talk())
    text = "\n\n".join([*said[:4], kept, *said[4:]])
    assert any(kept in t.text for t in read(text).turns)


@pytest.mark.parametrize(
    "foot",
    [
        "\n\nADJOURNMENT\n\nThe meeting closed at 9:04 p.m.\n",
        "\nADJOURNMENT\n--oOo--\n",
        "\n\nINDEX\n\nBoats: 3\n\nABOUT THE INTERVIEWER: Eve Hart teaches in Tarn.\n",
    ],
)
def test_procedure_below_the_last_turn_is_the_back(foot: str) -> None:
    text = "\n\n".join(f"{who.upper()}: {said}" for who, said in talk())
    reading = read(text + foot)
    assert [t.text for t in reading.turns] == [said for _, said in talk()]
    assert reading.back.strip() == foot.strip()


@pytest.mark.parametrize(
    "answer",
    [
        "I will tell you.\n\nTHE STRIKE\n\nI was eighteen and went out with them.",
        "It was loud.\n\nSTOP!\n\nThat is what they said to me.",
        "We left early.\n\nI was home at 6.30 p.m.",
    ],
)
def test_who_speaks_goes_on_under_a_heading(answer: str) -> None:
    said = [*talk(), ("Ms. Poe", answer), *talk()[1:]]
    reading = read("\n\n".join(written(said)))
    assert [t.label for t in reading.turns] == [who for who, _ in said]
    assert reading.turns[8].text == answer


def test_where_people_speak_in_paragraphs_a_heading_does_not_end_their_words() -> None:
    long = "The mill closed.\n\nHalf the town left.\n\nTHE FLOOD\n\nThe rest waited for the river."
    said = [(who, long if who == "Ms. Poe" else text) for who, text in talk()]
    reading = read("\n\n".join(written(said)))
    assert [(t.label, t.text) for t in reading.turns] == said


def test_a_note_with_a_time_stays_where_it_was_made() -> None:
    note = "[Ms. Hale arrived 7.41 pm]"
    reading = read("\n\n".join([*written(talk()[:4]), note, *written(talk()[4:])]))
    assert reading.turns[3].text == f"{SAID[0]}\n\n{note}"


def played(*said: tuple[str, str]) -> list[str]:
    """Who speaks in a play of these lines, numbered."""
    text = "".join(f"{n}. {who}:  {what}\n\n" for n, (who, what) in enumerate(said, 1))
    reading = read(text)
    spans = [(t.source.start, t.source.end) for t in reading.turns]
    assert reading.front + "".join(text[a:b] for a, b in spans) + reading.back == text
    assert not any("RAIN" in t.text for t in reading.turns)
    return [t.label or "" for t in reading.turns]


ASK, CALL = ("EVE", "(NEAR) Who sold the boat?"), ("TOM", "(OFF, SHOUTING) I did, last week.")


@pytest.mark.parametrize("heard", ["FX", "SFX", "GRMS", "SON", "GERÄUSCH", "ŁOMOT"])
def test_what_is_heard_is_nobodys(heard: str) -> None:
    noise, again = (heard, "RAIN ON TIN."), (heard, "RAIN AGAIN, A DOOR.")
    assert played(noise, ASK, CALL, again, ("EVE", "NO!"), CALL) == ["EVE", "TOM", "EVE", "TOM"]


@pytest.mark.parametrize(
    ("loud", "rest"),
    [
        (("A BELL.", "WHO IS THERE?"), "(NEAR) Nobody is."),
        (("A BELL.", "I CAME BACK."), "(NEAR) So we see."),
        (("A BELL.", "THE DOOR IS SHUT."), "(NEAR) Open the door, Rix."),
        (("A BELL.", "THE DOOR IS SHUT."), "NOBODY SHUT IT."),
    ],
)
def test_who_talks_in_capitals_speaks(loud: tuple[str, str], rest: str) -> None:
    said = [("RIX", loud[0]), ("EVE", rest), ("RIX", loud[1]), ("EVE", rest)]
    assert played(*said) == ["RIX", "EVE", "RIX", "EVE"]


def in_bold(amid: str) -> list[str]:
    said = [f"**{who}:** {text}" for who, text in talk(6)]
    return [t.text for t in read("\n\n".join([*said[:3], amid, *said[3:]])).turns]


@pytest.mark.parametrize("line", ["**[WERBUNG]**", "**(Pause musicale)**"])
def test_a_line_in_bold_as_the_labels_are_is_nobodys(line: str) -> None:
    assert in_bold(line) == [text for _, text in talk(6)]


@pytest.mark.parametrize(
    "line", ["**Ask them again, please.**", "**Absolutely Not**", "*(Elle rit)*", "[Applause]"]
)
def test_a_sentence_in_bold_and_a_note_in_other_type_stay(line: str) -> None:
    assert line.strip("*") in in_bold(line)[2]


@pytest.mark.parametrize(
    "away",
    [
        "(12:10)\n\n(Mittagspause)\n\n(13:05)",
        "[3:10 pm]\n[The hall was cleared.]\n[Tea]\n[3:40 pm]",
        "(11.02 a.m.)\n               (Luncheon)\n(1.20 p.m.)",
    ],
)
def test_what_is_noted_between_two_times_is_nobodys(away: str) -> None:
    said = written(talk())
    found = read("\n\n".join([*said[:4], away, *said[4:]])).turns
    assert [(t.label, t.text) for t in found] == talk()


@pytest.mark.parametrize("kept", ["(Laughter)\n\n(Applause)", "(12:10)\n\nI mean it.\n\n(13:05)"])
def test_notes_without_times_and_talk_between_two_stay(kept: str) -> None:
    said = written(talk())
    found = read("\n\n".join([*said[:4], kept, *said[4:]])).turns
    assert kept.split("\n\n")[1] in found[3].text


@pytest.mark.parametrize(
    "title",
    [
        "<EVA KERN, AFFIRMED          [10.03 am]",
        "> ZEUGIN EVA KERN, VEREIDIGT   (10.03 Uhr)",
        "§ CROSS-EXAMINATION BY MR MOSS   [2:10 p.m.]",
    ],
)
def test_a_title_with_a_sign_and_a_time_beside_it_is_nobodys(title: str) -> None:
    said = written(talk())
    reading = read("\n\n".join([*said[:3], title, *said[3:]]))
    assert [t.text for t in reading.turns] == [text for _, text in talk()]


def test_a_shout_and_an_item_of_a_list_are_said() -> None:
    said = written(talk())
    for line in ("STOP THAT! (Laughter.)", "• The accounts, signed", "<VOICE OFF> No."):
        reading = read("\n\n".join([*said[:3], line, *said[3:]]))
        assert reading.turns[2].text.endswith(line)


@pytest.mark.parametrize(
    "note",
    ["SHARED: the plan - https://x.example/1", "ACTION ITEM: Ask Moss", "Aufgabe - Plan senden"],
)
def test_what_stands_outside_the_column_of_the_talk_is_nobodys(note: str) -> None:
    said = [f"0:0{n} - {who}\n  {text}" for n, (who, text) in enumerate(talk())]
    reading = read("\n\n".join([*said[:3], note, *said[3:]]))
    assert [t.text for t in reading.turns] == [text for _, text in talk()]


def test_where_first_lines_are_set_in_the_rest_is_said() -> None:
    said = [f"0:0{n} - {who}\n  {text}\n\nAnd it rained." for n, (who, text) in enumerate(talk())]
    assert {t.text[-14:] for t in read("\n\n".join(said)).turns} == {"And it rained."}
    wrapped = [f"0:0{n} - {who}\n  {text}\nAnd so on." for n, (who, text) in enumerate(talk())]
    wrapped[3:] = [text.replace("\nAnd so on.", "") for text in wrapped[3:]]
    assert read("\n\n".join(wrapped)).turns[0].text == f"{SAID[0]} And so on."


ASKED = "Post: Ms Kern, is it far?\n\nKern: It is. I walk.\n\n"


@pytest.mark.parametrize(
    "told",
    [
        "In Kürze: Eva Kern, 61, Botin seit 1990.",
        "Zur Person: Eva Kern (61) trägt Briefe aus.",
        "Retrato: Eva Kern, nacida en 1965, es cartera.",
    ],
)
def test_what_is_told_of_somebody_who_speaks_is_nobodys(told: str) -> None:
    reading = read(f"A walk\n\n{ASKED * 3}{told}\n")
    assert ([t.label for t in reading.turns], reading.back) == (["Post", "Kern"] * 3, f"{told}\n")


@pytest.mark.parametrize(
    "said",
    [
        "Tom: Eva Kern, that makes 61 miles for you.",
        "Tom: Eva Reed, 61, walked, too.",
        "Post: Eva Kern, 61 miles.",
    ],
)
def test_who_names_another_speaks(said: str) -> None:
    assert len(read(f"A walk\n\n{ASKED * 3}{said}\n").turns) == 7
    assert read(f"Host: Eva Kern, 61, walks.\n\n{ASKED * 3}").turns[0].label == "Host"
