"""A flow that is too large for one file, as several: a foreign one may have thousands of nodes.

The parts hold the steps. Where a step leads into another part, its part writes down where to and
ends; the flow itself reads that and enters the right part. So any two steps may lead to each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.engine.editing.sheet import Plain
from bot.interchange.names import Names
from bot.interchange.writing import step_lines

LARGEST = 150_000
"""Characters of the steps of one part; a file may have 256 kB, and what is added stays below."""

_ENDS = ("next", "else", "accepted", "unavailable", "closed", "done")
Steps = Mapping[str, Mapping[str, Plain]]


@dataclass(frozen=True, slots=True)
class Divided:
    """One of the flows that a large one was divided into. ``own``: its steps of the large one."""

    name: str
    start: str
    steps: Steps
    own: frozenset[str]


def is_large(steps: Steps) -> bool:
    """Whether the steps of a flow fill more than one part."""
    return sum(map(_size, steps.values())) > LARGEST


def divided(
    name: str, start: str, steps: Steps, variable: str, names: Names, largest: int = LARGEST
) -> list[Divided]:
    """The flows that do what one with these steps would; the first of them has its name.

    ``variable`` is a name that nothing else uses; ``largest`` the characters of a part.
    """
    parts = list(_parts(steps, largest))
    part_of = {step: at for at, part in enumerate(parts) for step in part}
    called = [names.give(f"{name} part {at + 1}", "part") for at in range(len(parts))]
    entered: dict[int, dict[str, None]] = {part_of[start]: {start: None}}
    made = []
    for at, part in enumerate(parts):
        bridges: dict[str, Mapping[str, Plain]] = {}
        moved = {step: _led(body, at, part_of, variable, bridges) for step, body in part.items()}
        for step in bridges:
            target = step.removeprefix("go_")
            entered.setdefault(part_of[target], {})[target] = None
        made.append((moved, bridges))
    found = [_dispatcher(name, start, called, entered, variable)]
    for at, (moved, bridges) in enumerate(made):
        # An end within a part is an end of the whole: nothing is entered after it.
        own = {step: _ended(body, variable) for step, body in moved.items()}
        arrive: dict[str, Plain] = {
            "when": [
                {"if": f'{variable} == "{step}"', "next": step} for step in entered.get(at, ())
            ],
            "else": "leave",
        }
        whole = {"arrive": arrive, **own, **bridges, "leave": {"end": "true"}}
        found.append(Divided(called[at], "arrive", whole, frozenset(parts[at])))
    return found


def _size(body: Mapping[str, Plain]) -> int:
    # A letter of another script may take four bytes in the file.
    return 60 + sum(len(line) for line in step_lines(body))


def _parts(steps: Steps, largest: int) -> Iterator[Steps]:
    part: dict[str, Mapping[str, Plain]] = {}
    size = 0
    for step, body in steps.items():
        more = _size(body)
        if part and size + more > largest:
            yield part
            part, size = {}, 0
        part[step] = body
        size += more
    yield part


def _led(
    body: Mapping[str, Plain],
    at: int,
    part_of: Mapping[str, int],
    variable: str,
    bridges: dict[str, Mapping[str, Plain]],
) -> Mapping[str, Plain]:
    """A step whose ways into other parts lead over a bridge."""

    def way(target: str) -> str:
        if part_of[target] == at:
            return target
        bridge = f"go_{target}"
        bridges[bridge] = {"set": {variable: f'"{target}"'}, "next": "leave"}
        return bridge

    def led(key: str, value: Plain) -> Plain:
        if isinstance(value, str):
            return way(value) if key in _ENDS else value
        if key in {"set", "with", "handoff", "match", "marks"}:
            return value
        if isinstance(value, Mapping):
            return {name: led(name, item) for name, item in value.items()}
        return [led("", item) for item in value]

    return {key: led(key, value) for key, value in body.items()}


def _ended(body: Mapping[str, Plain], variable: str) -> Mapping[str, Plain]:
    if "end" in body:
        return {"set": {variable: '""'}, "next": "leave"}
    return body


def _dispatcher(
    name: str,
    start: str,
    called: list[str],
    entered: Mapping[int, Mapping[str, None]],
    variable: str,
) -> Divided:
    steps: dict[str, Mapping[str, Plain]] = {
        "begin": {"set": {variable: f'"{start}"'}, "next": "which"},
        "which": {
            "when": [
                {"if": f'{variable} == "{step}"', "next": f"enter_{at + 1}"}
                for at, targets in sorted(entered.items())
                for step in targets
            ],
            "else": "leave",
        },
    }
    for at in sorted(entered):
        steps[f"enter_{at + 1}"] = {"flow": called[at], "next": "which"}
    steps["leave"] = {"end": "true"}
    return Divided(name, "begin", steps, frozenset())
