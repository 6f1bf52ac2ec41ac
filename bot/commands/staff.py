"""``filo staff``: accounts of the staff, their trainings, an alarm drill."""

from __future__ import annotations

import asyncio
import os
from datetime import datetime
from typing import Annotated

import pyotp
import typer

from bot.commands.terminal import say, told
from bot.config import load
from bot.handoff.people import Role
from bot.operations.staffing import add_staff, list_staff, reset_staff, start_drill, train_staff

staff = typer.Typer(no_args_is_help=True, help="Accounts of the staff.")


@staff.command("add")
@told
def staff_add(
    login: str,
    network: Annotated[list[str], typer.Option(help="A network or agency; repeat for more.")],
    language: Annotated[list[str] | None, typer.Option(help="A language; may be repeated.")] = None,
    role: Annotated[Role, typer.Option(help="What she is there for.")] = Role.OPERATOR,
    trained: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day of her training: without one no cases."),
    ] = None,
) -> None:
    """Make an account and print its password and code secret, once."""
    on = trained.date() if trained else None
    say(asyncio.run(add_staff(load(os.environ), login, network, language or ["it"], role, on)))


@staff.command("trained")
@told
def staff_trained(
    login: str, on: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help="The day.")]
) -> None:
    """Write down a training of somebody: who has none that counts takes no case."""
    say(asyncio.run(train_staff(load(os.environ), login, on.date())))


@staff.command("reset")
@told
def staff_reset(login: str) -> None:
    """Give an account a new password and code secret."""
    say(asyncio.run(reset_staff(load(os.environ), login)))


@staff.command("drill")
@told
def staff_drill(network: str) -> None:
    """Start an alarm drill: seen on the staff page, and on the duty phone after a minute."""
    say(asyncio.run(start_drill(load(os.environ), network)))


@staff.command("code")
@told
def staff_code(secret: str) -> None:
    """Print the code of this moment for a secret: for demonstrations without a second device."""
    say(pyotp.TOTP(secret).now())


@staff.command("list")
@told
def staff_list() -> None:
    """Print the accounts with their networks."""
    say(asyncio.run(list_staff(load(os.environ))))
