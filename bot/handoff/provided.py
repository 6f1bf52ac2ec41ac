"""What a channel's provider shows of us to everybody: a profile, or an approved template.

It is asked of the provider (``channels``), kept (``storage``) and compared
(``bot.wiring.provided``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

PROFILE = "profile"
APPROVED = "approved"
ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Shown:
    """A text that a provider shows, or should. ``what``: ``PROFILE``, or the line of a template.

    ``commands`` are names and what stands beside them.
    """

    what: str
    language: str
    title: str
    about: str
    commands: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What the provider said of one of them: the digest of what it shows, and how it stands with
    it (of a template: ``APPROVED``, or another word of the provider's)."""

    what: str
    language: str
    digest: str
    state: str = APPROVED


class ProviderError(Exception):
    """The provider was not reached, or did not take it. ``found``: what it said until then."""

    def __init__(self, found: Iterable[Found] = ()) -> None:
        super().__init__("the provider did not answer, or did not take it")
        self.found = tuple(found)


def digest_of(parts: Iterable[str]) -> str:
    """Parts of a text in few letters."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:22]
