"""Upgrades as a newer version of Filo would, which adds a table and a column, and takes its time.

It says a line once it has begun. ``python -m scripts.faults.newer``
"""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from pathlib import Path

from bot.config import load
from bot.storage import revision, upgrade

NEXT = """
from alembic import op
import sqlalchemy as sa

revision = "9000"
down_revision = "{newest}"
branch_labels = depends_on = None


def upgrade() -> None:
    op.create_table("nexts", sa.Column("id", sa.String(64), primary_key=True))
    print("begun", flush=True)
    op.execute("select pg_sleep(4)")
    op.add_column("conversations", sa.Column("next", sa.Integer, server_default="0"))
"""


def main() -> None:
    """Upgrade the database of the settings."""
    url = load(os.environ).database_url
    newest = revision.newest_revision()
    with tempfile.TemporaryDirectory(prefix="filo-newer-") as name:
        folder = Path(name) / "migrations"
        shutil.copytree(revision.MIGRATIONS, folder)
        (folder / "versions" / "r9000_next.py").write_text(NEXT.format(newest=newest))
        for module in (revision, upgrade):
            vars(module)["MIGRATIONS"] = folder
        revision._known.cache_clear()
        asyncio.run(upgrade.upgrade(url))


if __name__ == "__main__":
    main()
