"""The API of trials: a person who writes talks with her draft, and nothing is kept of it."""

from __future__ import annotations

import pytest

from bot.assemble import published_scene
from bot.handoff.people import Role
from bot.rehearsal.room import Rehearsals
from bot.rehearsal.setting import NOW
from bot.storage.flow_recordings import SqlRecordings
from bot.storage.flows import SqlFlows
from bot.workshop.workshop import Workshop

SAFE = "Puoi scrivere ora senza che nessuno legga?"
TRIAL = {"channel": "web", "language": "it", "acts": []}
SCENE = published_scene(lambda: NOW)


class Shown:
    """What is published in this process."""

    directory = SCENE.directory

    async def refresh(self) -> bool:
        """Nobody talks here."""
        return True


@pytest.fixture
async def ada(site, browsers):
    """An admin of the north; nobody has written yet."""

    async def keep(_id: str, _content: bytes) -> None:
        """No talk is pinned here."""

    site.workshop = Workshop(SqlFlows(site.store), Shown(), keep)
    site.rehearsals = Rehearsals(
        site.workshop, lambda: SCENE, SCENE.directory, SqlRecordings(site.store)
    )
    await site.person("ada", "north", role=Role.NETWORK_ADMIN)
    return await browsers("ada")


async def drafted(ada):
    """A question is written anew, and is a draft."""
    _, found = await ada.ask("GET", "/api/flows/safe")
    step = next(one for one in found["steps"] if one["id"] == "ask")
    assert step["body"]["ask"] == SAFE
    body = {**step["body"], "ask": "Hai due minuti?"}
    edits = {"revision": 0, "edits": [{"op": "put", "step": "ask", "body": body}]}
    assert (await ada.ask("POST", "/api/flows/safe/edits", edits))[0] == 200


async def test_a_draft_is_tried_left_recorded_and_held_against_the_golden_ones(site, ada):
    """From the first look to the difference that the draft makes; the audit says that a trial was
    begun, once, and nothing of what was written."""
    await drafted(ada)
    _, stage = await ada.ask("GET", "/api/flows/safe/trial")
    assert {one["name"] for one in stage["scripts"]} >= {"safe.it.web", "safe.it.sms"}
    assert "rho-garbagnate" in {one["id"] for one in stage["networks"]}
    assert ("city" in stage["covers"], stage["languages"][0]) == (True, "it")
    status, begun = await ada.ask("POST", "/api/flows/safe/trials", TRIAL)
    assert (status, begun["moments"][0]["act"]) == (200, "(key)")
    acts = {**TRIAL, "acts": ["(touch it)"]}
    _, found = await ada.ask("POST", "/api/flows/safe/trials/acts", acts)
    assert found["moments"][1]["bubbles"][0]["text"] == "Hai due minuti?"
    assert found["standing"]["place"] == {"flow": "safe", "step": "ask"}
    _, exits = await ada.ask("POST", "/api/flows/safe/trials/exit", acts)
    assert [one["channel"] for one in exits["channels"]] == ["web", "telegram", "whatsapp", "sms"]
    recording = {**acts, "part": "short"}
    _, kept = await ada.ask("POST", "/api/flows/safe/trials/transcript", recording)
    assert (kept["name"], kept["same"]) == ("safe-short.it.web.txt", True)
    assert "Hai due minuti?" in kept["text"]
    _, held = await ada.ask("POST", "/api/flows/safe/recordings", recording)
    assert held == kept
    _, shelf = await ada.ask("GET", "/api/flows/safe/recordings")
    (mine,) = shelf["kept"]
    assert (mine["name"], mine["by"]) == ("safe-short.it.web", "ada")
    assert (mine["text"], mine["standing"]) == (kept["text"], "waits")
    _, every = await ada.ask("GET", "/api/flow-transcripts")
    assert "safe-short.it.web" in every["names"]
    dropped = {"name": "safe-short.it.web"}
    _, left = await ada.ask("POST", "/api/flows/safe/recordings/drop", dropped)
    assert left == {"kept": []}
    assert (await ada.ask("POST", "/api/flows/safe/recordings/drop", dropped))[0] == 404
    _, every = await ada.ask("GET", "/api/flow-transcripts")
    assert "safe-short.it.web" not in every["names"]
    assert {"safe.it.web", "voice.it.telegram"} <= set(every["names"])
    asked = {"names": ["safe.it.web", "cover_city.en.sms"]}
    _, answer = await ada.ask("POST", "/api/flow-transcripts/replay", asked)
    (one,) = answer["differing"]
    assert (one["name"], one["flow"], one["already"]) == ("safe.it.web", "safe", False)
    assert "Hai due minuti?" in one["turns"][0]["now"]
    way = {"name": "safe.it.web", "digest": one["digest"]}
    other = {**way, "digest": "0" * 24}
    assert (await ada.ask("POST", "/api/flow-transcripts/accept", other))[0] == 409
    assert (await ada.ask("POST", "/api/flow-transcripts/accept", way))[0] == 200
    _, answer = await ada.ask("POST", "/api/flow-transcripts/replay", asked)
    assert answer == {"differing": []}, "What is right now differs in nothing."
    _, shelf = await ada.ask("GET", "/api/flows/safe/recordings")
    assert [(it["name"], it["standing"]) for it in shelf["kept"]] == [("safe.it.web", "waits")]
    assert "Hai due minuti?" in shelf["kept"][0]["text"]
    assert (await ada.ask("POST", "/api/flow-transcripts/accept", way))[0] == 409
    begun = [act for _, act, *_ in await site.audited() if "rehearse" in act]
    assert begun == ["flows.rehearse"]
    acts = [act for _, act, *_ in await site.audited() if "record" in act]
    assert acts == [
        "flows.record",
        "flows.unrecord",
        "flows.unrecord.refused_unknown",
        "flows.record.refused_overtaken",
        "flows.record",
        "flows.record.refused_overtaken",
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"language": "xx"},
        {"channel": "letter"},
        {"acts": ["ciao"] * 81},
        {"acts": ["(99999 minutes)"]},
        {"setting": {"hours": "always"}},
        {"setting": {"cover": "../../covers"}},
        {"setting": {"at": "2026-11-24T09:00:00"}},
        {"flow": "menu"},
    ],
)
async def test_what_is_no_trial_is_refused(ada, wrong):
    """With a sentence; nothing is played."""
    status, problem = await ada.ask("POST", "/api/flows/safe/trials", {**TRIAL, **wrong})
    assert (status, bool(problem["message"])) == (422, True)


async def test_a_draft_with_errors_says_so(ada):
    """It cannot be tried, and the sentence says what to do first."""
    adding = {"op": "add", "step": "more", "body": {"say": "Ciao", "next": "nowhere"}}
    body = {"revision": 0, "edits": [adding]}
    assert (await ada.ask("POST", "/api/flows/safe/edits", body))[0] == 200
    status, problem = await ada.ask("POST", "/api/flows/safe/trials", TRIAL)
    assert (status, problem["code"]) == (422, "unplayable")
    assert "corregga" in problem["message"]


async def test_only_who_writes_flows_tries_them(ada, browsers):
    """Whoever answers women does not; a flow that is none cannot be tried."""
    operator = await browsers("prima")
    assert (await operator.ask("POST", "/api/flows/safe/trials", TRIAL))[0] == 403
    for way in ("trials", "trials/acts", "trials/exit", "trials/transcript"):
        assert (await ada.ask("POST", f"/api/flows/nothing/{way}", TRIAL))[0] == 404
    assert (await ada.ask("GET", "/api/flows/nothing/trial"))[0] == 404
