"""No text of hers, address, token or word reaches a log."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime

import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot.safety.redaction import ALLOWED, UNNAMED, redact

SENTINEL = "ho paura di Sentinella"


def written(event: str, **values: object) -> dict[str, object]:
    """The line that structlog writes for an event."""
    out = io.StringIO()
    log = structlog.wrap_logger(
        structlog.WriteLogger(out),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            redact,
            structlog.processors.JSONRenderer(),
        ],
    )
    log.info(event, **values)
    line: dict[str, object] = json.loads(out.getvalue())
    return line


def test_ids_and_counters_pass() -> None:
    """What is needed to find a fault."""
    line = written("turn_failed", conversation="aB3-_x", turns=3, error="StorageError", ms=1.5)
    assert line["event"] == "turn_failed"
    assert line["conversation"] == "aB3-_x"
    assert (line["turns"], line["error"], line["ms"]) == (3, "StorageError", 1.5)
    assert line["level"] == "info"
    assert "timestamp" in line


def test_a_sentence_never_passes_under_any_key() -> None:
    """Whatever the key is called, what has a space in it is a text."""
    for key in ALLOWED - {"event"}:
        assert SENTINEL not in json.dumps(written("tried", **{key: SENTINEL}), ensure_ascii=False)


def test_keys_that_are_not_on_the_list_go() -> None:
    """A text, an address, a token, an agent under their own names, whatever they hold."""
    secret = "Sentinella"
    line = written("tried", text=secret, address=secret, token=secret, ip=secret, agent=secret)
    assert secret not in json.dumps(line)


def test_containers_and_objects_go() -> None:
    """A list, a mapping or an object may hold anything."""
    values = {"case": [SENTINEL], "message": {"text": SENTINEL}, "step": datetime.now(UTC)}
    assert set(written("tried", **values)) == {"event", "level", "timestamp"}


def test_an_event_that_is_a_sentence_is_not_written() -> None:
    """An f-string in a log call would carry her words."""
    assert written(SENTINEL)["event"] == UNNAMED


def test_of_an_exception_only_the_class_is_kept() -> None:
    """Its message may quote what she wrote."""
    error = ValueError(SENTINEL)
    for line in (
        redact(None, "error", {"event": "failed", "exc_info": (ValueError, error, None)}),
        redact(None, "error", {"event": "failed", "error": error}),
    ):
        assert line == {"event": "failed", "error": "ValueError"}


@given(st.dictionaries(st.sampled_from(sorted(ALLOWED)), st.text()))
def test_what_passes_has_no_space_in_it(values: dict[str, str]) -> None:
    """Free text has spaces; what has none is at most 64 characters of an id."""
    line = redact(None, "info", dict(values))
    assert all(" " not in str(value) and len(str(value)) <= 64 for value in line.values())
