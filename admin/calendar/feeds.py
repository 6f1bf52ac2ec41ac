"""iCalendar both ways: an agency subscribes to its bookings, and its busy times are read."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from aiohttp import web

from admin.calendar import schema, values
from admin.calendar.endpoints import COORDINATORS, KEEPERS, calendar_of_hers
from admin.endpoint import Answered, Call, endpoint, existing
from admin.of_a_case import MISSING
from admin.ports import House
from admin.refused import Refused
from bot.appointments.busy import LARGEST, CalendarTextError, read_busy
from bot.appointments.calendar import FARTHEST
from bot.appointments.desk import Source
from bot.appointments.feed import FEED_AHEAD, FEED_BACK, feed
from bot.handoff.reasons import Reason

PATH = "/feed/{token}.ics"
MOST_SOURCES = 5
FAR = timedelta(days=3650)
"""A file is never read again."""


@endpoint(
    "POST",
    "/api/calendar/calendars/{id}/feed",
    "Make the secret address of its feed anew: an older one opens nothing any more.",
    gives=schema.Feed,
    refusals=MISSING,
    roles=COORDINATORS,
    audit="calendar.feed",
)
async def make_feed(call: Call) -> Answered:
    """The address is shown once: only its keyed hash is kept."""
    calendar = await calendar_of_hers(call)
    token = call.house.ids.new()
    await call.house.calendars.set_feed(calendar.id, token)
    return Answered(schema.Feed(path=PATH.format(token=token)))


@endpoint(
    "POST",
    "/api/calendar/calendars/{id}/feed/revoke",
    "Revoke the feed: its address opens nothing from now on.",
    refusals=MISSING,
    roles=COORDINATORS,
    audit="calendar.feed_revoke",
)
async def revoke_feed(call: Call) -> Answered:
    """What a calendar program copied before stays in it."""
    calendar = await calendar_of_hers(call)
    await call.house.calendars.set_feed(calendar.id, None)
    return Answered(None)


@endpoint(
    "GET",
    "/api/calendar/calendars/{id}/sources",
    "Where the busy times of a calendar are read from, and how that went.",
    gives=schema.Sources,
    refusals=MISSING,
    roles=KEEPERS,
)
async def sources(call: Call) -> Answered:
    """Of an address only the host is told."""
    calendar = await calendar_of_hers(call)
    return await _sources(call, calendar.id)


@endpoint(
    "POST",
    "/api/calendar/calendars/{id}/sources",
    "List an address (https, public) whose busy times are read every quarter of an hour.",
    takes=schema.Address,
    gives=schema.Sources,
    refusals={404: (Reason.UNKNOWN,), 422: (Reason.CALENDAR_ADDRESS, Reason.CALENDAR_LARGE)},
    roles=COORDINATORS,
    audit="calendar.source_add",
)
async def add_source(call: Call) -> Answered:
    """It is read within a minute."""
    calendar = await calendar_of_hers(call)
    url = call.taken(schema.Address).url.strip()
    if not call.house.addresses.may(url):
        raise Refused(422, Reason.CALENDAR_ADDRESS)
    if len(await call.house.calendars.sources(calendar.id)) >= MOST_SOURCES:
        raise Refused(422, Reason.CALENDAR_LARGE)
    made = Source(call.house.ids.new(), calendar.id, "address", url)
    await call.house.calendars.add_source(made, call.now)
    return await _sources(call, calendar.id)


@endpoint(
    "POST",
    "/api/calendar/calendars/{id}/file",
    "Bring the busy times in an iCalendar file; they take the place of an earlier file.",
    takes=schema.File,
    gives=schema.Sources,
    refusals={404: (Reason.UNKNOWN,), 422: (Reason.CALENDAR_TEXT, Reason.CALENDAR_LARGE)},
    roles=COORDINATORS,
    audit="calendar.file",
    largest=2 * LARGEST,
)
async def bring_file(call: Call) -> Answered:
    """Read at once, all of it or nothing."""
    calendar = await calendar_of_hers(call)
    raw = call.taken(schema.File).text.encode()
    try:
        found = await asyncio.to_thread(read_busy, raw, call.now, call.now + FARTHEST)
    except CalendarTextError as problem:
        broken = problem.code == "broken"
        reason = Reason.CALENDAR_TEXT if broken else Reason.CALENDAR_LARGE
        raise Refused(422, reason) from None
    for one in await call.house.calendars.sources(calendar.id):
        if one.kind == "file":
            await call.house.calendars.drop_source(calendar.id, one.id)
    made = Source(call.house.ids.new(), calendar.id, "file")
    await call.house.calendars.add_source(made, call.now)
    await call.house.calendars.set_busy(made.id, found.busy, call.now, call.now + FAR)
    return await _sources(call, calendar.id)


@endpoint(
    "POST",
    "/api/calendar/calendars/{id}/sources/{source}/drop",
    "Read an address or file no longer: what was busy by it is free.",
    gives=schema.Sources,
    refusals=MISSING,
    roles=COORDINATORS,
    audit="calendar.source_drop",
)
async def drop_source(call: Call) -> Answered:
    """Whatever it said is gone at once."""
    calendar = await calendar_of_hers(call)
    existing(await call.house.calendars.drop_source(calendar.id, call.path["source"]))
    return await _sources(call, calendar.id)


async def _sources(call: Call, calendar: str) -> Answered:
    found = await call.house.calendars.sources(calendar)
    return Answered(schema.Sources(sources=[values.source(one) for one in found]))


def subscription(house: House) -> Callable[[web.Request], Awaitable[web.Response]]:
    """The feed as an agency's own calendar fetches it. A wrong secret meets nothing."""

    async def handle(request: web.Request) -> web.Response:
        token, now = request.match_info["token"], house.clock()
        begins, ends = now - FEED_BACK, now + FEED_AHEAD
        found = await house.calendars.feed(token, begins, ends)
        if found is None:
            raise web.HTTPNotFound
        return web.Response(body=feed(found, now), content_type="text/calendar", charset="utf-8")

    return handle


FEEDS = (make_feed, revoke_feed, sources, add_source, bring_file, drop_source)
