"""What the databases promise about what can be read in their files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import LargeBinary, Row, Table, select

from bot.appointments.booking import Booking, Waiting
from bot.conversation.state import Curtain, Held, Letter, TurnRecord
from bot.crypto.keys import Keyring
from bot.messages import Shown, Speech, Thread, Voice
from bot.storage.sql import SqlStore
from bot.storage.staff_tables import staff
from bot.storage.tables import conversations, metadata
from bot.storage.trouble import StorageError
from bot.storage.upgrade import upgrade
from tests.contracts.stores import (
    MASTER,
    NOW,
    AnyStore,
    begin,
    begun,
    chat,
    go_on,
    queued,
    said,
    save,
    sms,
    to_send,
)

SENTINEL = "zyxwv-parola-sua"
TABLES = tuple(table for table in metadata.sorted_tables if table.name != "bundles")


async def _tell_everything(store: AnyStore) -> None:
    """One turn that holds the sentinel wherever her words, address or answers can be."""
    new = replace(begun("one", sms(SENTINEL)), seq=1)
    assert new.session is not None
    new = replace(new, session=replace(new.session, variables={SENTINEL: SENTINEL}))
    speech = Speech(SENTINEL, short={"sms": SENTINEL}, ask=SENTINEL)
    letter = Letter("l", "n", "it", NOW, NOW + timedelta(days=7), SENTINEL, SENTINEL, SENTINEL)
    held = Held("h", "two", "c", "n", "op", NOW, NOW + timedelta(days=7), "box", SENTINEL)
    late = replace(to_send(new, 3, SENTINEL), id="h", fallback=held)
    turn = TurnRecord(
        SENTINEL,
        None,
        new,
        shown=(Shown("m", 1, NOW, Voice.HER, speech, SENTINEL),),
        outgoing=(to_send(new, 1, SENTINEL), to_send(new, 2, SENTINEL)),
        case=replace(queued("c", "one"), shared={SENTINEL: SENTINEL}),
        letter=letter,
        arranged=(_booked(), _waits()),
    )
    await save(store, [said(SENTINEL, sms(SENTINEL))], [turn])
    (one,) = await store.claim(NOW, 60.0, 10)
    await store.mark_sent(one, SENTINEL, NOW)
    gone = replace(begun("two", chat(SENTINEL)), seq=1, curtain=Curtain.EXITED)
    left = TurnRecord("left", None, gone, outgoing=(replace(late, conversation="two"),))
    await save(store, [said("left", chat(SENTINEL))], [left])
    await store.drop_stale(NOW + timedelta(minutes=5))
    await store.mark_sent(to_send(gone, 3, SENTINEL), SENTINEL, NOW)


def _booked() -> Booking:
    """An appointment with what she says at the desk."""
    ends = NOW + timedelta(days=2)
    return Booking(
        "b", "one", "desk", "agency", NOW, ends, "booked", NOW, ends, 1, "it", None, "",
        SENTINEL, SENTINEL,
    )  # fmt: skip


def _waits() -> Waiting:
    """A place on a waiting list, with her municipality."""
    return Waiting("w", "one", "cpi", SENTINEL, NOW, NOW + timedelta(days=2))


async def _rows(store: SqlStore, table: Table) -> Sequence[Row[Any]]:
    return await store.read(lambda connection: connection.execute(table.select()).all())


def _bytes_of(file: Path) -> bytes:
    return b"".join(one.read_bytes() for one in file.parent.iterdir() if one.is_file())


async def test_nothing_of_hers_is_readable_in_the_files(sqlite_file: Path) -> None:
    """Neither in the database nor in its WAL, in no encoding."""
    store = await SqlStore.open(f"sqlite:///{sqlite_file}", Keyring(MASTER))
    await _tell_everything(store)
    raw = _bytes_of(sqlite_file)
    await store.close()
    raw += _bytes_of(sqlite_file)
    assert b"one" in raw, "The search reads where the rows are."
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        assert SENTINEL.encode(encoding) not in raw


async def test_nothing_of_hers_is_readable_in_any_column(sql_store: SqlStore) -> None:
    """The same on both engines, column by column."""
    await _tell_everything(sql_store)
    for table in TABLES:
        rows = await _rows(sql_store, table)
        assert rows or table.name not in ("held", "erasures", "messages"), table.name
        for cell in (cell for row in rows for cell in row):
            raw = cell if isinstance(cell, bytes) else str(cell).encode()
            assert SENTINEL.encode() not in raw, table.name


async def test_a_forgotten_conversation_is_gone_from_the_files(sqlite_file: Path) -> None:
    """Her sealed key and sealed lines are overwritten, in the WAL too, by the next sweep."""
    store = await SqlStore.open(f"sqlite:///{sqlite_file}", Keyring(MASTER))
    kept = await begin(store, "anna")
    query = select(conversations.c.sealed_key, conversations.c.sealed)
    key, sealed = await store.read(lambda connection: connection.execute(query).one())
    assert key in _bytes_of(sqlite_file)
    await go_on(store, kept, "forget", forget=True, shown=())
    await store.forget_due(NOW, 10)
    raw = _bytes_of(sqlite_file)
    assert key not in raw
    assert sealed not in raw
    await store.close()


async def test_forgetting_leaves_no_row_but_the_hash_of_the_happening(sql_store: SqlStore) -> None:
    """Every table that can name a conversation is empty afterwards."""
    await _tell_everything(sql_store)
    for id in ("one", "two"):
        found = await sql_store.read_thread(Thread(id))
        assert found is not None
        await go_on(sql_store, found[0], f"forget-{id}", forget=True, shown=())
    await sql_store.forget_due(NOW, 10)
    for table in TABLES:
        if "conversation" in table.c or table is conversations:
            assert not await _rows(sql_store, table), table.name


async def test_the_database_and_its_lock_belong_to_their_user_only(tmp_path: Path) -> None:
    """Nobody else on the machine may read even what is sealed."""
    file = tmp_path / "var" / "filo.db"
    await upgrade(f"sqlite:///{file}")
    store = await SqlStore.open(f"sqlite:///{file}", Keyring(MASTER))
    modes = {one.name: one.stat().st_mode & 0o077 for one in file.parent.iterdir()}
    await store.close()
    assert "filo.db-wal" in modes
    assert set(modes.values()) == {0}


async def test_another_master_key_is_refused_at_the_start(sql_url: str) -> None:
    """A wrong key is told at once, not at the first woman who writes."""
    store = await SqlStore.open(sql_url, Keyring(MASTER))
    await store.close()
    with pytest.raises(StorageError, match="another master key"):
        await SqlStore.open(sql_url, Keyring(bytes(reversed(range(32)))))


def test_every_column_that_can_hold_a_text_is_sealed_or_named_here() -> None:
    """A new plain column has to be argued for in this list."""
    plain = {
        "conversations": {"id", "curtain", "bundle"},
        "messages": {"conversation", "id"},
        "outgoing": {"id", "conversation", "channel"},
        "sent": {"id", "conversation", "channel"},
        "erasures": {"id", "talk"},
        "held": {"id", "conversation", "case_id", "network", "operator", "place"},
        "dead_letters": {"id", "conversation", "network", "channel", "why"},
        "tallies": {"name"},
        "cases": {"id", "conversation", "network", "state", "language", "operator", "drill"},
        "letters": {"id", "network", "language"},
        "her_words": {"conversation", "kind"},
        "numbers": {"conversation"},
        # Which texts somebody said yes to, and nothing that says who.
        "consents": {"id", "version", "notice", "purpose", "language", "channel"},
        "reminders": {"id", "conversation", "case_id", "network", "kind", "state", "why"},
        "duty": {"operator", "network", "language"},
        "notes": {"id", "conversation", "case_id", "network", "operator"},
        "drafts": {"id", "conversation", "case_id", "network", "operator"},
        "deliveries": {"id", "conversation", "state"},
        "callbacks": {
            *("id", "conversation", "case_id", "network", "operator", "channel", "state"),
        },
        "canned_answers": {"id", "network", "language", "shortcut", "edited_by"},
        "canned_past": {"id", "network", "language", "shortcut", "edited_by"},
        "protocols": {"id", "network", "kind", "author"},
        "debriefs": {"id", "network", "operator", "seen_by"},
        "handovers": {"id", "network", "author"},
        # Facts and rules of agencies, and which course somebody of the staff had.
        "agencies": {"id", "kind", "duty_to_report", "changed_by"},
        "procedures": {"agency", "recorded_by"},
        "trainings": {"id", "account", "course", "recorded_by"},
        "risk_guides": {"network", "changed_by"},
        # Public facts of services: what they say is sealed against change, not for secrecy.
        "directory_sources": {"id"},
        "directory_records": {"source", "entity", "id"},
        "directory_upkeep": {"service", "aspect", "owner", "digest", "verified_by", "first_by"},
        "directory_looks": {"service", "aspect", "owner", "digest", "seen_by"},
        # What the staff chose for the installation, and what colleagues practised: nothing of hers.
        "choices": {"name", "value", "by"},
        "switched_off": {"name"},
        "drills": {"id", "network", "scenario", "by", "talk", "ended_by"},
        # Who of the staff is planned for which network: when is sealed.
        "rotas": {"network", "changed_by", "until"},
        "shifts": {"id", "network", "account"},
        "training_sources": {"id"},
        "training_calls": {"source", "id"},
        "imports": {"id", "network", "kind", "state", "account"},
        "import_parts": {"import"},
        "training_feeds": {"id", "network", "problem"},
        "flow_drafts": {"flow"},
        "flow_schedules": {"id", "state", "why"},
        "flow_releases": set(),
        "flow_places": {"flow"},
        "flow_recordings": {"name"},
        # Numbers: one value of a closed list (or a language) in a quarter, what was destroyed.
        "counts": {"network", "figure", "value"},
        "swept": {"kind"},
        "sweep_marks": {"name"},
        # Which channel worked when, to ten minutes, and what a provider shows of the cover.
        "channel_signs": {"channel", "sign"},
        "provider_texts": {"channel", "what", "language", "digest", "state"},
        "text_reviews": {"language", "context", "digest"},
        # Who works on a case with whom; what they say, and what a referral holds, is sealed.
        "seats": {
            *("id", "conversation", "case_id", "network", "home", "account", "kind"),
            *("state", "invited_by"),
        },
        "asides": {"id", "conversation", "case_id", "author"},
        "referrals": {"id", "conversation", "case_id", "network", "agency", "state"},
        # Steps of a closed list, such as documents or course: their states and dates are sealed.
        "pathways": {"conversation"},
        "pathway_steps": {"conversation", "id", "agency"},
        "pathway_allowed": {"conversation", "step", "agency"},
        "notebooks": {"conversation"},
        "risk_aids": {"conversation", "case_id"},
        "bundles": {"id"},
        "installation": {"name"},
        # A process of ours, and what tells one key from another: nothing of a key.
        "key_nodes": {"id", "has", "seals"},
        "forgotten": {"id"},
        "staff": {"id", "role", "password_hash"},
        "staff_sessions": {"key", "account", "csrf", "id", "how"},
        "staff_passkeys": {"account"},
        "staff_recovery": {"account"},
        "staff_invitations": {"account"},
        "staff_browsers": {"key", "account"},
        "audit": {"id", "account", "act", "subject", "network", "role"},
        # When and where she is expected; a room is an agency's name for it.
        "bookings": {"id", "conversation", "calendar", "agency", "state", "room"},
        "waiting_list": {"id", "conversation", "kind"},
        "calendars": {"id", "agency", "kind"},
        "calendar_sources": {"id", "calendar", "kind", "problem"},
        "busy_times": {"source", "calendar", "agency"},
        "alarms": {"id", "network", "conversation", "operator", "sign", "told", "message"},
        # What somebody of the staff is prepared for, out of a closed list; marks without a reason.
        "carrying": {"account", "skills"},
        "heavy_cases": {"case_id", "conversation"},
        "passed_over": {"case_id", "conversation", "account"},
        "network_hours": {"network", "changed_by"},
        "waits": {"case_id", "conversation", "network", "seen_by"},
    }
    assert staff.metadata is metadata
    numbers = ("INTEGER", "BIGINT")
    for table in metadata.sorted_tables:
        texts = {
            column.name
            for column in table.c
            if not isinstance(column.type, LargeBinary) and str(column.type) not in numbers
        }
        assert texts == plain.get(table.name, set()), table.name
