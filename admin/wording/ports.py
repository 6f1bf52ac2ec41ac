"""What the tables of translations need from the house."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.wording.bringing import Plan
from bot.wording.checks import Check
from bot.wording.desk import Detail
from bot.wording.model import Counts, Line
from bot.wording.rows import Form
from bot.wording.table import Wanted


class Wording(Protocol):
    """Tables of every language (``bot.wording.desk`` says what each raises)."""

    async def counts(self) -> tuple[Sequence[Counts], Mapping[str, str]]:
        """How far each language is; flow -> its title."""

    async def lines(self, language: str, wanted: Wanted) -> Sequence[Line]:
        """The lines that are asked for."""

    async def detail(self, language: str, context: str) -> Detail:
        """One text and what helps with it."""

    async def check(
        self, language: str, context: str, text: str, words: str = ""
    ) -> Sequence[Check]:
        """What there is to say of a translation while it is written."""

    async def write(
        self,
        language: str,
        context: str,
        seen: str,
        text: str,
        words: str | None,
        by: str,
        now: datetime,
    ) -> None:
        """The text, and its words, are these in the draft of their flow."""

    async def sign(self, language: str, context: str, seen: str, by: str, now: datetime) -> None:
        """She has read this translation beside its Italian, and it is right."""

    async def unsign(self, language: str, context: str) -> None:
        """Nobody in the console has signed it."""

    async def file(self, language: str, form: Form, wanted: Wanted) -> bytes:
        """The lines that are asked for as a file."""

    async def plan(self, language: str, content: bytes, form: Form) -> Plan:
        """What a file would change."""

    async def store(
        self, language: str, content: bytes, form: Form, token: str, by: str, now: datetime
    ) -> Plan:
        """Write what a file changes, all of it or nothing."""
