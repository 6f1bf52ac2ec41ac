"""What stands before every handler: caller, same site, session, role, audit, refusals."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from hmac import compare_digest
from ipaddress import ip_address
from urllib.parse import urlsplit

import orjson
import structlog
from aiohttp import web
from pydantic import BaseModel, ValidationError

from admin.auth import BROWSER_COOKIE, SESSION_COOKIE, Doors
from admin.endpoint import Answered, Call, Caller, Endpoint
from admin.ports import House
from admin.refused import Refused
from admin.schema import Problem
from admin.texts import language_of
from bot.handoff.audit import REFUSED
from bot.handoff.people import StaffSession
from bot.handoff.reasons import Reason
from bot.handoff.trace import Trace, acting

LARGEST_BODY = 64 * 1024
BODY_SECONDS = 60.0
"""How long a body may take to come: half a megabyte over a slow line."""
FRESH = timedelta(minutes=5)
"""How long it counts that she proved who she is, where that is asked for."""

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SAFE = frozenset({"GET", "HEAD"})
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self';"
    " connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}

log = structlog.get_logger(__name__)

Handle = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def add_headers(_: web.Request, response: web.StreamResponse) -> None:
    """Every answer of the site is private, uncached, and runs only what this site serves."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)


class Guard:
    """Wraps handlers: nothing is served that does not pass here."""

    def __init__(self, house: House, doors: Doors) -> None:
        self._house = house
        self._doors = doors

    def wrap(self, one: Endpoint) -> Handle:
        """The endpoint as a handler of aiohttp."""

        async def handle(request: web.Request) -> web.StreamResponse:
            try:
                return await self._handle(one, request)
            except Refused as refused:
                return refusal(refused, request)

        return handle

    async def session(self, request: web.Request) -> StaffSession:
        """Who calls. Raises ``Refused`` where nobody is logged in."""
        now = self._house.clock()
        session = await self._doors.who(request.cookies.get(SESSION_COOKIE, ""), now)
        if session is None:
            raise Refused(401, Reason.SESSION)
        return session

    async def _handle(self, one: Endpoint, request: web.Request) -> web.StreamResponse:
        check_same_site(request, self._house.staff.origin)
        if not all(_ID.fullmatch(value) for value in request.match_info.values()):
            raise Refused(404, Reason.UNKNOWN)
        session = await self._allowed(one, request) if one.caller is Caller.STAFF else None
        call = Call(
            house=self._house,
            doors=self._doors,
            session=session,
            now=self._house.clock(),
            body=await _body(one, request) if one.takes is not None else None,
            path=dict(request.match_info),
            query=dict(request.query),
            site=self._house.staff.origin or f"{request.scheme}://{request.host}",
            browser=request.cookies.get(BROWSER_COOKIE, "")[:100],
            language=_language(request),
        )
        trace = self._trace(one, call)
        try:
            with acting(trace):
                answered = await one.handler(call)
        except Refused as refused:
            await self._record(one, call, f"{REFUSED}{refused.reason}")
            raise
        if trace is None or not trace.written:
            await self._record(one, call, "", answered.subject)
        return self._response(answered)

    async def _allowed(self, one: Endpoint, request: web.Request) -> StaffSession:
        session = await self.session(request)
        if request.method not in _SAFE:
            given = request.headers.get("X-Filo-Csrf", "")
            if not _equal(given, session.csrf):
                raise Refused(403, Reason.CROSS_SITE)
        now = self._house.clock()
        reason = self._refusal(one, session, now)
        if reason is not None:
            act = f"{one.audit or one.name}{REFUSED}{reason}"
            subject = request.match_info.get("id", "")
            await self._house.desk.record(session.account.id, act, subject, now)
            raise Refused(403, reason)
        await self._doors.seen(session, now)
        return session

    @staticmethod
    def _refusal(one: Endpoint, session: StaffSession, now: datetime) -> Reason | None:
        """Why she may not call this, or not now."""
        if session.account.role not in one.roles:
            return Reason.ROLE
        if one.fresh and not is_fresh(session, now):
            return Reason.PROVE
        return None

    def _trace(self, one: Endpoint, call: Call) -> Trace | None:
        """What storage writes down together with the act itself."""
        if call.session is None or not one.audit or one.method in _SAFE:
            return None
        id, subject = self._house.ids.new(), call.path.get("id", "")
        return Trace(id, call.account.id, one.audit, subject, call.now)

    async def _record(self, one: Endpoint, call: Call, how: str, subject: str = "") -> None:
        """The audit: acts, first readings and refusals of people who are logged in; who asks for
        what is not hers is written down wherever she asks."""
        follow_up = call.query.get("after", "0") != "0"
        strayed = how == f"{REFUSED}{Reason.UNKNOWN}"
        if call.session is None or not (one.audit or strayed) or (follow_up and not how):
            return
        subject, act = subject or call.path.get("id", ""), one.audit or one.name
        await self._house.desk.record(call.account.id, act + how, subject, call.now)

    def _response(self, answered: Answered) -> web.Response:
        if answered.body is None:
            response = web.Response(status=204)
        else:
            response = web.Response(
                body=answered.body.model_dump_json().encode(), content_type="application/json"
            )
        for name, cookie in answered.cookies.items():
            value, age = cookie or ("", 0)
            response.set_cookie(
                name,
                value,
                max_age=age,
                path="/",
                httponly=True,
                samesite="Strict",
                secure=self._house.staff.secure,
            )
        return response


def is_fresh(session: StaffSession, now: datetime) -> bool:
    """Whether she proved just now who she is."""
    return session.proved_at is not None and now - session.proved_at <= FRESH


def refusal(refused: Refused, request: web.Request) -> web.Response:
    """A refusal as the API gives it, in the language that the request asks for."""
    message = refused.message(_language(request))
    problem = Problem(code=refused.reason.value, message=message, holder=refused.holder)
    headers = {"Retry-After": refused.wait} if refused.wait else {}
    return web.Response(
        status=refused.status,
        body=problem.model_dump_json().encode(),
        content_type="application/json",
        headers=headers,
    )


def check_same_site(request: web.Request, origin: str) -> None:
    """Refuse what another site sent: by ``Sec-Fetch-Site``, or where it is absent by ``Origin``."""
    site = request.headers.get("Sec-Fetch-Site")
    safe = request.method in _SAFE
    if site is not None:
        if site == "same-origin" or (site == "none" and safe):
            return
        raise Refused(403, Reason.CROSS_SITE)
    sender = request.headers.get("Origin")
    if sender is None and safe:
        return
    ours = origin or f"{request.scheme}://{request.host}"
    if sender is None or not _is_same(sender, ours):
        raise Refused(403, Reason.CROSS_SITE)


def _is_same(one: str, other: str) -> bool:
    try:
        return urlsplit(one)[:2] == urlsplit(other)[:2]
    except ValueError:
        return False


def _language(request: web.Request) -> str:
    return language_of(request.headers.get("Accept-Language", ""))


def from_loopback(request: web.Request) -> bool:
    """Whether the request comes from this machine itself and through no proxy."""
    try:
        local = ip_address(request.remote or "").is_loopback
    except ValueError:
        return False
    return local and not {"Forwarded", "X-Forwarded-For"} & set(request.headers)


async def _body(one: Endpoint, request: web.Request) -> BaseModel:
    assert one.takes is not None, "the endpoint takes a body"
    if one.largest:
        request = request.clone(client_max_size=one.largest)
    if request.content_type != "application/json":
        raise Refused(422, Reason.BAD_REQUEST)
    try:
        async with asyncio.timeout(BODY_SECONDS):
            content = await request.read()
        return one.takes.model_validate(orjson.loads(content))
    except TimeoutError:
        raise Refused(408, Reason.BAD_REQUEST) from None
    except (orjson.JSONDecodeError, ValidationError, UnicodeDecodeError):
        # The message of either would repeat what was typed.
        raise Refused(422, Reason.BAD_REQUEST) from None


def _equal(given: str, expected: str) -> bool:
    return compare_digest(given.encode(errors="surrogatepass"), expected.encode())
