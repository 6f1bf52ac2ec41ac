"""``filo channel`` and ``filo service``: switch off and on, also while the staff site is down."""

from __future__ import annotations

import asyncio
import os
from typing import Annotated

import typer

from bot.commands.terminal import say, told
from bot.config import load
from bot.handoff.switches import SERVICE
from bot.messages import Channel
from bot.operations.switching import switch

channel = typer.Typer(no_args_is_help=True, help="Switch one channel off or on.")
service = typer.Typer(no_args_is_help=True, help="Close or open the whole service.")

Why = Annotated[str, typer.Option(help="Why, for colleagues: nothing of any woman.")]


@channel.command("off")
@told
def channel_off(name: Channel, reason: Why = "") -> None:
    """Nothing leaves there any more but one answer, to who writes, that says so."""
    say(asyncio.run(switch(load(os.environ), name, off=True, reason=reason)))


@channel.command("on")
@told
def channel_on(name: Channel, reason: Why = "") -> None:
    """It answers again. Nothing of what waited meanwhile is sent."""
    say(asyncio.run(switch(load(os.environ), name, off=False, reason=reason)))


@service.command("close")
@told
def service_close(reason: Why = "") -> None:
    """Begin nothing new: 112, 1522 and the way out stay; who is with a person goes on with her."""
    say(asyncio.run(switch(load(os.environ), SERVICE, off=True, reason=reason)))


@service.command("open")
@told
def service_open(reason: Why = "") -> None:
    """Begin talks again."""
    say(asyncio.run(switch(load(os.environ), SERVICE, off=False, reason=reason)))
