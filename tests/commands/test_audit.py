"""``filo audit verify``: whole, or which batch was changed, also while the service runs."""

from __future__ import annotations

import asyncio

from sqlalchemy import update

from bot.house import House
from bot.storage.outside import outside
from bot.storage.staff_tables import audit
from tests.commands.conftest import Installation


async def _acts(service: House) -> None:
    for act in ("case.claim", "thread.view"):
        await service.desk.record("op-1", act, "case", service.clock())
        await service.audit.seal(service.clock())


def test_a_change_is_named_and_the_command_fails(installation: Installation) -> None:
    """Who can write the database but has no key is found out; the head can be noted and given."""
    installation.within(_acts)
    whole = installation.run("audit", "verify")
    assert whole.exit_code == 0, whole.output
    assert "2 rows in 2 batches" in whole.output
    head = whole.output.strip().splitlines()[-1].removeprefix("head ")
    assert installation.run("audit", "verify", "--head", head).exit_code == 0
    assert installation.run("audit", "verify", "--head", "none").exit_code == 1
    change = update(audit).where(audit.c.act == "case.claim").values(account="op-2")
    url = installation.settings.database_url
    asyncio.run(outside(url, lambda connection: connection.execute(change)))
    changed = installation.run("audit", "verify")
    assert changed.exit_code == 1
    assert "FAIL batch 1: a row of it was changed" in changed.output
