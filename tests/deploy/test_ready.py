"""Health and readiness tell the truth: a process may live and be of no use."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from tests.place import placed


class Dead:
    """A database that does not answer."""

    async def counts(self) -> None:
        """Never."""
        raise OSError("gone")


async def test_without_its_database_the_service_lives_and_is_not_ready(tmp_path: Path) -> None:
    """Ready, not ready, ready again: as it is at the moment, without the name of any part."""
    async with placed(tmp_path) as place:
        store = place.service.store
        for given, status, text in (
            (store, 200, "ok"),
            (Dead(), 503, "not ready"),
            (store, 200, "ok"),
        ):
            place.service.store = cast("Any", given)
            async with place.client.get("/readyz") as answer:
                assert (answer.status, await answer.text()) == (status, text)
            async with place.client.get("/healthz") as answer:
                assert (answer.status, await answer.text()) == (200, "ok")
