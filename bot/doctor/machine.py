"""What ``filo doctor`` asks of the machine: keys, database, disk, clock, certificates."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from bot.config import Settings
from bot.doctor.findings import Check, Finding, Grade, Patient
from bot.storage.database import parsed
from bot.storage.ledger import beside

LITTLE = 1_000_000_000
TOO_LITTLE = 100_000_000
"""Bytes free on the disk of the database: a warning below the first, grave below the second."""

CLOCKS_DIFFER = timedelta(minutes=5)
DATABASE_DIFFERS = timedelta(seconds=30)
"""Leases and expiries of several machines are compared with each other."""

CERTIFICATE_WARNS, CERTIFICATE_GRAVE = timedelta(days=21), timedelta(days=7)


def _key_file(patient: Patient) -> Iterator[Finding]:
    """Its own rights were checked when it was read; here those of its folder, and where it is."""
    if not patient.has_key:
        return
    path = patient.settings.master_key_file
    if path.parent.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        what = f"Others may write in the folder {path.parent}, and put another key in its place."
        yield Finding("key file", Grade.GRAVE, what, f"Run `chmod go-w {path.parent}`.")
        return
    database = _sqlite_file(patient.settings)
    if database is not None and database.parent.resolve() == path.parent.resolve():
        what = "The key lies in the folder of the database: a copy of the folder opens everything."
        remedy = "Move it, and set FILO_MASTER_KEY_FILE."
        yield Finding("key file", Grade.WARNING, what, remedy)
        return
    yield Finding("key file", Grade.WELL, "Its owner alone reads it.")


def _canary(patient: Patient) -> Iterator[Finding]:
    opens = patient.database.key_opens if patient.database else None
    if opens:
        yield Finding("canary", Grade.WELL, "The key opens what this database was sealed with.")
    elif opens is False:
        what = "The key does not open this database."
        remedy = "Put the right key file in its place: `filo keys restore` makes it out of paper."
        yield Finding("canary", Grade.GRAVE, what, remedy)


def _rotation(patient: Patient) -> Iterator[Finding]:
    """Two keys are two things to lose: that is to be over some day."""
    keys, grade = patient.database.keys if patient.database else None, Grade.WARNING
    if keys is None:
        return
    if keys.rotating:
        what = f"{keys.left.left} values are left under the old key."
        remedy = "`filo keys status` says when `filo keys retire` may come."
    elif keys.waits:
        what, remedy = "A new key is here and seals nothing yet.", "Run `filo keys rotate`."
    elif patient.settings.next_key_file:
        what, remedy = "FILO_NEXT_KEY_FILE names a key that is done.", "See docs/deployment.md."
    else:
        what, remedy, grade = "One key seals.", "", Grade.WELL
    yield Finding("rotation", grade, what, remedy)


def _revision(patient: Patient) -> Iterator[Finding]:
    database = patient.database
    if database is None:
        return
    if database.revision == database.expected:
        yield Finding("database", Grade.WELL, f"It is at this version ({database.revision}).")
    else:
        what = f"It is at version {database.revision or 'none'}, not {database.expected}."
        remedy = "Run `filo db upgrade`, or the program that the database belongs to."
        yield Finding("database", Grade.GRAVE, what, remedy)


def _log(patient: Patient) -> Iterator[Finding]:
    if patient.database is not None and patient.database.log_goes is False:
        what = "PostgreSQL keeps what was forgotten in its log until it is written over."
        remedy = (
            "Set wal_recycle=off, and let the role end a segment: `grant pg_checkpoint to ROLE`,"
            " `grant execute on function pg_switch_wal() to ROLE`."
        )
        yield Finding("log", Grade.WARNING, what, remedy)


def _ledger(patient: Patient) -> Iterator[Finding]:
    settings = patient.settings
    path = settings.ledger_file or beside(parsed(settings.database_url))
    if path is None:
        what = "The ledger of the forgotten has no second copy outside PostgreSQL."
        yield Finding("ledger", Grade.WARNING, what, "Set FILO_LEDGER_FILE.")
    elif path.exists() and path.stat().st_mode & 0o077:
        yield Finding("ledger", Grade.WARNING, f"Others may read {path}.", f"`chmod 600 {path}`")
    else:
        yield Finding("ledger", Grade.WELL, f"Its second copy goes to {path}.")


def _disk(patient: Patient) -> Iterator[Finding]:
    """That of PostgreSQL may be elsewhere: here at least the ledger has to have room."""
    written = _sqlite_file(patient.settings) or patient.settings.ledger_file
    if written is None:
        return
    folder = next((one for one in written.absolute().parents if one.is_dir()), Path("/"))
    free = patient.free(folder)
    grade = Grade.GRAVE if free < TOO_LITTLE else Grade.WARNING if free < LITTLE else Grade.WELL
    remedy = "" if grade is Grade.WELL else "Free some space: forgetting needs room too."
    yield Finding("disk", grade, f"{free // 1_000_000} MB are free.", remedy)


def _clock(patient: Patient) -> Iterator[Finding]:
    """A clock that is behind sends late messages and forgets nobody; one ahead forgets everybody.

    What the database and the directory know cannot lie in the future.
    """
    newest = patient.database.newest if patient.database else None
    verified = [
        network.fact.verified_on
        for network in patient.directory.networks()
        if network.fact.verified_on is not None
    ]
    behind = newest is not None and newest - patient.now > CLOCKS_DIFFER
    other = patient.database.clock if patient.database else None
    if other is not None and abs(other - patient.now) > DATABASE_DIFFERS:
        what = f"It says {patient.now:%H:%M:%S} UTC, and the database's says {other:%H:%M:%S}."
        yield Finding("clock", Grade.GRAVE, what, "Let NTP keep both.")
    elif behind or any(day > patient.now.date() for day in verified):
        what = f"It says {patient.now:%Y-%m-%d %H:%M} UTC, and something happened later already."
        yield Finding("clock", Grade.GRAVE, what, "Set the clock, and let NTP keep it.")
    else:
        yield Finding("clock", Grade.WELL, f"It says {patient.now:%Y-%m-%d %H:%M} UTC.")


def _certificate(patient: Patient) -> Iterator[Finding]:
    """Without one that browsers trust she reads a warning that tells more than any cover."""
    for url, until in patient.certificates.items():
        remedy = "Look whether the proxy renews it (docs/deployment.md)."
        if isinstance(until, str):
            yield Finding("certificates", Grade.GRAVE, f"{url}: {until}", remedy)
            continue
        left = until - patient.now
        grade = Grade.WARNING if left < CERTIFICATE_WARNS else Grade.WELL
        grade = Grade.GRAVE if left < CERTIFICATE_GRAVE else grade
        what = f"{url}: good until {until:%Y-%m-%d}."
        yield Finding("certificates", grade, what, "" if grade is Grade.WELL else remedy)


def _sqlite_file(settings: Settings) -> Path | None:
    url = parsed(settings.database_url)
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


MACHINE: tuple[Check, ...] = (
    _key_file,
    _canary,
    _rotation,
    _revision,
    _log,
    _ledger,
    _disk,
    _clock,
    _certificate,
)
"""In the order in which they are told."""
