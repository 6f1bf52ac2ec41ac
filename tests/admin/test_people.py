"""A data officer exports and erases, with a code again, and does nothing else."""

from __future__ import annotations

import json

import pytest

from bot.handoff.people import Role
from bot.storage.tables import cases, conversations, letters, messages

ACTS = ("/api/people/export", "/api/people/erase")


@pytest.fixture
async def officer(site, browsers):
    """Who looks after data in the north, logged in half a minute ago: her next code is new."""
    await site.person("garante", "north", role=Role.DATA_OFFICER)
    browser = await browsers("garante")
    site.later(seconds=30)
    return browser


async def _act(browser, act, reference, code=None):
    code = browser.site.code("garante") if code is None else code
    return await browser.ask("POST", f"/api/people/{act}", {"reference": reference, "code": code})


async def test_everything_that_is_kept_is_exported_by_the_id_of_the_case(site, officer):
    """Also what she said before her consent to be read by the desk: it is hers."""
    await site.asks_for_a_person("case", text="Mi serve una mano")
    status, given = await _act(officer, "export", "case")
    assert status == 200
    assert given["kept"]["conversation"]["id"] == "talk-case"
    assert [line["text"] for line in given["kept"]["messages"]] == [
        "detto prima del consenso",
        "Mi serve una mano",
    ]
    assert [case["id"] for case in given["kept"]["cases"]] == ["case"]


@pytest.mark.parametrize("number", ["12345678", "1234 5678", " 1234-5678 ", "١٢٣٤٥٦٧٨"])
async def test_a_letter_is_found_by_its_number(site, officer, number):
    """As she reads it out, however it is grouped."""
    await site.leaves_a_request("letter", text="Quando aprite?")
    status, given = await _act(officer, "export", number)
    assert status == 200
    assert given["kept"]["letter"]["text"] == "Quando aprite?"


async def test_what_is_erased_is_gone(site, officer):
    """The conversation with its case, or the letter; a second time there is nothing."""
    await site.asks_for_a_person("case")
    await site.leaves_a_request("letter")
    assert await _act(officer, "erase", "case") == (200, {"erased": "conversation"})
    site.later(seconds=30)
    assert await _act(officer, "erase", "12345678") == (200, {"erased": "letter"})
    assert await site.store.count(conversations) == 0
    assert await site.store.count(messages) == 0
    assert await site.store.count(cases) == 0
    assert await site.store.count(letters) == 0
    site.later(seconds=30)
    status, problem = await _act(officer, "erase", "case")
    assert (status, problem["code"]) == (404, "unknown")


async def test_both_acts_are_audited_without_content(site, officer):
    """Who did what to which id; neither the letter's number nor any text."""
    await site.asks_for_a_person("case", text="Mi serve una mano")
    await site.leaves_a_request("letter")
    await _act(officer, "export", "case")
    site.later(seconds=30)
    await _act(officer, "erase", "12345678")
    site.later(seconds=30)
    await _act(officer, "export", "87654321")
    assert (await site.audited())[-3:] == [
        ("id-garante", "person.export", "talk-case"),
        ("id-garante", "person.erase", "letter"),
        ("id-garante", "person.export.refused_unknown", ""),
    ]
    assert "12345678" not in json.dumps(await site.audited())


@pytest.mark.parametrize("act", ["export", "erase"])
async def test_each_act_needs_a_new_code(site, officer, act):
    """A browser that was left open exports and erases nothing, nor does a code that was used."""
    await site.asks_for_a_person("case")
    code = site.code("garante")
    status, problem = await _act(officer, act, "case", "000000")
    assert (status, problem["code"]) == (403, "code")
    assert (await _act(officer, "export", "case", code))[0] == 200
    status, problem = await _act(officer, act, "case", code)
    assert (status, problem["code"]) == (403, "code")
    assert await site.store.count(conversations) == 1


async def test_guessing_the_code_is_slowed(site, officer):
    """After a few wrong ones she has to wait, also with the right one."""
    await site.asks_for_a_person("case")
    answers = [(await _act(officer, "erase", "case", "000000"))[0] for _ in range(8)]
    assert answers[0] == 403
    assert answers[-1] == 429
    assert (await _act(officer, "erase", "case"))[0] == 429
    assert await site.store.count(conversations) == 1


async def test_nothing_of_another_network_exists_for_her(site, officer):
    """Neither to export nor to erase, and nothing says that it is there."""
    await site.asks_for_a_person("far", network="south")
    await site.leaves_a_request("letter", network="south")
    for reference in ("far", "talk-far", "letter", "12345678", "nessuna", "due parole", "£"):
        for act in ("export", "erase"):
            status, problem = await _act(officer, act, reference)
            assert (status, problem["code"]) == (404, "unknown")
            site.later(seconds=30)
    assert await site.store.count(conversations) == 1
    assert await site.store.count(letters) == 1


@pytest.mark.parametrize("path", ACTS)
async def test_who_answers_women_neither_exports_nor_erases(site, browsers, path):
    """Another role, another task."""
    await site.asks_for_a_person("case")
    operator = await browsers("prima")
    site.later(seconds=30)
    body = {"reference": "case", "code": site.code("prima")}
    status, problem = await operator.ask("POST", path, body)
    assert (status, problem["code"]) == (403, "role")


async def test_a_data_officer_reads_no_conversation_and_takes_no_case(site, officer):
    """She is nobody's operator: queue, threads, letters and duty are not hers."""
    await site.asks_for_a_person("case")
    assert (await officer.ask("GET", "/api/session"))[1]["role"] == "data_officer"
    for method, path in (
        ("GET", "/api/queue"),
        ("GET", "/api/letters"),
        ("GET", "/api/cases/case"),
        ("GET", "/api/cases/case/thread"),
        ("POST", "/api/cases/case/claim"),
    ):
        status, problem = await officer.ask(method, path)
        assert (status, problem["code"]) == (403, "role"), path
    assert (await officer.ask("PUT", "/api/duty", {"on": True}))[0] == 403
