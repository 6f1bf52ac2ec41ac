"""What providers show of us: compared with the cover as it is published, and put there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bot.config import load
from bot.conversation.first_words import reminders_of
from bot.conversation.scene import Scene
from bot.engine.load import load_bundle
from bot.handoff.provided import ProviderError
from bot.i18n.translator import Translator
from bot.messages import Channel
from bot.storage.provided import SqlProvided
from bot.text.tongues import LANGUAGES
from bot.wiring.external import external_of
from bot.wiring.provided import InStep, Provided, Provider, TellingError
from tests.admin.light import LightStore
from tests.channels.conftest import Clock
from tests.channels.fake_telegram import FakeTelegram
from tests.channels.telegram_driver import TelegramDriver
from tests.channels.twilio_fake import ACCOUNT, TOKEN, FakeTwilio, fake_twilio

THREE = ("it", "fr", "sq")
DESK, ARABIC, GONE = (f"HX{letter * 32}" for letter in "abc")


class Town:
    """What stands at a provider, and the scene that can change meanwhile."""

    def __init__(self, settings: Mapping[str, str], scene: Scene, clock: Clock) -> None:
        self.scene = scene
        known = load({"FILO_MODE": "demo", **settings})
        self.external = external_of(known, clock, scene.cover)
        self.light = LightStore()
        kept = SqlProvided(self.light)  # type: ignore[arg-type]
        self.provided = Provided(known, lambda: self.scene, self.external, kept, clock)

    async def of(self, channel: Channel) -> Provider:
        """How it stands with one provider."""
        return next(one for one in await self.provided.all() if one.channel is channel)

    async def step(self, channel: Channel) -> InStep:
        """The same in one word."""
        return (await self.of(channel)).step


@asynccontextmanager
async def town(settings: Mapping[str, str], scene: Scene, clock: Clock) -> AsyncIterator[Town]:
    """It, with its connections closed at the end."""
    made = Town(settings, scene, clock)
    try:
        yield made
    finally:
        await made.external.close()
        await made.light.close()


@pytest.fixture
def few(scene: Scene) -> Scene:
    """What is published, with a cover of three languages."""
    return replace(scene, cover=replace(scene.cover, languages=THREE))


def renamed(scene: Scene) -> Scene:
    """The same with another word in the cover's menu, in Albanian only."""
    texts = dict(scene.cover.texts)
    key = next(key for key in texts["sq"] if key.startswith("almanac/menu/choices/moon"))
    texts["sq"] = {**texts["sq"], key: "Hëna sot"}
    return replace(scene, cover=replace(scene.cover, texts=texts))


async def test_a_profile_is_in_step_until_the_cover_changes(few: Scene) -> None:
    """Unknown before anybody asks; put once; another word in one language shows which one."""
    clock = Clock()
    async with (
        FakeTelegram(clock) as provider,
        town(TelegramDriver(provider).settings(), few, clock) as here,
    ):
        assert await here.step(Channel.TELEGRAM) is InStep.UNKNOWN
        assert (await here.of(Channel.TELEGRAM)).asked_at is None
        await here.provided.look(Channel.TELEGRAM)
        assert await here.step(Channel.TELEGRAM) is InStep.OTHER
        await here.provided.put(Channel.TELEGRAM)
        assert await here.step(Channel.TELEGRAM) is InStep.SAME
        clock.later(hours=3)
        await here.provided.look(Channel.TELEGRAM)
        found = await here.of(Channel.TELEGRAM)
        assert (found.step, found.asked_at) == (InStep.SAME, clock.now)
        assert [one.text.language for one in found.texts] == list(THREE)

        here.scene = renamed(few)
        found = await here.of(Channel.TELEGRAM)
        assert [one.text.language for one in found.texts if one.step is InStep.OTHER] == ["sq"]

        provider.profile["name", ""] = "Altro"
        here.scene = few
        await here.provided.look(Channel.TELEGRAM)
        found = await here.of(Channel.TELEGRAM)
        assert [one.text.language for one in found.texts if one.step is InStep.OTHER] == ["it"]


async def test_what_tells_of_the_service_is_never_put(few: Scene) -> None:
    """A risky word in any language stops all of it: Telegram is not asked at all."""
    clock = Clock()
    async with (
        FakeTelegram(clock) as provider,
        town(TelegramDriver(provider).settings(), few, clock) as here,
    ):
        here.scene = replace(renamed(few), risky={**few.risky, "sq": frozenset({"hena"})})
        with pytest.raises(TellingError) as refused:
            await here.provided.put(Channel.TELEGRAM)
        assert refused.value.words == ("Hëna",)
        telling = [one for one in (await here.of(Channel.TELEGRAM)).texts if one.telling]
        assert [one.text.language for one in telling] == ["sq"]
        assert not provider.tried


async def test_what_was_put_before_a_refusal_is_known(few: Scene) -> None:
    """Telegram takes few changes of a name: what it took stays, the rest is unknown."""
    clock = Clock()
    async with (
        FakeTelegram(clock) as provider,
        town(TelegramDriver(provider).settings(), few, clock) as here,
    ):
        set_name: Callable[..., bool] = provider._setMyName

        def once(name: str = "", language_code: str = "") -> bool:
            if language_code == "fr":
                raise KeyError
            return set_name(name, language_code)

        provider._setMyName = once  # type: ignore[method-assign]
        with pytest.raises(ProviderError):
            await here.provided.put(Channel.TELEGRAM)
        texts = (await here.of(Channel.TELEGRAM)).texts
        assert [one.step for one in texts] == [InStep.SAME, InStep.UNKNOWN, InStep.UNKNOWN]


def _settings(provider: FakeTwilio, templates: str) -> Mapping[str, str]:
    return {
        "FILO_TWILIO_ACCOUNT_SID": ACCOUNT,
        "FILO_TWILIO_AUTH_TOKEN": TOKEN,
        "FILO_TWILIO_API_URL": provider.url,
        "FILO_TWILIO_WHATSAPP_FROM": "whatsapp:+000000",
        "FILO_TWILIO_WHATSAPP_TEMPLATES": templates,
    }


async def test_a_template_is_in_step_when_it_is_approved_and_says_the_same(scene: Scene) -> None:
    """Another text, another language, a refusal and a template that is gone are all told apart."""
    said = scene.translator.text
    async with fake_twilio() as provider:
        templates = f"desk={DESK} desk.ar={ARABIC} appointment={GONE}"
        for sid, language, text in (
            (DESK, "it", said("reminder.desk", "it")),
            (ARABIC, "ar", said("reminder.desk", "ar")),
        ):
            types = {"twilio/text": {"body": text}}
            provider.contents[sid] = {"sid": sid, "language": language, "types": types}
        provider.approvals = {DESK: "approved", ARABIC: "pending"}
        async with town(_settings(provider, templates), scene, Clock()) as here:
            assert await here.step(Channel.WHATSAPP) is InStep.UNKNOWN
            await here.provided.look(Channel.WHATSAPP)
            found = await here.of(Channel.WHATSAPP)
            listed = {
                (one.text.what, one.text.language): (one.step, one.state)
                for one in found.texts
                if one.listed
            }
            assert listed == {
                ("desk", "it"): (InStep.SAME, "approved"),
                ("desk", "ar"): (InStep.OTHER, "pending"),
                ("appointment", "it"): (InStep.OTHER, "absent"),
            }
            provider.contents[ARABIC]["language"] = "en"
            provider.approvals[ARABIC] = "approved"
            await here.provided.look(Channel.WHATSAPP)
            arabic = [
                one.state
                for one in (await here.of(Channel.WHATSAPP)).texts
                if one.listed and one.text.language == "ar"
            ]
            assert arabic == ["language"]
            with pytest.raises(KeyError):
                await here.provided.put(Channel.WHATSAPP)


def test_reminders_are_words_of_the_cover(scene: Scene) -> None:
    """What is published with the cover is what she agrees to and reads, in each language."""
    words = reminders_of(scene.cover)
    assert set(words) == set(LANGUAGES)
    assert scene.translator.text("reminder.desk", "ar") == words["ar"]["reminder.desk"]
    files = {
        "almanac": "flow: almanac\nstart: s\nsteps:\n  s: {end: true}\n",
        "talk_reminder": "flow: talk_reminder\nstart: desk\nsteps:\n"
        "  desk: {say: Notizie dalla cucina, next: s}\n  s: {end: true}\n",
    }
    cover, problems = load_bundle(files, {}, {}, ("it",), entry="almanac")
    assert cover is not None, problems
    told = Translator({}).saying(reminders_of(cover))
    assert told.text("reminder.desk", "it") == "Notizie dalla cucina"
    assert told.text("reminder.appointment", "it") == "Promemoria: appuntamento"
