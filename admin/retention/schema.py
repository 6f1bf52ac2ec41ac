"""The JSON of the page of retention: moments and numbers of the whole installation."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from admin.schema import Given
from bot.handoff.standing import Why


class Kept(Given):
    """One kind of data. Spans are seconds; ``rows``, ``overdue`` and what is ``gone`` are None
    where they are from one to four. ``age``: of the oldest, rounded up to an hour. ``overdue``:
    past its time, and ``why``."""

    kind: str
    least: int
    most: int
    rows: int | None
    age: int | None
    overdue: int | None
    why: Why | None
    gone_on: datetime | None
    gone: int | None
    gone_in_all: int | None


class Leftover(Given):
    """What a provider may still have. ``age``: of what waits longest, in seconds."""

    provider: Literal["telegram", "twilio"]
    on: bool
    waiting: int | None
    age: int | None
    tried: int | None
    done: int | None
    undone: int | None


class Retention(Given):
    """How it all stands. ``next_at`` None: no sweep runs. ``proof_days``: what was destroyed is
    counted for so long."""

    at: datetime
    swept_at: datetime | None
    next_at: datetime | None
    kinds: list[Kept]
    leftovers: list[Leftover]
    in_files: int | None
    proof_days: int
    fewest: int
