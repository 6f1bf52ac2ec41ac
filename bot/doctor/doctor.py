"""Looks an installation over and says what to mend: ``filo doctor``.

Each check is a function of the patient that yields findings: those of the machine and those of the
service stand in a room each.
"""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from bot.assemble import keyring_of
from bot.check import unreviewed
from bot.config import Settings, SettingsError, load
from bot.crypto.keys import KeyFileError, Keyring, read_key_file
from bot.crypto.paper import PaperError, join, mark_of, read
from bot.directory.model import Directory
from bot.doctor.answering import answers
from bot.doctor.certificates import CertificateError, good_until
from bot.doctor.findings import Finding, Grade, Patient
from bot.doctor.machine import MACHINE
from bot.doctor.service import SERVICE
from bot.publishing.published import FLOWS, LOCALES, Source, UnpublishableError, bundle_of
from bot.storage.examine import Examined, examine, opens
from bot.storage.trouble import StorageError
from bot.text.tongues import LANGUAGES
from bot.workshop.signing import Signing

Certificate = Callable[[str], Awaitable[datetime | None]]


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
    keys = None
    try:
        keys = keyring_of(settings)
    except KeyFileError as error:
        found.append(Finding("key file", Grade.GRAVE, str(error), "See docs/deploy.md."))
    database = None
    try:
        database = await examine(settings.database_url, keys, now)
    except StorageError as error:
        found.append(Finding("database", Grade.GRAVE, error.problem, error.remedy))
    seen = await _certificates(settings, certificate), _unreviewed(database)
    said = await answers(settings)
    patient = Patient(settings, keys is not None, database, directory, now, free, *seen, said)
    return [*found, *(finding for check in (*MACHINE, *SERVICE) for finding in check(patient))]


def _unreviewed(database: Examined | None) -> Mapping[str, Signing]:
    """Of the languages that are offered, in what women are answered with now."""
    offered = database.languages if database else ()
    signed = database.signed if database else {}
    live = _published(database.published) if database else None
    waiting = unreviewed(FLOWS, LOCALES, signed, live)
    return {one: how for one, how in waiting.items() if one in (offered or LANGUAGES)}


def _published(content: bytes | None) -> Source | None:
    """What the console published, as the service takes it: what it cannot read is left behind."""
    if content is None:
        return None
    source = Source.unpacked(content)
    try:
        bundle_of(source)
    except UnpublishableError:
        return None
    return source


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
    mark = mark_of(master).hex().upper()
    following = settings.next_key_file
    match await opens(settings.database_url, Keyring(master)):
        case True:
            return Finding("paper copy", Grade.WELL, f"The sheets of key {mark} open the canary.")
        case False if following is not None and read_key_file(following) == master:
            what = f"The sheets of key {mark} give the key that follows."
            return Finding("paper copy", Grade.WELL, what)
        case False:
            raise PaperError(f"The sheets of key {mark} belong to another installation.")
        case None:
            raise PaperError("Nothing was sealed in this database yet: start the service first.")
