"""The settings as they hold: those of the environment, with what the staff chose within bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.config import Settings
from bot.conversation.scene import Scene
from bot.handoff.adjusting import EXIT, Bounds, Kept, languages_of
from bot.handoff.choices import Choice
from bot.settings.retention import LEAST
from bot.text.tongues import LANGUAGES
from bot.wiring.rules import rules_of


def bounds_of(settings: Settings) -> Bounds:
    """What may be chosen over these settings."""
    exits = tuple(dict.fromkeys(("/", settings.exit_url)))
    kept = {name: Kept(name, getattr(settings, name), least) for name, least in LEAST.items()}
    return Bounds(LANGUAGES, exits, kept)


def adjusted(scene: Scene, settings: Settings, chosen: Mapping[str, Choice]) -> Scene:
    """The scene with the languages and times that hold now. Who speaks a language that is offered
    no longer goes on in it."""
    bounds = bounds_of(settings)
    times = {name: int(bounds.holds(name, chosen)) for name in bounds.kept}
    offered = tuple(languages_of(bounds, chosen))
    bundles = {
        id: one if one.languages == offered else replace(one, languages=offered)
        for id, one in scene.bundles.items()
    }
    rules = rules_of(settings.model_copy(update=times))
    kept = replace(
        scene.rules,
        kept=rules.kept,
        kept_with_human=rules.kept_with_human,
        kept_longer=rules.kept_longer,
        letter=rules.letter,
        held=rules.held,
    )
    return replace(scene, bundles=bundles, rules=kept)


def exit_of(settings: Settings, chosen: Mapping[str, Choice]) -> str:
    """Where an exit leads now."""
    return bounds_of(settings).holds(EXIT, chosen)
