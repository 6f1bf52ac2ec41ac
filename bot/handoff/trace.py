"""The act of the staff that is under way, so that storage can write it down together with it.

The edge says what is about to happen; whoever makes it happen in the database writes the audit's
row into the same transaction and marks the trace as written. What is only read, or refused, the
edge writes down itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime


@dataclass(slots=True)
class Trace:
    """One act: who does what to which thing, when. Ids only. ``written``: the audit has it.

    ``network``: of whom the thing is, where the act knows it better than the database.
    """

    id: str
    account: str
    act: str
    subject: str
    at: datetime
    network: str = ""
    written: bool = False


_UNDER_WAY: ContextVar[Trace | None] = ContextVar("filo_act_under_way", default=None)


@contextmanager
def acting(trace: Trace | None) -> Iterator[None]:
    """Within the block this act is under way."""
    before = _UNDER_WAY.set(trace)
    try:
        yield
    finally:
        _UNDER_WAY.reset(before)


def concerns(subject: str) -> None:
    """The act under way turned out to be about this."""
    trace = _UNDER_WAY.get()
    if trace is not None:
        trace.subject = subject


def under_way() -> Trace | None:
    """The act that is under way and not written down yet, or None."""
    trace = _UNDER_WAY.get()
    return None if trace is None or trace.written else trace
