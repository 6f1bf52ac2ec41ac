"""Runs the sites of one process, and the small acts of the command line on its database."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from importlib.metadata import entry_points

import structlog
import typer
from aiohttp import web

from bot.assemble import House, house, now
from bot.config import Bind, Settings, SettingsError, load
from bot.crypto.keys import Keyring, create_key_file, read_key_file
from bot.handoff.people import Role
from bot.published import read_directory
from bot.safety.redaction import redact
from bot.storage.sql import SqlStore
from bot.storage.staff import SqlAccounts
from bot.storage.staff_enrol import Enrolled, create, reset
from bot.storage.upgrade import upgrade

ROLES = frozenset({"public", "staff", "worker"})
SITES = "filo.sites"
STOPPING_SECONDS = 5.0
DEMO_LOGIN = "operatrice-demo"


def configure_logs() -> None:
    """Logs are JSON lines of whitelisted keys: never a text, an address or a token."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            redact,
            structlog.processors.JSONRenderer(),
        ]
    )


async def run_sites(
    settings: Settings, only: frozenset[str], started: Callable[[House], None] | None = None
) -> None:
    """Run the chosen roles (all, where none is named) until a signal to stop."""
    _check_roles(settings, only)
    configure_logs()
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, stopping.set)
    async with AsyncExitStack() as stack:
        running = await stack.enter_async_context(house(settings))
        roles = only or ROLES
        if "public" in roles:
            await _listen(stack, running.public_site(), settings.public_bind)
        if "staff" in roles:
            for site in entry_points(group=SITES):
                await _listen(stack, site.load()(running), settings.staff_bind)
        if "worker" in roles:
            running.start_loops()
        if started is not None:
            started(running)
        await stopping.wait()
        running.bus.wake_all()


def _check_roles(settings: Settings, only: frozenset[str]) -> None:
    if only - ROLES:
        raise SettingsError((f"--only takes {', '.join(sorted(ROLES))}.",))
    if only and only != ROLES and settings.database_url.startswith("sqlite"):
        raise SettingsError(
            ("SQLite serves one process: run all roles together, or use PostgreSQL.",)
        )


async def _listen(stack: AsyncExitStack, app: web.Application, bind: Bind) -> None:
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=STOPPING_SECONDS)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    await web.TCPSite(runner, bind.host, bind.port).start()


async def run_demonstration(environ: Mapping[str, str]) -> None:
    """Everything with demonstration data: key, database and a first account are made if absent."""
    settings = load({"FILO_MODE": "demo", **environ})
    if not settings.master_key_file.exists():
        create_key_file(settings.master_key_file)
    await upgrade(settings.database_url)
    first = await _first_account(settings)
    await run_sites(settings, frozenset(), lambda running: _greet(running.settings, first))


async def _first_account(settings: Settings) -> Enrolled:
    """The demonstration's operator, of every network, with new secrets at each start."""
    async with AsyncExitStack() as stack:
        accounts = await _accounts(stack, settings)
        if await accounts.credentials(DEMO_LOGIN) is not None:
            return await reset(accounts, DEMO_LOGIN)
        networks = [network.id for network in read_directory().networks()]
        return await create(accounts, DEMO_LOGIN, networks, ["it", "en"], Role.OPERATOR, now())


def _greet(settings: Settings, first: Enrolled) -> None:
    """Print where everything is, and the first login, once."""
    public = settings.public_url
    staff = f"http://localhost:{settings.staff_bind.port}"
    for line in (
        "",
        "Filo is running, with demonstration data.",
        f"  entry (what a flyer would show)  {public}/{settings.entry}",
        f"  cover (what everybody else sees) {public}/",
        f"  staff                            {staff}/",
        f"  login     {first.account.login}",
        f"  password  {first.password}",
        f"  code      from an authenticator with this secret: {first.totp_secret}",
        f"            or from: .venv/bin/filo staff code {first.totp_secret}",
        "Ctrl-C stops it.",
        "",
    ):
        typer.echo(line)


async def _accounts(stack: AsyncExitStack, settings: Settings) -> SqlAccounts:
    keys = Keyring(read_key_file(settings.master_key_file))
    store = await SqlStore.open(settings.database_url, keys)
    stack.push_async_callback(store.close)
    return SqlAccounts(store)


async def add_staff(
    settings: Settings, login: str, networks: Sequence[str], languages: Sequence[str]
) -> str:
    """Make an account; what to hand to its owner. Raises ``SettingsError`` for no such network."""
    known = {network.id for network in read_directory().networks()}
    if unknown := sorted(set(networks) - known):
        raise SettingsError(
            (f"There is no network {', '.join(unknown)}: use {', '.join(sorted(known))}.",)
        )
    async with AsyncExitStack() as stack:
        accounts = await _accounts(stack, settings)
        return _told(await create(accounts, login, networks, languages, Role.OPERATOR, now()))


async def reset_staff(settings: Settings, login: str) -> str:
    """Give an account new secrets; what to hand to its owner."""
    async with AsyncExitStack() as stack:
        return _told(await reset(await _accounts(stack, settings), login))


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
