"""What a data officer does from the command line, on the database of the settings."""

from __future__ import annotations

from typing import Any

from bot.assemble import house, now, store_of
from bot.config import Settings
from bot.handoff.people import Account, Role
from bot.handoff.subject import Found, Reference
from bot.messages import Erased, Inbound, Thread
from bot.storage.desk import SqlDesk
from bot.storage.ids import RandomIds
from bot.storage.people import SqlPeople
from bot.storage.sql import SqlStore
from bot.storage.staff import SqlAccounts
from bot.storage.staff_trouble import UnknownLoginError
from bot.storage.trouble import StorageError


async def find_person(settings: Settings, reference: Reference) -> dict[str, str]:
    """What a reference leads to, without any content. Raises ``StorageError`` for nothing."""
    async with store_of(settings) as store:
        found = await _found(SqlPeople(store), reference)
    return {
        "kind": found.kind,
        "id": found.id,
        "network": found.network,
        "language": found.language,
        "since": found.since.isoformat(timespec="seconds"),
        "kept_until": found.forget_at.isoformat(timespec="seconds"),
    }


async def export_person(settings: Settings, reference: Reference, login: str) -> dict[str, Any]:
    """Everything that is kept; the audit says who asked. Raises ``StorageError`` for nothing and
    ``UnknownLoginError`` where the login is no data officer's."""
    async with store_of(settings) as store:
        officer = await _officer(store, login)
        people = SqlPeople(store)
        found = await _found(people, reference)
        kept = await people.export(found)
        if kept is None:
            raise _nothing()
        await _record(store, officer, "person.export", found)
    return kept


async def erase_person(settings: Settings, reference: Reference, login: str) -> str:
    """Destroy everything that is kept, also in the files; what kind it was. Raises as above."""
    async with house(settings) as service:
        officer = await _officer(service.store, login)
        found = await _found(service.people, reference)
        if found.kind == "letter":
            await service.people.erase_letter(found.id, now())
        else:
            what = Erased(officer.id)
            await service.inbox.post(Inbound(service.ids.new(), Thread(found.id), now(), what))
        await _record(service.store, officer, "person.erase", found)
        await service.sweep()
    return found.kind


async def _officer(store: SqlStore, login: str) -> Account:
    found = await SqlAccounts(store).credentials(login)
    if found is None or found.account.role is not Role.DATA_OFFICER:
        raise UnknownLoginError(
            f"{login} is no data officer: make an account with"
            " `filo staff add NAME --role data_officer --network NETWORK`."
        )
    return found.account


async def _found(people: SqlPeople, reference: Reference) -> Found:
    found = await people.find(reference, None)
    if found is None:
        raise _nothing()
    return found


async def _record(store: SqlStore, officer: Account, act: str, found: Found) -> None:
    await SqlDesk(store, RandomIds().new).record(officer.id, act, found.id, now())


def _nothing() -> StorageError:
    return StorageError(
        "Nothing is kept under this id or number.",
        "Check it with her; what is past its time is gone.",
    )
