"""The OpenAPI 3.1 document of the staff API, made from what the endpoints declare."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from admin.auth import SESSION_COOKIE
from admin.endpoint import Caller, Endpoint
from admin.schema import Problem
from bot.handoff.reasons import Reason, sentence

_EVERYWHERE = {
    401: (Reason.SESSION,),
    403: (Reason.CROSS_SITE, Reason.ROLE),
    422: (Reason.BAD_REQUEST,),
}


def document(endpoints: Iterable[Endpoint]) -> dict[str, Any]:
    """The whole document, ready for JSON."""
    endpoints = tuple(endpoints)
    models = {Problem} | {
        model for one in endpoints for model in (one.takes, one.gives) if model is not None
    }
    ordered = sorted(models, key=lambda model: model.__name__)
    _, definitions = models_json_schema(
        [(model, "validation") for model in ordered],
        ref_template="#/components/schemas/{model}",
    )
    paths: dict[str, dict[str, Any]] = {}
    for one in endpoints:
        paths.setdefault(one.path, {})[one.method.lower()] = _operation(one)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Filo, staff",
            "version": "1",
            "description": "Every act needs the header X-Filo-Csrf and must come from this site.",
        },
        "paths": paths,
        "components": {
            "schemas": definitions.get("$defs", {}),
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": SESSION_COOKIE},
                "csrf": {"type": "apiKey", "in": "header", "name": "X-Filo-Csrf"},
            },
        },
    }


def _operation(one: Endpoint) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": one.name,
        "summary": one.summary,
        "responses": _responses(one),
        "security": _security(one),
    }
    parameters = _parameters(one)
    if parameters:
        operation["parameters"] = parameters
    if one.takes is not None:
        operation["requestBody"] = {"required": True, "content": _json(one.takes)}
    if one.caller is Caller.STAFF:
        operation["x-roles"] = sorted(role.value for role in one.roles)
    return operation


def _security(one: Endpoint) -> list[dict[str, list[str]]]:
    if one.caller is not Caller.STAFF:
        return []
    return [{"session": []} if one.method == "GET" else {"session": [], "csrf": []}]


def _parameters(one: Endpoint) -> list[dict[str, Any]]:
    named = re.findall(r"{(\w+)}", one.path)
    path = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in named
    ]
    query = [
        {"name": name, "in": "query", "description": text, "schema": {"type": "string"}}
        for name, text in one.query.items()
    ]
    return [*path, *query]


def _responses(one: Endpoint) -> dict[str, Any]:
    if one.gives is None:
        given: dict[str, Any] = {"204": {"description": "Done."}}
    else:
        given = {"200": {"description": one.summary, "content": _json(one.gives)}}
    merged: dict[int, tuple[Reason, ...]] = dict(one.refusals)
    if one.caller is Caller.STAFF:
        for status, reasons in _EVERYWHERE.items():
            merged[status] = (*merged.get(status, ()), *reasons)
    else:
        merged[403] = (*merged.get(403, ()), Reason.CROSS_SITE)
        if one.takes is not None:
            merged[422] = (*merged.get(422, ()), Reason.BAD_REQUEST)
    for status, reasons in sorted(merged.items()):
        listed = "\n".join(f"- `{reason}`: {sentence(reason)}" for reason in reasons)
        given[str(status)] = {"description": listed, "content": _json(Problem)}
    return given


def _json(model: type[BaseModel]) -> dict[str, Any]:
    reference = {"$ref": f"#/components/schemas/{model.__name__}"}
    return {"application/json": {"schema": reference}}
