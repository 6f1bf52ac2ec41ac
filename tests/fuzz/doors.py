"""Every door through which bytes of others come in: what is read there, what it refuses with.

Whatever a door is given, it ends with a value or with one of its documented errors. A new parser of
foreign bytes gets a door here; ``test_doors.py`` knocks at it shortly, ``make fuzz`` for long.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qsl, urlencode
from warnings import catch_warnings, simplefilter

import orjson

from bot.appointments.addresses import may_be_read
from bot.appointments.busy import CalendarTextError, read_busy
from bot.channels.telegram_updates import Reader
from bot.channels.telegram_updates import UnreadableError as NoUpdate
from bot.channels.twilio_hooks import signed_fields
from bot.channels.twilio_inbound import SIGNATURE, Inlet, Signatures, reported
from bot.config import SettingsError, load
from bot.conversation.arriving import Delivered, Refused
from bot.conversation.calls import CALLS
from bot.crypto.keys import KeyFileError, read_key_file
from bot.crypto.paper import PaperError
from bot.crypto.paper import read as read_sheets
from bot.engine.load import load_flow
from bot.i18n.catalogue import Told, read_marks
from bot.intake.packages import read_package
from bot.intake.training_files import read_content
from bot.interchange.importing import import_rapidpro
from bot.interchange.report import ForeignFileError
from bot.text.decoding import UnreadableError, decoded, sheet
from bot.training.reading import Reading
from bot.wording.files import read as read_wording
from bot.wording.files import written as written_wording
from bot.wording.rows import FileError, Sent
from tests.fuzz.door import Door, zipped
from tests.fuzz.edge import EDGE
from tests.interchange.samples import OURS

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
WEEK = timedelta(days=7)


def written_down(value: Mapping[Any, Any]) -> bytes:
    """What was read, as it could be stored: every text of it is one."""
    return orjson.dumps(list(value.values()), default=str)


def _plain(value: object) -> bytes:
    return json.dumps(value).encode()


FLOW = b"""flow: prova
title: Prova
start: one
steps:
  one:
    ask: Che cosa ti serve, {name}?
    choices:
      - label: Lavoro
        next: two
      - {label: Casa, next: two, when: 'count(a) > 2'}
    no_match: {say: Non ho capito., next: one}
    timeout: {after: 5m, next: two}
  two:
    say: Va bene.
    next: end
anywhere:
  - words: [aiuto]
    next: two
"""
CALENDAR = b"""BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VTIMEZONE
TZID:Europe/Rome
END:VTIMEZONE
BEGIN:VEVENT
UID:a
DTSTART;TZID=Europe/Rome:20261124T100000
DTEND;TZID=Europe/Rome:20261124T110000
RRULE:FREQ=WEEKLY;BYDAY=TU,WE;COUNT=4;INTERVAL=1
EXDATE;TZID=Europe/Rome:20261201T100000
TRANSP:OPAQUE
END:VEVENT
BEGIN:VEVENT
UID:b
DTSTART;VALUE=DATE:20261125
DURATION:P1DT2H
STATUS:CANCELLED
END:VEVENT
END:VCALENDAR
"""
CATALOGUE = b"""msgid ""
msgstr "Language: en\\nX-Review-State: draft\\n"

#. for her
# reviewed: 2026-11-01 someone 0123456789abcdef
#, fuzzy
msgctxt "start/safe/ask"
msgid "Ciao\\n{name}"
msgstr "Hello\\n{name}"
"""
COURSES = (
    b"titolo;ente;tipo;destinatari;scadenza;comune;ore\n"
    b"Corso di cucina;Ente;course;everyone;10/12/2026;Rho;40\n"
)
LINKED = _plain(
    {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": ["Course"],
                "@id": "#a",
                "name": "Corso",
                "provider": {"@type": "Organization", "name": "Ente"},
                "audience": {"@type": "Audience", "audienceType": "everyone"},
                "applicationDeadline": "2026-12-10",
                "hasCourseInstance": [{"@id": "#b"}, {"@type": "CourseInstance"}],
            },
            {"@type": "CourseInstance", "@id": "#b", "startDate": "2026-12-12", "duration": "P3D"},
        ],
    }
)
PAGE = b'<html><script type="application/ld+json">' + LINKED + b"</script></html>"
FEED = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>Ente</title><item>'
    b"<title>Corso</title>"
    b"<link>https://example.org/a</link><guid>1</guid>"
    b"<description>&lt;b&gt;x&lt;/b&gt;</description>"
    b"</item></channel></rss>"
)
RAPIDPRO = _plain(
    {
        "version": "13",
        "flows": [
            {
                "uuid": "a",
                "name": "Prova",
                "spec_version": "13.1.0",
                "language": "ita",
                "nodes": [
                    {
                        "uuid": "n",
                        "actions": [
                            {"uuid": "x", "type": "send_msg", "text": "Ciao @contact.name",
                             "quick_replies": ["si", "no"]}
                        ],
                        "router": {
                            "type": "switch", "operand": "@input.text",
                            "wait": {"type": "msg", "timeout": {"seconds": 60,
                                                                "category_uuid": "c"}},
                            "cases": [{"uuid": "k", "type": "has_any_word", "arguments": ["si"],
                                       "category_uuid": "c"}],
                            "categories": [{"uuid": "c", "name": "Si", "exit_uuid": "e"}],
                            "default_category_uuid": "c",
                        },
                        "exits": [{"uuid": "e", "destination_uuid": None}],
                    }
                ],
                "localization": {"eng": {"x": {"text": ["Hello"]}}},
                "_ui": {"nodes": {"n": {"position": {"left": 1, "top": 2}}}},
            }
        ],
        "triggers": [{"trigger_type": "K", "keyword": "ciao", "flow": {"uuid": "a"}}],
    }
)  # fmt: skip
OFFICE = b"nome;telefono;indirizzo;comune\nSportello;112;Via Prova 1;Rho\n"
SERVICES = _plain(
    [{"id": "a", "name": "Sportello", "status": "active", "organization": {"id": "o", "name": "E"},
      "schedules": [{"id": "s", "opens_at": "09:00", "closes_at": "12:00", "byday": "MO,TU",
                     "valid_from": "2026-01-01"}],
      "phones": [{"id": "p", "number": "112"}], "cost_options": [{"id": "c", "amount": 1.5}]}]
)  # fmt: skip
TABULAR = zipped(
    [
        ("services.csv", b"id,organization_id,name,status\na,o,Sportello,active\n"),
        ("organizations.csv", b"id,name,description\no,Ente,Prova\n"),
        ("schedules.csv", b"id,service_id,opens_at,byday,dtstart\ns,a,09:00,MO,2026-01-01\n"),
    ]
)
UPDATES = tuple(
    _plain({"update_id": 9, **one})
    for one in (
        {"message": {"message_id": 5, "date": 1_795_000_000, "text": "ciao",
                     "chat": {"id": 7, "type": "private"},
                     "from": {"id": 7, "is_bot": False, "first_name": "N", "language_code": "ar"},
                     "entities": [{"type": "bold", "offset": 0, "length": 2}]}},
        {"edited_message": {"message_id": 5, "date": 1, "edit_date": 2,
                            "chat": {"id": 7, "type": "private"},
                            "location": {"longitude": 9.19, "latitude": 45.46}}},
        {"callback_query": {"id": "q", "from": {"id": 7, "is_bot": False, "first_name": "N"},
                            "chat_instance": "c", "data": "a:b",
                            "message": {"message_id": 1, "date": 0,
                                        "chat": {"id": 7, "type": "private"}}}},
        {"my_chat_member": {"chat": {"id": 7, "type": "private"},
                            "from": {"id": 7, "is_bot": False, "first_name": "N"}, "date": 1,
                            "old_chat_member": {"user": {"id": 1, "is_bot": True,
                                                         "first_name": "b"}, "status": "member"},
                            "new_chat_member": {"user": {"id": 1, "is_bot": True,
                                                         "first_name": "b"}, "status": "kicked",
                                                "until_date": 0}}},
        {"message": {"message_id": 5, "date": 1, "chat": {"id": 7, "type": "private"},
                     "photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}],
                     "voice": {"file_id": "a", "file_unique_id": "b", "duration": 3}}},
    )
)  # fmt: skip
SMS = urlencode(
    {"MessageSid": "SM" + "0" * 32, "From": "+10000000", "Body": "ciao", "NumMedia": "1",
     "MediaContentType0": "image/png", "OptOutType": "HELP", "MessageStatus": "failed",
     "ErrorCode": "21610", "ListId": "a:b", "Latitude": "1"}
).encode()  # fmt: skip


def _twilio(content: bytes) -> object:
    """A body that Twilio signed: whoever has its secret may send anything."""
    fields = dict(parse_qsl(content.decode("utf-8", "replace"), keep_blank_values=True))
    of = {"t": fields.get("t", "thread"), "m": fields.get("m", "message")}
    return Inlet(("girasole",)).read(fields, NOW), reported(fields, of, NOW)


def _unsigned(content: bytes) -> object:
    headers = {SIGNATURE.lower(): content[:40].decode("latin-1")}
    delivered = Delivered(content, headers, "https://example.org/twilio/message")
    return signed_fields(delivered, Signatures("token"))


def _package(name: str) -> Callable[[bytes], object]:
    def read(content: bytes) -> object:
        with TemporaryDirectory() as folder:
            file = Path(folder, name)
            file.write_bytes(content)
            return written_down(read_package(file, lambda *_: None).package.records)

    return read


def _training(form: str, name: str = "calls") -> Callable[[bytes], object]:
    def read(content: bytes) -> object:
        reading = Reading({"rho": "015182"}, frozenset({"casa"}))
        return written_down(read_content(name, content, form, reading).reading.calls)

    return read


def _key_file(content: bytes) -> object:
    with TemporaryDirectory() as folder:
        file = Path(folder, "master.key")
        file.touch(0o600)
        file.write_bytes(content)
        return read_key_file(file)


def _settings(content: bytes) -> object:
    lines = content.decode("utf-8", "replace").splitlines()
    return load({name: value for name, _, value in (line.partition("=") for line in lines)})


def _xlsx(content: bytes) -> object:
    with catch_warnings():
        simplefilter("ignore")  # openpyxl remarks on what it leaves out
        return read_wording(content, "xlsx")


def _imported(text: str) -> object:
    """A foreign file becomes flows that load, in texts that can be stored."""
    imported = import_rapidpro(text, OURS)
    return [load_flow(one.text.encode().decode(), one.name, CALLS) for one in imported.flows]


def _text(read: Callable[[str], object]) -> Callable[[bytes], object]:
    return lambda content: read(content.decode("utf-8", "replace"))


def _rows(content: bytes) -> object:
    return list(sheet(decoded(content)[0]))


SENT = Sent(Told("start/safe/ask", "Ciao", "Hello", False, None), "Prova", "draft")
XLSX = written_wording([SENT], "en", "xlsx", right_to_left=False)

DOORS = (
    Door("flow", _text(lambda text: load_flow(text, "prova", CALLS)), (), (FLOW,)),
    Door("rapidpro", _text(_imported), (ForeignFileError,),
         (RAPIDPRO,)),
    Door("calendar", lambda raw: read_busy(raw, NOW - WEEK, NOW + 8 * WEEK), (CalendarTextError,),
         (CALENDAR,)),
    Door("calendar address", _text(may_be_read), (),
         (b"https://example.org/a.ics", b"https://[2001:db8::1]:443/", b"webcal://a@b.lan:99999")),
    Door("wording po", lambda raw: read_wording(raw, "po"), (FileError,), (CATALOGUE,)),
    Door("wording xlsx", _xlsx, (FileError,), (XLSX,), zipped=True),
    Door("review marks", read_marks, (ValueError,), (CATALOGUE,)),
    Door("sheet", _rows, (UnreadableError,), (COURSES, OFFICE)),
    Door("courses sheet", _training("sheet"), (), (COURSES,)),
    Door("courses linked", _training("linked"), (), (LINKED,)),
    Door("courses page", _training("page"), (), (PAGE,)),
    Door("courses feed", _training("feed"), (), (FEED,)),
    Door("courses address", _training(""), (), (LINKED, PAGE, FEED)),
    Door("services json", _package("a.json"), (), (SERVICES,)),
    Door("services sheet", _package("a.csv"), (), (OFFICE,)),
    Door("services zip", _package("a.zip"), (), (TABULAR,), zipped=True),
    Door("telegram", lambda raw: Reader("girasole").read_body(raw, lambda _, at: at or NOW),
         (NoUpdate,), UPDATES),
    Door("twilio", _twilio, (), (SMS,)),
    Door("twilio unsigned", _unsigned, (Refused,), (SMS,)),
    Door("paper", _text(lambda text: read_sheets(text.splitlines())), (PaperError,),
         (b"1: CERA BCDE FGHI JKLM\n2: AAAA\n",)),
    Door("key file", _key_file, (KeyFileError,),
         (b"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",)),
    Door("settings", _settings, (SettingsError,),
         (b"FILO_MODE=demo\nFILO_PUBLIC_BIND=127.0.0.1:1\nFILO_PUBLIC_URL=https://example.org\n"
          b"FILO_DUTY_PHONES=a=https://example.org\nFILO_EXIT_URL=https://example.org/a\n"
          b"FILO_DATABASE_URL=postgresql://a:b@[::1]:5432/filo?host=/run\n"
          b"FILO_TRANSLATION_URL=http://127.0.0.1:5000",)),
    *EDGE,
)  # fmt: skip
