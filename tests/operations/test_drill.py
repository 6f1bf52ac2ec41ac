"""``filo staff drill``: what it starts, and what it refuses with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.assemble import house
from bot.config import SettingsError
from bot.operations.staffing import start_drill
from bot.storage.trouble import StorageError
from tests.engines import ON_POSTGRES
from tests.place import installed

HOOK = {"FILO_DUTY_PHONES": "lodi=https://gateway.example/hook"}


async def test_a_drill_waits_to_be_seen(tmp_path: Path) -> None:
    """The service finds it when it looks the next time."""
    settings = await installed(tmp_path, **HOOK)
    assert "lodi" in await start_drill(settings, "lodi")
    async with house(settings) as running:
        (drill,) = await running.alarms.recent(["lodi"])
    assert drill.drill
    assert drill.waits


async def test_no_drill_without_a_phone_or_a_network(tmp_path: Path) -> None:
    """Each refusal says what to set or to type."""
    settings = await installed(tmp_path, **HOOK)
    with pytest.raises(SettingsError, match="FILO_DUTY_PHONE_URL"):
        await start_drill(settings, "milano-citta")
    with pytest.raises(SettingsError, match="milano-citta"):
        await start_drill(settings, "nowhere")


@pytest.mark.skipif(ON_POSTGRES, reason="it is about the file")
async def test_beside_a_service_on_sqlite_the_page_is_named(tmp_path: Path) -> None:
    """The file belongs to the running service, whose staff page has the same button."""
    settings = await installed(tmp_path, **HOOK)
    async with house(settings):
        with pytest.raises(StorageError, match="staff page"):
            await start_drill(settings, "lodi")
