"""What a store in memory remembers of routing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.calendar.timetable import Timetable
from bot.conversation.state import Case, CaseState
from bot.handoff.routing import HEAVY, LIGHT, USUAL, Carrying
from bot.handoff.routing_rules import DeskHours


class Desks(Protocol):
    """What of the store is asked: its cases, and who is on duty."""

    @property
    def cases(self) -> Mapping[str, Case]:
        """Every case by id."""

    def duties(self, now: datetime) -> Sequence[tuple[str, str, str]]:
        """Who is on duty: operator, network, language."""


@dataclass(slots=True)
class HeldRouting:
    """By account and network: what a talk or a trial begins with."""

    carrying: dict[str, Carrying] = field(default_factory=dict)
    hours: dict[str, DeskHours] = field(default_factory=dict)

    def timetable(self, network: str) -> Timetable | None:
        """When that network answers, where its people said so."""
        found = self.hours.get(network)
        return None if found is None else found.timetable

    def with_room(self, networks: Collection[str], desks: Desks, now: datetime) -> frozenset[str]:
        """Those of these networks where somebody on duty neither pauses nor is full."""

        def is_free(operator: str) -> bool:
            load = _load_of(desks.cases.values(), operator)
            return self.carrying.get(operator, USUAL).takes_more(load, now)

        return frozenset(
            network
            for operator, network, _ in desks.duties(now)
            if network in networks and is_free(operator)
        )


def _load_of(cases: Iterable[Case], account: str) -> int:
    """How much somebody carries now."""
    return sum(
        HEAVY if one.danger else LIGHT
        for one in cases
        if one.state is CaseState.CLAIMED and one.operator == account and not one.drill
    )
