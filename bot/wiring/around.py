"""What stands around the flows of one process, put together: planned publications, who is where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.conversation.scene import Scene
from bot.handoff.people import Role
from bot.storage.desk import SqlDesk
from bot.storage.flow_schedules import SqlSchedules
from bot.storage.flows import SqlFlows
from bot.storage.ids import RandomIds
from bot.storage.inside import SqlInside
from bot.storage.sql import SqlStore
from bot.storage.staff import SqlAccounts
from bot.wiring.flyers import Flyer
from bot.workshop.incoming import Incoming
from bot.workshop.planning import Planning
from bot.workshop.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Around:
    """``planning``: publications at a given hour; ``inside``: how many stand at which step;
    ``flyer``: what a flyer can be made of now; ``incoming`` takes flows of other products in."""

    planning: Planning
    inside: SqlInside
    flyer: Callable[[], Flyer]
    incoming: Incoming


def around_of(
    store: SqlStore,
    workshop: Workshop,
    ids: RandomIds,
    scene: Callable[[], Scene],
    flyer: Callable[[], Flyer],
) -> Around:
    """Everything over one store."""
    record, people = SqlDesk(store, ids.new).record, SqlAccounts(store)

    async def may_publish(account: str) -> bool:
        found = next((one for one in await people.all() if one.id == account), None)
        writes = found is not None and found.role is Role.NETWORK_ADMIN
        return found is not None and writes and found.suspended_at is None

    planning = Planning(workshop, SqlSchedules(store), may_publish, record, ids.new)
    inside = SqlInside(store, lambda: scene().current)
    incoming = Incoming(workshop, SqlFlows(store), lambda: scene().directory)
    return Around(planning, inside, flyer, incoming)
