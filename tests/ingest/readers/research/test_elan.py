"""ELAN annotation files."""

from xml.sax.saxutils import escape, quoteattr

from hypothesis import given, settings

from ingest.readers.research import elan
from tests.ingest.readers.one_reading import TURNS, Turns, one, said


def tier(name: str, annotations: str, more: str = "") -> str:
    return f"<TIER LINGUISTIC_TYPE_REF='d' TIER_ID={quoteattr(name)} {more}>{annotations}</TIER>"


def aligned(key: str, start: str, end: str, text: str) -> str:
    slots = f"TIME_SLOT_REF1='{start}' TIME_SLOT_REF2='{end}'"
    return (
        f"<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID='{key}' {slots}><ANNOTATION_VALUE>"
        f"{escape(text)}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
    )


def referring(key: str, to: str, text: str) -> str:
    return (
        f"<ANNOTATION><REF_ANNOTATION ANNOTATION_ID='{key}' ANNOTATION_REF='{to}'>"
        f"<ANNOTATION_VALUE>{escape(text)}</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>"
    )


def file(tiers: str, slots: int = 9) -> str:
    order = "".join(
        f"<TIME_SLOT TIME_SLOT_ID='t{n}' TIME_VALUE='{n * 500}'/>" for n in range(slots)
    )
    order += "<TIME_SLOT TIME_SLOT_ID='open'/>"
    return f"<ANNOTATION_DOCUMENT><TIME_ORDER>{order}</TIME_ORDER>{tiers}</ANNOTATION_DOCUMENT>"


def test_tiers_in_order_of_time() -> None:
    bob = aligned("a1", "t2", "t4", "later") + aligned("a2", "t4", "open", "")
    ann = aligned("a3", "t1", "t3", "first & overlapping") + aligned("a4", "t5", "open", "last")
    reading = one(elan, file(tier("B", bob, "PARTICIPANT='Bob'") + tier("default@Ann", ann)))
    assert [(t.label, t.text, t.start_ms, t.end_ms) for t in reading.turns] == [
        ("Ann", "first & overlapping", 500, 1500),
        ("Bob", "later", 1000, 2000),
        ("Ann", "last", 2500, None),
    ]


def test_glosses_and_numbers_are_no_talk() -> None:
    tiers = (
        tier("ref@Ann", aligned("r1", "t0", "t1", "sent_001"))
        + tier("tx@Ann", referring("x1", "r1", "kia ora"), "PARENT_REF='ref@Ann'")
        + tier("ft@Ann", referring("f1", "x1", "hello"), "PARENT_REF='tx@Ann'")
        + tier("comments", aligned("c1", "t0", "t1", "noisy room"))
    )
    reading = one(elan, file(tiers))
    assert [(t.label, t.text, t.start_ms) for t in reading.turns] == [("Ann", "kia ora", 0)]


def test_gestures_beside_the_talk_are_none() -> None:
    talk = tier("Ann", aligned("a1", "t1", "t3", "so you go out there"))
    short = tier("Bob", aligned("a2", "t3", "t4", "yes"))
    acts = aligned("a3", "t1", "t2", "stroke") + aligned("a4", "t2", "t3", "hold")
    moves = tier("Ann-hand", acts).replace("'d'", "'phase'")
    assert said(one(elan, file(talk + short + moves))) == [
        ("Ann", "so you go out there"),
        ("Bob", "yes"),
    ]


def test_references_in_a_circle_have_no_time() -> None:
    tiers = tier("A", referring("a", "b", "one") + referring("b", "a", "two"))
    assert [t.start_ms for t in one(elan, file(tiers)).turns] == [None, None]


@settings(max_examples=30)
@given(TURNS)
def test_round_trip(turns: Turns) -> None:
    turns = [(name, f"so {text}") for name, text in turns]
    by_name: dict[str, str] = {}
    for n, (name, text) in enumerate(turns):
        by_name[name] = by_name.get(name, "") + aligned(f"a{n}", f"t{n}", f"t{n + 1}", text)
    tiers = "".join(
        tier(f"t{n}", body, f"PARTICIPANT={quoteattr(name)}")
        for n, (name, body) in enumerate(by_name.items())
    )
    assert said(one(elan, file(tiers))) == turns
