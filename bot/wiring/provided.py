"""What the channels' providers show of us: what it should be, what it was last, and putting it.

Every text is the cover's, so that it has the cover's versions, checks, second reader and
translations; what tells of the service is never put.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.config import Settings
from bot.conversation.cover_hearing import menu_of
from bot.conversation.scene import Scene
from bot.handoff.provided import APPROVED, PROFILE, Found, ProviderError, Shown
from bot.messages import Channel
from bot.safety.contract import Line
from bot.web.cover import cover_in_words
from bot.web.words import PageWords
from bot.wiring.external import External
from bot.wiring.flyers import told_by

PROFILE_LANGUAGE = "it"
"""WhatsApp has one profile for everybody."""


class InStep(StrEnum):
    """Whether a provider shows what the cover says now."""

    SAME = "same"
    OTHER = "other"
    UNKNOWN = "unknown"
    """Nobody has asked it yet, or it cannot be asked."""


class TellingError(Exception):
    """What should be shown would tell of the service: nothing was put. ``words`` are those."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__("a text tells of the service")
        self.words = tuple(words)


class Kept(Protocol):
    """Where it stands what providers showed (``bot.storage.provided``)."""

    async def all(self) -> Mapping[tuple[Channel, str, str], tuple[Found, datetime]]:
        """Everything that is known, and since when it is."""

    async def note(self, channel: Channel, found: Sequence[Found], now: datetime) -> None:
        """The provider said so now."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A text and how it stands with its provider. ``telling``: words that may not be shown.

    ``state``: what the provider says of a template; ``at``: when it was last asked. ``listed``: of
    a template, whether the settings name one for it.
    """

    text: Shown
    step: InStep
    telling: tuple[str, ...] = ()
    state: str = ""
    at: datetime | None = None
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Provider:
    """What one provider shows. ``asks``: it can be asked; ``puts``: it can be told."""

    channel: Channel
    asks: bool
    puts: bool
    texts: Sequence[Standing]

    @property
    def step(self) -> InStep:
        """All in one: what differs first, then what nobody knows."""
        steps = {one.step for one in self.texts if one.listed}
        order = (InStep.OTHER, InStep.UNKNOWN, InStep.SAME)
        return next((step for step in order if step in steps), InStep.UNKNOWN)

    @property
    def asked_at(self) -> datetime | None:
        """When the longest unasked of what is known was asked; None: something never was."""
        times = [one.at for one in self.texts if one.listed]
        return min((at for at in times if at), default=None) if all(times) else None


class Provided:
    """The providers of this installation."""

    def __init__(
        self,
        settings: Settings,
        scene: Callable[[], Scene],
        external: External,
        kept: Kept,
        clock: Callable[[], datetime],
    ) -> None:
        self._settings = settings
        self._scene = scene
        self._shows = external.shows
        self._puts = external.puts
        self._on = tuple(external.senders)
        self._kept = kept
        self._clock = clock

    async def all(self) -> Sequence[Provider]:
        """Every channel that is on and shows something, as far as is known now."""
        known = await self._kept.all()
        return [self._provider(one, known) for one in self._on if one is not Channel.SMS]

    async def look(self, channel: Channel) -> None:
        """Ask the provider what it shows. Raises ``KeyError``, ``ProviderError``."""
        shows = self._shows[channel]
        await self._noted(channel, shows.look(self._texts(channel)))

    async def put(self, channel: Channel) -> None:
        """Let the provider show what the cover says now.

        Raises ``KeyError`` where it cannot be told, ``TellingError``, ``ProviderError``.
        """
        puts, texts = self._puts[channel], self._texts(channel)
        telling = [word for one in texts for word in self._telling(one)]
        if telling:
            raise TellingError(list(dict.fromkeys(telling)))
        await self._noted(channel, puts.put(texts))

    async def _noted(self, channel: Channel, asked: Awaitable[Sequence[Found]]) -> None:
        try:
            found = await asked
        except ProviderError as error:
            await self._kept.note(channel, error.found, self._clock())
            raise
        await self._kept.note(channel, found, self._clock())

    def _provider(
        self, channel: Channel, known: Mapping[tuple[Channel, str, str], tuple[Found, datetime]]
    ) -> Provider:
        texts = [
            self._standing(channel, one, known.get((channel, one.what, one.language)))
            for one in (*self._of_page(channel), *self._texts(channel))
        ]
        return Provider(channel, channel in self._shows, channel in self._puts, texts)

    def _standing(
        self, channel: Channel, text: Shown, known: tuple[Found, datetime] | None
    ) -> Standing:
        telling = self._telling(text)
        shows = self._shows.get(channel)
        if shows is None or not shows.listed(text):
            return Standing(text, InStep.UNKNOWN, telling, listed=False)
        if known is None:
            return Standing(text, InStep.UNKNOWN, telling)
        found, at = known
        same = found.digest == shows.wanted(text) and found.state == APPROVED
        return Standing(text, InStep.SAME if same else InStep.OTHER, telling, found.state, at)

    def _telling(self, text: Shown) -> tuple[str, ...]:
        said = f"{text.title} {text.about} {' '.join(label for _, label in text.commands)}"
        return told_by(said, self._scene().telling(text.language))

    def _texts(self, channel: Channel) -> Sequence[Shown]:
        """What the provider can be asked for."""
        scene = self._scene()
        profiles = profiles_of(scene, self._settings.cover_name, self._clock())
        return profiles if channel is Channel.TELEGRAM else templates_of(scene, profiles)

    def _of_page(self, channel: Channel) -> Sequence[Shown]:
        """What is written by hand on a page of the provider's."""
        if channel is not Channel.WHATSAPP:
            return ()
        profiles = profiles_of(self._scene(), self._settings.cover_name, self._clock())
        return [one for one in profiles if one.language == PROFILE_LANGUAGE]


def profiles_of(scene: Scene, name: str, now: datetime) -> Sequence[Shown]:
    """The service as everybody may see it, in each language of the cover."""
    page = cover_in_words(scene.cover.entry, PageWords(scene.translator, name), scene.translator)
    profiles = []
    for language in scene.cover.languages:
        title = page(now, language).title
        commands = tuple(
            (choice.id, scene.cover.say(choice.label, language))
            for choice in menu_of(scene.cover).choices
        )
        listed = " · ".join(label for _, label in commands)
        profiles.append(Shown(PROFILE, language, title, f"{title}: {listed}", commands))
    return profiles


def templates_of(scene: Scene, profiles: Sequence[Shown]) -> Sequence[Shown]:
    """What each template should say: the reminder of its line; of the almanac, whose line is a new
    one each day, what the profile says."""
    found = []
    for line in Line:
        for profile in profiles:
            language, about = profile.language, profile.about
            if line is not Line.ALMANAC:
                about = scene.translator.text(f"reminder.{line.value}", language)
            found.append(Shown(line.value, language, "", about))
    return found
