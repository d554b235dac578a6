"""Parliaments' own XML."""

from xml.sax.saxutils import escape, quoteattr

from hypothesis import given, settings

from ingest.readers.proceedings import hansard_xml
from tests.ingest.readers.one_reading import TURNS, Turns, document, one, said


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


def test_reports_of_interjections_and_numbers_of_columns_are_no_talk() -> None:
    text = """<hansard><speech><talker><name role="display">Ms LEE</name></talker><talk.text><body>
<p><span class="HPS-Normal">Yes.</span></p>
<p><span class="HPS-GeneralInterjecting">Members interjecting</span>\u2014</p></body></talk.text>
</speech></hansard>"""
    assert said(one(hansard_xml, text)) == [("Ms LEE", "Yes.")]
    old = """<hansard><p><member>MR. OAK</member><membercontribution>: I ask <col>57</col> of it.
</membercontribution></p></hansard>"""
    assert said(one(hansard_xml, old)) == [("MR. OAK", "I ask of it.")]


def test_bundestag() -> None:
    text = """<dbtplenarprotokoll sitzung-datum="02.03.2018"><sitzungsverlauf><sitzungsbeginn>
<name>Pr\u00e4sident Eiche:</name><p klasse="J">Guten Morgen.</p></sitzungsbeginn>
<tagesordnungspunkt><p klasse="T_fett">Stra\u00dfen</p><rede id="r1"><p klasse="redner">
<redner><name><nachname>Lehm</nachname></name></redner>Anna Lehm (SPD):</p><p klasse="J_1">Ja.</p>
<kommentar>(Beifall)</kommentar><p klasse="O">Danke.</p><name>Pr\u00e4sident Eiche:</name>
<p klasse="J">Bitte.</p></rede><p>Drucksache 1</p></tagesordnungspunkt></sitzungsverlauf>
<anlagen><p>Liste</p></anlagen></dbtplenarprotokoll>"""
    reading = one(hansard_xml, text)
    assert said(reading) == [
        ("Pr\u00e4sident Eiche", "Guten Morgen."),
        ("Anna Lehm (SPD)", "Ja.\n\nDanke."),
        ("Pr\u00e4sident Eiche", "Bitte."),
    ]
    assert reading.date == "2018-03-02"


def test_other_roots_need_more_than_their_name() -> None:
    assert hansard_xml.sniff(document("<House><Room>Hall</Room></House>")) is None
    talk = "<Intervention><PersonSpeaking>Ann</PersonSpeaking><Content>So.</Content></Intervention>"
    assert said(one(hansard_xml, f"<House>{talk}</House>")) == [("Ann", "So.")]


@settings(max_examples=30)
@given(TURNS)
def test_round_trip(turns: Turns) -> None:
    speeches = "".join(
        f"<speech speakername={quoteattr(name)}><p>{escape(text)}</p></speech>"
        for name, text in turns
    )
    assert said(one(hansard_xml, f"<publicwhip>{speeches}</publicwhip>")) == turns
