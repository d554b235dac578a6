"""Settings, read once from the environment and `.env`; nothing else reads `os.environ`.

Every setting is a row of the table in the README. Values are checked here, so that a wrong one
is one clear line at the start and not a surprise later.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values
from platformdirs import user_data_path

# onnxruntime, which runs the reading model, tells its maker of each use over the internet, unless
# this is set before it is loaded (its Privacy.md). Whatever runs here comes by this file first.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

ROOT = Path(__file__).resolve().parent
"""Where the packages lie: the checkout, or the folder that they were installed into."""
IN_CHECKOUT = (ROOT / "pyproject.toml").exists()
DATA = ROOT if IN_CHECKOUT else ROOT / "on_record"
"""Files that come with the program and are read: prompts, the reading model, examples, app.py."""
HOME = ROOT if IN_CHECKOUT else user_data_path("on-record", appauthor=False)
"""The user's own files, where no setting says otherwise: `.env`, the library, evaluations."""
BUILTIN = "builtin"
# Characters of the secret that signs the sign-in cookie: 128 bits as hexadecimal digits.
SHORTEST_SECRET = 32


def version() -> str:
    """The version of this program."""
    if not IN_CHECKOUT:
        return metadata.version("on-record")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


class SettingsError(ValueError):
    """A setting has a value that cannot be used; the message names it and says what fits."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is configured with. All fields have defaults that need no key and no service."""

    library: Path = HOME / "library"
    chroma_url: str | None = field(default=None, repr=False)
    chroma_token: str | None = field(default=None, repr=False)
    chroma_headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """What else is sent with every call to a Chroma server: names and values."""
    chroma_tenant: str = "default_tenant"
    chroma_database: str = "default_database"
    chroma_ca: Path | None = None
    """The certificates (PEM) of those who vouch for a Chroma server, if not the usual ones."""
    chroma_timeout: float = 60.0
    """Seconds a Chroma server may stay silent before a call counts as failed."""
    name: str = "on-record"
    """The library's name on a Chroma server: its collections carry it."""
    embedding_model: str = BUILTIN
    reranker_model: str = BUILTIN
    """`builtin`: the reading model of the checkout; `none`: words alone; else a cross-encoder."""
    chat_model: str | None = None
    openai_api_key: str | None = field(default=None, repr=False)
    openai_base_url: str | None = field(default=None, repr=False)
    chat_timeout: float = 60.0
    """Seconds a chat or embedding model may stay silent before the attempt counts as failed."""
    context_tokens: int = 6000
    """Most tokens of transcript text that one prompt carries."""
    unsupported: str = "mark"
    """What happens to a sentence of a chat model that fails its check: `mark` or `drop`."""
    max_file_mb: int = 50
    """Largest transcript file that is read, in megabytes (10**6 bytes)."""
    file_seconds: float = 60.0
    """Seconds of the processor that reading a file may take; of the clock, five times as many."""
    file_memory_mb: int = 1000
    """Memory that reading a file may take, in megabytes (10**6 bytes)."""
    workers: int = 4
    """Processes that read files at once."""
    uploads: int = 8
    """Uploads that the app takes at once."""
    library_mb: int | None = None
    """The size from which a library in a folder takes no more, in megabytes (10**6 bytes)."""
    address: str | None = None
    """Where people reach the app, such as https://record.example.org."""
    open: bool = False
    """Others may reach the app without signing in: something else guards it."""
    sign_in: str | None = None
    """The address of the OpenID provider's description; None: nobody signs in."""
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    cookie_secret: str = field(default="", repr=False)
    readers: frozenset[str] = field(default=frozenset(), repr=False)
    """Who may read: addresses, `@domain`, or the provider's own ids of people."""
    editors: frozenset[str] = field(default=frozenset(), repr=False)
    """Who may also change the library."""
    evaluations: Path = HOME / "eval-results"
    """The folder of the Evaluation page: its question sets, and a folder for each run."""
    log: str = "none"
    """How the app says how long each step takes: `none` (not at all), `text` or `json`."""

    @property
    def place(self) -> str:
        """Where the library is, as it may be shown: its folder, or its server."""
        return shown(self.chroma_url) if self.chroma_url else str(self.library)


def load(env: dict[str, str] | None = None) -> Settings:
    """Settings from `env`, or from the process environment over `.env` in HOME.

    Raises SettingsError when a value cannot be used.
    """
    if env is None:
        file = {k: v for k, v in dotenv_values(HOME / ".env").items() if v is not None}
        env = {**file, **os.environ}
    default = Settings()
    name = env.get("ON_RECORD_NAME") or default.name
    if not re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?", name):
        raise SettingsError(
            f"ON_RECORD_NAME is '{name}'; use up to 40 small letters, digits and hyphens"
        )
    found = Settings(
        name=name,
        library=Path(env.get("ON_RECORD_LIBRARY") or default.library).expanduser(),
        chroma_url=env.get("CHROMA_URL") or None,
        chroma_token=env.get("CHROMA_TOKEN") or None,
        chroma_headers=_headers(env, "CHROMA_HEADERS"),
        chroma_tenant=env.get("CHROMA_TENANT") or default.chroma_tenant,
        chroma_database=env.get("CHROMA_DATABASE") or default.chroma_database,
        chroma_ca=Path(env["CHROMA_CA"]).expanduser() if env.get("CHROMA_CA") else None,
        chroma_timeout=_number(env, "CHROMA_TIMEOUT", default.chroma_timeout),
        embedding_model=env.get("EMBEDDING_MODEL") or default.embedding_model,
        reranker_model=env.get("RERANKER_MODEL") or default.reranker_model,
        chat_model=env.get("CHAT_MODEL") or None,
        openai_api_key=env.get("OPENAI_API_KEY") or None,
        openai_base_url=_server(env, "OPENAI_BASE_URL", "http://localhost:11434/v1"),
        chat_timeout=_number(env, "ON_RECORD_CHAT_TIMEOUT", default.chat_timeout),
        context_tokens=int(_number(env, "ON_RECORD_CONTEXT_TOKENS", default.context_tokens)),
        unsupported=_one_of(env, "ON_RECORD_UNSUPPORTED", "mark", "drop"),
        max_file_mb=int(_number(env, "ON_RECORD_MAX_FILE_MB", default.max_file_mb)),
        file_seconds=_number(env, "ON_RECORD_FILE_SECONDS", default.file_seconds),
        file_memory_mb=int(_number(env, "ON_RECORD_FILE_MEMORY_MB", default.file_memory_mb)),
        workers=max(int(_number(env, "ON_RECORD_WORKERS", default.workers)), 1),
        uploads=max(int(_number(env, "ON_RECORD_UPLOADS", default.uploads)), 1),
        library_mb=int(_number(env, "ON_RECORD_LIBRARY_MB", 0)) or None,
        address=(env.get("ON_RECORD_ADDRESS") or "").rstrip("/") or None,
        open=_one_of(env, "ON_RECORD_OPEN", "no", "yes") == "yes",
        sign_in=env.get("ON_RECORD_SIGN_IN") or None,
        client_id=env.get("ON_RECORD_CLIENT_ID") or "",
        client_secret=env.get("ON_RECORD_CLIENT_SECRET") or "",
        cookie_secret=env.get("ON_RECORD_COOKIE_SECRET") or "",
        readers=_people(env, "ON_RECORD_READERS"),
        editors=_people(env, "ON_RECORD_EDITORS"),
        evaluations=Path(env.get("ON_RECORD_EVALUATIONS") or default.evaluations).expanduser(),
        log=_one_of(env, "ON_RECORD_LOG", "none", "text", "json"),
    )
    _check_door(found)
    return found


def passed_on(**changes: str) -> dict[str, str]:
    """The environment for a process of this program, with other values of some settings."""
    return {**os.environ, **changes}


def is_address(text: str) -> bool:
    """Whether it is the address of a server: http or https, a name, perhaps a port."""
    try:
        parts = urlsplit(text)
        well_formed = bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, half a bracket
        return False
    return well_formed and parts.scheme in ("http", "https") and not re.search(r"[\s\\]", text)


def shown(address: str) -> str:
    """The address of a server without user, password or query; `...` where they are not told apart.

    It may be no address at all: what a person wrote as one.
    """
    parts = re.fullmatch(r"(\w+://)?(?:[^@/?#]*@)?([^@?#]*)(?:[?#][^@]*)?", address, re.DOTALL)
    return f"{parts[1] or ''}{parts[2]}" if parts else "..."


def _server(env: Mapping[str, str], name: str, like: str) -> str | None:
    """The address of a server. Raises SettingsError, without the value: it may hold a password."""
    value = (env.get(name) or "").strip()
    if value and not is_address(value):
        raise SettingsError(f"{name} is no address of a server; write it like {like}")
    return value or None


def _check_door(settings: Settings) -> None:
    """Raise SettingsError where sign-in is half configured, or the app's address is none."""
    address = settings.address or "http://localhost"
    if not is_address(address) or urlsplit(address).path:
        raise SettingsError(
            f"ON_RECORD_ADDRESS is '{address}'; use one like https://record.example.org"
        )
    if not settings.sign_in:
        return
    needed = {
        "ON_RECORD_ADDRESS": settings.address,
        "ON_RECORD_CLIENT_ID": settings.client_id,
        "ON_RECORD_CLIENT_SECRET": settings.client_secret,
        "ON_RECORD_COOKIE_SECRET": settings.cookie_secret,
        "ON_RECORD_READERS or ON_RECORD_EDITORS": settings.readers | settings.editors,
    }
    if missing := [name for name, value in needed.items() if not value]:
        raise SettingsError(f"ON_RECORD_SIGN_IN is set; set {', '.join(missing)} too")
    if len(settings.cookie_secret) < SHORTEST_SECRET:
        raise SettingsError(
            f"ON_RECORD_COOKIE_SECRET is too short; use {SHORTEST_SECRET} random characters or more"
        )


def _people(env: Mapping[str, str], name: str) -> frozenset[str]:
    words = (env.get(name) or "").split(",")
    return frozenset(word.strip().casefold() for word in words if word.strip())


def _headers(env: Mapping[str, str], name: str) -> tuple[tuple[str, str], ...]:
    """`Name: value, Name: value`. Raises SettingsError, without the values: they may be keys."""
    parts = [part.partition(":") for part in (env.get(name) or "").split(",") if part.strip()]
    if any(not (key.strip() and value.strip()) for key, _, value in parts):
        raise SettingsError(f"{name} holds no headers; use some like X-Team: north, X-Key: ...")
    return tuple((key.strip(), value.strip()) for key, _, value in parts)


def _one_of(env: Mapping[str, str], name: str, *words: str) -> str:
    """One of these words, the first by default. Raises SettingsError."""
    value = env.get(name) or words[0]
    if value not in words:
        raise SettingsError(f"{name} is '{value}'; use {', '.join(words[:-1])} or {words[-1]}")
    return value


def _number(env: Mapping[str, str], name: str, default: float) -> float:
    raw = env.get(name) or ""
    if not raw:
        return default
    try:
        value = float(raw)
    except ValueError:
        value = -1.0
    if not 0 < value < 1e9:
        raise SettingsError(f"{name} is '{raw}'; use a number above 0")
    return value
