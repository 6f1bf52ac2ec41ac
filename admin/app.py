"""Builds the staff site: every route is declared here, with who may call it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

import orjson
import structlog
from aiohttp import web
from argon2 import PasswordHasher
from prometheus_client import CollectorRegistry, Counter, generate_latest

from admin import cases, desk, letters
from admin.auth import SESSION_COOKIE, Doors
from admin.endpoint import Caller, Endpoint, Refused
from admin.guard import (
    LARGEST_BODY,
    Guard,
    add_headers,
    check_same_site,
    from_loopback,
    refusal,
)
from admin.live import stream
from admin.openapi import document
from admin.ports import House
from bot.handoff.people import StaffSession
from bot.handoff.reasons import Reason

PAGE = Path(__file__).parent / "page"
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}

CALLERS: web.AppKey[dict[tuple[str, str], Caller]] = web.AppKey("callers", dict)
"""Who may call which (method, path): a route that is not here is not served."""

log = structlog.get_logger(__name__)


def build(house: House, hasher: PasswordHasher | None = None) -> web.Application:
    """The staff site of this house. ``hasher``: how passwords are hashed (argon2id's defaults)."""
    doors = Doors(house.accounts, house.staff, hasher or PasswordHasher())
    guard = Guard(house, doors)
    registry = CollectorRegistry()
    app = web.Application(client_max_size=LARGEST_BODY, middlewares=[_outermost(registry)])
    app[CALLERS] = {}
    endpoints = (
        *desk.session_endpoints(doors),
        *desk.ENDPOINTS,
        *cases.ENDPOINTS,
        *letters.ENDPOINTS,
    )
    for one in endpoints:
        _serve(app, one.method, one.path, one.caller, guard.wrap(one))
    _serve(app, "GET", "/api/openapi.json", Caller.ANYONE, _document(endpoints))
    _serve(app, "GET", "/api/live", Caller.STAFF, _live(house, guard, doors))
    _serve(app, "GET", "/metrics", Caller.LOOPBACK, _metrics(registry))
    for path, file in _files().items():
        _serve(app, "GET", path, Caller.ANYONE, _static(file))
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
            response = _plain(error)
        except Exception as error:  # noqa: BLE001 - the outermost line of the site
            log.error("staff_request_failed", route=route, error=type(error).__name__)
            response = refusal(Refused(503, Reason.BUSY))
        requests.labels(route, str(response.status)).inc()
        return response

    return middleware


def _plain(error: web.HTTPException) -> web.Response:
    if error.status in (404, 405):
        return refusal(Refused(error.status, Reason.UNKNOWN))
    return refusal(Refused(error.status, Reason.BAD_REQUEST))


def _document(endpoints: tuple[Endpoint, ...]) -> Handle:
    body = orjson.dumps(document(endpoints))

    async def handle(_: web.Request) -> web.Response:
        return web.Response(body=body, content_type="application/json")

    return handle


def _live(house: House, guard: Guard, doors: Doors) -> Handle:
    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            check_same_site(request, house.staff.origin)
            await guard.session(request)
        except Refused as refused:
            return refusal(refused)
        token = request.cookies.get(SESSION_COOKIE, "")

        async def still_there(now: datetime) -> StaffSession | None:
            return await doors.who(token, now)

        return await stream(request, house, still_there)

    return handle


def _metrics(registry: CollectorRegistry) -> Handle:
    async def handle(request: web.Request) -> web.Response:
        if not from_loopback(request):
            return refusal(Refused(404, Reason.UNKNOWN))
        return web.Response(body=generate_latest(registry), content_type="text/plain")

    return handle


def _files() -> dict[str, Path]:
    """Path -> file of the page: what lies in the folder, and nothing else, is served."""
    files = {f"/page/{path.name}": path for path in sorted(PAGE.iterdir()) if path.suffix in _TYPES}
    return {"/": PAGE / "index.html", **files}


def _static(file: Path) -> Handle:
    body = file.read_bytes()
    kind = _TYPES[file.suffix]

    async def handle(_: web.Request) -> web.Response:
        return web.Response(body=body, content_type=kind, charset="utf-8")

    return handle
