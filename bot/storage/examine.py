"""Looks at a database without opening it for use: no lock is taken, nothing is written."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from sqlalchemy import URL, Connection, create_engine, func, select, text

from bot.crypto.keys import Keyring
from bot.handoff.adjusting import LANGUAGES
from bot.handoff.audit import Verified
from bot.storage import postgres
from bot.storage.audit_verify import verify
from bot.storage.choice_tables import choices
from bot.storage.database import parsed
from bot.storage.flows import newest_content
from bot.storage.installation import canary_opens, stand_by
from bot.storage.plain import from_ms
from bot.storage.postgres_vacuum import MAY_TRIM
from bot.storage.reviews import digests
from bot.storage.revision import check_revision, newest_revision, revision_of
from bot.storage.rotation import Progress, progress
from bot.storage.staff_tables import audit
from bot.storage.tables import conversations, inbox, tallies
from bot.storage.trouble import StorageError, told

T = TypeVar("T")
_RECYCLES = text("select setting = 'on' from pg_settings where name = 'wal_recycle'")

_NOW = text("select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)")


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found. ``revision`` is empty before the first upgrade.

    ``key_opens`` None: nothing was sealed yet, or no key was given. ``newest``: the latest moment
    that the database knows of. ``log_goes`` None: SQLite, whose log goes with every cleaning.
    ``clock``: what time the database has; None: it runs on this machine's.
    ``muted``: how often a provider's own opt-out answered in our place or ended a talk. ``keys``:
    how a key follows another; None: no key opens it. ``languages``: those that the staff chose to
    offer; empty: nobody chose. ``signed``: language -> context -> what its signature is bound to.
    ``published``: the newest release of the console, packed; None: there is none, or no key.
    """

    revision: str
    expected: str
    key_opens: bool | None = None
    newest: datetime | None = None
    log_goes: bool | None = None
    muted: int = 0
    clock: datetime | None = None
    keys: Progress | None = None
    languages: tuple[str, ...] = ()
    signed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    published: bytes | None = None


async def examine(url: str, keys: Keyring | None, now: datetime) -> Examined:
    """Look at the database of an address. Raises ``StorageError`` where it cannot be reached, or
    where a key is missing beside the one that opens it."""
    return await look(url, lambda connection: _examine(connection, keys, now))


async def opens(url: str, keys: Keyring) -> bool | None:
    """Whether a key opens the canary; None: nothing was sealed yet. Raises ``StorageError``."""
    return await look(url, lambda connection: canary_opens(connection, keys))


async def verify_audit(url: str, keys: Keyring, noted: str = "") -> Verified:
    """Verify the audit's chain while others may write. Raises ``StorageError``."""

    def work(connection: Connection) -> Verified:
        check_revision(connection)
        stand_by(connection, keys)
        return verify(connection, keys.audit, noted)

    return await look(url, work)


async def look(url: str, work: Callable[[Connection], T]) -> T:
    """What the work finds. Raises ``StorageError`` where the database cannot be reached."""
    address = parsed(url)
    if address.get_backend_name() == "sqlite":
        return await asyncio.to_thread(_look_sqlite, address, work)
    return await postgres.once(address, work)


def _look_sqlite(address: URL, work: Callable[[Connection], T]) -> T:
    path = Path(address.database or "")
    if not path.is_file():
        raise StorageError(f"There is no database at {path}.", "Run `filo db upgrade`.")
    # Where nobody has it open, even a reader would make files beside it, in his own name.
    alone = "&immutable=1" if not path.with_name(path.name + "-wal").exists() else ""
    file = quote(str(path.absolute()))
    read_only = f"sqlite+pysqlite:///file:{file}?mode=ro{alone}&uri=true"
    engine = create_engine(read_only, hide_parameters=True)
    try:
        with told(), engine.connect() as connection:
            return work(connection)
    finally:
        engine.dispose()


def _examine(connection: Connection, keys: Keyring | None, now: datetime) -> Examined:
    revision = revision_of(connection) or ""
    if revision != newest_revision():
        return Examined(revision, newest_revision())
    key_opens = canary_opens(connection, keys) if keys is not None else None
    return Examined(
        revision,
        newest_revision(),
        key_opens,
        _newest(connection),
        _log_goes(connection),
        _muted(connection),
        _clock(connection),
        progress(connection, keys, now) if keys is not None and key_opens else None,
        _languages(connection),
        digests(connection),
        newest_content(connection, keys) if keys is not None and key_opens else None,
    )


def _newest(connection: Connection) -> datetime | None:
    moments = [
        connection.execute(select(func.max(column))).scalar()
        for column in (conversations.c.touched_at, inbox.c.at, audit.c.at)
    ]
    known = [moment for moment in moments if moment is not None]
    return from_ms(max(known)) if known else None


def _clock(connection: Connection) -> datetime | None:
    if connection.dialect.name == "sqlite":
        return None
    return from_ms(connection.execute(_NOW).scalar_one())


def _muted(connection: Connection) -> int:
    names = ("opted_out", "opt_out_answers")
    count = select(func.sum(tallies.c.count)).where(tallies.c.name.in_(names))
    return int(connection.execute(count).scalar() or 0)


def _languages(connection: Connection) -> tuple[str, ...]:
    chosen = select(choices.c.value).where(choices.c.name == LANGUAGES)
    value = connection.execute(chosen.order_by(choices.c.seq.desc()).limit(1)).scalar()
    return tuple(value.split(",")) if value else ()


def _log_goes(connection: Connection) -> bool | None:
    if connection.dialect.name == "sqlite":
        return None
    may, recycles = (bool(connection.execute(query).scalar()) for query in (MAY_TRIM, _RECYCLES))
    return may and not recycles
