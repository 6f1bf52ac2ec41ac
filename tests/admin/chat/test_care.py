"""Care for operators: an ending with dignity, steps at hand, time to talk, the next shift."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.channels.segments import plainer, segments
from bot.handoff.care import DEFAULT_STEPS
from bot.handoff.people import Role
from bot.messages import Channel, Said, Voice
from bot.storage.care_tables import handovers
from tests.admin.chat.conftest import NETWORK, OTHER, Desk


async def _last_lines(desk: Desk, her) -> list[tuple[Voice, str]]:
    found = await desk.house.store.read_thread(her)
    assert found is not None
    return [(line.voice, line.speech.text) for line in found[2]][-2:]


async def test_an_abusive_contact_ends_in_fixed_words_and_the_service_stays(desk: Desk) -> None:
    """The case closes and is counted; the bot and 112 go on."""
    prima = await desk.colleague()
    case, her = await desk.asks(prima)
    assert (await prima.act("POST", f"/api/cases/{case}/close-kindly"))[0] == 204
    found = await desk.house.store.read_thread(her)
    assert found is not None
    said = [line.speech.text for line in found[2]]
    assert any("Il servizio resta aperto" in text and "112" in text for text in said)
    assert (await desk.house.store.counts())["closed_kindly"] == 1
    ticket = await prima.get(f"/api/cases/{case}")
    assert ticket["state"] == "closed"
    turned = await desk.happens(her, Said("menu"))
    assert turned.shown, "the service answers"
    assert not turned.refused
    assert await prima.code_of("POST", f"/api/cases/{case}/close-kindly") == (409, "closed")
    assert (await desk.house.store.counts())["closed_kindly"] == 1


async def test_on_a_phone_the_ending_is_one_segment_and_tells_nothing(desk: Desk) -> None:
    """In every language that is offered."""
    prima = await desk.colleague()
    case, _ = await desk.on_a_phone(prima, Channel.SMS)
    await prima.act("POST", f"/api/cases/{case}/close-kindly")
    sent = await desk.house.store.claim(desk.now[0], 60, 9)
    assert sent[0].speech.text.startswith("La conversazione finisce qui.")
    translator = desk.house.scene.translator
    for language in desk.house.scene.newest.languages:
        ending = plainer(translator.text("closed_kindly.short", language))
        assert segments(ending).count == 1, language
        offer = translator.text("callback.offer.short", language, moment="giovedì 3, alle 10:30")
        assert segments(plainer(offer)).count == 1, language


async def test_the_steps_for_the_worst_hour_are_there_before_anybody_wrote_them(
    desk: Desk,
) -> None:
    """For every network of the reader, with 112."""
    prima = await desk.colleague("prima", NETWORK, OTHER)
    found = (await prima.get("/api/protocols"))["protocols"]
    assert [(one["network"], one["version"], one["editable"]) for one in found] == [
        (NETWORK, 0, False),
        (OTHER, 0, False),
    ]
    assert found[0]["steps"] == list(DEFAULT_STEPS)
    assert "112" in " ".join(DEFAULT_STEPS)


async def test_a_network_writes_its_own_steps_in_versions(desk: Desk) -> None:
    """A newer version is never overwritten by somebody who read an older one."""
    capo = await desk.colleague("capo", role=Role.COORDINATOR)
    body = {"network": NETWORK, "version": 0, "text": "Primo passo\n\n  Secondo passo "}
    status, given = await capo.act("PUT", "/api/protocols", body)
    (one,) = given["protocols"]
    assert (status, one["version"], one["author"]) == (200, 1, "capo")
    assert one["steps"] == ["Primo passo", "Secondo passo"]
    assert await capo.code_of("PUT", "/api/protocols", body) == (409, "overtaken")
    back = {"network": NETWORK, "version": 1, "text": ""}
    (one,) = (await capo.act("PUT", "/api/protocols", back))[1]["protocols"]
    assert (one["version"], one["steps"]) == (2, list(DEFAULT_STEPS))
    prima = await desk.colleague()
    assert await prima.code_of("PUT", "/api/protocols", body) == (403, "role")
    other = await desk.colleague("altra", OTHER, role=Role.COORDINATOR)
    assert await other.code_of("PUT", "/api/protocols", body) == (404, "unknown")


async def test_asking_for_time_to_talk_names_no_case(desk: Desk) -> None:
    """Coordinators of that network see who asks; colleagues do not."""
    prima, seconda = await desk.colleague(), await desk.colleague("seconda")
    capo = await desk.colleague("capo", role=Role.COORDINATOR)
    other = await desk.colleague("altra", OTHER, role=Role.COORDINATOR)
    for _ in range(2):
        status, given = await prima.act("POST", "/api/debriefs", {"network": NETWORK})
        assert status == 200
    (mine,) = given["debriefs"]
    assert (mine["operator"], mine["mine"], mine["seen_at"]) == ("prima", True, None)
    assert set(mine) == {"id", "network", "operator", "mine", "at", "seen_at", "seen_by"}
    assert (await seconda.get("/api/debriefs"))["debriefs"] == []
    assert (await other.get("/api/debriefs"))["debriefs"] == []
    path = f"/api/debriefs/{mine['id']}/seen"
    assert await other.code_of("POST", path) == (404, "unknown")
    assert await prima.code_of("POST", path) == (403, "role")
    await capo.act("POST", path)
    (mine,) = (await prima.get("/api/debriefs"))["debriefs"]
    assert mine["seen_by"] == "capo"
    assert await prima.code_of("POST", "/api/debriefs", {"network": OTHER}) == (404, "unknown")


async def test_a_hand_over_is_read_by_the_next_shift_and_ends_after_a_day(desk: Desk) -> None:
    """Sealed, per network, and destroyed by the sweep."""
    prima = await desk.colleague()
    body = {"network": NETWORK, "text": "Il telefono di turno è in carica."}
    status, _ = await prima.act("POST", "/api/handovers", body)
    assert status == 200
    seconda, other = await desk.colleague("seconda"), await desk.colleague("altra", OTHER)
    (note,) = (await seconda.get("/api/handovers"))["handovers"]
    assert (note["text"], note["author"], note["mine"]) == (body["text"], "prima", False)
    assert note["forget_at"][:13] == "2026-11-25T10"
    assert (await other.get("/api/handovers"))["handovers"] == []
    assert await other.code_of("DELETE", f"/api/handovers/{note['id']}") == (404, "unknown")
    desk.later(hours=24)
    assert await desk.house.chat.care.handovers([NETWORK], desk.now[0]) == []
    await desk.house.sweep()
    read = desk.house.store.read
    assert await read(lambda connection: connection.execute(select(handovers)).all()) == []


@pytest.mark.parametrize(("text", "code"), [(" ", "empty"), ("a" * 1001, "handover_long")])
async def test_a_hand_over_is_short(desk: Desk, text: str, code: str) -> None:
    """What does not fit belongs into a talk, not into a note."""
    prima = await desk.colleague()
    body = {"network": NETWORK, "text": text}
    assert await prima.code_of("POST", "/api/handovers", body) == (422, code)
    assert await prima.code_of("POST", "/api/handovers", body | {"network": OTHER}) == (
        404,
        "unknown",
    )
