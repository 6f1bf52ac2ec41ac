"""What everybody sees of the bot before writing to it: the cover, in every language."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from typing import TypeVar, final

from telegram import Bot, BotCommand
from telegram.constants import BotDescriptionLimit, BotNameLimit
from telegram.error import TelegramError

from bot.handoff.provided import PROFILE, Found, ProviderError, Shown, digest_of
from bot.text.tongues import spoken

T = TypeVar("T")
OTHERWISE = "it"
"""The language for whoever has none of ours."""

LANGUAGE_OF_ALL = ""
"""What Telegram shows to whoever has none of the other languages."""

AT_ONCE = 6
"""So many languages are asked for side by side."""

_OTHERS = {"fil": "tl"}
"""Telegram knows languages by two letters alone, without a script."""

Parts = tuple[str | None, ...]
"""Name, description, short description and commands, as they stand there; None: not to be learnt,
so that it is set."""


@final
class TelegramShows:
    """The bot's profile at Telegram (``bot.wiring.provided.Puts``)."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    def listed(self, text: Shown) -> bool:
        """Telegram has a profile in every language."""
        return text.what == PROFILE

    def wanted(self, text: Shown) -> str:
        """The digest of what Telegram should show, cut where Telegram cuts."""
        return digest_of(map(str, _wanted(text)))

    async def look(self, texts: Sequence[Shown]) -> Sequence[Found]:
        """What Telegram shows now. Raises ``ProviderError``."""
        room = asyncio.Semaphore(AT_ONCE)

        async def one(text: Shown) -> Found:
            async with room:
                shown = await _shown(self._bot, text.language)
                if text.language == OTHERWISE and shown == _wanted(text):
                    shown = await _shown(self._bot, LANGUAGE_OF_ALL)
            if None in shown:
                raise ProviderError
            return Found(PROFILE, text.language, digest_of(map(str, shown)))

        return await asyncio.gather(*(one(text) for text in texts))

    async def put(self, texts: Sequence[Shown]) -> Sequence[Found]:
        """Set name, texts and commands in each language; those of ``OTHERWISE`` for all others.

        What is as it should be is not set again: Telegram allows few changes of the name. Raises
        ``ProviderError`` with what was set until then.
        """
        found: list[Found] = []
        try:
            for text in texts:
                if text.language == OTHERWISE:
                    await _set(self._bot, LANGUAGE_OF_ALL, text)
                await _set(self._bot, text.language, text)
                found.append(Found(PROFILE, text.language, self.wanted(text)))
        except TelegramError:
            raise ProviderError(found) from None
        return found


def _wanted(text: Shown) -> Parts:
    commands = "\n".join(f"{name} {label}" for name, label in text.commands)
    return (
        text.title[: BotNameLimit.MAX_NAME_LENGTH],
        text.about[: BotDescriptionLimit.MAX_DESCRIPTION_LENGTH],
        text.about[: BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH],
        commands,
    )


async def _shown(bot: Bot, language: str) -> Parts:
    code = _code(language) or None
    name = await _now(bot.get_my_name(code))
    about = await _now(bot.get_my_description(code))
    short = await _now(bot.get_my_short_description(code))
    commands = await _now(bot.get_my_commands(language_code=code))
    return (
        None if name is None else name.name,
        None if about is None else about.description,
        None if short is None else short.short_description,
        None
        if commands is None
        else "\n".join(f"{one.command} {one.description}" for one in commands),
    )


async def _set(bot: Bot, language: str, text: Shown) -> None:
    code = _code(language) or None
    name, about, short, commands = _wanted(text)
    now = await _shown(bot, language)
    if now[0] != name:
        await bot.set_my_name(name, code)
    if now[1] != about:
        await bot.set_my_description(about, code)
    if now[2] != short:
        await bot.set_my_short_description(short, code)
    if now[3] != commands:
        listed = [BotCommand(command, label) for command, label in text.commands]
        await bot.set_my_commands(listed, language_code=code)


def _code(language: str) -> str:
    plain = spoken(language)
    return _OTHERS.get(plain, plain)


async def _now(asked: Awaitable[T]) -> T | None:
    """What it is now; None where that cannot be learnt."""
    try:
        return await asked
    except TelegramError:
        return None
