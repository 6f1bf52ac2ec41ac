"""Flows of other products, as drafts of ours."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.calls import CALLS
from bot.directory.model import Directory
from bot.engine.contexts import flow_passages
from bot.engine.editing.drafts import Draft, Texts
from bot.engine.flow import AnyStep, Ask, CallStep, Flow, HandoffStep, Set, When
from bot.engine.load import load_flow
from bot.engine.problems import Problem
from bot.interchange.importing import Imported, Ours, import_rapidpro
from bot.interchange.report import ForeignFileError
from bot.interchange.turning import ADDED
from bot.publishing.published import Source
from bot.storage.flows import SqlFlows
from bot.text.tongues import LANGUAGES
from bot.workshop.documents import names
from bot.workshop.pieces import composed, judged
from bot.workshop.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file became: its flows, what has no counterpart, what the gate asks for."""

    imported: Imported
    problems: Sequence[Problem]


class Incoming:
    """Takes files of other products in."""

    def __init__(
        self, workshop: Workshop, flows: SqlFlows, directory: Callable[[], Directory]
    ) -> None:
        self._workshop = workshop
        self._flows = flows
        self._directory = directory

    async def read(self, text: str, by: str, now: datetime, *, keep: bool) -> Brought:
        """What becomes of a file; where it is to ``keep``, drafts of that account, all or none.

        Raises ``ForeignFileError``, ``OvertakenError``.
        """
        live = await self._workshop.live()
        taken = [one.flow for one in await self._flows.drafts()]
        directory = self._directory()
        brought, drafts = await asyncio.to_thread(_read, text, live, taken, directory, by, now)
        if keep:
            places = {one.name: one.positions for one in brought.imported.flows}
            await self._flows.save_all(drafts, places)
        return brought


def _read(
    text: str, live: Source, taken: Sequence[str], directory: Directory, by: str, now: datetime
) -> tuple[Brought, list[Draft]]:
    imported = read_foreign(text, live, taken)
    drafts = drafts_of(imported, by, now)
    return Brought(imported, remaining(drafts, live, directory)), drafts


def read_foreign(text: str, source: Source, taken: Sequence[str] = ()) -> Imported:
    """The flows of a file, beside ours. Raises ``ForeignFileError``.

    ``taken``: names of drafts that are no flows yet.
    """
    flows = flows_of(source)
    ours = Ours(
        flows=frozenset({*names(source), *taken}),
        variables=frozenset(_variables(flows)),
        calls=frozenset(CALLS),
        languages=LANGUAGES,
        memory=_memory(flows, source.catalogues),
    )
    imported = import_rapidpro(text, ours)
    for flow in imported.flows:
        problems = load_flow(flow.text, flow.name, CALLS)[1]
        if problems:
            raise ForeignFileError(f"a flow cannot be written. {problems[0]}")
    return imported


def flows_of(source: Source) -> dict[str, Flow]:
    """Every flow that can be read, by name."""
    read = {name: load_flow(text, name, CALLS)[0] for name, text in source.flows.items()}
    return {name: flow for name, flow in read.items() if flow is not None}


def _variables(flows: Mapping[str, Flow]) -> Iterator[str]:
    """Every name that means something in our flows: what they set, ask for, read and are told."""
    for spec in CALLS.values():
        yield from spec.saves
    for flow in flows.values():
        for step in flow.steps.values():
            yield from _names(step)


def _names(step: AnyStep) -> Iterator[str]:
    if isinstance(step, Ask):
        for choice in step.choices:
            yield from choice.set
            yield from choice.when.names if choice.when else ()
        if step.input is not None:
            yield step.input.save
        if step.choices_from is not None:
            yield from (step.choices_from.variable, step.choices_from.save)
    elif isinstance(step, Set):
        yield from step.values
    elif isinstance(step, When):
        for expression, _ in step.cases:
            yield from expression.names
    elif isinstance(step, CallStep | HandoffStep):
        if isinstance(step, CallStep) and step.save:
            yield from (f"{step.save}_{name}" for name in CALLS[step.call].saves)
        for expression in step.args.values():
            yield from expression.names


def _memory(flows: Mapping[str, Flow], catalogues: Texts) -> dict[str, dict[str, str]]:
    """How what every import adds is translated where our flows say it."""
    found: dict[str, dict[str, str]] = {}
    for flow in flows.values():
        for passage in flow_passages(flow):
            if passage.source in ADDED:
                for language, texts in catalogues.items():
                    if text := texts.get(passage.context):
                        found.setdefault(language, {})[passage.source] = text
    return found


def drafts_of(imported: Imported, by: str, now: datetime) -> list[Draft]:
    """A draft for each flow, written by that account."""
    return [Draft(one.name, one.text, "", 1, now, (by,), one.texts) for one in imported.flows]


def remaining(drafts: Sequence[Draft], source: Source, directory: Directory) -> list[Problem]:
    """What the gate says of these drafts: what remains to be done before they can be published."""
    names = {one.flow for one in drafts}
    return [one for one in judged(composed(source, drafts), directory) if one.flow in names]
