"""A node that comes back to Telegram, and is posted what waited there meanwhile."""

from __future__ import annotations

from aiohttp.test_utils import TestServer

from tests.channels.conftest import TelegramTown

HER = "her"


async def test_a_touch_that_waited_is_not_answered_late_by_who_is_posted_to(
    on_telegram: TelegramTown,
) -> None:
    """A node that only takes what is posted asks what waited before it opens its hook."""
    town, provider = on_telegram, on_telegram.driver.provider
    await town.driver.opens(HER)
    await town.send()
    before = town.driver.requests()
    provider.updates.clear()
    touch = provider.touched(town.driver.chat(HER), "Italiano")
    town.clock.later(hours=2)
    async with TestServer(town.house.public_site()) as server:
        town.driver.reach(f"http://127.0.0.1:{server.port}")
        await town.driver.delivered(touch)
    await town.send()
    assert town.driver.requests() == before
