"""The command line: ``filo``."""

from __future__ import annotations

import asyncio
import json
import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import pyotp
import typer

from bot import check as gate
from bot.assemble import now, published_scene
from bot.commands.audit import audit
from bot.commands.channels import channels
from bot.commands.database import db
from bot.commands.directory import directory
from bot.commands.keys import keys
from bot.commands.people import people
from bot.commands.terminal import lines, say, told
from bot.config import load
from bot.doctor import Grade, look_over, try_paper
from bot.engine.canonical import canonical
from bot.handoff.people import Role
from bot.meaning.vectors import reading
from bot.messages import Channel
from bot.published import FLOWS, LOCALES, TRANSCRIPTS, read_directory, read_screen
from bot.serve import become
from bot.staffing import (
    add_staff,
    list_staff,
    reset_staff,
    set_up_demonstration,
    start_drill,
    train_staff,
)
from bot.talk import hold
from bot.understanding.topics import understand as read_meaning

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False)
staff = typer.Typer(no_args_is_help=True, help="Accounts of the staff.")
flows = typer.Typer(no_args_is_help=True, help="The flows' files.")
app.add_typer(db, name="db")
app.add_typer(keys, name="keys")
app.add_typer(staff, name="staff")
app.add_typer(directory, name="directory")
app.add_typer(flows, name="flows")
app.add_typer(people, name="people")
app.add_typer(channels, name="channels")
app.add_typer(audit, name="audit")


@app.command()
@told
def serve(
    only: Annotated[str, typer.Option(help="Roles, with commas: public, staff, worker.")] = "",
) -> None:
    """Run the sites until interrupted."""
    become(*filter(None, only.split(",")))


@app.command()
@told
def demo() -> None:
    """Run everything with demonstration data, and print the links and a first login."""
    os.environ.setdefault("FILO_MODE", "demo")
    asyncio.run(set_up_demonstration(load(os.environ)))
    become("--demo")


@app.command()
@told
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
    with reading() as reader:
        asyncio.run(hold(scene, channel, lang, moment, lines(), say, reader))


@app.command()
@told
def check(
    production: Annotated[bool, typer.Option(help="Also what only production forbids.")] = False,
) -> None:
    """Run the publish gate over the flows and their translations."""
    problems = gate.run(FLOWS, LOCALES, transcripts_dir=TRANSCRIPTS, production=production)
    say(gate.render(problems))
    if any(problem.severity == "error" for problem in problems):
        raise typer.Exit(1)


@app.command()
@told
def understand(lang: Annotated[str, typer.Option(help="The language.")] = "it") -> None:
    """Say what each line of standard input means, as JSON."""
    screen = read_screen()
    with reading() as reader:
        for line in lines():
            vector = reader.read_now(line) if reader else None
            meant = read_meaning(line, lang, screen, vector)
            found = {"danger": meant.danger, "topics": meant.topics, "decision": meant.decision}
            say(json.dumps(found, ensure_ascii=False))


@app.command()
@told
def doctor(
    paper: Annotated[
        bool,
        typer.Option(help="Try the paper copy: type two sheets on standard input."),
    ] = False,
) -> None:
    """Look at settings, key, database, disk, clock and directory, and say what to mend."""
    if paper:
        say(str(asyncio.run(try_paper(load(os.environ), lines()))))
        return
    findings = asyncio.run(look_over(os.environ, read_directory(), now()))
    for finding in findings:
        say(str(finding))
    if any(finding.grade is Grade.GRAVE for finding in findings):
        raise typer.Exit(1)


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


@flows.command("fmt")
@told
def flows_fmt(
    check_only: Annotated[
        bool, typer.Option("--check", help="Only say which would change.")
    ] = False,
) -> None:
    """Write every flow in its canonical form."""
    changed = 0
    for path in sorted(FLOWS.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        written = canonical(text)
        if written != text:
            changed += 1
            say(str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path))
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
