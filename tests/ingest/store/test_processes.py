"""A library between processes: one writer to a folder, readers that follow, a Chroma server."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from ingest.__main__ import main
from ingest.errors import LibraryError, ServerBusy
from ingest.index.embedding import builtin
from ingest.store import chroma, turns
from ingest.store import library as store
from ingest.store.library import Library, Made
from ingest.store.records import make_record
from ingest.store.stored import write_records
from settings import Settings
from tests.ingest.store.tls import certificates, tls_end
from tests.support.tiny import embedder, hearing, made, nearest, open_library, put

QUAY = hearing("quay", "The quay costs four million.", "That is too much.")
BRIDGE = hearing("bridge", "The bridge is painted green.", "It was blue.")
READER = """
import sys
from tests.support.tiny import nearest, open_library
from pathlib import Path
library = open_library(Path(sys.argv[1]))
for question in sys.stdin:
    library.refresh()
    print(list(library.records()), nearest(library, question)[:1], flush=True)
"""


def test_a_second_writer_is_told_in_one_line_and_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text("ANNA BELL:  Good morning.\n\nTOM REED:  Good morning.\n")
    folder = tmp_path / "library"
    library = open_library(folder, model=builtin())
    put(library, QUAY)
    words = ["add", str(tmp_path / "talk.txt"), "--library", str(folder)]
    with library.writing():
        done = subprocess.run(
            [sys.executable, "-m", "ingest", *words], capture_output=True, text=True
        )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"error: {folder}: another process is writing to this library; wait until it is done, "
        "or share the library through a Chroma server (CHROMA_URL)\n"
    )
    assert list(library.records()) == ["quay"]
    assert main(words) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals end nothing gently there")
@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_command_that_is_told_to_end_says_one_line_and_leaves_all_whole(
    tmp_path: Path, told: signal.Signals
) -> None:
    talk = "ANNA BELL:  Day {} was calm.\n\nTOM REED:  Was it?\n\n"
    (tmp_path / "a.txt").write_text(talk.format(1))
    # Many seconds are spent on this one, on the fastest machine.
    (tmp_path / "b.txt").write_text("".join(talk.format(n) for n in range(60_000)))
    folder = tmp_path / "library"
    words = ["add", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--library", str(folder)]
    adding = subprocess.Popen(
        [sys.executable, "-m", "ingest", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert adding.stdout
    assert adding.stdout.readline().startswith(b"added      a ")
    adding.send_signal(told)
    out, err = adding.communicate()
    assert (adding.returncode, out) == (128 + told, b"")
    assert err == b"stopped; what was done before that is kept\n"
    library = open_library(folder, model=builtin())
    assert list(library.records()) == ["a"]
    with library.writing():  # nobody has the lock
        assert library.problems() == []


def test_a_reader_in_another_process_follows_each_change(tmp_path: Path) -> None:
    library = open_library(tmp_path)
    put(library, QUAY)
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, tmp_path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert reader.stdin
    assert reader.stdout

    def ask(question: str) -> str:
        assert reader.stdin
        assert reader.stdout
        reader.stdin.write(question + "\n")
        reader.stdin.flush()
        return reader.stdout.readline().strip()

    assert ask("the quay costs four million") == "['quay'] [('quay', 1)]"
    put(library, BRIDGE)
    assert ask("the bridge is painted green") == "['bridge', 'quay'] [('bridge', 1)]"
    put(library, hearing("quay", "No.", "The quay is free."))
    assert ask("the quay is free") == "['bridge', 'quay'] [('quay', 2)]"
    library.remove("bridge")
    assert ask("the quay is free") == "['quay'] [('quay', 2)]"
    reader.communicate()


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def chroma_server(folder: Path, port: int = 0) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A real Chroma server: its address and its process."""
    if not port:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
    chroma = Path(sys.executable).with_name("chroma")
    process = subprocess.Popen(
        [chroma, "run", "--host", "127.0.0.1", "--port", str(port), "--path", folder],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout
        for line in process.stdout:
            if "listening" in line:
                break
        drain = Thread(target=process.stdout.read, daemon=True)
        drain.start()
        while not answers(port):  # it says that it listens before it does
            assert process.poll() is None, "the Chroma server ended while starting"
        yield f"http://127.0.0.1:{port}", process
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real Chroma server."""
    with chroma_server(tmp_path_factory.mktemp("server")) as (url, _):
        yield url


@pytest.fixture
def url(server: str, tmp_path: Path) -> str:
    """The server's address, its library emptied."""
    library = open_library(tmp_path / "emptying", server)
    for name in list(library.records()):
        library.remove(name)
    return server


def test_front_ends_share_a_server(url: str, tmp_path: Path) -> None:
    one, two = open_library(tmp_path / "one", url), open_library(tmp_path / "two", url)
    put(one, QUAY)
    assert two.refresh()
    assert two.transcript("quay") == QUAY
    put(two, BRIDGE)
    put(one, hearing("hall", "The hall is closed."))
    assert list(one.records()) == ["bridge", "hall", "quay"]
    assert nearest(one, "the bridge is painted green")[0] == ("bridge", 1)
    two.remove("quay")
    assert one.refresh()
    assert list(one.records()) == ["bridge", "hall"]
    assert one.problems() == []


def test_writers_on_a_server_do_not_undo_each_other(url: str, tmp_path: Path) -> None:
    front_ends = [open_library(tmp_path / str(n), url) for n in range(2)]

    def write(at: int) -> None:
        for n in range(5):
            put(front_ends[at], hearing(f"talk-{at}-{n}", f"Talk {n} of writer {at}."))

    threads = [Thread(target=write, args=(at,)) for at in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whole = open_library(tmp_path / "whole", url)
    assert len(whole.records()) == 10
    assert whole.problems() == []


def test_what_a_writer_on_a_server_began_is_left_alone_until_it_is_old(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_library(tmp_path, url)
    put(library, QUAY)
    begun = replace(make_record(QUAY, []), version="b" * 64, parts=(1,))
    write_records(library._notes, [begun], noted=1)
    write_records(library._notes, [replace(begun, version="c" * 64)], noted=2**31)
    put(library, BRIDGE)
    assert {m["key"] for m in library._notes.get()["metadatas"] or []} == {"quay@" + "c" * 12}
    assert store.ABANDONED == 3600
    library._notes.delete(where={"name": "quay"})


def test_writers_on_a_server_shut_each_other_out(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = open_library(tmp_path / "one", url), open_library(tmp_path / "two", url)
    put(one, QUAY)
    monkeypatch.setattr(turns, "PATIENCE", 0.0)
    busy = "another front end is writing to this library; try again when"

    def meanwhile() -> Iterator[Made]:
        with pytest.raises(ServerBusy, match=busy):
            put(two, BRIDGE)
        with pytest.raises(ServerBusy, match=busy):
            two.remove("quay")
        with pytest.raises(ServerBusy, match=busy):
            two.rebuild([])
        yield made(one, QUAY)

    with one.writing(), pytest.raises(ServerBusy, match=busy):
        put(two, BRIDGE)
    one.rebuild(meanwhile())
    assert two.refresh()
    assert list(two.records()) == ["quay"]
    begun = replace(make_record(BRIDGE, []), parts=(1,))
    write_records(two._notes, [begun], noted=2**31)
    with pytest.raises(ServerBusy, match=busy):
        one.rebuild([])
    two._notes.delete(where={"name": "bridge"})
    # One that died with the turn holds nobody up for long, one that lives does.
    one._client.create_collection("on-record.writing", metadata={"owner": "On Record"})
    with pytest.raises(ServerBusy, match=busy):
        put(two, BRIDGE)
    monkeypatch.setattr(turns, "LEASE", 0.0)
    put(two, BRIDGE)
    assert one.refresh()
    assert list(one.records()) == ["bridge", "quay"]
    assert one.problems() == []


def test_a_server_lost_in_the_middle_loses_nothing_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "LEASE", 0.0)
    with chroma_server(tmp_path / "server") as (url, process):
        library = open_library(tmp_path / "here", url)
        put(library, QUAY)
        with pytest.raises(LibraryError, match="no Chroma server answers there"), library.writing():
            put(library, BRIDGE)
            process.kill()
            process.wait()
            put(library, hearing("hall", "The hall is closed."))
        port = int(url.rpartition(":")[2])
    with chroma_server(tmp_path / "server", port):
        assert list(library.records()) == ["bridge", "quay"]
        assert library.problems() == []
        put(library, hearing("hall", "The hall is closed."))
        library.refresh()
        again = open_library(tmp_path / "there", url)
        assert list(again.records()) == ["bridge", "hall", "quay"]
        assert again.problems() == []


@pytest.mark.parametrize(
    ("host", "header"),
    [
        ("127.0.0.1", ("Authorization", "Bearer key-1")),
        ("api.trychroma.com", ("X-Chroma-Token", "key-1")),
    ],
)
def test_a_token_and_headers_go_with_each_call(host: str, header: tuple[str, str]) -> None:
    settings = Settings(chroma_token="key-1", chroma_headers=(("X-Team", "north"),))
    assert chroma._headers(settings, host) == dict([("X-Team", "north"), header])
    assert "key-1" not in repr(settings)


def test_a_server_behind_tls_is_reached_where_its_certificate_is_vouched_for(
    url: str, tmp_path: Path
) -> None:
    who, server = certificates(tmp_path)
    nothing = tmp_path / "nothing.pem"
    nothing.write_text("no certificate")
    with tls_end(server, int(url.rpartition(":")[2])) as port:
        here = Settings(library=tmp_path / "a", chroma_url=f"https://localhost:{port}")
        library = Library(replace(here, chroma_ca=who), embedder())
        put(library, QUAY)
        assert open_library(tmp_path / "b", url).transcript("quay") == QUAY
        library.remove("quay")
        assert library.problems() == []
        with pytest.raises(LibraryError, match=r"certificate is not trusted \(.*\); .* CHROMA_CA"):
            Library(here, embedder())
        by_number = replace(here, chroma_url=f"https://127.0.0.1:{port}", chroma_ca=who)
        with pytest.raises(LibraryError, match=r"certificate is not trusted \(IP address mismatch"):
            Library(by_number, embedder())
        for no_file in (nothing, tmp_path / "none.pem"):
            with pytest.raises(LibraryError, match=f"^CHROMA_CA {no_file}: holds no certificates$"):
                Library(replace(here, chroma_ca=no_file), embedder())
        with pytest.raises(LibraryError, match="no Chroma server answers there"):
            open_library(tmp_path / "c", f"http://localhost:{port}")


def test_the_commands_work_on_a_server(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "talk.txt").write_text("ANNA BELL:  The quay is new.\n\nTOM REED:  Is it?\n")
    library = open_library(tmp_path / "rebuilt", url, model=builtin())
    library.rebuild([])
    monkeypatch.setenv("CHROMA_URL", url)
    assert main(["add", str(tmp_path / "talk.txt"), "--library", str(tmp_path / "cache")]) == 0
    assert capsys.readouterr().err == ""
    assert main(["verify", "--library", str(tmp_path / "c")]) == 0
    assert capsys.readouterr().out == "the library is whole\n"
    open_library(tmp_path / "back", url).rebuild([])


def foreign(url: str, name: str) -> chroma.Collection:
    """A collection of another application on the server, with something in it."""
    client = chroma.connect(Settings(chroma_url=url))
    made = client.create_collection(name, metadata={"app": "other"}, embedding_function=None)
    made.add(ids=["theirs"], documents=["Not ours."], embeddings=np.ones((1, 2), np.float32))
    return made


NAMES = ("passages", "transcripts", "unfinished", "passages-new", "transcripts-draft", "writing")


def test_what_is_not_ours_on_a_server_is_not_touched(url: str, tmp_path: Path) -> None:
    theirs = [foreign(url, name) for name in NAMES]
    library = open_library(tmp_path, url)
    put(library, QUAY)
    library.rebuild([made(library, QUAY)])
    library.remove("quay")
    assert [each.get()["ids"] for each in theirs] == [["theirs"]] * len(theirs)
    for each in theirs:
        library._client.delete_collection(each.name)


@pytest.mark.parametrize("name", ["passages", "transcripts-draft", "writing"])
def test_a_name_of_ours_that_another_application_has_is_said_and_left(
    url: str, tmp_path: Path, name: str
) -> None:
    theirs = foreign(url, f"team-a.{name}")
    settings = Settings(library=tmp_path, chroma_url=url, name="team-a")
    with pytest.raises(LibraryError, match=f"the collection 'team-a.{name}' belongs to another"):
        Library(settings, embedder()).rebuild([])
    assert theirs.get()["ids"] == ["theirs"]
    client = chroma.connect(settings)
    for each in chroma.collections(client):
        if each.startswith("team-a."):
            client.delete_collection(each)


def test_libraries_of_two_names_share_a_server(url: str, tmp_path: Path) -> None:
    one = open_library(tmp_path / "one", url)
    other = Library(Settings(library=tmp_path / "b", chroma_url=url, name="team-b"), embedder())
    put(one, QUAY)
    put(other, BRIDGE)
    assert (list(one.records()), list(other.records())) == (["quay"], ["bridge"])
    other.rebuild([])
    assert one.transcript("quay") == QUAY


@pytest.mark.parametrize(
    "address", ["localhost:8000", "ftp://localhost", "http://", "http://localhost:eight"]
)
def test_an_address_that_is_none_is_one_clear_line(address: str, tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=f"CHROMA_URL is '{address}'; write it like http://"):
        open_library(tmp_path, address)


def test_no_server_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="no Chroma server answers there; start one with"):
        open_library(tmp_path, "http://127.0.0.1:9")
