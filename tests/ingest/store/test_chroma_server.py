"""A Chroma server that does not answer: no wait without an end, and no password in what is said."""

import socket
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from chromadb.errors import InternalError

from ingest import children
from ingest.errors import LibraryError
from ingest.store import chroma
from ingest.store.care import health
from ingest.store.library import Library
from settings import Settings, load, shown
from tests.ingest.store.test_processes import chroma_server
from tests.support.tiny import embedder, hearing, nearest, put

QUAY = hearing("quay", "The quay costs four million.", "That is too much.")
SECRET = "hunter2"


class Door:
    """A port that hands on what comes to a server, until it is shut; then it takes all, and says
    nothing."""

    def __init__(self, to: int | None) -> None:
        self.is_shut, self._to = to is None, to
        self._ends = [socket.create_server(("127.0.0.1", 0))]
        self.port = int(self._ends[0].getsockname()[1])
        Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        while True:
            try:
                caller, _ = self._ends[0].accept()
            except OSError:  # it was closed
                return
            self._ends.append(caller)
            if self._to:
                server = socket.create_connection(("127.0.0.1", self._to))
                self._ends.append(server)
                for ends in ((caller, server), (server, caller)):
                    Thread(target=self._hand_on, args=ends, daemon=True).start()

    def _hand_on(self, source: socket.socket, to: socket.socket) -> None:
        while data := source.recv(65536):
            if not self.is_shut:
                to.sendall(data)

    def close(self) -> None:
        for end in self._ends:
            end.close()


@pytest.fixture
def silent() -> Iterator[Door]:
    """A server that takes every call and never answers."""
    with closing(Door(None)) as door:
        yield door


def test_a_server_that_never_answers_is_one_line_in_bounded_time(
    silent: Door, tmp_path: Path
) -> None:
    url = f"http://127.0.0.1:{silent.port}"
    settings = Settings(library=tmp_path, chroma_url=url, chroma_timeout=0.5)
    began = time.monotonic()
    with pytest.raises(LibraryError) as caught:
        Library(settings, embedder())
    assert time.monotonic() - began < 5
    assert str(caught.value) == (
        f"CHROMA_URL {url}: the Chroma server has not answered for 0.5 s; look what holds it up, "
        "or raise CHROMA_TIMEOUT"
    )


@pytest.mark.long
def test_a_server_that_falls_silent_ends_every_call(tmp_path: Path) -> None:
    with chroma_server(tmp_path / "server") as (url, _):
        with closing(Door(int(url.rpartition(":")[2]))) as door:
            settings = Settings(
                library=tmp_path / "here",
                chroma_url=f"http://127.0.0.1:{door.port}",
                chroma_timeout=2,
            )
            library = Library(settings, embedder())
            put(library, QUAY)
            door.is_shut = True
            calls = (
                lambda: nearest(library, "what does the quay cost"),
                lambda: library.transcript("quay"),
                library.refresh,
                lambda: library.remove("quay"),
                library.problems,
            )
            for call in calls:
                began = time.monotonic()
                with pytest.raises(LibraryError, match="has not answered for 2 s"):
                    call()
                assert time.monotonic() - began < 4  # asked once, not twice
        again = Library(replace(settings, chroma_url=url, chroma_timeout=60), embedder())
        assert again.transcript("quay") == QUAY


def test_the_time_is_a_setting() -> None:
    assert load({}).chroma_timeout == 60
    assert load({"CHROMA_TIMEOUT": "5"}).chroma_timeout == 5


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://localhost:8000", "http://localhost:8000"),
        ("https://models.example.org/v1", "https://models.example.org/v1"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        (f"http://ann:{SECRET}@localhost:8000", "http://localhost:8000"),
        (f"http://{SECRET}@localhost", "http://localhost"),
        (f"ann:{SECRET}@localhost:8000", "localhost:8000"),
        (f"http://localhost:8000/v1?key={SECRET}#{SECRET}", "http://localhost:8000/v1"),
        # Where a password is not told from the rest for sure, nothing is shown.
        (f"http://ann:x/{SECRET}@localhost", "..."),
        (f"http://ann:x?{SECRET}@localhost", "..."),
        (f"http://ann:x@{SECRET}@localhost", "..."),
        (f"http://localhost/?a=b@c&key={SECRET}", "..."),
    ],
)
def test_an_address_is_shown_without_what_may_be_a_password(address: str, said: str) -> None:
    assert shown(address) == said


def test_no_message_shows_the_password_of_an_address(silent: Door, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"http://ann:{SECRET}@127.0.0.1:{free.getsockname()[1]}"
        for url in (nobody, f"http://ann:{SECRET}@127.0.0.1:{silent.port}", f"ann:{SECRET}@host"):
            settings = Settings(library=tmp_path, chroma_url=url, chroma_timeout=0.5)
            assert SECRET not in repr(settings)
            assert SECRET not in settings.place
            with pytest.raises(LibraryError, match="CHROMA_URL") as caught:
                chroma.connect(settings)
            assert SECRET not in str(caught.value)


def test_the_password_goes_with_each_call() -> None:
    settings = Settings(chroma_url="http://an%20n:p%40ss@127.0.0.1:8000")
    assert chroma._headers(settings, "127.0.0.1") == {"Authorization": "Basic YW4gbjpwQHNz"}
    with_token = replace(settings, chroma_token="key-1")
    assert chroma._headers(with_token, "127.0.0.1") == {"Authorization": "Bearer key-1"}


def test_a_process_that_looks_has_no_password_in_its_command(
    silent: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = []

    def start(command: list[str], *rest: object, **more: object) -> object:
        commands.append(" ".join(command))
        return real(command, *rest, **more)  # type: ignore[arg-type]

    real = children.start
    monkeypatch.setattr(children, "start", start)
    url = f"http://ann:{SECRET}@127.0.0.1:{silent.port}"
    found = health.probe(Settings(library=tmp_path, chroma_url=url, chroma_timeout=0.5), "whole")
    assert len(commands) == 1
    assert SECRET not in commands[0]
    assert sys.executable in commands[0]
    assert len(found) == 1
    assert "has not answered for 0.5 s" in found[0]


def test_a_mark_that_another_made_and_dropped_at_this_moment_is_not_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = chroma.connect(Settings(library=tmp_path))

    def late(*args: Any, **kwargs: Any) -> None:
        raise InternalError("Collection [on-record.writing] already exists")

    monkeypatch.setattr(client, "create_collection", late)
    assert chroma.mark(client, "on-record.writing") is None
