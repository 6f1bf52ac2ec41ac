"""What her open page and the desk know of each other just now; in memory only, and soon forgotten.

Her page is told that her operator is writing, and the desk up to which line her page was given.
Nothing of it is stored, and nothing of it reaches a messenger. What she is typing is told to
nobody: what she deletes before she sends it, or writes while somebody takes the phone out of her
hand, is hers.
"""

from __future__ import annotations

from datetime import datetime, timedelta

TYPING_FOR = timedelta(seconds=6)
"""So long after the last sign her operator no longer writes."""

CROWD = 4096
"""After so many conversations the old ones are dropped."""


def page_topic(conversation: str) -> str:
    """The topic that wakes her page alone."""
    return f"page:{conversation}"


class Beside:
    """Who is writing to whom, and what was given."""

    def __init__(self) -> None:
        self._typing: dict[str, datetime] = {}
        self._given: dict[str, int] = {}

    def types(self, conversation: str, now: datetime) -> bool:
        """Her operator is writing. Whether that is news."""
        known = self.typing_until(conversation, now) is not None
        if len(self._typing) >= CROWD:
            self._typing = {id: until for id, until in self._typing.items() if until > now}
        self._typing[conversation] = now + TYPING_FOR
        return not known

    def rests(self, conversation: str) -> None:
        """Her operator has sent it, or no longer writes."""
        self._typing.pop(conversation, None)

    def typing_until(self, conversation: str, now: datetime) -> datetime | None:
        """Until when her operator counts as writing, or None."""
        until = self._typing.get(conversation)
        return until if until is not None and until > now else None

    def gives(self, conversation: str, seq: int) -> bool:
        """Her open page was given all lines up to this one. Whether that is more than before."""
        if self._given.get(conversation, 0) >= seq:
            return False
        while len(self._given) >= CROWD:
            del self._given[next(iter(self._given))]
        self._given[conversation] = seq
        return True

    def given(self, conversation: str) -> int:
        """The last line that her page was given, as far as this process knows; 0: none."""
        return self._given.get(conversation, 0)
