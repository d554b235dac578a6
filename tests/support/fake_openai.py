"""A small server that speaks the OpenAI chat completions API, well and badly on demand.

Real HTTP on loopback, so that the real client is what is tested. A script says what it does with
each request: the texts to stream, with `Event`s for what can go wrong between them.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Event(Enum):
    """What a bad server does in the middle of a reply."""

    STALL = "sends nothing more until the client has gone"
    ALIVE = "keeps the connection alive, and says nothing, until the client has gone"
    EMPTY = "sends pieces without text until the client has gone"
    CUT = "closes the connection in the middle of the transfer"
    END = "ends the reply without its finishing mark"
    ERROR = "sends an error event"
    GARBAGE = "sends an event that is no JSON"
    FILTER = "stops with finish_reason content_filter"
    LENGTH = "stops with finish_reason length"


@dataclass(frozen=True)
class Status:
    """A plain HTTP error in place of a stream."""

    code: int
    body: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)


Reply = Iterable[str | Event | dict[str, Any]] | Status
Script = Callable[[dict[str, Any]], Reply]
_SILENT = {Event.STALL, Event.ALIVE, Event.EMPTY}


def patience(*replies: Reply | str) -> float:
    """Seconds to wait for a server that replies so.

    Two where it will be silent, and that is what is looked at: what it says before comes sooner on
    a busy machine, too. Else more than any machine takes.
    """
    parts = [p for r in replies if isinstance(r, (list, tuple)) for p in r]
    return 2 if any(part in list(_SILENT) for part in parts) else 60


@dataclass
class FakeOpenAI:
    """A running server: its `url`, and the `requests` it got.

    `gone`: the server is to end. `left`: a client went in the middle of a reply.
    """

    url: str
    requests: list[dict[str, Any]] = field(default_factory=list)
    script: Script = lambda _: ["ok"]
    gone: threading.Event = field(default_factory=threading.Event)
    left: threading.Event = field(default_factory=threading.Event)

    def says(self, *replies: str | Reply) -> None:
        """Reply with each of these in turn, the last one ever after; a text in small pieces."""
        rest = [pieces(r) if isinstance(r, str) else r for r in replies]
        self.script = lambda _: rest.pop(0) if len(rest) > 1 else rest[0]

    def prompt(self, at: int = 0) -> str:
        """All message text of a request."""
        return "\n".join(m["content"] for m in self.requests[at]["messages"])


def pieces(text: str, size: int = 7) -> list[str]:
    """A text cut as a model's tokens might be, at no boundary in particular."""
    return [text[i : i + size] for i in range(0, len(text), size)]


@contextmanager
def serve() -> Iterator[FakeOpenAI]:
    """The server, on a free port of loopback, until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    fake = FakeOpenAI(f"http://127.0.0.1:{server.server_port}/v1")
    server.fake = fake  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield fake
    finally:
        fake.gone.set()
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""

    def do_GET(self) -> None:  # the list of its models
        self._status(Status(200, {"object": "list", "data": []}))

    def do_POST(self) -> None:
        fake: FakeOpenAI = self.server.fake  # type: ignore[attr-defined]
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        fake.requests.append(body)
        reply = fake.script(body)
        if isinstance(reply, Status):
            self._status(reply)
        else:
            self._stream(reply, fake)

    def _status(self, reply: Status) -> None:
        data = json.dumps(reply.body).encode()
        self.send_response(reply.code)
        for name, value in {"Content-Type": "application/json", **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _stream(self, reply: Iterable[str | Event | dict[str, Any]], fake: FakeOpenAI) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        finish = "stop"
        for part in reply:
            if isinstance(part, str):
                self._event(_delta({"content": part}))
                continue
            if isinstance(part, dict):  # an event of these words
                self._event(part)
                self._raw(b"")
                return
            if part is Event.STALL:
                fake.gone.wait(5)
            if part in (Event.ALIVE, Event.EMPTY):
                self._babble(part, fake)
            if part in (Event.STALL, Event.ALIVE, Event.EMPTY, Event.CUT):
                return
            if part is Event.ERROR:
                self._event({"error": {"message": "the engine fell over", "type": "server_error"}})
            if part is Event.GARBAGE:
                self._raw(b"data: {no json\n\n")
            if part in (Event.END, Event.ERROR, Event.GARBAGE):
                self._raw(b"")
                return
            finish = {Event.FILTER: "content_filter", Event.LENGTH: "length"}[part]
        self._event(_delta({}, finish))
        self._event({**_delta({}), "choices": [], "usage": _USAGE})
        self._raw(b"data: [DONE]\n\n")
        self._raw(b"")

    def _babble(self, part: Event, fake: FakeOpenAI) -> None:
        empty = f"data: {json.dumps(_delta({'content': ''}))}\n\n".encode()
        data = b": keep-alive\n\n" if part is Event.ALIVE else empty
        for _ in range(100):
            if not self._raw(data) or fake.gone.wait(0.05):
                return

    def _event(self, data: dict[str, Any]) -> None:
        self._raw(f"data: {json.dumps(data)}\n\n".encode())

    def _raw(self, data: bytes) -> bool:
        """One chunk of the transfer, an empty one ends it; whether the client is still there."""
        try:
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()
        except ConnectionError:
            self.server.fake.left.set()  # type: ignore[attr-defined]
            return False
        return True


_USAGE = {"prompt_tokens": 700, "completion_tokens": 30, "total_tokens": 730}


def _delta(delta: dict[str, str], finish: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "fake",
        "choices": [choice],
    }
