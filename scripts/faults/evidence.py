"""What an auditor looks at: what women did, what the database holds, what a provider was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Ms = int
"""Epoch milliseconds, by the clock of the service."""


@dataclass(slots=True)
class Woman:
    """Somebody who wrote. ``said``: her texts in order, and when each was answered for good; None:
    nobody ever answered. ``left_at``: her exit was answered then. ``chat``: 0 on the web, where
    nobody is asked to show anything; ``own``: how the provider calls what she wrote there."""

    number: int
    chat: int = 0
    said: list[tuple[str, Ms | None]] = field(default_factory=list, repr=False)
    left_at: Ms | None = None
    own: set[int] = field(default_factory=set, repr=False)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a thread; ``hers``: she wrote it."""

    seq: int
    at: Ms
    hers: bool
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation as the database holds it. ``sent``: provider id -> number of the message in
    the thread, for what the service knows to have been sent and would take back."""

    id: str
    lines: Sequence[Line] = field(repr=False)
    sent: Mapping[int, int] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Request:
    """The provider was asked to show a text in a chat, and did; it calls the message ``id``."""

    at: Ms
    chat: int
    id: int
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything. ``waiting``: rows that are left in each queue. ``ends``: how many messages met
    each end (``bot.storage.gate.ENDS``)."""

    women: Sequence[Woman]
    talks: Sequence[Talk]
    requests: Sequence[Request]
    waiting: Mapping[str, int]
    ends: Mapping[str, int]
