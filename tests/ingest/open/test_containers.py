"""What wraps a transcript: archives, encodings, recordings."""

from __future__ import annotations

import json
import resource
import struct

import pytest

from ingest.errors import BrokenFile, EmptyFile, NotATranscript, ReadError
from ingest.intake import read_all
from ingest.open.containers import Place, decode, open_document
from ingest.transcript import Transcript
from tests.support.growth import at_once
from tests.support.packed import LABELLED, packed, word

TEXT = "\n\n".join(LABELLED)


def outcomes(data: bytes, path: str = "talks.zip") -> list[tuple[str, int] | str]:
    """Name and count of turns of each transcript, and each error, in order."""
    return [
        (found.name, len(found.turns)) if isinstance(found, Transcript) else str(found)
        for found in read_all(path, data)
    ]


def test_every_file_of_an_archive_is_read_and_what_lies_beside_left_out() -> None:
    data = packed(
        {
            "year/one.txt": TEXT,
            "two.docx": word(*LABELLED),
            "cover.png": b"\x89PNG\r\n\x1a\n\x00\x00",
            "talk.mp3": b"ID3\x04\x00",
            ".hidden.txt": TEXT,
            "__MACOSX/._one.txt": b"\x00\x05",
            "empty.txt": "",
            "three.txt": TEXT,
        }
    )
    assert outcomes(data) == [("one", 4), ("two", 4), ("three", 4)]


def test_an_archive_goes_on_after_a_file_that_is_no_transcript() -> None:
    inner = packed({"x.txt": TEXT})
    found = outcomes(packed({"a.txt": "Nothing here.", "in.zip": inner, "b.bin": b"\0", "c": TEXT}))
    assert found[0] == (
        "talks.zip/a.txt: no speaker labels, captions or other transcript layout found; "
        "a transcript needs turns such as 'NAME: what they said' "
        "(talk without names that is not seen as such: --as talk)"
    )
    assert found[1] == "talks.zip/in.zip: an archive in an archive; unpack it first"
    assert found[2:] == [
        "talks.zip/b.bin: the file is binary, not a transcript; export it as text first",
        ("c", 4),
    ]


@pytest.mark.parametrize("files", [{}, {"a.png": b"\x89PNG"}, {"../../out.txt": TEXT}])
def test_an_archive_without_a_transcript_says_so(files: dict[str, str | bytes]) -> None:
    assert outcomes(packed(files)) == ["talks.zip: no transcript in the archive; nothing was added"]


def lying(data: bytes, size: int) -> bytes:
    """An archive of one file whose headers give a size that is not its own."""
    changed = bytearray(data)
    struct.pack_into("<I", changed, 22, size)
    struct.pack_into("<I", changed, changed.rindex(b"PK\x01\x02") + 24, size)
    return bytes(changed)


@pytest.mark.parametrize("says", [None, 1000])
def test_a_bomb_is_refused_in_bounded_time_and_memory(says: int | None) -> None:
    bomb = packed({"big.txt": b"A: b. \n" * 20_000_000})
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    file = lying(bomb, says) if says else bomb
    (error,) = outcomes(file)
    assert error == (
        "talks.zip/big.txt: cannot be unpacked: Bad CRC-32 for file 'big.txt'"
        if says
        else "talks.zip: it unpacks to 140 MB; unpack it and add what is in it"
    )
    assert at_once(lambda: outcomes(file))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024


def test_too_many_files() -> None:
    (error,) = outcomes(packed({f"{n}.txt": "" for n in range(2001)}))
    assert error == "talks.zip: more than 2000 files in the archive; unpack it"


def test_damaged_archives() -> None:
    whole = packed({"a.txt": TEXT})
    assert outcomes(whole[:-10]) == ["talks.zip: not a whole archive; pack it again"]
    (error,) = outcomes(b"PK\x03\x04nonsense", "minutes.docx")
    assert (
        error == "minutes.docx: the file is damaged or not whole; save it again where it was made"
    )
    (error,) = outcomes(whole[:60] + b"\xff\xff\xff" + whole[63:])
    assert "talks.zip/a.txt: cannot be unpacked" in str(error)


@pytest.mark.parametrize("mark", ["mimetype", "[Content_Types].xml"])
def test_the_file_of_another_program_is_no_archive(mark: str) -> None:
    with pytest.raises(NotATranscript, match="another program; save it as DOCX, PDF or text"):
        list(open_document("talk.pptx", packed({mark: "x", "ppt/a.xml": "x"})))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_within_an_archive(encoding: str) -> None:
    text = TEXT.replace("wall", "mur d’été")
    (found,) = read_all("a.zip", packed({"talk.txt": text.encode(encoding)}))
    assert isinstance(found, Transcript)
    assert found.turns[0].text == "The quay needs a new mur d’été."


@pytest.mark.parametrize("encoding", ["windows-1251", "Shift_JIS", "EUC-JP", "GBK", "ISO-8859-1"])
def test_pages_in_the_encoding_they_declare(encoding: str) -> None:
    said = {"windows-1251": "Стена", "ISO-8859-1": "d\u00e9j\u00e0"}.get(encoding, "城壁")
    page = (
        f'<html><head><meta charset="{encoding}"></head><p>Ann: {said}.</p><p>Bob: So.</p></html>'
    )
    (found,) = read_all("a.html", page.encode(encoding))
    assert isinstance(found, Transcript)
    assert found.turns[0].text == f"{said}."


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Ann: So.\nBob: Yes, so it is.\n".encode("utf-16-le"), "Ann: So.\nBob: Yes, so it is.\n"),
        ("Ann: “So”.\rBob: Déjà.\r".encode("mac_roman"), "Ann: “So”.\rBob: Déjà.\r"),
        ("アン：はい、そうです。\n".encode("shift_jis"), "アン：はい、そうです。\n"),
        ("アン：はい、そうです。\n".encode("euc_jp"), "アン：はい、そうです。\n"),
        ("Ann: It’s déjà vu ½ °\n".encode("cp1252"), "Ann: It’s déjà vu ½ °\n"),
    ],
)
def test_encodings_told_by_the_bytes(data: bytes, text: str) -> None:
    assert decode(data) == text


@pytest.mark.parametrize(
    "start",
    b"ID3\x04|\xff\xfb\x90|RIFF\0\0\0\0WAVE|OggS|fLaC|\0\0\0 ftypisom|\x1aE\xdf\xa3|#!AMR".split(
        b"|"
    ),
)
def test_a_recording_needs_a_transcript(start: bytes) -> None:
    with pytest.raises(NotATranscript, match=r"this is a recording; .* have it transcribed first"):
        list(open_document("talk.mp3", start + bytes(100)))


@pytest.mark.parametrize(
    ("data", "error"),
    [(b"", EmptyFile), (b" \n\t", EmptyFile), (b"a\0b", NotATranscript), (b"PK\3\4", BrokenFile)],
)
def test_no_transcript(data: bytes, error: type[ReadError]) -> None:
    with pytest.raises(error):
        list(open_document("a.txt", data))


def test_one_line_for_each_error() -> None:
    for data in (b"", b"a\0b", b"PK\3\4", b"%PDF-", b"ID3", b"<html>", packed({"a": "b"})):
        assert all("\n" not in str(e) for e in outcomes(data))


HTML = '<p><span class="timestamp" data-timestamp="1.5">0:01</span> <b>Ann:</b>&nbsp;Hi.<br></p>'


def test_a_page_in_a_file_of_json() -> None:
    data = json.dumps({"text": HTML * 3, "media": "a.mp3", "media-time": 3.1}).encode()
    (opened,) = open_document("a.otr", data)
    assert (opened.container, opened.text.split("\n")[0]) == ("json", "0:01 Ann:\u00a0Hi.")
    assert [p.path for p in opened.places] == [f"$.text (//p)[{n}]" for n in (1, 2, 3)]


def test_lines_in_a_file_of_json() -> None:
    said = "Ann: Did it rain on you?\nBo: All day.\nAnn: And the dog?\nBo: Wet as well.\n"
    (opened,) = open_document("a.json", json.dumps({"title": "Walk", "body": said}).encode())
    assert (opened.container, opened.text, opened.title) == ("json", said, "Walk")
    assert opened.place(30) == Place(0, path="$.body")


@pytest.mark.parametrize(
    "held",
    [
        {"text": "One.\nTwo.\nThree.\nFour.\n", "language": "en"},
        {
            "title": "A",
            "about": "One line, and it is long enough to be the most of the file, is it?",
        },
        {"a": "x\ny\nz\n" * 5, "b": "x\ny\nz\n" * 5, "c": "x\ny\nz\n" * 5},
    ],
)
def test_other_json_is_text(held: dict[str, str]) -> None:
    (opened,) = open_document("a.json", json.dumps(held).encode())
    assert opened.container == "text"
