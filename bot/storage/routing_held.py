"""What a store in memory remembers of routing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.conversation.state import Case, CaseState
from bot.handoff.rota import Rota
from bot.handoff.routing import HEAVY, LIGHT, USUAL, Carrying
from bot.handoff.routing_rules import DeskHours
from bot.handoff.routing_waiting import Wait
from bot.timetable import Timetable


class Desks(Protocol):
    """What of the store is asked: its cases, and who is on duty."""

    @property
    def cases(self) -> Mapping[str, Case]:
        """Every case by id."""

    def duties(self, now: datetime) -> Sequence[tuple[str, str, str]]:
        """Who is on duty: operator, network, language."""


@dataclass(slots=True)
class HeldRouting:
    """By account, network and case; of (case, account) it was said: not this one."""

    carrying: dict[str, Carrying] = field(default_factory=dict)
    heavy: set[str] = field(default_factory=set)
    passed: set[tuple[str, str]] = field(default_factory=set)
    waits: dict[str, Wait] = field(default_factory=dict)
    hours: dict[str, DeskHours] = field(default_factory=dict)
    rotas: dict[str, Rota] = field(default_factory=dict)

    def timetable(self, network: str) -> Timetable | None:
        """When that network answers, where its people said so."""
        found = self.hours.get(network)
        return None if found is None else found.timetable

    def load_of(self, cases: Iterable[Case], account: str) -> int:
        """How much somebody carries now."""
        return sum(
            HEAVY if one.danger or one.id in self.heavy else LIGHT
            for one in cases
            if one.state is CaseState.CLAIMED and one.operator == account and not one.drill
        )

    def with_room(self, networks: Collection[str], desks: Desks, now: datetime) -> frozenset[str]:
        """Those of these networks where somebody on duty neither pauses nor is full."""

        def is_free(operator: str) -> bool:
            load = self.load_of(desks.cases.values(), operator)
            return self.carrying.get(operator, USUAL).takes_more(load, now)

        return frozenset(
            network
            for operator, network, _ in desks.duties(now)
            if network in networks and is_free(operator)
        )

    def forget(self, cases: set[str]) -> None:
        """These cases are gone, and every mark with them."""
        self.heavy -= cases
        self.passed = {one for one in self.passed if one[0] not in cases}
        self.waits = {id: one for id, one in self.waits.items() if id not in cases}
