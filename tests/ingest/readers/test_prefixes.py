"""A file cut after any forty turns reads as its beginning: no verdict hangs on its length."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import readers
from ingest.open.containers import Document, decode
from ingest.readers.labelled import labelled
from ingest.transcript import Reading

DATA = Path(__file__).resolve().parents[4] / "shared/data"
LEAST = 40
FOLDERS = ("talks/*", "formats/*", "formats_new/*", "press-conference")


@lru_cache(maxsize=1)
def files() -> list[Path]:
    """Every third visible file that the labelled reader takes and with more turns than LEAST."""
    return [p for p in visible()[::3] if _is_long(p)]


def visible() -> list[Path]:
    """Every visible file that may be labelled text."""
    return [p for f in FOLDERS for p in sorted(DATA.glob(f"{f}/*")) if p.suffix in (".txt", ".md")]


def _is_long(path: Path) -> bool:
    document = _document(path)
    return readers.sniff(document)[0].name == "labelled" and len(_read(path).turns) > LEAST


def _document(path: Path) -> Document:
    data = path.read_bytes()
    return Document(path.name, data, decode(data))


@lru_cache(maxsize=400)
def _read(path: Path) -> Reading:
    return labelled.read(_document(path))[0]


@pytest.mark.skipif(
    not DATA.exists(), reason="the sample transcripts (../shared/data) are not here"
)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_file_that_is_cut_reads_as_its_beginning(data: st.DataObject) -> None:
    reads_as_its_beginning(data.draw(st.sampled_from(files())), data)


# What speaks is told by how often it does: these have labels that come once, or hardly, at first.
SELDOM = {
    "eth-allcoredevs-el-meetings-meeting-126": "'Summary:' comes twice in forty turns, four in all",
    "tc39-2020-06-june-4": "the first three who speak come once, without a full stop: as a head",
    "ubuntu-2006-08-23-train-a": "a nick in small letters speaks once",
}


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [
        pytest.param(
            p, marks=[pytest.mark.xfail(reason=SELDOM[p.stem])] if p.stem in SELDOM else []
        )
        for p in visible()
    ],
    ids=lambda path: path.stem,
)
@settings(max_examples=4, deadline=None, database=None)
@given(data=st.data())
def test_every_file_that_is_cut_reads_as_its_beginning(path: Path, data: st.DataObject) -> None:
    if _is_long(path):
        reads_as_its_beginning(path, data)


def reads_as_its_beginning(path: Path, data: st.DataObject) -> None:
    """The first turns of a file, forty or more, read as they do in the whole of it."""
    whole = _read(path)
    count = data.draw(st.integers(LEAST, len(whole.turns)))
    text = _document(path).text[: whole.turns[count - 1].source.end]
    (cut,) = labelled.read(Document(path.name, b"", text))
    found = [(t.label, t.text) for t in cut.turns]
    wanted = [(t.label, t.text) for t in whole.turns[:count]]
    assert found[:-1] == wanted[:-1]
    assert (len(found), found[-1][0]) == (len(wanted), wanted[-1][0])


SPEECHES = st.lists(
    st.tuples(st.sampled_from(["Hon. Vale", "Hon. Reed", "Mr. Speaker"]), st.integers(1, 60)),
    min_size=9,
    max_size=20,
)


@settings(max_examples=30, deadline=None)
@given(SPEECHES)
def test_long_speeches_keep_their_speakers(speeches: list[tuple[str, int]]) -> None:
    text = "".join(
        f"{who}: I rise to speak.\n\n" + "The harbour is deep enough.\n\n" * length
        for who, length in speeches
    )
    (reading,) = labelled.read(Document("a.txt", b"", text))
    assert [t.label for t in reading.turns] == [who for who, _ in speeches]
