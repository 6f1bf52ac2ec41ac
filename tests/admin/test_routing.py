"""Offers, capped load, «not this one», pauses, and the queue as it is now, over the staff API."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.handoff.people import Role
from bot.handoff.routing_waiting import DEFAULT_TIMES
from bot.storage.routing_waits import SqlWaits

TIMES = {"north": DEFAULT_TIMES, "south": DEFAULT_TIMES}


async def on_duty(browsers, login="prima"):
    """A browser of somebody who is on duty."""
    browser = await browsers(login)
    assert (await browser.ask("PUT", "/api/duty", {"on": True}))[0] == 200
    return browser


async def offered(browser):
    """What is offered to her now."""
    status, state = await browser.ask("GET", "/api/routing")
    assert status == 200
    return state["offered"]


async def wait_for(site, minutes):
    """Nobody takes anybody for so long; the worker looks."""
    site.later(minutes=minutes)
    await SqlWaits(site.store).take(site.now, TIMES, lambda _: True)


async def test_offers_come_first_to_who_serves_her_best(site, browsers):
    """Danger to everybody at once; otherwise who speaks her language, for a minute; never more
    than one carries; nothing to who is not on duty."""
    await site.person("arabic", "north", languages=("ar",))
    await site.person("italian", "north", languages=("it",))
    arabic, italian = await on_duty(browsers, "arabic"), await on_duty(browsers, "italian")
    idle = await browsers("prima")
    await site.asks_for_a_person("one", language="ar")
    await site.asks_for_a_person("two", language="ar", danger=True)
    assert await offered(arabic) == ["two", "one"]
    assert await offered(italian) == ["two"]
    assert await offered(idle) == []
    site.later(minutes=1)
    assert await offered(italian) == ["two", "one"]
    status, queue = await italian.ask("GET", "/api/queue")
    assert (status, len(queue["cases"])) == (200, 2)


async def test_the_fourth_case_is_refused_with_words(site, browsers):
    """What she carries and what she may carry are said; who is in danger may always be taken."""
    browser = await on_duty(browsers)
    for name in ("a", "b", "c", "d"):
        await site.asks_for_a_person(name)
    await site.asks_for_a_person("e", danger=True)
    for name in ("a", "b", "c"):
        assert (await browser.ask("POST", f"/api/cases/{name}/claim"))[0] == 200
    status, problem = await browser.ask("POST", "/api/cases/d/claim")
    assert (status, problem["code"]) == (409, "full")
    assert "3 su 3" in problem["message"]
    assert (await browser.ask("POST", "/api/cases/e/claim"))[0] == 200
    _, state = await browser.ask("GET", "/api/routing")
    assert (state["load"], state["units"], state["offered"]) == (5, 3, [])
    other = await on_duty(browsers, "seconda")
    assert (await other.ask("POST", "/api/cases/d/claim"))[0] == 200


async def test_not_this_one_leaves_the_case_where_it_is(site, browsers):
    """Offered to her no more, to a colleague still; nothing is asked, and she may take it after
    all."""
    prima, seconda = await on_duty(browsers), await on_duty(browsers, "seconda")
    await site.asks_for_a_person("one")
    assert await offered(prima) == ["one"]
    assert (await prima.ask("POST", "/api/cases/one/pass"))[0] in (200, 204)
    assert await offered(prima) == []
    assert await offered(seconda) == ["one"]
    _, queue = await prima.ask("GET", "/api/queue")
    assert [one["id"] for one in queue["cases"]] == ["one"]
    assert (await prima.ask("POST", "/api/cases/one/claim"))[0] == 200
    assert (await seconda.ask("POST", "/api/cases/one/pass"))[0] == 404


async def test_a_heavy_chat_counts_as_two(site, browsers):
    """Marked by its holder only."""
    prima, seconda = await on_duty(browsers), await on_duty(browsers, "seconda")
    await site.asks_for_a_person("one")
    heavy = {"heavy": True}
    assert (await prima.ask("PUT", "/api/cases/one/heavy", heavy))[1]["code"] == "not_holder"
    await prima.ask("POST", "/api/cases/one/claim")
    assert (await seconda.ask("PUT", "/api/cases/one/heavy", heavy))[0] == 409
    assert (await prima.ask("PUT", "/api/cases/one/heavy", heavy))[0] in (200, 204)
    _, state = await prima.ask("GET", "/api/routing")
    assert (state["load"], state["heavy"]) == (2, ["one"])


async def test_in_a_pause_nothing_is_offered(site, browsers):
    """She stays on duty; it ends by itself, or when she says so; what she asks for herself she
    gets."""
    browser = await on_duty(browsers)
    await site.asks_for_a_person("one")
    assert (await browser.ask("PUT", "/api/pause", {"minutes": 15}))[0] in (200, 204)
    _, state = await browser.ask("GET", "/api/routing")
    assert state["offered"] == []
    assert state["paused_until"] is not None
    assert (await browser.ask("GET", "/api/session"))[1]["on_duty"]
    assert (await browser.ask("PUT", "/api/pause", {"minutes": 0}))[0] in (200, 204)
    assert await offered(browser) == ["one"]
    assert (await browser.ask("PUT", "/api/pause", {"minutes": 7}))[0] == 422
    await browser.ask("PUT", "/api/pause", {"minutes": 60})
    assert (await browser.ask("POST", "/api/cases/one/claim"))[0] == 200


async def test_who_has_seen_a_call_says_so(site, browsers):
    """The first name stays, until the coordinators are called too."""
    await site.person("nora", "north", role=Role.COORDINATOR)
    prima, nora = await on_duty(browsers), await browsers("nora")
    await site.asks_for_a_person("one")
    assert (await prima.ask("POST", "/api/cases/one/seen"))[0] == 404
    await wait_for(site, 2)
    (call,) = (await prima.ask("GET", "/api/routing"))[1]["called"]
    assert (call["case"], call["unseen"], call["raised_at"]) == ("one", True, None)
    assert (await prima.ask("POST", "/api/cases/one/seen"))[0] in (200, 204)
    (call,) = (await nora.ask("GET", "/api/routing"))[1]["called"]
    assert (call["seen_by"], call["unseen"]) == ("prima", False)
    await wait_for(site, 8)
    (call,) = (await nora.ask("GET", "/api/routing"))[1]["called"]
    assert call["unseen"]
    assert call["raised_at"] is not None
    assert (await nora.ask("POST", "/api/cases/one/seen"))[0] in (200, 204)
    (call,) = (await nora.ask("GET", "/api/routing"))[1]["called"]
    assert (call["seen_by"], call["unseen"]) == ("nora", False)


async def test_the_queue_as_it_is_now(site, browsers):
    """Numbers of her own networks: who waits, who is there in which languages, what is free, what
    was escalated."""
    await site.person("nora", "north", role=Role.COORDINATOR, languages=("it",))
    await site.person("ada", "north", "south", role=Role.NETWORK_ADMIN)
    await on_duty(browsers)
    nora, ada, prima = await on_duty(browsers, "nora"), await browsers("ada"), await browsers()
    await site.asks_for_a_person("one", danger=True)
    await site.asks_for_a_person("two")
    await site.asks_for_a_person("three", "south")
    await wait_for(site, 5)
    status, now = await nora.ask("GET", "/api/queue/now")
    assert status == 200
    (north,) = now["networks"]
    assert (north["waiting"], north["danger"], north["longest"]) == (2, 1, 300)
    assert (north["phoned"], north["told"], north["raised"]) == (2, 0, 0)
    assert (north["on_duty"], north["free"], north["units"], north["answered"]) == (0, 0, 0, 0)
    assert len((await ada.ask("GET", "/api/queue/now"))[1]["networks"]) == 2
    await nora.ask("PUT", "/api/duty", {"on": True})
    await nora.ask("POST", "/api/cases/two/claim")
    (north,) = (await nora.ask("GET", "/api/queue/now"))[1]["networks"]
    assert (north["waiting"], north["answered"]) == (1, 1)
    assert (north["on_duty"], north["free"], north["units"]) == (1, 2, 3)
    assert [(one["language"], one["people"]) for one in north["spoken"]] == [("it", 1)]
    await nora.ask("PUT", "/api/pause", {"minutes": 5})
    (north,) = (await nora.ask("GET", "/api/queue/now"))[1]["networks"]
    assert (north["paused"], north["free"]) == (1, 0)
    assert (await prima.ask("GET", "/api/queue/now"))[0] == 401
    assert (await (await browsers("prima")).ask("GET", "/api/queue/now"))[0] == 403


async def test_an_admin_says_how_much_somebody_carries(site, browsers):
    """Within her own agencies, never of herself, within limits; it holds from the next claim."""
    await site.person("ada", "north", role=Role.NETWORK_ADMIN)
    ada, prima = await browsers("ada"), await on_duty(browsers)
    _, state = await ada.ask("GET", "/api/carrying")
    assert {one["account"]: one["units"] for one in state["people"]}["id-prima"] == 3
    assert "work" in state["skills"]
    wanted = {"units": 2, "skills": ["work", "minor"]}
    path = "/api/members/id-prima/carrying"
    status, kept = await ada.ask("PUT", path, wanted)
    assert (status, kept["name"], kept["units"]) == (200, "prima", 2)
    assert kept["skills"] == ["minor", "work"]
    assert (await ada.ask("PUT", path, {"units": 1, "skills": []}))[0] == 422
    assert (await ada.ask("PUT", path, {"units": 2, "skills": ["magic"]}))[0] == 422
    assert (await ada.ask("PUT", "/api/members/id-terza/carrying", wanted))[0] == 404
    mine = await ada.ask("PUT", "/api/members/id-ada/carrying", wanted)
    assert (mine[0], mine[1]["code"]) == (403, "yourself")
    for name in ("a", "b", "c"):
        await site.asks_for_a_person(name)
    assert (await prima.ask("POST", "/api/cases/a/claim"))[0] == 200
    assert (await prima.ask("POST", "/api/cases/b/claim"))[0] == 200
    assert (await prima.ask("POST", "/api/cases/c/claim"))[1]["code"] == "full"


async def test_an_admin_says_when_her_network_answers(site, browsers):
    """Her own only; what cannot be read is refused with words; a coordinator reads it."""
    await site.person("ada", "north", role=Role.NETWORK_ADMIN)
    await site.person("nora", "north", role=Role.COORDINATOR)
    ada, nora = await browsers("ada"), await browsers("nora")
    (north,) = (await ada.ask("GET", "/api/hours"))[1]["networks"]
    assert (north["own"], north["week"]) == (False, "")
    wanted = {
        "week": "mon-fri 09:00-18:00",
        "august": "",
        "holidays": False,
        "days": [{"day": "2026-03-03", "hours": ""}],
    }
    status, kept = await ada.ask("PUT", "/api/hours/north", wanted)
    assert (status, kept["august"], kept["own"]) == (200, "", True)
    assert kept["open_now"]
    assert kept["opens_next"].startswith("2026-03-04T09:00")
    assert (await nora.ask("GET", "/api/hours"))[1]["networks"] == [kept]
    assert (await nora.ask("PUT", "/api/hours/north", wanted))[0] == 403
    assert (await ada.ask("PUT", "/api/hours/south", wanted))[0] == 404
    for wrong in ({"week": "sempre"}, {"days": [{"day": "2026-03-03", "hours": "9-13"}]}):
        status, problem = await ada.ask("PUT", "/api/hours/north", {**wanted, **wrong})
        assert (status, problem["code"]) == (422, "hours")


@pytest.mark.parametrize("path", ["pass", "seen"])
async def test_another_networks_case_does_not_exist(site, browsers, path):
    """Also not for a pass or a call."""
    await site.asks_for_a_person("far", "south")
    await wait_for(site, 3)
    prima = await on_duty(browsers)
    assert (await prima.ask("POST", f"/api/cases/far/{path}"))[0] == 404
    assert (await prima.ask("GET", "/api/routing"))[1]["called"] == []


async def test_what_was_asked_stays_within_a_minute(site, browsers):
    """A best match that is full is not waited for."""
    await site.person("arabic", "north", languages=("ar",))
    await site.person("italian", "north", languages=("it",))
    arabic, italian = await on_duty(browsers, "arabic"), await on_duty(browsers, "italian")
    await site.asks_for_a_person("one", language="ar")
    assert await offered(italian) == []
    await arabic.ask("PUT", "/api/pause", {"minutes": 5})
    assert await offered(italian) == ["one"]
    assert site.now - timedelta(minutes=1) < (await site.store.case("talk-one")).opened_at
