"""The tables of appointments: calendars, what is busy in them, bookings and waiting lists.

Times are UTC epoch milliseconds. What an agency wrote of its calendar is sealed under the
installation's key, what is hers under her own data key. ``bookings.room`` is an agency's name for
a room: two calendars that share it must find each other without opening anything.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from bot.storage.sealed import hashed, hers, sealed
from bot.storage.tables import metadata

calendars = Table(
    "calendars",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("agency", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("open", Integer, nullable=False),
    Column("version", BigInteger, nullable=False),
    hashed("feed_hash", nullable=True),
    sealed("sealed"),
    Index("calendars_agency", "agency"),
    Index("calendars_kind", "kind", "open"),
    Index("calendars_feed", "feed_hash"),
)
"""One row per desk. ``version`` changes with every change, ``feed_hash`` is the keyed hash of the
secret in the address of its feed."""

calendar_sources = Table(
    "calendar_sources",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("calendar", String(64), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("due_at", BigInteger, nullable=False),
    Column("read_at", BigInteger),
    Column("problem", String(16), nullable=False),
    sealed("sealed_url"),
    Index("calendar_sources_calendar", "calendar"),
    Index("calendar_sources_due", "kind", "due_at"),
)
"""Where an agency's busy times are read from: an ``address`` that was listed, or a ``file``."""

busy_times = Table(
    "busy_times",
    metadata,
    Column("source", String(64), primary_key=True),
    Column("starts_at", BigInteger, primary_key=True),
    Column("ends_at", BigInteger, nullable=False),
    Column("calendar", String(64), nullable=False),
    Column("agency", String(64), nullable=False),
    Index("busy_times_agency", "agency", "starts_at"),
    sqlite_with_rowid=False,
)
"""When an agency is busy, and nothing of why."""

bookings = Table(
    "bookings",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("conversation", String(64), nullable=False),
    Column("calendar", String(64), nullable=False),
    Column("agency", String(64), nullable=False),
    Column("starts_at", BigInteger, nullable=False),
    Column("ends_at", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("until", BigInteger),
    Column("made_at", BigInteger, nullable=False),
    Column("forget_at", BigInteger, nullable=False),
    Column("since", Integer, nullable=False),
    Column("room", String(64), nullable=False),
    Column("acknowledged_at", BigInteger),
    hers("sealed"),
    Index("bookings_agency", "agency", "starts_at"),
    Index("bookings_conversation", "conversation"),
    Index("bookings_forget", "forget_at"),
)
"""Appointments; ``sealed`` holds what she says at the desk, whom she wants beside her and her
language, under her own data key. ``until``: a hold ends then."""

waiting_list = Table(
    "waiting_list",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("conversation", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
    Column("told_at", BigInteger),
    hers("sealed"),
    Index("waiting_list_conversation", "conversation"),
    Index("waiting_list_until", "until"),
)
"""Who waits for a moment to become free; ``sealed`` holds her place and whom she wants beside her,
under her own data key."""
