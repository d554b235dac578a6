"""The chat model: the only import of LangChain's model classes, and the end of their errors.

Whatever a provider does leaves here as text, token counts, or one ModelError with one clear line.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ingest.errors import causes
from ingest.keys import address, in_a_line
from rag.errors import (
    ModelCut,
    ModelDenied,
    ModelError,
    ModelNotConfigured,
    ModelSilent,
    ModelTimeout,
    ModelUnavailable,
)
from rag.write.patience import within
from rag.write.prompts import Message
from settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

# A model that runs on past this many characters is broken: an answer has a few sentences.
MAX_CHARACTERS = 20_000
# How the providers' ends of an answer are called in LangChain's metadata.
_FINISH = ("finish_reason", "stop_reason", "done_reason")
_ENDINGS = {
    "content_filter": "the provider's content filter stopped the answer",
    "refusal": "the provider's model declined to answer",
    "length": "the answer reached the model's length limit",
    "max_tokens": "the answer reached the model's length limit",
}
Tokens = tuple[int, int] | None
"""Tokens of a prompt and of what was made of it, where the provider counts them."""
_QUOTA = frozenset({"insufficient_quota", "billing_hard_limit_reached"})


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a model's text. `tokens`: prompt and completion, where they are counted."""

    text: str
    tokens: Tokens = None


@lru_cache(maxsize=4)
def open_model(settings: Settings) -> BaseChatModel:
    """The chat model of these settings, at temperature 0, without retries, kept for reuse.

    No retries: the openai client retries a spent quota and waits out a `retry-after` of minutes.
    Raises ModelNotConfigured.
    """
    # LangChain and the openai client take seconds of CPU to load: only when a model is configured.
    import langsmith
    from langchain.chat_models import init_chat_model
    from openai import OpenAIError

    langsmith.configure(enabled=False)
    name = model_name = settings.chat_model or ""
    options: dict[str, Any] = {
        "temperature": 0,
        "timeout": settings.chat_timeout,
        "max_retries": 0,
    }
    if is_openai(settings):
        model_name = name.removeprefix("openai:")
        options |= {
            "model_provider": "openai",
            "base_url": settings.openai_base_url,
            # A server of one's own often wants no key; the client refuses to start without one.
            "api_key": settings.openai_api_key or ("none" if settings.openai_base_url else None),
            "stream_usage": True,
        }
    try:
        model: BaseChatModel = init_chat_model(model_name, **options)
    except ImportError as error:
        missing = next((c.name for c in causes(error) if isinstance(c, ImportError) and c.name), "")
        package = missing.replace("_", "-") or "its LangChain package"
        raise ModelNotConfigured(name, f"needs a package: pip install {package}") from error
    except OpenAIError as error:
        raise ModelNotConfigured(name, "OPENAI_API_KEY is not set") from error
    except ValueError as error:
        raise ModelNotConfigured(
            name, "no provider known by this name; write CHAT_MODEL=provider:model, or set "
            "OPENAI_BASE_URL to a server that speaks the OpenAI API"
        ) from error  # fmt: skip
    return model


def is_openai(settings: Settings) -> bool:
    """Whether the model speaks the OpenAI API: by its name, or at OPENAI_BASE_URL.

    With an address set, every name goes there (`qwen2.5:7b` is a model, no provider), except one
    that opens with a provider whose LangChain package is installed.
    """
    prefix = (settings.chat_model or "").partition(":")[0]
    if prefix == "openai" or re.match(r"gpt-|o\d|chatgpt", prefix):
        return True
    if not settings.openai_base_url:
        return False
    return not (prefix.isidentifier() and importlib.util.find_spec(f"langchain_{prefix}"))


def stream(settings: Settings, messages: Sequence[Message]) -> Iterator[Chunk]:
    """The model's text as it comes. Raises a ModelError, perhaps after some of the text.

    A stream that ends in good order but without the provider's finishing mark was cut.
    """
    name = settings.chat_model or ""
    model = open_model(settings)
    length, finish = 0, None
    try:
        coming = model.astream(list(messages))
        for chunk in within(settings.chat_timeout, coming, lambda c: c.text):
            finish = _finish(chunk) or finish
            length += len(chunk.text)
            if length > MAX_CHARACTERS:
                raise ModelCut(name, f"ran on past {MAX_CHARACTERS} characters and was stopped")
            if chunk.text or chunk.usage_metadata:
                yield Chunk(chunk.text, _tokens(chunk))
    except ModelError:
        raise
    except Exception as error:  # each provider's package raises classes of its own
        raise _translated(name, error, settings, begun=length > 0) from error
    if finish is None and is_openai(settings):
        raise _broken_off(name, begun=length > 0)
    if problem := _ENDINGS.get(finish or ""):
        raise ModelCut(name, problem) if length else ModelDenied(name, problem)
    if not length:
        raise ModelSilent(name, "sent an empty answer")


def complete(settings: Settings, messages: Sequence[Message]) -> tuple[str, Tokens]:
    """The model's whole text and its tokens. Raises ModelError."""
    chunks = list(stream(settings, messages))
    tokens = next((c.tokens for c in reversed(chunks) if c.tokens), None)
    return "".join(c.text for c in chunks), tokens


def total(one: Tokens, other: Tokens) -> Tokens:
    """The tokens of two requests together."""
    return (one[0] + other[0], one[1] + other[1]) if one and other else one or other


def _finish(chunk: AIMessageChunk) -> str | None:
    """Why the answer ends with this chunk, in the provider's word; None where it goes on."""
    if chunk.additional_kwargs.get("refusal"):
        return "refusal"
    return next((r for key in _FINISH if (r := chunk.response_metadata.get(key))), None)


def _tokens(chunk: AIMessageChunk) -> Tokens:
    usage = chunk.usage_metadata
    return (usage["input_tokens"], usage["output_tokens"]) if usage else None


def _broken_off(name: str, *, begun: bool) -> ModelError:
    if begun:
        return ModelCut(name, "the connection ended in the middle of the answer")
    return ModelSilent(name, "the server ended its reply without an answer")


def _translated(name: str, error: Exception, settings: Settings, *, begun: bool) -> ModelError:
    """The ModelError for whatever a provider's client raised; `begun`: some text had come."""
    from openai import APIConnectionError, APIError, APITimeoutError  # loaded already

    if isinstance(error, APITimeoutError | TimeoutError):
        where = "in the middle of the answer" if begun else "before the first word"
        return ModelTimeout(name, f"silent for {settings.chat_timeout:g} s {where}")
    if isinstance(error, APIConnectionError) and not begun:
        # The client's own HTTP library is not ours to import; its refusals carry this name.
        if any(type(cause).__name__ == "ConnectError" for cause in causes(error)):
            return ModelUnavailable(name, f"{address(settings)} cannot be reached; is it running?")
        return ModelUnavailable(
            name, f"{address(settings)} closed the connection without an answer"
        )
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return _by_status(name, status, error, settings)
    if begun or isinstance(error, APIError):
        said = f" ({in_a_line(error, settings)})" if isinstance(error, APIError) else ""
        return ModelCut(name, f"the answer broke off with an error{said}")
    if isinstance(error, ValueError):
        return ModelSilent(name, "the server's reply is no answer that can be read")
    return ModelUnavailable(
        name, f"failed with {type(error).__name__}: {in_a_line(error, settings)}"
    )


def _by_status(name: str, status: int, error: Exception, settings: Settings) -> ModelError:
    code = getattr(error, "code", None)
    if status in (401, 403):
        return ModelDenied(name, f"the key was refused ({status}); check OPENAI_API_KEY")
    if status == 404:
        return ModelDenied(
            name, "no such model or address (404); check CHAT_MODEL and OPENAI_BASE_URL"
        )
    if code in _QUOTA or (status == 429 and "quota" in str(error).casefold()):
        return ModelUnavailable(name, "the account has no credit left (insufficient_quota)")
    if status == 429:
        return ModelUnavailable(name, "too many requests just now (429); try again in a while")
    if status >= 500:
        return ModelUnavailable(name, f"the provider has a fault ({status}); try again in a while")
    if code == "content_filter":
        return ModelDenied(name, "the provider's content filter refused the question")
    return ModelDenied(name, f"the request was refused ({status}): {in_a_line(error, settings)}")
