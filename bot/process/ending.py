"""How a process that was told to end does so in time, whatever hangs.

What it has accepted it finishes while there is time. Then it lets go, as if it had been killed: a
turn that was not committed was not answered either and is sent again, and what was being sent comes
again when its lease is over.
"""

from __future__ import annotations

import asyncio
import faulthandler
from collections.abc import Coroutine

import structlog

END_SECONDS = 45.0
"""From the signal to the end, at the latest. ``deploy/`` waits longer before it kills."""

log = structlog.get_logger(__name__)


def at_last(seconds: float = END_SECONDS) -> None:
    """From now on this process has so many seconds. Then it ends where it stands with status 1, and
    says in which line that was.

    A thread in C watches over that: no loop, no lock and no name that is looked up keeps it.
    """
    faulthandler.dump_traceback_later(seconds, exit=True)


async def ended(step: str, work: Coroutine[object, object, object], seconds: float) -> bool:
    """Do the last work of a room for so many seconds at most. Whether it was done.

    What takes longer or fails is left behind, and keeps no other room from ending.
    """
    task = asyncio.create_task(work, name=step)
    await asyncio.wait({task}, timeout=seconds)
    if not task.done():
        task.cancel()
        log.warning("not_ended_in_time", step=step, seconds=seconds)
        return False
    error = None if task.cancelled() else task.exception()
    if error is not None:
        log.error("not_ended", step=step, error=type(error).__name__)
    return error is None


async def cancelled(tasks: set[asyncio.Task[None]]) -> None:
    """All of these tasks have ended, each by being cancelled as often as it takes: one whose wait
    was over in the same moment has not noticed (``asyncio.wait_for`` of Python 3.11)."""
    waiting = {task for task in tasks if not task.done()}
    while waiting:
        for task in waiting:
            task.cancel()
        _, waiting = await asyncio.wait(waiting, timeout=1)
