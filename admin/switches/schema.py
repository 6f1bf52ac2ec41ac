"""The JSON of the switches."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from admin.schema import Given, Taken
from bot.handoff.choices import LONGEST_REASON


class SwitchState(Given):
    """One switch. ``by``: the login of who used it last; empty: at the command line, or nobody."""

    name: str
    off: bool
    at: datetime | None
    by: str
    reason: str


class SwitchesState(Given):
    """The service first, then the channels that this installation has."""

    switches: list[SwitchState]
    history: list[SwitchState]


class WhyTaken(Taken):
    """Why, in words for colleagues: nothing of any woman."""

    reason: Annotated[str, Field(max_length=LONGEST_REASON)]
