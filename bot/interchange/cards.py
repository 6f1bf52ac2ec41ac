"""The parts that an export of RapidPro is made of, with ids that stay the same."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.interchange.languages import theirs

Json = dict[str, object]

_NAMESPACE = bytes.fromhex("6d1f8a3e5c274b0e9a417f0c2be1d945")


def id_of(*parts: str) -> str:
    """The same id for the same part, always: a UUID of version 5."""
    whole = hashlib.sha1(_NAMESPACE + "/".join(parts).encode(), usedforsecurity=False)
    digest = bytearray(whole.digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of a card: its name, where it leads, and the tests (kind, argument) for it."""

    name: str
    to: str
    tests: Sequence[tuple[str, str]] = ()
    local: Mapping[str, str] = field(default_factory=dict)
    """Language -> the name of the way."""
    local_tests: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Language -> the arguments of the tests, in their order."""


class Cards:
    """The nodes of one flow, the places where they stand, and what is said in other languages."""

    def __init__(self, flow: str) -> None:
        self._flow = flow
        self.nodes: list[Json] = []
        self.places: dict[str, Json] = {}
        self.local: dict[str, dict[str, Json]] = {}

    def id(self, *parts: str) -> str:
        """The id of a part of this flow."""
        return id_of(self._flow, *parts)

    def say_in(self, language: str, id: str, key: str, texts: Sequence[str]) -> None:
        """A part in another language."""
        self.local.setdefault(theirs(language), {}).setdefault(id, {})[key] = list(texts)

    def plain(self, key: str, actions: Sequence[Json], to: str, place: tuple[int, int]) -> None:
        """A card that does something and goes on; to nothing: the flow ends."""
        leads = {"uuid": self.id(key, "exit"), "destination_uuid": self.id(to) if to else None}
        self._add(key, {"actions": list(actions), "exits": [leads]}, "execute_actions", place)

    def choosing(
        self,
        key: str,
        kind: str,
        operand: str,
        ways: Sequence[Way],
        place: tuple[int, int],
        *,
        actions: Sequence[Json] = (),
        result: str = "",
        silence: tuple[int, str] | None = None,
        waits: bool = False,
    ) -> None:
        """A card that goes one of several ways; the last of them is that of everything else.

        ``silence``: after so many seconds without an answer it leads there.
        """
        categories: list[Json] = []
        cases: list[Json] = []
        exits: list[Json] = []
        listed = [*ways, *([Way("No Response", silence[1])] if silence else ())]
        for at, way in enumerate(listed):
            category, leaving = self.id(key, "way", str(at)), self.id(key, "exit", str(at))
            categories.append({"uuid": category, "name": way.name, "exit_uuid": leaving})
            exits.append({"uuid": leaving, "destination_uuid": self.id(way.to) if way.to else None})
            for language, name in way.local.items():
                self.say_in(language, category, "name", [name])
            for number, (test, argument) in enumerate(way.tests):
                case = self.id(key, "case", str(at), str(number))
                cases.append(
                    {
                        "uuid": case,
                        "type": test,
                        "arguments": [argument] if argument else [],
                        "category_uuid": category,
                    }
                )
                for language, words in way.local_tests.items():
                    if number < len(words):
                        self.say_in(language, case, "arguments", [words[number]])
        router: Json = {
            "type": "switch",
            "operand": operand,
            "cases": cases,
            "categories": categories,
            "default_category_uuid": categories[len(ways) - 1]["uuid"],
        }
        if waits:
            wait: Json = {"type": "msg"}
            if silence:
                wait["timeout"] = {"seconds": silence[0], "category_uuid": categories[-1]["uuid"]}
            router["wait"] = wait
        if result:
            router["result_name"] = result
        node: Json = {"actions": list(actions), "router": router, "exits": exits}
        self._add(key, node, kind, place)

    def _add(self, key: str, node: Json, kind: str, place: tuple[int, int]) -> None:
        uuid = self.id(key)
        self.nodes.append({"uuid": uuid, **node})
        position = {"left": place[0], "top": place[1]}
        self.places[uuid] = {"type": kind, "position": position}
