"""``filo talk``, ``filo check``, ``filo understand``, ``filo doctor``: trying and looking over."""

from __future__ import annotations

import asyncio
import json
import os
from datetime import UTC, datetime
from typing import Annotated

import typer

from bot import check as gate
from bot.assemble import now, published_scene
from bot.commands.directory_here import known_directory
from bot.commands.terminal import lines, say, told
from bot.config import load, own_directory
from bot.doctor.doctor import look_over, try_paper
from bot.doctor.findings import Grade
from bot.meaning.vectors import reading
from bot.messages import Channel
from bot.publishing.published import (
    FLOWS,
    LOCALES,
    NEAR,
    TRANSCRIPTS,
    read_screen,
    read_topics,
)
from bot.talk import hold
from bot.understanding.topics import understand as read_meaning


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
    scene = published_scene(lambda: moment, own=own_directory(os.environ))
    if lang not in scene.newest.languages:
        raise typer.BadParameter(f"--lang is one of {', '.join(scene.newest.languages)}")
    with reading(near=NEAR) as reader:
        asyncio.run(hold(scene, channel, lang, moment, lines(), say, reader))


@told
def check(
    production: Annotated[bool, typer.Option(help="Also what only production forbids.")] = False,
) -> None:
    """Run the publish gate over the flows and their translations."""
    problems = gate.run(FLOWS, LOCALES, transcripts_dir=TRANSCRIPTS, production=production)
    say(gate.render(problems))
    say(gate.reading_ease(FLOWS))
    if any(problem.severity == "error" for problem in problems):
        raise typer.Exit(1)


@told
def understand(lang: Annotated[str, typer.Option(help="The language.")] = "it") -> None:
    """Say what each line of standard input means, as JSON."""
    screen, topics = read_screen(), read_topics()
    with reading(near=NEAR) as reader:
        for line in lines():
            read = reader.read_now(line, screen.doubted(line)) if reader else None
            meant = read_meaning(line, lang, screen, topics, read)
            found = {"danger": meant.danger, "topics": meant.topics, "decision": meant.decision}
            say(json.dumps(found, ensure_ascii=False))


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
    findings = asyncio.run(look_over(os.environ, known_directory(), now()))
    for finding in findings:
        say(str(finding))
    if any(finding.grade is Grade.GRAVE for finding in findings):
        raise typer.Exit(1)
