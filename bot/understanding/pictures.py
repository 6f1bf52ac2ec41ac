"""Messages of pictures alone: who writes no word may not be able to."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from bot.text.spelling import fold

LONGEST = 200
"""A longer message of pictures alone says no more than this."""

Picture = Literal["help", "thanks", "other"]

_HELP = "🆘"
"""It stands on the choice of who needs somebody at once (``flows/voice.yaml``)."""

_THANKS = frozenset("👍🙏❤🧡💛💚💙💜🤍🤎🖤♥💗💖💕😊🙂☺😘👌🌹💐🌸🤗🤝✅")
_BESIDE = re.compile("[\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff\\s]")
"""What varies a picture without making another one: shades of skin, joiners, spaces."""


def pictured(text: str) -> Picture | None:
    """What a message of pictures alone says, or None where there is a word, a number or nothing."""
    bare = _BESIDE.sub("", text[:LONGEST])
    if not any(unicodedata.category(one) == "So" for one in bare) or fold(text[:LONGEST]):
        return None
    if _HELP in bare:
        return "help"
    return "thanks" if _THANKS.issuperset(bare) else "other"
