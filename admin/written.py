"""What the rooms that write, try and translate flows need of the house."""

from __future__ import annotations

from typing import Protocol

from admin.flows.ports import Around, Workshop
from admin.rehearsal.ports import Rehearsals
from admin.wording.ports import Wording


class WithFlows(Protocol):
    """The house as these rooms see it."""

    @property
    def workshop(self) -> Workshop:
        """Where flows are written and published."""

    @property
    def rehearsals(self) -> Rehearsals:
        """Where they are tried before."""

    @property
    def wording(self) -> Wording:
        """Translations into every language."""

    @property
    def around(self) -> Around:
        """Planned publications, and how many stand at which step."""
