"""Parliaments' own XML."""

from xml.sax.saxutils import escape, quoteattr

from hypothesis import given, settings

from ingest.readers import hansard_xml
from tests.one_reading import TURNS, Turns, one, said


def test_they_work_for_you() -> None:
    xml = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE publicwhip [<!ENTITY mdash "&#8212;">]><publicwhip>
<major-heading id="uk.org.publicwhip/debate/2013-02-14a.1.0">Prime Minister</major-heading>
<speech id="uk.org.publicwhip/debate/2013-02-14a.1.1" speakername="Ann Lee" time="12:00:00">
<p>One &mdash; <i>two</i>.</p><p>Three.</p></speech>
<speech id="x" nospeaker="true"><p>Question put.</p></speech>
<speech id="y" speakername="Hon. Members:" nospeaker="true"><p>Hear, hear!</p></speech>
</publicwhip>"""
    reading = one(hansard_xml, xml)
    assert said(reading) == [
        ("Ann Lee", "One \u2014 two.\n\nThree."),
        ("Hon. Members", "Hear, hear!"),
    ]
    assert (reading.title, reading.date) == ("Prime Minister", "2013-02-14")


def test_canada() -> None:
    xml = """<Hansard><ExtractedInformation><ExtractedItem Name="Date">Monday, May 6, 2019
</ExtractedItem></ExtractedInformation><Intervention><PersonSpeaking><Affiliation>Hon. Ann Lee
 (Town, Lib.):</Affiliation></PersonSpeaking><Content><FloorLanguage language="en">[English]
</FloorLanguage><Timestamp>(1005)</Timestamp><ParaText>Mr. Speaker, <I>yes</I>.</ParaText>
<ParaText>No.</ParaText></Content></Intervention></Hansard>"""
    reading = one(hansard_xml, xml)
    assert said(reading) == [("Hon. Ann Lee (Town, Lib.)", "Mr. Speaker, yes.\n\nNo.")]
    assert reading.date == "2019-05-06"


def test_australia_before_2011() -> None:
    xml = """<hansard><session.header><date>2005-05-10</date></session.header><speech><talk.start>
<talker><time.stamp>12:02</time.stamp><name role="metadata">Lee, Ann MP</name>
<name role="display">Ms LEE</name></talker><para>Hello.</para></talk.start><para>More.</para>
<interjection><talk.start><talker><name role="display">Mr FOX</name></talker><para>No!</para>
</talk.start></interjection></speech></hansard>"""
    reading = one(hansard_xml, xml)
    assert said(reading) == [("Ms LEE", "Hello.\n\nMore."), ("Mr FOX", "No!")]


def test_australia_since_2011() -> None:
    xml = """<hansard><speech><talk.start><talker><name role="metadata">Lee, Ann MP</name></talker>
</talk.start><talk.text><body><p><a type="MemberSpeech"><span class="HPS-MemberSpeech">Ms LEE</span>
</a> (<span class="HPS-Electorate">Town</span>) (<span class="HPS-Time">12:04</span>): I rise: now.
</p><p>More.</p><p><span class="HPS-MemberInterjecting">Mr Fox</span>:  No!</p></body></talk.text>
</speech></hansard>"""
    assert said(one(hansard_xml, xml)) == [("Ms LEE", "I rise: now.\n\nMore."), ("Mr Fox", "No!")]


def test_historic_volumes() -> None:
    xml = """<hansard><housecommons><date format="1901-02-03">3 Feb</date><section>
<title>Roads</title><p><member>MR. LEE</member> <membercontribution>: asked whether.
</membercontribution></p><p>More.</p>
<p><member>MR. FOX <memberconstituency>Town</memberconstituency></member>
<membercontribution>: Yes.</membercontribution></p></section><section><p>House rose.</p></section>
</housecommons></hansard>"""
    reading = one(hansard_xml, xml)
    assert said(reading) == [("MR. LEE", "asked whether.\n\nMore."), ("MR. FOX", "Yes.")]
    assert (reading.title, reading.date) == ("Roads", "1901-02-03")


@settings(max_examples=30)
@given(TURNS)
def test_round_trip(turns: Turns) -> None:
    speeches = "".join(
        f"<speech speakername={quoteattr(name)}><p>{escape(text)}</p></speech>"
        for name, text in turns
    )
    assert said(one(hansard_xml, f"<publicwhip>{speeches}</publicwhip>")) == turns
