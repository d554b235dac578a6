"""What can go wrong with what is kept. Every message is one line, with what to do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ingest.errors import OnRecordError


class StoreError(OnRecordError):
    """The store of conversations and collections cannot be used as asked."""

    def __init__(self, file: Path, problem: str) -> None:
        self.file, self.problem = file, problem
        super().__init__(f"{file.name}: {problem}")


class UnknownChat(OnRecordError):
    """A conversation that the store does not hold, or holds as deleted."""

    def __init__(self, chat: str, *, is_deleted: bool = False) -> None:
        self.chat, self.is_deleted = chat, is_deleted
        super().__init__(
            "this conversation was deleted" if is_deleted else "this conversation is not here"
        )


class NameTaken(OnRecordError):
    """A collection's name that is empty, or another one's already."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"there is a collection '{name}' already; take another name"
            if name
            else "a collection needs a name"
        )


class NothingTagged(OnRecordError):
    """A question put to tags that no transcript has of those it was put to."""

    def __init__(self, tags: Sequence[str]) -> None:
        super().__init__(
            f"no transcript that this looked in has the tag {' or '.join(map(repr, tags))}; "
            "choose another"
        )


class EmptyCollection(OnRecordError):
    """A question put to a collection of which no transcript is there."""

    def __init__(self, name: str | None) -> None:
        super().__init__(
            f"the collection '{name}' holds no transcript; add some on the Library page"
            if name
            else "a collection that this looked in was removed; choose another"
        )
