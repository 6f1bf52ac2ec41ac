"""What refuses a start, in a sentence, and what the server says of what it cannot read."""

from __future__ import annotations

import asyncio
import resource
import socket
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.config import Settings, SettingsError, load
from bot.crypto.keys import create_key_file
from bot.serve import FILES, run_sites
from tests.databases import migrated
from tests.engines import database_in

SECRET = "a-path-of-hers"


def _port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


async def _installed(tmp_path: Path, **more: str) -> Settings:
    settings = load(
        {
            "FILO_DATABASE_URL": database_in(tmp_path),
            "FILO_MASTER_KEY_FILE": f"{tmp_path}/master.key",
            "FILO_PUBLIC_BIND": f"127.0.0.1:{_port()}",
            "FILO_STAFF_BIND": f"127.0.0.1:{_port()}",
            **more,
        }
    )
    create_key_file(settings.master_key_file)
    await migrated(settings.database_url)
    return settings


async def test_production_never_starts_with_demonstration_data(tmp_path: Path) -> None:
    """No woman is sent to a centre that does not exist."""
    settings = await _installed(tmp_path, FILO_ENTRY="girasole")
    with pytest.raises(SettingsError) as refused:
        await run_sites(settings, frozenset())
    assert "demonstration data" in str(refused.value)
    assert "filo directory check --production" in str(refused.value)


async def test_a_taken_port_is_told_with_what_to_set(tmp_path: Path) -> None:
    """The sentence names the address and the settings."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = f"127.0.0.1:{other.getsockname()[1]}"
        settings = await _installed(tmp_path, FILO_MODE="demo", FILO_PUBLIC_BIND=taken)
        with pytest.raises(SettingsError, match=f"{taken}.*FILO_PUBLIC_BIND"):
            await run_sites(settings, frozenset())


async def test_a_request_that_cannot_be_read_leaves_no_address_in_the_log(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Neither whence it came nor what was asked for: only that it happened."""
    settings = await _installed(tmp_path, FILO_MODE="demo")
    up = asyncio.Event()
    serving = asyncio.create_task(run_sites(settings, frozenset(), lambda _: up.set()))
    await up.wait()
    reader, writer = await asyncio.open_connection("127.0.0.1", settings.public_bind.port)
    writer.write(f"GET /{SECRET}{'a' * 9000} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    assert (await reader.readline()).startswith(b"HTTP/1.0 400")
    writer.close()
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
    told = "".join(capfd.readouterr())
    assert "http.unreadable" in told
    assert SECRET not in told
    assert "127.0.0.1" not in told


async def test_a_shell_that_gives_few_files_does_not_keep_her_out(tmp_path: Path) -> None:
    """As many connections may be open as the machine allows, not as many as the shell does."""
    soft, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(1024, most), most))
    try:
        settings = await _installed(tmp_path, FILO_MODE="demo")
        up = asyncio.Event()
        serving = asyncio.create_task(run_sites(settings, frozenset(), lambda _: up.set()))
        await up.wait()
        allowed = resource.getrlimit(resource.RLIMIT_NOFILE)
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, most))
    assert allowed == (FILES if most == resource.RLIM_INFINITY else min(FILES, most), most)


async def test_the_supervisor_hears_that_it_is_ready_only_when_it_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What refuses a start is never told as one; what is told answers at once."""
    with TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.bind(f"{folder}/notify")
        told.setblocking(False)
        monkeypatch.setenv("NOTIFY_SOCKET", f"{folder}/notify")
        settings = await _installed(tmp_path, FILO_ENTRY="girasole")
        with pytest.raises(SettingsError):
            await run_sites(settings, frozenset())
        with pytest.raises(BlockingIOError):
            told.recv(100)
        serving = asyncio.create_task(
            run_sites(settings.model_copy(update={"mode": "demo"}), frozenset())
        )
        said = await asyncio.get_running_loop().sock_recv(told, 100)
        _, writer = await asyncio.open_connection("127.0.0.1", settings.staff_bind.port)
        writer.close()
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
    assert said == b"READY=1"
