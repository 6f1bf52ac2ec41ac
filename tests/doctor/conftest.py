"""The doctor looks over an installation like that of the commands."""

from __future__ import annotations

from tests.commands.conftest import database, installation, unmade

__all__ = ["database", "installation", "unmade"]
