"""Log in and out, who I am, and whether I answer women now."""

from __future__ import annotations

from datetime import timedelta

from admin import answers, schema
from admin.auth import BROWSER_COOKIE, SESSION_COOKIE
from admin.endpoint import Answered, Call, Caller, endpoint
from admin.ports import House
from bot.handoff.people import Account, Role, StaffSession
from bot.handoff.reasons import Reason

PRESENT = timedelta(minutes=5)
"""How long duty lasts without a sign of her page: a woman is never told that somebody is there
who closed the laptop."""


@endpoint(
    "POST",
    "/api/session",
    "Log in with name, password and one-time code; sets the session cookie.",
    caller=Caller.ANYONE,
    takes=schema.Login,
    gives=schema.Me,
    refusals={
        401: (Reason.LOGIN,),
        429: (Reason.SLOW_DOWN,),
        503: (Reason.BUSY,),
    },
    audit="session.login",
)
async def login(call: Call) -> Answered:
    """Let her in, or refuse without saying what was wrong."""
    body = call.taken(schema.Login)
    entered = await call.doors.enter(body.login, body.password, body.code, call.browser, call.now)
    longest = int(call.house.staff.longest.total_seconds())
    known = int(call.house.staff.browser.total_seconds())
    cookies = {
        SESSION_COOKIE: (entered.token, longest),
        BROWSER_COOKIE: (entered.browser, known),
    }
    me = await me_of(call.house, entered.session, on_duty=False)
    await call.house.desk.record(entered.session.account.id, "session.login", "", call.now)
    return Answered(me, cookies)


@endpoint(
    "DELETE",
    "/api/session",
    "Log out; duty ends too.",
    roles=frozenset(Role),
    audit="session.logout",
)
async def logout(call: Call) -> Answered:
    """End the session and her duty."""
    assert call.session is not None, "a route of the staff has a session"
    await end_duty(call.house, call.account, call)
    await call.doors.leave(call.session)
    return Answered(None, {SESSION_COOKIE: None})


@endpoint("GET", "/api/session", "Who is logged in.", roles=frozenset(Role), gives=schema.Me)
async def me(call: Call) -> Answered:
    """The account, its networks and whether it is on duty."""
    assert call.session is not None, "a route of the staff has a session"
    on = await call.house.desk.on_duty(call.account.id, call.now)
    return Answered(await me_of(call.house, call.session, on_duty=on))


@endpoint(
    "PUT",
    "/api/duty",
    "Go on or off duty: who is on duty can be asked for by women of her networks.",
    takes=schema.Duty,
    gives=schema.DutyState,
    audit="duty.set",
)
async def duty(call: Call) -> Answered:
    """On duty while her page is open, or off at once."""
    if call.taken(schema.Duty).on:
        await call.house.desk.set_duty(call.account, call.now + PRESENT, call.now)
        _tell(call.house, call.account)
        return Answered(schema.DutyState(on=True))
    await end_duty(call.house, call.account, call)
    return Answered(schema.DutyState(on=False))


async def end_duty(house: House, account: Account, call: Call) -> None:
    """She answers no longer."""
    await house.desk.set_duty(account, None, call.now)
    _tell(house, account)


def _tell(house: House, account: Account) -> None:
    for id in account.networks:
        house.bus.publish(f"network:{id}")


async def me_of(house: House, session: StaffSession, *, on_duty: bool) -> schema.Me:
    """Who is logged in, as her page is told."""
    account = session.account
    return schema.Me(
        id=account.id,
        login=account.login,
        role=account.role,
        networks=[answers.network(house, id) for id in account.networks],
        languages=list(account.languages),
        on_duty=on_duty,
        csrf=session.csrf,
    )


ENDPOINTS = (login, logout, me, duty)
