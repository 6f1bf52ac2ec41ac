"""Calls that tests are made of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.training.call import TrainingCall
from bot.training.kinds import Audience, Mode

NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)


def call(id: str, **values: Any) -> TrainingCall:
    """An online course for women that can be asked for during ten days."""
    made = {
        "title": f"Corso {id}",
        "provider": "Ente dimostrativo",
        "audience": Audience.WOMEN,
        "mode": Mode.ONLINE,
        "deadline": NOW + timedelta(days=10),
    }
    return TrainingCall(id, **{**made, **values})
