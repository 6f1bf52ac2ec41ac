"""Exit, alarm, silence, forgetting: each is on the operator's screen within two seconds, for good.

The stream says that something changed as soon as it is stored, and what is then read says what;
here a reader that is always late would wait for ever, so no moment is measured. ``make bench``
measures it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from bot.messages import Erased, Inbound, Left, Said, Thread
from tests.admin.chat.conftest import NETWORK, Colleague, Desk, reply

PATIENCE = 20.0
Changed = Callable[[], Awaitable[None]]


@asynccontextmanager
async def _screen(operator: Colleague) -> AsyncIterator[Changed]:
    """Her open stream, past its first event; what is given waits for the next one."""
    async with operator.client.get(
        "/api/live", headers={"Sec-Fetch-Site": "same-origin"}
    ) as stream:

        async def changed() -> None:
            async with asyncio.timeout(PATIENCE):
                async for line in stream.content:
                    if line.startswith(b"event: changed"):
                        return
            raise AssertionError("the stream ended")

        await changed()
        yield changed


async def _with_her(desk: Desk) -> tuple[Colleague, str, object]:
    prima = await desk.colleague()
    case, her = await desk.asks(prima)
    desk.later(seconds=1)
    return prima, case, her


EVERY_WAY = ("reply", "typing", "draft", "who", "callbacks")


async def _refusals(operator: Colleague, case: str, moment: str) -> dict[str, str]:
    """The code with which each way to her is refused."""
    bodies = {
        "reply": reply(9),
        "draft": reply(9),
        "callbacks": {"id": "callback-9", "at": moment},
    }
    found = {}
    for way in EVERY_WAY:
        method = "PUT" if way == "draft" else "POST"
        path = f"/api/cases/{case}/{way}"
        found[way] = (await operator.code_of(method, path, bodies.get(way)))[1]
    return found


@pytest.mark.parametrize("how", ["button", "word"])
async def test_an_exit_is_seen_at_once_and_nothing_reaches_her_after_it(
    desk: Desk, how: str
) -> None:
    """The banner says when; reply, typing, draft, «is it you?» and arrangements are refused."""
    prima, case, her = await _with_her(desk)
    async with _screen(prima) as changed:
        await desk.happens(her, Left() if how == "button" else Said("esci"))
        await changed()
        beside = await prima.get(f"/api/cases/{case}/beside")
        assert (beside["safety"], beside["writable"], beside["typing"]) == ("left", False, False)
        shown = await prima.get(f"/api/cases/{case}")
        assert shown["left_at"][:19] == desk.now[0].isoformat()[:19]
    moment = (desk.now[0] + timedelta(hours=1)).isoformat()
    assert await _refusals(prima, case, moment) == {
        "reply": "held_exited",
        "typing": "exited",
        "draft": "exited",
        "who": "exited",
        "callbacks": "exited",
    }
    turned = await desk.happens(her, Said("ci siete?"))
    assert not turned.shown


async def test_an_alarm_is_seen_at_once_by_everybody_of_her_network(desk: Desk) -> None:
    """Its row wakes the streams of that network's desks, whoever stored it."""
    prima = await desk.colleague()
    other = await desk.colleague("altra", "milano")
    desk.house.watch_alarms()
    async with _screen(prima) as changed:
        # A drill takes exactly the way of an alarm.
        await desk.house.alarms.start_drill(NETWORK, "drill-1", desk.now[0])
        await changed()
        found = (await prima.get("/api/alarms"))["alarms"]
        assert [one["state"] for one in found] == ["waiting"]
        assert (await other.get("/api/alarms"))["alarms"] == []
    await desk.house.loops.stop()


async def test_silence_shuts_the_composer_and_the_server_refuses(desk: Desk) -> None:
    """Nobody knows who holds the phone: what is written waits in the tray."""
    prima, case, _ = await _with_her(desk)
    desk.later(minutes=16)
    beside = await prima.get(f"/api/cases/{case}/beside")
    assert (beside["safety"], beside["writable"]) == ("silent", False)
    assert await prima.code_of("POST", f"/api/cases/{case}/reply", reply()) == (409, "held_silent")
    assert await prima.code_of("POST", f"/api/cases/{case}/who") == (409, "silent")


async def test_being_forgotten_takes_the_case_off_every_screen(desk: Desk) -> None:
    """The case does not exist any more: not its thread, notes, draft, delivery or tray."""
    prima, case, _ = await _with_her(desk)
    await prima.act("POST", f"/api/cases/{case}/notes", {"text": "una nota"})
    await prima.act("PUT", f"/api/cases/{case}/draft", reply())
    ticket = await desk.house.desk.ticket([NETWORK], case)
    assert ticket is not None
    async with _screen(prima) as changed:
        what = Erased("officer")
        inbound = Inbound("erased", Thread(ticket.conversation), desk.now[0], what)
        await desk.house.inbox.post(inbound)
        await changed()
        assert (await prima.get("/api/queue"))["cases"] == []
        for path in ("", "/thread", "/beside", "/notes", "/draft", "/callbacks", "/canned"):
            found = await prima.code_of("GET", f"/api/cases/{case}{path}")
            assert found == (404, "unknown"), path
        assert (await prima.get("/api/held"))["held"] == []
    assert await prima.code_of("POST", f"/api/cases/{case}/reply", reply()) == (404, "unknown")


async def test_she_forgets_everything_herself_and_the_desk_sees_it(desk: Desk) -> None:
    """By her own words in the chat, beside the operator."""
    prima, case, her = await _with_her(desk)
    async with _screen(prima) as changed:
        for text in ("cancella tutto", "Sì, cancella"):
            await desk.happens(her, Said(text))
        await changed()
        waiting = (await prima.get("/api/queue"))["cases"]
        assert waiting == [] or waiting[0]["left_at"] is not None
    found = await prima.code_of("POST", f"/api/cases/{case}/reply", reply())
    assert found[0] in (404, 409)
