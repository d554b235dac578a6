"""Pages with names in bold: the UK Parliament's daily volumes, other parliaments."""

from ingest.open.containers import open_file
from ingest.readers import sniff as chosen
from ingest.readers.proceedings import bold_names
from tests.ingest.readers.one_reading import said

PAGE = """<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html><html><body>
<p><a name="column_1"> </a><b>6 May 2010 : Column 1</b></p><h2>House of Roads</h2>
<h3>Bridges</h3><p><i>Motion made</i>, That bridges be built.</p><h5>9.30 am</h5>
<p>1. [12] <b>Ann Lee (Town, North) (Lab):</b> What of the roads? [345]</p>
<p><b>The Minister for Roads (Mr Fox):</b>
They are long<br/></p><p><b>6 May 2010 : Column 2</b></p>
<p>and wide.</p><h5>9.35 am</h5><p><i>The Herald</i> agrees. [<i>Laughter.</i>]</p>
<p><b>Several hon. Members</b> <i>rose\u2014</i></p>
<p><b>Mr. Oak</b> (Wood): I beg to move.</p>
<p><i>Question put</i>, That the roads be long.</p><p><i>The House divided:</i></p>
<p>Ayes 2, Noes 1.</p><p><center><b>Division No. 3]</b></center></p><p>Lee, Ann</p>
<p><b>Mr. Speaker:</b> Order.</p><h3>Rivers</h3><p>[30th Allotted Day]</p></body></html>"""


def test_page() -> None:
    document = open_file("a.htm", PAGE.encode())
    assert chosen(document)[0].name == "bold_names"
    (reading,) = bold_names.read(document)
    assert said(reading) == [
        ("Ann Lee (Town, North) (Lab)", "What of the roads? [345]"),
        (
            "The Minister for Roads (Mr Fox)",
            "They are long and wide.\n\nThe Herald agrees. [Laughter.]",
        ),
        ("Mr. Oak (Wood)", "I beg to move."),
        ("Mr. Speaker", "Order."),
    ]
    assert (reading.title, reading.date) == ("House of Roads", "2010-05-06")


ONCE_EACH = """<html><head><title>Meeting of the Board | Roads</title></head><body>
<nav><p><b>Site Menu:</b> All pages.</p></nav><h1>Meeting of the Board</h1><p>6 May 2020</p>
<p><strong>The Chair (Ken Oak):</strong> Good day.</p>
<p><strong>1. Ann Lee (Town) (Lab):</strong> What of roads?</p><p>And bridges?</p>
<p><b><a>Bo Elm (Wood, NDP)</a>:</b></p><div><p>They are long.</p></div>
<p><b>Mr. Fox</b> (Hill): So they are.</p><h3>Share this</h3><p>Mail it.</p></body></html>"""


def test_names_that_stand_once_each() -> None:
    document = open_file("a.htm", ONCE_EACH.encode())
    (reading,) = bold_names.read(document)
    assert said(reading) == [
        ("The Chair (Ken Oak)", "Good day."),
        ("Ann Lee (Town) (Lab)", "What of roads?\n\nAnd bridges?"),
        ("Bo Elm (Wood, NDP)", "They are long."),
        ("Mr. Fox (Hill)", "So they are."),
    ]
    assert (reading.title, reading.date) == ("Meeting of the Board", "2020-05-06")
    assert reading.front.endswith("6 May 2020\n\n") and "Mail it." in reading.back


def test_lists_of_terms_are_no_talk() -> None:
    listed = {"Total Cost": "5 pounds", "Note": "so", "Step 2": "go", "Yield": "2"}
    terms = "".join(f"<p><b>{term}:</b> {text}.</p>" for term, text in listed.items())
    assert bold_names.sniff(open_file("a.htm", f"<html><body>{terms}".encode())) is None


def test_other_pages_are_left_alone() -> None:
    page = "<html><body><p><b>Ann:</b> See the last column.</p></body></html>"
    assert bold_names.sniff(open_file("a.htm", page.encode())) is None
