"""Builds the staff site: every route is declared here, with who may call it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import cache, partial

import orjson
import structlog
from aiohttp import web
from argon2 import PasswordHasher
from prometheus_client import CollectorRegistry, Counter

from admin import alarms, cases, contact, desk, held, letters, metrics, people, undelivered
from admin.audit import endpoints as audit
from admin.auth import SESSION_COOKIE, Doors
from admin.calendar.endpoints import ENDPOINTS as CALENDARS
from admin.calendar.feeds import FEEDS, subscription
from admin.calendar.feeds import PATH as FEED
from admin.calendar.with_her import WITH_HER
from admin.channels import endpoints as channels
from admin.channels import shown
from admin.chat import endpoints as chat_tools
from admin.console import console
from admin.directory import endpoints as directory
from admin.doors import account, entrance
from admin.drills import endpoints as drills
from admin.endpoint import Caller, Endpoint
from admin.figures import endpoints as figures
from admin.flows import endpoints as flows
from admin.flows import incoming, planned
from admin.flyers import endpoints as flyers
from admin.guard import (
    LARGEST_BODY,
    Guard,
    add_headers,
    check_same_site,
    from_loopback,
    refusal,
)
from admin.imports import endpoints as imports
from admin.live import OF_ONE, stream
from admin.measures import endpoints as measures
from admin.members import endpoints as members
from admin.openapi import document
from admin.ports import House
from admin.refused import Refused
from admin.rehearsal import endpoints as rehearsal
from admin.retention import endpoints as retention
from admin.rota import endpoints as rota
from admin.routing import board, hours
from admin.routing import endpoints as routing
from admin.settings import endpoints as settings
from admin.switches import endpoints as switches
from admin.training import endpoints as training
from admin.training import feeds as training_feeds
from admin.with_others import TOGETHER
from admin.wording import endpoints as wording
from bot.handoff.people import StaffSession
from bot.handoff.reasons import Reason
from bot.process.few import Few
from bot.storage.staff_enrol import password_hasher

CALLERS: web.AppKey[dict[tuple[str, str], Caller]] = web.AppKey("callers", dict)
"""Who may call which (method, path): a route that is not here is not served."""

ENDPOINTS: tuple[Endpoint, ...] = (
    *desk.ENDPOINTS,
    *cases.ENDPOINTS,
    *routing.ENDPOINTS,
    *board.ENDPOINTS,
    *hours.ENDPOINTS,
    *rota.ENDPOINTS,
    *contact.ENDPOINTS,
    *chat_tools.ENDPOINTS,
    *letters.ENDPOINTS,
    *held.ENDPOINTS,
    *undelivered.ENDPOINTS,
    *people.ENDPOINTS,
    *alarms.ENDPOINTS,
    *CALENDARS,
    *directory.ENDPOINTS,
    *measures.ENDPOINTS,
    *imports.ENDPOINTS,
    *training.ENDPOINTS,
    *training_feeds.ENDPOINTS,
    *FEEDS,
    *WITH_HER,
    *entrance.ENDPOINTS,
    *account.ENDPOINTS,
    *members.ENDPOINTS,
    *audit.ENDPOINTS,
    *figures.ENDPOINTS,
    *retention.ENDPOINTS,
    *channels.ENDPOINTS,
    *shown.ENDPOINTS,
    *switches.ENDPOINTS,
    *drills.ENDPOINTS,
    *settings.ENDPOINTS,
    *flows.ENDPOINTS,
    *rehearsal.ENDPOINTS,
    *wording.ENDPOINTS,
    *planned.ENDPOINTS,
    *incoming.ENDPOINTS,
    *flyers.ENDPOINTS,
    *TOGETHER,
)
"""Every operation of the API."""

log = structlog.get_logger(__name__)


def build(house: House, hasher: PasswordHasher | None = None) -> web.Application:
    """The staff site of this house. ``hasher``: how passwords are hashed."""
    doors = Doors(house.accounts, house.passkeys, house.staff, hasher or password_hasher())
    guard = Guard(house, doors)
    registry = metrics.registry()
    app = web.Application(client_max_size=LARGEST_BODY, middlewares=[_outermost(registry)])
    app[CALLERS] = {}
    for one in ENDPOINTS:
        _serve(app, one.method, one.path, one.caller, guard.wrap(one))
    _serve(app, "GET", "/api/openapi.json", Caller.ANYONE, _document(ENDPOINTS))
    _serve(app, "GET", "/api/live", Caller.STAFF, _live(house, guard, doors))
    _serve(app, "GET", FEED, Caller.SUBSCRIBER, subscription(house))
    _serve(app, "GET", "/metrics", Caller.LOOPBACK, _metrics(registry, house))
    for path, handle in console().items():
        _serve(app, "GET", path, Caller.ANYONE, handle)
    app.on_response_prepare.append(add_headers)
    return app


Handle = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _serve(app: web.Application, method: str, path: str, caller: Caller, handle: Handle) -> None:
    app[CALLERS][method, path] = caller
    app.router.add_route(method, path, handle)


def _outermost(registry: CollectorRegistry) -> Callable[..., Awaitable[web.StreamResponse]]:
    """Counts answers, and turns whatever escapes (a full inbox, a dead database) into a
    sentence without a trace."""
    requests = Counter(
        "filo_staff_requests", "Answers of the staff site.", ["route", "status"], registry=registry
    )

    @web.middleware
    async def middleware(request: web.Request, handler: Handle) -> web.StreamResponse:
        resource = request.match_info.route.resource
        route = resource.canonical if resource is not None else "none"
        try:
            response = await handler(request)
        except web.HTTPException as error:
            response = _plain(error, request)
        except Exception as error:  # noqa: BLE001 - the outermost line of the site
            log.error("staff_request_failed", route=route, error=type(error).__name__)
            response = refusal(Refused(503, Reason.BUSY), request)
        requests.labels(route, str(response.status)).inc()
        return response

    return middleware


def _plain(error: web.HTTPException, request: web.Request) -> web.Response:
    if error.status in (404, 405):
        return refusal(Refused(error.status, Reason.UNKNOWN), request)
    return refusal(Refused(error.status, Reason.BAD_REQUEST), request)


def _document(endpoints: tuple[Endpoint, ...]) -> Handle:
    """Made when it is first asked for: it takes half a second, and a start shall be quick."""

    @cache
    def body() -> bytes:
        return orjson.dumps(document(endpoints))

    async def handle(_: web.Request) -> web.Response:
        return web.Response(body=await asyncio.to_thread(body), content_type="application/json")

    return handle


def _live(house: House, guard: Guard, doors: Doors) -> Handle:
    few = Few(OF_ONE)

    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            check_same_site(request, house.staff.origin)
            session = await guard.session(request)
        except Refused as refused:
            return refusal(refused, request)
        token = request.cookies.get(SESSION_COOKIE, "")

        async def still_there(now: datetime) -> StaffSession | None:
            return await doors.who(token, now)

        return await stream(request, house, still_there, partial(few.one_of, session.key))

    return handle


def _metrics(registry: CollectorRegistry, house: House) -> Handle:
    async def handle(request: web.Request) -> web.Response:
        if not from_loopback(request):
            return refusal(Refused(404, Reason.UNKNOWN), request)
        counts = await house.measured()
        left = 0 if counts is None else await house.values_left()
        body = metrics.exposition(registry, counts, house.failures, left)
        return web.Response(body=body, content_type="text/plain")

    return handle
