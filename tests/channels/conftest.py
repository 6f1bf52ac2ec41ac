"""The whole service behind one channel, with a clock that is moved by hand."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer
from twilio.rest import Client

from bot.assemble import furnished, published_scene
from bot.channels.twilio_http import TwilioHttp, client_of
from bot.config import load
from bot.conversation.scene import Scene
from bot.conversation.sending import Watch
from bot.conversation.state import Conversation, Curtain
from bot.crypto.keys import Keyring
from bot.house import House
from bot.messages import Address
from bot.storage.sql import SqlStore
from bot.storage.upgrade import upgrade
from tests.channels.drivers import DRIVERS, INAPPLICABLE, Driver
from tests.channels.telegram_driver import TelegramDriver, telegram
from tests.channels.twilio_fake import ACCOUNT, TOKEN, FakeTwilio, fake_twilio
from tests.engines import database_at

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MASTER = bytes(range(32))


class Clock:
    """The time of the service and of its providers."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        """The time, in UTC."""
        return self.now

    def later(self, **time: float) -> None:
        """So much time passes."""
        self.now += timedelta(**time)


class QuickWatch(Watch):
    """A watch that runs only while somebody waits by it: what is waited for comes at once."""

    def __init__(self) -> None:
        self._at = 0.0

    def seconds(self) -> float:
        """The moment to which it was waited."""
        return self._at

    async def rest(self, seconds: float) -> None:
        """So much has passed."""
        self._at += seconds
        await asyncio.sleep(0)


@dataclass
class Town:
    """A service, one channel of it, and the people on it."""

    house: House
    driver: Driver
    clock: Clock
    site: str = field(default="")

    async def send(self) -> None:
        """Send everything that may be sent at this moment."""
        while await self.house.outbox.send_waiting():
            pass

    async def known(self, person: str) -> Conversation | None:
        """What is kept of her."""
        address = Address(self.driver.channel, self.driver.address(person))
        found = await self.house.store.read_thread(address)
        return found[0] if found else None

    async def stands(self, person: str) -> Curtain:
        """Her curtain; whoever is not known is before the cover."""
        known = await self.known(person)
        return known.curtain if known else Curtain.COVERED

    async def counts(self) -> dict[str, int]:
        """What became of messages, without what never happened."""
        return {name: n for name, n in (await self.house.store.counts()).items() if n}


@pytest.fixture(scope="session")
def scene() -> Scene:
    """What is published."""
    return published_scene(lambda: NOW)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "template.db"
    asyncio.run(upgrade(f"sqlite:///{path}"))
    return path


@asynccontextmanager
async def town_of(
    driver: Driver, clock: Clock, scene: Scene, database: Path
) -> AsyncIterator[Town]:
    """The service over that database, reached by that driver."""
    settings = load({"FILO_MODE": "demo", **driver.settings()})
    store = await SqlStore.open(database_at(database), Keyring(MASTER))
    try:
        async with (
            furnished(settings, scene, store, clock) as house,
            TestServer(house.public_site()) as server,
        ):
            site = f"http://127.0.0.1:{server.port}"
            driver.reach(site)
            house.outbox.watch = QuickWatch()
            yield Town(house, driver, clock, site)
    finally:
        await store.close()


@pytest.fixture
def clock() -> Clock:
    """The time, at nine in the morning."""
    return Clock()


@pytest.fixture
def database(migrated: Path, tmp_path: Path) -> Path:
    """A database of this test's own."""
    return Path(shutil.copy(migrated, tmp_path / "filo.db"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A promise of the contract is held on every channel but those that say why they cannot."""
    if "town" in metafunc.fixturenames:
        promise = metafunc.function.__name__
        names = [name for name in sorted(DRIVERS) if promise not in INAPPLICABLE.get(name, {})]
        metafunc.parametrize("town", names, indirect=True)


@pytest.fixture
async def town(
    request: pytest.FixtureRequest, clock: Clock, scene: Scene, database: Path
) -> AsyncIterator[Town]:
    """The service behind each channel in turn."""
    async with (
        DRIVERS[request.param](clock) as driver,
        town_of(driver, clock, scene, database) as town,
    ):
        yield town


@dataclass
class TelegramTown(Town):
    """A service with Telegram."""

    driver: TelegramDriver


@pytest.fixture
async def on_telegram(clock: Clock, scene: Scene, database: Path) -> AsyncIterator[TelegramTown]:
    """The service behind Telegram."""
    async with telegram(clock) as driver, town_of(driver, clock, scene, database) as town:
        yield TelegramTown(town.house, driver, clock, town.site)


@pytest.fixture
async def twilio() -> AsyncIterator[FakeTwilio]:
    """A fake of Twilio alone."""
    async with fake_twilio() as fake:
        yield fake


@pytest.fixture
async def client(twilio: FakeTwilio) -> AsyncIterator[Client]:
    """Twilio's own client, that reaches the fake over HTTP."""
    http = TwilioHttp(twilio.url)
    yield client_of(ACCOUNT, TOKEN, http)
    await http.close()
