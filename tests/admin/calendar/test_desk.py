"""What agencies do with their calendars, within what is theirs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.handoff.people import Role
from tests.appointments.conftest import NETWORK, Town, opened_town, page

ANNA = page("anna")
BODY: dict[str, Any] = {
    "agency": NETWORK,
    "kind": "cav",
    "name": "Ascolto",
    "weekly": [{"weekday": 1, "opens": 540, "closes": 720}],
}
ICS = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:riunione\r\n"
    "DTSTART:20261125T000000Z\r\nDTEND:20261126T000000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """The service, with an operator and a coordinator of one agency and an operator of another."""
    async with opened_town(tmp_path) as there:
        await there.person("other", Role.COORDINATOR, "milano")
        await there.person("op", Role.OPERATOR)
        await there.person("chief", Role.COORDINATOR)
        yield there


async def _login(town: Town, login: str, role: Role, network: str = NETWORK) -> None:
    town.now[0] += timedelta(seconds=60)
    await town.person(login, role, network)


async def test_a_coordinator_opens_and_changes_calendars_of_her_own_agency(town: Town) -> None:
    """Another agency's do not exist for her, and neither does another agency."""
    status, made = await town.act("POST", "/api/calendar/calendars", BODY, "chief")
    assert status == 200
    path = f"/api/calendar/calendars/{made['id']}"
    status, changed = await town.act("PUT", path, {**BODY, "minutes": 30}, "chief")
    assert (status, changed["settings"]["minutes"]) == (200, 30)
    for body in ({**BODY, "agency": "milano"},):
        status, problem = await town.act("POST", "/api/calendar/calendars", body, "chief")
        assert (status, problem["code"]) == (404, "unknown")
    overlapping = {**BODY, "weekly": [*BODY["weekly"], {"weekday": 1, "opens": 600, "closes": 800}]}
    status, problem = await town.act("PUT", path, overlapping, "chief")
    assert (status, problem["code"]) == (422, "calendar")
    await _login(town, "stranger", Role.COORDINATOR, "milano")
    status, problem = await town.act("PUT", path, BODY, "stranger")
    assert (status, problem["code"]) == (404, "unknown")
    status, listed = await town.act("GET", "/api/calendar/calendars", login="stranger")
    assert listed["calendars"] == []


async def test_an_operator_changes_no_calendar_and_lists_no_address(town: Town) -> None:
    """She sees them, and what is booked."""
    await _login(town, "desk", Role.OPERATOR)
    for method, path, body in (
        ("POST", "/api/calendar/calendars", BODY),
        ("PUT", "/api/calendar/calendars/desk", BODY),
        ("POST", "/api/calendar/calendars/desk/feed", None),
        ("POST", "/api/calendar/calendars/desk/sources", {"url": "https://example.org/x.ics"}),
        ("POST", "/api/calendar/calendars/desk/file", {"text": ICS}),
    ):
        status, problem = await town.act(method, path, body, "desk")
        assert (status, problem["code"]) == (403, "role"), path
    assert (await town.act("GET", "/api/calendar/calendars", login="desk"))[0] == 200


async def test_who_came_is_noted_afterwards_and_may_be_corrected(town: Town) -> None:
    """Not before it began; and of another agency's bookings nothing is known."""
    await town.books(ANNA)
    (booked,) = await town.listed("chief", 7)
    assert booked["number"].isdigit()
    path = f"/api/calendar/bookings/{booked['id']}"
    status, problem = await town.act("POST", f"{path}/came", login="chief")
    assert (status, problem["code"]) == (409, "booking_early")
    await _login(town, "stranger", Role.OPERATOR, "milano")
    for act in ("came", "missed", "acknowledge", "call_off"):
        status, problem = await town.act("POST", f"{path}/{act}", login="stranger")
        assert (status, problem["code"]) == (404, "unknown")
    assert await town.listed("stranger", 7) == []
    town.now[0] += timedelta(days=1, hours=1)
    await _login(town, "again", Role.OPERATOR)
    for act, state in (("missed", "missed"), ("came", "came")):
        status, noted = await town.act("POST", f"{path}/{act}", login="again")
        assert (status, noted["state"]) == (200, state)


async def test_how_she_may_be_contacted_is_told_after_it_is_acknowledged(town: Town) -> None:
    """In words; nobody is given an address."""
    await town.books(ANNA)
    (booked,) = await town.listed("chief", 7)
    assert booked["acknowledged"] is False
    path = f"/api/calendar/bookings/{booked['id']}/acknowledge"
    status, told = await town.act("POST", path, login="chief")
    assert (status, told) == (200, {"allowed": "Mai: nessuno può scrivere per primo."})
    assert (await town.listed("chief", 7))[0]["acknowledged"] is True


async def test_calling_off_frees_the_moment_and_reaches_her_through_the_inbox(town: Town) -> None:
    """Once; she is told where she is."""
    await town.books(ANNA)
    (booked,) = await town.listed("chief", 7)
    path = f"/api/calendar/bookings/{booked['id']}/call_off"
    assert (await town.act("POST", path, login="chief"))[0] == 200
    lines = await town.house.store.read_thread(ANNA)
    assert lines is not None
    assert "ha dovuto annullarlo" in lines[2][-1].speech.text
    status, _ = await town.act("POST", path, login="chief")
    assert status in (404, 409)


async def test_a_feed_says_when_and_nothing_else_until_it_is_revoked(town: Town) -> None:
    """One neutral title; no number, no language, no id that leads anywhere."""
    await town.books(ANNA)
    (booked,) = await town.listed("chief", 7)
    feed = "/api/calendar/calendars/desk/feed"
    _, first = await town.act("POST", feed, login="chief")
    _, made = await town.act("POST", feed, login="chief")
    town.staff.session.cookie_jar.clear()
    status, text = await town.act("GET", made["path"])
    assert status == 200
    assert "SUMMARY:Appuntamento" in text
    assert "DTSTART:20261125T100000Z" in text
    for hers in (booked["id"], booked["number"], "interprete", "Colloqui", NETWORK, "LOCATION"):
        assert hers not in text
    assert text.count("BEGIN:VEVENT") == 1
    for path in (first["path"], "/feed/x.ics"):
        assert (await town.act("GET", path))[0] == 404
    await _login(town, "chief-2", Role.COORDINATOR)
    assert (await town.act("POST", f"{feed}/revoke", login="chief-2"))[0] == 204
    assert (await town.act("GET", made["path"]))[0] == 404


async def test_busy_times_of_a_file_close_the_desk_and_a_newer_file_opens_it(town: Town) -> None:
    """All of a file or nothing; what it says besides when is not kept."""
    path = "/api/calendar/calendars/desk/file"
    status, told = await town.act("POST", path, {"text": ICS}, "chief")
    assert status == 200
    assert [(one["kind"], one["count"]) for one in told["sources"]] == [("file", 1)]
    await town.comes(ANNA)
    said = await town.says(
        ANNA,
        *("Italiano", "Sì", "appuntamento", "Sì, avanti", "Sportello d'ascolto", "Rho"),
        "No, va bene così",
    )
    assert "domani" not in said
    status, problem = await town.act("POST", path, {"text": "no calendar"}, "chief")
    assert (status, problem["code"]) == (422, "calendar_text")
    empty = ICS.replace("20261125T", "20251125T").replace("20261126T", "20251126T")
    status, told = await town.act("POST", path, {"text": empty}, "chief")
    assert [(one["kind"], one["count"]) for one in told["sources"]] == [("file", 0)]


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/x.ics",
        "https://127.0.0.1/x.ics",
        "https://[::1]/x.ics",
        "https://[::ffff:10.0.0.1]/x",
        "https://169.254.169.254/latest",
        "https://localhost/x",
        "https://printer.local/x",
        "https://0x7f000001/",
        "https://2130706433/",
        "https://user:secret@example.org/x",
        "https://example.org:8443/x",
        "file:///etc/passwd",
    ],
)
async def test_no_address_within_is_listed(town: Town, url: str) -> None:
    """Nor one without TLS, nor with a password in it."""
    path = "/api/calendar/calendars/desk/sources"
    status, problem = await town.act("POST", path, {"url": url}, "chief")
    assert (status, problem["code"]) == (422, "calendar_address")


async def test_of_a_listed_address_only_the_host_is_told(town: Town) -> None:
    """The rest of it is a secret of the agency's; dropped, what it said is free."""
    path = "/api/calendar/calendars/desk/sources"
    status, told = await town.act(
        "POST", path, {"url": "https://calendar.example.org/private-0815/basic.ics"}, "chief"
    )
    assert status == 200
    (source,) = told["sources"]
    assert source["host"] == "calendar.example.org"
    assert "0815" not in str(told)
    status, told = await town.act("POST", f"{path}/{source['id']}/drop", login="chief")
    assert (status, told) == (200, {"sources": []})
