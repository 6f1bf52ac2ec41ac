"""Runs the sites of one process: ``python -m bot.serve [--demo] [roles]``.

``filo serve`` and ``filo demo`` become this process: what only commands need (their library, that
which upgrades the database) is not held in memory for as long as the service runs.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import resource
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from importlib.metadata import entry_points

if __name__ == "__main__":
    # Before everything else is loaded, all of which stays: see ``_settle``.
    gc.disable()

import structlog
import uvloop
from aiohttp import web

from bot.assemble import house, now, store_of
from bot.config import Bind, Settings, SettingsError, load
from bot.demonstration.furnishing import Furnished, furnish
from bot.directory.check import check as check_directory
from bot.handoff.people import Role
from bot.house import House
from bot.process.ending import at_last
from bot.process.supervised import supervised
from bot.process.told import ToldError
from bot.publishing.published import read_directory
from bot.safety.redaction import redact
from bot.storage.staff import SqlAccounts
from bot.storage.staff_enrol import Enrolled, create, reset
from bot.web.listening import listening

ROLES = frozenset({"public", "staff", "worker"})
SITES = "filo.sites"
STOPPING_SECONDS = 5.0
DEMO_LOGIN = "operatrice-demo"
GARBAGE = 20_000
"""After so many new objects the youngest are looked through for circles: a turn makes none, and
looking after every 700 took a twentieth of the time."""

FILES = 65_536
"""Files and connections that may be open at once, where the machine allows it."""

TOLD_ERRORS = 3
"""How many of the directory's errors are told where the start is refused."""


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
    settings: Settings,
    only: frozenset[str],
    started: Callable[[House], None] = lambda _: None,
    ending: Callable[[], None] = lambda: None,
) -> None:
    """Run the chosen roles (all, where none is named) until a signal to stop, of which ``ending``
    is told at once. A start that is under way then is broken off."""
    _check_roles(settings, only)
    _check_data(settings)
    _take_files()
    configure_logs()
    for sentence in settings.off:
        print(sentence, file=sys.stderr)
    gc.disable()
    stopping, up = asyncio.Event(), asyncio.Event()
    running = asyncio.create_task(_run(settings, only, started, up, stopping))

    def stop() -> None:
        if not stopping.is_set():
            ending()
        stopping.set()
        if not up.is_set():
            running.cancel()

    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, stop)
    try:
        await running
    except asyncio.CancelledError:
        if not stopping.is_set():
            raise


async def _run(
    settings: Settings,
    only: frozenset[str],
    started: Callable[[House], None],
    up: asyncio.Event,
    stopping: asyncio.Event,
) -> None:
    """Run until ``stopping``. ``up`` is set once everything has started."""
    async with AsyncExitStack() as stack:
        running = await stack.enter_async_context(house(settings))
        roles = only or ROLES
        if "public" in roles:
            await _listen(stack, running.public_site(), settings.public_bind)
        if "staff" in roles:
            for site in entry_points(group=SITES):
                await _listen(stack, site.load()(running), settings.staff_bind)
            running.watch_alarms()
        running.start_upkeep()
        if "worker" in roles:
            running.start_loops()
        _settle()
        started(running)
        up.set()
        async with supervised(os.environ):
            await stopping.wait()
        running.bus.wake_all()


def _take_files() -> None:
    """As many connections as the machine lets us have: many a shell gives 1,024, which one browser
    that opens and holds them would use up."""
    soft, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if most == resource.RLIM_INFINITY else min(FILES, most)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def _settle() -> None:
    """Leave what was loaded out of every later collection: none of it ever becomes garbage.

    Published content is some 150,000 objects; looking through them stops everybody for 100 ms, and
    would be done again and again while they are loaded: so collecting begins only now.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE)
    gc.enable()


def _check_roles(settings: Settings, only: frozenset[str]) -> None:
    if only - ROLES:
        raise SettingsError((f"--only takes {', '.join(sorted(ROLES))}.",))
    if only and only != ROLES and settings.database_url.startswith("sqlite"):
        raise SettingsError(
            ("SQLite serves one process: run all roles together, or use PostgreSQL.",)
        )


def _check_data(settings: Settings) -> None:
    """Raise ``SettingsError`` where women would be sent to what only a demonstration may name."""
    if settings.demonstration:
        return
    remarks = check_directory(read_directory(settings.directory), now(), production=True)
    errors = [str(remark) for remark in remarks if remark.severity == "error"]
    if errors:
        rest = f"… and {len(errors) - TOLD_ERRORS} more." if len(errors) > TOLD_ERRORS else ""
        way = "See `filo directory check --production`. To try it, run `filo demo`."
        raise SettingsError(tuple(filter(None, (*errors[:TOLD_ERRORS], rest, way))))


class _Unreadable(logging.Handler):
    """What the server says of a request that it cannot read names her address and the entry:
    only the kind of error is kept."""

    def emit(self, record: logging.LogRecord) -> None:
        """Count it under a name, without anything that was sent."""
        structlog.get_logger().warning("http.unreadable", exc_info=record.exc_info)


def _server_log() -> logging.Logger:
    logger = logging.Logger("http", logging.WARNING)
    logger.addHandler(_Unreadable())
    return logger


async def _listen(stack: AsyncExitStack, app: web.Application, bind: Bind) -> None:
    site = listening(app, bind.host, bind.port, _server_log(), stopping=STOPPING_SECONDS)
    try:
        await stack.enter_async_context(site)
    except OSError as error:
        where = f"{bind.host}:{bind.port}"
        what = f"Nothing can listen at {where} ({error.strerror or type(error).__name__}):"
        way = "end the program that does, or set FILO_PUBLIC_BIND and FILO_STAFF_BIND."
        raise SettingsError((f"{what} {way}",)) from error


async def run_demonstration(settings: Settings) -> None:
    """Every role over a demonstration that is set up (``bot.demonstration.prepared``)."""
    first, others = await _first_accounts(settings)

    def greet(running: House) -> None:
        _greet(running.settings, first, others)

    await run_sites(settings, frozenset(), greet, at_last)


async def _first_accounts(settings: Settings) -> tuple[Enrolled, Furnished]:
    """The demonstration's operator, of every network, and the people of the other agencies, with
    new secrets at each start."""
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(store_of(settings))
        accounts = SqlAccounts(store)
        if await accounts.credentials(DEMO_LOGIN) is not None:
            first = await reset(accounts, DEMO_LOGIN)
        else:
            networks = [network.id for network in read_directory(settings.directory).networks()]
            languages = ["it", "en"]
            first = await create(accounts, DEMO_LOGIN, networks, languages, Role.OPERATOR, now())
        return first, await furnish(store, first.account, now(), settings.directory)


def _greet(settings: Settings, first: Enrolled, others: Furnished) -> None:
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
        "Other agencies (name, password, secret of the codes):",
        *(
            f"  {one.account.login:<14} {one.password}  {one.totp_secret}"
            for one in (others.desk, others.keeper)
        ),
        "Ctrl-C stops it.",
        "",
    ):
        print(line, flush=True)


def main() -> None:
    """Run the sites until interrupted; a trouble is told in a sentence and ends with status 1."""
    parser = ArgumentParser(prog="python -m bot.serve")
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("roles", nargs="*")
    given = parser.parse_args()
    try:
        settings = load(os.environ)
        uvloop.run(
            run_demonstration(settings)
            if given.demo
            else run_sites(settings, frozenset(given.roles), ending=at_last)
        )
    except (ToldError, OSError) as trouble:
        print(trouble, file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
