"""Drills from their beginning to their end: a made-up conversation, its page, and its results."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.conversation.turned import Turned
from bot.handoff.drills import LASTS, Drill, Scenario
from bot.messages import Address, Channel, DrillBegan, Erased, Inbound, Thread
from bot.storage.drills import SqlDrills
from bot.wiring.scenarios import read_scenarios

Post = Callable[[Inbound], Awaitable[Turned]]


@dataclass(slots=True)
class Practice:
    """Begins and ends drills (``admin.drills.ports.Practice``).

    ``mint`` makes a token of the public site, ``page`` the address that such a token opens.
    """

    drills: SqlDrills
    post: Post
    mint: Callable[[datetime], str]
    page: Callable[[str], str]
    scenarios: Mapping[str, Scenario]

    async def all(self, networks: Sequence[str]) -> Sequence[Drill]:
        """Those of these networks, the newest first."""
        return await self.drills.all(networks)

    async def begin(self, wanted: Drill) -> str | None:
        """Begin it; the address of its page, which is told this once. None: another one runs."""
        token = self.mint(wanted.at)
        to = Address(Channel.WEB, token)
        what = DrillBegan(wanted.id, wanted.network)
        if not await self.drills.begin(replace(wanted, ends_at=wanted.at + LASTS)):
            return None
        turned = await self.post(Inbound(f"drill:{wanted.id}", to, wanted.at, what))
        await self.drills.belongs(wanted.id, turned.conversation)
        return self.page(token)

    async def end(self, drill: Drill, now: datetime, by: str = "") -> None:
        """Write down what came of it, and destroy its conversation. Twice has one effect."""
        await self.drills.keep(drill.id)
        if drill.conversation:
            to = Thread(drill.conversation)
            await self.post(Inbound(f"drill-over:{drill.id}", to, now, Erased(by)))
        await self.drills.keep(drill.id, ended_at=now, by=by)

    async def end_due(self, now: datetime) -> None:
        """End every drill whose hour is over."""
        for drill in await self.drills.due(now):
            await self.end(drill, now)


def practice_of(
    drills: SqlDrills, post: Post, mint: Callable[[datetime], str], public_url: str
) -> Practice:
    """The drills of a house."""
    return Practice(drills, post, mint, lambda token: f"{public_url}/d/{token}", read_scenarios())
