"""The cover's texts as a profile on each channel that shows one, in every language."""

from __future__ import annotations

from collections.abc import Sequence

from telegram.error import TelegramError

from bot.assemble import now, published_scene
from bot.channels.telegram import Telegram
from bot.channels.telegram_profile import Profile, synchronise
from bot.config import Settings, SettingsError
from bot.conversation.cover_hearing import menu_of
from bot.conversation.scene import Scene
from bot.external import telegram_account
from bot.web.cover import cover_in_words
from bot.web.words import PageWords

OTHERWISE = "it"
"""The language for whoever has none of ours."""


def profiles_of(scene: Scene, cover: str, name: str = "") -> dict[str, Profile]:
    """The bot in each language of the cover, out of texts that the cover has already."""
    page = cover_in_words(cover, PageWords(scene.translator, name), scene.translator)
    profiles = {}
    for language in scene.cover.languages:
        title = page(now(), language).title
        commands = tuple(
            (choice.id, scene.cover.say(choice.label, language))
            for choice in menu_of(scene.cover).choices
        )
        listed = " · ".join(label for _, label in commands)
        profiles[language] = Profile(title, f"{title}: {listed}", commands)
    return profiles


async def synchronise_profiles(settings: Settings, scene: Scene | None = None) -> Sequence[str]:
    """Set the profile of each channel that is on; one sentence for each. ``scene``: what is
    published, where it was read already.

    Raises ``SettingsError`` where none is on, or the provider refuses.
    """
    if not settings.telegram:
        raise SettingsError((*settings.off, "Telegram is off: there is no profile to set."))
    scene = scene or published_scene(cover=settings.cover)
    telegram = Telegram(telegram_account(settings, scene.cover), now)
    try:
        profiles = profiles_of(scene, settings.cover, settings.cover_name)
        count = await synchronise(telegram.bot, profiles, OTHERWISE)
    except TelegramError as error:
        raise SettingsError((f"Telegram did not take it: {type(error).__name__}.",)) from None
    finally:
        await telegram.close()
    return (f"Telegram: name, texts and commands are set, {count} times.",)
