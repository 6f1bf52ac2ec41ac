"""What a turn changes of seats, referrals, pathway and notebook, and what outlives her talk.

It happens in the transaction of the turn: her yes and what follows from it are whole or absent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, update

from bot.conversation.state import Marked
from bot.crypto.sealing import Sealer
from bot.handoff.interest import Interested, Uninterested
from bot.handoff.pathway import renewed_until
from bot.handoff.referral import KEPT, OVER, State, taken_back
from bot.storage.changes import Change
from bot.storage.counting import count_never_answered
from bot.storage.notebooks import notebook_of, notebook_row, read_notebook, write_notebook
from bot.storage.plain import from_ms, to_ms
from bot.storage.sql_interests import save_interest
from bot.storage.together_rows import referral_of, referral_row, step_of, step_row
from bot.storage.together_tables import (
    allowed,
    notebooks,
    pathways,
    referrals,
    risk_aids,
    seats,
    steps,
)
from bot.values.proposals import Answered, Renewed, Unshared, Wish, Wrote

_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_SEATED = frozenset({Wish.CONSULT, Wish.INTERPRETER, Wish.SUCCESSOR})
_LIVE = ("asked", "invited", "open")


def save_marks(
    connection: Connection, kept: Mapping[str, Change], sealers: Mapping[str, Sealer]
) -> None:
    """What the turns of a batch changed, in their order."""
    for id, change in kept.items():
        for mark in change.marks:
            _save(connection, id, sealers[id], mark)


def _save(connection: Connection, id: str, key: Sealer, mark: Marked) -> None:
    match mark:
        case Answered():
            _answered(connection, id, key, mark)
        case Renewed(at):
            _renewed(connection, id, at)
        case Unshared(at):
            unshare(connection, id, key, at)
        case Interested() | Uninterested():
            save_interest(connection, id, key, mark)
        case Wrote():
            write_notebook(connection, id, key, mark)
        case _:
            assert_never(mark)


def _answered(connection: Connection, id: str, key: Sealer, mark: Answered) -> None:
    wish = mark.proposal.wish
    if wish in _SEATED:
        own = (seats.c.id == mark.proposal.id, seats.c.conversation == id, seats.c.state == "asked")
        state = "invited" if mark.yes else "refused"
        connection.execute(update(seats).where(*own).values(state=state))
    elif wish is Wish.REFERRAL:
        _sent(connection, id, key, mark)
    elif wish is Wish.PATHWAY and mark.yes:
        _renewed(connection, id, mark.at)
    elif wish is Wish.STEP and mark.yes:
        _allow(connection, id, mark.proposal.id, mark.proposal.agency)


def _sent(connection: Connection, id: str, key: Sealer, mark: Answered) -> None:
    query = select(referrals).where(
        referrals.c.id == mark.proposal.id, referrals.c.conversation == id
    )
    row = connection.execute(query.with_for_update()).first()
    if row is None or row.state not in (State.PREPARED, State.ASKED):
        return
    before = referral_of(row, key)
    after = replace(
        before,
        state=State.SENT if mark.yes else State.REFUSED,
        decided_at=mark.at,
        forget_at=mark.at + KEPT,
        version=before.version + 1,
        sheet=before.sheet if mark.yes else {},
    )
    connection.execute(
        update(referrals).where(referrals.c.id == row.id).values(referral_row(after, key))
    )


def _renewed(connection: Connection, id: str, at: datetime) -> None:
    row = connection.execute(select(pathways).where(pathways.c.conversation == id)).first()
    if row is None:
        return
    until = renewed_until(from_ms(row.began_at), at)
    own = pathways.c.conversation == id
    connection.execute(update(pathways).where(own).values(until=to_ms(until)))


def _allow(connection: Connection, id: str, step: str, agency: str) -> None:
    there = select(steps.c.id).where(steps.c.id == step, steps.c.conversation == id)
    known = select(allowed.c.step).where(allowed.c.step == step, allowed.c.agency == agency)
    if connection.execute(there).first() is None or connection.execute(known).first() is not None:
        return
    row = {"step": step, "agency": agency, "conversation": id}
    connection.execute(insert(allowed), [row])


def unshare(connection: Connection, id: str, key: Sealer, at: datetime) -> None:
    """No agency reads anything of hers: sheets go, steps are hers alone, seats end, and what an
    operator wrote down of her is destroyed."""
    connection.execute(delete(allowed).where(allowed.c.conversation == id))
    connection.execute(delete(risk_aids).where(risk_aids.c.conversation == id))
    _write_alone(connection, id, key)
    own = (seats.c.conversation == id, seats.c.state.in_(_LIVE))
    connection.execute(update(seats).where(*own).values(state="ended", ended_at=to_ms(at)))
    query = select(referrals).where(referrals.c.conversation == id).with_for_update()
    for row in connection.execute(query).all():
        if row.state in OVER:
            continue
        after = taken_back(referral_of(row, key))
        change = update(referrals).where(referrals.c.id == row.id)
        connection.execute(change.values(referral_row(after, key)))


def _write_alone(connection: Connection, id: str, key: Sealer) -> None:
    """What she can do stands in no further referral; it stays hers."""
    known = read_notebook(connection, key, id)
    if known is not None and known.shared:
        row = notebook_row(replace(known, shared=False), key)
        connection.execute(update(notebooks).where(notebooks.c.conversation == id).values(row))


# --- what outlives her talk -----------------------------------------------------------------


def outliving(connection: Connection, ids: Sequence[str], now: datetime) -> dict[str, datetime]:
    """Of these conversations, those whose referrals, pathway or notebook she wants kept longer than
    the talk, and until when."""
    found: dict[str, int] = {}
    moment = to_ms(now)
    living = select(referrals.c.conversation, referrals.c.forget_at).where(
        referrals.c.conversation.in_(_IDS),
        referrals.c.forget_at > moment,
        referrals.c.state.in_(
            [one for one in State if one not in (*OVER, State.PREPARED, State.ASKED)]
        ),
    )
    wanted = select(pathways.c.conversation, pathways.c.until).where(
        pathways.c.conversation.in_(_IDS), pathways.c.until > moment
    )
    own = select(notebooks.c.conversation, notebooks.c.until).where(
        notebooks.c.conversation.in_(_IDS), notebooks.c.until > moment
    )
    for query in (living, wanted, own):
        for id, until in connection.execute(query, {"ids": list(ids)}).all():
            found[id] = max(found.get(id, 0), until)
    return {id: from_ms(until) for id, until in found.items()}


def reseal(connection: Connection, id: str, old: Sealer, new: Sealer) -> None:
    """What outlives a talk is sealed under the key that outlives it."""
    for row in connection.execute(select(referrals).where(referrals.c.conversation == id)).all():
        sealed = referral_row(referral_of(row, old), new)["sealed"]
        connection.execute(update(referrals).where(referrals.c.id == row.id).values(sealed=sealed))
    for row in connection.execute(select(steps).where(steps.c.conversation == id)).all():
        sealed = step_row(step_of(row, old, frozenset()), new)["sealed"]
        connection.execute(update(steps).where(steps.c.id == row.id).values(sealed=sealed))
    own = notebooks.c.conversation == id
    # What was to go with the talk goes with it.
    connection.execute(delete(notebooks).where(own, notebooks.c.until.is_(None)))
    for row in connection.execute(select(notebooks).where(own)).all():
        again = notebook_row(notebook_of(row, old), new)
        connection.execute(update(notebooks).where(own).values(again))


def forget_past(connection: Connection, now: datetime, limit: int) -> int:
    """Destroy referrals, pathways, notebooks and risk aids whose time is over. How many."""
    moment = to_ms(now)
    count_never_answered(connection, now, limit)
    count = 0
    for table in (referrals, risk_aids):
        key = next(iter(table.primary_key.columns))
        old = select(key).where(table.c.forget_at <= moment).limit(limit)
        count += connection.execute(delete(table).where(key.in_(old))).rowcount
    ended = select(notebooks.c.conversation).where(notebooks.c.until <= moment).limit(limit)
    count += connection.execute(
        delete(notebooks).where(notebooks.c.conversation.in_(ended))
    ).rowcount
    over = select(pathways.c.conversation).where(pathways.c.until <= moment).limit(limit)
    ids: Iterable[str] = connection.execute(over).scalars().all()
    for table in (allowed, steps, pathways):
        connection.execute(delete(table).where(table.c.conversation.in_(list(ids))))
    return count + len(list(ids))
