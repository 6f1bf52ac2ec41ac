"""What she keeps for herself, in the database: one sealed row, changed in the turns she writes."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from bot.crypto.sealing import Sealer
from bot.handoff.notebook import Aim, Aimed, Notebook, Paper, after
from bot.storage.agencies import AgencyStore
from bot.storage.plain import dump, from_ms, from_ms_or_none, load, to_ms, to_ms_or_none
from bot.storage.rows import Cells
from bot.storage.together_rows import her_key
from bot.storage.together_tables import notebooks
from bot.values.proposals import Wrote


def notebook_of(row: Any, key: Sealer) -> Notebook:
    """The notebook of a row."""
    plain = load(key.unseal("notebooks", "sealed", row.conversation, row.sealed))
    return Notebook(
        row.conversation,
        from_ms(plain["began_at"]),
        from_ms_or_none(row.until),
        tuple(plain["abilities"]),
        tuple(
            Aimed(Aim(aim), None if on is None else date.fromordinal(on), done)
            for aim, on, done in plain["aims"]
        ),
        {Paper(paper): has for paper, has in plain["papers"].items()},
        plain["shared"],
    )


def notebook_row(notebook: Notebook, key: Sealer) -> Cells:
    """The row of a notebook."""
    plain = {
        "began_at": to_ms(notebook.began_at),
        "abilities": list(notebook.abilities),
        "aims": [
            [one.aim.value, None if one.on is None else one.on.toordinal(), one.done]
            for one in notebook.aims
        ],
        "papers": {paper.value: has for paper, has in notebook.papers.items()},
        "shared": notebook.shared,
    }
    return {
        "conversation": notebook.conversation,
        "until": to_ms_or_none(notebook.until),
        "sealed": key.seal("notebooks", "sealed", notebook.conversation, dump(plain)),
    }


def read_notebook(connection: Connection, key: Sealer, conversation: str) -> Notebook | None:
    """What she keeps, or None."""
    query = select(notebooks).where(notebooks.c.conversation == conversation)
    row = connection.execute(query).first()
    return None if row is None else notebook_of(row, key)


def write_notebook(connection: Connection, id: str, key: Sealer, wrote: Wrote) -> None:
    """One change of hers. An empty notebook is none."""
    known = read_notebook(connection, key, id)
    changed = after(known or Notebook(id, wrote.at), wrote)
    own = notebooks.c.conversation == id
    if changed.empty:
        connection.execute(delete(notebooks).where(own))
    elif known is None:
        connection.execute(insert(notebooks), [notebook_row(changed, key)])
    else:
        connection.execute(update(notebooks).where(own).values(notebook_row(changed, key)))


class SqlNotebooks:
    """What of her notebook the holder of her case may read: what she said yes to."""

    def __init__(self, store: AgencyStore) -> None:
        self._store = store

    async def shared(self, conversation: str) -> tuple[str, ...]:
        """The abilities that she lets stand in the sheet of a referral."""

        def work(connection: Connection) -> Notebook | None:
            key = her_key(connection, self._store.keys, conversation)
            return None if key is None else read_notebook(connection, key, conversation)

        found = await self._store.read(work)
        return found.abilities if found is not None and found.shared else ()
