"""What is kept of how her case was routed, written so that it can be read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, func, select

from bot.crypto.sealing import Sealer
from bot.storage.routing_rows import wait_of
from bot.storage.routing_tables import heavy_cases, passed_over, waits


def _waits(connection: Connection, id: str, _key: Sealer) -> list[dict[str, Any]]:
    """Since when she waited, and what that led to."""
    query = select(waits).where(waits.c.conversation == id).order_by(waits.c.case_id)
    return [
        {
            "network": one.network,
            "since": _iso(one.since),
            "phone_called_at": _iso(one.phoned_at),
            "told_at": _iso(one.told_at),
            "coordinators_called_at": _iso(one.raised_at),
        }
        for one in (wait_of(row) for row in connection.execute(query).all())
    ]


def _how_many(table: Table) -> Callable[[Connection, str, Sealer], int]:
    def count(connection: Connection, id: str, _key: Sealer) -> int:
        """How many marks there are: they hold ids, and no reason."""
        query = select(func.count()).select_from(table).where(table.c.conversation == id)
        found: Row[Any] = connection.execute(query).one()
        return int(found[0])

    return count


ROUTING: dict[str, Callable[[Connection, str, Sealer], Any]] = {
    waits.name: _waits,
    heavy_cases.name: _how_many(heavy_cases),
    passed_over.name: _how_many(passed_over),
}
"""By name of the table: what of it is exported."""


def _iso(moment: datetime | None) -> str:
    return "" if moment is None else moment.isoformat(timespec="seconds")
