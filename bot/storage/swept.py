"""What is written down of each sweep: how much of a kind of data went on a day, no more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, delete

from bot.handoff.standing import PROOF_KEPT
from bot.storage.count_tables import swept
from bot.storage.counts import add_up, set_mark
from bot.storage.plain import to_ms

SWEPT = "sweep"


def note_swept(connection: Connection, gone: Mapping[str, int], now: datetime) -> None:
    """So much of each kind was destroyed now."""
    day = to_ms(now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0))
    rows = [{"kind": kind, "day": day, "count": gone[kind]} for kind in sorted(gone) if gone[kind]]
    add_up(connection, swept, rows)


def end_sweep(connection: Connection, now: datetime) -> None:
    """A whole sweep is done: the proof of what is long past goes too."""
    connection.execute(delete(swept).where(swept.c.day <= to_ms(now - PROOF_KEPT)))
    set_mark(connection, SWEPT, now)
