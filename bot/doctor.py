"""Looks an installation over and says what to mend: ``filo doctor``.

Each check is a function of the patient that yields findings; a new one is added to ``CHECKS``.
"""

from __future__ import annotations

import shutil
import stat
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from bot.answering import Answer, answers
from bot.certificates import CertificateError, good_until
from bot.check import unreviewed
from bot.config import Settings, SettingsError, load
from bot.crypto.keys import KeyFileError, Keyring, read_key_file
from bot.crypto.paper import PaperError, join, mark_of, read
from bot.directory.check import check as check_directory
from bot.directory.check import check_measures
from bot.directory.model import Directory
from bot.i18n.translator import Translator
from bot.published import FLOWS, LOCALES, read_catalogues
from bot.spelling import fold
from bot.storage.database import parsed
from bot.storage.examine import Examined, examine
from bot.storage.ledger import beside
from bot.storage.trouble import StorageError
from bot.web.words import published_names

LITTLE = 1_000_000_000
TOO_LITTLE = 100_000_000
"""Bytes free on the disk of the database: a warning below the first, grave below the second."""

CLOCKS_DIFFER = timedelta(minutes=5)
DATABASE_DIFFERS = timedelta(seconds=30)
"""Leases and expiries of several machines are compared with each other."""

CERTIFICATE_WARNS, CERTIFICATE_GRAVE = timedelta(days=21), timedelta(days=7)
Certificate = Callable[[str], Awaitable[datetime | None]]


class Grade(StrEnum):
    """How bad it is."""

    WELL = "ok"
    WARNING = "warn"
    GRAVE = "FAIL"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found. ``remedy`` is empty where all is well."""

    check: str
    grade: Grade
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        said = f"{self.grade:4} {self.check}: {self.what}"
        return f"{said} -> {self.remedy}" if self.remedy else said


@dataclass(frozen=True, slots=True)
class Patient:
    """Everything that the checks look at. ``database`` is None where it could not be examined.

    ``free`` gives the bytes that are free on the disk of a folder. ``certificates``: address of a
    site -> until when its certificate is good, or why it is not. ``unreviewed``: languages.
    ``answers``: of providers.
    """

    settings: Settings
    master: bytes | None
    database: Examined | None
    directory: Directory
    now: datetime
    free: Callable[[Path], int]
    certificates: Mapping[str, datetime | str] = field(default_factory=dict)
    unreviewed: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()


Check = Callable[[Patient], Iterator[Finding]]


def free_bytes(folder: Path) -> int:
    """How many bytes are free on the disk of a folder."""
    return shutil.disk_usage(folder).free


async def look_over(
    environ: Mapping[str, str],
    directory: Directory,
    now: datetime,
    free: Callable[[Path], int] = free_bytes,
    certificate: Certificate = good_until,
) -> Sequence[Finding]:
    """Every finding, in the order of the checks. Nothing is changed, no service is disturbed."""
    try:
        settings = load(environ)
    except SettingsError as error:
        remedy = "See docs/settings.md; the other checks need the settings."
        return [Finding("settings", Grade.GRAVE, problem, remedy) for problem in error.problems]
    found = [Finding("settings", Grade.WELL, f"They can be used ({settings.mode}).")]
    master = None
    try:
        master = read_key_file(settings.master_key_file)
    except KeyFileError as error:
        found.append(Finding("key file", Grade.GRAVE, str(error), "See docs/deploy.md."))
    database = None
    try:
        database = await examine(settings.database_url, Keyring(master) if master else None)
    except StorageError as error:
        what = str(error).removesuffix(error.remedy).strip()
        found.append(Finding("database", Grade.GRAVE, what, error.remedy))
    certificates = await _certificates(settings, certificate)
    languages = unreviewed(FLOWS, LOCALES)
    said = await answers(settings)
    patient = Patient(
        settings, master, database, directory, now, free, certificates, languages, said
    )
    return [*found, *(finding for check in CHECKS for finding in check(patient))]


async def _certificates(
    settings: Settings, certificate: Certificate
) -> Mapping[str, datetime | str]:
    found: dict[str, datetime | str] = {}
    for url in filter(None, (settings.public_url, settings.staff_url)):
        try:
            until = await certificate(url)
        except CertificateError as error:
            found[url] = str(error)
        else:
            found |= {url: until} if until is not None else {}
    return found


async def try_paper(settings: Settings, lines: Iterator[str]) -> Finding:
    """Whether two sheets of the paper copy, typed, open the database's canary. Nothing is written.

    Raises ``PaperError`` for what is mistyped, ``StorageError`` where there is no database.
    """
    master = join(read(lines))
    database = await examine(settings.database_url, Keyring(master))
    mark = mark_of(master).hex().upper()
    match database.key_opens:
        case True:
            return Finding("paper copy", Grade.WELL, f"The sheets of key {mark} open the canary.")
        case False:
            raise PaperError(f"The sheets of key {mark} belong to another installation.")
        case None:
            raise PaperError("Nothing was sealed in this database yet: start the service first.")


def _key_file(patient: Patient) -> Iterator[Finding]:
    """Its own rights were checked when it was read; here those of its folder, and where it is."""
    if patient.master is None:
        return
    path = patient.settings.master_key_file
    if path.parent.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        what = f"Others may write in the folder {path.parent}, and put another key in its place."
        yield Finding("key file", Grade.GRAVE, what, f"Run `chmod go-w {path.parent}`.")
        return
    database = _sqlite_file(patient.settings)
    if database is not None and database.parent.resolve() == path.parent.resolve():
        what = "The key lies in the folder of the database: a copy of the folder opens everything."
        remedy = "Move it, and set FILO_MASTER_KEY_FILE."
        yield Finding("key file", Grade.WARNING, what, remedy)
        return
    yield Finding("key file", Grade.WELL, "Its owner alone reads it.")


def _canary(patient: Patient) -> Iterator[Finding]:
    opens = patient.database.key_opens if patient.database else None
    if opens:
        yield Finding("canary", Grade.WELL, "The key opens what this database was sealed with.")
    elif opens is False:
        what = "The key does not open this database."
        remedy = "Put the right key file in its place: `filo keys restore` makes it out of paper."
        yield Finding("canary", Grade.GRAVE, what, remedy)


def _revision(patient: Patient) -> Iterator[Finding]:
    database = patient.database
    if database is None:
        return
    if database.revision == database.expected:
        yield Finding("database", Grade.WELL, f"It is at this version ({database.revision}).")
    else:
        what = f"It is at version {database.revision or 'none'}, not {database.expected}."
        remedy = "Run `filo db upgrade`, or the program that the database belongs to."
        yield Finding("database", Grade.GRAVE, what, remedy)


def _log(patient: Patient) -> Iterator[Finding]:
    if patient.database is not None and patient.database.log_goes is False:
        what = "PostgreSQL keeps what was forgotten in its log until it is written over."
        remedy = (
            "Set wal_recycle=off, and let the role end a segment: `grant pg_checkpoint to ROLE`,"
            " `grant execute on function pg_switch_wal() to ROLE`."
        )
        yield Finding("log", Grade.WARNING, what, remedy)


def _ledger(patient: Patient) -> Iterator[Finding]:
    settings = patient.settings
    path = settings.ledger_file or beside(parsed(settings.database_url))
    if path is None:
        what = "The ledger of the forgotten has no second copy outside PostgreSQL."
        yield Finding("ledger", Grade.WARNING, what, "Set FILO_LEDGER_FILE.")
    elif path.exists() and path.stat().st_mode & 0o077:
        yield Finding("ledger", Grade.WARNING, f"Others may read {path}.", f"`chmod 600 {path}`")
    else:
        yield Finding("ledger", Grade.WELL, f"Its second copy goes to {path}.")


def _disk(patient: Patient) -> Iterator[Finding]:
    database = _sqlite_file(patient.settings)
    if database is None:
        return
    folder = next((one for one in database.absolute().parents if one.is_dir()), Path("/"))
    free = patient.free(folder)
    grade = Grade.GRAVE if free < TOO_LITTLE else Grade.WARNING if free < LITTLE else Grade.WELL
    remedy = "" if grade is Grade.WELL else "Free some space: forgetting needs room too."
    yield Finding("disk", grade, f"{free // 1_000_000} MB are free.", remedy)


def _clock(patient: Patient) -> Iterator[Finding]:
    """A clock that is behind sends late messages and forgets nobody; one ahead forgets everybody.

    What the database and the directory know cannot lie in the future.
    """
    newest = patient.database.newest if patient.database else None
    verified = [
        network.fact.verified_on
        for network in patient.directory.networks()
        if network.fact.verified_on is not None
    ]
    behind = newest is not None and newest - patient.now > CLOCKS_DIFFER
    other = patient.database.clock if patient.database else None
    if other is not None and abs(other - patient.now) > DATABASE_DIFFERS:
        what = f"It says {patient.now:%H:%M:%S} UTC, and the database's says {other:%H:%M:%S}."
        yield Finding("clock", Grade.GRAVE, what, "Let NTP keep both.")
    elif behind or any(day > patient.now.date() for day in verified):
        what = f"It says {patient.now:%Y-%m-%d %H:%M} UTC, and something happened later already."
        yield Finding("clock", Grade.GRAVE, what, "Set the clock, and let NTP keep it.")
    else:
        yield Finding("clock", Grade.WELL, f"It says {patient.now:%Y-%m-%d %H:%M} UTC.")


def _directory(patient: Patient) -> Iterator[Finding]:
    production = not patient.settings.demonstration
    remarks = check_directory(patient.directory, patient.now, production)
    counted = Counter(remark.severity for remark in remarks)
    said = ", ".join(f"{count} {severity}" for severity, count in sorted(counted.items()))
    grade = Grade.GRAVE if counted["error"] else Grade.WARNING if remarks else Grade.WELL
    remedy = "`filo directory check` lists them." if remarks else ""
    yield Finding("directory", grade, said or "Every fact is current.", remedy)


def _measures(patient: Patient) -> Iterator[Finding]:
    """What women are no longer told, or will not be soon. What the staff verified is not read."""
    remarks = check_measures(patient.directory, patient.now)
    what = " ".join(f"{remark.where}: {remark.what}" for remark in remarks)
    remedy = "`filo measures check --stored` counts what the staff verified." if remarks else ""
    grade = Grade.WARNING if remarks else Grade.WELL
    yield Finding("measures", grade, what or "Every measure was verified in time.", remedy)


def _phones(patient: Patient) -> Iterator[Finding]:
    known = {network.id for network in patient.directory.networks()}
    unknown = sorted(set(patient.settings.duty_phones) - known)
    for network in unknown:
        what = f"FILO_DUTY_PHONES names {network}, which is no network."
        yield Finding("duty phones", Grade.GRAVE, what, f"Use {', '.join(sorted(known))}.")
    if unknown:
        return
    settings = patient.settings
    if settings.duty_phone_url or settings.duty_phones:
        yield Finding("duty phones", Grade.WELL, "Every duty phone belongs to a network.")
    else:
        what = "There is none, so no alarm word is offered to anybody."
        remedy = "Set FILO_DUTY_PHONE_URL when an on-call gateway is there."
        yield Finding("duty phones", Grade.WARNING, what, remedy)


def _channels(patient: Patient) -> Iterator[Finding]:
    settings = patient.settings
    for sentence in settings.off:
        yield Finding("channels", Grade.WARNING, sentence, "See docs/settings.md.")
    on = [("Telegram", settings.telegram, settings.telegram_decision)]
    on += [("Twilio", settings.twilio, settings.twilio_decision)]
    for name, is_on, decision in on:
        if is_on:
            said = "its decision is on record" if decision else "for a demonstration"
            yield Finding("channels", Grade.WELL, f"{name} is on, {said}.")
    if not any(is_on for _, is_on, _ in on):
        yield Finding("channels", Grade.WELL, "The web is the only one that is on.")


def _providers(patient: Patient) -> Iterator[Finding]:
    for one in patient.answers:
        bad = Grade.GRAVE if one.grave else Grade.WARNING
        grade, what = (bad, one.trouble) if one.trouble else (Grade.WELL, "It answers.")
        yield Finding("providers", grade, f"{one.provider}: {what}", one.remedy)


def _opt_out(patient: Patient) -> Iterator[Finding]:
    """Twilio's own answers to STOP mute us for good: what is on record, and what was seen."""
    if not patient.settings.twilio:
        return
    grave = Grade.WARNING if patient.settings.demonstration else Grade.GRAVE
    remedy = "Have it switched off for every sender (docs/deploy.md), then FILO_TWILIO_OPT_OUT=off."
    if patient.settings.twilio_opt_out != "off":
        what = "Nothing says that Twilio's own opt-out handling is off: one STOP would mute us."
        yield Finding("opt-out", grave, what, remedy)
    elif patient.database is not None and patient.database.muted:
        what = f"It is said to be off at Twilio, and was at work {patient.database.muted} times."
        yield Finding("opt-out", grave, what, remedy)
    else:
        yield Finding("opt-out", Grade.WELL, "Twilio leaves STOP and START to us.")


def _cover(patient: Patient) -> Iterator[Finding]:
    """A cover that everybody can read about covers nothing."""
    settings = patient.settings
    burned = Grade.WARNING if settings.demonstration else Grade.GRAVE
    known = {fold(name) for name in published_names(Translator(read_catalogues()))}
    remedy = "Choose another: docs/deploy.md, «A burned cover»."
    if settings.entry == type(settings).model_fields["entry"].default:
        what = "The entry is the one that this repository publishes."
        yield Finding("cover", burned, what, f"Set FILO_ENTRY. {remedy}")
    if not settings.cover_name or fold(settings.cover_name) in known:
        what = "The cover is called as this repository calls it."
        yield Finding("cover", burned, what, f"Set FILO_COVER_NAME. {remedy}")
    elif settings.entry != type(settings).model_fields["entry"].default:
        yield Finding("cover", Grade.WELL, "Its name and its entry are its own.")


def _certificate(patient: Patient) -> Iterator[Finding]:
    """Without one that browsers trust she reads a warning that tells more than any cover."""
    for url, until in patient.certificates.items():
        remedy = "Look whether the proxy renews it (docs/deployment.md)."
        if isinstance(until, str):
            yield Finding("certificates", Grade.GRAVE, f"{url}: {until}", remedy)
            continue
        left = until - patient.now
        grade = Grade.WARNING if left < CERTIFICATE_WARNS else Grade.WELL
        grade = Grade.GRAVE if left < CERTIFICATE_GRAVE else grade
        what = f"{url}: good until {until:%Y-%m-%d}."
        yield Finding("certificates", grade, what, "" if grade is Grade.WELL else remedy)


def _languages(patient: Patient) -> Iterator[Finding]:
    if not patient.unreviewed:
        yield Finding("languages", Grade.WELL, "Native speakers vouched for each.")
        return
    production = not patient.settings.demonstration
    what = f"No native speaker has reviewed: {', '.join(patient.unreviewed)}."
    remedy = "Have what is critical signed in the console («Traduzioni»); docs/languages says how."
    yield Finding("languages", Grade.GRAVE if production else Grade.WARNING, what, remedy)


def _sqlite_file(settings: Settings) -> Path | None:
    url = parsed(settings.database_url)
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


CHECKS: tuple[Check, ...] = (
    _key_file,
    _canary,
    _revision,
    _log,
    _ledger,
    _disk,
    _clock,
    _directory,
    _measures,
    _phones,
    _channels,
    _providers,
    _opt_out,
    _cover,
    _certificate,
    _languages,
)
"""In the order in which one would mend."""
