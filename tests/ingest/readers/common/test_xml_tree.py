"""XML without trust: roots, entities, bombs, remarks and tokens."""

import pytest

from ingest.errors import BrokenFile
from ingest.readers.common import xml_tree
from tests.ingest.readers.one_reading import document


def words(xml: str) -> str:
    return xml_tree.words(xml_tree.parse(document(xml)), remarks=frozenset(["note"]))


def test_root_behind_any_prolog() -> None:
    prolog = '<?xml version="1.0"?>\n<!-- <x> -->\n<!DOCTYPE a [<!ENTITY b "c">]>\n'
    assert xml_tree.root_name(document("\ufeff" + prolog + "<t:TEI xmlns:t='u'/>")) == "TEI"
    assert xml_tree.root_name(document("Ann: <TEI>")) is None


def test_blocks_breaks_and_entities() -> None:
    entity = '<!DOCTYPE u [<!ENTITY mdash "&#8212;">]>'
    assert words(f"{entity}<u><p>One &mdash; two<br/>three</p>\n<p>four</p></u>") == (
        "One \u2014 two three\n\nfour"
    )


def test_remarks_stay_where_they_are_known_as_stage_notes() -> None:
    assert words("<u>Yes. <note>Applause.</note> No.<note>He sat down.</note></u>") == (
        "Yes. [Applause.] No."
    )


def test_tokens_are_joined_as_marked() -> None:
    assert words('<u><w join="right">Do</w>\n<w>not</w> <w join="right">go</w><pc>.</pc></u>') == (
        "Donot go."
    )


@pytest.mark.parametrize(
    "declared",
    [
        f'<!ENTITY b "{"x" * 5000}">',
        '<!ENTITY a "x"><!ENTITY b "&a;&a;">',
        '<!ENTITY b SYSTEM "file:///etc/passwd">',
    ],
)
def test_long_nested_and_outer_entities_are_refused(declared: str) -> None:
    with pytest.raises(BrokenFile, match="the entity 'b'"):
        words(f"<!DOCTYPE u [{declared}]><u>&b;</u>")


def test_broken_xml_says_where() -> None:
    with pytest.raises(BrokenFile, match="line 2: the XML is broken"):
        words("<u>\n<p>one</u>")


def test_paths_find_the_element_again() -> None:
    root = xml_tree.parse(document("<d xmlns='n'><p/><s><p>x</p></s></d>"))
    found = list(xml_tree.elements(root, frozenset(["p"])))
    assert [root.xpath(path) for _, path in found] == [[element] for element, _ in found]
