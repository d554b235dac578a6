"""What can go wrong with a chat model. Every message is one line that names the model."""

from __future__ import annotations

from ingest.errors import OnRecordError


class ModelError(OnRecordError):
    """A chat model gave no answer, or not the whole of one."""

    def __init__(self, model: str, problem: str) -> None:
        self.model, self.problem = model, problem
        super().__init__(f"{model}: {problem}")


class ModelNotConfigured(ModelError):
    """The settings name no model that can be called: no key, no provider, a package is missing."""


class ModelDenied(ModelError):
    """The provider will not do it: wrong key, unknown model, a bad request, its content filter."""


class ModelUnavailable(ModelError):
    """The provider cannot do it now: not reachable, too many requests, no credit, a fault."""


class ModelTimeout(ModelError):
    """The model was silent for longer than the time-out."""


class ModelCut(ModelError):
    """The answer broke off in the middle: a cut stream, an error event, a length limit."""


class ModelSilent(ModelError):
    """The model ended its answer without a word."""


class PromptError(OnRecordError):
    """A prompt file, or what it is filled with, does not fit its declared variables."""

    def __init__(self, name: str, problem: str) -> None:
        self.name, self.problem = name, problem
        super().__init__(f"prompts/{name}.md: {problem}")
