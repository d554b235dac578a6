"""Akoma Ntoso debates."""

from xml.sax.saxutils import escape

from hypothesis import given, settings

from ingest.readers.proceedings import akoma_ntoso
from tests.ingest.readers.one_reading import TURNS, Turns, one, said, times

DEBATE = """<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><debate name="hansard">
<meta><identification source="#x"><FRBRWork><FRBRuri value="/ie/debate/2020-02-03"/>
<FRBRdate date="3000-01-01" name="generation"/></FRBRWork></identification>
<references><TLCPerson eId="AnnLee" href="/p/1" showAs="Ann Lee"/></references></meta>
<debateBody><debateSection><heading>Roads</heading>
<narrative>The Speaker took the Chair.</narrative>
<speech by="#AnnLee" startTime="2020-02-03T10:00:00"><p>One <i>two</i>.</p><p>Three.
 <remark type="applause">[Applause.]</remark></p></speech>
<question by="#Fox"><from>Deputy Fox: </from><p>Why?</p></question>
<answer by="#AnnLee" startTime="2020-02-03T10:05:00Z"><p>Because.</p></answer>
<scene>The House rose.</scene></debateSection></debateBody></debate></akomaNtoso>
"""


def test_debate() -> None:
    reading = one(akoma_ntoso, DEBATE.replace("05:00Z", "05:00"))
    assert said(reading) == [
        ("Ann Lee", "One two.\n\nThree. [Applause.]"),
        ("Deputy Fox", "Why?"),
        ("Ann Lee", "Because."),
    ]
    assert times(reading) == [0, None, 300_000]
    assert (reading.title, reading.date) == ("Roads", "2020-02-03")
    assert [t.source.line for t in reading.turns] == [8, 10, 11]


def test_times_beside_the_name() -> None:
    def speech(name: str, at: str) -> str:
        return f"<speech><from>{name}<recordedTime time='{at}'/></from><p>So.</p></speech>"

    text = speech("Ann", "2020-05-06T10:00:00Z") + speech("Bob", "2020-05-06T10:01:30Z")
    reading = one(akoma_ntoso, f"<akomaNtoso><debate>{text}</debate></akomaNtoso>")
    assert (said(reading)[0], times(reading)) == (("Ann", "So."), [0, 90_000])


def test_moments_with_and_without_a_zone_are_not_compared() -> None:
    assert times(one(akoma_ntoso, DEBATE)) == [0, None, None]


@settings(max_examples=30)
@given(TURNS)
def test_round_trip(turns: Turns) -> None:
    speeches = "".join(
        f"<speech by='#x'><from>{escape(name)}:</from><p>{escape(text)}</p></speech>"
        for name, text in turns
    )
    xml = f"<akomaNtoso><debate><debateBody>{speeches}</debateBody></debate></akomaNtoso>"
    assert said(one(akoma_ntoso, xml)) == turns
