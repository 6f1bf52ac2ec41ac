"""What happens because nobody takes a case: the duty phone, her, the coordinators; each once.

A wait begins when the case enters a queue, and begins anew when somebody put it back or it moved to
another network. Everything is decided from the stored wait and the time, so that a restart, a
changed clock or a second worker changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

RING_AGAIN = timedelta(seconds=5)
"""After so long a ring that certainly failed is tried again; it is not counted."""


@dataclass(frozen=True, slots=True)
class Times:
    """After how long without a claim what happens. They grow in this order."""

    duty_phone: timedelta = timedelta(minutes=2)
    tell_her: timedelta = timedelta(minutes=5)
    coordinator: timedelta = timedelta(minutes=10)

    def __post_init__(self) -> None:
        """Refuse times that make no sense."""
        if not timedelta(0) < self.duty_phone <= self.tell_her <= self.coordinator:
            raise ValueError("the duty phone comes first, then she, then the coordinators")


DEFAULT_TIMES = Times()


class TimesOf(Protocol):
    """Where the times of a network come from: its operating procedure, or the default."""

    def __call__(self, network: str, /) -> Times:
        """The times that hold there now."""


class Step(StrEnum):
    """What is owed to a wait."""

    PHONE = "phone"
    HER = "her"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Wait:
    """One case that waits. ``since`` is when this wait began; ``reachable``: her curtain is open.

    ``phoned_at``: the duty phone rang. ``told_at``: she was told, or could not be. ``raised_at``:
    the coordinators have it on top of the page. ``seen_by`` said «Ho visto» at ``seen_at``.
    """

    case: str
    conversation: str
    network: str
    since: datetime
    reachable: bool = True
    phoned_at: datetime | None = None
    told_at: datetime | None = None
    raised_at: datetime | None = None
    seen_at: datetime | None = None
    seen_by: str = ""


def due(wait: Wait, now: datetime, times: Times) -> frozenset[Step]:
    """What is owed now. Nobody is called for a woman who left: nothing could be sent to her."""
    if not wait.reachable:
        return frozenset()
    waited = now - wait.since
    steps = (
        (Step.PHONE, wait.phoned_at, times.duty_phone),
        (Step.HER, wait.told_at, times.tell_her),
        (Step.COORDINATOR, wait.raised_at, times.coordinator),
    )
    return frozenset(step for step, done, after in steps if done is None and waited >= after)


def is_anew(*, claimed: bool, known: str, network: str, opened: datetime, before: datetime) -> bool:
    """Whether a case that is in the queue now waits anew.

    ``claimed``: somebody had it since. ``known`` is the network that it waited in, ``before`` when
    it was opened there.
    """
    return claimed or known != network or opened != before


def began(*, claimed: bool, opened: datetime, now: datetime) -> datetime:
    """When a wait that begins anew began: with her asking, or with somebody's putting it back."""
    return now if claimed else min(opened, now)


@dataclass(frozen=True, slots=True)
class DutyRing:
    """One call to a network's duty phone: how many wait there, and for which cases it rings."""

    network: str
    count: int
    cases: tuple[str, ...]
    step: Step


def may_be_routed(network: str, excluded: Collection[str]) -> bool:
    """Whether a case may go to that network: never to one that she excluded."""
    return network not in excluded
