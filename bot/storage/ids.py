"""Ids and numbers that nobody guesses."""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64encode

from bot.crypto.chance import chance


class RandomIds:
    """Unguessable ids and numbers (``conversation.ports.Ids``)."""

    def new(self) -> str:
        """22 URL-safe characters, 128 bits of chance."""
        return urlsafe_b64encode(chance(16)).decode().rstrip("=")

    def number(self) -> str:
        """Eight random digits, the first not 0."""
        return str(secrets.randbelow(90_000_000) + 10_000_000)
