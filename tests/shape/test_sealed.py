"""The schema says of every column of bytes under which key it stands: nothing is left behind."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from sqlalchemy import Column, LargeBinary

from bot.storage.every_table import TABLES
from bot.storage.resealing import register
from bot.storage.sealed import Hashed, Hers, Sealed, placed_by, what_of

BYTES = [one for table in TABLES for one in table.columns if isinstance(one.type, LargeBinary)]
FORMULAS = {"installation", "erasures", "data_keys"}
"""What of a keyring seals: only the register may ask for it."""


BY_ID = {
    *("agencies.sealed", "calendar_sources.sealed_url", "calendars.sealed"),
    *("canned_answers.sealed", "conversations.sealed_key", "erasures.sealed"),
    *("flow_schedules.sealed", "handovers.sealed_text", "imports.sealed", "imports.sealed_found"),
    *("letters.sealed_answer", "letters.sealed_text", "protocols.sealed_text", "shifts.sealed"),
    *("staff.sealed", "staff.sealed_totp", "training_feeds.sealed"),
}
PLACES = {
    **dict.fromkeys(BY_ID, "{id}"),
    "canned_past.sealed": "{id}:{number}",
    "choices.sealed_reason": "{seq}",
    "directory_looks.note": "{service}/{aspect}",
    "directory_records.sealed": "{source}/{entity}/{id}",
    "directory_upkeep.note": "{service}/{aspect}",
    "flow_drafts.sealed": "{flow}",
    "flow_places.sealed": "{flow}",
    "flow_recordings.sealed": "{name}",
    "flow_releases.content": "{number}",
    "flow_releases.sealed": "{number}",
    "import_parts.sealed": "{import}/{at}",
    "installation.sealed": "{name}",
    "network_hours.sealed": "{network}",
    "procedures.sealed": "{agency}/{version}",
    "risk_guides.sealed": "{network}/{version}",
    "staff_invitations.sealed": "{account}",
    "staff_passkeys.sealed": "{id}:{account}",
    "text_reviews.sealed": "{language} {context}",
    "training_calls.sealed": "{source}/{id}",
}
"""How the row of each value is spelled, in every database that there is."""


@pytest.mark.parametrize("column", BYTES, ids=str)
def test_every_column_of_bytes_says_what_it_holds(column: Column[bytes]) -> None:
    """A new one that is declared without it would be left under the old key, and be lost."""
    assert what_of(column) is not None, "declare it by a function of bot/storage/sealed.py"


@pytest.mark.parametrize("column", BYTES, ids=str)
def test_what_is_called_sealed_is_sealed_and_a_hash_is_hashed(column: Column[bytes]) -> None:
    """The name says the same as the declaration, apart from challenges, which are chance."""
    what = what_of(column)
    if column.name.startswith("sealed"):
        assert isinstance(what, Sealed | Hers)
    elif column.name.endswith("hash") and column.table.name != "staff_challenges":
        assert isinstance(what, Hashed)


@pytest.mark.parametrize("column", register(), ids=str)
def test_the_place_of_a_value_is_in_its_row(column: Column[bytes]) -> None:
    """The cells that name it are columns of its table, and never bytes that change with the key."""
    what = what_of(column)
    if isinstance(what, Sealed):
        for name in what.place or [one.name for one in column.table.primary_key]:
            assert not isinstance(what_of(column.table.c[name]), Sealed | Hashed)


def test_what_was_sealed_before_still_has_its_place() -> None:
    """A formula that changes makes everything unreadable that was sealed by it."""
    spelled = {
        str(column): what.between.join(f"{{{one.name}}}" for one in placed_by(column))
        for column in register()
        if isinstance(what := what_of(column), Sealed)
    }
    assert spelled == PLACES


def test_nobody_seals_by_a_formula_of_its_own() -> None:
    """Stores seal and open by the declaration of the column, as the rotation does."""
    found = {
        f"{path}:{node.lineno}"
        for path in Path("bot/storage").rglob("*.py")
        if path.name != "sealed.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in FORMULAS
        and isinstance(node.value, ast.Name | ast.Attribute)
        and ast.unparse(node.value).endswith("keys")
    }
    assert found == set()
