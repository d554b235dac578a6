"""Tables as separated text: headers, quoting, meetings, damage."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import BrokenFile
from ingest.readers.chats import irc
from ingest.readers.tables import tables
from tests.ingest.readers.one_reading import (
    NAMES,
    TALK,
    Turns,
    document,
    one,
    readings,
    said,
    times,
)


@pytest.mark.parametrize(
    "text",
    [
        "speaker,text\nAnn,hi: there\nBob,yo\n",
        "text,speaker\nhi: there,Ann\nyo,Bob",
        "\ufeffSpeaker Name\tNo\tTranscript\r\nAnn\t1\thi: there\r\n\r\nBob\t2\tyo\r\n",
        "sep=;\nSprecher;Text\nAnn;hi: there\nBob;yo\n",
        "| who | utterance |\n|---|:---|\n| Ann | hi: there |\n| Bob | yo |\n",
        "line,speaker,text\n1,Ann,hi: there\n2,Bob,yo\n",
        'speaker, text\nAnn, "hi: there"\nBob, "yo"\n',
        'speakerName,Äußerung\n"Ann","hi:\nthere"\nCarl,\nBob:, yo \n',
    ],
)
def test_layouts(text: str) -> None:
    assert said(one(tables, text)) == [("Ann", "hi: there"), ("Bob", "yo")]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<p>Wo ist das <b>Boot</b>?</p><p>Na &amp; los.</p>", "Wo ist das Boot?\n\nNa & los."),
        ("Où est<br>le bateau&nbsp;?", "Où est le bateau ?"),
        ('<span class="x">Where is it?</span>', "Where is it?"),
        ("Where is it?", "Where is it?"),
    ],
)
def test_cells_of_html_are_read_as_a_page(cell: str, text: str) -> None:
    made = io.StringIO()
    rows = [("Ann", "<div>It is here.</div>"), ("Bob", cell)] * 2
    csv.writer(made).writerows([("who", "text"), *rows])
    assert said(one(tables, made.getvalue()))[1] == ("Bob", text)


@pytest.mark.parametrize("cell", ["I typed <b> and it broke.", "a < b and b > c", "R&amp;D</p>"])
def test_cells_that_speak_of_signs_stay(cell: str) -> None:
    table = f"who,text\nAnn,{cell}\nBob,So.\nAnn,Then go.\n"
    assert said(one(tables, table))[0] == ("Ann", cell)


@pytest.mark.parametrize("who", ["Redner/in", "Sprecher:in", "orador(a)", "**Locuteur·rice**"])
def test_a_word_for_men_and_women_alike(who: str) -> None:
    text = f"Nr.;{who};Text;Vermerk\n1;Ida;hi: there;\n2;Ole;yo;lacht\n"
    assert said(one(tables, text)) == [("Ida", "hi: there"), ("Ole", "yo")]


@pytest.mark.parametrize("head", ["Text/id;Ort", "Titel/Redner;Text", "Text(a);Rede/n"])
def test_two_words_for_a_column_are_none(head: str) -> None:
    assert tables.sniff(document(f"{head}\nhi there;Wells\nyo you;Bath\n")) is None


def test_quotations_in_a_table_by_tabs_are_text() -> None:
    text = 'speaker\ttext\nAnn\t"Hi," he said.\nBob\tso "it" is\n'
    assert said(one(tables, text)) == [("Ann", '"Hi," he said.'), ("Bob", 'so "it" is')]


def test_times_of_video_editors() -> None:
    text = "speaker,timecode in,timecode out,text\nAnn,00;00;01,00;00;03,hi\n"
    (turn,) = one(tables, text).turns
    assert (turn.start_ms, turn.end_ms) == (1000, 3000)


def test_other_code_pages() -> None:
    assert said(one(tables, "speaker;text\nAndr\xe9;d\xe9j\xe0\n".encode("latin-1"))) == [
        ("André", "déjà")
    ]


def test_rows_without_a_name_stay_unnamed() -> None:
    assert said(one(tables, "speaker,text\nAnn,hi\n,yo\n")) == [("Ann", "hi"), (None, "yo")]


def test_captions_without_speakers_are_pieces() -> None:
    (turn,) = one(
        tables, "start\tend\ttext\n0\t1900\tHello my friend\n1900\t4000\tso it is\n"
    ).turns
    assert (turn.label, turn.text) == (None, "Hello my friend so it is")
    assert (turn.start_ms, turn.end_ms, turn.source.line) == (0, 4000, 2)


def test_several_meetings() -> None:
    text = "season,episode,speaker,text\n1,1,Ann,a\n1,2,Bob,c\n1,1,Bob,b\n1,2,Ann,d\n1,2,Ann,\n"
    parts = readings(tables, text)
    assert [p.part for p in parts] == ["episode 1", "episode 2"]
    assert [said(p) for p in parts] == [[("Ann", "a"), ("Bob", "b")], [("Bob", "c"), ("Ann", "d")]]
    assert [t.source.line for p in parts for t in p.turns] == [2, 4, 3, 5]


def test_days_are_meetings_and_moments_are_times() -> None:
    days = readings(
        tables,
        "date,name,speech\n2020-01-01,A,x y\n2020-01-01,B,z\n2020-02-01,A,p\n2020-02-01,B,q\n",
    )
    assert [(d.part, d.date) for d in days] == [("2020-01-01",) * 2, ("2020-02-01",) * 2]
    chat = one(tables, "author,date,content\nA,2020-01-01T10:00:00Z,x\nB,2020-01-01T10:01:00Z,y\n")
    assert (times(chat), chat.date) == ([0, 60_000], "2020-01-01")


def test_moments_of_start_and_end_count_from_the_first_start() -> None:
    day = "2021-10-12T09:41"
    rows = [f"Ann,Hi.,{day}:21Z,{day}:26Z", f"Bo,Yes.,{day}:28Z,{day}:29Z"]
    reading = one(tables, "\n".join(["speaker,text,start,end", *rows]))
    assert [(t.start_ms, t.end_ms) for t in reading.turns] == [(0, 5000), (7000, 8000)]


def test_without_a_header_only_where_nothing_is_guessed() -> None:
    bare = (
        "Ann\t0:01\tI do think so\nBob\t0:05\tand I do not\n"
        "Ann\t0:09\twhy would you\nBob\t0:12\tas I said\n"
    )
    reading = one(tables, bare)
    assert said(reading)[:2] == [("Ann", "I do think so"), ("Bob", "and I do not")]
    assert times(reading) == [1000, 5000, 9000, 12_000]
    assert (
        tables.sniff(document("Yes, I do\nNo, you do not\nWell, he came\nThen, she left\n")) is None
    )
    assert (
        tables.sniff(document("Ann:\tI do so\nBob:\tI do not\nAnn:\tbut why\nBob:\tas I said\n"))
        is None
    )


def test_columns_that_only_count_or_time_need_no_header() -> None:
    lines = ["I do think so", "and I do not", "why would you", "as I said"]
    counted = "".join(f"{n},{'AB'[n % 2]},{x}\n" for n, x in enumerate(lines))
    assert said(one(tables, counted))[0] == ("A", "I do think so")
    timed = "".join(f"{n}.5,{n + 1},{'AB'[n % 2]},{x}\n" for n, x in enumerate(lines))
    assert times(one(tables, timed)) == [500, 1500, 2500, 3500]


@pytest.mark.parametrize(
    "header",
    ["speaker,minute,text", "raw_character_text,timestamp_in_s,spoken_words",
     "Character_Name,Start Time (s),Line Text", "Sprecher,Zeit,Beitrag", "speaker_id,time,value"],
)  # fmt: skip
def test_names_of_columns(header: str) -> None:
    (turn,) = one(tables, f"{header}\nAnn,0:07,so it is\n").turns
    assert (turn.label, turn.start_ms, turn.text) == ("Ann", 7000, "so it is")


def test_a_table_may_stand_below_a_title() -> None:
    export = "Board export\nTitle,Harbour Board\nDate,2021-03-04\n\nspeaker,text\nAnn,hi\n"
    page = "# Harbour Board\n\n4 March 2021\n\n| who | said |\n|---|---|\n| Ann | hi |\n\nEnd.\n"
    padded = export.replace("\n", ",,\r\n")  # as Excel saves it
    for text in (export, padded, page):
        reading = one(tables, text)
        assert (said(reading), reading.title, reading.date) == (
            [("Ann", "hi")], "Harbour Board", "2021-03-04",
        )  # fmt: skip


def test_titles_and_channels_part_only_what_stands_together() -> None:
    text = "title,speaker,text\nMay talk,Ann,a\nMay talk,Bob,b\nJune talk,Ann,c\nJune talk,Bob,d\n"
    assert [(r.part, r.title) for r in readings(tables, text)] == [
        ("May talk",) * 2,
        ("June talk",) * 2,
    ]
    voices = "channel,speaker,text\n1,Ann,a\n2,Bob,b\n1,Ann,c\n2,Bob,d\n"
    assert len(one(tables, voices).turns) == 4
    assert one(tables, "debate_name,who,said\nOn boats,A,x\nOn boats,B,y\n").title == "On boats"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("speaker,text\nAnn,hi\nBob,well, yes\n", "line 3: 3 fields under 2 columns"),
        ('speaker,text\nAnn,hi\nBob,"never\nclosed', "line 3: a quoted field is never closed"),
    ],
)
def test_damage_is_told_with_its_line(text: str, message: str) -> None:
    with pytest.raises(BrokenFile, match=message):
        tables.read(document(text))


def test_fields_of_any_size() -> None:
    assert said(one(tables, f"speaker,text\nAnn,{'so ' * 100_000}\n"))[0][0] == "Ann"


LINES = st.lists(TALK, min_size=1, max_size=3).map("\n\n".join)


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@settings(max_examples=20)
@given(turns=st.lists(st.tuples(NAMES, LINES), min_size=1, max_size=8))
def test_round_trip(delimiter: str, turns: Turns) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([("speaker", "text"), *turns])
    assert said(one(tables, out.getvalue())) == turns


def test_a_conversation_in_a_cell_is_read_by_its_labels() -> None:
    table = 'id,note,dialogue\n1,"Pain. None.","Doctor: Where?\nPatient: Here.\nDoctor: So."\n'
    reading = one(tables, table)
    assert said(reading) == [("Doctor", "Where?"), ("Patient", "Here."), ("Doctor", "So.")]


def test_a_table_by_tabs_is_no_chat_log() -> None:
    table = "TIMECODE\tSPEAKER\tTRANSCRIPT\n0:01\tAnn\tHi.\n0:04\t\tNoise.\n0:09\tBo\tYes.\n"
    assert irc.sniff(document(table)) is None
    assert [t.label for t in one(tables, table).turns] == ["Ann", None, "Bo"]


def test_a_header_in_words_that_nobody_knows_is_no_turn() -> None:
    rows = "Ann\tWho stayed that year?\nBo\tThe Tollers did.\n" * 3
    assert said(one(tables, f"Huhu\tHaha\n{rows}"))[0] == ("Ann", "Who stayed that year?")


def test_voices_named_in_the_words_of_rows_without_a_column_of_names() -> None:
    text = (
        "start\tend\ttext\n0\t900\t[SPEAKER_01]: Who stayed?\n900\t1900\t[SPEAKER_00]: Two did.\n"
    )
    assert said(one(tables, text)) == [("SPEAKER_01", "Who stayed?"), ("SPEAKER_00", "Two did.")]


def test_rows_the_newest_first_have_no_times_before_the_first() -> None:
    reading = one(tables, "timestamp,speaker,text\n1715681052,Ann,Who rows?\n1715680992,Bo,I do.\n")
    assert [t.start_ms for t in reading.turns] == [0, None]


@pytest.mark.parametrize("header", ["| Wann | Wer | Was gesagt wurde |", "| a | b | c |"])
@pytest.mark.parametrize("rule", ["|---|:---:|---|", "| - | - | - |"])
def test_a_table_in_markdown_whose_columns_have_any_names(header: str, rule: str) -> None:
    rows = [("Eva", "Wann war das denn?"), ("**Karl**", "Es war 2**3 und 4**5.")] * 2
    body = "\n".join(f"| 0:0{n} | {who} | {text} |" for n, (who, text) in enumerate(rows))
    reading = one(tables, f"# Werkstatt\n\n{header}\n{rule}\n{body}\n")
    assert [(t.label, t.text) for t in reading.turns[:2]] == [rows[0], ("Karl", rows[1][1])]
    assert [t.label for t in reading.turns] == ["Eva", "Karl"] * 2
    assert [t.start_ms for t in reading.turns] == [0, 1000, 2000, 3000]


def test_a_first_row_of_talk_is_no_header() -> None:
    rows = [
        ("0:01", "Person 1", "Where does it go?"),
        ("0:04", "Person 2", "To the mill, I think."),
    ]
    text = "".join("\t".join(r) + "\n" for r in rows * 3)
    assert len(one(tables, text).turns) == 6


@pytest.mark.parametrize(
    "heads",
    [
        ("Tier", "Onset (mm:ss)", "Offset (mm:ss)", "Length (mm:ss)", "Mots"),
        ("Sprecher", "Beginn – hh:mm:ss,ms", "Ende – hh:mm:ss,ms", "Dauer – hh:mm:ss,ms", "Gesagt"),
        ("Quem", "Início [hh:mm:ss]", "Fim [hh:mm:ss]", "Duração [hh:mm:ss]", "O que diz"),
    ],
)
def test_how_times_are_printed_stands_behind_the_name_of_their_column(heads: tuple[str]) -> None:
    rows = [("Ann", "Where did you leave it?"), ("Bob", "By the door, I think.")] * 3
    table = "\n".join(
        "\t".join((who, f"0:{n}1:00", f"0:{n}2:00", "", text)) for n, (who, text) in enumerate(rows)
    )
    found = one(tables, "\t".join(heads) + "\n" + table)
    assert said(found) == rows
    assert times(found)[:2] == [60_000, 660_000]


@pytest.mark.parametrize("head", ["Odds - win:lose", "Mix (sand:lime)"])
def test_other_words_behind_the_name_of_a_column_are_no_form_of_times(head: str) -> None:
    table = f"Day\t{head}\tPlace\n" + "Monday\t1:20:00\tYard\nTuesday\t1:30:00\tYard\n" * 3
    assert tables.sniff(document(table)) is None
