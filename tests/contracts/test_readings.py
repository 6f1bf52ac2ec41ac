"""She learns which agencies read her, and when: the same on both databases, and never who."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert

from bot.handoff.audit import READINGS, Reading
from bot.handoff.people import Account, Credentials, Role
from bot.handoff.seats import Seat, SeatKind
from bot.handoff.trace import Trace
from bot.storage.audit import MOST_READINGS, SqlAudit
from bot.storage.seats import SqlSeats
from bot.storage.staff import SqlAccounts
from bot.storage.staff_tables import audit
from tests.contracts.stores import NOW, begin, queued


def at(minute: int):
    """A moment of that day."""
    return NOW + timedelta(minutes=minute)


async def reads(kept: SqlAudit, act: str, subject: str, minute: int, account: str = "op") -> None:
    """Somebody of the staff does that."""
    await kept.record(Trace(f"{act}-{subject}-{minute}", account, act, subject, at(minute)))


@pytest.fixture
async def kept(sql_store):
    """Two women with their cases, one of each network, and the people who read."""
    await begin(sql_store, "her", case=queued("case", "her"))
    await begin(sql_store, "other", case=queued("elsewhere", "other", "south"))
    for id, role in (("op", Role.OPERATOR), ("officer", Role.DATA_OFFICER)):
        account = Account(id, id, role, ("north",), ("it",), NOW)
        await SqlAccounts(sql_store).add(Credentials(account, "hash", "secret"))
    return SqlAudit(sql_store)


async def test_she_learns_who_read_her_by_whatever_way(sql_store, kept):
    """By her case, by her conversation, from a seat beside it: the newest first. What is no
    reading, and what was another woman's, is not told to her."""
    seat = Seat(
        "seat", "her", "case", SeatKind.INTERPRETER, "guest", "south", "north", "op", "open", NOW,
        NOW + timedelta(hours=8),
    )  # fmt: skip
    assert await SqlSeats(sql_store).add(seat)
    await reads(kept, "thread.view", "case", 1)
    await reads(kept, "person.export", "her", 2, "officer")
    await reads(kept, "seat.thread", "seat", 3, "guest")
    await reads(kept, "case.claim", "case", 4)
    await reads(kept, "thread.view.refused_unknown", "case", 5)
    await reads(kept, "thread.view", "elsewhere", 6)
    expected = [
        Reading("south", "", at(3)),
        Reading("north", "data_officer", at(2)),
        Reading("north", "operator", at(1)),
    ]
    assert list(await kept.readings("her")) == expected
    async with sql_store.batch() as batch:
        assert list(await batch.readings("her")) == expected
    assert [one.network for one in await kept.readings("other")] == ["south"]
    assert list(await kept.readings("nobody")) == []


async def test_readings_of_one_moment_have_an_order_and_an_end(sql_store, kept):
    """However often she was read, the answer stays short, and is the same whenever she asks."""
    many = MOST_READINGS + 5
    act = sorted(READINGS)[0]
    rows = [
        {
            "id": f"row-{number:04d}",
            "at": int(at(number // 3).timestamp() * 1000),
            "account": "op",
            "role": "operator",
            "act": act,
            "subject": "case",
            "network": f"n{number}",
            "signature": b"",
        }
        for number in range(many)
    ]
    await sql_store.write(lambda connection: connection.execute(insert(audit), rows))
    found = [one.network for one in await kept.readings("her")]
    assert found == [f"n{number}" for number in reversed(range(many))][:MOST_READINGS]
