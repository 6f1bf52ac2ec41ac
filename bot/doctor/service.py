"""What ``filo doctor`` asks of the service: what women are told, by which ways, in which words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bot.directory.check import check as check_directory
from bot.directory.check import check_measures
from bot.doctor.findings import Check, Finding, Grade, Patient
from bot.i18n.translator import Translator
from bot.publishing.own_files import names_of
from bot.publishing.published import read_catalogues
from bot.text.spelling import fold
from bot.web.words import published_names


def _directory(patient: Patient) -> Iterator[Finding]:
    production = not patient.settings.demonstration
    remarks = check_directory(patient.directory, patient.now, production)
    counted = Counter(remark.severity for remark in remarks)
    said = ", ".join(f"{count} {severity}" for severity, count in sorted(counted.items()))
    grade = Grade.GRAVE if counted["error"] else Grade.WARNING if remarks else Grade.WELL
    remedy = "`filo directory check` lists them." if remarks else ""
    own = patient.settings.directory
    of_own = f" Of {own}: {', '.join(names_of(own)) or 'no file'}." if own is not None else ""
    yield Finding("directory", grade, f"{said or 'Every fact is current.'}{of_own}", remedy)


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


def _languages(patient: Patient) -> Iterator[Finding]:
    if not patient.unreviewed:
        yield Finding("languages", Grade.WELL, "Native speakers vouched for each.")
        return
    grade = Grade.WARNING if patient.settings.demonstration else Grade.GRAVE
    told = []
    never = [one for one, how in patient.unreviewed.items() if not how.is_outdated]
    if never:
        told.append(f"No native speaker has reviewed: {', '.join(never)}.")
    old = [
        f"{one} ({how.changed} changed, {how.never} new)"
        for one, how in patient.unreviewed.items()
        if how.is_outdated
    ]
    if old:
        told.append(f"Signed, but critical texts changed or came since: {', '.join(old)}.")
    remedy = "Have what is critical signed in the console («Traduzioni»); docs/languages says how."
    yield Finding("languages", grade, " ".join(told), remedy)


SERVICE: tuple[Check, ...] = (
    _directory,
    _measures,
    _phones,
    _channels,
    _providers,
    _opt_out,
    _cover,
    _languages,
)
"""In the order in which they are told."""
