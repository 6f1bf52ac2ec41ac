"""A data officer over ``MemoryStore``, keeping the same contract as ``SqlPeople``: for tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.handoff.subject import Found, Reference
from bot.storage.export import letter_export
from bot.storage.memory import MemoryStore


class MemoryPeople:
    """Whose data there is, out of dictionaries."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def find(self, reference: Reference, networks: Sequence[str] | None) -> Found | None:
        """The conversation or letter of a reference, or None."""
        if reference.number:
            letters = self._store.letters.values()
            own = (one.id for one in letters if one.number == reference.number)
            return self._letter(next(own, ""), networks)
        return self._conversation(reference.id, networks) or self._letter(reference.id, networks)

    async def export(self, found: Found) -> dict[str, Any] | None:
        """Everything that is kept of it; None: it is gone."""
        letter = self._store.letters.get(found.id)
        if found.kind == "letter":
            return None if letter is None else letter_export(letter)
        talk = self._store.conversations.get(found.id)
        if talk is None:
            return None
        lines = self._store.messages.get(found.id, ())
        return {
            "conversation": {"id": talk.id, "curtain": talk.curtain.value},
            "messages": [{"text": line.speech.text} for line in lines],
            "cases": [asdict(case) for case in self._cases(found.id)],
            "outgoing": [],
            "sent": 0,
        }

    async def erase_letter(self, id: str, now: datetime) -> bool:
        """Destroy a letter. Whether there was one."""
        return self._store.forget_letter(id, now)

    def _cases(self, conversation: str) -> list[Any]:
        own = (case for case in self._store.cases.values() if case.conversation == conversation)
        return sorted(own, key=lambda case: (case.opened_at, case.id))

    def _conversation(self, id: str, networks: Sequence[str] | None) -> Found | None:
        case = self._store.cases.get(id)
        talk = self._store.conversations.get(case.conversation if case else id)
        if talk is None:
            return None
        mine = [one for one in self._cases(talk.id) if networks is None or one.network in networks]
        if case is not None:
            mine = [one for one in mine if one.id == case.id]
        newest = mine[-1] if mine else None
        if newest is None and (networks is not None or case is not None):
            return None
        return Found(
            kind="conversation",
            id=talk.id,
            network=newest.network if newest else "",
            language=newest.language if newest else "",
            since=newest.opened_at if newest else talk.touched_at,
            forget_at=talk.forget_at,
        )

    def _letter(self, id: str, networks: Sequence[str] | None) -> Found | None:
        letter = self._store.letters.get(id)
        if letter is None or (networks is not None and letter.network not in networks):
            return None
        return Found(
            kind="letter",
            id=letter.id,
            network=letter.network,
            language=letter.language,
            since=letter.asked_at,
            forget_at=letter.forget_at,
        )
