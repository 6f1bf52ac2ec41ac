"""The small acts of the command line on the database of an installation."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import date

from bot.assemble import now, store_of
from bot.config import Settings, SettingsError
from bot.demonstration.furnishing import agencies_of
from bot.handoff.people import Role
from bot.handoff.trained import Course, TrainingRecord
from bot.publishing.published import read_directory
from bot.storage.alarms import SqlAlarms
from bot.storage.ids import RandomIds
from bot.storage.staff import SqlAccounts
from bot.storage.staff_enrol import Enrolled, create, reset
from bot.storage.staff_trouble import UnknownLoginError
from bot.storage.trouble import StorageError
from bot.wiring.external import phone_of


async def _accounts(stack: AsyncExitStack, settings: Settings) -> SqlAccounts:
    return SqlAccounts(await stack.enter_async_context(store_of(settings)))


def _check_network(settings: Settings, *networks: str) -> None:
    """Raise ``SettingsError`` for a network that is not in the directory."""
    known = {network.id for network in read_directory(settings.directory).networks()}
    if unknown := sorted(set(networks) - known):
        raise SettingsError(
            (f"There is no network {', '.join(unknown)}: use {', '.join(sorted(known))}.",)
        )


async def add_staff(
    settings: Settings,
    login: str,
    networks: Sequence[str],
    languages: Sequence[str],
    role: Role = Role.OPERATOR,
    trained: date | None = None,
) -> str:
    """Make an account; what to hand to its owner. Raises ``SettingsError`` for no such network.

    ``trained``: the day of a training that she had; without one she sees the queue and takes no
    case. In a demonstration it is today.
    """
    if trained is None and settings.demonstration:
        trained = now().date()
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(store_of(settings))
        agencies = agencies_of(store, settings.directory)
        _check_agencies(networks, [one.id for one in await agencies.all()])
        enrolled = await create(SqlAccounts(store), login, networks, languages, role, now())
        if trained is not None:
            await agencies.add_training(_training(enrolled.account.id, trained, settings))
        return _told(enrolled)


async def train_staff(settings: Settings, login: str, on: date) -> str:
    """Write down a training of somebody; what to tell. Raises ``UnknownLoginError``."""
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(store_of(settings))
        found = await SqlAccounts(store).credentials(login)
        if found is None:
            raise UnknownLoginError(f"There is no account called {login}.")
        await agencies_of(store, settings.directory).add_training(
            _training(found.account.id, on, settings)
        )
    return f"A training of {login} on {on.isoformat()} is written down."


def _training(account: str, on: date, settings: Settings) -> TrainingRecord:
    course = Course.DEMONSTRATION if settings.demonstration else Course.RECEPTION
    return TrainingRecord(RandomIds().new(), account, course, on, "", now())


def _check_agencies(wanted: Sequence[str], known: Sequence[str]) -> None:
    """Raise ``SettingsError`` for an agency that nobody knows."""
    if unknown := sorted(set(wanted) - set(known)):
        raise SettingsError(
            (f"There is no agency {', '.join(unknown)}: use {', '.join(sorted(known))}.",)
        )


async def reset_staff(settings: Settings, login: str) -> str:
    """Give an account new secrets; what to hand to its owner."""
    async with AsyncExitStack() as stack:
        return _told(await reset(await _accounts(stack, settings), login))


async def start_drill(settings: Settings, network: str) -> str:
    """Start a drill of that network; what to tell. Raises ``SettingsError``, ``StorageError``."""
    _check_network(settings, network)
    if not phone_of(settings).rings_for(network):
        raise SettingsError(
            (f"{network} has no duty phone: set FILO_DUTY_PHONE_URL or FILO_DUTY_PHONES.",)
        )
    async with AsyncExitStack() as stack:
        try:
            store = await stack.enter_async_context(store_of(settings))
        except StorageError as error:
            if not settings.database_url.startswith("sqlite"):
                raise
            raise StorageError(
                str(error), "On SQLite a drill is started from the staff page, while it runs."
            ) from None
        drill = await SqlAlarms(store).start_drill(network, RandomIds().new(), now())
    return f"A drill of {network} waits since {drill.raised_at:%H:%M:%S} UTC."


async def list_staff(settings: Settings) -> str:
    """The accounts, one a line."""
    async with AsyncExitStack() as stack:
        accounts = await (await _accounts(stack, settings)).all()
    return "\n".join(f"{one.login}  {one.role}  {', '.join(one.networks)}" for one in accounts)


def _told(enrolled: Enrolled) -> str:
    return "\n".join(
        (
            f"login     {enrolled.account.login}",
            f"password  {enrolled.password}",
            f"secret    {enrolled.totp_secret}",
            f"          {enrolled.otpauth_uri}",
            "They are shown this once.",
        )
    )
