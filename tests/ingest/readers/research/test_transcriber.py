"""Transcriber and EXMARaLDA files."""

from ingest.readers.research import transcriber
from tests.ingest.readers.one_reading import one, said, times

TURNS = """<Trans><Speakers><Speaker id="s1" name="Ann Lee"/><Speaker id="s2" name="Bo Oak"/>
</Speakers><Episode program="Roads" air_date="2011-06-24"><Section type="report">
<Turn speaker="s1" startTime="0" endTime="5.2"><Sync time="0"/>hello <Sync time="2"/>all
<Event desc="noise"/>there</Turn><Turn startTime="5.2" endTime="6"><Sync time="5.2"/></Turn>
<Turn speaker="s2 s1" startTime="6" endTime="9"><Sync time="6"/><Who nb="1"/>hi<Who nb="2"/>ho
</Turn><Turn startTime="9" endTime="10">who knows</Turn></Section></Episode></Trans>"""
EVENTS = """<basic-transcription><head><transcription-name>Talk 1</transcription-name><speakertable>
<speaker id="S0"><abbreviation>ANN</abbreviation></speaker></speakertable></head><basic-body>
<common-timeline><tli id="T0" time="0.5"/><tli id="T1"/><tli id="T2" time="3"/></common-timeline>
<tier speaker="S1" type="t"><event start="T1" end="T2">hi</event></tier>
<tier speaker="S0" type="t"><event start="T0" end="T1">hello all </event></tier>
<tier speaker="S0" type="a"><event start="T0" end="T1">gloss</event></tier></basic-body>
</basic-transcription>"""


def test_turns() -> None:
    reading = one(transcriber, TURNS)
    assert said(reading) == [
        ("Ann Lee", "hello all there"),
        ("Bo Oak", "hi"),
        ("Ann Lee", "ho"),
        (None, "who knows"),
    ]
    assert times(reading) == [0, 6000, 6000, 9000]
    assert (reading.title, reading.date) == ("Roads", "2011-06-24")


def test_events() -> None:
    reading = one(transcriber, EVENTS)
    assert said(reading) == [("ANN", "hello all"), ("S1", "hi")]
    assert [(t.start_ms, t.end_ms) for t in reading.turns] == [(500, None), (None, 3000)]
    assert reading.title == "Talk 1"
