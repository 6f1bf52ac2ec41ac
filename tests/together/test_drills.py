"""A drill goes the real way, and touches no woman: neither her place, nor a number, nor a desk.

Promise: nothing of a drill is in any figure, reaches another network, or takes anybody's place.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.conversation.calls import CALLS
from bot.conversation.drilling import ALLOWED, INSTEAD
from bot.handoff.drills import DrillStep
from bot.handoff.people import Role
from bot.messages import Address, Channel
from bot.storage.count_tables import counts
from bot.storage.staff_tables import audit
from bot.storage.tables import cases, consents, letters
from bot.wiring.scenarios import read_scenarios
from tests.together.conftest import MILANO, RHO, Person, Town

ASKS = ("Italiano", "Sì", "Una persona", "Rho", "Sì, avvisa")


async def begun(town: Town, by: Person, scenario: str = "silent-exit", **more: object) -> str:
    """The token of a drill that this person begins in Rho."""
    body = {"network": RHO, "scenario": scenario, "rings": False, **more}
    page = (await by.ok("POST", "/api/drills", body))["page"]
    return page.rpartition("/d/")[2]


async def asks(town: Town, token: str) -> str:
    """Whoever plays the woman asks for a person of Rho; what the page says last."""
    said = ""
    for text in ASKS:
        said = await town.says(token, text)
    return said


async def count(town: Town, *what: object) -> int:
    """How many rows there are."""
    query = select(func.count()).where(*what)
    return await town.house.store.read(lambda connection: connection.execute(query).scalar_one())


@pytest.fixture
async def nora(town: Town) -> Person:
    """The coordinator of Rho, on duty."""
    return await town.person("nora", RHO, role=Role.COORDINATOR)


async def test_it_goes_the_real_way_and_counts_nowhere(town: Town, nora: Person) -> None:
    """Queued behind every woman and marked; claimed beyond what she carries; answered, passed on
    and closed; timed; gone after an hour. No figure knows of it."""
    ada, eva = await town.person("ada", RHO), await town.person("eva", RHO)
    token = await begun(town, nora)
    shown = await town.public.get("/", headers={"Cookie": f"giorno={token}"})
    assert "Esercitazione" in await shown.text()
    await asks(town, token)
    town.now[0] += timedelta(seconds=20)
    await town.waits()
    first, last = (await ada.ok("GET", "/api/queue"))["cases"]
    assert (first["drill"], last["drill"]) == (False, True), "a woman comes first, however late"
    (now,) = (await nora.ok("GET", "/api/queue/now"))["networks"]
    assert now["waiting"] == 1

    await town.house.routing.set_carrying(ada.account.id, 2, ())
    await ada.ok("POST", f"/api/cases/{first['id']}/claim")
    await town.waits()
    second, *_ = [one for one in (await ada.ok("GET", "/api/queue"))["cases"] if not one["mine"]]
    await ada.ok("POST", f"/api/cases/{second['id']}/claim")
    await ada.ok("POST", f"/api/cases/{last['id']}/claim")
    load = (await town.house.routing.floor([RHO], ada.account, town.now[0])).reader.load
    assert load == 2, "two women, and the drill weighs nothing"
    town.now[0] += timedelta(seconds=40)
    reply = {"id": "reply-one", "text": "Sono qui."}
    await ada.ok("POST", f"/api/cases/{last['id']}/reply", reply)
    await ada.ok("POST", f"/api/cases/{last['id']}/release")
    await eva.ok("POST", f"/api/cases/{last['id']}/claim")
    await eva.ok("POST", f"/api/cases/{last['id']}/close")

    (state,) = (await nora.ok("GET", "/api/drills"))["drills"]
    went = {one["step"]: (one["verdict"], one["seconds"]) for one in state["results"]}
    assert went["claimed"] == ("met", 20)
    assert went["answered"] == ("met", 40)
    assert went["left"] == ("waits", None)
    women = await town.house.store.read(
        lambda connection: connection.execute(
            select(counts.c.figure, func.sum(counts.c.count)).group_by(counts.c.figure)
        ).all()
    )
    assert {row[0]: row[1] for row in women} == {
        "contact": 2,
        "language": 2,
        "need": 2,
        "hour": 2,
        "wait": 2,
    }
    kept = await town.house.audit.readings(last["id"])
    assert kept == []
    assert await count(town, consents.c.id != "", consents.c.purpose == "share") == 2

    town.now[0] += timedelta(hours=1)
    await town.house.practice.end_due(town.now[0])
    (state,) = (await nora.ok("GET", "/api/drills"))["drills"]
    went = {one["step"]: one["verdict"] for one in state["results"]}
    assert went == {"claimed": "met", "answered": "met", "left": "missed", "closed": "met"}
    assert await count(town, cases.c.drill != "") == 0
    found = await town.house.store.read_thread(Address(Channel.WEB, token))
    assert found[0].drill is None, "only the empty page of somebody who left"
    act = audit.c.act.like("drill.%")
    assert await count(town, act) >= 6


async def test_it_reaches_no_other_network(town: Town, nora: Person) -> None:
    """Another network finds nothing of it, even where somebody is on duty there; no request is
    left, nobody is proposed to another agency."""
    milano = await town.person("mila", MILANO)
    token = await begun(town, nora)
    for text in (*ASKS[:3], "Milano", "Sì, avvisa"):
        await town.says(token, text)
    assert (await milano.ok("GET", "/api/queue"))["cases"] == []
    assert await count(town, cases.c.network == MILANO) == 0
    assert await count(town, letters.c.id != "") == 0


async def test_only_a_running_drill_opens_its_page(town: Town, nora: Person) -> None:
    """Nobody can be led into another talk by such an address; after its end there is the cover."""
    her = await town.waits()
    there = await town.public.get(f"/d/{her}", allow_redirects=False)
    assert (there.status, there.headers.get("Set-Cookie")) == (404, None)
    token = await begun(town, nora)
    there = await town.public.get(f"/d/{token}", allow_redirects=False)
    assert there.status == 303
    assert re.search(f"giorno={token}", there.headers["Set-Cookie"])
    assert await nora.refused(
        "POST", "/api/drills", {"network": RHO, "scenario": "interpreter", "rings": False}
    ) == (409, "drill_runs")
    (one,) = (await nora.ok("GET", "/api/drills"))["drills"]
    await nora.ok("POST", f"/api/drills/{one['id']}/end")
    there = await town.public.get(f"/d/{token}", allow_redirects=False)
    assert there.status == 404


async def test_who_may_not_begin_one(town: Town, nora: Person) -> None:
    """An operator, another network, where nobody is on duty, or a phone that there is not."""
    body = {"network": RHO, "scenario": "silent-exit", "rings": True}
    assert await nora.refused("POST", "/api/drills", body) == (409, "no_phone")
    ada = await town.person("ada", RHO, on_duty=False)
    assert (await ada.refused("POST", "/api/drills", {**body, "rings": False}))[0] == 403
    other = await town.person("olga", MILANO, role=Role.COORDINATOR)
    assert await other.refused("POST", "/api/drills", body) == (404, "unknown")
    await nora.ok("PUT", "/api/duty", {"on": False})
    again = await nora.refused("POST", "/api/drills", {**body, "rings": False})
    assert again == (409, "no_duty")


def test_every_call_of_a_flow_was_decided_for_drills():
    """A new call is either one that reads or stays within the talk, or is answered instead."""
    known = ALLOWED | set(INSTEAD) | {"alarm.signs"}
    assert known >= set(CALLS)
    assert {
        name for name in INSTEAD if name in CALLS and INSTEAD[name] not in CALLS[name].outcomes
    } == set()


def test_the_scenarios_can_be_read():
    """Each in both languages of the staff, with steps that can be measured."""
    known = read_scenarios()
    assert set(known) == {"first-contact-danger", "silent-exit", "interpreter", "nobody-claims"}
    for one in known.values():
        assert set(one.title) == set(one.brief) == set(one.play) == {"it", "en"}
        assert len(one.play["it"]) == len(one.play["en"])
        assert {each.step for each in one.expects} <= set(DrillStep)
