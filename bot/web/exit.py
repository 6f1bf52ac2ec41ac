"""The way out: a link and a beacon. Neither ever waits long for anything."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import final

import structlog
from aiohttp import web

from bot.messages import Inbound, Left
from bot.web.cookies import Holder, dropping, holder
from bot.web.guards import PLAIN_HEADERS
from bot.web.ports import Edge

PATIENCE = 0.3
"""Seconds that leaving waits for being written down; it is written all the same."""

AGAIN = 1.0
LONGEST_PAUSE = 30.0
"""Seconds between two attempts to write it down where that cannot be done now: doubled each time.
It is tried for as long as a silence lasts, which closes the talk too."""

MOST_LEAVING = 1000
"""So many are tried again at the same time, beyond that each only once."""

log = structlog.get_logger(__name__)


@final
class Exit:
    """Handlers of ``/exit``. The curtain falls on the server too, whoever asks and how often."""

    def __init__(self, edge: Edge) -> None:
        self._edge = edge
        self._leaving: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()

    async def link(self, request: web.Request) -> web.Response:
        """On to the innocent page; cookie and storage are cleared, nothing is kept.

        ``Clear-Site-Data`` without ``cache``: browsers wait for that purge with the chat visible.
        """
        await self._leave(request)
        headers = self._headers()
        headers["Location"] = self._edge.exit_url
        headers["Clear-Site-Data"] = '"cookies", "storage"'
        return web.Response(status=303, headers=headers)

    async def beacon(self, request: web.Request) -> web.Response:
        """The same for ``sendBeacon``: 204, with a cookie or without, as often as it comes."""
        await self._leave(request)
        return web.Response(status=204, headers=self._headers())

    async def finish(self, _: web.Application) -> None:
        """Wait for what is still being written, when the service stops."""
        self._stopping.set()
        if self._leaving:
            await asyncio.wait(self._leaving, timeout=5)

    def _headers(self) -> dict[str, str]:
        return {**PLAIN_HEADERS, "Set-Cookie": dropping(self._edge)}

    async def _leave(self, request: web.Request) -> None:
        held = holder(request, self._edge)
        if held is None:
            return
        task = asyncio.create_task(self._write(held), name="exit")
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)
        await asyncio.wait({task}, timeout=PATIENCE)

    async def _write(self, held: Holder) -> None:
        """Leaving twice has one effect, and leaving again after a return has its own.

        Her page is gone by then: nobody else would say it once more.
        """
        now = self._edge.clock()
        left = Inbound(f"exit-{now.timestamp()}", held.address, now, Left("button"))
        seconds = asyncio.get_running_loop().time
        until, pause = seconds() + self._edge.settings.silence.total_seconds(), AGAIN
        while True:
            try:
                await self._edge.inbox.post(left)
                return
            except Exception as error:  # noqa: BLE001 - leaving goes on whatever failed here
                log.error("exit_not_written", error=type(error).__name__)
            if seconds() + pause > until or len(self._leaving) > MOST_LEAVING:
                return
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause)
            if self._stopping.is_set():
                return
            pause = min(2 * pause, LONGEST_PAUSE)
