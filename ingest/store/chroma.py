"""The connection to Chroma, a folder or a server, and the collections: the only chromadb import."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from itertools import islice
from ssl import SSLCertVerificationError
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar
from urllib.parse import unquote, urlsplit

import chromadb
import httpx  # what Chroma's own client raises where its server goes away
from chromadb.api import ClientAPI
from chromadb.api.fastapi import FastAPI
from chromadb.api.models.Collection import Collection
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.api.types import Metadata
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError, NotFoundError
from chromadb.telemetry.product import ProductTelemetryClient, ProductTelemetryEvent
from overrides import override

from ingest.errors import LibraryError, ServerSilent, causes
from settings import Settings, is_address

__all__ = [
    "GONE",
    "MARK",
    "SCHEMA",
    "Client",
    "Collection",
    "Failure",
    "Metadata",
    "batches",
    "clear_errors",
    "collection",
    "collections",
    "connect",
    "drop",
    "follow_changes",
    "get",
    "life",
    "mark",
    "put_in_place",
    "rename",
]

Client = ClientAPI
# The rules by which a library is laid out; `schema.py` brings older ones up.
SCHEMA = 2
# What each of our collections says of itself.
MARK: dict[str, Any] = {"owner": "On Record", "schema": SCHEMA}
Failure = ChromaError
# What a server that went away, or lost what was asked for, raises.
GONE = (ChromaError, httpx.HTTPError)

# What SQLite says of a disk without room.
_FULL = "disk is full"

P = ParamSpec("P")
T = TypeVar("T")
Item = TypeVar("Item")


class _Store(Protocol):
    settings: Settings

    def refresh(self) -> bool: ...

    def reopen(self) -> None: ...


S = TypeVar("S", bound=_Store)


def connect(settings: Settings, fresh: bool = False) -> Client:
    """A client for the library's folder, or for the server at CHROMA_URL.

    `fresh` reads a folder anew: a client that is already open in this process does not see what
    another process wrote. Raises LibraryError where no server answers in time or the address is
    none.
    """
    options = ChromaSettings(anonymized_telemetry=False)
    if not settings.chroma_url:
        if fresh:
            SharedSystemClient.clear_system_cache()
        return chromadb.PersistentClient(str(settings.library / "chroma"), settings=options)
    if not is_address(settings.chroma_url):
        raise LibraryError(f"CHROMA_URL is '{settings.place}'; write it like http://localhost:8000")
    url = urlsplit(settings.chroma_url)
    host = url.hostname or ""
    secure = url.scheme == "https"
    options.chroma_product_telemetry_impl = f"{_InTime.__module__}.{_InTime.__name__}"
    options.chroma_query_request_timeout_seconds = settings.chroma_timeout  # type: ignore[assignment]
    if settings.chroma_ca:
        options.chroma_server_ssl_verify = str(settings.chroma_ca)
    try:
        return chromadb.HttpClient(
            host=host,
            port=url.port or (443 if secure else 8000),
            ssl=secure,
            headers=_headers(settings, host),
            settings=options,
            tenant=settings.chroma_tenant,
            database=settings.chroma_database,
        )
    except (ValueError, httpx.HTTPError) as error:  # the first is how chromadb says it
        raise _no_answer(settings, error) from error
    except OSError as error:
        raise LibraryError(f"CHROMA_CA {settings.chroma_ca}: holds no certificates") from error


class _InTime(ProductTelemetryClient):
    """Chroma's telemetry client, replaced: it starts before the first call, and gives each an end.

    The client over HTTP would wait for ever, and has no setting for it. What is replaced told
    Chroma's makers of each use; this tells nobody anything. @override is required by chromadb's
    Component.
    """

    @override
    def capture(self, event: ProductTelemetryEvent) -> None:
        """Tell nobody."""

    @override
    def start(self) -> None:
        """Set the seconds in which a call has to be answered."""
        super().start()
        seconds = self._system.settings.chroma_query_request_timeout_seconds
        self._system.instance(FastAPI)._session.timeout = httpx.Timeout(seconds)


def _headers(settings: Settings, host: str) -> dict[str, str]:
    """What is sent with every call; Chroma's cloud has a header of its own for the token."""
    headers = dict(settings.chroma_headers)
    url = urlsplit(settings.chroma_url or "")
    if url.username or url.password:
        known = f"{unquote(url.username or '')}:{unquote(url.password or '')}"
        headers["Authorization"] = f"Basic {b64encode(known.encode()).decode()}"
    if settings.chroma_token and host.endswith(".trychroma.com"):
        headers["X-Chroma-Token"] = settings.chroma_token
    elif settings.chroma_token:
        headers["Authorization"] = f"Bearer {settings.chroma_token}"
    return headers


def collection(client: Client, name: str, metadata: dict[str, Any] | None = None) -> Collection:
    """The collection of this name, made where there is none: cosine distance, no embedder.

    Raises LibraryError where another application has one of this name.
    """
    try:
        found = get(client, name)
    except NotFoundError:  # asked first: making writes, and waits for ever where a disk is full
        found = client.get_or_create_collection(
            name,
            metadata=(metadata or {}) | MARK,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine"}},
        )
    return _ours(found)


def get(client: Client, name: str) -> Collection:
    """The collection of this name, whoever made it. Raises Failure where there is none."""
    return client.get_collection(name, embedding_function=None)


def drop(client: Client, name: str) -> None:
    """Delete a collection. Raises LibraryError where it is not ours."""
    client.delete_collection(_ours(get(client, name)).name)


def rename(client: Client, name: str, new: str) -> None:
    """Give a collection another name, and our mark."""
    found = get(client, name)
    found.modify(name=new, metadata={**(found.metadata or {}), **MARK})


def put_in_place(client: Client, old: str, new: str) -> None:
    """Let a new collection, where there is one, take the place and the name of the old one."""
    names = collections(client)
    if new in names:
        if old in names:
            drop(client, old)
        get(client, new).modify(name=old)


def _ours(found: Collection) -> Collection:
    if (found.metadata or {}).get("owner") != MARK["owner"]:
        raise LibraryError(
            f"the collection '{found.name}' belongs to another application; "
            "set ON_RECORD_NAME to a name of this library's own"
        )
    return found


def mark(client: Client, name: str) -> Collection | None:
    """A collection that holds nothing and that one caller alone can make; None for the others."""
    try:
        return client.create_collection(name, metadata=dict(MARK), embedding_function=None)
    except ChromaError as error:
        # That it is there is not asked again: whoever made it may have dropped it meanwhile.
        if "already exists" in str(error):
            return None
        raise


def life(client: Client, name: str) -> str | None:
    """What a mark shows of whoever made it: another text whenever it lives; None: it is gone.

    Raises LibraryError where a collection of that name is not ours: no waiting would end it.
    """
    try:
        found = _ours(get(client, name))
    except NotFoundError:
        return None
    return f"{found.id} {(found.metadata or {}).get('beat')}"


def collections(client: Client) -> set[str]:
    """The names of the collections there are."""
    return {c.name for c in client.list_collections()}


def clear_errors(
    method: Callable[Concatenate[S, P], T],
) -> Callable[Concatenate[S, P], T]:
    """Let a method of something with `settings` raise LibraryError where Chroma raises its own."""

    @wraps(method)
    def run(self: S, /, *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return method(self, *args, **kwargs)
        except httpx.HTTPError as error:
            raise _no_answer(self.settings, error) from error
        except ChromaError as error:
            # All that this client were asked next would wait for ever; what opens tries once.
            if _FULL in str(error) and method.__name__ != "_open":
                self.reopen()
            raise LibraryError(
                f"{self.settings.place}: the library's database failed: {error}"
            ) from error

    return run


def follow_changes(
    method: Callable[Concatenate[S, P], T],
) -> Callable[Concatenate[S, P], T]:
    """Let a method read once more where another process changed the store while it was reading."""

    @wraps(method)
    def run(self: S, /, *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return method(self, *args, **kwargs)
        except LibraryError as error:
            if isinstance(error, ServerSilent) or not self.refresh():
                raise
            return method(self, *args, **kwargs)

    return run


def batches(items: Iterable[Item], client: Client) -> Iterator[list[Item]]:
    """The items in lists that are as long as Chroma takes them."""
    size = client.get_max_batch_size()
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def _no_answer(settings: Settings, error: Exception) -> LibraryError:
    url = settings.place
    for cause in causes(error):
        if isinstance(cause, httpx.TimeoutException):
            return ServerSilent(url, settings.chroma_timeout)
        if isinstance(cause, SSLCertVerificationError):
            return LibraryError(
                f"CHROMA_URL {url}: its certificate is not trusted ({cause.verify_message}); "
                "name the file of those who vouch for it in CHROMA_CA"
            )
    return LibraryError(
        f"CHROMA_URL {url}: no Chroma server answers there; start one with `chroma run`, "
        "or unset CHROMA_URL"
    )
