"""Reads the whole chain of the audit again and names what does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select

from bot.crypto.chain import BEGINNING, Chain
from bot.handoff.audit import MOST_FOUND, Fault, Found, Verified
from bot.storage.audit_seal import content_of, fields_of, in_order
from bot.storage.staff_tables import audit, audit_anchor, audit_batches

BATCHES_AT_ONCE = 200


def verify(connection: Connection, chain: Chain, noted: str = "") -> Verified:
    """What the whole audit is found to be. ``noted``: a head of an earlier verification."""
    found: list[Found] = []
    number, previous = _beginning(connection, chain, found)
    since = number + 1
    batches = rows = unsigned = signing = 0
    heads = {f"{number}:{previous.hex()}"}
    for batch, own in _batches(connection, number):
        found += [Found(Fault.GONE, missing) for missing in _between(number, batch.number)]
        before = previous if batch.number == number + 1 else None
        signing, faults = _of_batch(chain, batch, own, before, signing)
        found += faults
        number, previous = batch.number, batch.seal
        batches, rows = batches + 1, rows + len(own)
        unsigned += sum(not row.signature for row in own)
        if noted:
            heads.add(f"{number}:{previous.hex()}")
    waiting, loose = _loose(connection, chain, since)
    found += loose
    # A head from before the anchor can be compared with nothing any more.
    if noted and noted not in heads and int(noted.partition(":")[0]) >= since - 1:
        found.append(Found(Fault.SHORTER))
    head = f"{number}:{previous.hex()}"
    return Verified(batches, rows, waiting, unsigned, since, head, tuple(found[:MOST_FOUND]))


def _between(last: int, number: int) -> range:
    return range(last + 1, min(number, last + 1 + MOST_FOUND))


def _beginning(connection: Connection, chain: Chain, found: list[Found]) -> tuple[int, bytes]:
    anchors = connection.execute(select(audit_anchor)).all()
    if not anchors:
        return 0, BEGINNING
    anchor = max(anchors, key=lambda one: one.number)
    ours = chain.anchors(anchor.proof, anchor.number, anchor.seal, anchor.at)
    if len(anchors) > 1 or not ours:
        found.append(Found(Fault.ANCHOR, anchor.number))
    return anchor.number, anchor.seal


def _batches(connection: Connection, after: int) -> Iterator[tuple[Row[Any], Sequence[Row[Any]]]]:
    while True:
        some = (
            select(audit_batches)
            .where(audit_batches.c.number > after)
            .order_by(audit_batches.c.number)
            .limit(BATCHES_AT_ONCE)
        )
        batches = connection.execute(some).all()
        if not batches:
            return
        within = and_(audit.c.batch >= batches[0].number, audit.c.batch <= batches[-1].number)
        rows = connection.execute(select(audit).where(within).order_by(audit.c.batch)).all()
        own = {number: list(some) for number, some in groupby(rows, lambda row: row.batch)}
        for batch in batches:
            yield batch, in_order(own.get(batch.number, []))
        after = batches[-1].number


def _of_batch(
    chain: Chain,
    batch: Row[Any],
    rows: Sequence[Row[Any]],
    previous: bytes | None,
    signing: int,
) -> tuple[int, Sequence[Found]]:
    """Which key sealed one batch, and what is wrong with it. ``previous`` None: the one before it
    is gone. ``signing``: the key that sealed before; an earlier one never follows it."""
    found: list[Found] = []
    for row in rows:
        old = batch.number == 1 and not row.signature
        if not old and not chain.signed(row.signature, *fields_of(row)):
            found.append(Found(Fault.CHANGED, batch.number, row.id))
    if len(rows) != batch.size:
        found.append(Found(Fault.FEWER if len(rows) < batch.size else Fault.MORE, batch.number))
    if found or previous is None:
        return signing, found
    content = [content_of(row) for row in rows]
    by = chain.sealed_by(batch.seal, previous, batch.number, batch.at, content)
    if by is None or by < signing:
        return signing, [Found(Fault.BROKEN, batch.number)]
    return by, found


def _loose(connection: Connection, chain: Chain, since: int) -> tuple[int, list[Found]]:
    """How many rows wait for their seal, and what is wrong with rows outside of batches."""
    found = [
        Found(Fault.FORGED, 0, row.id)
        for row in connection.execute(select(audit).where(audit.c.batch.is_(None)))
        if row.signature and not chain.ours(row.signature, *fields_of(row))
    ]
    started = since > 1 or connection.execute(select(audit_batches.c.number).limit(1)).first()
    bare = and_(audit.c.batch.is_(None), func.length(audit.c.signature) == 0)
    if started:
        forged = connection.execute(select(audit.c.id).where(bare)).scalars()
        found += [Found(Fault.FORGED, 0, id) for id in forged]
    orphans = (
        select(audit.c.batch, func.min(audit.c.id).label("id"))
        .where(audit.c.batch.is_not(None))
        .where(audit.c.batch.not_in(select(audit_batches.c.number)))
        .group_by(audit.c.batch)
        .order_by(audit.c.batch)
    )
    found += [Found(Fault.ORPHAN, row.batch, row.id) for row in connection.execute(orphans)]
    count = select(func.count()).select_from(audit).where(audit.c.batch.is_(None))
    return connection.execute(count).scalar_one(), found
