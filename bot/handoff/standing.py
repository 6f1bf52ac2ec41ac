"""How the keeping of data stands: limits, ages, what is overdue and why, what is left elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

PROOF_KEPT = timedelta(days=90)
"""The numbers of what was destroyed on a day are kept so long."""

SWEEPS_EVERY = timedelta(seconds=30)
STOPPED_AFTER = timedelta(minutes=5)
"""A sweep that did not end for so long has stopped, or fails."""

GRACE = timedelta(minutes=2)
"""What is past its time for less than this waits for the next sweeps, as it should."""


class Why(StrEnum):
    """Why something is kept past its time."""

    STOPPED = "stopped"
    """No sweep ended for minutes: the worker stands still, or every round fails."""
    BATCH = "batch"
    """It goes in whole batches, so that the chain of the audit stays provable."""
    BEHIND = "behind"
    """Sweeps run, and there is more than they took until now, or something holds it."""


BATCHED = frozenset({"audit"})


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a kind of data is kept, at least and at most, after what it is counted from."""

    least: timedelta
    most: timedelta


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of data as it is now. ``oldest``: since when the oldest is here, where that is known
    without opening it; ``due``: when the next of it is destroyed; ``overdue``: how many are past
    their time for longer than ``GRACE``. ``gone_on``: the last day on which some was destroyed,
    and how many, and how many in ``PROOF_KEPT``."""

    kind: str
    limit: Limit
    rows: int
    oldest: datetime | None
    due: datetime | None
    overdue: int
    gone_on: datetime | None = None
    gone: int = 0
    gone_in_all: int = 0


@dataclass(frozen=True, slots=True)
class Leftover:
    """What a provider still has of ours, as far as we know. ``waiting``: messages to be deleted
    there; ``tried``: how many of them were refused once; ``undone``: messages that it never
    deleted, since the start; ``done``: those that it did."""

    provider: str
    waiting: int
    oldest: datetime | None
    tried: int
    done: int
    undone: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything of that. ``swept_at``: when the last whole sweep ended. ``in_files``: how many
    forgotten talks may have remains in the files of the database."""

    swept_at: datetime | None
    kinds: tuple[Kept, ...]
    leftovers: tuple[Leftover, ...]
    in_files: int


Limits = Mapping[str, Limit]


def runs(swept_at: datetime | None, now: datetime) -> bool:
    """Whether sweeps run."""
    return swept_at is not None and now - swept_at < STOPPED_AFTER


def next_sweep(swept_at: datetime | None, now: datetime) -> datetime | None:
    """When the next sweep is expected; None where none runs."""
    if swept_at is None or not runs(swept_at, now):
        return None
    return max(swept_at + SWEEPS_EVERY, now)


def why(kept: Kept, swept_at: datetime | None, now: datetime) -> Why | None:
    """Why some of it is overdue; None where nothing is."""
    if not kept.overdue:
        return None
    if not runs(swept_at, now):
        return Why.STOPPED
    return Why.BATCH if kept.kind in BATCHED else Why.BEHIND
