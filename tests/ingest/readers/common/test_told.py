"""Which fields hold people, talk and times, where their names are known to nobody."""

from __future__ import annotations

import json

import pytest

from ingest.errors import NotATranscript
from ingest.open.containers import Document, open_file
from ingest.readers import read

TALK = [
    (0.5, 3.1, "Kasia", "Od kiedy mieszka pani nad tym kanałem?"),
    (3.4, 8.0, "Pani Nowak", "Od ślubu, to już trzydzieści lat."),
    (8.2, 10.0, "Kasia", "I nigdy nie chciała pani wyjechać?"),
    (10.4, 14.9, "Pani Nowak", "Raz, po powodzi, ale zostałam."),
]
LABELS = ["Kasia", "Pani Nowak"] * 2


def labels(text: str) -> list[tuple[str | None, int | None]]:
    (reading,) = read(open_file("a", text.encode()))
    return [(t.label, t.start_ms) for t in reading.turns]


RIGHT = list(zip(LABELS, [500, 3400, 8200, 10400], strict=True))


@pytest.mark.parametrize(
    "row",
    [
        '<wpis od="{a}" do="{b}" osoba="{w}">{t}</wpis>',
        "<b><czas od='{a}' do='{b}'/><kto>{w}</kto><tresc>{t}</tresc></b>",
        '<u start="{a}" end="{b}" spk="{w}">{t}</u>',
        '<u t="{a}" who="{w}">{t}</u>',
    ],
)
def test_elements_whose_parts_have_any_names(row: str) -> None:
    rows = "\n".join(row.format(a=a, b=b, w=w, t=t) for a, b, w, t in TALK)
    assert labels(f"<rozmowa>{rows}</rozmowa>") == RIGHT


@pytest.mark.parametrize(
    ("a", "b", "who", "said"),
    [
        ("start", "end", "talker", "text"),
        ("lo", "hi", "hvem", "ytring"),
        ("von", "bis", "spk", "x"),
    ],
)
def test_records_whose_parts_have_any_names(a: str, b: str, who: str, said: str) -> None:
    rows = [{a: x, b: y, who: w, said: t} for x, y, w, t in TALK]
    assert labels(json.dumps({"x": {"y": rows}})) == RIGHT
    assert labels("\n".join(map(json.dumps, rows))) == RIGHT
    apart = [{"time": {a: x, b: y}, who: w, said: t} for x, y, w, t in TALK]
    assert labels(json.dumps(apart)) == RIGHT


@pytest.mark.parametrize("kind", ["emotion", "language", "sectionType", "kategorie"])
def test_kinds_that_recur_are_nobody(kind: str) -> None:
    rows = [{"start": x, "end": y, kind: w, "text": t} for x, y, w, t in TALK]
    assert {label for label, _ in labels(json.dumps(rows))} == {None}


THINGS = [
    "Shirt of blue cotton, washed once.",
    "Skirt in green linen, to the knee.",
    "Trousers of firm brown cloth, lined.",
    "Coat of thick grey wool. Who wants more?",
]


@pytest.mark.parametrize("price", [[7, 10, 13, 19], [19.9, 24.5, 30.0, 110.0], [0, 0, 1, 1]])
@pytest.mark.parametrize("asks", [False, True])
def test_a_list_of_things_is_no_talk(price: list[float], asks: bool) -> None:
    about = [x if asks and price[0] != 7 else x.split(".")[0] + "." for x in THINGS]
    rows = [
        {"cost": p, "shelf": w, "about": t} for p, w, t in zip(price, LABELS, about, strict=True)
    ]
    table = "cost;shelf;about\n" + "\n".join(";".join(map(str, r.values())) for r in rows)
    for text in (json.dumps(rows), table, table.replace(".0;", ",0;").replace(".5;", ",5;")):
        with pytest.raises(NotATranscript):
            read(Document("a", text.encode(), text))


@pytest.mark.parametrize("names", [("s", "wer", "satz"), ("em", "quem", "frase"), ("a", "b", "c")])
@pytest.mark.parametrize("seconds", [(0, 4, 9, 13), (0.5, 4, 9.25, 13)])
def test_seconds_that_leave_the_time_for_what_is_said(
    names: tuple[str, str, str], seconds: tuple[float, ...]
) -> None:
    rows = [
        dict(zip(names, (s, w, t), strict=True))
        for s, (_, _, w, t) in zip(seconds, TALK, strict=True)
    ]
    assert labels(json.dumps(rows)) == [
        (w, int(1000 * s)) for w, s in zip(LABELS, seconds, strict=True)
    ]


def test_seconds_with_a_comma_for_the_decimals() -> None:
    rows = [f"{a};{b};{w};{t}".replace(".", ",", 2) for a, b, w, t in TALK]
    assert labels("lo;hi;hvem;ytring\n" + "\n".join(rows)) == RIGHT


def test_times_that_are_called_so_may_count_on_evenly() -> None:
    rows = [
        {"nom": w, "start": 30.0 * n, "end": 30.0 * (n + 1), "dit": t}
        for n, (_, _, w, t) in enumerate(TALK)
    ]
    assert labels(json.dumps(rows)) == [(w, 30_000 * n) for n, w in enumerate(LABELS)]


def test_things_with_two_times_are_no_talk() -> None:
    rows = [
        {"item": f"Blue cotton shirt number {n}", "maker": ("Acme", "Bolt")[n % 2],
         "made": f"8:3{n}", "sold": f"9:1{n}"}
        for n in range(8)
    ]  # fmt: skip
    with pytest.raises(NotATranscript):
        labels(json.dumps(rows))
