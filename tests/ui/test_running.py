"""The app as a running process: what it says of its health, what it logs, and how it ends."""

import json
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_httpserver import HTTPServer

from chats import conversations
from ingest import pipeline
from ingest.index import embedding
from ingest.store.library import Library
from rag.write.reach import reach
from settings import ROOT, Settings
from tests.support.fake_openai import pieces, serve
from tests.support.served import (
    UNREAD,
    ask,
    free_port,
    fresh,
    goes_to,
    running,
    settled,
    wait_until_up,
)
from ui.serve import health, stop
from ui.serve.health import Found, beside, library_look

MARKS = ("zebrafinch", "marzipan", "sk-b4dger")
TALK = "ANN QUILL: The zebrafinch ferry costs nine million.\n\nBEN OAK: Then we wait a year.\n"
QUESTION = "What does the zebrafinch ferry cost, with marzipan?"
SAID = "The zebrafinch ferry costs nine million [1]. And so it goes on, "
# So much that it is still being read, on the fastest machine, when the app is told to end.
LONG = "".join(
    f"ANN QUILL: On day {n} the sea was calm.\n\nBEN OAK: Was it?\n\n" for n in range(60_000)
)
# A visitor whose machine fell asleep: the connection stays, and nothing answers.
WEBSOCKET = (
    b"GET /_stcore/stream HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
    b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)


def told(url: str) -> dict[str, dict[str, object]]:
    with urlopen(f"{url}/health", timeout=60) as answer:
        found: dict[str, dict[str, object]] = json.load(answer)
    return found


def of_library(folder: Path) -> list[int]:
    """The processes that were started with a library in this folder."""
    wanted = f"ON_RECORD_LIBRARY={folder}".encode()
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (path / "environ").read_bytes().split(b"\0"):
                found.append(int(path.name))
        except OSError:
            continue  # it ended, or is another's
    return found


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
@pytest.mark.browser
def test_under_load_it_says_how_it_is_and_ends_cleanly_when_told_to(
    chromium: Browser, tmp_path: Path
) -> None:
    folder, go_on = tmp_path / "served", threading.Event()
    library = Library(Settings(library=folder), embedding.builtin())
    (tmp_path / "ferry.txt").write_text(TALK)
    (tmp_path / "log.txt").write_text(LONG)
    list(pipeline.add_files(library, [tmp_path / "ferry.txt"]))

    def endless() -> Iterator[str]:
        yield from pieces(SAID)
        go_on.wait(600)

    browser = fresh(chromium).context  # its scripts are loaded once

    def asking(url: str) -> Page:
        page = browser.new_page()
        page.goto(url)
        ask(page, QUESTION)
        expect(page.get_by_text("Not complete yet")).to_be_visible()
        return page

    with (
        serve() as fake,
        (tmp_path / "errors").open("wb") as errors,
        running(
            folder, errors=errors, ON_RECORD_LOG="json", CHAT_MODEL="openai:fake",
            OPENAI_BASE_URL=fake.url, OPENAI_API_KEY=MARKS[-1], ON_RECORD_CHAT_TIMEOUT="600",
            RERANKER_MODEL=UNREAD,
        ) as (url, server),
        closing(socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])))) as asleep,
    ):  # fmt: skip
        fake.script = lambda _: endless()
        told(url)
        pages = [asking(url), asking(url), browser.new_page()]
        assert told(url) == {
            "up": {"ok": True, "why": None},
            "library": {"ok": True, "why": None},
            "model": {"ok": True, "why": None},
        }
        pages[2].goto(url)
        settled(pages[2])
        # With the transcript everything is drawn; what is drawn anew takes the file away with it.
        goes_to(pages[2], "Library", pages[2].get_by_role("feed", name="Ferry"))
        expect(pages[2].get_by_text("11 words")).to_be_visible()
        expect(pages[2].get_by_text("Looking for questions")).to_have_count(0)  # then all is drawn
        settled(pages[2])
        pages[2].get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(
            tmp_path / "log.txt"
        )
        expect(pages[2].get_by_text("reading …")).to_be_visible()
        asleep.sendall(WEBSOCKET)
        assert b" 101 " in asleep.recv(100)
        assert len(of_library(folder)) > 1
        server.send_signal(signal.SIGTERM)
        server.wait(180)
        go_on.set()
    assert server.returncode in (-signal.SIGTERM, 128 + signal.SIGTERM)
    assert of_library(folder) == []
    chats = conversations.listed(folder, 10)
    asked = [exchange for chat in chats for exchange in conversations.read(folder, chat.id)[1]]
    assert [(e.question, e.stopped, e.answer) for e in asked] == [(QUESTION, True, None)] * 2
    assert all("nine million" in e.partial for e in asked)
    with library.writing():  # nobody has the lock
        assert "ferry" in library.records()
    assert list(library.problems()) == []
    lines = (tmp_path / "errors").read_text().splitlines()
    logged = [json.loads(line) for line in lines if line.startswith("{")]
    assert {line["step"] for line in logged} >= {"open", "pool", "read", "check", "health"}
    assert [mark for mark in MARKS if mark in "\n".join(lines).casefold()] == []
    browser.close()


def test_ctrl_c_ends_it_without_a_traceback_and_verbose_logs() -> None:
    command = [sys.executable, "-m", "ui", "--verbose", "--port", str(port := free_port())]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) as server:
        wait_until_up(f"http://localhost:{port}/health", server)
        server.send_signal(signal.SIGINT)
        said = server.communicate(timeout=180)[1].decode()
    assert server.returncode == 0
    assert "Traceback" not in said
    assert re.search(r"health: health [\d.]+ ms\n", said)


def test_an_end_takes_less_than_containers_give() -> None:
    assert stop.SCRIPTS + stop.CONNECTIONS < 10


def test_health_is_looked_at_beside_and_no_more_often_than_it_has_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    began, go_on, clock = threading.Semaphore(0), threading.Semaphore(0), [0.0]

    def look() -> Found:
        began.release()
        go_on.acquire()
        return True, None

    part = beside(look, lambda: clock[0])
    assert part() == (None, "not looked at yet")
    began.acquire()
    assert part() == (None, "not looked at yet")  # and the look that is under way is the only one
    clock[0] = health.LATE + 1
    assert part() == (False, "does not answer")
    go_on.release()
    looking = [t for t in threading.enumerate() if t.name == "health"]
    for thread in looking:
        thread.join()
    assert not began.acquire(blocking=False)
    clock[0] = health.EVERY - 1
    assert part() == (True, None)
    assert not began.acquire(blocking=False)


def test_a_hurt_library_is_told_and_the_app_need_not_be_asked(tmp_path: Path) -> None:
    settings = Settings(library=tmp_path / "library")
    look = library_look(settings)
    assert look() == (None, "there is no library yet")
    (tmp_path / "ferry.txt").write_text(TALK)
    list(pipeline.add_files(Library(settings, embedding.builtin()), [tmp_path / "ferry.txt"]))
    assert look() == (True, None)
    (settings.library / "chroma" / "chroma.sqlite3").write_bytes(b"")
    assert look() == (False, health.HURT)
    away = Settings(chroma_url=f"http://127.0.0.1:{free_port()}")
    assert library_look(away)() == (False, health.HURT)


@pytest.mark.parametrize(
    ("status", "found"),
    [
        (200, (True, None)),
        (404, (True, None)),
        (401, (False, "the model's server refuses the key")),
        (503, (False, "the model's server has a fault")),
    ],
)
def test_the_model_is_reached_without_a_question(
    httpserver: HTTPServer, status: int, found: Found
) -> None:
    headers = {"Authorization": "Bearer k"}
    httpserver.expect_request("/v1/models", headers=headers).respond_with_data("", status)
    settings = Settings(openai_base_url=httpserver.url_for("/v1"), openai_api_key="k")
    assert reach(settings)[0] is True  # none is set, and none is asked
    assert httpserver.log == []
    assert reach(replace(settings, chat_model="openai:m")) == found
    assert reach(replace(settings, embedding_model="openai:m")) == found


def test_a_server_that_is_not_there_is_said_without_its_address() -> None:
    url = f"http://me:secret@127.0.0.1:{free_port()}/v1"
    assert reach(Settings(chat_model="openai:m", openai_base_url=url)) == (
        False,
        "the model's server does not answer",
    )
    odd = Settings(chat_model="openai:m", openai_base_url="http://[", openai_api_key="k\n")
    assert reach(odd) == (False, "the model's server does not answer")
    assert reach(Settings(chat_model="mistralai:m"))[0] is None
