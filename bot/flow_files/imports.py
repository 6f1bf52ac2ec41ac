"""Flows of other products in and out: files on this machine, drafts in the database."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from bot.engine.editing.drafts import Draft, OvertakenError
from bot.handoff.people import Account, Role
from bot.interchange.importing import Imported
from bot.interchange.report import ForeignFileError
from bot.process.told import ToldError
from bot.publishing.published import Source
from bot.storage.desk import SqlDesk
from bot.storage.flows import SqlFlows
from bot.storage.ids import RandomIds
from bot.storage.sql import SqlStore
from bot.storage.staff import SqlAccounts
from bot.storage.staff_trouble import UnknownLoginError
from bot.workshop.incoming import read_foreign

MOST_BYTES = 60_000_000


class ImportRefusedError(ToldError):
    """Nothing was imported. The message says why."""


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
    try:
        return read_foreign(text, source, taken)
    except ForeignFileError as error:
        raise ImportRefusedError(f"{path.name}: {error}") from None


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
