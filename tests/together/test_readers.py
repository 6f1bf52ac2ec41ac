"""She asks who read what she wrote: which agency and when, never which person."""

from __future__ import annotations

from datetime import timedelta

from tests.together.conftest import MILANO, RHO, Town
from tests.together.test_seats import _seat


async def test_she_learns_which_agencies_read_her_and_when(town: Town) -> None:
    """Nobody before somebody opened it; then the agency and the day, also of who sat beside."""
    operator, guest = await town.person("una", RHO), await town.person("altra", MILANO)
    token, case = await town.with_case(operator)
    assert "nessuna persona ha letto" in await town.says(token, "chi ha letto")
    await operator.ok("GET", f"/api/cases/{case}/thread")
    told = (await town.says(token, "chi ha letto")).rpartition("Ecco chi ha aperto")[2]
    assert "24 novembre 2026: una persona di questo ente: Centro dimostrativo Ovest" in told
    assert "Milano" not in told

    await operator.ok("POST", f"/api/cases/{case}/seats", _seat("consult", guest, MILANO))
    await town.says(token, "Sì, va bene")
    await guest.ok("POST", "/api/seats/seat-0001/join")
    town.now[0] += timedelta(minutes=1)
    await guest.ok("GET", "/api/seats/seat-0001/thread")
    told = (await town.says(token, "Chi mi ha letto")).rpartition("Ecco chi ha aperto")[2]
    assert "Centro dimostrativo Milano" in told
    assert "Centro dimostrativo Ovest" in told
    for name in (operator.account.id, guest.account.id):
        assert name not in told
    thread = await operator.ok("GET", f"/api/cases/{case}/thread")
    assert "Ecco chi ha aperto" not in str(thread), "it is told to her alone"


async def test_a_stranger_at_her_page_learns_nothing(town: Town) -> None:
    """Who left and comes back without her word is not told that there was anything to read."""
    operator = await town.person("una", RHO)
    token, case = await town.with_case(operator)
    await operator.ok("GET", f"/api/cases/{case}/thread")
    await town.says(token, "esci")
    again: str = town.house.keys.tokens.mint(town.now[0])
    for text in ("Italiano", "Sì"):
        await town.says(again, text)
    told = await town.says(again, "chi ha letto")
    assert "scrivi prima la tua parola" in told
    assert "Centro dimostrativo" not in told
