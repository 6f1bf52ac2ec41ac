"""Makes what a demonstration needs before its sites can start."""

from __future__ import annotations

from bot.config import Settings
from bot.crypto.keys import create_key_file
from bot.storage.upgrade import upgrade


async def set_up_demonstration(settings: Settings) -> None:
    """Make the key and the database of a demonstration where they are absent."""
    if not settings.master_key_file.exists():
        create_key_file(settings.master_key_file)
    await upgrade(settings.database_url)
