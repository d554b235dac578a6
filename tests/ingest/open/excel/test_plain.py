"""XLSX: what other programs write, damage, limits."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from ingest.errors import BrokenFile, EmptyFile, NotATranscript, Stopped
from ingest.open import pool
from ingest.open.excel import sheet as sheet_module
from ingest.open.worker import Limits
from settings import ROOT
from tests.ingest.open.excel.test_sheet import (
    HEAD,
    MAIN,
    MS,
    SAID,
    STARTS,
    TEXTS,
    TIMED,
    read,
    said,
    starts,
    timed,
)
from tests.support.growth import at_once
from tests.support.packed import packed, rewritten, sheets


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("xl/styles.xml", lambda x: re.sub(r"<fills.*</fills>", "<fills><fill/></fills>", x)),
        ("xl/styles.xml", lambda x: re.sub(r'rgb="\w+"|theme="1"', 'rgb="red"', x)),
        ("docProps/core.xml", lambda x: re.sub(r"\d{4}-\d\d", "yesterday", x)),
        (
            MAIN,
            lambda x: x.replace(
                "</sheetData>",
                '</sheetData><autoFilter ref="?"><x/></autoFilter><dataValidations count="a"/>',
            ),
        ),
        (MAIN, lambda x: re.sub(r"<sheetView ", '<sheetView view="none" ', x)),
    ],
)
def test_looks_that_other_programs_write(part: str, change: Callable[[str], str]) -> None:
    data = rewritten(timed(STARTS), part, change)
    assert starts(read(data)) == MS


SPACE = "http://schemas.openxmlformats.org/"
OFFICE = f"{SPACE}officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def bare(rows: list[Any]) -> bytes:
    """A file as small programs write it: shared strings, cells without their places, a prefix."""
    strings = list(dict.fromkeys(str(cell) for row in rows for cell in row))

    def relation(name: str, n: int, target: str) -> str:
        return f'<Relationship Id="r{n}" Type="{OFFICE}/{name}" Target="{target}"/>'

    def relations(inner: str) -> str:
        return f'<Relationships xmlns="{SPACE}package/2006/relationships">{inner}</Relationships>'

    cells = (
        "".join(f'<x:c t="s"><x:v>{strings.index(str(c))}</x:v></x:c>' for c in row) for row in rows
    )
    types = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{KIND}.{kind}+xml"/>'
        for part, kind in (
            ("workbook", "sheet.main"),
            ("worksheets/sheet1", "worksheet"),
            ("sharedStrings", "sharedStrings"),
        )
    )
    held = f'xmlns="{SPACE}spreadsheetml/2006/main"'
    named = '<sheet name="A" sheetId="1" r:id="r1"/><sheet name="B" sheetId="2" r:id="r1"/>'
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{SPACE}package/2006/content-types">'
            f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
            "_rels/.rels": relations(relation("officeDocument", 1, "xl/workbook.xml")),
            "xl/_rels/workbook.xml.rels": relations(
                relation("worksheet", 1, "worksheets/sheet1.xml")
                + relation("sharedStrings", 2, "sharedStrings.xml")
            ),
            "xl/workbook.xml": f'<workbook {held} xmlns:r="{OFFICE}"><sheets>{named}</sheets>'
            "</workbook>",
            "xl/sharedStrings.xml": f"<sst {held}>"
            + "".join(f"<si><r><t>{s[:2]}</t></r><r><t>{s[2:]}</t></r></si>" for s in strings)
            + "</sst>",
            MAIN: f"<x:worksheet {held.replace('xmlns', 'xmlns:x')}><x:sheetData>"
            + "".join(f"<x:row>{row}</x:row>" for row in cells)
            + "</x:sheetData><x:x/></x:worksheet>",
        }
    )


def test_a_file_of_a_small_program() -> None:
    assert said(read(bare([HEAD[1:], *SAID]))) == TEXTS


def test_nothing_in_it_and_damage() -> None:
    with pytest.raises(EmptyFile):
        read(sheets(A=[], B=[[None, " "]]))
    whole = sheets(A=[HEAD, *TIMED])
    with pytest.raises(BrokenFile, match=r"ofen\.xlsx: not a whole sheet; save it again as XLSX"):
        read(rewritten(whole, MAIN, lambda xml: xml[:-200]))
    with pytest.raises(BrokenFile, match="not a whole sheet"):
        read(packed({"[Content_Types].xml": "x", "xl/workbook.xml": "x"}))
    with pytest.raises(BrokenFile, match="the file is damaged or not whole"):
        read(whole[:-100])
    with pytest.raises(BrokenFile, match="it unpacks to 50 MB"):
        read(packed({"[Content_Types].xml": "", "xl/workbook.xml": bytes(50_000_000)}))
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(NotATranscript, match=r"ofen\.xlsx: locked by a password; save it without"):
        read(locked)
    with pytest.raises(NotATranscript, match="old Word or Office; save it as DOCX, XLSX, PDF or"):
        read(locked[:8] + bytes(500))


def test_entities_are_not_made_into_text() -> None:
    whole = sheets(A=[HEAD, *TIMED])
    names = "".join(
        f'<!ENTITY {a} "{f"&{b};" * 50}">' for a, b in zip("abcde", "bcdez", strict=True)
    )
    mean = f'<!DOCTYPE w [<!ENTITY z "ha ">{names}]>'
    changed = rewritten(
        whole, MAIN, lambda x: re.sub("(?=<worksheet)", mean, x.replace("Wer hat", "&a; hat"))
    )
    with pytest.raises(BrokenFile, match="not a whole sheet"):
        read(changed)


def with_rows(rows: str, data: bytes | None = None) -> bytes:
    return rewritten(
        data or sheets(A=[HEAD, *TIMED]),
        MAIN,
        lambda x: x.replace("</sheetData>", f"{rows}</sheetData>"),
    )


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>',
        "".join(f'<row r="{n}" ht="15"/>' for n in range(10, 250_000)),
        "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(10, 30_000)),
        "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(10, 30_000)),
    ],
)
def test_empty_rows_and_columns_cost_little(rows: str) -> None:
    data = with_rows(rows)
    assert at_once(lambda: read(data))
    assert said(read(data)) == TEXTS


def test_one_long_string_in_many_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_module, "MOST_TEXT", 200_000)
    with pytest.raises(BrokenFile, match="unpacks to more than 0 MB of text; split it"):
        read(sheets(A=[HEAD, *((None, "Vera Holm", "Brot " * 5000) for _ in range(10))]))


def test_in_the_pool_within_limits() -> None:
    args = ("ofen.xlsx", sheets(A=[HEAD, *TIMED]))
    (found,) = pool.run("ingest.intake:read_all", args, Limits(20, 1500))
    assert said(found) == TEXTS
    many = "".join(f'<row r="{n}">{"<c><v>7</v></c>" * 20}</row>' for n in range(10, 50_000))
    with pytest.raises(Stopped, match="takes longer than 1 s"):
        list(pool.run("ingest.intake:read_all", ("a.xlsx", with_rows(many)), Limits(1, 1500)))


def test_the_library_is_loaded_for_such_a_file_alone() -> None:
    program = (
        "import sys, json; from ingest.intake import parse\n"
        "parse('a.txt', b'Ann: So it is.\\nBo: Is it?\\nAnn: Yes.\\nBo: Well, then.\\n')\n"
        "print(json.dumps('openpyxl' in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, cwd=ROOT, check=True
    )
    assert json.loads(done.stdout) is False
