"""What everybody sees of the bot before writing to it: the cover, in every language."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from telegram import Bot, BotCommand, BotDescription, BotName, BotShortDescription
from telegram.constants import BotDescriptionLimit, BotNameLimit
from telegram.error import TelegramError

from bot.tongues import spoken

T = TypeVar("T")
LANGUAGE_OF_ALL = ""
"""What Telegram shows to whoever has none of the other languages."""


_OTHERS = {"fil": "tl"}
"""Telegram knows languages by two letters alone, without a script."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The bot in one language. ``commands`` are names and what stands beside them."""

    name: str
    about: str
    commands: tuple[tuple[str, str], ...]


async def synchronise(bot: Bot, profiles: Mapping[str, Profile], otherwise: str) -> int:
    """Set name, texts and commands in each language; those of ``otherwise`` for all others.

    How many languages were set. What is as it should be is not set again: Telegram allows few
    changes of the name. Raises the library's ``TelegramError``.
    """
    languages = {LANGUAGE_OF_ALL: profiles[otherwise], **profiles}
    for language, profile in languages.items():
        await _set(bot, language, profile)
    return len(languages)


async def _set(bot: Bot, language: str, profile: Profile) -> None:
    code = _code(language) or None
    name = BotName(profile.name[: BotNameLimit.MAX_NAME_LENGTH])
    if await _now(bot.get_my_name(code)) != name:
        await bot.set_my_name(name.name, code)
    about = BotDescription(profile.about[: BotDescriptionLimit.MAX_DESCRIPTION_LENGTH])
    if await _now(bot.get_my_description(code)) != about:
        await bot.set_my_description(about.description, code)
    text = profile.about[: BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH]
    short = BotShortDescription(text)
    if await _now(bot.get_my_short_description(code)) != short:
        await bot.set_my_short_description(short.short_description, code)
    commands = tuple(BotCommand(name, label) for name, label in profile.commands)
    if await _now(bot.get_my_commands(language_code=code)) != commands:
        await bot.set_my_commands(commands, language_code=code)


def _code(language: str) -> str:
    plain = spoken(language)
    return _OTHERS.get(plain, plain)


async def _now(asked: Awaitable[T]) -> T | None:
    """What it is now; None where that cannot be learnt, so that it is set."""
    try:
        return await asked
    except TelegramError:
        return None
