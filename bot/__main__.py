"""The command line: ``filo``."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import pyotp
import typer
import uvloop

from bot import check as gate
from bot.assemble import now, published_scene
from bot.config import SettingsError, load
from bot.crypto.keys import create_key_file
from bot.crypto.sealing import CryptoError
from bot.directory.answers import find_json
from bot.directory.check import check as check_directory
from bot.engine.canonical import canonical
from bot.messages import Channel
from bot.published import FLOWS, LOCALES, UnpublishableError, read_directory
from bot.serve import add_staff, list_staff, reset_staff, run_demonstration, run_sites
from bot.storage.staff_trouble import AccountError
from bot.storage.trouble import StorageError
from bot.storage.upgrade import upgrade
from bot.talk import hold
from bot.understanding.topics import understand as read_meaning

TOLD = (SettingsError, CryptoError, StorageError, UnpublishableError, AccountError, OSError)
"""Troubles that are told in a sentence and end with status 1."""

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False)
db = typer.Typer(no_args_is_help=True, help="The database.")
keys = typer.Typer(no_args_is_help=True, help="The master key.")
staff = typer.Typer(no_args_is_help=True, help="Accounts of the staff.")
directory = typer.Typer(no_args_is_help=True, help="Municipalities, networks and services.")
flows = typer.Typer(no_args_is_help=True, help="The flows' files.")
app.add_typer(db, name="db")
app.add_typer(keys, name="keys")
app.add_typer(staff, name="staff")
app.add_typer(directory, name="directory")
app.add_typer(flows, name="flows")


def _told(command: Callable[..., None]) -> Callable[..., None]:
    """The command, with expected troubles told in a sentence instead of a trace."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except TOLD as trouble:
            typer.echo(str(trouble), err=True)
            raise typer.Exit(1) from None

    return wrapped


def _lines() -> Iterator[str]:
    """The lines of standard input; bytes that are no UTF-8 become a sign that means nothing."""
    for raw in sys.stdin.buffer:
        yield raw.decode("utf-8", errors="replace").rstrip("\r\n")


def _say(line: str) -> None:
    typer.echo(line)


@app.command()
@_told
def serve(
    only: Annotated[str, typer.Option(help="Roles, with commas: public, staff, worker.")] = "",
) -> None:
    """Run the sites until interrupted."""
    uvloop.run(run_sites(load(os.environ), frozenset(filter(None, only.split(",")))))


@app.command()
@_told
def demo() -> None:
    """Run everything with demonstration data, and print the links and a first login."""
    uvloop.run(run_demonstration(os.environ))


@app.command()
@_told
def talk(
    channel: Annotated[Channel, typer.Option(help="Her channel.")] = Channel.WEB,
    lang: Annotated[str, typer.Option(help="Her language.")] = "it",
    at: Annotated[str, typer.Option("--now", help="The time, as ISO 8601.")] = "",
) -> None:
    """Hold a conversation in the terminal: one message a line. Nothing is written."""
    try:
        moment = datetime.fromisoformat(at) if at else now()
    except ValueError:
        raise typer.BadParameter("write --now as 2026-11-24T10:00:00") from None
    moment = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    scene = published_scene(lambda: moment)
    if lang not in scene.newest.languages:
        raise typer.BadParameter(f"--lang is one of {', '.join(scene.newest.languages)}")
    asyncio.run(hold(scene, channel, lang, moment, _lines(), _say))


@app.command()
@_told
def check(
    production: Annotated[bool, typer.Option(help="Also what only production forbids.")] = False,
) -> None:
    """Run the publish gate over the flows and their translations."""
    problems = gate.run(FLOWS, LOCALES, production=production)
    _say(gate.render(problems))
    if any(problem.severity == "error" for problem in problems):
        raise typer.Exit(1)


@app.command()
@_told
def understand(lang: Annotated[str, typer.Option(help="The language.")] = "it") -> None:
    """Say what each line of standard input means, as JSON."""
    for line in _lines():
        meant = read_meaning(line, lang)
        found = {"danger": meant.danger, "topics": meant.topics, "decision": meant.decision}
        _say(json.dumps(found, ensure_ascii=False))


@app.command()
@_told
def doctor() -> None:
    """Look at settings, key, database and directory, and say what to mend."""
    settings = load(os.environ)
    problems = [str(one) for one in check_directory(read_directory(), now(), production=True)]
    for problem in problems:
        _say(problem)
    _say(f"mode: {settings.mode}; {len(problems)} remarks on the directory")


@db.command("upgrade")
@_told
def db_upgrade() -> None:
    """Bring the database to this version."""
    asyncio.run(upgrade(load(os.environ).database_url))
    _say("The database is at this version.")


@keys.command("create")
@_told
def keys_create() -> None:
    """Make the master key file."""
    path = load(os.environ).master_key_file
    create_key_file(path)
    _say(f"A new master key is at {path}. Keep a copy apart: without it nothing can be opened.")


@staff.command("add")
@_told
def staff_add(
    login: str,
    network: Annotated[list[str], typer.Option(help="A network; may be repeated.")],
    language: Annotated[list[str] | None, typer.Option(help="A language; may be repeated.")] = None,
) -> None:
    """Make an account and print its password and code secret, once."""
    _say(asyncio.run(add_staff(load(os.environ), login, network, language or ["it"])))


@staff.command("reset")
@_told
def staff_reset(login: str) -> None:
    """Give an account a new password and code secret."""
    _say(asyncio.run(reset_staff(load(os.environ), login)))


@staff.command("code")
@_told
def staff_code(secret: str) -> None:
    """Print the code of this moment for a secret: for demonstrations without a second device."""
    _say(pyotp.TOTP(secret).now())


@staff.command("list")
@_told
def staff_list() -> None:
    """Print the accounts with their networks."""
    _say(asyncio.run(list_staff(load(os.environ))))


@directory.command("find")
@_told
def directory_find() -> None:
    """Find the municipality in each line of standard input; one JSON object a line."""
    known = read_directory()
    for line in _lines():
        _say(find_json(known, line))


@directory.command("check")
@_told
def directory_check(
    production: Annotated[
        bool, typer.Option(help="Refuse what only a demonstration may hold.")
    ] = False,
) -> None:
    """Say what is wrong, out of date or still to be confirmed in the directory."""
    problems = check_directory(read_directory(), now(), production)
    for problem in problems:
        _say(str(problem))
    if any(problem.severity == "error" for problem in problems):
        raise typer.Exit(1)


@flows.command("fmt")
@_told
def flows_fmt(
    check_only: Annotated[
        bool, typer.Option("--check", help="Only say which would change.")
    ] = False,
) -> None:
    """Write every flow in its canonical form."""
    changed = 0
    for path in sorted(FLOWS.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        written = canonical(text)
        if written != text:
            changed += 1
            _say(str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path))
            if not check_only:
                path.write_text(written, encoding="utf-8")
    if check_only and changed:
        raise typer.Exit(1)


def main() -> None:
    """Run the command line."""
    with suppress(KeyboardInterrupt):
        app()


if __name__ == "__main__":
    main()
