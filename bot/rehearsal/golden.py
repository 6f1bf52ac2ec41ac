"""Whether the golden transcripts still go as they are written, and what none of them takes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest

from bot.conversation.cover_hearing import menu_of
from bot.conversation.scene import Scene
from bot.engine.effects import Took
from bot.engine.flow import SILENCE, Ask, Bundle
from bot.engine.problems import Problem, Severity
from bot.publishing.published import DEFAULT_COVER
from bot.rehearsal.playing import play
from bot.rehearsal.transcripts import HERS, Transcript
from bot.storage.memory import MemoryStore

UPDATE = ".venv/bin/pytest tests/transcripts --update"
"""What writes every transcript anew."""

SHOWN = 60
"""So many characters of a line are quoted in a problem."""


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
