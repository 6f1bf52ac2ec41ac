"""Seals the audit's rows in chained batches, and lets go of old batches at a boundary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from bot.crypto.chain import BEGINNING, Chain, content
from bot.storage.audit_append import SIGNED
from bot.storage.staff_tables import audit, audit_anchor, audit_batches

AT_ONCE = 1000
_ONE_SEALER = 7_305_012
"""The advisory lock under which PostgreSQL's audit is sealed and cut: one sealer at a time."""

_NEWEST = select(audit_batches).order_by(audit_batches.c.number.desc()).limit(1)


def head(connection: Connection) -> tuple[int, bytes]:
    """The number and the seal that the next batch is chained to."""
    newest = connection.execute(_NEWEST).first()
    if newest is not None:
        return newest.number, newest.seal
    anchor = connection.execute(select(audit_anchor)).first()
    return (0, BEGINNING) if anchor is None else (anchor.number, anchor.seal)


def seal(connection: Connection, chain: Chain, now: int) -> tuple[int, bytes, int]:
    """Seal what waits, at most ``AT_ONCE`` rows: the head afterwards, and how many rows.

    A row that nobody of ours signed is never sealed: a verification names it.
    """
    if not _alone(connection):
        return (*head(connection), 0)
    number, previous = head(connection)
    waits = select(audit).where(audit.c.batch.is_(None)).order_by(audit.c.at, audit.c.id)
    some = connection.execute(waits.limit(AT_ONCE)).all()
    rows = in_order([row for row in some if _ours(chain, row)])
    if number == 0:
        # What an older version wrote has no signature: the first batch takes it as it is.
        old = waits.where(func.length(audit.c.signature) == 0)
        rows = in_order([*rows, *connection.execute(old).all()])
    if not rows:
        return number, previous, 0
    sealed = chain.batch(previous, number + 1, now, [content_of(row) for row in rows])
    batch = {
        "number": number + 1,
        "at": now,
        "newest_at": max(row.at for row in rows),
        "size": len(rows),
        "seal": sealed,
    }
    connection.execute(insert(audit_batches).values(batch))
    ids = [row.id for row in rows]
    for start in range(0, len(ids), AT_ONCE):
        own = audit.c.id.in_(ids[start : start + AT_ONCE])
        connection.execute(update(audit).where(own).values(batch=number + 1))
    return number + 1, sealed, len(rows)


def cut(connection: Connection, chain: Chain, before: int, now: int) -> int:
    """Let go of the oldest batches that hold only rows from before; how many rows went.

    What remains is chained to an anchor, which says where the chain begins now.
    """
    if not _alone(connection):
        return 0
    kept = select(func.min(audit_batches.c.number)).where(audit_batches.c.newest_at >= before)
    first = connection.execute(kept).scalar()
    last = select(audit_batches).order_by(audit_batches.c.number.desc()).limit(1)
    if first is not None:
        last = last.where(audit_batches.c.number < first)
    gone = connection.execute(last).first()
    if gone is None:
        return 0
    connection.execute(delete(audit_anchor))
    anchor = {"number": gone.number, "at": now, "seal": gone.seal}
    proof = chain.anchor(gone.number, gone.seal, now)
    connection.execute(insert(audit_anchor).values(**anchor, proof=proof))
    connection.execute(delete(audit_batches).where(audit_batches.c.number <= gone.number))
    return connection.execute(delete(audit).where(audit.c.batch <= gone.number)).rowcount


def hand_over(connection: Connection, chain: Chain, now: int) -> bool:
    """Seal whatever waits, and prove the anchor, under the key that signs now: those before it are
    needed only to verify what is chained. False: another seals just now."""
    if not _alone(connection):
        return False
    while seal(connection, chain, now)[2] == AT_ONCE:
        pass
    for anchor in connection.execute(select(audit_anchor)).all():
        if chain.anchors(anchor.proof, anchor.number, anchor.seal, anchor.at):
            proof = chain.anchor(anchor.number, anchor.seal, anchor.at)
            own = audit_anchor.c.number == anchor.number
            connection.execute(update(audit_anchor).where(own).values(proof=proof))
    return True


def in_order(rows: Sequence[Row[Any]]) -> list[Row[Any]]:
    """Rows in the one order in which a batch is sealed and verified."""
    return sorted(rows, key=lambda row: (row.at, row.id))


def fields_of(row: Row[Any]) -> list[str | int]:
    """What of a row is signed."""
    return [getattr(row, name) for name in SIGNED]


def content_of(row: Row[Any]) -> bytes:
    """What of a row its batch is sealed over."""
    return content(*fields_of(row))


def _ours(chain: Chain, row: Row[Any]) -> bool:
    return bool(row.signature) and chain.ours(row.signature, *fields_of(row))


def _alone(connection: Connection) -> bool:
    """Whether nobody else seals now. On SQLite there is one writer anyway."""
    if connection.dialect.name == "sqlite":
        return True
    return bool(connection.execute(select(func.pg_try_advisory_xact_lock(_ONE_SEALER))).scalar())
