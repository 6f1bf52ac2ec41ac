"""Her pathway: the steps towards independence, each with its agency, its state and its day.

It is hers: she sees it in the chat, she says who else may see a step, and it ends unless she wants
it kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.handoff.people import Account
from bot.handoff.reasons import Reason

KEPT = timedelta(days=90)
AT_MOST = timedelta(days=365)
MOST_STEPS = 24


class StepKind(StrEnum):
    """What a step is about, in the order in which they usually come."""

    SKILLS = "skills"
    DOCUMENTS = "documents"
    COURSE = "course"
    PLACEMENT = "placement"
    JOB = "job"
    HOME = "home"


class StepState(StrEnum):
    """How a step stands."""

    PLANNED = "planned"
    GOING = "going"
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``agency`` has it, ``allowed`` may see it: she alone says who. ``version`` counts
    its changes, so that none is lost. ``pseudonym`` is how that agency knows her."""

    id: str
    conversation: str
    kind: StepKind
    agency: str
    state: StepState
    changed_at: datetime
    on: date | None = None
    allowed: frozenset[str] = frozenset()
    version: int = 1
    pseudonym: str = ""


@dataclass(frozen=True, slots=True)
class Pathway:
    """All of one woman's steps. ``until``: kept so long; None: she was not asked yet, and it goes
    with her talk."""

    conversation: str
    began_at: datetime
    until: datetime | None = None
    steps: tuple[Step, ...] = ()


def renewed_until(began_at: datetime, now: datetime) -> datetime:
    """Until when it is kept when she wants that now: 90 days more, 12 months in all."""
    return min(now + KEPT, began_at + AT_MOST)


def in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The steps as they follow: by what they are about, then by their day."""
    kinds = list(StepKind)
    return tuple(sorted(steps, key=lambda one: (kinds.index(one.kind), one.on or date.max, one.id)))


def change_refusal(account: Account, step: Step, version: int, *, holder: bool) -> Reason | None:
    """Why this person may not change state or day, or None: the holder of her case, or the agency
    that has the step and may see it."""
    own = step.agency in account.networks and step.agency in step.allowed
    if not holder and not own:
        return Reason.UNKNOWN
    return None if step.version == version else Reason.OVERTAKEN


def add_refusal(steps: Sequence[Step]) -> Reason | None:
    """Why no further step may be added, or None."""
    return Reason.TOO_MANY_STEPS if len(steps) >= MOST_STEPS else None
