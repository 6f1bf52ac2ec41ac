"""A file that somebody of the staff brought: what it is, how far it is read, what it would change.

It is sent in parts, read by a worker, looked at, confirmed, and stored whole; or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

LARGEST_PART = 256 * 1024
"""Bytes that are sent at once."""

MOST_WAITING = 5
"""Files of one network that are sent, read or looked at at the same time."""

LEFT_ALONE = timedelta(hours=1)
"""A file of which no part came for so long is not sent any more."""

LOOKED_AT = timedelta(hours=24)
"""So long a file that was read waits to be confirmed."""

REMEMBERED = timedelta(days=30)
"""So long what became of a file is told."""

MOST_TRIES = 3
"""A file at which the service ended so often is not taken up again."""

SEPARATOR = ":"
"""Between a network and the name that it gives a source: no other network can write that source."""


class Kind(StrEnum):
    """What the file holds."""

    SERVICES = "services"
    CALLS = "calls"


class State(StrEnum):
    """How far it is."""

    SENDING = "sending"
    WAITING = "waiting"
    READING = "reading"
    READY = "ready"
    CONFIRMED = "confirmed"
    WRITING = "writing"
    DONE = "done"
    REFUSED = "refused"
    STOPPED = "stopped"
    FAILED = "failed"


TO_BE_DONE: Mapping[State, State] = {
    State.WAITING: State.READING,
    State.CONFIRMED: State.WRITING,
}
"""What a worker takes up, and what it then is."""

AT_WORK = frozenset(TO_BE_DONE.values())
OVER = frozenset({State.DONE, State.REFUSED, State.STOPPED, State.FAILED})
"""Of these the file itself is gone; what became of it is told for a while."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row that was refused: where, why, what to do. It never repeats what stood there."""

    file: str
    line: int
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Found:
    """What would change, or did: numbers of services or calls. ``waiting``: no woman would see
    them yet. ``refused``: rows; any of them refuses the file. ``lines`` are some of these."""

    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0
    waiting: int = 0
    refused: int = 0
    lines: tuple[Line, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brought:
    """One file. ``by``: the account that brought it. ``done`` of ``total``: how far the step is;
    ``total`` 0: not known. ``tries``: how often a worker took it up; it fences off the others.

    ``source``: whose it is (``network:name``). ``owner`` and ``use``: who keeps its services right,
    and what they are for, where the file says neither.
    """

    id: str
    network: str
    kind: Kind
    state: State
    by: str
    made_at: datetime
    touched_at: datetime
    size: int
    received: int = 0
    done: int = 0
    total: int = 0
    tries: int = 0
    stop: bool = False
    file: str = field(default="", repr=False)
    source: str = ""
    owner: str = ""
    use: str = ""
    found: Found | None = field(default=None, repr=False)


def source_of(network: str, name: str) -> str:
    """What a source of a network is called in the store."""
    return f"{network}{SEPARATOR}{name.strip()}"


def network_of(source: str) -> str:
    """Whose a source is; empty: it was given by a command, and is nobody's in particular."""
    network, separator, _ = source.partition(SEPARATOR)
    return network if separator else ""


def is_theirs(source: str, networks: tuple[str, ...]) -> bool:
    """Whether people of these networks keep a source right: it is theirs, or nobody's."""
    network = network_of(source)
    return not network or network in networks
