"""What is kept of seats, referrals, pathway, notebook and risk aid, opened for her to read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from bot.crypto.sealing import Sealer
from bot.storage.notebooks import read_notebook
from bot.storage.pathways import read_pathway
from bot.storage.together_rows import filled_of, referral_of, seat_of
from bot.storage.together_tables import (
    allowed,
    asides,
    notebooks,
    pathways,
    referrals,
    risk_aids,
    seats,
    steps,
)


def _rows(connection: Connection, table: Table, id: str) -> list[Row[Any]]:
    query = select(table).where(table.c.conversation == id).order_by(*table.primary_key.columns)
    return list(connection.execute(query).all())


def _seats(connection: Connection, id: str, _key: Sealer) -> list[dict[str, Any]]:
    """Who sat beside her case, of which agency; the account is a person of the staff's."""
    return [
        {"kind": one.kind.value, "agency": one.network, "since": _iso(one.joined_at)}
        for one in map(seat_of, _rows(connection, seats, id))
    ]


def _asides(connection: Connection, id: str, key: Sealer) -> list[str]:
    """What holder and seats wrote to each other about her."""
    return [
        key.unseal("asides", "sealed", row.id, row.sealed).decode("utf-8", "surrogatepass")
        for row in _rows(connection, asides, id)
    ]


def _referrals(connection: Connection, id: str, key: Sealer) -> list[dict[str, Any]]:
    """What was passed to whom, how she is called there, and what became of it."""
    return [
        {
            "agency": one.agency,
            "state": one.state.value,
            "sheet": {name: list(values) for name, values in one.sheet.items()},
            "about": one.about,
            "called": one.pseudonym,
            "agreed_at": _iso(one.decided_at),
            "answered_at": _iso(one.answered_at),
            "why": one.why,
            "follow_ups": [f"{day.on.isoformat()} {day.state}" for day in one.follow_ups],
            "kept_until": _iso(one.forget_at),
        }
        for one in (referral_of(row, key) for row in _rows(connection, referrals, id))
    ]


def _pathway(connection: Connection, id: str, key: Sealer) -> dict[str, Any]:
    """Since when there are steps, and until when she wants them kept."""
    pathway = read_pathway(connection, key, id)
    if pathway is None:
        return {}
    return {"since": _iso(pathway.began_at), "kept_until": _iso(pathway.until)}


def _steps(connection: Connection, id: str, key: Sealer) -> list[dict[str, Any]]:
    """Her steps."""
    pathway = read_pathway(connection, key, id)
    return [
        {
            "about": one.kind.value,
            "agency": one.agency,
            "state": one.state.value,
            "day": one.on.isoformat() if one.on else "",
        }
        for one in (pathway.steps if pathway else ())
    ]


def _allowed(connection: Connection, id: str, _key: Sealer) -> list[str]:
    """Which agency she lets see a step."""
    return sorted({row.agency for row in _rows(connection, allowed, id)})


def _risk(connection: Connection, id: str, key: Sealer) -> list[dict[str, Any]]:
    """What an operator wrote down in the risk aid."""
    return [
        {
            "at": _iso(one.at),
            "answers": dict(one.answers),
            "plan": dict(one.plan),
            "kept_until": _iso(one.forget_at),
        }
        for one in (filled_of(row, key) for row in _rows(connection, risk_aids, id))
    ]


def _notebook(connection: Connection, id: str, key: Sealer) -> dict[str, Any]:
    """Her plan, and what she can do."""
    found = read_notebook(connection, key, id)
    if found is None:
        return {}
    return {
        "since": _iso(found.began_at),
        "kept_until": _iso(found.until),
        "abilities": list(found.abilities),
        "may_stand_in_a_referral": found.shared,
        "steps": [
            {"about": one.aim.value, "done": one.done, "day": one.on.isoformat() if one.on else ""}
            for one in found.aims
        ],
        "documents": {paper.value: has for paper, has in found.papers.items()},
    }


TOGETHER: dict[str, Callable[[Connection, str, Sealer], Any]] = {
    seats.name: _seats,
    asides.name: _asides,
    referrals.name: _referrals,
    pathways.name: _pathway,
    steps.name: _steps,
    allowed.name: _allowed,
    notebooks.name: _notebook,
    risk_aids.name: _risk,
}
"""By name of the table: what of it is exported."""


def _iso(moment: datetime | None) -> str:
    return "" if moment is None else moment.isoformat(timespec="seconds")
