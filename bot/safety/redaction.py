"""Lets only ids, counters and names of events into a log: whatever else is written is dropped.

It is a structlog processor. A key that is not on the list goes; a value that is not a number, a
flag or an id goes; an event that is a sentence is replaced, since a sentence may hold her words.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

ALLOWED = frozenset(
    {
        "attempt", "batch", "bundle", "call", "case", "channel", "code", "conversation", "count",
        "duplicates", "error", "event", "flow", "kind", "language", "letter", "level", "loop",
        "message", "ms", "network", "operator", "outcome", "remaining", "route", "seconds",
        "status", "step", "timestamp", "topic", "turns", "version", "waiting", "worker",
    }
)  # fmt: skip
"""Keys that may stand in a log line. None of them is for a text, an address or a token."""

UNNAMED = "unnamed"
"""What an event is called that was not named by a plain id."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,63}")
_EVENT = re.compile(r"[a-z][a-z0-9_.]{0,63}")
_ROUTE = re.compile(r"/[A-Za-z0-9_{}/\-]{0,63}")
_MOMENT = re.compile(r"[0-9T:.+\-]{10,32}Z?")


def redact(_logger: object, _method: str, event: MutableMapping[str, Any]) -> dict[str, Any]:
    """The log line with nothing in it but allowed keys with ids, numbers and flags.

    Of an exception only the name of its class is kept, as ``error``: its message may quote a text.
    """
    error = _class_of(event.get("exc_info")) or _class_of(event.get("error"))
    kept = {key: value for key, value in event.items() if key in ALLOWED and _is_plain(key, value)}
    kept["event"] = kept.get("event", UNNAMED)
    if error:
        kept["error"] = error
    return kept


def _is_plain(key: str, value: object) -> bool:
    if value is None or isinstance(value, bool | int | float):
        return True
    if not isinstance(value, str):
        return False
    pattern = {"event": _EVENT, "route": _ROUTE, "timestamp": _MOMENT}.get(key, _ID)
    return pattern.fullmatch(value) is not None


def _class_of(error: object) -> str:
    """The class name of an exception, or of the one in ``sys.exc_info()``'s triple."""
    if isinstance(error, tuple) and error and isinstance(error[0], type):
        return error[0].__name__
    return type(error).__name__ if isinstance(error, BaseException) else ""
