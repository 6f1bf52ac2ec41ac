"""Our fake of Telegram, and what we ask of it, held against what Telegram publishes."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.channels.telegram import COURTESIES, Telegram
from bot.config import load
from bot.conversation.scene import Scene
from bot.operations.profiles import synchronise_profiles
from tests.channels.conftest import Clock, TelegramTown
from tests.channels.fake_telegram import FakeTelegram
from tests.channels.published import Published, published
from tests.channels.telegram_driver import TelegramDriver

__all__ = ["published"]

FILE = {"file_id": "f", "file_unique_id": "u", "duration": 3}


def _wrong(published: Published, provider: FakeTelegram) -> list[str]:
    """Whatever was asked, answered or told that Telegram does not know so."""
    wrong: list[str] = []
    for method, given, answer in provider.calls:
        wrong += published.wrong_request(method, given)
        wrong += published.wrong_answer(method, answer)
    for update in provider.updates:
        wrong += published.wrong_update(update)
    return wrong


async def test_a_whole_talk_is_as_telegram_publishes_it(
    on_telegram: TelegramTown, published: Published
) -> None:
    """Every method, parameter and answer, and every update that the fake makes up."""
    town, provider = on_telegram, on_telegram.driver.provider
    chat = town.driver.chat("her")
    await town.driver.opens("her")
    await town.send()
    await town.driver.touches("her", "Italiano")
    await town.driver.delivered(provider.wrote(chat, voice={**FILE}))
    await town.driver.delivered(provider.member(-5, "member", "group"))
    await town.driver.says("her", "esci")
    await town.send()
    await town.house.erasing.work_off()
    await town.driver.delivered(provider.member(chat, "kicked"))
    (serving,) = town.house.external.running
    task = asyncio.create_task(serving.serve(town.house.inbox.post))
    telegram: Any = town.house.external.senders[town.driver.channel]
    assert isinstance(telegram, Telegram)
    await telegram.bot.get_updates(timeout=1)
    await telegram.bot.delete_webhook()
    for _ in range(COURTESIES):
        await asyncio.gather(*telegram._courtesies)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    asked = {method for method, _, _ in provider.calls}
    assert asked >= {
        "sendMessage",
        "answerCallbackQuery",
        "deleteMessages",
        "leaveChat",
        "setWebhook",
        "getWebhookInfo",
        "getUpdates",
        "deleteWebhook",
    }
    assert _wrong(published, provider) == []


async def test_the_profile_is_set_as_telegram_publishes_it(
    published: Published, scene: Scene
) -> None:
    """Names, texts and commands, in every language."""
    async with FakeTelegram(Clock()) as provider:
        settings = load({"FILO_MODE": "demo", **TelegramDriver(provider).settings()})
        await synchronise_profiles(settings, scene)
        assert _wrong(published, provider) == []


@pytest.mark.parametrize(
    ("method", "given"),
    [
        ("sendMessages", {}),
        ("sendMessage", {"chat_id": 1}),
        ("sendMessage", {"chat_id": 1, "text": "a", "silent": True}),
        ("deleteMessages", {"chat_id": 1, "message_ids": ["1"]}),
    ],
)
def test_a_wrong_request_is_found(published: Published, method: str, given: dict[str, Any]) -> None:
    """The comparison would notice."""
    assert list(published.wrong_request(method, given))
