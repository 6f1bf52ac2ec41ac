"""A request that is refused, with a sentence that says what to do next."""

from __future__ import annotations

from admin.texts import say
from bot.handoff.reasons import SENTENCES, Reason


class Refused(Exception):
    """The request is refused: a status, a code and a sentence that says what to do next."""

    def __init__(self, status: int, reason: Reason, *, holder: str = "", **details: str) -> None:
        super().__init__(reason.value)
        self.status = status
        self.reason = reason
        self.holder = holder
        self.details = {**({"holder": holder} if holder else {}), **details}
        self.wait = details.get("seconds", "")

    def message(self, language: str) -> str:
        """The sentence, in a language of the staff."""
        return say(SENTENCES[self.reason], language, **self.details)
