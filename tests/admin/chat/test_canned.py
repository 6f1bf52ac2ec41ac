"""Canned answers: kept by coordinators, filled in by the server, refused where it could not."""

from __future__ import annotations

from bot.handoff.canned import greeting
from bot.handoff.people import Role
from tests.admin.chat.conftest import NETWORK, OTHER, Desk

GREETING = {
    "network": NETWORK,
    "language": "it",
    "shortcut": "/saluto",
    "title": "Primo saluto",
    "text": "{greeting}, sono di {agency}. In pericolo: {emergency}.",
}


async def _kept(desk: Desk, **changes: str):
    capo = await desk.colleague("capo", role=Role.COORDINATOR)
    status, given = await capo.act("PUT", "/api/canned", GREETING | changes)
    assert status == 200, given
    return capo, given["answers"]


async def test_a_coordinator_keeps_an_answer_and_an_operator_uses_it(desk: Desk) -> None:
    """With the opening words of the hour, the network's agency and 112 filled in."""
    await _kept(desk)
    prima = await desk.colleague()
    case, _ = await desk.asks(prima)
    (ready,) = (await prima.get(f"/api/cases/{case}/canned"))["answers"]
    agency = desk.house.networks.network(NETWORK)
    assert agency is not None
    assert ready["text"] == f"Buongiorno, sono di {agency.agency}. In pericolo: 112."
    assert (ready["shortcut"], ready["hers"], ready["refused"]) == ("saluto", True, False)
    assert desk.house.chat.label(greeting(18), "it") == "Buonasera"
    assert desk.house.chat.label(greeting(9), "fr") == "Bonjour"


async def test_an_unknown_variable_is_refused_when_it_is_saved(desk: Desk) -> None:
    """Never when it is sent; the sentence names it, and those that there are."""
    capo = await desk.colleague("capo", role=Role.COORDINATOR)
    for text in ("Ciao {nome}", "Ciao {pseudonym}", "Ciao {", "Ciao }", "{greeting} {operator}"):
        status, refused = await capo.act("PUT", "/api/canned", GREETING | {"text": text})
        assert (status, refused["code"]) == (422, "unknown_variable"), text
        assert "{greeting}" in refused["message"]
    assert (await capo.get("/api/canned"))["answers"] == []


async def test_only_a_coordinator_of_that_network_edits(desk: Desk) -> None:
    """An operator may not, and another network does not exist."""
    _, (answer,) = await _kept(desk)
    prima = await desk.colleague()
    assert await prima.code_of("PUT", "/api/canned", GREETING) == (403, "role")
    (shown,) = (await prima.get("/api/canned"))["answers"]
    assert shown["editable"] is False
    other = await desk.colleague("altra", OTHER, role=Role.COORDINATOR)
    assert await other.code_of("PUT", "/api/canned", GREETING) == (404, "unknown")
    assert await other.code_of("DELETE", f"/api/canned/{answer['id']}") == (404, "unknown")
    forged = GREETING | {"network": OTHER, "id": answer["id"]}
    assert await other.code_of("PUT", "/api/canned", forged) == (404, "unknown")
    assert (await other.get("/api/canned"))["answers"] == []


async def test_a_shortcut_means_one_answer_in_a_language(desk: Desk) -> None:
    """Another language may use it again; changing the answer itself keeps it."""
    capo, (answer,) = await _kept(desk)
    assert await capo.code_of("PUT", "/api/canned", GREETING) == (409, "taken_shortcut")
    assert (await capo.act("PUT", "/api/canned", GREETING | {"language": "en"}))[0] == 200
    changed = GREETING | {"id": answer["id"], "text": "Ciao"}
    status, given = await capo.act("PUT", "/api/canned", changed)
    assert status == 200
    assert [one["text"] for one in given["answers"] if one["id"] == answer["id"]] == ["Ciao"]
    status, given = await capo.act("DELETE", f"/api/canned/{answer['id']}")
    assert [one["language"] for one in given["answers"]] == ["en"]


async def test_who_changed_an_answer_stays_to_be_read_and_to_be_brought_back(desk: Desk) -> None:
    """The coordinators of that network see every version, also of what was taken away; what could
    not go out on SMS is told where it is written."""
    capo, (answer,) = await _kept(desk)
    assert answer["telling"] == []
    changed = GREETING | {"id": answer["id"], "text": "Ciao, in questura?"}
    _, given = await capo.act("PUT", "/api/canned", changed)
    (now,) = given["answers"]
    assert now["telling"] == ["questura"]
    assert (await capo.act("DELETE", f"/api/canned/{answer['id']}"))[0] == 200
    versions = (await capo.get("/api/canned-versions"))["versions"]
    told = [(one["number"], one["text"], one["gone"], one["kept"]) for one in versions]
    assert told == [
        (3, "Ciao, in questura?", True, False),
        (2, "Ciao, in questura?", False, False),
        (1, GREETING["text"], False, False),
    ]
    assert {one["by"] for one in versions} == {"capo"}
    assert (await capo.act("PUT", "/api/canned", GREETING))[0] == 200, "It is brought back."
    prima = await desk.colleague()
    assert await prima.code_of("GET", "/api/canned-versions") == (403, "role")
    other = await desk.colleague("altra", OTHER, role=Role.COORDINATOR)
    assert (await other.get("/api/canned-versions"))["versions"] == []


async def test_a_shortcut_title_or_text_that_cannot_be_kept_is_refused(desk: Desk) -> None:
    """In one sentence that says what is needed."""
    capo = await desk.colleague("capo", role=Role.COORDINATOR)
    for wrong in ({"shortcut": "Due Parole"}, {"title": "  "}, {"text": "a" * 4001}):
        assert await capo.code_of("PUT", "/api/canned", GREETING | wrong) == (422, "bad_canned")


async def test_an_answer_that_would_tell_on_her_phone_is_marked(desk: Desk) -> None:
    """Before it is chosen: on SMS the server would refuse it."""
    await _kept(desk, text="Ha già fatto una denuncia?")
    prima = await desk.colleague()
    case, _ = await desk.on_a_phone(prima)
    (ready,) = (await prima.get(f"/api/cases/{case}/canned"))["answers"]
    assert ready["refused"] is True
