"""The cover's texts as a profile on each channel that shows one, from the command line."""

from __future__ import annotations

from collections.abc import Sequence

from bot.assemble import now, published_scene
from bot.config import Settings, SettingsError
from bot.conversation.scene import Scene
from bot.handoff.provided import ProviderError
from bot.messages import Channel
from bot.wiring.external import external_of
from bot.wiring.provided import profiles_of


async def synchronise_profiles(settings: Settings, scene: Scene | None = None) -> Sequence[str]:
    """Set the profile of each channel that is on; one sentence for each. ``scene``: what is
    published, where it was read already.

    Raises ``SettingsError`` where none is on, or the provider refuses.
    """
    if not settings.telegram:
        raise SettingsError((*settings.off, "Telegram is off: there is no profile to set."))
    scene = scene or published_scene(cover=settings.cover)
    external = external_of(settings, now, scene.cover)
    try:
        texts = profiles_of(scene, settings.cover_name, now())
        found = await external.puts[Channel.TELEGRAM].put(texts)
    except ProviderError:
        raise SettingsError(("Telegram did not take all of it: try again later.",)) from None
    finally:
        await external.close()
    return (f"Telegram: name, texts and commands are set in {len(found)} languages.",)
