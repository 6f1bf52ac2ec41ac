"""Where providers tell us what happened: checked, written down for good, then answered."""

from __future__ import annotations

import asyncio
from typing import final

import structlog
from aiohttp import web

from bot.conversation.arriving import Delivered, Refused
from bot.web.guards import PLAIN_HEADERS
from bot.web.ports import Edge, Webhook

PATHS = ("/telegram", "/twilio/message", "/twilio/status")
MOST_BYTES = 256 * 1024
"""A message of the greatest length, quoted in another one and escaped, is far below."""

READ_SECONDS = 10.0

log = structlog.get_logger(__name__)


@final
class Hook:
    """The handler of one path. Without a webhook, the channel being off, it refuses everything."""

    def __init__(self, edge: Edge, path: str, webhook: Webhook | None) -> None:
        self._edge = edge
        self._path = path
        self._webhook = webhook

    async def take(self, request: web.Request) -> web.Response:
        """403 for what is not the provider's; the provider's answer once all is written down.

        503 where it cannot be written now: the provider comes again, and nothing happens twice.
        """
        if self._webhook is None:
            return _empty(403)
        body = await _read(request)
        if body is None:
            return _empty(413)
        headers = {name.lower(): value for name, value in request.headers.items()}
        public = f"{self._edge.settings.origin}{request.path_qs}"
        try:
            delivered = Delivered(body, headers, public)
            inbounds = await self._webhook.read(delivered, self._edge.clock())
        except Refused:
            log.warning("webhook_refused", route=self._path)
            return _empty(403)
        try:
            for inbound in inbounds:
                await self._edge.inbox.post(inbound)
                self._webhook.taken(inbound)
        except Exception as error:  # noqa: BLE001 - the provider is told to come again
            log.error("webhook_not_written", route=self._path, error=type(error).__name__)
            return _empty(503)
        answer = self._webhook
        return web.Response(
            text=answer.answer, content_type=answer.answer_type, headers=PLAIN_HEADERS
        )


async def _read(request: web.Request) -> bytes | None:
    """The whole body, or None where it is too long or does not come."""
    body = bytearray()
    try:
        async with asyncio.timeout(READ_SECONDS):
            async for chunk in request.content.iter_any():
                body += chunk
                if len(body) > MOST_BYTES:
                    return None
    except TimeoutError:
        return None
    return bytes(body)


def _empty(status: int) -> web.Response:
    return web.Response(status=status, headers=PLAIN_HEADERS)
