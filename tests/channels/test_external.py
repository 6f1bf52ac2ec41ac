"""Which channels are on, and that nothing of one that is off exists."""

from __future__ import annotations

import asyncio

import pytest

from bot.config import load
from bot.conversation.scene import Scene
from bot.messages import Channel
from bot.wiring.external import external_of
from tests.channels.conftest import Clock

TELEGRAM = {
    "FILO_ENTRY": "girasole",
    "FILO_TELEGRAM_TOKEN": "4711:secret",
    "FILO_TELEGRAM_WEBHOOK_SECRET": "a-secret-of-the-webhook",
}
DECIDED = {"FILO_TELEGRAM_DECISION": "DPIA 3/2026"}


@pytest.mark.parametrize(
    ("settings", "on", "hooked"),
    [
        (TELEGRAM, False, False),
        ({**TELEGRAM, **DECIDED}, True, True),
        ({**TELEGRAM, **DECIDED, "FILO_TELEGRAM_POLLING": "true"}, True, False),
        ({"FILO_MODE": "demo", **TELEGRAM}, True, True),
        ({"FILO_MODE": "demo"}, False, False),
    ],
)
def test_a_channel_exists_only_where_it_was_decided_on(
    scene: Scene, settings: dict[str, str], on: bool, hooked: bool
) -> None:
    """Without a decision nothing is sent, asked or taken; polling opens no webhook."""

    async def look() -> None:
        external = external_of(load(settings), Clock(), scene.cover)
        assert (Channel.TELEGRAM in external.senders) is on
        assert (len(external.running) == 1) is on
        assert ("/telegram" in external.webhooks) is hooked
        await external.close()

    asyncio.run(look())
