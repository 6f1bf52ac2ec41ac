"""``filo channels``: what the providers have to know of us."""

from __future__ import annotations

import asyncio
import os

import typer

from bot.commands.terminal import say, told
from bot.config import load

channels = typer.Typer(no_args_is_help=True, help="Telegram, SMS and WhatsApp.")


@channels.callback()
def about() -> None:
    """Telegram, SMS and WhatsApp."""


@channels.command("sync")
@told
def channels_sync() -> None:
    """Set what everybody sees of the bot, in every language: the cover."""
    # Telegram's library takes half a second to import: only for this command.
    from bot.operations.profiles import synchronise_profiles

    for line in asyncio.run(synchronise_profiles(load(os.environ))):
        say(line)
