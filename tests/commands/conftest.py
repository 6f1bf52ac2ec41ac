"""The command line on an installation of its own, and a woman who has written to it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from click.testing import Result
from sqlalchemy import insert
from typer.testing import CliRunner

from bot.assemble import house
from bot.commands.every import app
from bot.config import Settings, load
from bot.crypto.keys import create_key_file
from bot.house import House
from bot.messages import Address, Channel, Inbound, Opened, Said
from bot.storage.plain import to_ms
from bot.storage.resealing import register, renew
from bot.storage.tables import duty
from tests.databases import migrated

T = TypeVar("T")
HER = Address(Channel.WEB, "token-of-hers")
WORDS = "parole soltanto sue"


@dataclass(frozen=True, slots=True)
class Installation:
    """Settings of an installation in a folder, and the commands that are run on it."""

    environ: dict[str, str]
    folder: Path

    @property
    def settings(self) -> Settings:
        """As the commands read them."""
        return load(self.environ)

    def run(self, *words: str, typed: str = "") -> Result:
        """One command; ``typed`` is its standard input."""
        return CliRunner().invoke(app, list(words), input=typed, env=self.environ)

    def within(self, work: Callable[[House], Coroutine[Any, Any, T]]) -> T:
        """Do something in the running service."""

        async def run() -> T:
            async with house(self.settings) as service:
                return await work(service)

        return asyncio.run(run())


@pytest.fixture
def unmade(tmp_path: Path) -> Installation:
    """A demonstration that has neither key nor database yet."""
    environ = {
        "FILO_MODE": "demo",
        "FILO_DATABASE_URL": f"sqlite:///{tmp_path}/var/filo.sqlite",
        "FILO_MASTER_KEY_FILE": f"{tmp_path}/keys/master.key",
    }
    return Installation(environ, tmp_path)


@pytest.fixture
def installation(unmade: Installation) -> Installation:
    """A demonstration with key and database."""
    create_key_file(unmade.settings.master_key_file)
    asyncio.run(migrated(unmade.settings.database_url))
    return unmade


@pytest.fixture
def turning(installation: Installation) -> Installation:
    """An installation of a woman who waits, and the setting for a key that follows."""
    following = {"FILO_NEXT_KEY_FILE": f"{installation.folder}/keys/next.key"}
    return replace(installation, environ=installation.environ | following)


async def she_asks_for_a_person(service: House) -> str:
    """She writes, and goes as far as the queue of Rho; the id of her case."""
    now = service.clock()
    until = to_ms(now + timedelta(minutes=5))
    row = {"operator": "op", "network": "rho-garbagnate", "language": "it", "since": to_ms(now)}
    await service.store.write(
        lambda connection: connection.execute(insert(duty).values(row | {"until": until}))
    )
    await service.inbox.post(Inbound("open", HER, now, Opened(), ("it",)))
    said = (
        "Italiano",
        "Sì",
        "Una persona",
        "Rho",
        "Sì, avvisa",
        WORDS,
    )
    for text in said:
        await service.inbox.post(Inbound(text, HER, service.clock(), Said(text)))
    (ticket,) = await service.desk.queue(["rho-garbagnate"])
    return ticket.id


async def nothing_left(service: House) -> None:
    """A worker has brought everything under the new key."""
    await service.rotating.go_on()
    assert await service.rotating.left() == 0


def half_rotated(turning: Installation) -> str:
    """Half of a rotation: the id of her case, who waits."""
    assert turning.run("keys", "new").exit_code == 0
    case = turning.within(she_asks_for_a_person)
    assert turning.run("keys", "rotate").exit_code == 0

    async def half(service: House) -> None:
        for column in register()[::2]:
            step = partial(renew, keys=service.keys, column=column, after=None)
            await service.store.write(step)
        assert await service.rotating.left() > 0

    turning.within(half)
    return case
