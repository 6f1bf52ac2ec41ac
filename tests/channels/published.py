"""The published description of Telegram's Bot API, and what it says of a request and its answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).parents[3] / "shared/external/telegram-bot-api/api.json"
_PLAIN: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "String": (str,),
    "Boolean": (bool,),
    "True": (bool,),
    "Float": (int, float),
}


@dataclass(frozen=True)
class Published:
    """What Telegram publishes of its methods and types."""

    methods: dict[str, Any]
    types: dict[str, Any]

    def wrong_request(self, method: str, given: dict[str, Any]) -> Iterator[str]:
        """What is wrong with these parameters."""
        known = self.methods.get(method)
        if known is None:
            yield f"{method} is no method"
            return
        yield from self._wrong_fields(method, known.get("fields", []), given)

    def wrong_answer(self, method: str, answer: Any) -> Iterator[str]:
        """What is wrong with this answer."""
        yield from self._wrong_value(method, self.methods[method]["returns"], answer)

    def wrong_update(self, update: dict[str, Any]) -> Iterator[str]:
        """What is wrong with this update."""
        yield from self._wrong_value("update", ["Update"], update)

    def _wrong_fields(
        self, where: str, fields: list[dict[str, Any]], given: dict[str, Any]
    ) -> Iterator[str]:
        known = {field["name"]: field for field in fields}
        for name in given.keys() - known.keys():
            yield f"{where} has no {name}"
        for name, field in known.items():
            if name in given:
                yield from self._wrong_value(f"{where}.{name}", field["types"], given[name])
            elif field["required"]:
                yield f"{where} needs {name}"

    def _wrong_value(self, where: str, types: list[str], value: Any) -> Iterator[str]:
        """Wrong unless one of the types fits."""
        all_wrong = [list(self._wrong_type(where, type_, value)) for type_ in types]
        if all(all_wrong):
            yield from min(all_wrong, key=len)

    def _wrong_type(self, where: str, type_: str, value: Any) -> Iterator[str]:
        if type_.startswith("Array of "):
            if not isinstance(value, list):
                yield f"{where} is no list"
                return
            for one in value:
                yield from self._wrong_type(f"{where}[]", type_.removeprefix("Array of "), one)
        elif type_ in _PLAIN:
            if not isinstance(value, _PLAIN[type_]):
                yield f"{where} is no {type_}"
        elif subtypes := self.types[type_].get("subtypes"):
            yield from self._wrong_value(where, subtypes, value)
        elif not isinstance(value, dict):
            yield f"{where} is no {type_}"
        else:
            yield from self._wrong_fields(where, self.types[type_].get("fields", []), value)


@pytest.fixture(scope="session")
def published() -> Published:
    """The description, where it is on this machine."""
    if not PAGE.exists():
        pytest.skip("../shared/external/telegram-bot-api is not on this machine")
    page = json.loads(PAGE.read_text(encoding="utf-8"))
    return Published(page["methods"], page["types"])
