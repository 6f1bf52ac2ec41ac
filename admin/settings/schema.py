"""The JSON of the settings."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from admin.schema import Given, Taken
from bot.handoff.choices import LONGEST_REASON


class Changed(Given):
    """One change of a setting. ``by``: a login."""

    value: str
    at: datetime
    by: str
    reason: str


class Proposed(Given):
    """A value that another person has to confirm. ``mine``: she cannot do that herself."""

    value: str
    at: datetime
    by: str
    reason: str
    mine: bool


class Setting(Given):
    """One setting: ``value`` holds now, ``usual`` is what the environment says. ``allowed``: what
    may be chosen, where that is a list; else a whole number from ``least`` to ``most``. For
    ``two.…`` ``network`` is the name of the network, empty where the fact is no network's."""

    name: str
    value: str
    usual: str
    source: Literal["console", "environment"]
    allowed: list[str]
    least: int | None
    most: int | None
    network: str
    proposed: Proposed | None = None
    changes: list[Changed]


class SettingsState(Given):
    """Everything that may be changed here."""

    settings: list[Setting]


class NewValue(Taken):
    """A value, and why."""

    value: Annotated[str, Field(max_length=500)]
    reason: Annotated[str, Field(max_length=LONGEST_REASON)]
