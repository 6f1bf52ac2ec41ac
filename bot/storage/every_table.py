"""Every table, whichever module declares it."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from bot import storage
from bot.storage.tables import metadata

for _module in iter_modules(storage.__path__, f"{storage.__name__}."):
    # Whoever declares tables beside ``tables``: all of them have to be known here.
    if _module.name.endswith("_tables"):
        import_module(_module.name)

TABLES = tuple(metadata.sorted_tables)
"""In an order in which they may be made."""
