"""Golden transcripts: what she writes and sees, line by line, played through the real shell.

A file is ``<flow>.<language>.<channel>.txt`` (a further part may follow the flow's name with a
hyphen). A line that begins with ``> `` is hers, ``> (sticker)`` is something that is no text, and
``> (silence)`` lets the timeout of her question come, ``> (nobody comes)`` tells her that nobody
has taken her case for long, and ``> (asked referral)`` is her human, who
takes her case where she waits, and asks her one of ``proposals.Wish``. ``# on duty`` puts an
operator there who speaks Italian, ``# on duty ar fr`` one for each language; ``# drilled`` lets
every network promise that alarms are seen, ``# in the box: <text>`` is what an operator could not
give her, ``# all busy`` has whoever is on duty pause, ``# desks`` opens a calendar of every kind
to everybody, ``# desks full`` one in which
nothing is free, ``# calls`` has the training calls of a demonstration and a desk that reads her
interest in them, ``# nobody elsewhere``
leaves the agency that her human asks her about without anybody, and ``# cover: <name>`` is
somebody who comes without the key and meets that cover.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby, zip_longest
from pathlib import Path

from bot.appointments.calendar import KINDS, NEEDS, Calendar, Exceptional, Window
from bot.conversation.cover_hearing import menu_of
from bot.conversation.scene import Scene
from bot.conversation.state import Held
from bot.engine.effects import Took
from bot.engine.flow import SILENCE, Ask, Bundle
from bot.engine.problems import Problem, Severity
from bot.handoff.agencies import Kind
from bot.handoff.alarm import drilled
from bot.handoff.interest import Desk
from bot.handoff.procedure import Times
from bot.handoff.routing import Carrying
from bot.joined import demonstration
from bot.messages import Channel, Media
from bot.proposals import Wish
from bot.published import DEFAULT_COVER
from bot.storage.memory import MemoryStore
from bot.talk import ELSEWHERE, Talk, talking
from bot.tongues import LANGUAGES
from bot.training.demonstration import demonstration_calls
from bot.training.standing import as_known

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""The moment at which every transcript begins."""

UPDATE = ".venv/bin/pytest tests/transcripts --update"
"""What writes every transcript anew."""

HERS = "> "
ON_DUTY = "# on duty"
DRILLED = "# drilled"
IN_THE_BOX = "# in the box: "
COVER = "# cover: "
ALL_BUSY = "# all busy"
DESKS = "# desks"
NOBODY = "# nobody elsewhere"
FULL = "# desks full"
CALLS = "# calls"
ASKED = "(asked "
NOBODY_COMES = "(nobody comes)"
SHOWN = 60
"""So many characters of a line are quoted in a problem."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """One file: what it says, and what she does in it. ``name`` has no suffix."""

    name: str
    text: str

    @property
    def flow(self) -> str:
        """The flow that it is about; ``cover_<name>`` where it is a cover."""
        return self.name.partition(".")[0].partition("-")[0]

    @property
    def about(self) -> str:
        """The flow that its problems are listed under: of a cover its entry flow."""
        return self.cover or self.flow

    @property
    def said(self) -> tuple[str, ...]:
        """What she says or sends, in order."""
        lines = self.text.splitlines()
        return tuple(line.removeprefix(HERS) for line in lines if line.startswith(HERS))

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is so before she comes."""
        return tuple(line for line in self.text.splitlines() if line.startswith("# "))

    @property
    def cover(self) -> str:
        """The cover that she meets; empty where she has the key."""
        return next((line[len(COVER) :] for line in self.remarks if line.startswith(COVER)), "")


@dataclass(frozen=True, slots=True)
class Played:
    """A transcript as it goes now: its text, and the choices and timeouts that it took."""

    text: str
    took: frozenset[Took]


def read_transcripts(folder: Path) -> tuple[list[Transcript], list[Problem]]:
    """The transcripts of a folder by name, and those that cannot be played; none without it."""
    found: list[Transcript] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.txt")):
        _, *rest = path.stem.split(".")
        if len(rest) != 2 or rest[0] not in LANGUAGES or rest[1] not in set(Channel):
            what = f"{path.name} names no flow, language and channel"
            problems.append(_unreadable(path, what, "call it <flow>.<language>.<channel>.txt"))
            continue
        try:
            found.append(Transcript(path.stem, path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            problems.append(_unreadable(path, f"{path.name} is no UTF-8", "save it as UTF-8"))
    return found, problems


def _unreadable(path: Path, what: str, remedy: str) -> Problem:
    flow = path.name.partition(".")[0].partition("-")[0]
    return Problem(flow, "", 0, "rehearsal/unreadable", what, remedy)


async def play(
    transcript: Transcript,
    scene: Scene,
    store: MemoryStore,
    after_each: Callable[[Talk], Awaitable[None]] | None = None,
) -> Played:
    """The transcript as it goes in this scene, whose cover is the one that she meets.

    ``store`` is empty. ``after_each`` is awaited after everything that she does.
    """
    _, language, channel = transcript.name.split(".")
    remarks = transcript.remarks
    _prepare(store, scene, remarks)
    if CALLS in remarks:
        calls = demonstration_calls(NOW)
        scene = replace(scene, calls=calls, known=as_known(calls, NOW))
    out = list(remarks)
    async with talking(
        scene,
        Channel(channel),
        language,
        NOW,
        store,
        has_phone=lambda _: DRILLED in remarks,
    ) as talk:
        out += [] if transcript.cover else await talk.open()
        _fill_the_box(store, remarks)
        for text in transcript.said:
            out += ["", f"{HERS}{text}", *await _done(talk, text)]
            if after_each is not None:
                await after_each(talk)
    return Played("\n".join(out) + "\n", frozenset(talk.took))


async def _done(talk: Talk, text: str) -> list[str]:
    if text == SILENCE:
        return await talk.fall_silent()
    if text == NOBODY_COMES:
        return await talk.wait_long()
    if text.startswith(ASKED) and text[len(ASKED) : -1] in set(Wish):
        return await talk.asked(Wish(text[len(ASKED) : -1]))
    if text.startswith("(") and text[1:-1] in set(Media):
        return await talk.send(Media(text[1:-1]))
    return await talk.say(text)


def _prepare(store: MemoryStore, scene: Scene, remarks: Sequence[str]) -> None:
    """Everybody is on duty, and has seen a drill, where the transcript says so."""
    on_duty = [line for line in remarks if line.startswith(ON_DUTY)]
    if {DESKS, FULL} & set(remarks):
        _open_desks(store, scene, remarks)
    if CALLS in remarks:
        schools = (one for one in demonstration() if one.kind is Kind.TRAINING)
        store.interests.open = tuple(Desk(one, Times().referral_days) for one in schools)
    for network in scene.directory.networks():
        there = not (NOBODY in remarks and network.id == ELSEWHERE)
        for line in on_duty if there else ():
            for spoken in line.removeprefix(ON_DUTY).split() or ("it",):
                store.put_duty(f"op-{spoken}", network.id, spoken, NOW + timedelta(hours=9))
                if ALL_BUSY in remarks:
                    paused = Carrying(paused_until=NOW + timedelta(hours=1))
                    store.routing.carrying[f"op-{spoken}"] = paused
        if DRILLED in remarks:
            drill = drilled(f"drill-{network.id}", network.id, NOW - timedelta(days=3))
            seen = replace(drill, acknowledged_at=drill.raised_at + timedelta(seconds=30))
            store.alarms[drill.id] = seen


def _open_desks(store: MemoryStore, scene: Scene, remarks: Sequence[str]) -> None:
    """Desks that receive from Tuesday to Thursday; those of the networks answer as they do."""
    directory = scene.directory
    week = tuple(Window(day, 9 * 60, 17 * 60, women=True) for day in (1, 2, 3))
    away = Exceptional(NOW.date(), NOW.date() + timedelta(days=90))
    places = frozenset((*directory.job_centres, *directory.offices))
    for kind in KINDS:
        for agency in directory.offices if kind == "cav" else ("desk",):
            id = f"{kind}-{agency}"
            store.appointments.calendars[id] = Calendar(
                id,
                agency,
                kind,
                kind,
                week,
                "un ufficio dimostrativo",
                exceptions=(away,) if FULL in remarks else (),
                serves=frozenset() if kind == "cav" else places,
                needs=frozenset(NEEDS) - {""},
            )


def _fill_the_box(store: MemoryStore, remarks: Sequence[str]) -> None:
    """Put what the transcript says into the box of everybody who talks."""
    texts = [line.removeprefix(IN_THE_BOX) for line in remarks if line.startswith(IN_THE_BOX)]
    week = NOW + timedelta(days=7)
    for conversation in store.conversations:
        for number, text in enumerate(texts):
            id = f"{conversation}-{number}"
            store.held.save([Held(id, conversation, "", "", "", NOW, week, "box", text)], ())


def rehearse(
    transcripts: Sequence[Transcript], scene: Scene, covers: Mapping[str, Bundle]
) -> list[Problem]:
    """Every transcript that goes another way now, and every choice and timeout that none takes.

    ``covers`` by name. Each transcript is played once; ``scene`` has the cover of whoever leaves.
    """
    problems: list[Problem] = []
    took: set[Took] = set()
    for transcript in transcripts:
        cover = covers.get(transcript.cover or DEFAULT_COVER)
        if cover is None:
            what = f"{transcript.name}.txt meets a cover that cannot be played"
            remedy = "name one of flows/covers"
            problems.append(Problem(transcript.about, "", 0, "rehearsal/unreadable", what, remedy))
            continue
        played = asyncio.run(play(transcript, replace(scene, cover=cover), MemoryStore()))
        took |= played.took
        if played.text != transcript.text:
            problems.append(_fails(transcript, played.text))
    ways = [*_ways(scene.newest), *(way for name in covers for way in _ways_of_cover(covers[name]))]
    return problems + list(_unvisited(ways, took))


def _fails(transcript: Transcript, now: str) -> Problem:
    """The first line that differs."""
    before, after = transcript.text.split("\n"), now.split("\n")
    pairs = enumerate(zip_longest(before, after), start=1)
    number, (was, came) = next((at, pair) for at, pair in pairs if pair[0] != pair[1])
    what = f"{transcript.name}.txt:{number} has {_quoted(was)}, and now comes {_quoted(came)}"
    remedy = f"look which is right; where it is the new line, run {UPDATE}"
    return Problem(transcript.about, "", 0, "rehearsal/fails", what, remedy)


def _quoted(line: str | None) -> str:
    if not line:
        return "nothing more" if line is None else "an empty line"
    return f"«{line[:SHOWN]}…»" if len(line) > SHOWN else f"«{line}»"


def _ways(bundle: Bundle) -> Iterator[Took]:
    """Every choice and timeout of a bundle."""
    for flow in bundle.flows.values():
        for step in flow.steps.values():
            if isinstance(step, Ask):
                ends = (step.choices_from, step.timeout)
                for way in (*step.choices, *(end for end in ends if end is not None)):
                    yield Took(flow.id, step.id, way.id)


def _ways_of_cover(cover: Bundle) -> Iterator[Took]:
    """What its menu offers; a cover waits for nothing, so its timeout never comes."""
    menu = menu_of(cover)
    return (Took(cover.entry, menu.id, choice.id) for choice in menu.choices)


def _unvisited(ways: Sequence[Took], took: Iterable[Took]) -> Iterator[Problem]:
    """One warning for each flow, with its steps in order."""
    visited = set(took)
    for flow, of_flow in groupby(ways, key=lambda way: way.flow):
        every = list(of_flow)
        missing = [way for way in every if way not in visited]
        if missing:
            steps = groupby(missing, key=lambda way: way.step)
            listed = "; ".join(
                f"{step}: {', '.join(way.way for way in left)}" for step, left in steps
            )
            what = f"no transcript takes {len(missing)} of {len(every)} ways on: {listed}"
            yield Problem(
                flow,
                "",
                0,
                "rehearsal/unvisited",
                what,
                f"add them to one; {HERS}{SILENCE} lets a timeout come",
                Severity.WARNING,
            )
