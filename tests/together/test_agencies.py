"""Agencies, procedures, trainings and the risk aid: who keeps them, and who only reads."""

from __future__ import annotations

from bot.handoff.people import Role
from tests.together.conftest import CENTRE, NOW, RHO, Person, Town

FACTS = {
    "kind": "employment",
    "name": "Centro per l'impiego di Rho",
    "answers": "il centro per l'impiego di Rho",
    "duty_to_report": "yes",
    "languages": ["it", "ar"],
    "hours": [{"weekday": 0, "opens": 540, "closes": 780}],
}
TIMES = {
    "claim_minutes": 3,
    "told_minutes": 6,
    "coordinator_minutes": 12,
    "referral_days": 7,
    "follow_up_days": 21,
    "training_years": 1,
}
PROCEDURE = {
    "version": 1,
    "act_number": "12/2026",
    "act_date": "2026-11-02",
    "valid_from": "2026-11-20T00:00:00Z",
    "times": TIMES,
    "duties": [{"who": "operatrice", "what": "risponde", "within": "3 minuti"}],
}


async def _keeper(town: Town, *agencies: str) -> Person:
    return await town.person("rete", *agencies, role=Role.NETWORK_ADMIN, trained=False)


async def test_networks_and_employment_centres_of_the_directory_are_agencies(town: Town) -> None:
    """The eight networks keep their ids; the nine centres get one."""
    operator = await town.person("operatrice", RHO)
    found = (await operator.ok("GET", "/api/agencies"))["agencies"]
    kinds = [one["kind"] for one in found]
    assert (kinds.count("anti_violence"), kinds.count("employment")) == (8, 9)
    mine = [one["id"] for one in found if one["mine"]]
    assert mine == [RHO]
    assert not any(one["editable"] for one in found)


async def test_only_its_own_keeper_changes_an_agency(town: Town) -> None:
    """For others it does not exist; who changed it is written down."""
    keeper = await _keeper(town, CENTRE)
    operator = await town.person("operatrice", CENTRE)
    assert await operator.refused("POST", f"/api/agencies/{CENTRE}", FACTS) == (403, "role")
    assert await keeper.refused("POST", f"/api/agencies/{RHO}", FACTS) == (404, "unknown")
    changed = await keeper.ok("POST", f"/api/agencies/{CENTRE}", FACTS)
    assert (changed["duty_to_report"], changed["changed_by"]) == ("yes", "rete")
    odd = {**FACTS, "languages": ["<b>"]}
    assert (await keeper.act("POST", f"/api/agencies/{CENTRE}", odd))[0] == 422


async def test_who_adds_an_agency_keeps_it(town: Town) -> None:
    """It can be asked from now on; nobody adds a network, which the directory publishes."""
    keeper, operator = await _keeper(town, RHO), await town.person("operatrice", RHO)
    new = {"kind": "union", "name": "Sindacato <b>d'Esempio</b>", "duty_to_report": "no"}
    assert await operator.refused("POST", "/api/agencies", new) == (403, "role")
    network = {**new, "kind": "anti_violence"}
    assert await keeper.refused("POST", "/api/agencies", network) == (422, "bad_request")
    first = await keeper.ok("POST", "/api/agencies", new)
    second = await keeper.ok("POST", "/api/agencies", new)
    assert first["id"] == "sindacato-b-d-esempio-b"
    assert second["id"] == "sindacato-b-d-esempio-b-2"
    facts = {**FACTS, "kind": "union", "name": "Sindacato d'esempio"}
    changed = await keeper.ok("POST", f"/api/agencies/{first['id']}", facts)
    assert changed["hours"] == FACTS["hours"]
    known = {one["id"]: one for one in (await operator.ok("GET", "/api/agencies"))["agencies"]}
    assert known[first["id"]]["name"] == "Sindacato d'esempio"
    assert not known[first["id"]]["mine"]


async def test_a_procedure_has_an_act_and_its_old_versions_stay(town: Town) -> None:
    """What routing reads is the version of the day."""
    keeper = await _keeper(town, RHO)
    path = f"/api/agencies/{RHO}/procedures"
    assert (await keeper.ok("GET", path))["versions"][0]["times"]["claim_minutes"] == 2
    without = {**PROCEDURE, "act_number": " "}
    assert await keeper.refused("POST", path, without) == (422, "no_act")
    done = await keeper.ok("POST", path, PROCEDURE)
    assert [(one["version"], one["holds"]) for one in done["versions"]] == [(1, True)]
    assert await keeper.refused("POST", path, PROCEDURE) == (409, "overtaken")
    second = {**PROCEDURE, "version": 2, "valid_from": "2027-01-01T00:00:00Z"}
    done = await keeper.ok("POST", path, second)
    assert [(one["version"], one["holds"]) for one in done["versions"]] == [(2, False), (1, True)]
    assert done["versions"][1]["recorded_by"] == "rete"
    held = await town.house.together.agencies.procedure_of(RHO, NOW)
    assert (held.claim_minutes, held.told_minutes, held.coordinator_minutes) == (3, 6, 12)


async def test_a_training_counts_as_long_as_the_procedure_says(town: Town) -> None:
    """One year here: a training of 30 days ago counts, one of last year does not."""
    keeper = await _keeper(town, RHO)
    await keeper.ok("POST", f"/api/agencies/{RHO}/procedures", PROCEDURE)
    new = await town.person("nuova", RHO, trained=False)
    old = {"account": new.account.id, "course": "reception", "on": "2025-11-01"}
    people = (await keeper.ok("POST", "/api/trainings", old))["people"]
    assert [one["trained"] for one in people if one["name"] == "nuova"] == [False]
    future = {**old, "on": "2027-01-01"}
    assert (await keeper.act("POST", "/api/trainings", future))[0] == 422
    stranger = await town.person("fuori", CENTRE)
    other = {**old, "account": stranger.account.id}
    assert await keeper.refused("POST", "/api/trainings", other) == (404, "unknown")


async def test_a_marker_puts_the_case_first_and_says_why(town: Town) -> None:
    """Filled in by who holds the case; no number comes out of it."""
    operator, other = await town.person("una", RHO), await town.person("altra", RHO)
    _, case = await town.with_case(operator)
    path = f"/api/cases/{case}/risk"
    aid = await operator.ok("GET", path)
    assert aid["guide"]["questions"][0]["marker"] == "strangulation"
    assert not (await town.case(case)).danger
    body = {"guide": 0, "answers": {"neck": "yes", "fear": "unknown"}, "plan": {"bag": "da lei"}}
    done = await operator.ok("POST", path, body)
    assert [one["marker"] for one in done["prompts"]] == ["strangulation"]
    assert "coordinatrice" in done["prompts"][0]["text"]
    assert (await town.case(case)).danger
    assert not {"score", "total", "level"} & set(done)
    assert await other.refused("GET", path) == (409, "not_holder")
    odd = {**body, "answers": {"odd": "yes"}}
    assert await operator.refused("POST", path, odd) == (422, "bad_request")


async def test_a_network_asks_its_own_questions(town: Town) -> None:
    """Kept by its keeper, one version after the other."""
    keeper = await _keeper(town, RHO)
    body = {"version": 1, "questions": [{"id": "gun", "text": "Armi?", "marker": "weapon"}]}
    done = await keeper.ok("POST", f"/api/risk-guides/{RHO}", body)
    assert [one["id"] for one in done["questions"]] == ["gun"]
    assert await keeper.refused("POST", f"/api/risk-guides/{RHO}", body) == (409, "overtaken")
    assert await keeper.refused("POST", "/api/risk-guides/milano-citta", body) == (404, "unknown")
    (mine,) = (await keeper.ok("GET", "/api/risk-guides"))["guides"]
    assert mine["version"] == 1
