"""Seats beside a case, and passing it on: exactly one person has it at any time."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.handoff.people import Role
from tests.together.conftest import MILANO, RHO, Person, Town


def _seat(kind: str, guest: Person, network: str, id: str = "seat-0001") -> dict:
    return {"id": id, "kind": kind, "account": guest.account.id, "network": network}


async def test_who_has_no_training_sees_the_queue_and_takes_nothing(town: Town) -> None:
    """409 in words; the moment that a training is written down, she can."""
    new = await town.person("nuova", RHO, trained=False)
    keeper = await town.person("rete", RHO, role=Role.NETWORK_ADMIN, trained=False)
    await town.waits()
    (case,) = (await new.ok("GET", "/api/queue"))["cases"]
    path = f"/api/cases/{case['id']}/claim"
    status, problem = await new.act("POST", path)
    assert (status, problem["code"]) == (409, "untrained")
    assert "formazione" in problem["message"]
    record = {"account": new.account.id, "course": "reception", "on": "2026-11-20"}
    await keeper.ok("POST", "/api/trainings", record)
    assert (await new.ok("POST", path))["mine"]


async def test_a_colleague_of_the_network_consults_silently(town: Town) -> None:
    """She reads since her consent once she has joined; the woman sees nothing of it."""
    operator, other = await town.person("una", RHO), await town.person("altra", RHO)
    stranger = await town.person("terza", RHO)
    token, case = await town.with_case(operator)
    path = f"/api/cases/{case}/seats"
    around = await operator.ok("POST", path, _seat("consult", other, RHO))
    assert [one["state"] for one in around["seats"]] == ["invited"]
    assert await other.refused("GET", "/api/seats/seat-0001/thread") == (409, "seat_over")
    seated = await other.ok("POST", "/api/seats/seat-0001/join")
    assert "cerco un lavoro" in [one["text"] for one in seated["lines"]]
    aside = {"id": "aside-001", "text": "Chiedile degli orari."}
    await other.ok("POST", "/api/seats/seat-0001/asides", aside)
    around = await operator.ok("GET", f"/api/cases/{case}/around")
    assert [one["text"] for one in around["asides"]] == ["Chiedile degli orari."]
    assert "Chiedile" not in await town.says(token, "ci sei?")
    assert await stranger.refused("GET", "/api/seats/seat-0001/thread") == (404, "unknown")
    reply = {"id": "reply-0001", "text": "Sono io."}
    refused = await other.refused("POST", f"/api/cases/{case}/reply", reply)
    assert refused == (409, "not_holder")


async def test_who_is_suspended_or_has_not_come_yet_is_asked_for_nothing(town: Town) -> None:
    """She is no colleague to choose; a seat that she had is free again: nobody waits for her."""
    operator, other = await town.person("una", RHO), await town.person("altra", RHO)
    admin = await town.person("rete", RHO, role=Role.NETWORK_ADMIN)
    new = {"login": "nuova", "role": "operator", "networks": [RHO], "languages": ["it"]}
    invited = await admin.ok("POST", "/api/members", new)
    _, case = await town.with_case(operator)
    path = f"/api/cases/{case}/seats"
    await operator.ok("POST", path, _seat("consult", other, RHO))
    await other.ok("POST", "/api/seats/seat-0001/join")
    await admin.ok("POST", f"/api/members/{other.account.id}/suspend")
    assert (await operator.ok("GET", f"/api/cases/{case}/around"))["seats"] == []
    people = (await operator.ok("GET", "/api/colleagues"))["people"]
    assert not {other.account.id, invited["member"]["id"]} & {one["id"] for one in people}
    again = _seat("consult", other, RHO, "seat-0002")
    assert await operator.refused("POST", path, again) == (409, "no_such_guest")


async def test_an_interpreter_of_another_network_sits_only_with_her_yes(town: Town) -> None:
    """For this case only, and no longer than the case."""
    operator = await town.person("una", RHO)
    guest = await town.person("interprete", MILANO)
    token, case = await town.with_case(operator)
    path = f"/api/cases/{case}/seats"
    around = await operator.ok("POST", path, _seat("interpreter", guest, MILANO))
    assert around["asked"]["wish"] == "interpreter"
    assert (await guest.ok("GET", "/api/seats"))["seats"] == []
    assert await guest.refused("POST", "/api/seats/seat-0001/join") == (404, "unknown")
    await town.says(token, "Sì, va bene")
    (one,) = (await guest.ok("GET", "/api/seats"))["seats"]
    assert one["kind"] == "interpreter"
    assert (await guest.ok("POST", "/api/seats/seat-0001/join"))["lines"]
    assert await guest.refused("GET", f"/api/cases/{case}") == (404, "unknown")
    await operator.ok("POST", f"/api/cases/{case}/close")
    assert await guest.refused("GET", "/api/seats/seat-0001/thread") == (409, "seat_over")


async def test_her_no_keeps_everybody_else_out(town: Town) -> None:
    """Nothing changes, and the holder sees that she refused."""
    operator, guest = await town.person("una", RHO), await town.person("altra", MILANO)
    token, case = await town.with_case(operator)
    await operator.ok("POST", f"/api/cases/{case}/seats", _seat("consult", guest, MILANO))
    await town.says(token, "No")
    assert (await guest.ok("GET", "/api/seats"))["seats"] == []
    assert (await operator.ok("GET", f"/api/cases/{case}/around"))["asked"] is None
    again = _seat("consult", guest, MILANO, "seat-0002")
    assert (await operator.ok("POST", f"/api/cases/{case}/seats", again))["asked"]


async def test_a_supervisor_is_shown_to_the_holder(town: Town) -> None:
    """A coordinator of the network only; it stands in the audit and on the holder's page."""
    operator = await town.person("una", RHO)
    chief = await town.person("capo", RHO, role=Role.COORDINATOR)
    colleague = await town.person("altra", RHO)
    _, case = await town.with_case(operator)
    body = {"id": "super-0001"}
    refused = await colleague.refused("POST", f"/api/cases/{case}/supervise", body)
    assert refused == (403, "role")
    assert (await chief.ok("POST", f"/api/cases/{case}/supervise", body))["lines"]
    (seat,) = (await operator.ok("GET", f"/api/cases/{case}/around"))["seats"]
    assert (seat["kind"], seat["name"], seat["state"]) == ("supervisor", "capo", "open")
    await operator.ok("POST", "/api/seats/super-0001/end")
    assert await chief.refused("GET", "/api/seats/super-0001/thread") == (404, "unknown")


async def test_a_seat_ends_by_its_time_and_when_she_takes_her_yes_back(town: Town) -> None:
    """Eight hours, or her word."""
    operator, other = await town.person("una", RHO), await town.person("altra", RHO)
    token, case = await town.with_case(operator)
    await operator.ok("POST", f"/api/cases/{case}/seats", _seat("consult", other, RHO))
    await other.ok("POST", "/api/seats/seat-0001/join")
    await town.says(token, "privacy")
    await town.says(token, "Riprendo il mio sì")
    assert (await other.act("GET", "/api/seats/seat-0001/thread"))[0] in (404, 409)
    token, case = await town.with_case(operator)
    seat = _seat("consult", other, RHO, "seat-0002")
    await operator.ok("POST", f"/api/cases/{case}/seats", seat)
    await other.ok("POST", "/api/seats/seat-0002/join")
    town.now[0] += timedelta(hours=8)
    stored = await town.house.together.seats.of_account(other.account.id, town.now[0])
    assert stored == []


async def test_a_cold_transfer_gives_her_one_new_person(town: Town) -> None:
    """The old one cannot write any more, and she is told that somebody else answers."""
    operator, other = await town.person("una", RHO), await town.person("altra", RHO)
    away = await town.person("assente", RHO, on_duty=False)
    token, case = await town.with_case(operator)
    path = f"/api/cases/{case}/transfer"
    body = {"id": "pass-0001", "network": RHO, "account": away.account.id}
    assert await operator.refused("POST", path, body) == (409, "not_on_duty")
    body = {"id": "pass-0002", "network": RHO, "account": other.account.id}
    assert await operator.ok("POST", path, body) == {"state": "done"}
    assert (await town.case(case)).operator == other.account.id
    reply = {"id": "reply-0001", "text": "Sono qui."}
    refused = await operator.refused("POST", f"/api/cases/{case}/reply", reply)
    assert refused == (409, "not_holder")
    await other.ok("POST", f"/api/cases/{case}/reply", reply)
    page = await town.says(token, "grazie")
    assert "un'altra persona" in page.replace("&#39;", "'")


async def test_a_warm_transfer_lets_the_new_one_join_first(town: Town) -> None:
    """While both read there is one owner; after it there is one, another."""
    operator, other = await town.person("una", RHO), await town.person("altra", RHO)
    _, case = await town.with_case(operator)
    await operator.ok("POST", f"/api/cases/{case}/seats", _seat("successor", other, RHO))
    take = ("POST", "/api/seats/seat-0001/take-over", {"id": "take-0001"})
    assert await other.refused(*take) == (409, "seat_over")
    await other.ok("POST", "/api/seats/seat-0001/join")
    assert (await town.case(case)).operator == operator.account.id
    assert await other.ok(*take) == {"state": "done"}
    assert (await town.case(case)).operator == other.account.id
    assert await operator.refused("GET", f"/api/cases/{case}/around") == (409, "not_holder")


async def test_another_network_gets_her_case_only_with_her_yes(town: Town) -> None:
    """Into its queue, with what she said since her consent; the first network loses it."""
    operator, other = await town.person("una", RHO), await town.person("altra", MILANO)
    token, case = await town.with_case(operator)
    body = {"id": "pass-0001", "network": MILANO}
    path = f"/api/cases/{case}/transfer"
    assert await operator.ok("POST", path, body) == {"state": "asked"}
    assert (await town.case(case)).network == RHO
    await town.says(token, "Sì, va bene")
    moved = await town.case(case)
    assert (moved.network, moved.state, moved.operator) == (MILANO, "queued", "")
    assert await operator.refused("GET", f"/api/cases/{case}") == (404, "unknown")
    await other.ok("POST", f"/api/cases/{case}/claim")
    lines = (await other.ok("GET", f"/api/cases/{case}/thread"))["lines"]
    assert "cerco un lavoro" in [one["text"] for one in lines]


async def test_she_is_never_passed_on_to_where_nobody_is(town: Town) -> None:
    """Whoever answered there goes off duty before her yes: she is told so, and her human keeps
    her case; asked again, when somebody is there, it moves."""
    operator, other = await town.person("una", RHO), await town.person("altra", MILANO)
    token, case = await town.with_case(operator)
    path = f"/api/cases/{case}/transfer"
    named = {"network": MILANO, "account": other.account.id}
    assert await operator.ok("POST", path, {"id": "pass-0001", **named}) == {"state": "asked"}
    await other.ok("PUT", "/api/duty", {"on": False})
    page = (await town.says(token, "Sì, va bene")).replace("&#39;", "'")
    assert "non ho passato niente" in page
    kept = await town.case(case)
    assert (kept.network, kept.state, kept.operator) == (RHO, "claimed", operator.account.id)
    lines = (await operator.ok("GET", f"/api/cases/{case}/thread"))["lines"]
    assert "non ho passato niente" in lines[-1]["text"]
    reply = {"id": "reply-0001", "text": "Sono qui."}
    await operator.ok("POST", f"/api/cases/{case}/reply", reply)
    await other.ok("PUT", "/api/duty", {"on": True})
    assert await operator.ok("POST", path, {"id": "pass-0002", **named}) == {"state": "asked"}
    await town.says(token, "Sì, va bene")
    assert (await town.case(case)).operator == other.account.id


async def test_who_was_named_and_went_home_leaves_it_to_her_colleagues(town: Town) -> None:
    """It waits in the queue of those who are there, not with somebody who does not look."""
    operator, other = await town.person("una", RHO), await town.person("altra", MILANO)
    await town.person("terza", MILANO)
    token, case = await town.with_case(operator)
    body = {"id": "pass-0001", "network": MILANO, "account": other.account.id}
    await operator.ok("POST", f"/api/cases/{case}/transfer", body)
    await other.ok("PUT", "/api/duty", {"on": False})
    page = (await town.says(token, "Sì, va bene")).replace("&#39;", "'")
    assert "Ho avvisato Centro dimostrativo Milano" in page.split("Va bene, fatto")[-1]
    moved = await town.case(case)
    assert (moved.network, moved.state, moved.operator) == (MILANO, "queued", "")


async def test_a_question_that_was_taken_back_does_nothing(town: Town) -> None:
    """Also where she answers it a moment later."""
    operator = await town.person("una", RHO)
    token, case = await town.with_case(operator)
    await operator.ok("POST", f"/api/cases/{case}/transfer", {"id": "pass-0001", "network": MILANO})
    other = {"id": "pass-0002", "network": "nord-milano"}
    path = f"/api/cases/{case}/transfer"
    assert await operator.refused("POST", path, other) == (409, "asked_already")
    await operator.ok("POST", f"/api/cases/{case}/unask", {"id": "unask-001"})
    await town.says(token, "Sì, va bene")
    assert (await town.case(case)).network == RHO


async def test_the_service_goes_on_with_her_at_the_chosen_step(town: Town) -> None:
    """The case is closed, and she reads who answers now; only published entries can be chosen."""
    operator = await town.person("una", RHO)
    token, case = await town.with_case(operator)
    entries = (await operator.ok("GET", "/api/entries"))["entries"]
    assert {"work", "rights"} <= {one["flow"] for one in entries}
    assert not {"forget", "privacy", "asked", "start"} & {one["flow"] for one in entries}
    path = f"/api/cases/{case}/hand-back"
    assert await operator.refused("POST", path, {"flow": "forget"}) == (409, "no_entry")
    await operator.ok("POST", path, {"flow": "work"})
    assert (await town.case(case)).state == "closed"
    read = await town.says(token, "un corso")
    told, asked = read.find("Ora ti risponde di nuovo il programma"), read.rfind("lavoro")
    assert 0 < told < asked


async def test_transfers_and_claims_at_once_leave_exactly_one_owner(town: Town) -> None:
    """Whoever comes second is refused; the case has the one whom the winner named."""
    operator = await town.person("una", RHO)
    others = [await town.person(f"altra{n}", RHO) for n in range(4)]
    _, case = await town.with_case(operator)
    path = f"/api/cases/{case}/transfer"
    acts = [
        operator.act(
            "POST", path, {"id": f"pass-000{n}", "network": RHO, "account": one.account.id}
        )
        for n, one in enumerate(others)
    ]
    answers = await asyncio.gather(*acts, others[0].act("POST", f"/api/cases/{case}/release"))
    won = [n for n, (status, _) in enumerate(answers[:4]) if status == 200]
    assert len(won) == 1
    assert (await town.case(case)).operator == others[won[0]].account.id
