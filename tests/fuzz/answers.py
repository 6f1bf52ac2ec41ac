"""What an answer of either site may be, whatever was asked: the same for every long walk."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from functools import cache
from typing import Any

import jsonschema_rs
import orjson
import structlog

from admin.endpoint import Endpoint
from admin.openapi import document

UNREAD = {
    400: "it is no HTTP, or no JSON",
    413: "it is too large",
    415: "it is packed, or of another kind",
    429: "it was tried too often",
}
"""What stands before every operation, so that none of them declares it."""

OF_NOBODY = (b"Traceback", b"Error(", b'File "/')


def trouble(status: int, content: bytes) -> str:
    """What is wrong with any answer of any site; empty where nothing is."""
    if status >= 500:
        return "it failed"
    if any(one in content for one in OF_NOBODY):
        return "it shows a trace"
    return ""


class Declared:
    """What the document of the staff site says of its own answers."""

    def __init__(self, endpoints: tuple[Endpoint, ...]) -> None:
        self.document: dict[str, Any] = orjson.loads(orjson.dumps(document(endpoints)))

    def trouble(self, one: Endpoint, status: int, content: bytes) -> str:
        """In what the answer is another one than the document says; empty where it is that one."""
        responses = self.document["paths"][one.path][one.method.lower()]["responses"]
        if str(status) not in responses:
            if status not in UNREAD:
                return f"{status} is not declared"
            if not content:
                return ""
            return self._against("Problem", content)
        held = responses[str(status)].get("content", {}).get("application/json")
        if held is None:
            return "" if not content else "it should be empty"
        return self._against(held["schema"]["$ref"].rpartition("/")[2], content)

    def _against(self, model: str, content: bytes) -> str:
        try:
            given = orjson.loads(content)
        except orjson.JSONDecodeError:
            return f"it is no JSON, and should be a {model}"
        wrong = next(iter(self._schema(model).iter_errors(given)), None)
        return f"it is no {model}: {wrong.message[:200]}" if wrong else ""

    @cache  # noqa: B019 - one of them is made in a run
    def _schema(self, model: str) -> Any:
        wanted = {"$ref": f"#/components/schemas/{model}"}
        return jsonschema_rs.validator_for(
            {**wanted, "components": self.document["components"]}, validate_formats=True
        )


@contextmanager
def overheard() -> Iterator[list[str]]:
    """Every line of the log while the block runs; where something escaped, what it was."""
    said: list[str] = []

    def hear(_: Any, how: str, event: MutableMapping[str, Any]) -> Any:
        escaped = traceback.format_exc() if "error" in event or how == "exception" else ""
        said.append(f"{how} {dict(event)!r} {escaped}")
        raise structlog.DropEvent

    before = structlog.get_config()
    structlog.configure(processors=[hear], cache_logger_on_first_use=False)
    try:
        yield said
    finally:
        structlog.configure(**before)
