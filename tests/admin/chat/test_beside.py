"""Beside the conversation: who she is at the desk, what reached her, what is being typed."""

from __future__ import annotations

import pytest

from bot.messages import Channel, Inbound, Left, Reported, Said, Thread
from tests.admin.chat.conftest import NETWORK, OTHER, Desk, reply


async def _states(operator, case: str) -> list[str]:
    beside = await operator.get(f"/api/cases/{case}/beside")
    return [one["state"] for one in beside["deliveries"]]


async def test_a_case_has_two_words_for_a_name_and_they_stay(desk: Desk) -> None:
    """In the queue, in the case and beside the conversation; and her channel is there too."""
    prima = await desk.colleague()
    case, _ = await desk.asks(prima)
    (waiting,) = (await prima.get("/api/queue"))["cases"]
    beside = await prima.get(f"/api/cases/{case}/beside")
    assert waiting["name"] == beside["name"]
    assert len(beside["name"].split()) == 2
    assert (waiting["channel"], beside["channel"], beside["safety"]) == ("web", "web", "open")
    assert beside["writable"] is True
    assert beside["attachments"] is False


async def test_on_the_web_a_message_is_sent_and_then_given_to_her_open_page(desk: Desk) -> None:
    """Delivered means that her page has been given it."""
    prima = await desk.colleague()
    case, her = await desk.asks(prima)
    await prima.act("POST", f"/api/cases/{case}/reply", reply())
    assert await _states(prima, case) == ["sent"]
    headers = {"Cookie": f"giorno={her.value}", "Sec-Fetch-Site": "same-origin"}
    async with desk.public.get("/events", headers=headers) as stream:
        async for line in stream.content:
            if line.startswith(b"data: ") and b"sono qui" in line:
                break
    assert await _states(prima, case) == ["delivered"]


async def test_on_a_phone_each_step_of_a_message_is_seen(desk: Desk) -> None:
    """It waits, is sent, and is delivered when the provider says so."""
    prima = await desk.colleague()
    case, _ = await desk.on_a_phone(prima)
    await prima.act("POST", f"/api/cases/{case}/reply", reply())
    assert await _states(prima, case) == ["waiting"]
    (message,) = await desk.house.store.claim(desk.now[0], 60, 9)
    assert await _states(prima, case) == ["waiting"]
    await desk.house.store.mark_sent(message, "provider", desk.now[0])
    assert await _states(prima, case) == ["sent"]
    told = Inbound("x+delivered", Thread(message.conversation), desk.now[0],
                   Reported(message.id, "delivered"))  # fmt: skip
    assert not (await desk.house.inbox.post(told)).refused
    assert await _states(prima, case) == ["delivered"]
    lost = Inbound("x+failed", Thread(message.conversation), desk.now[0],
                   Reported(message.id, "failed"))  # fmt: skip
    await desk.house.inbox.post(lost)
    assert await _states(prima, case) == ["tray"]
    (held,) = (await prima.get("/api/held"))["held"]
    await prima.act("POST", f"/api/held/{held['id']}/discard")
    assert await _states(prima, case) == ["failed"]


async def test_a_message_that_came_too_late_says_so(desk: Desk) -> None:
    """It is never sent: it waits in the tray, and once that is empty it is expired."""
    prima = await desk.colleague()
    case, _ = await desk.on_a_phone(prima)
    await prima.act("POST", f"/api/cases/{case}/reply", reply())
    desk.later(minutes=16)
    await desk.house.store.drop_stale(desk.now[0])
    assert await _states(prima, case) == ["tray"]
    (held,) = (await prima.get("/api/held"))["held"]
    await prima.act("POST", f"/api/held/{held['id']}/discard")
    assert await _states(prima, case) == ["expired"]


async def test_what_waited_when_she_left_says_that_she_left(desk: Desk) -> None:
    """Neither sent nor failed: she was gone."""
    prima = await desk.colleague()
    case, her = await desk.on_a_phone(prima)
    await prima.act("POST", f"/api/cases/{case}/reply", reply())
    desk.later(seconds=1)
    await desk.happens(her, Left())
    (held,) = (await prima.get("/api/held"))["held"]
    await prima.act("POST", f"/api/held/{held['id']}/discard")
    beside = await prima.get(f"/api/cases/{case}/beside")
    assert [one["state"] for one in beside["deliveries"]] == ["left"]
    assert (beside["safety"], beside["writable"]) == ("left", False)


async def test_she_sees_that_somebody_writes_only_while_her_page_is_open(desk: Desk) -> None:
    """One event of the stream that she has anyway; nothing is stored and nothing is sent."""
    prima = await desk.colleague()
    case, her = await desk.asks(prima)
    headers = {"Cookie": f"giorno={her.value}", "Sec-Fetch-Site": "same-origin"}
    seen: list[bytes] = []
    async with desk.public.get("/events", headers=headers) as stream:
        async for line in stream.content:
            if line.startswith(b"event: news"):
                status, _ = await prima.act("POST", f"/api/cases/{case}/typing")
                assert status == 204
            if line.startswith(b"event: typing"):
                seen.append(await stream.content.readline())
                break
    assert seen == [b"data: 1\n"]
    counts = await desk.house.store.counts()
    assert counts["waiting"] == 0


async def test_on_a_messenger_typing_is_nothing(desk: Desk) -> None:
    """There it would be a sign on her phone."""
    prima = await desk.colleague()
    case, _ = await desk.on_a_phone(prima, Channel.TELEGRAM)
    assert (await prima.act("POST", f"/api/cases/{case}/typing"))[0] == 204
    assert desk.house.chat.beside.typing_until("talk-telegram", desk.now[0]) is None
    assert (await prima.get(f"/api/cases/{case}/beside"))["typing"] is False


async def test_nobody_types_to_who_left(desk: Desk) -> None:
    """Refused, as a message would be."""
    prima = await desk.colleague()
    case, her = await desk.asks(prima)
    await desk.happens(her, Left())
    assert await prima.code_of("POST", f"/api/cases/{case}/typing") == (409, "exited")


async def test_attachments_are_off_and_it_is_said(desk: Desk) -> None:
    """For the operator by a refusal; hers are not fetched, and only what it was is shown."""
    prima = await desk.colleague()
    case, _ = await desk.asks(prima)
    status, refused = await prima.act("POST", f"/api/cases/{case}/attachments")
    assert (status, refused["code"]) == (409, "no_attachments")
    assert "allegati" in refused["message"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "beside", None),
        ("POST", "typing", None),
        ("GET", "draft", None),
        ("PUT", "draft", reply()),
        ("GET", "notes", None),
        ("POST", "notes", {"text": "una nota"}),
        ("DELETE", "notes/x", None),
        ("POST", "preview", {"text": "ciao"}),
        ("GET", "canned", None),
        ("GET", "callbacks", None),
        ("POST", "callbacks", {"id": "callback-1", "at": "2026-11-25T10:00:00Z"}),
        ("POST", "translate", {"seq": 1}),
        ("POST", "close-kindly", None),
        ("POST", "attachments", None),
    ],
)
async def test_a_case_of_another_network_does_not_exist(
    desk: Desk, method: str, path: str, body: object
) -> None:
    """404 for every tool; and for a colleague who does not hold it, 409."""
    prima = await desk.colleague()
    case, _ = await desk.asks(prima)
    other = await desk.colleague("altra", OTHER)
    assert await other.code_of(method, f"/api/cases/{case}/{path}", body) == (404, "unknown")
    seconda = await desk.colleague("seconda", NETWORK)
    assert await seconda.code_of(method, f"/api/cases/{case}/{path}", body) == (409, "not_holder")


async def test_her_words_while_she_writes_are_told_to_nobody(desk: Desk) -> None:
    """No route of the public site takes a text that was not sent."""
    prima = await desk.colleague()
    case, her = await desk.asks(prima)
    await desk.happens(her, Said("Ci sono"))
    beside = await prima.get(f"/api/cases/{case}/beside")
    assert "Ci sono" not in str(beside)
    paths = {route.resource.canonical for route in desk.house.public_site().router.routes()
             if route.resource is not None}  # fmt: skip
    assert not [path for path in paths if "typ" in path or "draft" in path]
