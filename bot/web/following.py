"""The one-time link that leads from her messenger to this page: looking at it does nothing.

Messengers, scanners and previews look at every address that is sent. They get the cover with one
button, whatever the link is; only a touch of the button, a POST from our own page, uses it up.
"""

from __future__ import annotations

from collections import OrderedDict
from os import urandom
from typing import final

from aiohttp import web

from bot.messages import Address, Channel, Followed, Inbound
from bot.web.answers import is_over
from bot.web.cookies import keeping
from bot.web.dress import look_for
from bot.web.guards import PLAIN_HEADERS, is_ours, languages_of, read_form
from bot.web.limits import Limits
from bot.web.pages import Pages
from bot.web.ports import Edge

PATH = "/g/{token:[A-Za-z0-9_-]{22}}{sign:[^A-Za-z0-9_/-]{0,3}}"
"""A messenger may take a sign that stands behind the address, such as a mark of direction, for a
part of it."""

REMEMBERED = 500


@final
class Following:
    """Handlers of the link."""

    def __init__(self, edge: Edge, pages: Pages, limits: Limits) -> None:
        self._edge = edge
        self._pages = pages
        self._limits = limits
        self._begun: OrderedDict[tuple[str, str], str] = OrderedDict()

    async def look(self, request: web.Request) -> web.Response:
        """The cover, with a button. Nothing is read or written, and every link looks alike."""
        look = look_for(request, self._edge)
        body = self._pages.cover(look, touch=urandom(12).hex())
        return self._pages.answer(body, look)

    async def touch(self, request: web.Request) -> web.Response:
        """Her talk goes on here where the link is good; else there is only the cover."""
        if not is_ours(request, self._edge.settings.origin):
            raise web.HTTPForbidden
        fields = await read_form(request)
        await self._limits.slow_down(request)
        token, touch = request.match_info["token"], fields.get("touch", "")[:64]
        session = self._session(token, touch)
        what = Followed(token)
        to, now = Address(Channel.WEB, session), self._edge.clock()
        turned = await self._edge.inbox.post(
            Inbound(f"link:{touch}", to, now, what, languages_of(request))
        )
        headers = {**PLAIN_HEADERS, "Location": "/"}
        if not is_over(turned):
            self._edge.views.alive(to, now)
            headers["Set-Cookie"] = keeping(session, self._edge)
        return web.Response(status=303, headers=headers)

    def _session(self, token: str, touch: str) -> str:
        """The session that this touch begins; a second tap of the same button begins the same."""
        key = (token, touch)
        if key not in self._begun:
            self._begun[key] = self._edge.tokens.mint(self._edge.clock())
            if len(self._begun) > REMEMBERED:
                self._begun.popitem(last=False)
        return self._begun[key]
