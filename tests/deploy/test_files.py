"""What is installed from ``deploy/``: hardened, without a secret, and true to the program."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import time
from pathlib import Path

import pytest
import yaml

from bot.config import Settings

DEPLOY = Path("deploy")
FILES = sorted(path for path in DEPLOY.rglob("*") if path.is_file())
SERVICES = sorted((DEPLOY / "systemd").glob("*.service"))
ELSEWHERE = {"FILO_BACKUP_RECIPIENTS", "FILO_PROGRAM"}
"""What the backup is told, and the program is not."""


@pytest.mark.parametrize("path", FILES, ids=str)
def test_a_file_names_only_settings_that_exist_and_no_real_host(path: Path) -> None:
    """Nobody installs what the program refuses; example.org is nobody's."""
    text = path.read_text("utf-8")
    known = {f"FILO_{name.upper()}" for name in Settings.model_fields}
    known |= {f"{name}_FILE" for name in known} | ELSEWHERE
    assert set(re.findall(r"FILO_[A-Z_]+[A-Z]", text)) <= known
    hosts = set(re.findall(r"[a-z0-9-]+\.(?:org|com|it|net|eu)\b", text))
    assert hosts <= {"example.org"}


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_unit_may_do_nothing_that_it_need_not(path: Path) -> None:
    """A user of its own, a file system that it cannot write, no rights, no core dump, no swap."""
    lines = path.read_text("utf-8").splitlines()
    wanted = {"User=filo", "ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes",
              "NoNewPrivileges=yes", "CapabilityBoundingSet=", "PrivateDevices=yes",
              "LimitCORE=0"}  # fmt: skip
    assert wanted - set(lines) == set()
    assert not [one for one in lines if one.startswith("Environment=") and "SECRET" in one.upper()]


def test_the_hardened_service_can_tell_its_age_its_memory_and_its_files() -> None:
    """Prometheus' client reads /proc/stat; without it three rules of alarm would never fire."""
    asked = (DEPLOY / "alerts.yaml").read_text("utf-8")
    assert "process_start_time_seconds" in asked
    unit = (DEPLOY / "systemd/filo.service").read_text("utf-8").splitlines()
    assert "ProcSubset=pid" not in unit


def test_the_services_of_compose_hold_no_secret_and_listen_nowhere_else() -> None:
    """Secrets are files, the database is in no network that leads out, only Caddy's ports are."""
    made = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    services = made["services"]
    assert made["networks"]["inside"]["internal"]
    assert services["database"]["networks"] == ["inside"]
    assert [name for name, one in services.items() if "ports" in one] == ["filo"]
    assert services["caddy"]["network_mode"] == "service:filo"
    for one in services.values():
        for name, value in one.get("environment", {}).items():
            secret = re.search("PASSWORD|TOKEN|SECRET|KEY|DATABASE_URL", name)
            assert not secret or value.startswith(("/run/secrets/", "filo")), name
    assert set(made["secrets"]) == {
        secret for one in services.values() for secret in one.get("secrets", ())
    }


def test_the_proxy_writes_no_log_and_no_entry_that_survives_her_exit() -> None:
    """Neither a log of requests nor what a browser keeps; slow heads end before ours do.

    ``test_proxy.py`` holds the real Caddy to it, where there is one.
    """
    rules = re.sub(r"#.*", "", (DEPLOY / "Caddyfile").read_text("utf-8"))
    assert re.findall(r"\blog\b[^}]*}", rules) == ["log {\n\t\texclude http\n\t}"]
    assert "protocols h1 h2\n" in rules
    assert not re.search(r"Strict-Transport-Security|encode\b", rules)
    assert "read_header 10s" in rules
    assert "keepalive 20s" in rules


PROGRAM = """#!/bin/sh
echo in plain > "$3"
"""
AGE = """#!/bin/sh
# age --encrypt --recipients-file R --output OUT IN
tr a-z n-za-m < "$6" > "$5"
"""


BACKUPS = (
    ("filo-old.age", 8),
    ("filo-fresh.age", 6),
    ("filo-older.forgotten.age", 2),
    ("filo-newer.forgotten.age", 0.5),
    (".filo-cut.part", 8),
    ("other.age", 80),
)
"""What lies there already, and for how many days."""


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """Stand-ins of the program and of age, and a folder of backups."""
    for name, text in (("filo", PROGRAM), ("age", AGE)):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o700)
    (tmp_path / "recipients").write_text("age1…\n")
    (tmp_path / "kept").mkdir()
    for name, days in BACKUPS:
        path = tmp_path / "kept" / name
        path.write_text("x")
        at = time.time() - days * 86400
        os.utime(path, (at, at))
    return tmp_path


def _back_up(tools: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    environ = {
        "PATH": f"{tools}:/usr/bin:/bin",
        "FILO_PROGRAM": str(tools / "filo"),
        "FILO_BACKUP_RECIPIENTS": str(tools / "recipients"),
        "TMPDIR": str(tools),
        **more,
    }
    return subprocess.run(
        [str(DEPLOY / "backup.sh"), str(tools / "kept"), *words],
        env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_backup_is_encrypted_and_an_old_one_is_destroyed(tools: Path) -> None:
    """After seven days it is gone, whatever else lies there stays, and nothing is left in plain."""
    done = _back_up(tools)
    assert done.returncode == 0, done.stderr
    kept = {path.name: path for path in (tools / "kept").iterdir()}
    assert {"filo-fresh.age", "filo-newer.forgotten.age", "other.age"} <= set(kept)
    assert not {"filo-old.age", "filo-older.forgotten.age", ".filo-cut.part"} & set(kept)
    made = [path for name, path in kept.items() if name.startswith("filo-2")]
    assert sorted(path.suffixes[0] for path in made) == [".age", ".forgotten"]
    for path in made:
        assert "plain" not in path.read_text()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not [path for path in tools.iterdir() if path.name.startswith("tmp.")]


def test_without_a_key_to_encrypt_for_there_is_no_backup(tools: Path) -> None:
    """It says so; the old ones are destroyed only by one that could write."""
    (tools / "recipients").write_text("")
    done = _back_up(tools)
    assert done.returncode == 1
    assert "public key" in done.stderr
    assert (tools / "kept/filo-old.age").exists()


def test_a_backup_that_fails_keeps_no_old_one_alive(tools: Path) -> None:
    """The promise of seven days holds also while backups fail, and the failure is seen."""
    (tools / "age").write_text("#!/bin/sh\nexit 1\n")
    assert _back_up(tools).returncode != 0
    names = {path.name for path in (tools / "kept").iterdir()}
    ledgers = {"filo-older.forgotten.age", "filo-newer.forgotten.age"}
    assert names == {"filo-fresh.age", "other.age", *ledgers}


def test_the_ledger_alone_is_copied_often(tools: Path) -> None:
    """Encrypted like the rest, and without the database."""
    done = _back_up(tools, "ledger")
    assert done.returncode == 0, done.stderr
    (made,) = [path for path in (tools / "kept").iterdir() if path.name.startswith("filo-2")]
    assert made.name.endswith(".forgotten.age")
    assert "plain" not in made.read_text()
    assert _back_up(tools, "everything").returncode == 1


def test_somebody_is_told_when_a_unit_failed() -> None:
    """A unit that fails in silence is looked at by nobody."""
    for unit in SERVICES:
        if unit.name != "filo-failed@.service":
            (told,) = re.findall(r"^OnFailure=(.*)$", unit.read_text("utf-8"), re.MULTILINE)
            assert told.split()[0] == "filo-failed@%n.service", unit


def test_the_service_is_tried_again_for_as_long_as_it_takes() -> None:
    """A database that was away for an hour is no reason to be away until somebody comes."""
    unit = (DEPLOY / "systemd/filo.service").read_text("utf-8")
    again = (DEPLOY / "systemd/filo-again.timer").read_text("utf-8").splitlines()
    assert re.search(r"^OnFailure=.*\bfilo-again\.timer$", unit, re.MULTILINE)
    assert {"Unit=filo.service", "PartOf=filo.service", "OnActiveSec=10min"} <= set(again)
    limit = re.search(r"^StartLimitIntervalSec=(\d+)min$", unit, re.MULTILINE)
    assert limit is not None
    assert int(limit[1]) <= 10, "It would be refused when its time has come."
