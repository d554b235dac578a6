"""Settings, read once from the environment and `.env`; nothing else reads `os.environ`.

Every setting is a row of the table in the README. Values are checked here, so that a wrong one
is one clear line at the start and not a surprise later.
"""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from dotenv import dotenv_values
from platformdirs import user_data_path

ROOT = Path(__file__).resolve().parent
"""Where the packages lie: the checkout, or the folder that they were installed into."""
IN_CHECKOUT = (ROOT / "pyproject.toml").exists()
DATA = ROOT if IN_CHECKOUT else ROOT / "on_record"
"""Files that come with the program and are read: prompts, the reading model, examples, app.py."""
HOME = ROOT if IN_CHECKOUT else user_data_path("on-record", appauthor=False)
"""The user's own files, where no setting says otherwise: `.env`, the library, evaluations."""
BUILTIN = "builtin"


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
    chroma_url: str | None = None
    name: str = "on-record"
    """The library's name on a Chroma server: its collections carry it."""
    embedding_model: str = BUILTIN
    reranker_model: str = BUILTIN
    """`builtin`: the reading model of the checkout; `none`: words alone; else a cross-encoder."""
    chat_model: str | None = None
    openai_api_key: str | None = field(default=None, repr=False)
    openai_base_url: str | None = None
    chat_timeout: float = 60.0
    """Seconds a chat model may stay silent before the attempt counts as failed."""
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


def load(env: dict[str, str] | None = None) -> Settings:
    """Settings from `env`, or from the process environment over `.env` in HOME.

    Raises SettingsError when a value cannot be used.
    """
    if env is None:
        file = {k: v for k, v in dotenv_values(HOME / ".env").items() if v is not None}
        env = {**file, **os.environ}
    default = Settings()
    unsupported = env.get("ON_RECORD_UNSUPPORTED") or default.unsupported
    if unsupported not in ("mark", "drop"):
        raise SettingsError(f"ON_RECORD_UNSUPPORTED is '{unsupported}'; use mark or drop")
    name = env.get("ON_RECORD_NAME") or default.name
    if not re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?", name):
        raise SettingsError(
            f"ON_RECORD_NAME is '{name}'; use up to 40 small letters, digits and hyphens"
        )
    return Settings(
        name=name,
        library=Path(env.get("ON_RECORD_LIBRARY") or default.library).expanduser(),
        chroma_url=env.get("CHROMA_URL") or None,
        embedding_model=env.get("EMBEDDING_MODEL") or default.embedding_model,
        reranker_model=env.get("RERANKER_MODEL") or default.reranker_model,
        chat_model=env.get("CHAT_MODEL") or None,
        openai_api_key=env.get("OPENAI_API_KEY") or None,
        openai_base_url=env.get("OPENAI_BASE_URL") or None,
        chat_timeout=_number(env, "ON_RECORD_CHAT_TIMEOUT", default.chat_timeout),
        context_tokens=int(_number(env, "ON_RECORD_CONTEXT_TOKENS", default.context_tokens)),
        unsupported=unsupported,
        max_file_mb=int(_number(env, "ON_RECORD_MAX_FILE_MB", default.max_file_mb)),
        file_seconds=_number(env, "ON_RECORD_FILE_SECONDS", default.file_seconds),
        file_memory_mb=int(_number(env, "ON_RECORD_FILE_MEMORY_MB", default.file_memory_mb)),
    )


def _number(env: dict[str, str], name: str, default: float) -> float:
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
