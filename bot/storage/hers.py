"""Which tables hold what is hers: whatever names a conversation dies with it.

A table of her data has a column ``conversation``. Nobody has to remember to forget it, and a test
holds that no other column is called so.
"""

from __future__ import annotations

from sqlalchemy import Table

from bot.storage import (
    agency_tables,
    brought_tables,
    channel_tables,
    count_tables,
    directory_tables,
    flow_tables,
    key_tables,
    rota_tables,
    routing_tables,
    together_tables,
    training_tables,
)
from bot.storage.tables import bundles, consents, duty, forgotten, installation, metadata, tallies

SEALED_UNDER_HER_KEY = (
    frozenset({"messages", "outgoing", "sent", "cases", "held", "dead_letters", "notes", "drafts"})
    | frozenset({"bookings", "waiting_list"})
    | together_tables.SEALED_UNDER_HER_KEY
    | routing_tables.MARKS
)
"""Tables whose remains nobody can open once her data key is gone: a light scrub is enough."""

NOT_HERS = frozenset(
    {table.name for table in (bundles, consents, duty, forgotten, installation, tallies)}
    | {"staff", "staff_sessions", "staff_browsers", "staff_passkeys", "staff_recovery"}
    | {"staff_invitations", "staff_challenges", "audit", "audit_batches", "audit_anchor"}
    | {"calendars", "calendar_sources", "busy_times"}
    | agency_tables.NOT_HERS
    | routing_tables.NOT_HERS
    | rota_tables.NOT_HERS
    | directory_tables.NOT_HERS
    | training_tables.NOT_HERS
    | brought_tables.NOT_HERS
    | flow_tables.NOT_HERS
    | count_tables.NOT_HERS
    | channel_tables.NOT_HERS
    | key_tables.NOT_HERS
    | {"canned_answers", "canned_past", "protocols", "debriefs"}
    | {"choices", "switched_off", "drills"}
)
"""Tables that hold nothing of any woman: they are never scrubbed."""


UNLINKED = frozenset({"alarms"})
"""Tables that outlive her without her: the conversation's id in them is emptied, and nothing else
of hers is there."""


def hers() -> tuple[Table, ...]:
    """Every table whose rows belong to one conversation, apart from ``conversations`` itself."""
    named = (table for table in metadata.tables.values() if "conversation" in table.c)
    own = (table for table in named if table.name not in UNLINKED)
    return tuple(sorted(own, key=lambda table: table.name))


def scrubbed() -> tuple[str, ...]:
    """Names of the tables that held something of hers, to be cleaned after forgetting."""
    return tuple(sorted(set(metadata.tables) - NOT_HERS))


def scrubbed_wholly() -> tuple[str, ...]:
    """Those whose remains the master key could open or prove: they are written anew."""
    return tuple(name for name in scrubbed() if name not in SEALED_UNDER_HER_KEY)
