"""What a service that is stopped still writes down."""

from __future__ import annotations

from pathlib import Path

from bot.conversation.scene import Scene
from bot.crypto.keys import Keyring
from bot.storage.sql import SqlStore
from tests.channels.conftest import MASTER, Clock, town_of
from tests.channels.twilio_driver import sms
from tests.engines import database_at


async def test_what_was_spent_last_is_written_down(
    clock: Clock, scene: Scene, database: Path
) -> None:
    """Costs are written every ten seconds: what came after the last time is not lost."""
    async with sms(clock) as driver, town_of(driver, clock, scene, database) as town:
        await driver.says("her", "ciao")
        await town.send()
        assert "segments_sms" not in await town.counts()
    store = await SqlStore.open(database_at(database), Keyring(MASTER))
    counts = await store.counts()
    await store.close()
    assert counts["segments_sms"] == 1
