"""Routing over ``MemoryStore``, keeping the same contract as ``SqlRouting`` and ``SqlWaits``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.conversation.speaker import may_send
from bot.conversation.state import Case, CaseState
from bot.handoff.people import Account
from bot.handoff.routing import HEAVY, LIGHT, USUAL, Carrying, Floor, Person, Skill, may_take
from bot.handoff.routing_rules import DeskHours
from bot.handoff.routing_waiting import (
    DutyRing,
    Owed,
    Step,
    Times,
    Wait,
    brought_up,
    due,
    not_rung,
    rings_of,
    taken,
)
from bot.storage.memory import MemoryStore


class MemoryRouting:
    """Marks and waits out of the store's own dictionaries."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._held = store.routing

    async def hours(self, networks: Sequence[str]) -> Mapping[str, DeskHours]:
        """When these networks answer, where their people said so."""
        known = self._held.hours
        return {network: known[network] for network in networks if network in known}

    async def carrying(self, accounts: Sequence[str]) -> Mapping[str, Carrying]:
        """What each of these people carries at once; the usual where nothing else was said."""
        return {account: self._held.carrying.get(account, USUAL) for account in accounts}

    async def set_carrying(self, account: str, units: int, skills: Iterable[Skill]) -> None:
        """So much from now on; a pause under way goes on."""
        known = self._held.carrying.get(account, USUAL)
        self._held.carrying[account] = replace(known, units=units, skills=frozenset(skills))

    async def pause(self, account: str, until: datetime | None) -> None:
        """Nothing is offered to her before then; None: from now on again."""
        known = self._held.carrying.get(account, USUAL)
        self._held.carrying[account] = replace(known, paused_until=until)

    async def mark_heavy(
        self, networks: Sequence[str], case: str, operator: str, *, heavy: bool
    ) -> bool:
        """The case that this operator holds weighs more, or no longer. False: she holds none."""
        one = self._case(networks, case)
        if one is None or one.state is not CaseState.CLAIMED or one.operator != operator:
            return False
        (self._held.heavy.add if heavy else self._held.heavy.discard)(case)
        return True

    async def pass_over(self, networks: Sequence[str], case: str, account: str) -> bool:
        """This case is offered to her no more. False: it does not wait in these networks."""
        one = self._case(networks, case)
        if one is None or one.state is not CaseState.QUEUED:
            return False
        self._held.passed.add((case, account))
        return True

    async def see(self, networks: Sequence[str], case: str, account: str, now: datetime) -> bool:
        """Somebody at the desk has seen the newest call for this case."""
        wait = self._held.waits.get(case)
        if wait is None or wait.network not in networks or wait.held:
            return False
        if not wait.rings and wait.raised_at is None:
            return False
        if wait.is_unseen or wait.seen_at is None:
            self._held.waits[case] = replace(wait, seen_at=now, seen_by=account)
        return True

    async def floor(self, networks: Sequence[str], reader: Account, now: datetime) -> Floor:
        """Who is on duty in these networks with what each carries, and the marks of their cases."""
        own: dict[str, tuple[set[str], set[str]]] = {}
        for operator, network, language in self._store.duties(now):
            if network in networks:
                where, spoken = own.setdefault(operator, (set(), set()))
                where.add(network)
                spoken.add(language)
        cases = [one for one in self._store.cases.values() if one.network in networks]
        queued = {one.id for one in cases if one.state is CaseState.QUEUED}
        live = {one.id for one in cases if one.state is not CaseState.CLOSED}
        return Floor(
            reader=self._person(reader.id, networks, reader.languages, now),
            people=tuple(self._person(id, *own[id], now) for id in sorted(own)),
            heavy=frozenset(self._held.heavy & live),
            waits={
                id: one for id, one in self._held.waits.items() if id in queued and not one.held
            },
        )

    def _person(
        self, id: str, networks: Iterable[str], languages: Iterable[str], now: datetime
    ) -> Person:
        one = self._held.carrying.get(id, USUAL)
        return Person(
            account=id,
            networks=frozenset(networks),
            languages=frozenset(languages),
            skills=one.skills,
            units=one.units,
            load=load_of(self._store, id),
            paused=one.is_paused(now),
            passed=frozenset(case for case, account in self._held.passed if account == id),
        )

    def _case(self, networks: Sequence[str], id: str) -> Case | None:
        case = self._store.cases.get(id)
        return case if case is not None and case.network in networks else None


class MemoryWaits:
    """The waits of all networks, out of dictionaries."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._held = store.routing

    async def networks(self) -> frozenset[str]:
        """Networks in which anybody waits."""
        return frozenset(one.network for one in self._queued())

    async def take(
        self, now: datetime, times: Mapping[str, Times], rings_for: Callable[[str], bool]
    ) -> Owed:
        """What is owed now, in networks whose times are given."""
        after: list[Wait] = []
        tell: list[Wait] = []
        ringing: set[str] = set()
        raised: set[str] = set()
        for case in sorted(self._queued(), key=lambda one: one.id):
            wait = brought_up(
                self._held.waits.get(case.id),
                case=case.id,
                conversation=case.conversation,
                network=case.network,
                opened=case.opened_at,
                reachable=may_send(self._store.conversations[case.conversation].curtain),
                now=now,
            )
            times_here = times.get(case.network)
            steps = due(wait, now, times_here) if times_here is not None else frozenset[Step]()
            if not rings_for(case.network):
                steps -= {Step.PHONE}
            new = taken(wait, steps, now)
            if Step.PHONE in steps:
                ringing.add(case.id)
            if Step.COORDINATOR in steps:
                raised.add(case.network)
            if Step.HER in steps:
                tell.append(new)
            self._held.waits[case.id] = new
            after.append(new)
        rings = rings_of(after, ringing)
        return Owed(rings, tuple(tell), frozenset(raised | {ring.network for ring in rings}))

    async def ring_failed(self, ring: DutyRing, now: datetime) -> None:
        """The duty phone was certainly not reached: it is tried again soon, and not counted."""
        for case in ring.cases:
            if case in self._held.waits:
                self._held.waits[case] = not_rung(self._held.waits[case], now)

    async def told(self, wait: Wait, now: datetime) -> None:
        """She was told of this wait, or cannot be."""
        known = self._held.waits.get(wait.case)
        if known is not None and known.since == wait.since and known.told_at is None:
            self._held.waits[wait.case] = replace(known, told_at=now)

    def _queued(self) -> list[Case]:
        return [one for one in self._store.cases.values() if one.state is CaseState.QUEUED]


def load_of(store: MemoryStore, account: str) -> int:
    """How much somebody carries now."""
    return store.routing.load_of(store.cases.values(), account)


def has_room_for(store: MemoryStore, account: str, case: Case) -> bool:
    """Whether she may take that case now."""
    units = store.routing.carrying.get(account, USUAL).units
    told_at = store.conversations[case.conversation].danger_at
    danger = case.danger or (told_at is not None and told_at >= case.opened_at)
    return may_take(load_of(store, account), units, _weight(store, case), danger=danger)


def note_held(store: MemoryStore, case: Case) -> None:
    """Somebody has the case: should it ever wait again, it waits anew."""
    known = store.routing.waits.get(case.id)
    anew = Wait(case.id, case.conversation, case.network, case.opened_at, case.opened_at)
    store.routing.waits[case.id] = replace(known or anew, held=True)


def _weight(store: MemoryStore, case: Case) -> int:
    return HEAVY if case.danger or case.id in store.routing.heavy else LIGHT
