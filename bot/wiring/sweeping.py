"""What is destroyed because its time has come. The log learns how many, no more."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.config import Settings
from bot.handoff.rota import KEPT as SHIFTS_KEPT
from bot.intake.bringing import Intake
from bot.storage.alarms import SqlAlarms
from bot.storage.audit import SqlAudit
from bot.storage.choices import SqlChoices
from bot.storage.counts import SqlCounts
from bot.storage.drills import SqlDrills
from bot.storage.kept import SqlKept
from bot.storage.rota import SqlRota
from bot.storage.sql import SqlStore
from bot.storage.staff import SqlAccounts
from bot.wiring.chat_tools import ChatTools

FORGOTTEN_AT_ONCE = 500

log = structlog.get_logger(__name__)


Alone = Callable[[str], AbstractAsyncContextManager[Callable[[], Awaitable[object]] | None]]
"""``SqlStore.alone``."""


async def by_one(alone: Alone, name: str, work: Callable[[], Awaitable[object]]) -> bool:
    """Do it, unless another process is at it. Whether it was done here."""
    async with alone(name) as mine:
        if mine is not None:
            await work()
        return mine is not None


@dataclass(frozen=True, slots=True)
class Sweeps:
    """Everything that keeps what does not stay."""

    settings: Settings
    store: SqlStore
    chat: ChatTools
    intake: Intake
    audit: SqlAudit
    alarms: SqlAlarms
    rota: SqlRota
    accounts: SqlAccounts
    counts: SqlCounts
    kept: SqlKept
    choices: SqlChoices
    drills: SqlDrills

    async def sweep(self, moment: datetime) -> None:
        """Destroy everything that is past its time."""
        settings = self.settings
        await self._swept(self.counts.sweep(moment), "counts", moment)
        while await self._swept(self.store.forget_due(moment, FORGOTTEN_AT_ONCE), "hers"):
            pass
        await self._swept(self.chat.sweep(), "drafts", moment)
        imports = self.intake.files.sweep(moment, FORGOTTEN_AT_ONCE)
        await self._swept(imports, "imports", moment)
        audit = moment - timedelta(days=settings.keep_audit_days)
        await self.audit.seal(moment)
        await self._swept(self.audit.forget(audit, moment), "audit", moment)
        await self._swept(self.choices.forget(audit), "choices", moment)
        alarms = moment - timedelta(days=settings.keep_alarm_days)
        await self._swept(self.alarms.forget(alarms), "alarms", moment)
        await self._swept(self.drills.forget(alarms), "drills", moment)
        await self._swept(self.rota.forget(moment - SHIFTS_KEPT), "shifts", moment)
        sessions = moment - timedelta(hours=settings.keep_staff_session_hours)
        ended = self.accounts.forget_sessions(sessions, moment)
        await self._swept(ended, "staff_sessions", moment)
        await self.kept.end_sweep(moment)

    async def recall_old(self, moment: datetime) -> None:
        """Have every message of either side deleted that has been in a chat for too long."""
        before = moment - timedelta(hours=self.settings.keep_telegram_hours)
        while await self._swept(
            self.store.recall_old(before, moment, FORGOTTEN_AT_ONCE), "sent_telegram", moment
        ):
            pass

    async def _swept(self, sweep: Awaitable[int], kind: str, noted: datetime | None = None) -> bool:
        """Whether the sweep took as much as it may at once: there may be more. ``noted``: the proof
        of it is written down now, where the sweep does not do so itself."""
        count = await sweep
        if count:
            log.info("kept_no_longer", kind=kind, count=count)
            if noted is not None:
                await self.kept.note(kind, count, noted)
        return count >= FORGOTTEN_AT_ONCE
