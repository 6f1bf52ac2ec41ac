"""Appointments out of a case, the days of an agency, and offering what became free."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from admin.calendar.values import days
from bot.appointments.calendar import Exceptional, Window
from bot.demonstration.furnishing import train
from bot.handoff.people import Role
from bot.handoff.trained import Course
from bot.messages import Address, Said
from bot.safety.contract import EVERY_DAY, Contract, Line
from tests.appointments.conftest import DESK, TO_THE_MOMENTS, Town, chat, opened_town, page
from tests.place import TO_A_PERSON

ANNA, BEA = page("anna"), page("bea")
FIRST = "2026-11-25T10:00:00Z"
FREE = "/api/calendar/calendars/desk/free?days=10"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """The service, with an operator on duty and a coordinator of another agency."""
    async with opened_town(tmp_path) as there:
        await there.person("other", Role.COORDINATOR, "milano")
        await there.person("op", Role.OPERATOR)
        await train(there.house.together.agencies, "id-op", there.now[0], Course.RECEPTION)
        assert (await there.act("PUT", "/api/duty", {"on": True}, "op"))[0] == 200
        yield there


async def _case(town: Town, her: Address = ANNA) -> str:
    """She is with the operator; the path of her case's appointments."""
    await town.comes(her)
    await town.says(her, *TO_A_PERSON)
    _, queue = await town.act("GET", "/api/queue", login="op")
    case = queue["cases"][-1]["id"]
    status, problem = await town.act("POST", f"/api/cases/{case}/claim", login="op")
    assert status == 200, problem
    return f"/api/cases/{case}/appointments"


async def _asks(town: Town, path: str, starts_at: str = FIRST, **more: str) -> Any:
    body = {"calendar": "desk", "starts_at": starts_at, **more}
    return await town.act("POST", path, body, "op")


async def _said(town: Town, her: Address) -> str:
    found = await town.house.store.read_thread(her)
    assert found is not None
    return "\n".join(line.speech.text for line in found[2])


async def test_a_moment_that_her_human_keeps_is_hers_only_after_her_yes(town: Town) -> None:
    """Held at once and shown as held, without anything of hers; she reads who sees it, who receives
    her and what they must report; then it is booked, and she has her number."""
    path = await _case(town)
    status, told = await _asks(town, path)
    assert status == 200, told
    assert told["asked"]["held_until"].startswith("2026-11-24T09:10:00")
    assert any("10 minuti" in line for line in told["asked"]["preview"])
    (held,) = await town.listed("op", 7)
    assert (held["state"], held["number"], held["word"], held["language"]) == ("held", "", "", "")
    assert "tiene un momento per te: domani" in await _said(town, ANNA)
    said = await town.says(ANNA, "Sì, avanti")
    assert "Ti riceve" in said
    assert "segnala" in said
    assert (await town.listed("op", 7))[0]["state"] == "held"
    assert "di' il tuo numero" in await town.says(ANNA, "Confermo")
    (booked,) = await town.listed("op", 7)
    assert booked["state"] == "booked"
    assert booked["number"].isdigit()
    _, shown = await town.act("GET", path, login="op")
    assert shown["asked"] is None
    assert [one["id"] for one in shown["bookings"]] == [booked["id"]]


async def test_her_no_frees_the_moment_and_so_does_taking_the_question_back(town: Town) -> None:
    """Nothing is left of it, and the same moment may be offered again."""
    path = await _case(town)
    await _asks(town, path)
    await town.says(ANNA, "Torna al menu")
    _, shown = await town.act("GET", path, login="op")
    assert shown["asked"] is None
    assert (await _asks(town, path))[0] == 200
    withdrawn = path.replace("appointments", "unask")
    status, problem = await town.act("POST", withdrawn, {"id": "unask-001"}, "op")
    assert status == 204, problem
    assert await town.listed("op", 7) == []
    assert (await _asks(town, path))[0] == 200


async def test_a_moment_that_somebody_has_is_not_kept_for_another(town: Town) -> None:
    """409 in words, and she is asked nothing; what is no moment at all is refused as well."""
    path = await _case(town)
    await town.books(BEA)
    taken = (await town.listed("op", 7))[0]["starts_at"]
    for starts_at in (taken, "2026-11-25T10:01:00Z", "2026-12-24T03:00:00Z"):
        status, problem = await _asks(town, path, starts_at)
        assert (status, problem["code"]) == (409, "moment_taken")
    assert "tiene un momento" not in await _said(town, ANNA)


async def test_a_hold_that_ran_out_is_kept_anew_or_she_hears_that_it_is_gone(town: Town) -> None:
    """Ten minutes; afterwards whoever comes first has it."""
    path = await _case(town)
    await _asks(town, path)
    town.now[0] += timedelta(minutes=11)
    assert await town.listed("op", 7) == []
    assert "Tengo per te" in await town.says(ANNA, "Sì, avanti")
    assert "Fatto" in await town.says(ANNA, "Confermo")


async def test_moving_says_so_and_frees_the_old_moment_with_her_yes(town: Town) -> None:
    """The agency sees a booking that was moved, and when the cancelled one was; no more of it."""
    path = await _case(town)
    await _asks(town, path)
    await town.says(ANNA, "Sì, avanti", "Confermo", "Torna al menu")
    (first,) = await town.listed("op", 7)
    status, problem = await _asks(town, path, "2026-11-26T09:00:00Z", instead=first["id"])
    assert status == 200, problem
    await town.says(ANNA, "Sì, avanti", "Confermo")
    found = {one["starts_at"]: one for one in await town.listed("op", 7)}
    old, new = found[FIRST], found["2026-11-26T09:00:00Z"]
    assert (old["state"], old["number"], old["moved"]) == ("cancelled", "", False)
    assert (new["state"], new["moved"]) == ("booked", True)


async def test_of_a_case_no_other_agency_sees_or_asks_anything(town: Town) -> None:
    """Neither the case's appointments nor the calendar exist for it; nor does its for this one."""
    path = await _case(town)
    elsewhere = replace(DESK, id="far", agency="milano")
    await town.house.calendars.put(elsewhere, town.now[0])
    status, problem = await town.act("POST", path, {"calendar": "far", "starts_at": FIRST}, "op")
    assert (status, problem["code"]) == (404, "unknown")
    town.now[0] += timedelta(seconds=60)
    await town.person("stranger", Role.OPERATOR, "milano")
    for method, url, body in (
        ("GET", path, None),
        ("POST", path, {"calendar": "far", "starts_at": FIRST}),
        ("GET", FREE, None),
    ):
        status, problem = await town.act(method, url, body, "stranger")
        assert (status, problem["code"]) == (404, "unknown"), url


async def test_free_moments_reckon_with_what_she_wishes(town: Town) -> None:
    """Notice, who is beside her, and what is taken."""
    _, any_time = await town.act("GET", FREE, login="op")
    assert FIRST in [one["starts_at"] for one in any_time["moments"]]
    _, beside = await town.act("GET", f"{FREE}&wants=interpreter", login="op")
    assert beside["moments"][0]["starts_at"] == "2026-11-27T09:00:00Z"
    _, nobody = await town.act("GET", f"{FREE}&wants=mediator", login="op")
    assert nobody["moments"] == []
    await town.books(BEA)
    _, left = await town.act("GET", FREE, login="op")
    assert FIRST not in [one["starts_at"] for one in left["moments"]]
    assert (await town.act("GET", f"{FREE}&from=x", login="op"))[0] == 422


async def test_a_free_moment_is_offered_only_to_who_may_be_told_now_and_once(town: Town) -> None:
    """Where her agreement does not allow it nothing is sent, and why is nobody's business."""
    her = chat("anna")
    now = town.now[0]
    await town.house.calendars.put(replace(DESK, weekly=()), now)
    await town.comes(her)
    await town.says(her, *TO_THE_MOMENTS, "No, va bene così")
    contract = Contract(her.channel, EVERY_DAY, 540, 1080, Line.DESK, now, now + timedelta(days=30))
    await town.agrees(her, contract)
    await town.says(her, "Aspetto un posto")
    _, listed = await town.act("GET", "/api/calendar/waiting", login="op")
    (waits,) = listed["waiting"]
    path = f"/api/calendar/waiting/{waits['id']}/offer"
    status, problem = await town.act("POST", path, login="op")
    assert (status, problem["code"]) == (409, "not_free")
    await town.house.calendars.put(DESK, now)
    await town.agrees(her, None)
    status, problem = await town.act("POST", path, login="op")
    assert (status, problem["code"]) == (409, "waits_on")
    await town.agrees(her, contract)
    status, told = await town.act("POST", path, login="op")
    assert (status, told["waiting"][0]["told"]) == (200, True)
    status, problem = await town.act("POST", path, login="op")
    assert (status, problem["code"]) == (409, "not_waiting")
    town.now[0] += timedelta(seconds=60)
    await town.person("stranger", Role.OPERATOR, "milano")
    assert (await town.act("POST", path, login="stranger"))[0] == 404


async def test_a_day_shows_hours_busy_times_and_holidays(town: Town) -> None:
    """When women are received, when the agency is busy, and that nobody is on a holiday."""
    town.now[0] += timedelta(seconds=60)
    await town.person("chief", Role.COORDINATOR)
    ics = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\n"
        "SUMMARY:riunione\r\nDTSTART:20261126T090000Z\r\nDTEND:20261126T100000Z\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    await town.act("POST", "/api/calendar/calendars/desk/file", {"text": ics}, "chief")
    path = "/api/calendar/bookings?from=2026-11-26&days=14"
    _, seen = await town.act("GET", path, login="chief")
    (busy,) = seen["busy"]
    assert (busy["calendar"], busy["starts_at"]) == ("desk", "2026-11-26T09:00:00Z")
    assert "riunione" not in str(seen)
    by_day = {one["day"]: one for one in seen["days"]}
    (hours,) = by_day["2026-11-26"]["hours"]
    assert (hours["opens_at"], hours["women"]) == ("2026-11-26T08:00:00Z", True)
    immaculate = by_day["2026-12-08"]
    assert (immaculate["holiday"], immaculate["hours"]) == (True, [])


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2027, 3, 28), 23), (date(2026, 10, 25), 25), (date(2026, 11, 24), 24)]
)
def test_a_day_in_milan_is_as_long_as_it_passes(day: date, hours: int) -> None:
    """Also in the two nights of the clock change."""
    week = tuple(Window(weekday, 0, 1440) for weekday in range(7))
    every = replace(DESK, weekly=week, holidays=True)
    (shown,) = days(day, 1, [every])
    assert shown.ends_at - shown.begins_at == timedelta(hours=hours)
    (open_,) = shown.hours
    assert (open_.opens_at, open_.closes_at) == (shown.begins_at, shown.ends_at)


def test_a_holiday_is_closed_unless_an_exception_or_the_calendar_says_otherwise() -> None:
    """Saint Ambrose too; the newest word counts."""
    ambrose = date(2026, 12, 7)
    assert list(DESK.windows(ambrose)) == []
    assert len(list(replace(DESK, holidays=True).windows(ambrose))) == 1
    open_then = (Exceptional(ambrose, ambrose, (Window(0, 600, 660),)),)
    assert len(list(replace(DESK, exceptions=open_then).windows(ambrose))) == 1
    assert datetime(2026, 12, 7, tzinfo=UTC).weekday() == 0


async def test_a_network_admin_sees_how_calendars_are_set_up_and_no_booking(town: Town) -> None:
    """She changes them; who comes is for who receives."""
    town.now[0] += timedelta(seconds=60)
    await town.person("keeper", Role.NETWORK_ADMIN)
    for path in ("/api/calendar/calendars", "/api/calendar/calendars/desk/sources"):
        assert (await town.act("GET", path, login="keeper"))[0] == 200
    assert (await town.act("GET", "/api/calendar/bookings", login="keeper"))[0] == 403


async def test_danger_within_the_question_reaches_her_human(town: Town) -> None:
    """What she writes there is heard, and the emergency line comes."""
    path = await _case(town)
    await _asks(town, path)
    await town.says(ANNA, "Sì, avanti")
    said = await town.does(ANNA, Said("mi sta picchiando"))
    assert any("112" in one for one in said)
