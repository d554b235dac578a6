"""Where the talk ends: credits and feet below it, and those that a page prints amid the talk."""

from __future__ import annotations

import pytest

from ingest.open.containers import Document
from ingest.readers.labelled import labelled
from ingest.transcript import Reading

RIGHTS = "Copyright © 2019 Harbour Papers"


def read(text: str) -> Reading:
    (reading,) = labelled.read(Document("a.txt", text.encode(), text))
    return reading


def talk(pages: int = 4) -> list[str]:
    said = "We met the pilots on the quay {n}, and I asked them what the tide had done to the wall."
    return [f"{said.format(n=n)} You know that it was low. They told us so." for n in range(pages)]


@pytest.mark.parametrize("label", ["", "Ann: "])
@pytest.mark.parametrize(
    "credit", [RIGHTS, "All rights reserved.", "Transcribed by Harbour Papers"]
)
def test_talk_goes_on_below_a_credit_amid_it(label: str, credit: str) -> None:
    said = talk(12)
    text = label + "\n\n".join([*said[:6], credit, *said[6:]])
    found = read(text)
    assert found.back == ""
    words = " ".join(t.text for t in found.turns)
    assert all(one in words for one in said)


def test_a_line_of_rights_on_every_page_is_nobodys() -> None:
    said = [f"{who}: {one}" for one in talk(6) for who in ("Ann", "Bo")]
    text = "\n".join(f"{one}\n{RIGHTS}" if n % 3 == 2 else one for n, one in enumerate(said))
    found = read(text)
    assert [f"{t.label}: {t.text}" for t in found.turns] == said


@pytest.mark.parametrize(
    "foot",
    [
        RIGHTS,
        f"{RIGHTS}. All rights reserved. You may read us, but ask us before you print it.",
        "Transcribed by Bo Vale. If you find a fault, write to us and we will mend it.",
        f"{RIGHTS}\n\nCERTIFICATE\n\n" + "I, Bo Vale, say that I wrote down what I heard. " * 20,
        "Index\n\n" + "I saw the quay, where we met. " * 40,
    ],
)
def test_what_is_no_talk_below_a_credit_is_a_foot(foot: str) -> None:
    said = "\n\n".join(f"{who}: {one}" for one in talk(3) for who in ("Ann", "Bo"))
    assert read(f"{said}\n\n{foot}\n").back.strip() == foot.strip()


SAID = ["Wie haalt de sleutel?", "Jan, om vier uur.", "En de pomp?", "Die draait weer.", "Mooi."]


def closed(below: str) -> Reading:
    rows = [f"{('Mies', 'Teun de Wit')[n % 2]}: {text}" for n, text in enumerate(SAID)]
    return read("\n\n".join(rows) + f"\n\n{below}\n")


@pytest.mark.parametrize(
    "foot",
    [
        "*** FIN DE LA PIÈCE ***\n\nD'autres pièces paraissent en mai.",
        "--- Ende der Aufnahme ---",
        "[Doek.]\n\n==== EINDE ====\n\nMeer stukken staan op de plank.",
        "La reunión terminó después de 01:12:09 👋\n\nEl texto puede tener errores.",
        "Mötet slutade efter 00:31:40\n\nTexten kan ha fel.",
        "(오후 3시 12분 폐회)",
        "(15時5分閉会)",
    ],
)
def test_what_closes_the_talk_in_any_language_is_a_foot(foot: str) -> None:
    assert closed(foot).back.strip() == foot


@pytest.mark.parametrize(
    "said",
    [
        "--- Ik was daar ---",
        "***Nooit meer, zei hij.***",
        "Om 10:30 ging de boot weg.\n\nNiemand zat erin.",
        "[Applaus.]",
        "내일 10시에 만나요.",
    ],
)
def test_what_may_be_said_below_the_last_label_stays(said: str) -> None:
    assert closed(said).back == ""
