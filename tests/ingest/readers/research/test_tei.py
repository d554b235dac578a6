"""TEI: ParlaMint, transcribed speech, protocols set as plays."""

from xml.sax.saxutils import escape

from hypothesis import given, settings

from ingest.readers.research import tei
from tests.ingest.readers.one_reading import TURNS, Turns, one, said

HEADER = """<teiHeader><fileDesc><titleStmt><title type="main">Sitting 12</title></titleStmt>
<publicationStmt><date when="2021-01-01"/></publicationStmt>
<sourceDesc><bibl><date when="2019-05-06">6 May</date></bibl></sourceDesc></fileDesc>
<profileDesc><particDesc><listPerson><person xml:id="LeeAnn"><persName><surname>Lee</surname>
<forename>Ann</forename></persName></person></listPerson></particDesc></profileDesc></teiHeader>"""


def tree(body: str, header: str = "") -> str:
    text = f"<text><body><div>{body}</div></body></text>"
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}{text}</TEI>'


def test_parliament() -> None:
    body = """<head>1. Roads</head><note type="time">10.00</note><note type="speaker">Ms Lee:</note>
<u who="#LeeAnn" xml:id="u1"><seg>Good morning.</seg><note>(Applause.)</note>
<seg>Second<vocal><desc>Murmurs</desc></vocal> part.</seg></u>
<note type="speaker">THE CHAIR:</note><u who="list.xml#Chair"><seg>Order.</seg></u>
<u who="#FoxTim"><seg>Yes.</seg></u>"""
    reading = one(tei, tree(body, HEADER))
    assert said(reading) == [
        ("Ann Lee", "Good morning.\n\n(Applause.)\n\nSecond part."),
        ("THE CHAIR", "Order."),
        ("FoxTim", "Yes."),
    ]
    assert (reading.title, reading.date) == ("Sitting 12", "2019-05-06")


def test_a_name_printed_once_holds_for_all_speeches_of_an_id() -> None:
    body = """<u who="#A1"><seg>One.</seg></u><note type="speaker">Dr. Fox:</note>
<u who="#A1"><seg>Two.</seg></u><u who="#B2"><seg>Three.</seg></u>"""
    assert [label for label, _ in said(one(tei, tree(body)))] == ["Dr. Fox", "Dr. Fox", "B2"]


def test_timeline() -> None:
    body = """<timeline unit="s" origin="#T0"><when xml:id="T0"/>
<when xml:id="T1" interval="1.5" since="#T0"/>
<when xml:id="T2" interval="2" since="#T1"/></timeline>
<annotationBlock who="#A" start="#T1" end="#T2"><u>hello</u></annotationBlock><u who="B">yo</u>"""
    reading = one(tei, tree(body))
    assert [(t.label, t.text, t.start_ms, t.end_ms) for t in reading.turns] == [
        ("A", "hello", 1500, 3500),
        ("B", "yo", None, None),
    ]


def test_set_as_a_play() -> None:
    body = """<sp who="Ann Lee"><speaker>Dr. Ann Lee:</speaker><p>Friends!</p>
<stage type="interjection">Calls of "Hear!"</stage><p>Thank you.</p></sp>"""
    assert said(one(tei, tree(body))) == [("Dr. Ann Lee", "Friends!\n\nThank you.")]


@settings(max_examples=30)
@given(TURNS)
def test_round_trip(turns: Turns) -> None:
    names = {name: f"p{n}" for n, name in enumerate(dict(turns))}
    people = "".join(
        f'<person xml:id="{key}"><persName>{escape(name)}</persName></person>'
        for name, key in names.items()
    )
    body = "".join(f"<u who='#{names[n]}'><seg>{escape(t)}</seg></u>" for n, t in turns)
    header = f"<teiHeader><listPerson>{people}</listPerson></teiHeader>"
    assert said(one(tei, tree(body, header))) == turns
