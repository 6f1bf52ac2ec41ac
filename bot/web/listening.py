"""How a site listens: what is asked slowly, packed or without end does not keep it from others.

The proxy in front does the same first (``deploy/Caddyfile``); here it holds without one too.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from logging import Logger
from typing import Any

from aiohttp import HttpVersion11, web
from aiohttp.typedefs import Handler
from aiohttp.web_protocol import RequestHandler

from bot.process.ending import ended
from bot.web.guards import PLAIN_HEADERS

IDLE_SECONDS = 30.0
"""How long a connection may go without a whole head of a request: the first, or the next one. A
proxy lets go of its own before (``keepalive`` in ``deploy/Caddyfile``)."""

LOOKED_AT_SECONDS = 5.0
LAST_SECONDS = 6.0
"""How long a site may take to end beside its last answers: an exit may still have to be written."""

LINE, FIELD, FIELDS = 4096, 4096, 64
"""Bytes of the first line and of one header, and how many headers there may be."""

WAITING = 1024
"""Connections that may wait to be taken: in a flood hers is one of them."""

_PLAIN = frozenset({"", "identity"})


class Listening:
    """Which connections are at work, and since when the others are not."""

    def __init__(self, idle: float = IDLE_SECONDS) -> None:
        self._idle = idle
        self._since: dict[object, float] = {}
        self._at_work: set[object] = set()

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Before all others: a packed body is refused unread, since nobody's page sends one, and so
        are chunks from before there were any: a proxy may take them for something else."""
        if request.version < HttpVersion11 and "Transfer-Encoding" in request.headers:
            return _closing(400)
        if request.headers.get("Content-Encoding", "").strip().lower() not in _PLAIN:
            return _closing(415)
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


def _closing(status: int) -> web.Response:
    """Only that status; what comes behind it on this connection is not read."""
    answer = web.Response(status=status, headers=PLAIN_HEADERS)
    answer.force_close()
    return answer


class _Refusing(RequestHandler):
    """A connection. What cannot be read is refused without what was sent and what we run on."""

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """The status alone; it is logged as ever. What is no text, where our own code is not even
        asked yet (``Expect``), is no failure of ours."""
        told = super().handle_error(request, status, exc, message)
        return _closing(400 if isinstance(exc, UnicodeError) else told.status)


async def _plain(_: web.Request, response: web.StreamResponse) -> None:
    """Also an answer that no handler of ours gave is kept by nobody, and names no program."""
    response.headers["Server"] = PLAIN_HEADERS["Server"]
    for name, value in PLAIN_HEADERS.items():
        response.headers.setdefault(name, value)


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
) -> AsyncIterator[asyncio.Server]:
    """The site at that address while the block runs. Raises ``OSError`` where nothing can listen.

    ``stopping``: seconds that answers get to end. ``idle`` and ``every``: seconds that a connection
    may do nothing, and between two looks at that.
    """
    watcher, loop = Listening(idle), asyncio.get_running_loop()
    app.middlewares.insert(0, watcher.middleware)
    app.on_response_prepare.append(_plain)
    # That long twice: for who is at work, and then for who is told to let go.
    runner = web.AppRunner(app, shutdown_timeout=stopping / 2)
    await runner.setup()
    made = runner.server
    assert made is not None, "it is set up"
    how: dict[str, Any] = {
        "logger": log,
        "access_log": None,
        "auto_decompress": False,
        "max_line_size": LINE,
        "max_field_size": FIELD,
        "max_headers": FIELDS,
    }
    watching = asyncio.create_task(watcher.watch(made, every))
    try:
        server = await loop.create_server(
            lambda: _Refusing(made, loop=loop, **how), host, port, backlog=WAITING
        )
        try:
            yield server
        finally:
            server.close()
    finally:
        watching.cancel()
        await ended("site", runner.cleanup(), stopping + LAST_SECONDS)
