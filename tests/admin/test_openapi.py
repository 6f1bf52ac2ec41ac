"""The OpenAPI document: complete, well-formed, and true to the routes."""

from __future__ import annotations

import re

import pytest
from jsonschema import Draft202012Validator

from admin.app import CALLERS, build
from admin.endpoint import Caller

NOT_JSON = {"/", "/metrics", "/api/openapi.json", "/api/live", "/feed/{token}.ics"}


@pytest.fixture
async def document(browsers):
    """The document as it is served, without a session."""
    status, content = await (await browsers()).ask("GET", "/api/openapi.json")
    assert status == 200
    return content


async def test_every_json_route_is_described(document, site):
    """Path by path, method by method, with an id of its own."""
    described = {
        (method.upper(), path) for path, item in document["paths"].items() for method in item
    }
    served = {
        (method, path)
        for method, path in build(site)[CALLERS]
        if path not in NOT_JSON and not path.startswith("/assets/")
    }
    assert described == served
    operations = [op for item in document["paths"].values() for op in item.values()]
    assert len({op["operationId"] for op in operations}) == len(operations)


async def test_the_models_are_json_schema_2020_12(document):
    """What OpenAPI 3.1 asks of its schemas."""
    assert document["openapi"] == "3.1.0"
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


async def test_every_reference_leads_somewhere(document):
    """No model is named that is not there, none is there that is not named."""
    named = set(re.findall(r"#/components/schemas/(\w+)", str(document)))
    assert named == set(document["components"]["schemas"])


async def test_every_parameter_of_a_path_is_declared(document):
    """And every act of the staff says that it needs the token."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            declared = {p["name"] for p in operation.get("parameters", ()) if p["in"] == "path"}
            assert declared == set(re.findall(r"{(\w+)}", path))
            if operation["security"] and method != "get":
                assert operation["security"] == [{"session": [], "csrf": []}]


async def test_an_answer_fits_its_model(document, site, browsers):
    """The queue as it is served is the queue as it is described."""
    await site.asks_for_a_person("case", danger=True)
    _, queue = await (await browsers("prima")).ask("GET", "/api/queue")
    schema = {"$ref": "#/components/schemas/QueueState", "components": document["components"]}
    Draft202012Validator(schema).validate(queue)


def test_only_known_callers_exist(site):
    """Anyone, the staff, this machine: nothing in between."""
    assert set(build(site)[CALLERS].values()) <= set(Caller)
