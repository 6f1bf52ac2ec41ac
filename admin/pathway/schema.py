"""The JSON of her pathway."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from admin.schema import Given, Taken
from bot.handoff.pathway import StepKind, StepState


class NewStep(Taken):
    """Write a step down with her."""

    id: str = Field(pattern=r"^[A-Za-z0-9_-]{8,40}$")
    kind: StepKind
    agency: str = Field(min_length=1, max_length=64)
    on: date | None = None


class StepChange(Taken):
    """How a step stands now. ``version``: the one that the reader saw."""

    version: int = Field(ge=1)
    state: StepState
    on: date | None = None


class Step(Given):
    """One step. ``allowed``: the agencies that she lets see it. ``called``: how she is called at
    the reader's agency (only there)."""

    id: str
    kind: StepKind
    agency: str
    agency_name: str
    state: StepState
    on: date | None
    allowed: list[str]
    version: int
    changed_at: datetime
    called: str
    mine: bool


class Pathway(Given):
    """Her steps in order. ``until``: kept so long with her yes; None: only with her talk.
    ``preview``: what she reads when she is asked."""

    began_at: datetime | None
    until: datetime | None
    steps: list[Step]
    preview: list[str]


class Steps(Given):
    """The steps that an agency may see."""

    steps: list[Step]
