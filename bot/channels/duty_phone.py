"""The duty phone behind an HTTP hook, as on-call gateways offer one: a POST of JSON.

What is sent says how many alarms wait, and nothing else: no network, no id, no time. Who reads it
over a shoulder learns that somebody works in shifts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import final

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.conversation.duty_phone import NotRung

DRILL = "ESERCITAZIONE"
"""What a call to the phone begins with where nobody waits and colleagues practise."""

SECONDS = 5.0
"""A hook that does not answer within so many seconds was not reached."""


@final
class HookPhone:
    """Rings by a hook of the network's own, or by the one for all (``conversation.duty_phone``)."""

    def __init__(self, for_all: str, own: Mapping[str, str]) -> None:
        self._for_all = for_all
        self._own = dict(own)

    def rings_for(self, network: str) -> bool:
        """Whether there is a hook for that network."""
        return bool(self._own.get(network) or self._for_all)

    async def ring(self, network: str, count: int) -> None:
        """Post ``{"text": "Turno: 1"}``. Raises ``NotRung`` unless the hook answers with 2xx."""
        await self._post(network, alert(count))

    async def ring_drill(self, network: str) -> None:
        """Post ``{"text": "ESERCITAZIONE. Turno: 1"}``. Raises ``NotRung`` as ``ring`` does."""
        await self._post(network, {"text": f"{DRILL}. {alert(1)['text']}"})

    async def _post(self, network: str, told: dict[str, str]) -> None:
        url = self._own.get(network) or self._for_all
        assert url, "only a network with a duty phone is rung"
        try:
            async with (
                ClientSession(timeout=ClientTimeout(total=SECONDS)) as session,
                session.post(url, json=told, allow_redirects=False) as answer,
            ):
                reached = 200 <= answer.status < 300
        except (ClientError, TimeoutError, OSError):
            # The cause would name the hook's address.
            raise NotRung("the duty phone was not reached") from None
        if not reached:
            raise NotRung("the duty phone was refused")


def alert(count: int) -> dict[str, str]:
    """What is told, in the words of a shift: how many wait."""
    return {"text": f"Turno: {count}"}
