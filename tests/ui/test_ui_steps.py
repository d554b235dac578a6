from collections.abc import Iterator
from threading import Event

import pytest

from ui.steps import in_steps


def test_events_come_in_order_and_none_while_nobody_has_any() -> None:
    go_on = Event()

    def slow() -> Iterator[str]:
        yield "one"
        go_on.wait(60)
        yield "two"

    steps = in_steps(slow())
    assert next(steps) == "one"
    assert next(steps) is None
    go_on.set()
    assert [s for s in steps if s] == ["two"]


def test_what_the_events_raise_is_raised() -> None:
    def broken() -> Iterator[str]:
        yield "one"
        raise ValueError("broken")

    steps = in_steps(broken())
    assert next(steps) == "one"
    with pytest.raises(ValueError, match="broken"):
        list(steps)
