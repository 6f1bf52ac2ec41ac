"""How every command reads, speaks and fails."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import typer

from bot.process.told import ToldError


def told(command: Callable[..., None]) -> Callable[..., None]:
    """The command, with expected troubles told in a sentence instead of a trace."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except (ToldError, OSError) as trouble:
            typer.echo(str(trouble), err=True)
            raise typer.Exit(1) from None

    return wrapped


def lines() -> Iterator[str]:
    """The lines of standard input; bytes that are no UTF-8 become a sign that means nothing."""
    for raw in sys.stdin.buffer:
        yield raw.decode("utf-8", errors="replace").rstrip("\r\n")


def say(line: str) -> None:
    """Print a line."""
    typer.echo(line)
