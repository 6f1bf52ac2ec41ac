"""The door, the page and what she sends from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import final

from aiohttp import web

from bot.conversation.silence import SET_BACK
from bot.conversation.turned import Turned
from bot.conversation.views import Page
from bot.messages import Address, Channel, Chose, Happening, Hidden, Inbound, Opened, Said, Visible
from bot.web.answers import farewell, is_over, json_answer, last_lines, told, whole
from bot.web.cookies import Holder, dropping, holder, keeping
from bot.web.dress import look_for, wants_json
from bot.web.guards import PLAIN_HEADERS, is_ours, languages_of, read_form
from bot.web.limits import Limits
from bot.web.pages import Pages
from bot.web.ports import Edge

DRILL_PATH = "/d/{token:[A-Za-z0-9_-]{50}}"


@final
class Chat:
    """Handlers of the entry and of ``/``."""

    def __init__(self, edge: Edge, pages: Pages, limits: Limits) -> None:
        self._edge = edge
        self._pages = pages
        self._limits = limits

    async def enter(self, request: web.Request) -> web.Response:
        """The key: a token in a cookie, and on to ``/``. A live session is kept, unless it waits
        for her word: the key always opens."""
        await self._limits.slow_down(request)
        held = holder(request, self._edge)
        page = await self._page(request, held) if held is not None else None
        if held is not None and page is not None and page.live and page.state != "locked":
            return self._to_page(keeping(held.token, self._edge, page.patience))
        return self._to_page(keeping(self._edge.tokens.mint(self._edge.clock()), self._edge))

    async def practise(self, request: web.Request) -> web.Response:
        """The key of a drill: its page, while it runs. Of any other talk there is only the cover,
        so that nobody can be led into somebody else's."""
        await self._limits.slow_down(request)
        token = request.match_info["token"]
        minted_at = self._edge.tokens.minted_at(token)
        held = Holder(Address(Channel.WEB, token), minted_at) if minted_at else None
        page = await self._page(request, held) if held is not None else None
        if page is None or not page.live or not page.drill:
            raise web.HTTPNotFound
        return self._to_page(keeping(token, self._edge, page.patience))

    async def show(self, request: web.Request) -> web.Response:
        """The chat for the holder of a live session, else the cover."""
        held = holder(request, self._edge)
        if held is None:
            return self._cover(request)
        page = await self._page(request, held)
        return self._chat(request, held, page) if page.live else self._cover(request)

    async def take(self, request: web.Request) -> web.Response:
        """A message, a choice or a sign of life from the page."""
        edge = self._edge
        if not is_ours(request, edge.settings.origin):
            raise web.HTTPForbidden
        fields = await read_form(request)
        held = holder(request, edge)
        if held is None:
            return self._gone(request)
        now = edge.clock()
        form = fields.get("form", "")
        if not edge.tokens.form_fits(held.token, form, now):
            return await self._again(request, held, fields)
        what = _meant(fields)
        if what is None:
            return await self._refreshed(request, held, fields)
        await self._limits.slow_down(request, lambda: self._urgent(what))
        if self._is_old(held, now) and not (await self._page(request, held)).live:
            return self._gone(request)
        if isinstance(what, Hidden | Visible):
            return await self._looked_away(held, form, what)
        origin = self._limits.origin(request)
        turned = await edge.inbox.post(
            Inbound(form, held.address, now, what, languages_of(request), origin=origin)
        )
        if isinstance(what, Opened) and not is_over(turned):
            edge.views.alive(held.address, now)
        return await self._followed(request, held, turned, fields)

    async def _looked_away(self, held: Holder, form: str, what: Hidden | Visible) -> web.Response:
        """Her tab was hidden or shown; the form's id is still good for what she sends next."""
        now = self._edge.clock()
        id = f"{form} {type(what).__name__} {now.timestamp()}"
        await self._edge.inbox.post(Inbound(id, held.address, now, what))
        return web.Response(status=204, headers=PLAIN_HEADERS)

    # --- what follows ---------------------------------------------------------------------------

    async def _followed(
        self, request: web.Request, held: Holder, turned: Turned, fields: Mapping[str, str]
    ) -> web.Response:
        if is_over(turned):
            return self._ended(request, turned)
        cookie = keeping(held.token, self._edge, turned.patience)
        if not wants_json(request):
            return self._to_page(cookie)
        if turned.resumed:
            return json_answer({"live": True, "fresh": True}, cookie)
        after = _number(fields.get("after", ""))
        form = self._edge.tokens.form(held.token, self._edge.clock())
        data = told(turned, after, form)
        if data is None:
            page = await self._page(request, held, after)
            if not page.live:
                return self._gone(request)
            data = whole(page, after, form)
        return json_answer(data, cookie)

    def _ended(self, request: web.Request, turned: Turned) -> web.Response:
        """The curtain has fallen: what was said last, if anything, and the cookie is gone."""
        cookie = dropping(self._edge)
        if wants_json(request):
            return json_answer(farewell(turned), cookie)
        lines = last_lines(turned)
        if not lines:
            return self._to_page(cookie)
        answer = self._cover(request, lines)
        answer.headers.add("Set-Cookie", cookie)
        return answer

    async def _again(
        self, request: web.Request, held: Holder, fields: Mapping[str, str]
    ) -> web.Response:
        """The form was too old or not ours: nothing happened, and her text is not lost."""
        page = await self._page(request, held)
        if not page.live:
            return self._gone(request)
        if wants_json(request):
            form = self._edge.tokens.form(held.token, self._edge.clock())
            return json_answer({"live": True, "again": True, "form": form}, status=409)
        typed = "" if page.state == "locked" else fields.get("text", "")
        return self._chat(request, held, page, typed, "lost", 409)

    async def _refreshed(
        self, request: web.Request, held: Holder, fields: Mapping[str, str]
    ) -> web.Response:
        """Nothing was sent: the page as it is now."""
        if not wants_json(request):
            return self._to_page("")
        after = _number(fields.get("after", ""))
        page = await self._page(request, held, after)
        if not page.live:
            return self._gone(request)
        form = self._edge.tokens.form(held.token, self._edge.clock())
        return json_answer(whole(page, after, form))

    def _is_old(self, held: Holder, now: datetime) -> bool:
        """Whether the token was minted longer ago than a silence lasts, or so far in the future
        that nobody knows: it may be a dead one."""
        return not -SET_BACK <= now - held.minted_at <= self._edge.settings.silence

    def _urgent(self, what: Happening) -> bool:
        if isinstance(what, Said):
            return self._edge.urgent(what.text)
        return isinstance(what, Chose) and ".danger." in what.ask

    # --- pages ----------------------------------------------------------------------------------

    async def _page(self, request: web.Request, held: Holder, after: int = 0) -> Page:
        """What may be shown. A token that was never used lives as long as a silence."""
        edge = self._edge
        now = edge.clock()
        page = await edge.views.page(held.address, languages_of(request), now, after)
        unused = page.live and page.conversation is None
        if unused and self._is_old(held, now):
            return Page(live=False, conversation=None, language=page.language)
        return page

    def _chat(
        self,
        request: web.Request,
        held: Holder,
        page: Page,
        draft: str = "",
        note: str = "",
        status: int = 200,
    ) -> web.Response:
        look = look_for(request, self._edge, page.language)
        form = self._edge.tokens.form(held.token, look.now)
        body = self._pages.chat(page, form, look, draft, note)
        return self._pages.answer(body, look, status=status, chat=True)

    def _cover(self, request: web.Request, lines: tuple[str, ...] = ()) -> web.Response:
        look = look_for(request, self._edge)
        return self._pages.answer(self._pages.cover(look, lines), look)

    def _gone(self, request: web.Request) -> web.Response:
        if wants_json(request):
            return json_answer({"live": False, "left": False, "messages": []})
        return self._cover(request)

    def _to_page(self, cookie: str) -> web.Response:
        headers = {**PLAIN_HEADERS, "Location": "/"}
        if cookie:
            headers["Set-Cookie"] = cookie
        return web.Response(status=303, headers=headers)


def _meant(fields: Mapping[str, str]) -> Happening | None:
    """What the fields of a form say, or None where they say nothing."""
    if choice := fields.get("choice"):
        return Chose(choice, fields.get("ask", ""))
    if text := fields.get("text", "").replace("\0", "").strip():
        return Said(text)
    for name, what in (("stay", Opened()), ("hidden", Hidden()), ("visible", Visible())):
        if name in fields:
            return what
    return None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
