"""The audit as a data officer reads it, and what its verification finds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

REFUSED = ".refused_"
"""Between an act and the reason for which it was refused."""

READINGS = frozenset({"thread.view", "seat.thread", "person.export"})
"""Acts in which somebody read what a woman wrote."""


@dataclass(frozen=True, slots=True)
class Act:
    """One row: who did what to which thing, when. ``sealed``: it stands in the chain."""

    id: str
    at: datetime
    account: str
    role: str
    act: str
    subject: str
    network: str
    sealed: bool


@dataclass(frozen=True, slots=True)
class Sought:
    """What a data officer looks for; empty fields leave everything in.

    ``networks`` are hers, ``people`` the accounts that share one with her: nothing else exists.
    ``before`` is the (moment in ms, id) of the last row that she was shown.
    """

    networks: tuple[str, ...]
    people: tuple[str, ...]
    subject: str = ""
    account: str = ""
    act: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: tuple[int, str] | None = None


class Fault(StrEnum):
    """What a verification can find."""

    GONE = "gone"
    """A batch is missing."""
    FEWER = "fewer"
    """Rows of a batch are missing."""
    MORE = "more"
    """A batch has rows that it was not sealed with."""
    CHANGED = "changed"
    """A row is not what was signed."""
    BROKEN = "broken"
    """The seal of a batch does not fit."""
    ANCHOR = "anchor"
    """The anchor of the chain is not ours."""
    ORPHAN = "orphan"
    """Rows name a batch that there is not."""
    FORGED = "forged"
    """A row that waits for its seal was not signed by us."""
    SHORTER = "shorter"
    """The chain ends before the head that was noted elsewhere."""


@dataclass(frozen=True, slots=True)
class Found:
    """One fault: in which batch (0: in none), and which row where one is known."""

    fault: Fault
    batch: int = 0
    row: str = ""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification saw. ``head`` may be noted elsewhere and asked for the next time.

    ``waiting`` rows are not sealed yet; ``unsigned`` are from before the chain. ``since``: the
    number of the first batch that is kept. At most ``MOST_FOUND`` faults are named.
    """

    batches: int
    rows: int
    waiting: int
    unsigned: int
    since: int
    head: str
    found: tuple[Found, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing was found."""
        return not self.found


MOST_FOUND = 100


@dataclass(frozen=True, slots=True)
class Reading:
    """That somebody read her: of which agency, in which role, when. Never who."""

    network: str
    role: str
    at: datetime
