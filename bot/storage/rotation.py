"""A key follows another: begun and ended in one transaction each, with every process asked.

First every running process has both keys, and opens what either sealed; only then does the new one
seal. At the end nothing is left under the old one, and nobody seals with it or is known by it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, text

from bot.crypto.keys import Keyring
from bot.handoff.choices import COMMAND_LINE
from bot.handoff.trace import Trace
from bot.storage.audit_append import append
from bot.storage.audit_seal import hand_over
from bot.storage.installation import check_key, follow, stand_by
from bot.storage.key_tables import key_nodes
from bot.storage.plain import from_ms, to_ms
from bot.storage.resealing import Left, left
from bot.storage.trouble import StorageError

GONE_AFTER = timedelta(minutes=2)
"""A process that did not say for so long that it runs does not run."""

SETTLES = timedelta(days=1)
"""So long both keys are in use: cookies that were given before stay good, and a process that slept
or a transaction that hung is over."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How it stands. ``nodes``: how many processes run; ``have``: have every key that is here;
    ``seal``: seal with the one that seals now."""

    rotating: bool
    rotated: bool
    since: datetime
    left: Left
    nodes: int
    have: int
    seal: int
    waits: bool
    """Whether a key is here that nothing was sealed with yet."""


def note_node(connection: Connection, keys: Keyring, id: str, now: datetime) -> None:
    """This process runs, and has these keys; it stands by what the database says from now on.

    Raises ``StorageError`` where that needs a key which is not here.
    """
    _lock(connection, "row exclusive")
    stand_by(connection, keys)
    gone = key_nodes.c.at <= to_ms(now - SETTLES)
    connection.execute(delete(key_nodes).where((key_nodes.c.id == id) | gone))
    has = " ".join(sorted(sign.hex() for sign in keys.signs))
    seals = keys.standing.seals.hex()
    connection.execute(insert(key_nodes).values(id=id, at=to_ms(now), has=has, seals=seals))


def forget_node(connection: Connection, id: str) -> None:
    """This process ends."""
    connection.execute(delete(key_nodes).where(key_nodes.c.id == id))


def begin(connection: Connection, keys: Keyring, act: str, now: datetime) -> None:
    """From now on the new key seals. ``act``: an id for the audit. Raises ``StorageError`` where it
    may not."""
    _lock(connection, "exclusive")
    check_key(connection, keys)
    if not keys.standing.retired:
        raise StorageError(
            "The last rotation is not over.", "See `filo keys status`, then `filo keys retire`."
        )
    new = keys.following
    if new is None:
        raise StorageError(
            "There is no new key.",
            "Set FILO_NEXT_KEY_FILE to a file of its own and run `filo keys new`; a key that"
            " sealed before is never taken again.",
        )
    nodes = _running(connection, now)
    without = sum(new.hex() not in has.split() for has, _ in nodes)
    if without:
        raise StorageError(
            f"{without} of {len(nodes)} running processes do not have the new key.",
            "Give each FILO_NEXT_KEY_FILE and start it again; one that was killed is waited for"
            " two minutes.",
        )
    follow(connection, keys, keys.followed(new, to_ms(now)))
    _note(connection, keys, act, "keys.rotate", now)


def end(connection: Connection, keys: Keyring, act: str, now: datetime) -> None:
    """From now on the old key is of no use. ``act``: an id for the audit. Raises ``StorageError``
    where it still is."""
    _lock(connection, "exclusive")
    check_key(connection, keys)
    if keys.standing.retired:
        raise StorageError("No key is to be retired.", "`filo keys rotate` begins a rotation.")
    over = from_ms(keys.standing.since) + SETTLES
    if now < over:
        raise StorageError(
            "Cookies that were given before still need the old key.",
            f"Try again after {over:%Y-%m-%d %H:%M} UTC.",
        )
    nodes = _running(connection, now)
    behind = sum(seals != keys.standing.seals.hex() for _, seals in nodes)
    if behind:
        raise StorageError(
            f"{behind} of {len(nodes)} running processes still seal with the old key.",
            "Try again in a minute, or start them again.",
        )
    found = left(connection, keys)
    if found.left:
        raise StorageError(
            f"{found.left} values are left under the old key ({', '.join(found.where)}).",
            "A running worker goes on with them: see `filo keys status`. What no key opens was"
            " damaged, and goes with its row.",
        )
    if not hand_over(connection, keys.audit, to_ms(now)):
        raise StorageError("The audit is just being sealed.", "Try again.")
    follow(connection, keys, replace(keys.standing, retired=True))
    _note(connection, keys, act, "keys.retire", now)


def progress(connection: Connection, keys: Keyring, now: datetime) -> Progress:
    """How it stands now. Raises ``StorageError`` where a key is missing."""
    stand_by(connection, keys)
    nodes = _running(connection, now)
    here = {sign.hex() for sign in keys.signs}
    return Progress(
        rotating=not keys.standing.retired,
        rotated=bool(keys.standing.former),
        since=from_ms(keys.standing.since),
        left=left(connection, keys),
        nodes=len(nodes),
        have=sum(here <= set(has.split()) for has, _ in nodes),
        seal=sum(seals == keys.standing.seals.hex() for _, seals in nodes),
        waits=keys.following is not None,
    )


def _running(connection: Connection, now: datetime) -> list[tuple[str, str]]:
    """What each running process has, and what it seals with."""
    alive = key_nodes.c.at > to_ms(now - GONE_AFTER)
    query = select(key_nodes.c.has, key_nodes.c.seals).where(alive)
    return [(row.has, row.seals) for row in connection.execute(query)]


def _lock(connection: Connection, mode: str) -> None:
    """A process that starts, and a rotation that begins, never overlook each other."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"lock table key_nodes in {mode} mode"))


def _note(connection: Connection, keys: Keyring, id: str, act: str, now: datetime) -> None:
    append(connection, keys.audit, Trace(id, COMMAND_LINE, act, "", now))
