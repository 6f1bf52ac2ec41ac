"""The tables of conversations: what is plain is named here, everything else is sealed.

Times are UTC epoch milliseconds. Ids are made before sealing, never by the database. What a column
of bytes holds its declaration says (``bot.storage.sealed``).
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    text,
)

from bot.storage.sealed import Under, bare, hashed, hers, sealed

metadata = MetaData()

NEAR = 8
"""Bytes of one short hash: enough to keep two words of one woman apart."""

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(64), primary_key=True),
    hashed("address_hash"),
    Column("curtain", String(16), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("touched_at", BigInteger, nullable=False),
    Column("forget_at", BigInteger, nullable=False),
    Column("left_at", BigInteger),
    Column("behind", Integer, nullable=False, server_default="0"),
    Column("danger_at", BigInteger),
    Column("remaining", Integer, nullable=False, server_default="0"),
    Column("wake_at", BigInteger),
    Column("bundle", String(64), nullable=False),
    sealed("sealed_key", under=Under.DATA_KEYS),
    hers("sealed"),
    UniqueConstraint("address_hash", name="conversations_address"),
    Index("conversations_wake", "wake_at"),
    Index("conversations_forget", "forget_at"),
)
"""One row per thread with her; ``sealed`` holds address, session and the cover's session under her
own data key, and ``sealed_key`` that key under the installation's. ``behind`` counts what came in
behind the curtain, ``danger_at`` is when it last told of danger, ``remaining`` how many messages
could not be taken back until now."""

messages = Table(
    "messages",
    metadata,
    Column("conversation", String(64), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("id", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
    hers("sealed"),
    sqlite_with_rowid=False,
)
"""The lines of a thread; voice, author and speech are sealed."""

inbox = Table(
    "inbox",
    metadata,
    hashed("hash", primary_key=True),
    Column("at", BigInteger, nullable=False),
    Index("inbox_at", "at"),
    sqlite_with_rowid=False,
)
"""Keyed hashes of what happened already; they outlive a forgotten conversation by 48 hours."""

outgoing = Table(
    "outgoing",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("conversation", String(64), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("cover", Integer, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("not_before", BigInteger, nullable=False),
    Column("lease_until", BigInteger),
    Column("cancelled", Integer, nullable=False),
    Column("reminder", Integer, nullable=False, server_default=text("0")),
    Column("channel", String(16), nullable=False, server_default=""),
    Column("while_off", Integer, nullable=False, server_default=text("0")),
    hers("sealed"),
    Index("outgoing_head", "conversation", "seq"),
    Index("outgoing_expires", "expires_at"),
)
"""What still has to be sent; a row with ``lease_until`` is claimed by a sender. ``cover`` marks
the cover's own lines, which pass a fallen curtain, ``reminder`` what her contract is asked about
once more when it is sent. ``channel`` is its channel, so that each takes its own;
``while_off`` marks the answer that says that the channel is switched off."""

sent = Table(
    "sent",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("conversation", String(64), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", BigInteger, nullable=False, server_default="0"),
    Column("channel", String(16), nullable=False, server_default=""),
    hers("sealed_provider_id"),
    Index("sent_conversation", "conversation"),
    Index("sent_at", "channel", "at"),
)
"""The messages of both sides, without their texts: when they were sent, and how the provider calls
them, so that they can be taken back."""

erasures = Table(
    "erasures",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("talk", String(64), nullable=False),
    Column("newest", Integer, nullable=False),
    Column("count", Integer, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("not_before", BigInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    sealed("sealed", under=Under.ERASURES),
    Index("erasures_head", "talk", "newest"),
    Index("erasures_made", "made_at"),
)
"""What must be taken back at a provider: address and provider ids, under a key of the
installation's own for this, since a forgotten conversation has none. ``talk`` is the id of a
conversation that left and may be gone; the row dies with success, or after 48 hours."""

held = Table(
    "held",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("conversation", String(64), nullable=False),
    Column("case_id", String(64), nullable=False),
    Column("network", String(64), nullable=False),
    Column("operator", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("forget_at", BigInteger, nullable=False),
    Column("place", String(8), nullable=False),
    hers("sealed_text"),
    Index("held_conversation", "conversation"),
    Index("held_network", "network", "place"),
    Index("held_forget", "forget_at"),
)
"""Operators' texts that could not be given to her, under her own data key: in the hold tray until
a person empties it, or in her letter box until she fetches them."""

dead_letters = Table(
    "dead_letters",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("conversation", String(64), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("network", String(64), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("why", String(16), nullable=False),
    Column("staff", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    hers("sealed"),
    Index("dead_letters_conversation", "conversation"),
    Index("dead_letters_expires", "expires_at"),
)
"""Messages that a provider did not take, under her own data key, for as long as they would not be
late: a person may have them tried again. ``staff``: an operator wrote it."""

tallies = Table(
    "tallies",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("count", BigInteger, nullable=False),
)
"""How many messages were sent, expired, cancelled…: numbers that outlive the messages."""

cases = Table(
    "cases",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("conversation", String(64), nullable=False),
    Column("network", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("language", String(16), nullable=False),
    Column("danger", Integer, nullable=False),
    Column("since", Integer, nullable=False),
    Column("operator", String(64), nullable=False),
    Column("opened_at", BigInteger, nullable=False),
    Column("claimed_at", BigInteger),
    Column("closed_at", BigInteger),
    Column("unattended_at", BigInteger),
    Column("drill", String(64), nullable=False, server_default=""),
    hers("sealed"),
    Index("cases_conversation", "conversation"),
    Index("cases_queue", "network", "state"),
)
"""Hand-offs; ``sealed`` is what she agreed to share, under her own data key. ``drill``: of which
drill it is, where no woman is behind it; it counts nowhere."""

letters = Table(
    "letters",
    metadata,
    Column("id", String(64), primary_key=True),
    hashed("number_hash"),
    hashed("word_hash"),
    Column("network", String(64), nullable=False),
    Column("language", String(16), nullable=False),
    Column("asked_at", BigInteger, nullable=False),
    Column("forget_at", BigInteger, nullable=False),
    Column("answered_at", BigInteger),
    sealed("sealed_text"),
    sealed("sealed_answer", nullable=True),
    UniqueConstraint("number_hash", name="letters_number"),
    Index("letters_network", "network"),
    Index("letters_forget", "forget_at"),
)
"""Requests left while nobody was there, sealed under the installation's key."""

her_words = Table(
    "her_words",
    metadata,
    Column("conversation", String(64), primary_key=True),
    Column("kind", String(16), primary_key=True),
    hashed("hash"),
    hashed("near", NEAR),
    sqlite_with_rowid=False,
)
"""Words of her own as keyed hashes. ``near`` holds short keyed hashes of the word without each one
of its letters, so that a second word can be kept apart from the first."""

numbers = Table(
    "numbers",
    metadata,
    hashed("number_hash", primary_key=True),
    Column("conversation", String(64), nullable=False),
    Index("numbers_conversation", "conversation"),
    sqlite_with_rowid=False,
)
"""The numbers with which a conversation is found from elsewhere, as keyed hashes."""

tries = Table(
    "tries",
    metadata,
    hashed("number_hash", primary_key=True),
    Column("wrong", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("until", BigInteger),
    Index("tries_at", "at"),
    sqlite_with_rowid=False,
)
"""Numbers that were tried with a wrong word, whether anybody has them or not."""

consents = Table(
    "consents",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("version", String(64), nullable=False),
    Column("notice", String(128), nullable=False),
    Column("purpose", String(16), nullable=False),
    Column("language", String(16), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("withdrawn_at", BigInteger),
    Index("consents_at", "at"),
    sqlite_with_rowid=False,
)
"""Proofs that somebody said yes to a notice: which texts, where in them, in which language, on
which channel, to the minute. No column leads to her; only her own sealed row knows the id."""

reminders = Table(
    "reminders",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("conversation", String(64), nullable=False),
    Column("case_id", String(64), nullable=False),
    Column("network", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("why", String(16), nullable=False),
    Index("reminders_conversation", "conversation"),
    Index("reminders_due", "state", "at"),
    sqlite_with_rowid=False,
)
"""Reminders that operators asked for: when, which neutral line, and what became of them."""

duty = Table(
    "duty",
    metadata,
    Column("operator", String(64), primary_key=True),
    Column("network", String(64), primary_key=True),
    Column("language", String(16), primary_key=True),
    Column("since", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
)
"""Who is on duty: one row per operator, network and language spoken."""

bundles = Table(
    "bundles",
    metadata,
    Column("id", String(64), primary_key=True),
    bare("content", "published text"),
)
"""Published flows and catalogues, compressed: a session lives on with the bundle it began with."""

installation = Table(
    "installation",
    metadata,
    Column("name", String(32), primary_key=True),
    sealed("sealed"),
)
"""Proof that the master key is the one that this database was sealed with."""

forgotten = Table(
    "forgotten",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("settled", Integer, nullable=False),
    Index("forgotten_at", "at"),
    Index("forgotten_settled", "settled"),
    sqlite_with_rowid=False,
)
"""The ledger: ids of conversations and letters that were destroyed, so that a restored backup
forgets them again. ``settled`` is 1 once the files, too, hold nothing of them."""
