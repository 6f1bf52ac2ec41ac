"""``filo doctor``: each check finds what it is there for, and says what to do."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.assemble import now
from bot.config import load
from bot.crypto.keys import create_key_file
from bot.doctor.certificates import CertificateError
from bot.doctor.doctor import look_over
from bot.doctor.findings import Patient
from bot.doctor.machine import LITTLE, MACHINE, TOO_LITTLE
from bot.doctor.service import SERVICE
from bot.house import House
from bot.publishing.published import read_directory
from bot.storage.desk import SqlDesk
from bot.storage.examine import Examined
from tests.commands.conftest import Installation, she_asks_for_a_person
from tests.postgres import PostgresServer

pytestmark = pytest.mark.in_a_file


def _told(installation: Installation, name: str) -> str:
    """What the doctor says of one thing."""
    said = installation.run("doctor").stdout.splitlines()
    return next((line for line in said if line[5:].startswith(f"{name}:")), "")


@pytest.fixture
def used(installation: Installation) -> Installation:
    """An installation that somebody has written to."""
    installation.within(she_asks_for_a_person)
    return installation


def test_a_healthy_installation_is_told_so(used: Installation) -> None:
    """Every check has something good to say; the directory is a demonstration's."""
    done = used.run("doctor")
    assert done.exit_code == 0
    said = {line[5:].partition(":")[0]: line[:4].strip() for line in done.stdout.splitlines()}
    names = (
        *("settings", "key file", "canary", "database", "ledger", "disk", "clock", "channels"),
        *("measures", "rotation"),
    )
    demonstration = dict.fromkeys(("directory", "duty phones", "cover", "languages"), "warn")
    assert said == dict.fromkeys(names, "ok") | demonstration
    # Providers and Twilio's opt-out are looked at where they are on, a certificate where TLS is.
    assert len(said) == len((*MACHINE, *SERVICE)) - 3


def test_looking_changes_nothing_and_disturbs_nobody(used: Installation) -> None:
    """Neither a byte nor a file in the doctor's name; also while the service runs."""
    before = {path: path.read_bytes() for path in (used.folder / "var").iterdir()}
    used.run("doctor")
    assert {path: path.read_bytes() for path in (used.folder / "var").iterdir()} == before


def _other_key(installation: Installation) -> None:
    path = installation.settings.master_key_file
    path.unlink()
    create_key_file(path)


def _no_key(installation: Installation) -> None:
    installation.settings.master_key_file.unlink()


def _open_key(installation: Installation) -> None:
    installation.settings.master_key_file.chmod(0o644)


def _open_folder(installation: Installation) -> None:
    installation.settings.master_key_file.parent.chmod(0o777)


def _no_database(installation: Installation) -> None:
    shutil.rmtree(installation.folder / "var")


def _old_database(installation: Installation) -> None:
    path = installation.folder / "var" / "filo.sqlite"
    path.unlink()
    path.touch()


def _late_row(installation: Installation) -> None:
    async def record(service: House) -> None:
        desk = SqlDesk(service.store, service.ids.new)
        await desk.record("somebody", "case.view", "", service.clock() + timedelta(hours=1))

    installation.within(record)


@pytest.mark.parametrize(
    ("spoil", "name", "says"),
    [
        (_other_key, "canary", "filo keys restore"),
        (_no_key, "key file", "There is no master key"),
        (_open_key, "key file", "chmod 600"),
        (_open_folder, "key file", "chmod go-w"),
        (_no_database, "database", "filo db upgrade"),
        (_old_database, "database", "filo db upgrade"),
        (_late_row, "clock", "NTP"),
    ],
)
def test_what_is_grave_is_told_with_its_remedy_and_status_1(
    used: Installation, spoil: Callable[[Installation], None], name: str, says: str
) -> None:
    """A script may act on it."""
    spoil(used)
    told = _told(used, name)
    assert told.startswith("FAIL")
    assert says in told
    assert used.run("doctor").exit_code == 1


def test_wrong_settings_are_told_one_by_one(installation: Installation) -> None:
    """The other checks cannot be made without them."""
    wrong = replace(
        installation,
        environ=installation.environ | {"FILO_KEEP_LETTER_DAYS": "0", "FILO_STAFF_BIND": "nowhere"},
    )
    done = wrong.run("doctor")
    assert done.exit_code == 1
    assert [line[:14] for line in done.stdout.splitlines()] == ["FAIL settings:"] * 2


def test_a_key_beside_its_database_is_warned_of(installation: Installation) -> None:
    """Who copies the folder would have both."""
    beside = installation.folder / "var" / "master.key"
    shutil.copy(installation.settings.master_key_file, beside)
    moved = replace(
        installation, environ=installation.environ | {"FILO_MASTER_KEY_FILE": str(beside)}
    )
    assert _told(moved, "key file").startswith("warn")


@pytest.mark.parametrize(
    ("free", "grade"), [(TOO_LITTLE - 1, "FAIL"), (LITTLE - 1, "warn"), (LITTLE, "ok")]
)
def test_a_full_disk_is_told_before_it_is_full(
    installation: Installation, free: int, grade: str
) -> None:
    """Forgetting needs room too."""
    findings = asyncio.run(
        look_over(installation.environ, read_directory(), now(), lambda _folder: free)
    )
    assert [one.grade for one in findings if one.check == "disk"] == [grade]


def test_a_full_disk_is_told_also_where_the_database_is_elsewhere(
    installation: Installation,
) -> None:
    """The ledger of the forgotten is written here, and it may be PostgreSQL's disk as well."""
    elsewhere = installation.environ | {
        "FILO_DATABASE_URL": "postgresql://filo@127.0.0.1:1/filo",
        "FILO_LEDGER_FILE": str(installation.folder / "forgotten"),
    }
    findings = asyncio.run(look_over(elsewhere, read_directory(), now(), lambda _: TOO_LITTLE - 1))
    assert [one.grade for one in findings if one.check == "disk"] == ["FAIL"]


def test_a_ledger_that_others_may_read_is_warned_of(used: Installation) -> None:
    """Nothing is in it but random ids; still it is nobody's business."""
    ledger = Path(f"{used.folder}/var/filo.sqlite.forgotten")
    ledger.touch()
    os.chmod(ledger, 0o644)
    assert _told(used, "ledger").startswith("warn")


def test_postgresql_is_looked_over_too(installation: Installation, postgres_url: str) -> None:
    """Its log is let go of here, where the role may; a second copy of the ledger is asked for."""
    moved = replace(
        installation, environ=installation.environ | {"FILO_DATABASE_URL": postgres_url}
    )
    moved.within(she_asks_for_a_person)
    assert _told(moved, "canary").startswith("ok")
    assert _told(moved, "log") == ""
    assert _told(moved, "ledger").startswith("warn")


async def _grant_reader(server: PostgresServer, name: str) -> None:
    await server.execute(f"create role {name} login")
    await server.execute(f"grant pg_read_all_data to {name}")


def test_a_role_that_may_not_end_the_log_is_warned_of(
    installation: Installation, postgres_url: str, postgres_server: PostgresServer
) -> None:
    """What was forgotten stays in PostgreSQL's log then: the doctor says which rights to grant."""
    asyncio.run(_grant_reader(postgres_server, "filo_reader"))
    url = postgres_url.replace("filo@", "filo_reader@")
    moved = replace(installation, environ=installation.environ | {"FILO_DATABASE_URL": url})
    told = _told(moved, "log")
    assert told.startswith("warn")
    assert "pg_switch_wal" in told


def test_the_paper_copy_is_tried_without_writing_anything(used: Installation) -> None:
    """The sheets in the drawers open the canary, or the doctor says why not."""
    sheets = used.run("keys", "paper").stdout.split("\f")
    used.settings.master_key_file.unlink()
    tried = used.run("doctor", "--paper", typed=sheets[1] + sheets[2])
    assert tried.exit_code == 0, tried.output
    assert "open the canary" in tried.stdout
    assert not used.settings.master_key_file.exists()
    create_key_file(used.settings.master_key_file)
    others = used.run("keys", "paper").stdout.split("\f")
    wrong = used.run("doctor", "--paper", typed=others[0] + others[1])
    assert (wrong.exit_code, "another installation" in wrong.stderr) == (1, True)
    mistyped = used.run("doctor", "--paper", typed=sheets[0])
    assert (mistyped.exit_code, "Two different sheets" in mistyped.stderr) == (1, True)


@pytest.mark.parametrize(
    ("phones", "grade"),
    [
        ({"FILO_DUTY_PHONES": "lody=https://gateway.example/hook"}, "FAIL"),
        ({"FILO_DUTY_PHONES": "lodi=https://gateway.example/hook"}, "ok"),
        ({"FILO_DUTY_PHONE_URL": "https://gateway.example/hook"}, "ok"),
        ({}, "warn"),
    ],
)
async def test_a_duty_phone_of_no_network_is_grave(
    used: Installation, phones: dict[str, str], grade: str
) -> None:
    """A misspelt network would otherwise never be rung; without any phone no alarm is offered."""
    found = await look_over(used.environ | phones, read_directory(), now())
    (one,) = [finding for finding in found if finding.check == "duty phones"]
    assert one.grade.value == grade
    assert bool(one.remedy) == (grade != "ok")


def _production(used: Installation, **settings: str) -> Installation:
    """The same installation, as if it served the world."""
    given = {
        "FILO_MODE": "production",
        "FILO_ENTRY": "girasole-blu",
        "FILO_PUBLIC_URL": "https://almanacco.example",
        "FILO_STAFF_URL": "https://banco.example",
        "FILO_TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
        "FILO_TWILIO_AUTH_TOKEN": "secret",
        "FILO_TWILIO_API_URL": "http://127.0.0.1:9",
        "FILO_TWILIO_SMS_FROM": "+390000000000",
        "FILO_TWILIO_DECISION": "DPIA 3/2026",
        "FILO_TWILIO_OPT_OUT": "off",
        "FILO_COVER_NAME": "Orti e balconi",
    }
    return replace(used, environ={**used.environ, **given, **settings})


def test_production_needs_twilios_own_opt_out_to_be_off(used: Installation) -> None:
    """On record, and not seen at work: one STOP would mute us for her for good."""
    assert _told(_production(used), "opt-out").startswith("ok")
    unknown = _told(_production(used, FILO_TWILIO_OPT_OUT="unknown"), "opt-out")
    assert unknown.startswith("FAIL")
    assert "FILO_TWILIO_OPT_OUT=off" in unknown

    async def answered(service: House) -> None:
        await service.store.count({"opt_out_answers": 2})

    used.within(answered)
    seen = _told(_production(used), "opt-out")
    assert seen.startswith("FAIL")
    assert "2 times" in seen


def test_production_needs_a_cover_that_nobody_reads_about_here(used: Installation) -> None:
    """Its name and its entry, in whatever language and writing."""
    assert _told(_production(used), "cover").startswith("ok")
    for burned in (
        {"FILO_COVER_NAME": ""},
        {"FILO_COVER_NAME": "ALMANACCO di Milano"},
        {"FILO_COVER_NAME": "Almanach de Milan"},
        {"FILO_ENTRY": "almanacco-milano"},
    ):
        told = _told(_production(used, **burned), "cover")
        assert told.startswith("FAIL"), burned
        assert "A burned cover" in told
    assert _told(used, "cover").startswith("warn")


@pytest.mark.parametrize(
    ("days", "grade"), [(60, "ok"), (20, "warn"), (6, "FAIL"), (-1, "FAIL"), (None, "FAIL")]
)
async def test_a_certificate_that_ends_is_told_in_time(days: int | None, grade: str) -> None:
    """Three weeks before, gravely in the last one, and where no browser would go on."""

    async def certificate(url: str) -> datetime:
        if days is None:
            raise CertificateError("Its certificate is refused: self-signed certificate.")
        return now() + timedelta(days=days, hours=1)

    environ = {"FILO_MODE": "demo", "FILO_PUBLIC_URL": "https://example.org"}
    found = await look_over(environ, read_directory(), now(), certificate=certificate)
    told = next(one for one in found if one.check == "certificates")
    assert (told.grade, "https://example.org" in told.what) == (grade, True)
    assert bool(told.remedy) == (grade != "ok")


async def test_a_clock_beside_that_of_the_database_is_told() -> None:
    """Leases of several machines are compared: half a minute is too much."""
    settings, moment = load({"FILO_MODE": "demo"}), now()
    for seconds, grade in ((5, "ok"), (31, "FAIL"), (-31, "FAIL")):
        known = Examined("a", "a", clock=moment + timedelta(seconds=seconds))
        patient = Patient(settings, False, known, read_directory(), moment, lambda _: LITTLE)
        told = [
            one for check in (*MACHINE, *SERVICE) for one in check(patient) if one.check == "clock"
        ]
        assert [str(one.grade) for one in told] == [grade]
