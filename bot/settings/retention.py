"""How long each kind of data is kept: the settings, their defaults and their bounds.

The defaults are those of docs/privacy.md. A bound is the longest that can be justified, and the
shortest with which the service still works.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field

LEDGER_MARGIN = timedelta(days=7)
"""The ledger of the forgotten outlives the oldest backup by so much."""


def _from_to(least: int, most: int) -> BeforeValidator:
    def check(value: object) -> object:
        text = str(value)
        if not text.isascii() or not text.isdigit() or not least <= int(text[:9]) <= most:
            raise ValueError(f"must be a whole number from {least} to {most}")
        return int(text)

    return BeforeValidator(check)


LEAST = {
    "keep_web_minutes": 5,
    "keep_messenger_hours": 1,
    "keep_case_hours": 24,
    "keep_asked_days": 3,
    "keep_letter_days": 1,
    "keep_held_hours": 1,
}
"""What the staff may shorten while the service runs, and the shortest that still works: the lower
bounds of the settings below."""


class Retention(BaseModel):
    """The part of the settings that says how long things are kept. Others apply to what is stored
    from then on; what is stored already keeps the time that it was given."""

    keep_web_minutes: Annotated[int, _from_to(LEAST["keep_web_minutes"], 1440)] = Field(
        30,
        description="Minutes for which a conversation on the web is kept after the silence that"
        " ends it.",
    )
    keep_messenger_hours: Annotated[int, _from_to(LEAST["keep_messenger_hours"], 168)] = Field(
        24,
        description="Hours for which a conversation on Telegram, WhatsApp or SMS is kept after her"
        " last act.",
    )
    keep_telegram_hours: Annotated[int, _from_to(1, 47)] = Field(
        24,
        description="Hours after which a message of either side is deleted from a Telegram chat"
        " that goes on. Telegram lets a bot delete for 48 hours.",
    )
    keep_case_hours: Annotated[int, _from_to(LEAST["keep_case_hours"], 720)] = Field(
        72,
        description="Hours for which a conversation that was handed to a person is kept after her"
        " last act.",
    )
    keep_asked_days: Annotated[int, _from_to(LEAST["keep_asked_days"], 30)] = Field(
        30, description="Days for which it is kept after her last act where she asked for it."
    )
    keep_letter_days: Annotated[int, _from_to(LEAST["keep_letter_days"], 30)] = Field(
        7, description="Days for which a request, its answer and the letter box are kept."
    )
    keep_held_hours: Annotated[int, _from_to(LEAST["keep_held_hours"], 72)] = Field(
        24,
        description="Hours for which a text that could not be given to her waits in the hold tray.",
    )
    keep_note_days: Annotated[int, _from_to(1, 30)] = Field(
        14,
        description="Days for which a note of a case is kept; it goes with her conversation where"
        " that goes earlier.",
    )
    keep_consent_days: Annotated[int, _from_to(30, 730)] = Field(
        365, description="Days for which the proof is kept that she read the notice and agreed."
    )
    keep_happened_hours: Annotated[int, _from_to(24, 168)] = Field(
        48,
        description="Hours for which the keyed hash of a happening is kept, so that what comes"
        " twice has one effect.",
    )
    keep_audit_days: Annotated[int, _from_to(90, 1095)] = Field(
        730, description="Days for which the audit of the staff is kept; it holds no content."
    )
    keep_alarm_days: Annotated[int, _from_to(30, 90)] = Field(
        30,
        description="Days for which alarms and drills are remembered: when they were, and who saw"
        " them.",
    )
    keep_staff_session_hours: Annotated[int, _from_to(1, 24)] = Field(
        12, description="Hours after which somebody of the staff has to log in again."
    )
    staff_idle_minutes: Annotated[int, _from_to(5, 480)] = Field(
        120, description="Minutes without a request after which a session of the staff ends."
    )
    staff_sessions: Annotated[int, _from_to(1, 20)] = Field(
        5, description="Sessions that one account of the staff may have at once: the oldest ends."
    )
    keep_staff_browser_days: Annotated[int, _from_to(1, 90)] = Field(
        30,
        description="Days for which a browser is known in which somebody of the staff logged in.",
    )
    keep_backup_days: Annotated[int, _from_to(1, 30)] = Field(
        7,
        description="Days for which you keep backups: the ledger of what was forgotten outlives"
        " them by a week, so that a restored one forgets again.",
    )
    ledger_file: Path | None = Field(
        None,
        description="The second copy of the ledger of the forgotten. Without it, beside a SQLite"
        " database; on PostgreSQL none.",
    )

    @property
    def keep_ledger(self) -> timedelta:
        """How long the ledger of the forgotten is kept."""
        return timedelta(days=self.keep_backup_days) + LEDGER_MARGIN
