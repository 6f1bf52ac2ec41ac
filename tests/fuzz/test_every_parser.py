"""Every parser of foreign bytes is behind a door, or it is said what else holds it."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import FrameType

from tests.fuzz.doors import DOORS

ROOT = Path(__file__).parents[2]
PARSES = re.compile(
    r"\b(?:(?:or)?json\.loads|ZipFile|csv\.reader|parse_qsl?|a2b_base64|b64decode|numpy\.load"
    r"|base64url_to_bytes|YAML|load_workbook|de_json|zlib\.decompress\w*|parsedate_to_datetime"
    r"|urlsplit|(?:date|time|datetime)\.fromisoformat|ip_address|verify_\w+_response|model_validate\w*)\("
    r"|\bHTMLParser\)|\bIcs\.|\bElementTree\b"
)
"""What a parser is called by, in our code."""

THROUGH = {
    "admin/doors/passkeys.py": "passkey made",
    "bot/appointments/addresses.py": "calendar address",
    "bot/appointments/busy.py": "calendar",
    "bot/channels/telegram_time.py": "headers",
    "bot/channels/telegram_updates.py": "telegram",
    "bot/channels/twilio_hooks.py": "twilio unsigned",
    "bot/config.py": "settings",
    "bot/crypto/keys.py": "key file",
    "bot/crypto/tokens.py": "token",
    "bot/text/decoding.py": "sheet",
    "bot/directory/hsds/office.py": "services sheet",
    "bot/directory/hsds/package.py": "services json",
    "bot/handoff/translation.py": "settings",
    "bot/i18n/reviews.py": "review marks",
    "bot/interchange/reading.py": "rapidpro",
    "bot/interchange/speaking.py": "rapidpro",
    "bot/intake/packages.py": "services zip",
    "bot/training/linked.py": "courses linked",
    "bot/training/markup.py": "courses page",
    "bot/training/same.py": "courses feed",
    "bot/training/values.py": "courses sheet",
    "bot/web/limits.py": "headers",
    "bot/wording/sheets.py": "wording xlsx",
}
"""Module -> a door whose seeds reach it."""

REQUESTS = "tests/fuzz/test_requests.py"
HEADERS = "tests/fuzz/test_headers.py"
OURS = "reads what we wrote: files of the repository or the installation, or what is sealed"
ELSEWHERE = {
    "admin/audit/endpoints.py": REQUESTS,
    "admin/calendar/endpoints.py": REQUESTS,
    "admin/calendar/values.py": "makes an answer of what was stored",
    "admin/flows/incoming.py": "makes an answer of what was read",
    "admin/flyers/endpoints.py": "makes an answer of what was read",
    "admin/guard.py": HEADERS,
    "admin/imports/endpoints.py": REQUESTS,
    "admin/rehearsal/endpoints.py": REQUESTS,
    "admin/risk/endpoints.py": REQUESTS,
    "admin/rota/endpoints.py": REQUESTS,
    "admin/translate.py": OURS,
    "admin/wording/endpoints.py": REQUESTS,
    "bot/doctor/certificates.py": OURS,
    "bot/channels/twilio_http.py": "reads the address that Twilio's own client made",
    "bot/commands/schemas.py": OURS,
    "bot/commands/talking.py": OURS,
    "bot/directory/measures/load.py": OURS,
    "bot/directory/tables.py": OURS,
    "bot/engine/canonical.py": OURS,
    "bot/flow_files/imports.py": OURS,
    "bot/wiring/flyers.py": OURS,
    "bot/handoff/notebook.py": OURS,
    "bot/handoff/routing_rules.py": REQUESTS,
    "bot/meaning/near.py": OURS,
    "bot/meaning/translating.py": "tests/meaning/test_translating.py",
    "bot/settings/providers.py": OURS,
    "bot/publishing/published.py": OURS,
    "bot/wiring/scenarios.py": OURS,
    "bot/scheduling/fetching.py": "tests/scheduling/test_training_feeds.py",
    "bot/storage/appointment_plain.py": OURS,
    "bot/storage/plain.py": OURS,
    "bot/storage/rota.py": OURS,
    "bot/storage/staff.py": OURS,
    "bot/storage/staff_keys.py": OURS,
    "bot/storage/staff_members.py": OURS,
    "bot/understanding/topic_weights.py": OURS,
    "bot/understanding/weights.py": OURS,
    "bot/web/guards.py": REQUESTS,
    "bot/web/ports.py": OURS,
}
"""Module -> the test that knocks there, or why nobody else's bytes come in."""


def test_every_parser_is_behind_a_door() -> None:
    """A module that begins to parse says which door leads there, or what else holds it."""
    parsing = {
        str(file.relative_to(ROOT))
        for folder in ("bot", "admin")
        for file in (ROOT / folder).rglob("*.py")
        if PARSES.search(file.read_text("utf-8"))
    }
    assert parsing == {*THROUGH, *ELSEWHERE}
    assert not THROUGH.keys() & ELSEWHERE.keys()
    named = {one for one in ELSEWHERE.values() if one.startswith("tests/")}
    assert all((ROOT / one).exists() for one in named)


def test_the_door_really_leads_there() -> None:
    """What its honest senders send runs through the module."""
    missed = []
    for module, name in THROUGH.items():
        door = next(one for one in DOORS if one.name == name)
        reached: set[str] = set()

        def note(frame: FrameType, _event: str, _given: object, into: set[str] = reached) -> None:
            into.add(frame.f_code.co_filename)

        sys.setprofile(note)
        try:
            for seed in door.seeds:
                door.knock(seed)
        finally:
            sys.setprofile(None)
        if str(ROOT / module) not in reached:
            missed.append((module, name))
    assert missed == []
