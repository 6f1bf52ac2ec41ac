"""Secrets lie in files that nobody else reads, or the service does not start."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import SettingsError, load
from bot.crypto.keys import KeyFileError, create_key_file, read_key_file

DEMO = {"FILO_MODE": "demo", "FILO_TWILIO_ACCOUNT_SID": "AC1", "FILO_TWILIO_SMS_FROM": "+10000000"}
NAME = "FILO_TWILIO_AUTH_TOKEN"


def secret(folder: Path, name: str, text: bytes = b"a-secret\n", mode: int = 0o600) -> Path:
    """A file with these rights."""
    path = folder / name
    path.write_bytes(text)
    path.chmod(mode)
    return path


def test_a_setting_may_lie_in_a_file(tmp_path: Path) -> None:
    """Named by the setting with _FILE behind; the end of its line is none of it."""
    settings = load({**DEMO, f"{NAME}_FILE": str(secret(tmp_path, "token"))})
    assert settings.twilio_auth_token is not None
    assert settings.twilio_auth_token.get_secret_value() == "a-secret"
    assert "a-secret" not in repr(settings)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o666, 0o620])
def test_a_file_that_others_may_read_or_change_is_refused(tmp_path: Path, mode: int) -> None:
    """In a sentence with the remedy, which repeats nothing of it."""
    path = secret(tmp_path, "token", mode=mode)
    with pytest.raises(SettingsError, match="chmod 600") as refused:
        load({**DEMO, f"{NAME}_FILE": str(path)})
    assert "a-secret" not in str(refused.value)


@pytest.mark.parametrize("text", [b"\xff\xfe", b"a" * 70_000])
def test_what_is_no_setting_is_refused(tmp_path: Path, text: bytes) -> None:
    """Neither bytes nor a book; nor what is not there, nor two values at once."""
    path = secret(tmp_path, "token", text)
    for more in ({}, {NAME: "other"}):
        with pytest.raises(SettingsError):
            load({**DEMO, f"{NAME}_FILE": str(path), **more})
    with pytest.raises(SettingsError, match="cannot be read"):
        load({**DEMO, f"{NAME}_FILE": str(tmp_path / "absent")})


def test_what_systemd_loads_is_taken_by_its_name(tmp_path: Path) -> None:
    """Its files are readable by an access list, which looks like a right of the group."""
    secret(tmp_path, NAME.lower(), mode=0o440)
    secret(tmp_path, "something-else", mode=0o444)
    settings = load({**DEMO, "CREDENTIALS_DIRECTORY": str(tmp_path)})
    assert settings.twilio_auth_token is not None
    assert settings.twilio_auth_token.get_secret_value() == "a-secret"
    secret(tmp_path, NAME.lower(), mode=0o444)
    with pytest.raises(SettingsError, match="Others"):
        load({**DEMO, "CREDENTIALS_DIRECTORY": str(tmp_path)})


def test_the_master_key_may_come_from_systemd(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In its folder alone a right of the group is none."""
    path = tmp_path / "master.key"
    create_key_file(path)
    path.chmod(0o440)
    with pytest.raises(KeyFileError, match="chmod 600"):
        read_key_file(path)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert len(read_key_file(path)) == 32
