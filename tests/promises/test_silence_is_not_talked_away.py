"""After a silence the tap that extends the time brings nothing back, whoever touches it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp.test_utils import TestClient, TestServer

from bot.assemble import house
from bot.config import load
from bot.conversation.scene import Rules
from bot.crypto.keys import create_key_file
from bot.handoff.people import Account, Role
from bot.house import House
from bot.messages import Address, Channel, Inbound, Opened, Said
from tests.databases import migrated
from tests.engines import database_in
from tests.promises.conftest import Client

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SHORT = Rules(silence={channel: timedelta(minutes=5) for channel in Channel})
"""A silence shorter than the life of the cookie: nothing but the silence itself is between."""


async def _waits(service: House, her: Address) -> None:
    """She waits for a person in the queue, where a page that is alive is not silent."""
    account = Account("op", "op", Role.OPERATOR, ("rho-garbagnate",), ("it",), NOW)
    await service.desk.set_duty(account, NOW + timedelta(hours=1), NOW)
    await service.inbox.post(Inbound("open", her, NOW, Opened(), ("it",)))
    for text in (
        "Italiano",
        "Sì",
        "Una persona",
        "Rho",
        "Sì, avvisa",
    ):
        await service.inbox.post(Inbound(text, her, NOW, Said(text)))


async def _post(client: Client, token: str, fields: Mapping[str, str]) -> str:
    headers = {
        "Sec-Fetch-Site": "same-origin",
        "Accept": "application/json",
        "Cookie": f"giorno={token}",
    }
    return await (await client.post("/", data=fields, headers=headers)).text()


async def test_to_stay_comes_too_late_after_a_silence(tmp_path: Path) -> None:
    """Her page was closed longer than a silence: "stay" opens nothing, then or afterwards."""
    clock = [NOW]
    settings = load(
        {
            "FILO_MODE": "demo",
            "FILO_DATABASE_URL": database_in(tmp_path),
            "FILO_MASTER_KEY_FILE": f"{tmp_path}/master.key",
        }
    )
    create_key_file(settings.master_key_file)
    await migrated(settings.database_url)
    async with (
        house(settings, clock=lambda: clock[0], rules=SHORT) as service,
        TestClient(TestServer(service.public_site())) as client,
    ):
        token = service.keys.tokens.mint(NOW)
        her = Address(Channel.WEB, token)
        await _waits(service, her)
        clock[0] += timedelta(minutes=4)
        stayed = await _post(
            client, token, {"form": service.keys.tokens.form(token, clock[0]), "stay": "1"}
        )
        assert '"live":true' in stayed
        clock[0] += timedelta(minutes=6)
        late = await _post(
            client, token, {"form": service.keys.tokens.form(token, clock[0]), "stay": "1"}
        )
        assert '"live":false' in late
        assert not (await service.views.page(her, ["it"], clock[0])).live
