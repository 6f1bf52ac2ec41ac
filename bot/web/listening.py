"""How a site listens: what is asked slowly, packed or without end does not keep it from others.

The proxy in front does the same first (``deploy/Caddyfile``); here it holds without one too.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from logging import Logger

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.ending import ended
from bot.web.guards import PLAIN_HEADERS

IDLE_SECONDS = 30.0
"""How long a connection may go without a whole head of a request: the first, or the next one. A
proxy lets go of its own before (``keepalive`` in ``deploy/Caddyfile``)."""

LOOKED_AT_SECONDS = 5.0
LAST_SECONDS = 6.0
"""How long a site may take to end beside its last answers: an exit may still have to be written."""

LINE, FIELD, FIELDS = 4096, 4096, 64
"""Bytes of the first line and of one header, and how many headers there may be."""

_PLAIN = frozenset({"", "identity"})


class Listening:
    """Which connections are at work, and since when the others are not."""

    def __init__(self, idle: float = IDLE_SECONDS) -> None:
        self._idle = idle
        self._since: dict[object, float] = {}
        self._at_work: set[object] = set()

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Before all others: a packed body is refused unread, since nobody's page sends one."""
        if request.headers.get("Content-Encoding", "").strip().lower() not in _PLAIN:
            return web.Response(status=415, headers={**PLAIN_HEADERS, "Connection": "close"})
        protocol = request.protocol
        self._at_work.add(protocol)
        try:
            return await handler(request)
        finally:
            self._at_work.discard(protocol)
            self._since.pop(protocol, None)

    def close_idle(self, server: web.Server, now: float) -> None:
        """Close what has waited too long; ``now`` is the loop's time."""
        connections = server.connections
        self._since = {one: at for one in connections if (at := self._since.get(one)) is not None}
        for one in connections:
            if one in self._at_work or one.transport is None:
                continue
            if now - self._since.setdefault(one, now) >= self._idle:
                one.transport.abort()

    async def watch(self, server: web.Server, every: float) -> None:
        """Close idle connections for ever."""
        while True:
            self.close_idle(server, asyncio.get_running_loop().time())
            await asyncio.sleep(every)


@asynccontextmanager
async def listening(
    app: web.Application,
    host: str,
    port: int,
    log: Logger,
    *,
    stopping: float = 5.0,
    idle: float = IDLE_SECONDS,
    every: float = LOOKED_AT_SECONDS,
) -> AsyncIterator[web.AppRunner]:
    """The site at that address while the block runs. Raises ``OSError`` where nothing can listen.

    ``stopping``: seconds that answers get to end. ``idle`` and ``every``: seconds that a connection
    may do nothing, and between two looks at that.
    """
    listener = Listening(idle)
    app.middlewares.insert(0, listener.middleware)
    runner = web.AppRunner(
        app,
        access_log=None,
        logger=log,
        # That long twice: for who is at work, and then for who is told to let go.
        shutdown_timeout=stopping / 2,
        auto_decompress=False,
        max_line_size=LINE,
        max_field_size=FIELD,
        max_headers=FIELDS,
    )
    await runner.setup()
    assert runner.server is not None, "it is set up"
    watching = asyncio.create_task(listener.watch(runner.server, every))
    try:
        await web.TCPSite(runner, host, port).start()
        yield runner
    finally:
        watching.cancel()
        await ended("site", runner.cleanup(), stopping + LAST_SECONDS)
