"""The rota at the desk: planned by who keeps a network, read by all of it, refused with words."""

from __future__ import annotations

import pytest

from bot.handoff.people import Role

WEEK = {"week": "mon-fri 09:00-18:00", "august": None, "holidays": True, "days": []}
MONDAY, TUESDAY = "2026-03-02", "2026-03-03"
TURN = {"account": "id-prima", "day": MONDAY, "begins": 540, "ends": 1080}


@pytest.fixture(name="ada")
async def _ada(site, browsers):
    """Who looks after the network, which publishes Monday to Friday."""
    await site.person("ada", "north", role=Role.NETWORK_ADMIN)
    ada = await browsers("ada")
    assert (await ada.ask("PUT", "/api/hours/north", WEEK))[0] == 200
    return ada


@pytest.fixture(name="nora")
async def _nora(site, browsers, ada):
    """Who coordinates it."""
    await site.person("nora", "north", role=Role.COORDINATOR)
    return await browsers("nora")


async def week(browser, day=TUESDAY):
    """The reader's first network in that week."""
    status, found = await browser.ask("GET", f"/api/rota?day={day}")
    assert status == 200
    return found["networks"][0]


async def plan(browser, **changes):
    """Plan a turn; what came of it."""
    return await browser.ask("POST", "/api/rota/north/shifts", {**TURN, **changes})


async def cover_monday(nora):
    """The first Monday is planned and promised."""
    assert (await plan(nora))[0] == 204
    status, _ = await nora.ask("PUT", "/api/rota/north/cover", {"until": MONDAY})
    assert status == 204


async def test_everybody_of_a_network_reads_its_rota(site, browsers, nora):
    """Whoever does not keep it plans nothing; of another network it says nothing."""
    empty = await week(nora)
    assert (empty["planned"], empty["until"], empty["holes"]) == (False, None, [])
    assert len(empty["openings"]) == 5
    assert (await plan(nora))[0] == 204
    prima = await browsers("prima")
    seen = await week(prima)
    assert (seen["editable"], seen["planned"]) == (False, True)
    (turn,) = seen["turns"]
    assert (turn["mine"], turn["begins_at"], turn["covers"]) == (True, "2026-03-02T08:00:00Z", True)
    assert len(seen["holes"]) == 10
    (own,) = (await prima.ask("GET", "/api/turns"))[1]["turns"]
    assert own["ends_at"] == "2026-03-02T17:00:00Z"
    assert (await plan(prima))[0] == 403
    await site.person("far", "south", role=Role.COORDINATOR)
    far = await browsers("far")
    assert (await plan(far))[0] == 404
    assert (await week(far))["turns"] == []
    assert (await prima.ask("GET", "/api/rota?day=domani"))[0] == 422


async def test_a_promise_is_only_made_where_nothing_is_open(nora):
    """The holes are named in the reader's words; it is only ever made longer."""
    assert (await plan(nora))[0] == 204
    status, problem = await nora.ask("PUT", "/api/rota/north/cover", {"until": TUESDAY})
    assert (status, problem["code"]) == (409, "uncovered")
    assert "mar 3 mar 09:00-18:00" in problem["message"]
    assert (await nora.ask("PUT", "/api/rota/north/cover", {"until": MONDAY}))[0] == 204
    assert (await week(nora))["until"] == MONDAY
    for until in ("2026-03-01", None, "2027-03-01"):
        status, problem = await nora.ask("PUT", "/api/rota/north/cover", {"until": until})
        assert (status, problem["code"]) == (422, "cover")


async def test_no_turn_leaves_a_promised_hour_empty(site, browsers, nora):
    """Nobody, or shorter, is refused; somebody else takes it in one act."""
    await cover_monday(nora)
    (turn,) = (await week(nora))["turns"]
    path = f"/api/rota/north/shifts/{turn['shift']}"
    shorter = {"account": "id-prima", "begins": 540, "ends": 1020}
    for put, hole in ((None, "11:00-18:00"), (shorter, "17:00-18:00")):
        status, problem = await nora.ask("POST", path, {"day": MONDAY, "put": put})
        assert (status, problem["code"]) == (409, "uncovered")
        assert f"lun 2 mar {hole}" in problem["message"]
    await site.person("bea", "north")
    bea = {"account": "id-bea", "begins": 540, "ends": 1080}
    assert (await nora.ask("POST", path, {"day": MONDAY, "put": bea}))[0] == 204
    (turn,) = (await week(nora))["turns"]
    assert turn["account"] == "id-bea"
    assert (await nora.ask("POST", path, {"day": MONDAY}))[0] == 404


async def test_hours_open_nothing_that_nobody_covers(ada, nora):
    """Longer hours are refused with their holes; shortening them is the way, and then the turn
    may go. Without a promise everything is as before."""
    longer = {**WEEK, "week": "mon 09:00-19:00"}
    assert (await ada.ask("PUT", "/api/hours/north", longer))[0] == 200
    assert (await ada.ask("PUT", "/api/hours/north", WEEK))[0] == 200
    await cover_monday(nora)
    status, problem = await ada.ask("PUT", "/api/hours/north", longer)
    assert (status, problem["code"]) == (409, "uncovered")
    assert "lun 2 mar 18:00-19:00" in problem["message"]
    (turn,) = (await week(nora))["turns"]
    shorter = {**WEEK, "week": "tue 09:00-10:00"}
    assert (await ada.ask("PUT", "/api/hours/north", shorter))[0] == 200
    path = f"/api/rota/north/shifts/{turn['shift']}"
    assert (await nora.ask("POST", path, {"day": MONDAY}))[0] == 204
    assert (await ada.ask("PUT", "/api/rota/north/cover", {"until": None}))[0] == 204
    assert (await ada.ask("PUT", "/api/hours/north", longer))[0] == 200


async def test_a_weekly_turn_has_exceptions(nora):
    """One turn is taken out, or all from a day on; what follows keeps going on."""
    assert (await plan(nora, weekly=True))[0] == 204
    (turn,) = (await week(nora, "2026-03-09"))["turns"]
    path = f"/api/rota/north/shifts/{turn['shift']}"
    assert (await nora.ask("POST", path, {"day": "2026-03-09"}))[0] == 204
    assert (await week(nora, "2026-03-09"))["turns"] == []
    put = {"account": "id-prima", "begins": 600, "ends": 900}
    assert (await nora.ask("POST", path, {"day": "2026-03-16", "onwards": True, "put": put}))[
        0
    ] == 204
    found = [(await week(nora, day))["turns"][0]["begins"] for day in (MONDAY, "2026-04-13")]
    assert found == [540, 600]


async def test_what_cannot_be_planned_is_refused(nora):
    """Somebody who does not answer there, a shift that is none, somebody twice."""
    for wrong in (
        {"account": "id-ada"},
        {"account": "nobody"},
        {"ends": 541},
        {"day": "2026-02-01"},
    ):
        status, problem = await plan(nora, **wrong)
        assert (status, problem["code"]) == (422, "shift")
    assert (await plan(nora))[0] == 204
    status, problem = await plan(nora, begins=1020, ends=1200)
    assert (status, problem["code"]) == (409, "shift_twice")


async def test_a_coordinator_sees_who_is_planned_and_not_there(site, browsers, nora):
    """Her presence is the truth: once she is there, nobody is missing."""
    assert (await plan(nora))[0] == 204
    (now,) = (await nora.ask("GET", "/api/queue/now"))[1]["networks"]
    assert (now["rota"], now["planned"], now["missing"]) == (True, 1, ["prima"])
    prima = await browsers("prima")
    await prima.ask("PUT", "/api/duty", {"on": True})
    (now,) = (await nora.ask("GET", "/api/queue/now"))[1]["networks"]
    assert (now["planned"], now["missing"], now["on_duty"]) == (1, [], 1)
