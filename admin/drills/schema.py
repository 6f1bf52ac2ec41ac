"""The JSON of drills."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from admin.schema import Given, Network, Taken
from bot.handoff.drills import DrillStep, Verdict


class NewDrill(Taken):
    """``rings``: the duty phone is called too, marked as a drill."""

    network: Annotated[str, Field(max_length=64)]
    scenario: Annotated[str, Field(max_length=64)]
    rings: bool


class ScenarioState(Given):
    """What is practised, in the reader's language: who plays the woman does ``play`` in order."""

    id: str
    title: str
    brief: str
    play: list[str]


class DrillResult(Given):
    """One expected step: how it went, after how many seconds it happened, and within how many
    minutes it should."""

    step: DrillStep
    verdict: Verdict
    seconds: int | None
    minutes: int | None


class DrillState(Given):
    """One drill. ``by``: who began it. ``ended_at`` None: it runs."""

    id: str
    network: str
    scenario: ScenarioState
    by: str
    at: datetime
    ends_at: datetime
    ended_at: datetime | None
    rings: bool
    results: list[DrillResult]


class DrillsState(Given):
    """The drills of her networks, the newest first. ``phones``: networks with a duty phone."""

    drills: list[DrillState]
    scenarios: list[ScenarioState]
    networks: list[Network]
    phones: list[str]


class BegunDrill(Given):
    """A drill that has just begun, and the address of its page, which is told this once."""

    drill: DrillState
    page: str
