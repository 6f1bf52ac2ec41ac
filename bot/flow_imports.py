"""Flows of other products in and out: files on this machine, drafts in the database."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from bot.conversation.calls import CALLS
from bot.directory.model import Directory
from bot.engine.contexts import flow_passages
from bot.engine.editing.drafts import Draft, OvertakenError, Texts
from bot.engine.flow import AnyStep, Ask, CallStep, Flow, HandoffStep, Set, When
from bot.engine.load import load_flow
from bot.engine.problems import Problem
from bot.handoff.people import Account, Role
from bot.interchange.importing import Imported, Ours, import_rapidpro
from bot.interchange.report import ForeignFileError
from bot.interchange.turning import ADDED
from bot.published import Source
from bot.storage.desk import SqlDesk
from bot.storage.flows import SqlFlows
from bot.storage.ids import RandomIds
from bot.storage.sql import SqlStore
from bot.storage.staff import SqlAccounts
from bot.storage.staff_trouble import UnknownLoginError
from bot.told import ToldError
from bot.tongues import LANGUAGES
from bot.workshop.pieces import composed, judged

MOST_BYTES = 60_000_000


class ImportRefusedError(ToldError):
    """Nothing was imported. The message says why."""


def flows_of(source: Source) -> dict[str, Flow]:
    """Every flow that can be read, by name."""
    read = {name: load_flow(text, name, CALLS)[0] for name, text in source.flows.items()}
    return {name: flow for name, flow in read.items() if flow is not None}


def read_flows(path: Path, source: Source, taken: Sequence[str] = ()) -> Imported:
    """The flows of a file, beside ours. Raises ``ImportRefusedError``, ``OSError``.

    ``taken``: names of drafts that are no flows yet.
    """
    if path.stat().st_size > MOST_BYTES:
        raise ImportRefusedError(f"{path.name}: the file is larger than 60 MB.")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ImportRefusedError(f"{path.name}: the file is no text in UTF-8.") from None
    flows = flows_of(source)
    ours = Ours(
        flows=frozenset({*source.flows, *taken}),
        variables=frozenset(_variables(flows)),
        calls=frozenset(CALLS),
        languages=LANGUAGES,
        memory=_memory(flows, source.catalogues),
    )
    try:
        imported = import_rapidpro(text, ours)
    except ForeignFileError as error:
        raise ImportRefusedError(f"{path.name}: {error}") from None
    for flow in imported.flows:
        problems = load_flow(flow.text, flow.name, CALLS)[1]
        if problems:
            raise ImportRefusedError(f"{path.name}: a flow cannot be written. {problems[0]}")
    return imported


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


def write_folder(imported: Imported, folder: Path) -> list[Path]:
    """The flows as YAML with their translations and positions beside, none over another file.

    Raises ``ImportRefusedError`` where a file is there already: then none was written.
    """
    files: dict[Path, str] = {folder / f"{one.name}.yaml": one.text for one in imported.flows}
    texts: dict[str, dict[str, str]] = {}
    for one in imported.flows:
        for language, told in one.texts.items():
            texts.setdefault(language, {}).update(told)
    places = {one.name: json.loads(one.positions) for one in imported.flows}
    files[folder / "translations.json"] = _json(texts)
    files[folder / "positions.json"] = _json(places)
    there = [path.name for path in files if path.exists()]
    if there:
        raise ImportRefusedError(
            f"{there[0]} is there already in {folder}: choose an empty folder with --to."
        )
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    try:
        for path, text in files.items():
            written.append(path)
            path.write_text(text, encoding="utf-8")
    except OSError:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return written


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


async def writer(store: SqlStore, login: str) -> Account:
    """Who may write flows under that login. Raises ``UnknownLoginError``."""
    found = await SqlAccounts(store).find(login)
    if found is None or found.role is not Role.NETWORK_ADMIN or found.suspended_at is not None:
        raise UnknownLoginError(
            f"{login} may not write flows: make an account with"
            " `filo staff add NAME --role network_admin --network NETWORK`."
        )
    return found


async def keep_drafts(
    store: SqlStore, drafts: Sequence[Draft], places: Mapping[str, str], by: Account, now: datetime
) -> None:
    """Keep the drafts and where their steps stand (by flow, as JSON), all of it or nothing.

    Raises ``ImportRefusedError``.
    """
    try:
        await SqlFlows(store).save_all(drafts, places)
    except OvertakenError:
        raise ImportRefusedError(
            "Somebody began a flow of the same name meanwhile: nothing was kept. Try again."
        ) from None
    desk = SqlDesk(store, RandomIds().new)
    for draft in drafts:
        await desk.record(by.id, "flows.create", draft.flow, now)
