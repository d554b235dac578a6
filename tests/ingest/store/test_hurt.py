"""A library whose files were emptied, overwritten or removed: what is said, and the way back."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from chromadb.errors import InternalError
from streamlit.testing.v1 import AppTest

from ingest.__main__ import main
from ingest.errors import LibraryError
from ingest.index import embedding
from ingest.index.keywords import Keywords
from ingest.store import chroma
from ingest.store.library import Library
from settings import ROOT
from tests.support.tiny import embedder, hearing, open_library, put

# Chroma writes vectors to files of their own from the thousandth on.
LONG = hearing("long", *(f"Sentence {n} of the harbour." for n in range(1100)))
QUAY = hearing("quay", "What does the quay cost?", "The quay costs four million.")
RESTORE = "move it aside, then restore a backup (`python -m ingest restore FILE`) or add the files"
REBUILD = "`python -m ingest rebuild` makes them anew from the text"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library in a folder, opened as it was left: no process need look through its copies."""
    folder = tmp_path_factory.mktemp("whole") / "library"
    library = open_library(folder)
    put(library, LONG)
    put(library, QUAY)
    library.near(library.embedder.query("harbour"), 5)
    Keywords(library)
    open_library(folder)
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it that the test may hurt."""
    monkeypatch.setattr(embedding, "load", lambda _: embedder())
    return Path(shutil.copytree(whole, tmp_path / "library"))


def garble(folder: Path, pattern: str) -> None:
    """Garbage of the same length in each file of a kind."""
    paths = list(folder.glob(pattern))
    assert paths
    for path in paths:
        path.write_bytes(Random(7).randbytes(path.stat().st_size))


class Said:
    """What a command says: its exit code and its lines on standard error and output."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder, self._capsys = folder, capsys

    def __call__(self, command: str, *words: str | Path) -> tuple[int, str, str]:
        self._capsys.readouterr()
        code = main([command, *map(str, words), "--library", str(self._folder)])
        out, err = self._capsys.readouterr()
        return code, out, err


@pytest.fixture
def say(folder: Path, capsys: pytest.CaptureFixture[str]) -> Said:
    return Said(folder, capsys)


def hurt(folder: Path, problem: str, way_back: str) -> str:
    return f"error: {folder}: the library is damaged: {problem}; {way_back}"


@pytest.mark.parametrize("how", ["emptied", "removed", "garbage"])
def test_a_database_without_its_text_is_said_in_a_line_and_never_taken_for_a_new_one(
    folder: Path, say: Said, how: str
) -> None:
    path = folder / "chroma" / "chroma.sqlite3"
    if how == "garbage":
        garble(folder, "chroma/chroma.sqlite3")
    elif how == "emptied":
        path.write_bytes(b"")
    else:
        path.unlink()
    problem = "its database cannot be read" if how == "garbage" else "the database holds nothing"
    for command in ("list", "verify", "rebuild"):
        code, out, err = say(command)
        assert (code, out, err.count("\n")) == (1, "", 1)
        assert err.startswith(f"error: {folder}: the library is damaged: {problem}")
        assert RESTORE in err


SLOW = pytest.mark.slow  # two other processes each, that say the same of other files


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param("chroma/*/data_level0.bin", marks=pytest.mark.long),
        pytest.param("chroma/*/header.bin", marks=SLOW),
        pytest.param("chroma/*/index_metadata.pickle", marks=SLOW),
    ],
)
def test_vectors_that_cannot_be_read_are_made_anew_from_the_text(
    folder: Path, say: Said, pattern: str
) -> None:
    garble(folder, pattern)
    for command in ("list", "verify"):
        assert say(command)[::2] == (1, hurt(folder, "the vectors cannot be read", REBUILD) + "\n")
    assert say("rebuild") == (
        0, "rebuilt    2 transcripts with the embedding model tiny\n", ""
    )  # fmt: skip
    assert say("verify") == (0, "the library is whole\n", "")
    assert Library.transcript(open_library(folder), "quay") == QUAY


def test_a_removed_segment(folder: Path, say: Said) -> None:
    for path in (folder / "chroma").iterdir():
        if path.is_dir():
            shutil.rmtree(path)
    assert say("list")[::2] == (1, hurt(folder, "the vectors cannot be read", REBUILD) + "\n")
    assert say("rebuild")[0] == 0
    assert say("verify") == (0, "the library is whole\n", "")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["link_lists.bin", "length.bin"])
def test_files_of_the_graph_alone(folder: Path, say: Said, name: str) -> None:
    garble(folder, f"chroma/*/{name}")
    code, _, err = say("verify")
    assert (code, err.count("\n")) in ((0, 0), (1, 1))
    assert say("rebuild")[0] == 0
    assert say("verify") == (0, "the library is whole\n", "")


@pytest.mark.usefixtures("looked_at_here")
@pytest.mark.parametrize(
    "pattern",
    ["state.json", "index/meta.json", "index/*.idx", "index/*.term", "index/*.fast"]
    + [f"columns/*.{suffix}" for suffix in ("npz", "npy", "jsonl")],
)
def test_a_cache_that_is_not_as_it_was_left_is_made_anew(
    folder: Path, say: Said, pattern: str
) -> None:
    # Held: Chroma writes vectors again as it lets go of them, and the next to open looks closer.
    library = open_library(folder)
    found = Keywords(library).search({"quay": 1.0}, ["text"], 5)
    garble(folder, f"keywords/{pattern}")
    assert say("list")[0] == 0
    keywords = Keywords(open_library(folder))
    assert keywords.search({"quay": 1.0}, ["text"], 5) == found
    assert keywords.now.transcript("quay") == QUAY


@pytest.mark.usefixtures("looked_at_here")
def test_garbage_in_what_is_remembered(folder: Path, say: Said) -> None:
    garble(folder, ".as-left.json")
    assert say("list")[0] == 0


def test_text_and_vectors_that_are_not_what_was_stored(folder: Path, say: Said) -> None:
    library = open_library(folder)
    first, second = library.record("quay").ids()
    vectors = [library.embedder.query("what does the quay cost").tolist()] * 2
    texts = ["What does the key cost?", "The quay costs four million."]
    library._passages.update(ids=[first, second], documents=texts, embeddings=vectors)
    code, out, _ = say("verify", "--json")
    assert (code, json.loads(out)) == (
        1,
        {
            "ok": False,
            "problems": [
                "quay: its text is not what was stored",
                "quay: its vectors are not what was stored",
            ],
        },
    )


@pytest.mark.usefixtures("looked_at_here")
def test_a_cache_that_differs_from_the_store(folder: Path, say: Said) -> None:
    keywords = Keywords(open_library(folder))
    (key,) = (key for name, (_, key) in keywords._stamps.items() if name == "quay")
    path = folder / "keywords" / "columns" / f"{key}.jsonl"
    path.write_bytes(path.read_bytes().replace(b"four", b"five"))
    state = folder / "keywords" / "state.json"
    state.write_text(json.dumps(json.loads(state.read_text()) | {"files": {}}))
    assert say("verify")[::2] == (
        1,
        "error: quay: the search index differs from what is stored; "
        "run `python -m ingest rebuild`, or add the file again\n",
    )
    assert say("rebuild")[0] == 0
    assert say("verify") == (0, "the library is whole\n", "")


@pytest.mark.usefixtures("looked_at_here")
@pytest.mark.parametrize("left", [b"no database at all", b""])
def test_conversations_that_cannot_be_read_are_said(folder: Path, say: Said, left: bytes) -> None:
    path = folder / "conversations.sqlite"
    path.write_bytes(left)
    assert say("verify")[::2] == (
        1,
        f"error: {path}: this file is damaged; move it aside, or take it from a backup\n",
    )


READ = """
import os, sys
from pathlib import Path
from tempfile import TemporaryDirectory
from ingest.errors import LibraryError
from ingest.index.keywords import Keywords
from tests.support.tiny import hearing, nearest, open_library, put
if os.getuid() == 0:  # whom permissions do not stop
    with TemporaryDirectory() as other:
        Keywords(open_library(Path(other)))  # so that all is imported
    os.setgroups([])
    os.setuid(65534)
library = open_library(Path(sys.argv[1]))
print(list(library.records()), nearest(library, "what does the quay cost")[0])
print([m.name for m in Keywords(library).search({"quay": 1.0}, ["text"], 1)])
try:
    put(library, hearing("more", "No."))
except LibraryError as error:
    print(error)
"""

SHUT = """
import os, sys
from pathlib import Path
from ingest.errors import LibraryError
from tests.support.tiny import open_library
if os.getuid() == 0:  # whom permissions do not stop
    os.setgroups([])
    os.setuid(65534)
try:
    open_library(Path(sys.argv[1]))
except LibraryError as error:
    print(error)
"""

FULL = """
import resource, signal, sys
from pathlib import Path
from ingest.errors import OnRecordError
from tests.support.tiny import hearing, open_library, put
library = open_library(Path(sys.argv[1]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
size = max(p.stat().st_size for p in Path(sys.argv[1]).rglob("*") if p.is_file())
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
try:
    put(library, hearing("more", *("It is too much for this disk. " * 9 for _ in range(3000))))
except OnRecordError as error:
    print(type(error).__name__, str(error).count(chr(10)))
"""


def program(text: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", text, folder], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_folder_that_can_only_be_read_is_open_for_reading(folder: Path) -> None:
    # Not in pytest's own folder: another run of it, as it begins, shuts that to everybody else.
    with TemporaryDirectory() as place:
        library = Path(place) / "library"
        shutil.copytree(folder, library)
        Path(place).chmod(0o755)
        paths = [library, *library.rglob("*")]
        for path in paths:
            path.chmod(0o555 if path.is_dir() else 0o444)
        before = {path: path.stat().st_mtime_ns for path in paths}
        said = program(READ, library)
        assert {path: path.stat().st_mtime_ns for path in paths} == before
        for path in paths:
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert said == (
        f"['long', 'quay'] ('quay', 1)\n['quay']\n{library}: this folder can only be read\n"
    )


def test_a_library_that_nobody_may_look_into_is_said_in_a_line() -> None:
    with TemporaryDirectory() as place:
        shut = Path(place) / "shut"
        shut.mkdir(mode=0o000)
        Path(place).chmod(0o755)
        said = program(SHUT, shut / "library")
        shut.chmod(0o700)
    assert said == (f"{shut / 'library'}: this folder cannot hold the library: Permission denied\n")


def test_a_full_disk_is_one_line_and_loses_nothing(folder: Path, say: Said) -> None:
    assert program(FULL, folder).startswith("LibraryError")
    assert say("list")[1].splitlines() == [
        "long: Harbour hearing, 1100 turns",
        "quay: Harbour hearing, 2 turns",
    ]
    library = open_library(folder)
    assert library.problems() == []
    put(library, hearing("more", "There is room again."))
    assert library.problems() == []


def test_the_app_fills_no_hurt_library_with_examples(folder: Path) -> None:
    (folder / "chroma" / "chroma.sqlite3").write_bytes(b"")
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ON_RECORD_LIBRARY", str(folder))
        app.run()
    assert [e.value.count("the library is damaged") for e in app.error] == [1]
    assert (folder / "chroma" / "chroma.sqlite3").stat().st_size == 0


def test_where_the_disk_is_full_the_database_is_begun_anew(folder: Path) -> None:
    library = open_library(folder)
    before = library._client

    @chroma.clear_errors
    def write(library: Library) -> None:
        raise InternalError("error returned from database: (code: 13) database or disk is full")

    with pytest.raises(LibraryError, match="disk is full"):
        write(library)
    assert library._client is not before
    assert len(library.transcript("quay").turns) == 2
