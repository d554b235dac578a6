"""What every request passes first: by which name, from which page, and how much at once.

Streamlit's own list of hosts holds for its WebSocket alone, and a WebSocket from a foreign page
makes it look up the machine's outside address. So this stands before it.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from settings import Settings

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
# Streamlit's pages set styles as they are drawn, its components come as blobs, its charts are
# compiled where they are shown. Nothing comes from, or goes to, another host, but for a recording
# whose address a person has given.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "media-src 'self' blob: http: https:; worker-src 'self' blob:; connect-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
UPLOAD = "/_stcore/upload_file/"


def hosts(settings: Settings) -> frozenset[str]:
    """The names under which the app answers: this machine's own, and that of its address."""
    return LOOPBACK | {urlsplit(settings.address or "").hostname or "localhost"}


def guard(app: ASGIApp, settings: Settings) -> ASGIApp:
    """The app behind the rules of this module."""
    names, busy = hosts(settings), 0

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        nonlocal busy
        if scope["type"] not in ("http", "websocket"):
            await app(scope, receive, send)
            return
        if said := refusal(scope, names):
            await _refuse(scope, receive, send, said, 403)
            return
        uploading = scope.get("method") == "PUT" and UPLOAD in scope["path"]
        if uploading and busy >= settings.uploads:
            await _refuse(scope, receive, send, "Too many uploads at once; try again.", 503)
            return
        busy += uploading
        try:
            await app(scope, receive, _with_headers(send))
        finally:
            busy -= uploading

    return guarded


def refusal(scope: Scope, names: frozenset[str]) -> str | None:
    """Why a request is not taken: a name that is not ours, or one sent by another's page."""
    headers = Headers(scope=scope)
    host, origin = headers.get("host", ""), headers.get("origin")
    if _name("//" + host) not in names:
        return "This app is not known by that name; set ON_RECORD_ADDRESS to it."
    acts = scope["type"] == "websocket" or scope["method"] not in ("GET", "HEAD", "OPTIONS")
    if acts and origin is not None and urlsplit(origin).netloc != host:
        return "Another site's page may not do this."
    return None


def _name(address: str) -> str | None:
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return None


async def _refuse(scope: Scope, receive: Receive, send: Send, said: str, status: int) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
    else:
        await PlainTextResponse(said + "\n", status)(scope, receive, send)


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(HEADERS)
        await send(message)

    return sent
