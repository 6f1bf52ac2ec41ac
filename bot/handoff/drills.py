"""Drills: what is practised, how long it took, and what was missed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from enum import StrEnum

LASTS = timedelta(hours=1)
"""A drill ends by itself after so long."""


class DrillStep(StrEnum):
    """What may be expected of a drill, in the order in which it happens."""

    CLAIMED = "claimed"
    ANSWERED = "answered"
    CALLED = "called"
    PASSED = "passed"
    LEFT = "left"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Expected:
    """A step that should happen; within so many minutes of the one that it follows, where told."""

    step: DrillStep
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is practised. ``title``, ``brief`` and ``play`` by language: Italian and English.

    ``play`` is what the colleague does who plays the woman, in order.
    """

    id: str
    title: Mapping[str, str]
    brief: Mapping[str, str]
    play: Mapping[str, tuple[str, ...]]
    expects: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class Moments:
    """When each thing happened first; None: it did not. ``asked_at``: the case was opened."""

    asked_at: datetime | None = None
    claimed_at: datetime | None = None
    answered_at: datetime | None = None
    called_at: datetime | None = None
    passed_at: datetime | None = None
    left_at: datetime | None = None
    closed_at: datetime | None = None

    def of(self, step: DrillStep) -> datetime | None:
        """When that step happened."""
        found: datetime | None = getattr(self, f"{step.value}_at")
        return found

    def with_earlier(self, before: Moments) -> Moments:
        """What was known before stays known, also once the conversation is gone."""
        names = [one.name for one in fields(self)]
        return Moments(**{name: getattr(before, name) or getattr(self, name) for name in names})


@dataclass(frozen=True, slots=True)
class Drill:
    """One drill of a network. ``rings``: its duty phone is called as well, marked as a drill."""

    id: str
    network: str
    scenario: str
    by: str
    at: datetime
    ends_at: datetime
    conversation: str
    rings: bool
    ended_at: datetime | None = None
    ended_by: str = ""
    moments: Moments = field(default_factory=Moments)


_FOLLOWS = {DrillStep.ANSWERED: "claimed_at"}
"""What a step is timed from, where that is not her asking."""


class Verdict(StrEnum):
    """How an expected step went."""

    MET = "met"
    LATE = "late"
    MISSED = "missed"
    WAITS = "waits"


@dataclass(frozen=True, slots=True)
class Result:
    """One expected step: how it went, and after how many seconds it happened."""

    expected: Expected
    verdict: Verdict
    seconds: int | None = None


def results(drill: Drill, scenario: Scenario, now: datetime) -> tuple[Result, ...]:
    """How each expected step went by now."""
    over = drill.ended_at is not None or now >= drill.ends_at
    return tuple(_result(drill.moments, one, over=over) for one in scenario.expects)


def _result(moments: Moments, one: Expected, *, over: bool) -> Result:
    at = moments.of(one.step)
    if at is None:
        return Result(one, Verdict.MISSED if over else Verdict.WAITS)
    since: datetime | None = getattr(moments, _FOLLOWS.get(one.step, "asked_at"))
    seconds = max(0, int((at - (since or at)).total_seconds()))
    late = one.minutes is not None and seconds > one.minutes * 60
    return Result(one, Verdict.LATE if late else Verdict.MET, seconds)
