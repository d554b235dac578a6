"""`/health`: is the app up, is its library whole, can its model be reached; three parts, as JSON.

Only an app that is not up is to be started again, so the status is 200 while it is, whatever the
other parts say. Those are looked at beside, at most once in EVERY seconds and only when somebody
asks; what is told was found last. It says nothing that a stranger may not know: the log says more.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock, Thread

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from streamlit import runtime

from ingest import timing
from ingest.errors import LibraryError
from ingest.store import chroma
from ingest.store.care import health
from rag.write.reach import reach
from settings import Settings

EVERY = 30.0
# Seconds after which a look that has not come back is told as a failure.
LATE = 30.0

Found = tuple[bool | None, str | None]
"""Whether a part is well (None: it is not known), and in a few words why not."""
Look = Callable[[], Found]
HURT = "the library cannot be read: `python -m ingest verify` says what is wrong"


def route(settings: Settings) -> Route:
    """The address. Asking it waits for nothing and loads nothing."""
    library = beside(library_look(settings))
    model = beside(lambda: reach(settings))

    async def answer(_: Request) -> JSONResponse:
        is_up, said = await runtime.get_instance().is_ready_for_browser_connection
        up: Found = is_up, None if is_up else said
        parts = {"up": up, "library": library(), "model": model()}
        told = {name: {"ok": ok, "why": why} for name, (ok, why) in parts.items()}
        return JSONResponse(told, 200 if is_up else 503, headers={"Cache-Control": "no-store"})

    return Route("/health", answer)


def library_look(settings: Settings) -> Look:
    """Looks at the library's files where they changed, or asks its server for a sign of life."""
    seen: health.Files = {}

    def look() -> Found:
        nonlocal seen
        try:
            if settings.chroma_url:
                chroma.connect(settings)
            elif not settings.library.is_dir():
                return None, "there is no library yet"
            else:
                seen = health.glance(settings, seen)
        except (LibraryError, *chroma.GONE):
            return False, HURT
        return True, None

    return look


def beside(look: Look, now: Callable[[], float] = time.monotonic) -> Look:
    """What `look` found last; to ask for it begins another look in a thread where it is time."""
    found: Found = None, "not looked at yet"
    lock, began, is_looking = Lock(), now() - EVERY, False

    def again() -> None:
        nonlocal found, is_looking
        came: Found = False, "could not be looked at"
        try:
            with timing.step("health"):
                came = look()
        finally:
            with lock:
                found, is_looking = came, False

    def told() -> Found:
        nonlocal began, is_looking
        with lock:
            age = now() - began
            if is_looking:
                return (False, "does not answer") if age > LATE else found
            if age < EVERY:
                return found
            began, is_looking = now(), True
        Thread(target=again, name="health", daemon=True).start()
        return found

    return told
