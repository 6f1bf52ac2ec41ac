"""The command line: ``filo``."""

from __future__ import annotations

import gc
import sys
from contextlib import suppress


def main() -> None:
    """Run the command line. What starts the sites does not wait for the other commands to load,
    and none of them for a search for garbage among what is being loaded, which stays."""
    gc.disable()
    from bot.commands.sites import sites

    if sys.argv[1:2] not in (["serve"], ["demo"]):
        from bot.commands import every  # noqa: F401
    gc.freeze()
    gc.enable()
    with suppress(KeyboardInterrupt):
        sites()


if __name__ == "__main__":
    main()
