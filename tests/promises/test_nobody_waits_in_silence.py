"""The last person on duty goes home while a woman waits: her page says so by itself."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import orjson
import pytest
from aiohttp import ClientResponse

from bot.handoff.people import Account, Role
from bot.house import House
from bot.messages import Address, Channel, Chose, Inbound, Opened, Said
from bot.scheduling.loops import tell_unattended
from tests.promises.conftest import Client

RHO = "rho-garbagnate"
WAY = ("Italiano", "Sì", "Una persona", "Rho", "Sì, avvisa")


async def _duty(service: House, *, on: bool) -> None:
    """The one operator of Rho comes or goes."""
    now = service.clock()
    account = Account("op", "op", Role.OPERATOR, (RHO,), ("it",), now)
    await service.desk.set_duty(account, now + timedelta(minutes=5) if on else None, now)


@pytest.fixture
async def token(service: House) -> str:
    """The cookie of a woman who waits in the queue of Rho, where nobody is on duty any more."""
    await _duty(service, on=True)
    token = service.keys.tokens.mint(service.clock())
    her = Address(Channel.WEB, token)
    await service.inbox.post(Inbound("open", her, service.clock(), Opened(), ("it",)))
    for text in WAY:
        await service.inbox.post(Inbound(text, her, service.clock(), Said(text)))
    await _duty(service, on=False)
    return token


async def _news(stream: ClientResponse) -> Any:
    """The next news of her page."""
    async with asyncio.timeout(5):
        while True:
            line = (await stream.content.readline()).decode().strip()
            if line.startswith("data: "):
                return orjson.loads(line[6:])
            assert not stream.content.at_eof(), "the stream ended"


async def _seen(service: House, token: str) -> list[str]:
    page = await service.views.page(Address(Channel.WEB, token), ["it"], service.clock())
    return [line.speech.text for line in page.shown]


async def test_her_open_page_tells_her_by_itself(
    service: House, client: Client, token: str
) -> None:
    """112 and 1522, when somebody is back, and her choice: a message, or to go on waiting.

    The worker's own loop does it.
    """
    headers = {"Cookie": f"giorno={token}", "Sec-Fetch-Site": "same-origin"}
    stream = await client.get("/events", headers=headers)
    await _news(stream)
    service.start_loops()
    news = await _news(stream)
    (line,) = news["messages"]
    for said in ("non può più rispondere", "112", "1522"):
        assert said in line["text"]
    assert news["state"] == "queued"
    assert [option["id"] for option in news["options"]] == ["leave", "keep", "other", "cancel"]
    stream.close()


async def test_who_wants_to_stays_in_the_queue_and_is_answered_when_somebody_comes(
    service: House, token: str
) -> None:
    """She is told once; her case keeps its place, and what she writes waits for who comes."""
    await service.tell_unattended()
    told = await _seen(service, token)
    await service.tell_unattended()
    assert await _seen(service, token) == told
    her = Address(Channel.WEB, token)
    page = await service.views.page(her, ["it"], service.clock())
    await service.inbox.post(Inbound("keep", her, service.clock(), Chose("keep", page.ask)))
    kept = await service.inbox.post(Inbound("note", her, service.clock(), Said("aspetto")))
    assert "Ricevuto" in kept.shown[-1].speech.text
    (ticket,) = await service.desk.queue([RHO])
    assert ticket.state == "queued"
    taken = await service.desk.claim([RHO], ticket.id, "op", service.clock())
    assert taken is not None
    assert "aspetto" in [line.speech.text for line in await service.desk.thread(taken)]


async def test_instead_of_waiting_she_may_leave_a_request(service: House, token: str) -> None:
    """The answer then waits for her under her number and word."""
    await service.tell_unattended()
    her = Address(Channel.WEB, token)
    for text in ("Lascio un messaggio", "Cerco un corso", "melograno"):
        await service.inbox.post(Inbound(text, her, service.clock(), Said(text)))
    assert len(await service.desk.letters([RHO])) == 1


async def test_a_claim_between_the_look_and_the_turn_wins(service: House, token: str) -> None:
    """The worker saw her waiting, an operator took her: nothing of nobody being there is said."""
    before = await _seen(service, token)
    waiting = await service.store.unattended(service.clock(), 10)
    ((_, case),) = waiting
    await service.desk.claim([RHO], case, "op", service.clock())
    await tell_unattended(waiting, service.inbox.post, service.clock())
    assert await _seen(service, token) == before


async def test_a_claim_right_after_the_news_gets_the_case(service: House, token: str) -> None:
    """That she was told takes nothing from whoever comes."""
    await service.tell_unattended()
    (ticket,) = await service.desk.queue([RHO])
    taken = await service.desk.claim([RHO], ticket.id, "op", service.clock())
    assert taken is not None
    assert (taken.state, taken.operator) == ("claimed", "op")


async def test_the_round_finds_nobody_after_a_claim(service: House, token: str) -> None:
    """Somebody is with her: nothing is said."""
    before = await _seen(service, token)
    (ticket,) = await service.desk.queue([RHO])
    await service.desk.claim([RHO], ticket.id, "op", service.clock())
    await service.tell_unattended()
    assert await _seen(service, token) == before
