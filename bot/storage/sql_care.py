"""Rows of the desk's own tools as values, and what of them is destroyed because its time came."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select

from bot.crypto.keys import Keyring
from bot.handoff.canned import Canned, Version
from bot.handoff.care import DEBRIEF_KEPT, Debrief, Handover, Written
from bot.storage.care_tables import canned_answers, canned_past, debriefs, handovers, protocols
from bot.storage.plain import dump, from_ms, from_ms_or_none, load, to_ms
from bot.storage.rows import Cells
from bot.storage.sealed import seal, unseal


def canned_of(row: Any, keys: Keyring) -> Canned:
    """The answer of a row."""
    sealed = unseal(keys, canned_answers.c.sealed, row)
    title, text = load(sealed)
    edited_at = from_ms(row.edited_at)
    where = row.id, row.network, row.language, row.shortcut
    return Canned(*where, title, text, edited_at, row.edited_by)


def canned_row(one: Canned, keys: Keyring) -> Cells:
    """The row of an answer."""
    plain = dump([one.title, one.text])
    return {
        "id": one.id,
        "network": one.network,
        "language": one.language,
        "shortcut": one.shortcut,
        "edited_at": to_ms(one.edited_at),
        "edited_by": one.edited_by,
        "sealed": seal(keys, canned_answers.c.sealed, plain, one.id),
    }


def version_of(row: Any, keys: Keyring) -> Version:
    """An earlier version, of its row."""
    sealed = unseal(keys, canned_past.c.sealed, row)
    title, text = load(sealed)
    where = row.id, row.network, row.language, row.shortcut
    canned = Canned(*where, title, text, from_ms(row.edited_at), row.edited_by)
    return Version(row.number, canned, bool(row.gone))


def version_row(one: Version, keys: Keyring) -> Cells:
    """The row of a version."""
    of = one.canned
    plain = dump([of.title, of.text])
    return {
        "id": of.id,
        "number": one.number,
        "network": of.network,
        "language": of.language,
        "shortcut": of.shortcut,
        "edited_at": to_ms(of.edited_at),
        "edited_by": of.edited_by,
        "gone": int(one.gone),
        "sealed": seal(keys, canned_past.c.sealed, plain, of.id, one.number),
    }


def written_of(row: Any, keys: Keyring) -> Written:
    """The version of a protocol in a row."""
    raw = unseal(keys, protocols.c.sealed_text, row)
    at = from_ms(row.at)
    where = row.id, row.network, row.kind, row.version
    return Written(*where, at, row.author, raw.decode("utf-8", "surrogatepass"))


def written_row(one: Written, keys: Keyring) -> Cells:
    """The row of a version of a protocol."""
    raw = one.text.encode("utf-8", "surrogatepass")
    return {
        "id": one.id,
        "network": one.network,
        "kind": one.kind,
        "version": one.version,
        "at": to_ms(one.at),
        "author": one.author,
        "sealed_text": seal(keys, protocols.c.sealed_text, raw, one.id),
    }


def handover_of(row: Any, keys: Keyring) -> Handover:
    """The hand-over of a row."""
    raw = unseal(keys, handovers.c.sealed_text, row)
    times = from_ms(row.at), from_ms(row.forget_at)
    return Handover(row.id, row.network, row.author, *times, raw.decode("utf-8", "surrogatepass"))


def handover_row(one: Handover, keys: Keyring) -> Cells:
    """The row of a hand-over."""
    raw = one.text.encode("utf-8", "surrogatepass")
    return {
        "id": one.id,
        "network": one.network,
        "author": one.author,
        "at": to_ms(one.at),
        "forget_at": to_ms(one.forget_at),
        "sealed_text": seal(keys, handovers.c.sealed_text, raw, one.id),
    }


def debrief_of(row: Any) -> Debrief:
    """The request of a row."""
    seen = from_ms_or_none(row.seen_at)
    return Debrief(row.id, row.network, row.operator, from_ms(row.at), seen, row.seen_by)


def forget_care(connection: Connection, now: datetime, limit: int) -> int:
    """Destroy hand-overs and debriefs whose time is over. Returns how many."""
    late = select(handovers.c.id).where(handovers.c.forget_at <= to_ms(now)).limit(limit)
    old = select(debriefs.c.id).where(debriefs.c.at <= to_ms(now - DEBRIEF_KEPT)).limit(limit)
    gone = connection.execute(delete(handovers).where(handovers.c.id.in_(late))).rowcount
    return gone + connection.execute(delete(debriefs).where(debriefs.c.id.in_(old))).rowcount
