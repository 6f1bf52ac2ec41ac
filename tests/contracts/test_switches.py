"""A channel that is switched off sends nothing unasked and nothing late, on every store.

The database is the truth: a sender that knows nothing of the switch asks it before each request.
"""

from __future__ import annotations

import asyncio
from base64 import b64encode
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.conversation.state import Held
from bot.crypto.keys import Keyring
from bot.handoff.choices import Choice
from bot.handoff.switches import OFF, ON, switches_of
from bot.messages import Channel
from bot.operations.switching import switch as switch_outside
from bot.storage.choices import SqlChoices, choose
from bot.storage.memory import MemoryStore
from bot.storage.outside import outside
from bot.storage.sql import SqlStore
from bot.storage.staff_tables import audit
from tests.contracts.stores import MASTER, NOW, AnyStore, begin, chat, go_on, queued, sms, to_send


async def switch(store: AnyStore, channel: Channel, value: str) -> None:
    """Switch it, as an admin would."""
    if isinstance(store, MemoryStore):
        store.switch(channel, off=value == OFF)
        return
    one = Choice(f"switch.{channel}", value, NOW, "admin", "prova")
    assert await SqlChoices(store).choose(one)


async def starts(store: AnyStore, message) -> bool:
    """Whether a request of this message may start now."""
    async with store.starting(message, lambda: NOW) as may:
        return may


async def claimed(store: AnyStore) -> list[str]:
    """What a sender is given, by id."""
    return [one.id for one in await store.claim(NOW, 60.0, 10)]


async def test_what_waits_never_goes_and_other_channels_go_on(store):
    """Off: what waited is dropped. On again: it does not come back."""
    await begin(store, "her", sms("her"), outgoing=2)
    await begin(store, "she", chat("she"), outgoing=1)
    await switch(store, Channel.SMS, OFF)
    assert await claimed(store) == ["out-she-1"]
    await switch(store, Channel.SMS, ON)
    assert await claimed(store) == []


async def test_a_message_in_a_senders_hand_does_not_start(store):
    """Also when the channel is on again before it would be late."""
    await begin(store, "her", sms("her"), outgoing=1)
    (message,) = await store.claim(NOW, 60.0, 10)
    assert await starts(store, message)
    await switch(store, Channel.SMS, OFF)
    assert not await starts(store, message)
    await switch(store, Channel.SMS, ON)
    assert not await starts(store, message)
    later = NOW + timedelta(seconds=61)
    await store.drop_stale(later)
    assert [one.id for one in await store.claim(later, 60.0, 10)] == []


async def test_a_turn_that_knew_nothing_of_it_sends_nothing(store):
    """A process that had not heard yet wrote its answer: the door stays shut. The one answer that
    says that the channel is off goes."""
    her = await begin(store, "her", sms("her"))
    await switch(store, Channel.SMS, OFF)
    late, answer = to_send(her, 2), replace(to_send(her, 3), while_off=True)
    her = await go_on(store, her, "second", outgoing=(late,))
    assert await claimed(store) == []
    she = await begin(store, "she", sms("she"))
    await go_on(store, she, "third", outgoing=(replace(answer, id="o", conversation="she"),))
    assert await claimed(store) == ["o"]


async def test_what_an_operator_wrote_waits_at_the_desk(store):
    """She reads nothing of it, and its author finds it."""
    her = await begin(store, "her", sms("her"), case=queued("c", "her"))
    gone = NOW + timedelta(days=1)
    kept = Held("out-her-2", "her", "c", "north", "op", NOW, gone, "tray", "Ci sono")
    await go_on(store, her, "second", outgoing=(replace(to_send(her, 2), fallback=kept),))
    await switch(store, Channel.SMS, OFF)
    found = store.held.texts if isinstance(store, MemoryStore) else None
    if isinstance(store, SqlStore):
        from bot.storage.tables import held

        rows = await store.read(lambda connection: connection.execute(select(held)).all())
        found = {row.id: row for row in rows}
    assert found is not None
    assert list(found) == ["out-her-2"]


async def test_each_choice_is_kept_with_who_made_it_and_why(sql_store):
    """What held already is no choice; the newest of each name holds; old ones go, never that."""
    kept = SqlChoices(sql_store)
    assert await kept.version() == 0
    first = Choice("switch.sms", OFF, NOW, "ada", "Bolletta sbagliata")
    second = Choice("switch.sms", ON, NOW + timedelta(hours=1), "eva", "Risolto")
    assert [await kept.choose(one) for one in (first, first, second)] == [True, False, True]
    assert list(await kept.all()) == [first, second]
    assert await kept.version() == 2
    newest = {one.name: one for one in await kept.all()}
    assert switches_of(newest, tuple(Channel)).off(Channel.SMS) is None
    assert await kept.forget(NOW + timedelta(days=1)) == 1
    assert list(await kept.all()) == [second]


async def test_two_admins_at_once_leave_one_truth(sql_store):
    """Whoever comes second finds it so already."""
    kept = SqlChoices(sql_store)
    made = await asyncio.gather(
        *(kept.choose(Choice("switch.web", OFF, NOW, f"op{n}")) for n in range(4))
    )
    assert sorted(made) == [False, False, False, True]


async def test_it_can_be_switched_beside_a_running_service(sql_store, sql_url):
    """The command line needs no staff site and no lock: the service reads it at once."""

    def work(connection) -> bool:
        return choose(connection, Keyring(MASTER), Choice("switch.telegram", OFF, NOW, ""))

    assert await outside(sql_url, work)
    (found,) = await SqlChoices(sql_store).all()
    assert (found.name, found.value, found.by) == ("switch.telegram", OFF, "")
    await begin(sql_store, "her", chat("her"), outgoing=1)
    assert await claimed(sql_store) == []


@pytest.mark.parametrize("name", ["sms", "service"])
async def test_the_command_line_writes_the_audit(sql_store, sql_url, name, tmp_path):
    """Who switched is nobody by name; that it was done stands in the chain."""
    from bot.config import load

    key = tmp_path / "master.key"
    key.write_bytes(b64encode(MASTER))
    key.chmod(0o600)
    given = {"FILO_MODE": "demo", "FILO_DATABASE_URL": sql_url, "FILO_MASTER_KEY_FILE": str(key)}
    said = await switch_outside(load(given), name, off=True)
    assert said.startswith(f"{name} is off since")
    assert await switch_outside(load(given), name, off=True) == f"{name} was off already."
    rows = await sql_store.read(lambda connection: connection.execute(select(audit)).all())
    assert [(row.act, row.subject, row.account) for row in rows] == [("switch.off", name, "")]
