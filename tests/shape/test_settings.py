"""Every setting is documented, and every mistake in one is told in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import RESERVED, Bind, Settings, SettingsError, load

ROOT = Path(__file__).parents[2]
DEMO = {"FILO_MODE": "demo"}


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_documented_as_the_code_describes_it(name: str) -> None:
    """docs/settings.md holds the name and the description of each setting."""
    page = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    description = Settings.model_fields[name].description
    assert description
    assert f"`FILO_{name.upper()}`" in page
    assert description in page


def test_the_demonstration_needs_no_setting() -> None:
    """``make run`` starts from an empty environment."""
    settings = load(DEMO)
    assert settings.demonstration
    assert settings.public_url == "http://127.0.0.1:8080"
    assert settings.staff_bind == Bind("127.0.0.1", 8081)


def test_the_public_address_follows_the_bind() -> None:
    """Without a public address the site is reached where it listens."""
    assert load({**DEMO, "FILO_PUBLIC_BIND": "0.0.0.0:9000"}).public_url == "http://127.0.0.1:9000"


def test_all_mistakes_are_told_at_once() -> None:
    """One sentence each, so that nobody mends them one start at a time."""
    with pytest.raises(SettingsError) as refused:
        load({"FILO_MODE": "demo", "FILO_STAFF_BIND": "here", "FILO_PUBLIC_URL": "ftp://a"})
    assert len(refused.value.problems) == 2


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("FILO_ENTRI", "abcdef", "did you mean FILO_ENTRY?"),
        ("FILO_ENTRY", "abc", "4 to 64 characters"),
        ("FILO_ENTRY", "due parole", "letters a-z"),
        ("FILO_ENTRY", "exit", "name of a route"),
        ("FILO_ENTRY", "HealthZ", "name of a route"),
        ("FILO_PUBLIC_BIND", "127.0.0.1:99999", "host:port"),
        ("FILO_PUBLIC_URL", "http://example.org/path", "scheme, host and port only"),
        ("FILO_EXIT_URL", "//example.org", "https://"),
        ("FILO_DATABASE_URL", "mysql://a/b", "sqlite:///"),
        ("FILO_TELEGRAM_TOKEN", "1:secret", "go together"),
        ("FILO_TWILIO_AUTH_TOKEN", "secret", "go together"),
        ("FILO_TWILIO_WHATSAPP_FROM", "12345678", "whatsapp:"),
    ],
)
def test_a_mistake_is_told_without_the_value(name: str, value: str, says: str) -> None:
    """The sentence says what to do, and never repeats what may be a secret."""
    with pytest.raises(SettingsError) as refused:
        load({**DEMO, name: value})
    assert says in str(refused.value)
    assert value not in str(refused.value) or value == "exit" or name == "FILO_ENTRY"


def test_production_needs_an_entry_of_its_own_and_tls() -> None:
    """The demonstration's entry is public, and without TLS others on her network could read."""
    with pytest.raises(SettingsError) as refused:
        load({"FILO_PUBLIC_URL": "http://example.org"})
    assert "FILO_ENTRY" in str(refused.value)
    assert "https://" in str(refused.value)


def test_secrets_are_in_no_repr() -> None:
    """A traceback that shows the settings shows no secret, no entry and no database password."""
    shown = repr(
        load(
            {
                **DEMO,
                "FILO_ENTRY": "girasole-giallo",
                "FILO_DATABASE_URL": "postgresql://filo:passw0rd@db/filo",
                "FILO_TELEGRAM_TOKEN": "12345:telegram-secret",
                "FILO_TELEGRAM_WEBHOOK_SECRET": "webhook-secret-webhook",
            }
        )
    )
    for secret in ("girasole", "passw0rd", "telegram-secret", "webhook-secret"):
        assert secret not in shown


def test_an_empty_value_counts_as_absent() -> None:
    """An empty line in an environment file changes nothing."""
    assert load({**DEMO, "FILO_TELEGRAM_TOKEN": "", "FILO_ENTRY": ""}) == load(DEMO)


def test_no_route_of_the_public_site_can_be_the_entry() -> None:
    """Every first path segment of a route is reserved."""
    source = (ROOT / "bot/web/app.py").read_text(encoding="utf-8")
    routes = {
        part.split('"')[1].strip("/").split("/")[0]
        for part in source.split("add_")[1:]
        if '("/' in part.split(",")[0]
    }
    assert routes - {""} <= RESERVED
