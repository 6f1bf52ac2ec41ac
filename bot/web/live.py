"""Live answers as server-sent events: what is new for her, while her page is open."""

from __future__ import annotations

import asyncio
from collections.abc import Set
from contextlib import suppress
from typing import Any, final

import orjson
from aiohttp import web

from bot.conversation.beside import page_topic
from bot.conversation.views import Page
from bot.handoff.switches import TOPIC
from bot.messages import Voice
from bot.process.few import Few
from bot.web.answers import whole
from bot.web.cookies import Holder, holder, keeping
from bot.web.guards import PLAIN_HEADERS, languages_of
from bot.web.ports import Edge

STREAMS = 6000
BEAT = 20.0
"""Seconds between two signs of life."""
TYPING_BEAT = 2.0
"""The same while her operator is writing: so soon she sees that it is over."""
LONGEST = 300.0
"""Seconds after which a stream ends and the page opens it anew, which renews its cookie."""
BACKLOG = 64 * 1024
"""Bytes that a reader may leave unread."""
OF_ONE = 8
"""Streams of one talk: two pages, and some that broke off unnoticed. Another one ends the oldest,
so that who opens thousands has eight, and wakes eight."""
LETTING_GO = 5.0
"""Seconds that the end of a stream may take to be written."""
COVER = b"event: cover\ndata: {}\n\n"


@final
class Live:
    """The handler of ``/events``."""

    def __init__(self, edge: Edge) -> None:
        self._edge = edge
        self._open: set[asyncio.Task[Any]] = set()
        self._few = Few(OF_ONE)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """News after a seq (``Last-Event-ID`` or ``after``) until she leaves or falls silent."""
        if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            raise web.HTTPForbidden
        held = holder(request, self._edge)
        after = _seq(request)
        page = await self._page(request, held, after) if held else None
        if held is None or page is None or page.conversation is None or not page.live:
            return await self._covered(request)
        if len(self._open) >= STREAMS:
            return web.Response(status=503, headers=PLAIN_HEADERS)
        return await self._run(request, held, page, after)

    async def finish(self, _: web.Application) -> None:
        """End every stream, when the service stops."""
        for task in self._open:
            task.cancel()

    async def _run(
        self, request: web.Request, held: Holder, page: Page, after: int
    ) -> web.StreamResponse:
        task = asyncio.current_task()
        assert task is not None, "a handler runs in a task"
        response = await self._begin(request, keeping(held.token, self._edge, page.patience))
        self._open.add(task)
        try:
            async with asyncio.timeout(LONGEST) as patience:
                with self._few.one_of(page.conversation or "", patience):
                    await self._follow(request, response, held, page, after)
        except (TimeoutError, ConnectionError):
            pass
        finally:
            self._open.discard(task)
            with suppress(ConnectionError, TimeoutError):
                async with asyncio.timeout(LETTING_GO):
                    await response.write_eof()
        return response

    async def _follow(
        self,
        request: web.Request,
        response: web.StreamResponse,
        held: Holder,
        page: Page,
        after: int,
    ) -> None:
        talk = page.conversation or ""
        async with self._edge.bus.subscribe(f"thread:{talk}", page_topic(talk), TOPIC) as waiter:
            woken: Set[str] = {TOPIC}
            told: object = None
            typing = False
            while not _is_slow(request):
                # Read after subscribing, so that nothing falls between the two.
                page = await self._page(request, held, after)
                if not page.live:
                    await response.write(COVER)
                    return
                self._edge.views.alive(held.address, self._edge.clock())
                now_told, types = (page.seq, page.ask, page.state), self._types(page, talk)
                if woken and now_told != told:
                    await response.write(_news(page, after))
                    self._gave(page, talk, after)
                    after, told = max(after, page.seq), now_told
                elif types == typing:
                    await response.write(b":\n\n")
                if types != typing:
                    typing = types
                    await response.write(b"event: typing\ndata: %d\n\n" % typing)
                woken = await waiter.wait(TYPING_BEAT if typing else BEAT)
            _drop(request)

    def _types(self, page: Page, talk: str) -> bool:
        """Whether her operator is writing to her, and she is there to see it."""
        if page.state != "operator":
            return False
        return self._edge.beside.typing_until(talk, self._edge.clock()) is not None

    def _gave(self, page: Page, talk: str, after: int) -> None:
        """The desk may see that her page has what an operator wrote."""
        more = self._edge.beside.gives(talk, page.seq)
        if more and any(one.voice is Voice.OPERATOR and one.seq > after for one in page.shown):
            self._edge.bus.publish(f"thread:{talk}")

    async def _page(self, request: web.Request, held: Holder, after: int) -> Page:
        return await self._edge.views.page(
            held.address, languages_of(request), self._edge.clock(), after
        )

    async def _covered(self, request: web.Request) -> web.StreamResponse:
        response = await self._begin(request, "")
        await response.write(COVER)
        await response.write_eof()
        return response

    async def _begin(self, request: web.Request, cookie: str) -> web.StreamResponse:
        headers = {**PLAIN_HEADERS, "Content-Type": "text/event-stream", "X-Accel-Buffering": "no"}
        if cookie:
            headers["Set-Cookie"] = cookie
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        await response.write(b"retry: 2000\n\n")
        return response


def _news(page: Page, after: int) -> bytes:
    data = orjson.dumps(whole(page, after))
    return b"id: %d\nevent: news\ndata: %b\n\n" % (page.seq, data)


def _seq(request: web.Request) -> int:
    text = request.headers.get("Last-Event-ID") or request.query.get("after", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _is_slow(request: web.Request) -> bool:
    transport = request.transport
    return transport is None or transport.get_write_buffer_size() > BACKLOG


def _drop(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()
