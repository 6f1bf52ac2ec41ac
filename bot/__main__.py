"""The command line: ``filo``."""

from __future__ import annotations

import sys
from contextlib import suppress

from bot.commands.sites import sites


def main() -> None:
    """Run the command line. What starts the sites does not wait for the other commands to load."""
    if sys.argv[1:2] not in (["serve"], ["demo"]):
        from bot.commands import every  # noqa: F401
    with suppress(KeyboardInterrupt):
        sites()


if __name__ == "__main__":
    main()
