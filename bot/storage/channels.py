"""What the tables know of the channels (``admin.channels.ports.Channels``): moments and numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, or_, select

from bot.handoff.channels import ChannelNow, How, Traffic
from bot.messages import Channel
from bot.storage.people import Transactions
from bot.storage.plain import from_ms_or_none, to_ms
from bot.storage.tables import dead_letters, outgoing, sent, tallies

OPT_OUT = "opt_out_answers"


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

    async def opt_outs(self) -> int:
        """How often Twilio has answered a STOP or START in our place."""
        query = select(tallies.c.count).where(tallies.c.name == OPT_OUT)
        return await self._store.read(lambda connection: connection.execute(query).scalar() or 0)


def _traffic(
    connection: Connection, networks: Sequence[str], now: datetime
) -> Mapping[str, Traffic]:
    moment = to_ms(now)
    last = select(sent.c.channel, func.max(sent.c.at)).group_by(sent.c.channel)
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
    at, many, since, lost = (_by_channel(connection, one) for one in (last, waiting, oldest, dead))
    return {
        channel: Traffic(
            from_ms_or_none(at.get(channel)),
            many.get(channel, 0),
            from_ms_or_none(since.get(channel)),
            lost.get(channel, 0),
        )
        for channel in {*at, *many, *lost}
    }


def _by_channel(connection: Connection, query: Any) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(query).all()}
