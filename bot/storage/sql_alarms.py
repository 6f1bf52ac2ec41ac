"""Alarms in the tables: what a batch of turns writes of them, and how rows are read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, insert, select, update

from bot.handoff.alarm import DRILL_COUNTS, Alarm, AlarmMark, Sign, Told, proves
from bot.storage.alarm_tables import alarms
from bot.storage.bulk import Bulk, changing
from bot.storage.plain import from_ms, from_ms_or_none, to_ms, to_ms_or_none

_NEW = Bulk(insert(alarms))
_SIGNED = changing(alarms, "sign", "told", "message")
_CANCELLED = changing(alarms, "cancelled_at")
_IDS: BindParameter[str] = bindparam("ids", expanding=True)
UNLINK = update(alarms).where(alarms.c.conversation.in_(_IDS)).values(conversation="")
"""What remains of an alarm whose conversation is forgotten names nobody but the staff."""

_DRILLS = select(alarms).where(
    alarms.c.network == bindparam("of"),
    alarms.c.drill == 1,
    alarms.c.acknowledged_at >= bindparam("since"),
)


def alarm_of(row: Any) -> Alarm:
    """The alarm of a row."""
    return Alarm(
        id=row.id,
        network=row.network,
        raised_at=from_ms(row.raised_at),
        next_ring_at=from_ms(row.next_ring_at),
        conversation=row.conversation,
        drill=bool(row.drill),
        acknowledged_at=from_ms_or_none(row.acknowledged_at),
        by=row.operator,
        rings=row.rings,
        phoned_at=from_ms_or_none(row.phoned_at),
        cancelled_at=from_ms_or_none(row.cancelled_at),
        sign=Sign(row.sign) if row.sign else None,
        told=Told(row.told),
        message=row.message,
    )


def alarm_row(alarm: Alarm) -> dict[str, Any]:
    """The row of an alarm."""
    return {
        "id": alarm.id,
        "network": alarm.network,
        "conversation": alarm.conversation,
        "drill": int(alarm.drill),
        "raised_at": to_ms(alarm.raised_at),
        "next_ring_at": to_ms(alarm.next_ring_at),
        "rings": alarm.rings,
        "phoned_at": to_ms_or_none(alarm.phoned_at),
        "acknowledged_at": to_ms_or_none(alarm.acknowledged_at),
        "operator": alarm.by,
        "cancelled_at": to_ms_or_none(alarm.cancelled_at),
        "sign": alarm.sign.value if alarm.sign else "",
        "told": alarm.told.value,
        "message": alarm.message,
    }


def save_alarms(
    connection: Connection,
    new: Iterable[Alarm],
    marks: Sequence[AlarmMark],
    forgotten: Collection[str],
) -> None:
    """Write what a batch raised and marked, in the order of ids so that two processes never wait
    for each other in a circle. An alarm outlives the conversation of ``forgotten``, unlinked."""
    rows = [
        alarm_row(alarm) | ({"conversation": ""} if alarm.conversation in forgotten else {})
        for alarm in sorted(new, key=lambda alarm: alarm.id)
    ]
    _NEW.run(connection, rows)
    ordered = sorted(marks, key=lambda mark: mark.alarm)
    _SIGNED.run(
        connection,
        [
            {
                "of": one.alarm,
                "sign": one.sign.value,
                "told": one.told.value,
                "message": one.message,
            }
            for one in ordered
            if one.sign is not None
        ],
    )
    _CANCELLED.run(
        connection,
        [
            {"of": one.alarm, "cancelled_at": to_ms(one.cancelled_at)}
            for one in ordered
            if one.cancelled_at is not None
        ],
    )


def is_drilled(connection: Connection, network: str, now: datetime) -> bool:
    """Whether a duty of that network saw a drill in time, and not too long ago."""
    values = {"of": network, "since": to_ms(now - DRILL_COUNTS)}
    return any(proves(alarm_of(row), now) for row in connection.execute(_DRILLS, values))
