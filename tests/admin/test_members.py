"""Admins look after people within their own agencies, and give nobody more than they may."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select

from bot.handoff.people import Role
from bot.storage.tables import cases, duty

NEW = {"role": "operator", "networks": ["north"], "languages": ["it"], "skills": ["documenti"]}


@pytest.fixture
async def admin(site, browsers):
    """The admin of the north, who has just logged in."""
    await site.person("capo", "north", role=Role.NETWORK_ADMIN)
    return await browsers("capo")


async def test_she_sees_the_people_of_her_agencies_and_nobody_else(site, admin):
    """Of who works elsewhere too she sees her own agencies, and that there is more."""
    await site.person("doppia", "north", "south")
    _, seen = await admin.ask("GET", "/api/members")
    assert [one["login"] for one in seen["members"]] == ["capo", "doppia", "prima", "seconda"]
    double = seen["members"][1]
    assert (double["networks"], double["elsewhere"], double["managed"]) == (["north"], True, False)
    assert seen["roles"] == ["operator", "coordinator", "network_admin", "steering"]


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"networks": ["south"]}, 404, "unknown"),
        ({"networks": ["north", "south"]}, 404, "unknown"),
        ({"networks": ["nowhere"]}, 404, "unknown"),
        ({"role": "data_officer"}, 403, "too_much"),
        ({"networks": []}, 422, "bad_request"),
        ({"languages": []}, 422, "bad_request"),
        ({"role": "queen"}, 422, "bad_request"),
    ],
)
async def test_she_gives_nothing_that_is_not_hers(site, admin, changes, status, code):
    """Neither by inviting nor by changing: an agency that is not hers does not exist."""
    found = await admin.ask("POST", "/api/members", {"login": "nuova", **NEW, **changes})
    assert (found[0], found[1]["code"]) == (status, code)
    found = await admin.ask("PUT", "/api/members/id-prima", {**NEW, **changes})
    assert (found[0], found[1]["code"]) == (status, code)
    assert (await site.accounts.find("prima")).networks == ("north",)
    assert await site.accounts.find("nuova") is None


async def test_a_change_holds_from_the_next_request(site, admin, browsers):
    """Her session goes on, with what she may now."""
    browser = await browsers("prima")
    changed = {**NEW, "role": "steering", "languages": ["it", "fr"]}
    assert (await admin.ask("PUT", "/api/members/id-prima", changed))[0] == 200
    _, me = await browser.ask("GET", "/api/session")
    assert (me["role"], me["languages"]) == ("steering", ["it", "fr"])
    assert (await browser.ask("GET", "/api/queue"))[0] == 403


async def test_agencies_that_are_not_hers_stay_as_they_are(site, admin):
    """She takes her own away and gives it back; the other agency does not notice."""
    await site.person("doppia", "north", "south")
    body = {**NEW, "skills": []}
    assert (await admin.ask("PUT", "/api/members/id-doppia", body))[0] == 200
    assert (await site.accounts.find("doppia")).networks == ("south", "north")
    status, problem = await admin.ask(
        "PUT", "/api/members/id-doppia", {**body, "role": "coordinator"}
    )
    assert (status, problem["code"]) == (403, "not_yours")
    for act in ("suspend", "resume", "sessions/end", "invite"):
        status, problem = await admin.ask("POST", f"/api/members/id-doppia/{act}")
        assert (status, problem["code"]) == (403, "not_yours")


async def test_nobody_changes_herself_or_who_watches_her(site, admin):
    """Not her own rights, and not the data officer's account."""
    await site.person("garante", "north", role=Role.DATA_OFFICER)
    for id, code in (("id-capo", "yourself"), ("id-garante", "not_yours")):
        status, problem = await admin.ask("PUT", f"/api/members/{id}", NEW)
        assert (status, problem["code"]) == (403, code)
        status, problem = await admin.ask("POST", f"/api/members/{id}/suspend")
        assert (status, problem["code"]) == (403, code)


async def test_who_is_suspended_is_out_and_her_women_wait_for_somebody_else(site, admin, browsers):
    """Sessions and duty end, her cases go back; what opened the account opens it again later."""
    browser = await browsers("prima")
    row = {
        "id": "case",
        "conversation": "talk",
        "network": "north",
        "state": "claimed",
        "language": "it",
        "opened_at": 1,
        "operator": "id-prima",
        "claimed_at": 2,
        "danger": 0,
        "since": 1,
        "sealed": b"",
    }
    on = {"operator": "id-prima", "network": "north", "language": "it", "since": 1, "until": 9}

    def busy(connection):
        known = {column.name for column in cases.c}
        connection.execute(insert(cases).values({k: v for k, v in row.items() if k in known}))
        connection.execute(insert(duty).values(on))

    await site.store.write(busy)
    assert (await admin.ask("POST", "/api/members/id-prima/suspend"))[0] == 200
    assert (await browser.ask("GET", "/api/session"))[0] == 401
    site.later(seconds=30)
    assert (await (await browsers()).login("prima"))[0] == 401
    state = await site.store.read(
        lambda connection: (
            connection.execute(select(cases.c.state, cases.c.operator)).one(),
            connection.execute(select(duty)).first(),
        )
    )
    assert (tuple(state[0]), state[1]) == (("queued", ""), None)
    assert (await admin.ask("POST", "/api/members/id-prima/resume"))[0] == 200
    site.later(minutes=1)
    assert (await (await browsers()).login("prima"))[0] == 200


async def test_a_second_invitation_ends_all_that_opened_the_account(site, admin, browsers):
    """She lost everything, or somebody has it: password, sessions and codes are nothing now."""
    browser = await browsers("prima")
    _, given = await browser.ask("POST", "/api/account/recovery")
    status, made = await admin.ask("POST", "/api/members/id-prima/invite")
    assert (status, made["member"]["invited"]) == (200, True)
    assert (await browser.ask("GET", "/api/session"))[0] == 401
    site.later(seconds=30)
    assert (await (await browsers()).login("prima"))[0] == 401
    assert (await (await browsers()).login("prima", code=given["codes"][0]))[0] == 401
    new = await browsers()
    assert (await new.ask("POST", "/api/invitation", {"code": made["code"]}))[0] == 200


async def test_a_name_is_given_once(admin):
    """Colleagues must be told apart."""
    status, problem = await admin.ask("POST", "/api/members", {"login": "Prima ", **NEW})
    assert (status, problem["code"]) == (409, "taken")


async def test_every_act_asks_who_she_is_again(site, admin):
    """A browser that was left open changes nobody's account."""
    site.later(minutes=6)
    for method, path, body in (
        ("POST", "/api/members", {"login": "nuova", **NEW}),
        ("PUT", "/api/members/id-prima", NEW),
        ("POST", "/api/members/id-prima/suspend", None),
        ("POST", "/api/members/id-prima/resume", None),
        ("POST", "/api/members/id-prima/sessions/end", None),
        ("POST", "/api/members/id-prima/invite", None),
    ):
        status, problem = await admin.ask(method, path, body)
        assert (status, problem["code"]) == (403, "prove"), path
