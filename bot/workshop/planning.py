"""Publications at a given hour: planned by a person, judged again when the hour comes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta

import structlog

from bot.engine.editing.drafts import OvertakenError, Place
from bot.engine.editing.schedule import Schedule, State, Why, stamp
from bot.storage.flow_schedules import SqlSchedules
from bot.workshop.workshop import FaultyError, StrandedError, UnreviewedError, Workshop

SOONEST = timedelta(minutes=1)
LATEST = timedelta(days=90)
"""What is planned farther ahead would meet other flows and other people."""

Record = Callable[[str, str, str, datetime], Awaitable[None]]
"""One row of the audit: the account, the act, the thing, the moment."""

MayPublish = Callable[[str], Awaitable[bool]]
"""Whether that account may publish flows now."""

log = structlog.get_logger(__name__)


class PlannedError(Exception):
    """One of these flows goes out at another hour already."""

    def __init__(self, flows: Sequence[str]) -> None:
        super().__init__(", ".join(flows))
        self.flows = tuple(flows)


class HourError(Exception):
    """That hour has passed, or is too far away."""


class Planning:
    """Planned publications of one installation."""

    def __init__(
        self,
        workshop: Workshop,
        schedules: SqlSchedules,
        may_publish: MayPublish,
        record: Record,
        new_id: Callable[[], str],
    ) -> None:
        self._workshop = workshop
        self._schedules = schedules
        self._may_publish = may_publish
        self._record = record
        self._new_id = new_id

    async def all(self) -> Sequence[Schedule]:
        """The newest, the latest hour first."""
        return await self._schedules.all()

    async def plan(
        self,
        flows: Collection[str],
        at: datetime,
        by: str,
        note: str,
        now: datetime,
        *,
        withdraws: bool = False,
        redirects: Mapping[Place, Place] | None = None,
    ) -> Schedule:
        """These drafts go live at that hour, as they are now.

        They have to pass everything that a publication at once does, which tells what it raises;
        besides ``PlannedError`` and ``HourError``.
        """
        if not now + SOONEST <= at <= now + LATEST:
            raise HourError
        waiting = [one for one in await self.all() if one.state is State.WAITING]
        taken = sorted({name for one in waiting for name in one.stamps}.intersection(flows))
        if taken:
            raise PlannedError(taken)
        drafts = await self._workshop.check(flows, redirects, withdraws=withdraws)
        stamps = {one.flow: stamp(one) for one in drafts}
        ways = redirects or {}
        one = Schedule(self._new_id(), at, by, note, now, stamps, withdraws, ways)
        await self._schedules.add(one)
        return one

    async def cancel(self, id: str) -> bool:
        """It does not happen. False: it is none that waits."""
        return await self._schedules.cancel(id)

    async def publish_due(self, now: datetime) -> None:
        """Publish everything whose hour has come, each once whoever else looks."""
        while (one := await self._schedules.claim(now)) is not None:
            why = await self._published(one, now)
            if why is not Why.NONE and await self._schedules.refuse(one.id, why):
                log.warning("planned_publication_refused", why=why.value)
                await self._record(one.by, "flows.refused", one.id, now)

    async def _published(self, one: Schedule, now: datetime) -> Why:
        """Nothing where it is live now, else what stands in the way."""
        if not await self._may_publish(one.by):
            return Why.ACCOUNT
        every = {row.flow: row.draft for row in await self._workshop.all()}
        for flow, said in one.stamps.items():
            draft = every.get(flow)
            if draft is None or stamp(draft) != said:
                return Why.CHANGED
        try:
            release = await self._workshop.publish(
                list(one.stamps),
                one.by,
                one.note,
                now,
                withdraws=one.withdraws,
                redirects=one.redirects,
                schedule=one.id,
            )
        except OvertakenError:
            return Why.CHANGED
        except UnreviewedError:
            return Why.UNREVIEWED
        except StrandedError:
            return Why.STRANDED
        except FaultyError:
            return Why.FAULTY
        await self._record(one.by, "flows.publish", str(release.number), now)
        return Why.NONE
