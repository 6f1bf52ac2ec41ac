"""What the tables know of the channels (``admin.channels.ports.Channels``): moments and numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, case, delete, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.handoff.channels import ChannelNow, How, Seen, Sign, Signs, Traffic
from bot.messages import Channel
from bot.safety.contract import ROME
from bot.storage.channel_tables import channel_signs
from bot.storage.people import Transactions
from bot.storage.plain import from_ms, from_ms_or_none, to_ms
from bot.storage.tables import dead_letters, outgoing, tallies

OPT_OUT = "opt_out_answers"
KEPT_DAYS = 30
"""A sign that was not met again for so long is forgotten."""


class SqlChannels:
    """``how``: each channel, and whether it is on."""

    def __init__(self, store: Transactions, how: Mapping[Channel, How]) -> None:
        self._store = store
        self._how = how

    async def all(self, networks: Sequence[str], now: datetime) -> Sequence[ChannelNow]:
        """Every channel, in the order in which they are named; undelivered messages are those of
        these networks, and of women without a case."""
        found = await self._store.read(lambda connection: _traffic(connection, networks, now))
        return [
            ChannelNow(channel, how, found.get(channel.value, Traffic()))
            for channel, how in self._how.items()
        ]

    async def write_signs(self, met: Signs) -> None:
        """So much more of each sign; the last time is the later one, whichever process met it."""
        rows = [
            {
                "channel": channel.value,
                "sign": sign.value,
                "day": day.toordinal(),
                "at": to_ms(one.at),
                "count": one.count,
            }
            for (channel, sign, day), one in sorted(met.items())
        ]
        old = channel_signs.c.day <= max(day for _, _, day in met).toordinal() - KEPT_DAYS

        def work(connection: Connection) -> None:
            connection.execute(delete(channel_signs).where(old))
            connection.execute(_more(connection), rows)

        await self._store.write(work)

    async def opt_outs(self) -> int:
        """How often Twilio has answered a STOP or START in our place."""
        query = select(tallies.c.count).where(tallies.c.name == OPT_OUT)
        return await self._store.read(lambda connection: connection.execute(query).scalar() or 0)


def _traffic(
    connection: Connection, networks: Sequence[str], now: datetime
) -> Mapping[str, Traffic]:
    moment = to_ms(now)
    waiting = (
        select(outgoing.c.channel, func.count())
        .where(outgoing.c.cancelled == 0)
        .group_by(outgoing.c.channel)
    )
    oldest = (
        select(outgoing.c.channel, func.min(outgoing.c.not_before))
        .where(outgoing.c.cancelled == 0, outgoing.c.not_before <= moment)
        .group_by(outgoing.c.channel)
    )
    dead = (
        select(dead_letters.c.channel, func.count())
        .where(or_(dead_letters.c.network.in_(list(networks)), dead_letters.c.network == ""))
        .where(dead_letters.c.expires_at > moment)
        .group_by(dead_letters.c.channel)
    )
    many, since, lost = (_by_channel(connection, one) for one in (waiting, oldest, dead))
    signs = _signs(connection, now.astimezone(ROME).date())
    return {
        channel: Traffic(
            many.get(channel, 0),
            from_ms_or_none(since.get(channel)),
            lost.get(channel, 0),
            signs.get(channel, {}),
        )
        for channel in {*many, *lost, *signs}
    }


def _signs(connection: Connection, today: date) -> Mapping[str, Mapping[Sign, Seen]]:
    """Of each channel the newest of each sign; what was met on another day is none of today."""
    found: dict[str, dict[Sign, Seen]] = {}
    query = select(channel_signs).order_by(channel_signs.c.day)
    for row in connection.execute(query).mappings():
        count = row["count"] if row["day"] == today.toordinal() else 0
        found.setdefault(row["channel"], {})[Sign(row["sign"])] = Seen(from_ms(row["at"]), count)
    return found


def _more(connection: Connection) -> Any:
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    new = dialect.insert(channel_signs)
    later = new.excluded.at > channel_signs.c.at
    return new.on_conflict_do_update(
        index_elements=list(channel_signs.primary_key.columns),
        set_={
            "count": channel_signs.c.count + new.excluded.count,
            "at": case((later, new.excluded.at), else_=channel_signs.c.at),
        },
    )


def _by_channel(connection: Connection, query: Any) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(query).all()}
