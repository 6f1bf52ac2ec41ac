"""``filo serve`` and ``filo demo``: the process becomes the sites.

Nothing is loaded here that only other commands need, so that the page is up sooner.
"""

from __future__ import annotations

import asyncio
import os
import sys
from typing import Annotated, NoReturn

import typer

from bot.commands.terminal import told
from bot.config import load
from bot.demonstration.prepared import set_up_demonstration

sites = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False)


@sites.callback()
def about() -> None:
    """Filo: the sites, and what is done from the command line."""


@sites.command()
@told
def serve(
    only: Annotated[str, typer.Option(help="Roles, with commas: public, staff, worker.")] = "",
) -> None:
    """Run the sites until interrupted."""
    become(*filter(None, only.split(",")))


@sites.command()
@told
def demo() -> None:
    """Run everything with demonstration data, and print the links and a first login."""
    os.environ.setdefault("FILO_MODE", "demo")
    asyncio.run(set_up_demonstration(load(os.environ)))
    become("--demo")


def become(*arguments: str) -> NoReturn:
    """Put the process of the sites in the place of this one: same id, same environment."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, (sys.executable, "-P", "-m", "bot.serve", *arguments))  # noqa: S606
