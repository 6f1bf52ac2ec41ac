"""A flood from a number is not paid for without end, and nobody is locked out of help by it."""

from __future__ import annotations

import pytest

from bot.house import House
from bot.messages import Address, Channel, Inbound, Opened, Said

PHONES = (Channel.SMS, Channel.WHATSAPP, Channel.TELEGRAM)


@pytest.mark.parametrize("channel", PHONES)
async def test_a_flood_is_left_unanswered_and_help_never_is(
    service: House, channel: Channel
) -> None:
    """In the whole service, on its real store: so on every channel that anything is sent to."""
    address = Address(channel, "one")

    async def waiting() -> int:
        return (await service.store.counts())["waiting"]

    async def says(id: str, what: Said | Opened) -> int:
        before = await waiting()
        await service.inbox.post(Inbound(id, address, service.clock(), what, ("it",)))
        return await waiting() - before

    for number in range(100):
        await says(f"flood-{number}", Said("luna"))
    assert service.inbox.unanswered > 0
    unanswered = service.inbox.unanswered
    for number, text in enumerate(("aiuto", "mi sta picchiando", "SOS")):
        assert await says(f"help-{number}", Said(text)) > 0
    assert await says("key", Opened()) > 0
    assert await says("danger", Said("ha un coltello")) > 0
    assert service.inbox.unanswered == unanswered
