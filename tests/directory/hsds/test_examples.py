"""The examples that HSDS 3.0 publishes: read, written and read again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bot.commands.schemas import against_schemas
from bot.directory.hsds.tables import NOT_KEPT_INSIDE
from bot.directory.model import Directory
from bot.intake.packages import read_package, written

HSDS = Path(__file__).parents[4] / "shared" / "external" / "hsds-3.0"
EXAMPLES = HSDS / "examples"
NOW = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.skipif(not HSDS.is_dir(), reason="the published schemas are not here")
NESTED = [
    *("service_full", "organization_full", "service_at_location_full", "location"),
    *("service_list", "organization_list", "service_at_location_list"),
    *("taxonomy", "taxonomy_list", "taxonomy_term", "taxonomy_term_list", "tabular"),
]


def quiet(_what: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def leaves(thing: Any, way: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every value of a JSON thing, with the keys on the way to it."""
    if isinstance(thing, dict):
        for key, value in thing.items():
            yield from leaves(value, (*way, key))
    elif isinstance(thing, list):
        for value in thing:
            yield from leaves(value, way)
    else:
        yield way, thing


@pytest.mark.parametrize("name", [*(f"{one}.json" for one in NESTED), "csv"])
@pytest.mark.parametrize("form", ["hsds", "tabular"])
def test_an_example_comes_back_as_it_was_read(
    name: str, form: str, directory: Directory, tmp_path: Path
) -> None:
    """Everything that is modelled, by JSON and by a tabular package."""
    first = read_package(EXAMPLES / name, quiet)
    assert first.refused == 0
    for file, text in written(first.records, form, directory, NOW):
        (tmp_path / file).write_text(text, encoding="utf-8")
    if form == "hsds" and name in ("csv", "tabular.json"):
        # Their one attribute belongs to nothing: JSON has no place for it, and it is told.
        gone = [key for key in first.records if key[0] in ("attribute", "taxonomy_term")]
        for key in gone:
            del first.records[key]
    second = read_package(tmp_path, quiet)
    assert second.refused == 0
    again = {key: one for key, one in second.records.items() if key[0] != "taxonomy_term"}
    before = {key: one for key, one in first.records.items() if key[0] != "taxonomy_term"}
    assert again == before


def test_what_is_not_kept_is_reported_and_nothing_else_is_lost() -> None:
    """Every value of the fullest example stands in the export, or its field in the report."""
    read = read_package(EXAMPLES / "service_full.json", quiet)
    ((_, text),) = written(read.records, "hsds", None, NOW)  # type: ignore[arg-type]
    original = json.loads((EXAMPLES / "service_full.json").read_text("utf-8"))
    # What stands twice in the example stands once in full: its values are compared as a set.
    told = {value for _, value in leaves(json.loads(text)["contents"][0])}
    columns = {name.partition(".")[2] for name in read.package.unkept if "." in name}
    for way, value in leaves(original):
        kept_not = set(way) & NOT_KEPT_INSIDE or way[-1] in columns
        assert kept_not or value in told, way
    assert set(read.package.unkept) >= {"contacts", "funding", "metadata", "address.attention"}


@pytest.mark.parametrize("name", ["service_full", "service_list", "csv"])
def test_what_is_exported_is_valid_by_the_published_schema(
    name: str, directory: Directory, tmp_path: Path
) -> None:
    """``service.json`` finds nothing wrong, in the export of the demonstration either."""
    path = EXAMPLES / name if name == "csv" else EXAMPLES / f"{name}.json"
    validator = Draft202012Validator(
        json.loads((HSDS / "compiled" / "service.json").read_text("utf-8")),
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )
    for records in (read_package(path, quiet).records, directory.seeds.records):
        files = dict(written(records, "hsds", directory, NOW))
        things = json.loads(files["services.json"])["contents"]
        assert things
        assert [error.message for one in things for error in validator.iter_errors(one)] == []


def test_the_schemas_are_asked_where_they_are_given(tmp_path: Path) -> None:
    """``--schemas``: the examples are valid, and what is not is named with its way."""
    full = EXAMPLES / "service_full.json"
    assert against_schemas(full, HSDS, quiet) == []
    thing = json.loads(full.read_text("utf-8"))
    thing["status"] = "sometimes"
    thing["phones"][0]["number"] = 7
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps(thing), encoding="utf-8")
    told = "\n".join(str(one) for one in against_schemas(wrong, HSDS, quiet))
    assert "[0].status" in told
    assert "[0].phones.0.number" in told


def test_the_dangling_references_are_named_and_are_not_fatal() -> None:
    """They are kept as they are: another package may bring what they name."""
    read = read_package(EXAMPLES / "csv", quiet)
    assert read.refused == 0
    told = "\n".join(read.package.dangling)
    for one in (
        "organizations.csv:2: organization.parent_organization_id",
        "locations.csv:2: location.organization_id",
        "taxonomy_terms.csv:2: taxonomy_term.parent_id",
        "taxonomy_terms.csv:2: taxonomy_term.taxonomy_id",
        "attributes.csv:2: attribute.link_id",
    ):
        assert one in told
    assert len(read.package.dangling) == 5
