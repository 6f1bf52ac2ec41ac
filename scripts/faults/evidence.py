"""What an auditor looks at: what women did, what the database holds, what a provider was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.messages import Channel

Ms = int
"""Epoch milliseconds by the clock of the run, which no jump moves (``scripts.faults.clocks``)."""


@dataclass(slots=True)
class Woman:
    """Somebody who wrote. ``said``: her texts in order, and when each was answered for good; None:
    nobody ever answered. ``left_at``: her exit was answered then. ``chat``: how a provider calls
    her; empty on the web, where nobody is asked to show anything. ``own``: how it calls what she
    wrote there. ``talks``: so often she came in by the key."""

    number: int
    chat: str = ""
    channel: Channel = Channel.WEB
    said: list[tuple[str, Ms | None]] = field(default_factory=list, repr=False)
    left_at: Ms | None = None
    own: set[str] = field(default_factory=set, repr=False)
    talks: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a thread; ``hers``: she wrote it."""

    seq: int
    at: Ms
    hers: bool
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation as the database holds it. ``sent``: the name of each message that the
    service knows to have been sent -> its number in the thread. On Telegram that is the provider's
    name, of hers too; at Twilio, whose names are not kept, it is our own."""

    id: str
    lines: Sequence[Line] = field(repr=False)
    sent: Mapping[str, int] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Request:
    """The provider was asked to show a text in a chat, and did; ``id`` is its name in
    ``Talk.sent``, ``place`` how many it had been asked for before."""

    at: Ms
    chat: str
    id: str
    text: str = field(repr=False)
    place: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything. ``waiting``: rows that are left in each queue. ``ends``: how many messages met
    each end (``bot.storage.gate.ENDS``)."""

    women: Sequence[Woman]
    talks: Sequence[Talk]
    requests: Sequence[Request]
    waiting: Mapping[str, int]
    ends: Mapping[str, int]
