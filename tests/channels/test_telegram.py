"""What Telegram alone can do: touches, taking back, groups, a backlog, polling, profiles."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from bot.channels.telegram_serving import Serving
from bot.channels.telegram_updates import KINDS
from bot.config import load
from bot.conversation.scene import Scene
from bot.conversation.sending import Watch
from bot.conversation.state import Curtain
from bot.operations.profiles import synchronise_profiles
from bot.wiring.external import External, external_of
from tests.channels.conftest import Clock, TelegramTown
from tests.channels.drivers import BUSY_SECONDS
from tests.channels.fake_telegram import FakeTelegram
from tests.channels.telegram_driver import ENTRY, SECRET, TelegramDriver

HER = "her"
EXIT = "esci subito"


async def _in_the_service(town: TelegramTown) -> None:
    """She used the key, picked Italian, and can write."""
    await town.driver.opens(HER)
    await town.send()
    for label in ("Italiano", "Sì"):
        await town.driver.touches(HER, label)
        await town.send()


async def _courtesies(town: TelegramTown) -> None:
    """Wait for what is not waited for."""
    telegram: Any = town.house.external.senders[town.driver.channel]
    await asyncio.gather(*telegram._courtesies)


async def test_every_message_is_silent_protected_and_without_preview(
    on_telegram: TelegramTown,
) -> None:
    """No sound on the phone, no forwarding, nothing that Telegram fetches."""
    await _in_the_service(on_telegram)
    sent = [given for method, given, _ in on_telegram.driver.provider.calls if "send" in method]
    assert len(sent) >= 3
    for given in sent:
        assert given["disable_notification"] is True
        assert given["protect_content"] is True
        assert given["link_preview_options"] == {"is_disabled": True}
        assert "parse_mode" not in given


async def test_buttons_carry_ids_and_every_touch_is_answered_silently(
    on_telegram: TelegramTown,
) -> None:
    """One answer for each touch, also for one that changes nothing any more."""
    town = on_telegram
    await _in_the_service(town)
    again = await town.driver.touches(HER, "Italiano")
    await town.driver.again(again)
    await _courtesies(town)
    provider = town.driver.provider
    assert set(provider.answered) == {"query-1", "query-2", "query-3"}
    answers = [given for method, given, _ in provider.calls if method == "answerCallbackQuery"]
    assert all(set(given) == {"callback_query_id"} for given in answers)
    buttons = [
        button
        for method, given, _ in provider.calls
        if "reply_markup" in given
        for row in given["reply_markup"]["inline_keyboard"]
        for button in row
    ]
    assert all(len(button["callback_data"].encode()) <= 64 for button in buttons)
    assert all(button["text"] not in button["callback_data"] for button in buttons)


async def test_leaving_empties_the_chat_on_both_sides(on_telegram: TelegramTown) -> None:
    """The exit word's own message is in the first call, newest first, and nothing is left."""
    town = on_telegram
    await _in_the_service(town)
    for number in range(70):
        town.clock.later(seconds=3)
        await town.driver.says(HER, f"chi sei {number}")
        await town.send()
    chat = town.driver.chat(HER)
    assert len(town.driver.provider.chats[chat]) > 140
    await town.driver.says(HER, EXIT)
    last = max(town.driver.provider.chats[chat])
    while await town.house.erasing.work_off():
        pass
    calls = [given for method, given, _ in town.driver.provider.calls if "delete" in method]
    assert calls[0]["message_ids"][0] == last
    assert len(calls[0]["message_ids"]) == 100
    ids = [id for given in calls for id in given["message_ids"]]
    assert ids == sorted(ids, reverse=True)
    assert town.driver.provider.chats[chat] == {}
    known = await town.known(HER)
    assert known is not None
    assert known.curtain is Curtain.EXITED


async def test_what_telegram_will_not_delete_keeps_nothing_else(on_telegram: TelegramTown) -> None:
    """One message of 49 hours ago stays; the others go, and she is told of it when it is she."""
    town = on_telegram
    await _in_the_service(town)
    chat = town.driver.chat(HER)
    oldest = min(town.driver.provider.chats[chat])
    town.driver.provider.chats[chat][oldest]["date"] -= 49 * 3600
    await town.driver.says(HER, EXIT)
    while await town.house.erasing.work_off():
        pass
    assert list(town.driver.provider.chats[chat]) == [oldest]
    known = await town.known(HER)
    assert known is not None
    assert known.remaining >= 1


async def test_she_is_told_after_her_word_what_could_not_be_deleted(
    on_telegram: TelegramTown,
) -> None:
    """Not before she said that she can write, and once."""
    town = on_telegram
    await _in_the_service(town)
    for text in ("le mie parole", "Per tornare", "Zaffiranella", "zaffiranella"):
        await town.driver.says(HER, text)
        await town.send()
    town.driver.provider.faults["deleteMessages"] += ["error"]
    await town.driver.says(HER, EXIT)
    await town.house.erasing.work_off()
    await town.driver.says(HER, "zaffiranella")
    await town.send()
    assert "non ho potuto togliere" not in " ".join(town.driver.seen(HER))
    await town.driver.touches(HER, "Sì")
    await town.send()
    assert "non ho potuto togliere" in " ".join(town.driver.seen(HER))
    known = await town.known(HER)
    assert known is not None
    assert (known.curtain, known.remaining) == (Curtain.VERIFIED, 0)


async def test_a_busy_telegram_deletes_when_it_said(on_telegram: TelegramTown) -> None:
    """429 is no reason to leave anything."""
    town = on_telegram
    await _in_the_service(town)
    town.driver.provider.faults["deleteMessages"] += ["busy", "error", "reset"]
    await town.driver.says(HER, EXIT)
    await town.house.erasing.work_off()
    assert town.driver.provider.chats[town.driver.chat(HER)]
    for _ in range(4):
        town.clock.later(seconds=BUSY_SECONDS + 30)
        await town.house.erasing.work_off()
    assert town.driver.provider.chats[town.driver.chat(HER)] == {}


async def test_a_chat_that_goes_on_loses_what_is_a_day_old(on_telegram: TelegramTown) -> None:
    """Both sides, while she may still be writing."""
    town = on_telegram
    await _in_the_service(town)
    chat = town.driver.chat(HER)
    old = set(town.driver.provider.chats[chat])
    town.clock.later(hours=23)
    await town.driver.says(HER, "ciao")
    await town.send()
    new = set(town.driver.provider.chats[chat]) - old
    town.clock.later(hours=2)
    await town.house.recall_old()
    await town.house.erasing.work_off()
    assert set(town.driver.provider.chats[chat]) == new
    assert new


async def test_a_blocked_bot_is_an_exit_and_is_emptied_when_let_in_again(
    on_telegram: TelegramTown,
) -> None:
    """Nothing can be deleted while she blocks it: it is tried for as long as Telegram allows."""
    town = on_telegram
    await _in_the_service(town)
    chat = town.driver.chat(HER)
    await town.driver.delivered(town.driver.provider.member(chat, "kicked"))
    known = await town.known(HER)
    assert known is not None
    assert known.curtain is Curtain.EXITED
    await town.house.erasing.work_off()
    assert town.driver.provider.chats[chat]
    town.driver.provider.blocked.clear()
    town.clock.later(minutes=11)
    await town.house.erasing.work_off()
    assert town.driver.provider.chats[chat] == {}


async def test_a_group_is_left_at_once_and_hears_nothing(on_telegram: TelegramTown) -> None:
    """Whoever adds the bot to a group learns nothing from it."""
    town = on_telegram
    await town.driver.delivered(town.driver.provider.member(-55, "member", "group"))
    await _courtesies(town)
    assert town.driver.provider.left == [-55]
    await town.send()
    assert town.driver.requests() == 0


async def test_an_old_message_changes_the_talk_and_is_not_answered(
    on_telegram: TelegramTown,
) -> None:
    """After an hour of downtime the exit word still closes, and nobody is greeted late."""
    town = on_telegram
    old = town.driver.provider.seconds() - 3600
    chat = town.driver.chat(HER)
    await town.driver.delivered(town.driver.provider.wrote(chat, old, text=f"/start {ENTRY}"))
    await town.send()
    known = await town.known(HER)
    assert known is not None
    assert known.curtain is Curtain.OPEN
    assert town.driver.requests() == 0
    await town.driver.delivered(town.driver.provider.wrote(chat, old + 60, text=EXIT))
    known = await town.known(HER)
    assert known is not None
    assert known.curtain is Curtain.EXITED
    await town.send()
    assert town.driver.requests() == 0


async def test_a_voice_note_gets_pictures_and_numbers(on_telegram: TelegramTown) -> None:
    """Whoever cannot write is never barely refused."""
    town = on_telegram
    await _in_the_service(town)
    voice = {"file_id": "f", "file_unique_id": "u", "duration": 3}
    chat = town.driver.chat(HER)
    await town.driver.delivered(town.driver.provider.wrote(chat, voice=voice))
    await town.send()
    assert "112" in town.driver.seen(HER)[-1]
    assert "1522" in town.driver.seen(HER)[-1]
    assert "📞 Una telefonata" in town.driver.provider.labels(chat)
    assert "getFile" not in town.driver.provider.tried


async def test_what_cannot_be_understood_is_taken_and_has_no_effect(
    on_telegram: TelegramTown,
) -> None:
    """Refusing it would have Telegram send it again for ever."""
    town = on_telegram
    for update in ({}, {"update_id": 1}, {"update_id": 2, "message": {"text": "x"}}, []):
        status = await town.driver.provider.deliver(town.site, update, SECRET)  # type: ignore[arg-type]
        assert status == 200
    await town.send()
    assert town.driver.requests() == 0


async def test_the_webhook_is_set_with_its_secret_and_its_kinds(on_telegram: TelegramTown) -> None:
    """By the running service itself, at its public address."""
    async with _serving(on_telegram.house.external, on_telegram):
        await _until(lambda: bool(on_telegram.driver.provider.webhook))
    webhook = on_telegram.driver.provider.webhook
    assert webhook["url"].endswith("/telegram")
    assert webhook["secret_token"] == SECRET
    assert webhook["allowed_updates"] == list(KINDS)


async def _until(holds: Callable[[], bool | Awaitable[bool]]) -> None:
    """Wait until that is so, for 20 seconds at most."""
    async with asyncio.timeout(20):
        for _ in count():
            found = holds()
            if found if isinstance(found, bool) else await found:
                return
            await asyncio.sleep(0.02)


class Paused(Watch):
    """Waits for a hundredth of what is asked: as often, and in the same order."""

    async def rest(self, seconds: float) -> None:
        """Go on soon."""
        await asyncio.sleep(seconds / 100)


@asynccontextmanager
async def _serving(external: External, town: TelegramTown) -> AsyncIterator[None]:
    (serving,) = external.running
    assert isinstance(serving, Serving)
    serving.watch = Paused()
    task = asyncio.create_task(serving.serve(town.house.inbox.post))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def _polling(town: TelegramTown) -> AsyncIterator[None]:
    polling = {"FILO_TELEGRAM_POLLING": "true"}
    settings = load({"FILO_MODE": "demo", **town.driver.settings(), **polling})
    external = external_of(settings, town.clock, town.house.scene.cover)
    assert external.webhooks == {}, "while it polls, no webhook is open"
    async with _serving(external, town):
        yield
    await external.close()


async def test_polling_hears_everything_in_order_and_once(on_telegram: TelegramTown) -> None:
    """For places without a public address; failures of Telegram lose nothing."""
    town, provider = on_telegram, on_telegram.driver.provider
    chat = town.driver.chat(HER)
    provider.faults["getUpdates"] += ["error", "reset"]

    async def stands(curtain: Curtain) -> bool:
        known = await town.known(HER)
        return known is not None and known.curtain is curtain

    async with _polling(town):
        provider.wrote(chat, text=f"/start {ENTRY}")
        await _until(lambda: stands(Curtain.OPEN))
        provider.wrote(chat, text=EXIT)
        await _until(lambda: stands(Curtain.EXITED))
        await _until(lambda: not provider.updates)
    assert provider.tried["deleteWebhook"] >= 1


async def test_a_touch_that_waited_while_we_were_away_is_not_answered_late(
    on_telegram: TelegramTown,
) -> None:
    """It has no time of its own: what waited when we came back is taken as old."""
    town, provider = on_telegram, on_telegram.driver.provider
    await town.driver.opens(HER)
    await town.send()
    before = town.driver.requests()
    provider.updates.clear()
    touch = provider.touched(town.driver.chat(HER), "Italiano")
    town.clock.later(hours=2)
    async with _polling(town):
        await _until(lambda: not provider.updates)
    await town.send()
    assert touch["update_id"] > 0
    assert town.driver.requests() == before


async def test_the_profile_is_the_cover_in_every_language(scene: Scene) -> None:
    """Name, texts and commands, once; a second run changes nothing."""
    clock = Clock()
    async with FakeTelegram(clock) as provider:
        settings = load({"FILO_MODE": "demo", **TelegramDriver(provider).settings()})
        await synchronise_profiles(settings, scene)
        changes = sum(n for method, n in provider.tried.items() if method.startswith("setMy"))
        await synchronise_profiles(settings, scene)
        assert changes == sum(n for m, n in provider.tried.items() if m.startswith("setMy"))
    of_two_letters = {"fil": "tl", "zh-Hans": "zh"}
    languages = {"", *(of_two_letters.get(one, one) for one in scene.cover.languages)}
    for what in ("name", "description", "short_description", "commands"):
        assert {of for part, of in provider.profile if part == what} == languages
    told = " ".join(str(value) for value in provider.profile.values()).lower()
    for word in ("violenza", "violence", "donn", "women", "1522", ENTRY):
        assert word not in told


@pytest.mark.parametrize("text", ["/moon", "/today", "/numbers"])
async def test_a_command_of_the_profile_works_like_the_menu(
    on_telegram: TelegramTown, text: str
) -> None:
    """In her language, under the cover."""
    town = on_telegram
    await town.driver.says(HER, "ciao")
    await town.send()
    await town.driver.says(HER, text)
    await town.send()
    assert len(town.driver.seen(HER)) == 2


@pytest.mark.parametrize("hours", [1, -1, 24, -24])
async def test_a_wrong_clock_of_ours_does_not_mute_us(
    on_telegram: TelegramTown, hours: int
) -> None:
    """A process that only takes what is posted asks Telegram what time it is, and not at every
    message: what she writes now is answered, what she wrote half an hour ago is not."""
    town, provider = on_telegram, on_telegram.driver.provider
    provider.clock = lambda: town.clock() - timedelta(hours=hours)
    long_ago = round((provider.clock() - timedelta(minutes=30)).timestamp())
    chat = town.driver.chat(HER)
    await town.driver.delivered(provider.wrote(chat, long_ago, text=f"/start {ENTRY}"))
    await town.driver.opens("another")
    await town.send()
    assert town.driver.seen(HER) == []
    assert "112" in " ".join(town.driver.seen("another"))
    assert [method for method, _, _ in provider.calls].count("getMe") == 1
