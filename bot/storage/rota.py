"""The rota of each network beside the hours that it publishes: decided together, in turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, String, bindparam, delete, func, insert, select

from bot.calendar.timetable import Timetable
from bot.crypto.keys import Keyring
from bot.handoff.rota import Rota, Shift, over_at
from bot.handoff.routing_rules import DeskHours
from bot.storage.doors import lock_key
from bot.storage.plain import dump, load, to_ms, to_ms_or_none
from bot.storage.rota_tables import rotas, shifts
from bot.storage.routing import RoutingStore
from bot.storage.routing_rows import read_hours, write_hours
from bot.storage.rows import Cells
from bot.storage.sealed import seal, unseal

Decide = Callable[[Rota, Timetable | None], Rota]
"""The rota afterwards, given the rota and the network's own hours as they stand. What it raises
leaves all as it is."""

Fits = Callable[[Rota, Timetable | None], None]
"""Raises where new hours do not fit the rota; beside it the own hours of before."""

_SHIFTS = select(shifts).where(
    shifts.c.network.in_(bindparam("networks", expanding=True, type_=String))
)
_ROTAS = select(rotas).where(
    rotas.c.network.in_(bindparam("networks", expanding=True, type_=String))
)


class SqlRota:
    """Rotas in the database (``admin.rota.ports.Rotas``)."""

    def __init__(self, store: RoutingStore) -> None:
        self._store = store
        self._keys = store.keys

    async def rotas(self, networks: Sequence[str]) -> Mapping[str, Rota]:
        """The rota of each of these networks; an empty one where nothing was planned."""
        return await self._store.read(lambda connection: self._read(connection, networks))

    async def change(self, network: str, by: str, now: datetime, decide: Decide) -> Rota:
        """The rota once it is what ``decide`` makes of it; of two at once the second sees what the
        first left."""

        def work(connection: Connection) -> Rota:
            before, own = self._standing(connection, network)
            after = decide(before, own)
            self._write(connection, before, after)
            connection.execute(delete(rotas).where(rotas.c.network == network))
            until = None if after.until is None else after.until.isoformat()
            row = {"network": network, "changed_at": to_ms(now), "changed_by": by, "until": until}
            connection.execute(insert(rotas), [row])
            return after

        return await self._store.write(work)

    async def set_hours(self, hours: DeskHours, fits: Fits) -> None:
        """The network answers so from now on, where that fits its rota."""

        def work(connection: Connection) -> None:
            fits(*self._standing(connection, hours.network))
            write_hours(connection, self._keys, hours)

        await self._store.write(work)

    async def forget(self, before: datetime) -> int:
        """Take away what was over before then. How many."""
        old = delete(shifts).where(shifts.c.over_at < to_ms(before))
        return await self._store.write(lambda connection: connection.execute(old).rowcount)

    def _standing(self, connection: Connection, network: str) -> tuple[Rota, Timetable | None]:
        if connection.dialect.name == "postgresql":
            key = lock_key(f"rota/{network}")
            connection.execute(select(func.pg_advisory_xact_lock(key)))
        own = read_hours(connection, self._keys, [network]).get(network)
        return self._read(connection, [network])[network], own.timetable if own else None

    def _read(self, connection: Connection, networks: Sequence[str]) -> dict[str, Rota]:
        asked = {"networks": list(networks)}
        until = {row.network: row.until for row in connection.execute(_ROTAS, asked)}
        found: dict[str, list[Shift]] = {network: [] for network in networks}
        for row in connection.execute(_SHIFTS, asked):
            found[row.network].append(_shift(self._keys, row))
        return {
            network: Rota(
                network,
                tuple(sorted(own, key=lambda one: one.id)),
                date.fromisoformat(day) if (day := until.get(network)) else None,
            )
            for network, own in found.items()
        }

    def _write(self, connection: Connection, before: Rota, after: Rota) -> None:
        gone = [one.id for one in before.shifts if one not in after.shifts]
        new = [_row(self._keys, one) for one in after.shifts if one not in before.shifts]
        if gone:
            connection.execute(delete(shifts).where(shifts.c.id.in_(gone)))
        if new:
            connection.execute(insert(shifts), new)


def _shift(keys: Keyring, row: Any) -> Shift:
    plain = load(unseal(keys, shifts.c.sealed, row))
    return Shift(
        row.id,
        row.network,
        row.account,
        date.fromisoformat(plain["day"]),
        plain["begins"],
        plain["ends"],
        plain["weekly"],
        None if plain["last"] is None else date.fromisoformat(plain["last"]),
        frozenset(date.fromisoformat(day) for day in plain["without"]),
    )


def _row(keys: Keyring, shift: Shift) -> Cells:
    plain = {
        "day": shift.day.isoformat(),
        "begins": shift.begins,
        "ends": shift.ends,
        "weekly": shift.weekly,
        "last": None if shift.last is None else shift.last.isoformat(),
        "without": sorted(day.isoformat() for day in shift.without),
    }
    return {
        "id": shift.id,
        "network": shift.network,
        "account": shift.account,
        "over_at": to_ms_or_none(over_at(shift)),
        "sealed": seal(keys, shifts.c.sealed, dump(plain), shift.id),
    }
