"""The API of the flow editor: a person writes, a second one reads, and nothing is overwritten."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import count

import pytest

from bot.directory.model import Directory
from bot.handoff.people import Role
from bot.publishing.published import read_directory
from bot.safety.contract import ROME
from bot.storage.flow_schedules import SqlSchedules
from bot.storage.flows import SqlFlows
from bot.storage.inside import SqlInside
from bot.wiring.around import Around
from bot.workshop.incoming import Incoming
from bot.workshop.planning import Planning
from bot.workshop.workshop import Workshop
from tests.commands.test_interchange import EXPORT

FLOW = "voice"


class Shown:
    """What is published in this process."""

    directory: Directory = read_directory()

    async def refresh(self) -> bool:
        """Nobody talks here."""
        return True


@pytest.fixture
async def writers(site, browsers):
    """Two admins of the north; nobody has written yet."""

    async def keep(_id: str, _content: bytes) -> None:
        """No talk is pinned here."""

    site.workshop = Workshop(SqlFlows(site.store), Shown(), keep)

    async def record(*_row: object) -> None:
        """The audit of planned publications is tried where they happen."""

    async def may(_account: str) -> bool:
        return True

    ids = (f"plan-{number}" for number in count(1))
    schedules = SqlSchedules(site.store)
    planning = Planning(site.workshop, schedules, may, record, lambda: next(ids))
    inside = SqlInside(site.store, lambda: "")
    incoming = Incoming(site.workshop, SqlFlows(site.store), lambda: Shown.directory)
    site.around = Around(planning, inside, None, incoming)
    for name in ("ada", "bea"):
        await site.person(name, "north", role=Role.NETWORK_ADMIN)
    return await browsers("ada"), await browsers("bea")


async def opened(writer):
    """The flow as it is now."""
    status, found = await writer.ask("GET", f"/api/flows/{FLOW}")
    assert status == 200
    return found


async def noted(writer, text, revision=0):
    """Add a remark for colleagues, which changes nothing that she sees."""
    edits = [{"op": "note", "step": "pictures", "text": text}]
    return await writer.ask(
        "POST", f"/api/flows/{FLOW}/edits", {"revision": revision, "edits": edits}
    )


async def test_a_flow_is_shown_step_by_step(writers):
    """As JSON in which every scalar is the text that its author wrote."""
    ada, _ = writers
    _, listed = await ada.ask("GET", "/api/flows")
    row = next(one for one in listed["flows"] if one["id"] == FLOW)
    assert (row["revision"], row["is_new"], row["authors"]) == (0, False, [])
    assert listed["languages"][0] == "it"
    found = await opened(ada)
    step = next(one for one in found["steps"] if one["id"] == "pictures")
    assert step["body"]["no_match"]["retry"] == "2"
    assert step["remark"].startswith("said to somebody who sent a voice message")
    assert found["text"].splitlines()[step["line"] - 1] == "  pictures:"
    assert f"{FLOW}/pictures/ask" in found["texts"]["ar"]


async def test_from_draft_to_live_and_back(writers):
    """Written by one, read by another, published with a note, and restored."""
    ada, bea = writers
    status, draft = await noted(ada, "breve")
    assert (status, draft["flow"]["revision"], draft["flow"]["authors"]) == (200, 1, ["ada"])
    publishing = {"flows": [FLOW], "note": "una nota"}
    status, problem = await ada.ask("POST", "/api/flow-releases", publishing)
    assert (status, problem["code"]) == (409, "unreviewed")
    assert FLOW in problem["message"]
    status, problem = await ada.ask("POST", f"/api/flows/{FLOW}/review", {"revision": 1})
    assert (status, problem["code"]) == (409, "unreviewed")
    status, draft = await bea.ask("POST", f"/api/flows/{FLOW}/review", {"revision": 1})
    assert (status, draft["flow"]["reviewer"]) == (200, "bea")
    status, release = await ada.ask("POST", "/api/flow-releases", publishing)
    assert (status, release["number"], release["by"]) == (200, 1, "ada")
    assert (await opened(bea))["flow"]["revision"] == 0
    _, before = await bea.ask("GET", f"/api/flow-releases/0/flows/{FLOW}")
    _, after = await bea.ask("GET", f"/api/flow-releases/1/flows/{FLOW}")
    assert after["text"].replace("  # breve\n", "") == before["text"]
    status, again = await bea.ask("POST", "/api/flow-releases/1/restore", {"note": "di nuovo"})
    assert (status, again["number"], again["flows"]) == (200, 2, [])
    _, listed = await bea.ask("GET", "/api/flow-releases")
    assert [one["note"] for one in listed["releases"]] == ["di nuovo", "una nota"]


async def test_the_second_of_two_writers_is_told(writers):
    """Nothing of the first is lost, and nothing of the second is written over it."""
    ada, bea = writers
    await noted(ada, "prima")
    status, problem = await noted(bea, "seconda")
    assert (status, problem["code"]) == (409, "overtaken")
    assert "seconda" not in (await opened(bea))["text"]
    status, problem = await bea.ask("POST", f"/api/flows/{FLOW}/discard", {"revision": 7})
    assert (status, problem["code"]) == (409, "overtaken")
    assert (await bea.ask("POST", f"/api/flows/{FLOW}/discard", {"revision": 1}))[0] == 204
    assert (await opened(ada))["flow"]["revision"] == 0


@pytest.mark.parametrize(
    ("edits", "texts", "status"),
    [
        ([{"op": "put", "step": "gone", "body": {"end": "true"}}], None, 422),
        ([{"op": "shout", "step": "pictures"}], None, 422),
        ([{"op": "put", "step": "pictures", "body": {"ask": "a" * 50_001}}], None, 422),
        ([{"op": "put", "step": "pictures", "body": {"ask": 7, "end": None}}], None, 422),
        ([], {"ar": {"menu/first/ask": "x"}}, 422),
        ([], {"xx": {f"{FLOW}/pictures/ask": "x"}}, 422),
        ([], {"it": {f"{FLOW}/pictures/ask": "x"}}, 422),
    ],
)
async def test_what_cannot_be_is_refused_whole(writers, edits, texts, status):
    """With a sentence, and without a draft."""
    ada, _ = writers
    body = {"revision": 0, "edits": edits, "texts": texts}
    found, problem = await ada.ask("POST", f"/api/flows/{FLOW}/edits", body)
    assert (found, bool(problem["message"])) == (status, True)
    assert (await opened(ada))["flow"]["revision"] == 0


async def test_only_who_looks_after_a_network_writes(writers, browsers):
    """Whoever answers women changes no flow; a flow or release that is none is not there."""
    ada, _ = writers
    operator = await browsers("prima")
    assert (await operator.ask("GET", "/api/flows"))[0] == 403
    assert (await ada.ask("GET", "/api/flows/nothing"))[0] == 404
    assert (await ada.ask("GET", "/api/flow-releases/9/flows/menu"))[0] == 404
    assert (await ada.ask("POST", "/api/flow-releases/x/restore", {"note": "x"}))[0] == 404
    odd = {"flow": "prova", "title": "Pro\x00va"}
    status, problem = await ada.ask("POST", "/api/flows", odd)
    assert (status, problem["code"]) == (422, "bad_edit")
    taken = {"flow": "Menu", "title": "Menu"}
    assert (await ada.ask("POST", "/api/flows", taken))[1]["code"] == "taken_flow"


async def test_a_new_flow_is_a_draft_with_problems(writers):
    """The gate says what is missing, before anybody sees it."""
    ada, _ = writers
    status, made = await ada.ask("POST", "/api/flows", {"flow": "hello_again", "title": "Ciao"})
    assert (status, made["flow"]["is_new"], made["flow"]["revision"]) == (200, True, 1)
    adding = {"op": "add", "step": "more", "body": {"say": "Ciao", "next": "nowhere"}}
    body = {"revision": 1, "edits": [adding]}
    assert (await ada.ask("POST", "/api/flows/hello_again/edits", body))[0] == 200
    _, found = await ada.ask("GET", "/api/flow-problems")
    own = [one for one in found["problems"] if one["flow"] == "hello_again"]
    assert ("structure/next", "error") in {(one["rule"], one["severity"]) for one in own}
    status, problem = await ada.ask(
        "POST", "/api/flow-releases", {"flows": ["hello_again"], "note": "x"}
    )
    assert (status, problem["code"]) == (422, "faulty")


async def test_a_publication_is_planned_for_an_hour_in_milan_and_cancelled(writers, site):
    """It has to pass the gate now; two at once for one flow are refused; the drafts stay."""
    ada, bea = writers
    at = (site.now + timedelta(days=1)).astimezone(ROME).replace(tzinfo=None)
    body = {"flows": [FLOW], "note": "più breve", "at": at.isoformat()}
    await noted(ada, "per le colleghe")
    status, told = await ada.ask("POST", "/api/flow-plans", body)
    assert (status, told["code"]) == (409, "unreviewed")
    assert (await bea.ask("POST", f"/api/flows/{FLOW}/review", {"revision": 1}))[0] == 200
    past = {**body, "at": "2020-01-01T09:00:00"}
    assert (await ada.ask("POST", "/api/flow-plans", past))[1]["code"] == "bad_hour"
    assert (await ada.ask("POST", "/api/flow-plans", {**body, "at": f"{body['at']}Z"}))[0] == 422
    status, planned = await ada.ask("POST", "/api/flow-plans", body)
    assert status == 200, planned
    assert (planned["state"], planned["flows"], planned["by"]) == ("waiting", [FLOW], "ada")
    assert (await bea.ask("POST", "/api/flow-plans", body))[1]["code"] == "planned"
    _, listed = await bea.ask("GET", "/api/flow-plans")
    assert [one["id"] for one in listed["planned"]] == [planned["id"]]
    path = f"/api/flow-plans/{planned['id']}"
    assert (await bea.ask("DELETE", path))[0] == 204
    assert (await bea.ask("DELETE", path))[0] == 404
    assert (await opened(ada))["flow"]["revision"] == 2
    assert await ada.ask("GET", "/api/flow-inside") == (200, {"steps": [], "whole": True})


async def test_covers_and_risky_words_are_documents_of_the_editor(writers):
    """Both stand in the list; words are written whole, and a cover step by step."""
    ada, _ = writers
    _, listed = await ada.ask("GET", "/api/flows")
    kinds = {one["id"]: one["kind"] for one in listed["flows"]}
    assert (kinds[FLOW], kinds["kitchen_leftovers"], kinds["risky-it"]) == (
        "flow",
        "cover",
        "risky",
    )
    _, words = await ada.ask("GET", "/api/flows/risky-it")
    assert words["steps"] == []
    body = {"revision": 0, "words": words["text"] + "gattopardo\n"}
    status, after = await ada.ask("POST", "/api/flows/risky-it/edits", body)
    assert status == 200, after
    assert (after["text"], after["flow"]["needs_review"]) == (body["words"], True)
    assert (await ada.ask("POST", f"/api/flows/{FLOW}/edits", body))[0] == 422
    _, cover = await ada.ask("GET", "/api/flows/kitchen_leftovers")
    assert [one["id"] for one in cover["steps"]] == ["day", "tell", "stop"]
    _, live = await ada.ask("GET", "/api/flow-releases/0/flows/risky-it")
    assert (live["text"], live["steps"]) == (words["text"], [])


async def test_flows_of_another_product_are_looked_at_before_they_are_drafts(writers):
    """The report comes first and writes nothing; kept, they are drafts of who brought them."""
    ada, _ = writers
    text = json.dumps(EXPORT)
    status, report = await ada.ask("POST", "/api/flow-imports", {"text": text})
    assert status == 200, report
    assert [one["id"] for one in report["flows"]] == ["corsi_vicini"]
    assert any("a call of another service" in one for one in report["remarks"])
    assert report["problems"]
    assert not report["kept"]
    assert "a.invalid" not in str(report)
    _, listed = await ada.ask("GET", "/api/flows")
    assert "corsi_vicini" not in {one["id"] for one in listed["flows"]}
    status, report = await ada.ask("POST", "/api/flow-imports", {"text": text, "keep": True})
    assert (status, report["kept"]) == (200, True)
    _, listed = await ada.ask("GET", "/api/flows")
    (row,) = [one for one in listed["flows"] if one["id"] == "corsi_vicini"]
    assert (row["is_new"], row["authors"], row["revision"]) == (True, ["ada"], 1)
    other = {"text": '{"typebotId": "x", "groups": []}'}
    status, problem = await ada.ask("POST", "/api/flow-imports", other)
    assert (status, problem["code"]) == (422, "foreign")
