"""Channels, or the whole service, that the staff has switched off, and whom that is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from bot.handoff.choices import Choice
from bot.messages import Channel

SERVICE = "service"
NAMES = (SERVICE, *(channel.value for channel in Channel))
"""What can be switched off."""

OFF = "off"
ON = "on"
PREFIX = "switch."
"""How the choices are called that switch something (``handoff.choices``)."""

TOPIC = "switches"
"""Wakes who shows what is switched off, once this process knows it."""

CHOSEN = "choices"
"""Wakes each process to read what was chosen anywhere."""

AGAIN = timedelta(hours=1)
"""Who writes on is told again after so long; at once in danger, or where she asks for somebody."""


class Shut(StrEnum):
    """Why she is not answered as always."""

    CHANNEL = "channel"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Switches:
    """What is switched off now, by name; ``there`` are the channels that this installation has."""

    chosen: Mapping[str, Choice] = field(default_factory=dict)
    there: tuple[Channel, ...] = (Channel.WEB,)

    def off(self, name: str) -> Choice | None:
        """Who switched it off, when and why; None: it is on."""
        found = self.chosen.get(name)
        return found if found is not None and found.value == OFF else None

    def shut(self, channel: Channel, *, with_human: bool) -> Shut | None:
        """Why somebody on that channel is not answered as always, or None.

        A closed service begins nothing; who is with a person already goes on with her.
        """
        if self.off(channel) is not None:
            return Shut.CHANNEL
        if self.off(SERVICE) is not None and not with_human:
            return Shut.SERVICE
        return None

    def elsewhere(self, channel: Channel) -> tuple[Channel, ...]:
        """The other channels that answer."""
        if self.off(SERVICE) is not None:
            return ()
        return tuple(one for one in self.there if one is not channel and self.off(one) is None)


def switches_of(newest: Mapping[str, Choice], there: tuple[Channel, ...]) -> Switches:
    """The switches, out of the choices that hold."""
    chosen = {
        name.removeprefix(PREFIX): one for name, one in newest.items() if name.startswith(PREFIX)
    }
    return Switches(chosen, there)
