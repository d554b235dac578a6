"""The Congressional Record and hearing prints."""

import textwrap

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.readers.proceedings import congress
from tests.ingest.readers.one_reading import document, one, said

RECORD = """\
<html><head><title>Congressional Record</title></head><body><pre>
[Congressional Record Volume 150, Number 3 (Thursday, January 22, 2004)]
[Senate]
[Page S101]

                         ROADS &amp; BRIDGES ACT

  Mr. McBRIDE of Oregon. Mr. President, I ask that the letter be printed.
I say only this:

       A road is a promise.

  That was all. [Laughter.]

[[Page S102]]

and it went on.
  Mr. FOX addressed the Chair.
  The ACTING PRESIDENT pro tempore. Without objection, it is so
ordered.
  There being no objection, the letter was ordered to be printed in the
Record, as follows:

                                     Salem, OR, January 3, 2004.
       Dear Ann: Please build the road.
  Mrs. VAN DER BERG. I object.
  The legislative clerk proceeded to call the roll.
  Mr. DANIEL E. LONG of California. Madam Speaker, Mr. Smith. I yield.
  The result was announced--yeas 1, nays 1, as follows:

                                YEAS--1

     Lee

  So the amendment was rejected.

                          ____________________

                             ADJOURNMENT

  The Senate adjourned at 5 p.m.
</pre></body></html>
"""
HEARING = """\
[House Hearing, 110 Congress]
[From the U.S. Government Printing Office]

                         ROADS AND BRIDGES

                       TUESDAY, MARCH 6, 2007

    The committee met, pursuant to call, at 10 a.m.
    Chairman Lee. The committee will come to order. I recognize
the ranking member.
    Mr. Fox of Oregon. Thank you, Mr. Chairman. Mr. Smith knows.
    We meet again.
    [The prepared statement of Mr. Fox follows:]

                Prepared Statement of Hon. John Fox

    Mr. Chairman, roads matter.

    The Chairman. Thank you.

  STATEMENT OF ANNA VAN DER BERG, DIRECTOR, ROADS OFFICE

    Ms. van der Berg. Good morning.
    [Whereupon, at 12 p.m., the committee was adjourned.]
"""


def test_record() -> None:
    reading = one(congress, RECORD)
    assert said(reading) == [
        (
            "Mr. McBRIDE of Oregon",
            "Mr. President, I ask that the letter be printed. I say only this:\n\n"
            "A road is a promise.\n\nThat was all. [Laughter.] and it went on.",
        ),
        ("The ACTING PRESIDENT pro tempore", "Without objection, it is so ordered."),
        ("Mrs. VAN DER BERG", "I object."),
        ("Mr. DANIEL E. LONG of California", "Madam Speaker, Mr. Smith. I yield."),
    ]
    assert (reading.title, reading.date) == ("ROADS & BRIDGES ACT", "2004-01-22")
    assert [t.source.page for t in reading.turns] == [101, 102, 102, 102]
    assert "ADJOURNMENT" in reading.back


def test_plain_text_reads_like_the_page() -> None:
    plain = RECORD[RECORD.index("[Cong") : RECORD.index("</pre>")].replace("&amp;", "&")
    assert said(one(congress, plain)) == said(one(congress, RECORD))


def test_hearing() -> None:
    reading = one(congress, HEARING)
    assert said(reading) == [
        ("Chairman Lee", "The committee will come to order. I recognize the ranking member."),
        ("Mr. Fox of Oregon", "Thank you, Mr. Chairman. Mr. Smith knows.\n\nWe meet again."),
        ("The Chairman", "Thank you."),
        ("Ms. van der Berg", "Good morning."),
    ]
    assert (reading.title, reading.date) == ("ROADS AND BRIDGES", "2007-03-06")


INSERTS = """\
[Congressional Record Volume 140, Number 8 (Thursday, February 3, 1994)]

      THE ROADS AND BRIDGES ACT

  The SPEAKER pro tempore (Mr. Fox). The Chair declares the House in
the Committee of the Whole House.
  Accordingly the House resolved itself into the Committee of the Whole.
  Ms. LEE. Mr. Speaker, one author says of all of them that love roads:

       A road is a promise that is kept by those who come after
     and by those who pay. It is long.

  I agree.

THE LONG TITLE OF THE ACT THAT BUILDS THE ROADS AND BRIDGES OF THE STATES
                          AND TERRITORIES

  Mr. OAK submitted the following resolution:

       Resolved, That roads are long.

  Messrs. OAK and ELM changed their votes from ``nay'' to ``yea.''
  The result of the vote was announced as above recorded.
  The CHAIRMAN pro tempore. The Committee will rise.
"""


def test_quotations_are_talk_and_reports_are_none() -> None:
    assert said(one(congress, INSERTS)) == [
        (
            "The SPEAKER pro tempore (Mr. Fox)",
            "The Chair declares the House in the Committee of the Whole House.",
        ),
        (
            "Ms. LEE",
            "Mr. Speaker, one author says of all of them that love roads:\n\n"
            "A road is a promise that is kept by those who come after and by those who pay. "
            "It is long.\n\nI agree.",
        ),
        ("The CHAIRMAN pro tempore", "The Committee will rise."),
    ]


SITTINGS = """\
<html><title> - ROADS</title><body><pre>
[House Hearing, 115 Congress]

                     OVERSIGHT OF THE ROADS AND
                            BRIDGES OFFICE

    The committee met, pursuant to call, at 10 a.m.
    Vice Chair Lee [presiding]. I quote those who wrote long ago of it:

        A road is a promise that is kept by those who come
    and by those who pay.

    Rear Admiral O'Neil. Yes.
    [Whereupon, at 12 p.m., the committee was adjourned.]

                           A P P E N D I X

    Mr. Fox. The answer is no.

    The committee met, pursuant to recess, at 9 a.m.
    Vice Chair Lee. Good morning.
"""


def test_appendix_is_no_talk_and_another_sitting_is() -> None:
    reading = one(congress, SITTINGS)
    assert said(reading) == [
        (
            "Vice Chair Lee [presiding]",
            "I quote those who wrote long ago of it:\n\n"
            "A road is a promise that is kept by those who come and by those who pay.",
        ),
        ("Rear Admiral O'Neil", "Yes."),
        ("Vice Chair Lee", "Good morning."),
    ]
    assert reading.title == "OVERSIGHT OF THE ROADS AND BRIDGES OFFICE"


def test_prose_is_no_record() -> None:
    assert congress.sniff(document("The FBI. It came.\nMr. Smith went home.\n")) is None


NAMES = ["Mr. FOX", "Mrs. O'NEIL", "Ms. JACKSON-LEE of Texas", "The SPEAKER", "Dr. LaBELLE"]
WORDS = st.sampled_from("roads are long, and the Senator knows. (Mr. Smith) $3 [sic] WHO".split())


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(NAMES), st.lists(WORDS, min_size=1)), min_size=1))
def test_round_trip(turns: list[tuple[str, list[str]]]) -> None:
    spoken = [(name, " ".join(["I say", *words])) for name, words in turns]
    body = "".join(
        textwrap.fill(f"{name}. {text}", 71, initial_indent="  ", break_on_hyphens=False) + "\n"
        for name, text in spoken
    )
    page = "[Congressional Record Volume 1, Number 1]\n\n" + body
    assert said(one(congress, page)) == spoken
