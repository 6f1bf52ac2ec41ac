"""Alarms over ``MemoryStore``, keeping the same contract as ``SqlAlarms``: for tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.handoff.alarm import (
    RING_AGAIN,
    RING_EVERY,
    WATCHED,
    Alarm,
    Ring,
    Sign,
    Told,
    drilled,
    must_ring,
    proves,
    sign_owed,
)
from bot.storage.memory import MemoryStore


class MemoryAlarms:
    """Alarms out of a dictionary."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def recent(self, networks: Sequence[str]) -> Sequence[Alarm]:
        """The alarms and drills of these networks: those that wait first, then the newest."""
        own = [alarm for alarm in self._all() if alarm.network in networks]
        own.sort(key=lambda alarm: alarm.raised_at, reverse=True)
        return sorted(own, key=lambda alarm: not alarm.waits)

    async def alarm(self, networks: Sequence[str], id: str) -> Alarm | None:
        """One alarm or drill of these networks, or None."""
        alarm = self._store.alarms.get(id)
        return alarm if alarm is not None and alarm.network in networks else None

    async def under_way(self, now: datetime) -> Sequence[Alarm]:
        """Every alarm and drill that waits or may still change by itself, of all networks."""
        return [one for one in self._all() if one.waits or now - one.raised_at < WATCHED]

    async def acknowledge(
        self, networks: Sequence[str], id: str, operator: str, now: datetime
    ) -> Alarm | None:
        """Say that somebody has seen it; the alarm as it now is, or None where there is none."""
        alarm = self._store.alarms.get(id)
        if alarm is None or alarm.network not in networks:
            return None
        return self._put(replace(alarm, acknowledged_at=now, by=operator)) if alarm.waits else alarm

    async def start_drill(self, network: str, id: str, now: datetime) -> Alarm:
        """A drill of that network; one that still waits is not started a second time."""
        drills = (alarm for alarm in self._all() if alarm.drill and alarm.waits)
        known = next((drill for drill in drills if drill.network == network), None)
        return known or self._put(drilled(id, network, now))

    async def proofs(self, networks: Sequence[str], now: datetime) -> dict[str, datetime]:
        """When a duty last saw a drill in time, for each network where that still counts."""
        found: dict[str, datetime] = {}
        for drill in self._all():
            if drill.network in networks and proves(drill, now) and drill.acknowledged_at:
                known = found.get(drill.network, drill.acknowledged_at)
                found[drill.network] = max(known, drill.acknowledged_at)
        return found

    async def take_rings(self, now: datetime, rings_for: Callable[[str], bool]) -> Sequence[Ring]:
        """What the duty phones that there are have to be told now. One caller gets each ring."""
        taken: dict[str, list[str]] = {}
        for alarm in self._all():
            if must_ring(alarm, now) and rings_for(alarm.network):
                taken.setdefault(alarm.network, []).append(alarm.id)
                self._put(
                    replace(
                        alarm,
                        rings=alarm.rings + 1,
                        next_ring_at=now + RING_EVERY,
                        phoned_at=alarm.phoned_at or now,
                    )
                )
        counts = Counter(alarm.network for alarm in self._all() if alarm.waits)
        return [Ring(network, counts[network], tuple(ids)) for network, ids in taken.items()]

    async def ring_failed(self, ring: Ring, now: datetime) -> None:
        """The duty phone was certainly not reached: it is tried again soon, and not counted."""
        for alarm in (self._store.alarms[id] for id in ring.alarms):
            phoned_at = alarm.phoned_at if alarm.rings > 1 else None
            later = now + RING_AGAIN
            rings = alarm.rings - 1
            self._put(replace(alarm, rings=rings, next_ring_at=later, phoned_at=phoned_at))

    async def owed(self, now: datetime) -> Sequence[tuple[Alarm, Sign]]:
        """The alarms of women who have to be given a sign now."""
        pairs = ((alarm, sign_owed(alarm, now)) for alarm in self._all() if alarm.conversation)
        return [(alarm, sign) for alarm, sign in pairs if sign is not None]

    async def untold(self, alarm: Alarm, sign: Sign) -> None:
        """That sign cannot be given to her: her conversation is gone. ``alarm`` as it was read."""
        known = self._store.alarms[alarm.id]
        if known.sign == alarm.sign:
            self._put(replace(known, sign=sign, told=Told.LATE, message=""))

    async def settle(self) -> Sequence[str]:
        """Learn from the outbox what became of signs under way. The networks concerned."""
        networks: set[str] = set()
        for alarm in self._all():
            if alarm.told is Told.SENDING and not self._store.holds(alarm.message):
                told = Told.YES if alarm.message in self._store.sent else Told.LATE
                self._put(replace(alarm, told=told))
                networks.add(alarm.network)
        return sorted(networks)

    async def forget(self, before: datetime) -> int:
        """Delete alarms and drills that are older. Returns how many."""
        old = [alarm.id for alarm in self._all() if alarm.raised_at < before]
        for id in old:
            del self._store.alarms[id]
        return len(old)

    def _all(self) -> Sequence[Alarm]:
        return list(self._store.alarms.values())

    def _put(self, alarm: Alarm) -> Alarm:
        self._store.alarms[alarm.id] = alarm
        return alarm
