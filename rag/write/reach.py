"""Whether the server of the models can be reached: asked for a list of names, which costs nothing.

No client is loaded and no model: a call of a few kilobytes, or none where no server is configured.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx

from rag.write.models import is_openai
from settings import Settings

# Seconds for a list of names; a server that takes longer is of no use to who waits for an answer.
PATIENCE = 5.0
OPENAI = "https://api.openai.com/v1"


def reach(settings: Settings) -> tuple[bool | None, str | None]:
    """Whether the models' server can be reached, and why not; None: it cannot be told."""
    named = [m for m in (settings.chat_model, _served(settings.embedding_model)) if m]
    if not named:
        return True, "no model on a server is set"
    chats = bool(settings.chat_model) and is_openai(settings)
    if not chats and not settings.embedding_model.startswith("openai:"):
        return None, "this provider is known only by its answers"
    return _asked(settings)


def _served(model: str) -> str:
    """The name of a model that LangChain reaches over the network."""
    return model if model.partition(":")[2] and len(model.partition(":")[0]) > 1 else ""


def _asked(settings: Settings) -> tuple[bool, str | None]:
    key = settings.openai_api_key
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        parts = urlsplit(settings.openai_base_url or OPENAI)
        url = parts._replace(path=f"{parts.path.rstrip('/')}/models").geturl()
        status = httpx.get(url, headers=headers, timeout=PATIENCE).status_code
    except (httpx.HTTPError, httpx.InvalidURL, ValueError):
        return False, "the model's server does not answer"
    if status in (401, 403):
        return False, "the model's server refuses the key"
    if status >= 500:
        return False, "the model's server has a fault"
    return True, None
