"""XML with an element a segment."""

from ingest.readers.speech_to_text import segments_xml
from tests.ingest.readers.one_reading import one


def test_segments_with_their_own_names_for_the_parts() -> None:
    xml = """<talk><seg><start>0.5</start><end>2.0</end><speaker>A</speaker>
<text>Low tide.</text></seg><seg><start>2.0</start><end>3.5</end><speaker>B</speaker>
<text>Wait then.</text></seg></talk>"""
    reading = one(segments_xml, xml)
    assert [(t.label, t.text, t.start_ms) for t in reading.turns] == [
        ("A", "Low tide.", 500),
        ("B", "Wait then.", 2000),
    ]
