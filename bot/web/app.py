"""The public site as one aiohttp application."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.conversation.beside import Beside
from bot.web.answers import json_answer
from bot.web.chat import DRILL_PATH, Chat
from bot.web.dress import look_for, wants_json
from bot.web.exit import Exit
from bot.web.following import PATH, Following
from bot.web.guards import BODY_LIMIT, PLAIN_HEADERS, BadForm
from bot.web.hooks import PATHS, Hook
from bot.web.limits import Limits
from bot.web.live import Live
from bot.web.pages import Pages
from bot.web.ports import Almanac, Bus, Edge, Inbox, Settings, Tokens, Views, Webhook, Words

log = structlog.get_logger(__name__)

_PROBLEMS = {403: "elsewhere", 400: "unreadable", 413: "too_long"}


async def _always() -> bool:
    return True


def build(
    *,
    settings: Settings,
    inbox: Inbox,
    views: Views,
    bus: Bus,
    tokens: Tokens,
    words: Words,
    almanac: Almanac,
    clock: Callable[[], datetime],
    ready: Callable[[], Awaitable[bool]] = _always,
    urgent: Callable[[str], bool] = lambda text: False,
    webhooks: Mapping[str, Webhook] | None = None,
    beside: Beside | None = None,
    exit_to: Callable[[], str] | None = None,
) -> web.Application:
    """The application. Run it without an access log: that would hold addresses and the key.

    ``clock`` gives the time in UTC. ``ready`` says whether messages can be taken. ``urgent`` says
    whether a text must not be slowed down. ``webhooks`` by the path of ``hooks.PATHS``. ``beside``:
    what the desk shares with her page. ``exit_to``: where an exit leads now, where that may change.
    """
    rest = clock, ready, urgent, beside or Beside(), exit_to
    edge = Edge(settings, inbox, views, bus, tokens, words, almanac, *rest)
    pages = Pages(words, almanac)
    limits = Limits(clock)
    chat, exit_, live = Chat(edge, pages, limits), Exit(edge), Live(edge)
    following = Following(edge, pages, limits)
    app = web.Application(middlewares=[_friendly(edge, pages)], client_max_size=BODY_LIMIT)
    app.router.add_get("/", chat.show)
    app.router.add_post("/", chat.take)
    app.router.add_get("/exit", exit_.link)
    app.router.add_post("/exit", exit_.beacon)
    app.router.add_get("/events", live.stream, allow_head=False)
    app.router.add_get("/healthz", _health)
    app.router.add_get("/readyz", _readiness(edge))
    app.router.add_get(f"/{settings.entry}", chat.enter)
    app.router.add_get(DRILL_PATH, chat.practise)
    app.router.add_get(PATH, following.look)
    app.router.add_post(PATH, following.touch)
    for path in PATHS:
        app.router.add_post(path, Hook(edge, path, (webhooks or {}).get(path)).take)
    app.on_shutdown.append(live.finish)
    app.on_shutdown.append(exit_.finish)
    return app


def _friendly(edge: Edge, pages: Pages) -> Middleware:
    """Every answer that is not a handler's own: the cover, or a sentence with 112."""

    @web.middleware
    async def friendly(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except BadForm:
            status = 400
        except web.HTTPException as refusal:
            status = refusal.status
        except Exception as error:  # noqa: BLE001 - she never sees a stack trace
            log.error("request_failed", error=type(error).__name__)
            status = 503
        return _sorry(request, status)

    def _sorry(request: web.Request, status: int) -> web.Response:
        if wants_json(request):
            return json_answer({"error": _PROBLEMS.get(status, "busy")}, status=status)
        look = look_for(request, edge)
        if status in (404, 405):
            return pages.answer(pages.cover(look), look, status=404)
        key = _PROBLEMS.get(status, "busy")
        return pages.answer(pages.problem(key, look), look, status=status)

    return friendly


async def _health(_: web.Request) -> web.Response:
    return web.Response(text="ok", headers=PLAIN_HEADERS)


def _readiness(edge: Edge) -> Handler:
    async def readiness(_: web.Request) -> web.Response:
        is_ready = await edge.ready()
        return web.Response(
            text="ok" if is_ready else "not ready",
            status=200 if is_ready else 503,
            headers=PLAIN_HEADERS,
        )

    return readiness
