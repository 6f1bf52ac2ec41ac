"""Leaving at the very moment of something else: she is out, and nothing is half done."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.conversation.speaker import may_send
from bot.conversation.state import CaseState, Curtain
from bot.conversation.turned import Turned
from bot.handoff.people import Account, Role
from bot.house import House
from bot.messages import Address, Channel, Happening, Inbound, Left, Opened, Said

HER = Address(Channel.WEB, "token")
TO_CONSENT = ("Italiano", "Sì", "Una persona", "Rho")
TO_FORGET = ("Italiano", "Sì", "cancella tutto")
TO_WORD = ("Italiano", "Sì", "le mie parole", "Per tornare", "tramezzino")
ODD = (
    "",
    " ",
    "x" * 100_000,
    "\u202eicse",
    "e\u200bs\u200bc\u200bi",
    "еsсi",
    "\ud800",
    "🌸" * 50,
    "esci\u202c",
    "0" * 5000,
)


async def _post(service: House, id: str, what: Happening) -> Turned:
    return await service.inbox.post(Inbound(id, HER, service.clock(), what, ("it",)))


async def _until(service: House, texts: tuple[str, ...]) -> None:
    await _post(service, "open", Opened())
    for number, text in enumerate(texts):
        await _post(service, f"say-{number}", Said(text))


async def _on_duty(service: House) -> None:
    at = service.clock()
    network = "rho-garbagnate"
    account = Account("op", "op", Role.OPERATOR, (network,), ("it",), at)
    await service.desk.set_duty(account, at + timedelta(hours=1), at)


async def _is_out(service: House) -> None:
    found = await service.store.read_thread(HER)
    assert found is not None, "her address opens nothing, and is known to"
    assert found[0].curtain is Curtain.EXITED
    page = await service.views.page(HER, ("it",), service.clock())
    assert not page.live
    late = await _post(service, "late", Said("ci siete?"))
    assert late.refused
    assert not late.shown


@pytest.mark.parametrize("order", ["exit_first", "exit_last"])
@pytest.mark.parametrize(
    ("texts", "last"),
    [
        (TO_CONSENT, "Sì, avvisa"),
        (TO_FORGET, "Sì, cancella"),
        (TO_WORD, "tramezzino"),
    ],
    ids=["hand-off", "forgetting", "setting_a_word"],
)
async def test_an_exit_beside_anything_else_is_an_exit(
    service: House, texts: tuple[str, ...], last: str, order: str
) -> None:
    """Both arrive in one batch, in either order: she is out, and nothing is half done."""
    await _on_duty(service)
    await _until(service, texts)
    both: list[Happening] = [Left(), Said(last)]
    if order == "exit_last":
        both.reverse()
    await asyncio.gather(*(_post(service, f"both-{n}", what) for n, what in enumerate(both)))
    await _is_out(service)
    found = await service.store.read_thread(HER)
    assert found is not None
    _, case, shown = found
    assert case is None or case.state is CaseState.QUEUED
    if order == "exit_first":
        assert case is None, "what she said after leaving did not happen"
    assert "Sì, avvisa" not in [line.speech.text for line in shown] or order == "exit_last"


async def test_two_exits_at_once_are_one(service: House) -> None:
    """The button and the word, or two tabs."""
    await _until(service, ("Italiano", "Sì"))
    turns = await asyncio.gather(
        _post(service, "a", Left()), _post(service, "b", Said("esci")), _post(service, "c", Left())
    )
    assert not any(may_send(turned.curtain) for turned in turns)
    assert not any(turned.shown for turned in turns)
    await _is_out(service)


@pytest.mark.parametrize("texts", [(), TO_CONSENT, TO_WORD, TO_FORGET])
async def test_whatever_is_written_anywhere_leaves_a_way_out(
    service: House, texts: tuple[str, ...]
) -> None:
    """Empty, endless, reversed, invisible, look-alike: answered or an exit, never a dead end."""
    await _until(service, texts)
    for number, odd in enumerate(ODD):
        turned = await _post(service, f"odd-{number}", Said(odd))
        if not may_send(turned.curtain):
            break
        assert turned.shown
        assert "Traceback" not in str([line.speech.text for line in turned.shown])
    await _post(service, "exit", Said("esci"))
    await _is_out(service)
