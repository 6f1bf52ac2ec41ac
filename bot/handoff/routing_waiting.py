"""What happens because nobody takes a case: the duty phone, her, the coordinators; each once.

A wait begins when the case enters a queue, and begins anew when somebody put it back or it moved to
another network. Everything is decided from the stored wait and the time, so that a restart, a
changed clock or a second worker changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

RING_AGAIN = timedelta(seconds=5)
"""After so long a ring that certainly failed is tried again; it is not counted."""

RING_APART = timedelta(seconds=60)
"""Two rings for one case are never closer together than this."""


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


class Step(StrEnum):
    """What is owed to a wait."""

    PHONE = "phone"
    HER = "her"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Wait:
    """One case that waits. ``since`` is when this wait began; ``reachable``: her curtain is open.

    ``opened_at`` is what the case said of itself when it began, ``held``: somebody had it since.
    ``rings`` counts the calls to the duty phone, the first at ``phoned_at``; none before
    ``ring_after``. ``told_at``: she was told, or could not be. ``raised_at``: the coordinators
    have it on top of the page. ``seen_by`` said «Ho visto» at ``seen_at``.
    ``drill``: nobody waits behind it, colleagues practise.
    """

    case: str
    conversation: str
    network: str
    since: datetime
    opened_at: datetime | None = None
    reachable: bool = True
    held: bool = False
    rings: int = 0
    ring_after: datetime | None = None
    phoned_at: datetime | None = None
    told_at: datetime | None = None
    raised_at: datetime | None = None
    seen_at: datetime | None = None
    seen_by: str = ""
    drill: bool = False

    @property
    def is_unseen(self) -> bool:
        """Whether somebody was called and nobody has said since that she has seen it."""
        calls = [one for one in (self.phoned_at, self.raised_at) if one is not None]
        return bool(calls) and (self.seen_at is None or self.seen_at < max(calls))


def due(wait: Wait, now: datetime, times: Times) -> frozenset[Step]:
    """What is owed now. Nobody is called for a woman who left: nothing could be sent to her."""
    if not wait.reachable:
        return frozenset()
    waited = now - wait.since
    owed = {
        Step.PHONE: wait.rings < _rings_wanted(waited, times) and _may_ring(wait, now),
        Step.HER: waited >= times.tell_her and wait.told_at is None,
        Step.COORDINATOR: waited >= times.coordinator and wait.raised_at is None,
    }
    return frozenset(step for step, is_owed in owed.items() if is_owed)


def _rings_wanted(waited: timedelta, times: Times) -> int:
    """The duty phone rings once, and once more with the call for the coordinators."""
    return (waited >= times.duty_phone) + (waited >= times.coordinator)


def _may_ring(wait: Wait, now: datetime) -> bool:
    """Whoever saw the first call and took nothing is called once more with the coordinators."""
    early = wait.ring_after is not None and now < wait.ring_after
    seen = wait.raised_at is not None and not wait.is_unseen
    return not seen and not early


def taken(wait: Wait, steps: Collection[Step], now: datetime) -> Wait:
    """The wait once the ring and the call for the coordinators are taken; that she is told is
    written down when it has happened."""
    if Step.PHONE in steps:
        first = wait.phoned_at or now
        after = now + RING_APART
        wait = replace(wait, rings=wait.rings + 1, phoned_at=first, ring_after=after)
    return replace(wait, raised_at=now) if Step.COORDINATOR in steps else wait


def not_rung(wait: Wait, now: datetime) -> Wait:
    """The wait after a ring that certainly reached nobody."""
    rings = max(0, wait.rings - 1)
    phoned = wait.phoned_at if rings else None
    return replace(wait, rings=rings, phoned_at=phoned, ring_after=now + RING_AGAIN)


@dataclass(frozen=True, slots=True)
class DutyRing:
    """One call to a network's duty phone: how many wait there, and for which cases it rings. A call
    for a ``drill`` is one of its own, and counts nobody."""

    network: str
    count: int
    cases: tuple[str, ...]
    drill: bool = False


@dataclass(frozen=True, slots=True)
class Owed:
    """What one look has taken: calls to duty phones, women to be told, desks to be woken."""

    rings: tuple[DutyRing, ...] = ()
    tell: tuple[Wait, ...] = ()
    networks: frozenset[str] = frozenset()


def rings_of(waits: Iterable[Wait], ringing: Collection[str]) -> tuple[DutyRing, ...]:
    """One call per network that has ``ringing`` cases, with how many wait there whose call nobody
    has seen."""
    counts: dict[tuple[str, bool], list[str]] = {}
    for wait in waits:
        if wait.case in ringing or (wait.rings and wait.is_unseen):
            counts.setdefault((wait.network, wait.drill), []).append(wait.case)
    rings = (
        DutyRing(network, len(cases), tuple(one for one in cases if one in ringing), drill)
        for (network, drill), cases in sorted(counts.items())
    )
    return tuple(ring for ring in rings if ring.cases)


def brought_up(
    known: Wait | None,
    *,
    case: str,
    conversation: str,
    network: str,
    opened: datetime,
    reachable: bool,
    now: datetime,
    drill: bool = False,
) -> Wait:
    """The wait of a case that is in the queue now: the one that is known, or a new one."""
    claimed = known is not None and known.held
    if known is not None and not is_anew(
        claimed=claimed,
        known=known.network,
        network=network,
        opened=opened,
        before=known.opened_at or known.since,
    ):
        return replace(known, reachable=reachable, drill=drill)
    since = began(claimed=claimed, opened=opened, now=now)
    return Wait(case, conversation, network, since, opened, reachable, drill=drill)


def is_anew(*, claimed: bool, known: str, network: str, opened: datetime, before: datetime) -> bool:
    """Whether a case that is in the queue now waits anew.

    ``claimed``: somebody had it since. ``known`` is the network that it waited in, ``before`` when
    it was opened there.
    """
    return claimed or known != network or opened != before


def began(*, claimed: bool, opened: datetime, now: datetime) -> datetime:
    """When a wait that begins anew began: with her asking, or with somebody's putting it back."""
    return now if claimed else min(opened, now)


def may_be_routed(network: str, excluded: Collection[str]) -> bool:
    """Whether a case may go to that network: never to one that she excluded."""
    return network not in excluded
