"""One key follows another, from the command line: beside the service, while it runs."""

from __future__ import annotations

from sqlalchemy import Connection

from bot.assemble import keyring_of, now
from bot.config import Settings
from bot.storage.examine import look
from bot.storage.ids import RandomIds
from bot.storage.outside import outside
from bot.storage.revision import check_revision
from bot.storage.rotation import SETTLES, Progress, begin, end, progress


async def rotate(settings: Settings) -> str:
    """The new key seals from now on; what to tell. Raises ``KeyFileError`` or ``StorageError``."""
    keys, act, at = keyring_of(settings), RandomIds().new(), now()
    await outside(settings.database_url, lambda one: begin(one, keys, act, at))
    return (
        "The new key seals from now on, and a running worker seals anew what is stored:"
        " `filo keys status` says how far it is. Keep both files where they are."
    )


async def retire(settings: Settings) -> str:
    """The old key is of no use from now on; what to tell. Raises as ``rotate``."""
    keys, act, at = keyring_of(settings), RandomIds().new(), now()
    await outside(settings.database_url, lambda one: end(one, keys, act, at))
    return (
        "Nothing is left under the old key. Now put the new file in its place, take"
        " FILO_NEXT_KEY_FILE away, start every process again, and destroy the old file and its"
        f" sheets once the last backup under it is gone ({settings.keep_backup_days} days)."
    )


async def status(settings: Settings) -> tuple[str, ...]:
    """How it stands, in lines; nothing is written. Raises as ``rotate``."""
    keys, at = keyring_of(settings), now()

    def work(connection: Connection) -> Progress:
        check_revision(connection)
        return progress(connection, keys, at)

    return told_of(await look(settings.database_url, work))


def told_of(found: Progress) -> tuple[str, ...]:
    """How it stands, in lines: numbers only."""
    nodes = f"{found.nodes} processes run: {found.have} have every key that is here"
    if found.rotating:
        over = found.since + SETTLES
        return (
            f"The new key seals since {found.since:%Y-%m-%d %H:%M} UTC.",
            _left(found),
            f"{nodes}, {found.seal} seal with the new one.",
            f"`filo keys retire` may come from {over:%Y-%m-%d %H:%M} UTC on, when none are left.",
        )
    since = f" since {found.since:%Y-%m-%d %H:%M} UTC" if found.rotated else " from the first"
    waits = "A new key is here and seals nothing yet: `filo keys rotate` lets it."
    left = f"{found.left.of} values stand under it, {found.left.left} under an earlier one."
    return (f"One key seals{since}.", left, f"{nodes}.", *([waits] if found.waits else []))


def _left(found: Progress) -> str:
    where = f" ({', '.join(found.left.where)})" if found.left.where else ""
    return f"{found.left.left} of {found.left.of} values are left under the old one{where}."
