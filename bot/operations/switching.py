"""The emergency switch of the command line: it works whatever runs, or does not, over the database.

Running processes look at the database once a second, and before each message that is sent.
"""

from __future__ import annotations

from sqlalchemy import Connection

from bot.assemble import keyring_of, now
from bot.config import Settings
from bot.handoff.choices import COMMAND_LINE, LONGEST_REASON, Choice
from bot.handoff.switches import OFF, ON, PREFIX
from bot.handoff.trace import Trace
from bot.storage.audit_append import append
from bot.storage.choices import choose
from bot.storage.ids import RandomIds
from bot.storage.installation import check_key
from bot.storage.outside import outside


async def switch(settings: Settings, name: str, *, off: bool, reason: str = "") -> str:
    """Switch it; what to tell. Raises ``KeyFileError`` or ``StorageError``."""
    keys, at = keyring_of(settings), now()
    one = Choice(PREFIX + name, OFF if off else ON, at, COMMAND_LINE, reason[:LONGEST_REASON])
    act = Trace(RandomIds().new(), COMMAND_LINE, "switch.off" if off else "switch.on", name, at)

    def work(connection: Connection) -> bool:
        check_key(connection, keys)
        done = choose(connection, keys, one)
        if done:
            append(connection, keys.audit, act)
        return done

    done = await outside(settings.database_url, work)
    how = "off" if off else "on"
    return f"{name} is {how} since {at:%H:%M:%S} UTC." if done else f"{name} was {how} already."
