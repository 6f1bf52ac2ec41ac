"""Every setting is documented, and every mistake in one is told in a sentence."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import RESERVED, Bind, Settings, SettingsError, load
from bot.conversation.scene import Rules
from bot.messages import Channel
from bot.storage.gate import Keeping
from bot.wiring.rules import keeping_of, rules_of

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
        ("FILO_TELEGRAM_WEBHOOK_SECRET", "x" * 16, "go together"),
        ("FILO_TELEGRAM_POLLING", "true", "go together"),
        ("FILO_TELEGRAM_DECISION", "no", "a reference of 3"),
        ("FILO_TWILIO_AUTH_TOKEN", "secret", "go together"),
        ("FILO_TWILIO_WHATSAPP_FROM", "12345678", "whatsapp:"),
        ("FILO_DUTY_PHONE_URL", "gateway.example/secret", "https://"),
        ("FILO_DUTY_PHONES", "https://gateway.example/secret", "pairs of network"),
        ("FILO_DUTY_PHONES", "milano-citta=gateway.example/secret", "https://"),
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


SITE = {"FILO_ENTRY": "girasole", "FILO_PUBLIC_URL": "https://almanac.example"}


def test_production_knows_its_staff_site_by_name() -> None:
    """What a request calls it is believed in a demonstration alone: passkeys are bound to it."""
    with pytest.raises(SettingsError, match="FILO_STAFF_URL is missing"):
        load(SITE)
    with pytest.raises(SettingsError, match="FILO_STAFF_URL must begin with https://"):
        load({**SITE, "FILO_STAFF_URL": "http://desk.example"})
    for known in ("https://desk.example", "http://localhost:8081"):
        assert load({**SITE, "FILO_STAFF_URL": known}).staff_url == known
    assert load({**DEMO, "FILO_PUBLIC_URL": "https://almanac.example"}).staff_url is None
    assert load({"FILO_ENTRY": "girasole"}).staff_url is None


@pytest.mark.parametrize(
    "phones",
    [
        {"FILO_DUTY_PHONE_URL": "http://gateway.example/hook"},
        {"FILO_DUTY_PHONES": "lodi=http://gateway.example/hook"},
    ],
)
def test_production_rings_only_through_tls(phones: dict[str, str]) -> None:
    """Otherwise others could ring, or learn when somebody called for help."""
    with pytest.raises(SettingsError) as refused:
        load({"FILO_ENTRY": "girasole", **phones})
    assert "FILO_DUTY_PHONE_URL" in str(refused.value)
    assert "gateway" not in str(refused.value)


TELEGRAM = {"FILO_TELEGRAM_TOKEN": "1:secret", "FILO_TELEGRAM_POLLING": "true"}
TWILIO = {
    "FILO_TWILIO_ACCOUNT_SID": "AC1",
    "FILO_TWILIO_AUTH_TOKEN": "secret",
    "FILO_TWILIO_SMS_FROM": "+10000000",
}


@pytest.mark.parametrize(("name", "given"), [("TELEGRAM", TELEGRAM), ("TWILIO", TWILIO)])
def test_production_keeps_a_channel_off_until_its_decision_is_recorded(
    name: str, given: dict[str, str]
) -> None:
    """One sentence says which decision is missing; a demonstration needs none."""
    production = {"FILO_ENTRY": "girasole", **given}
    undecided = load(production)
    assert not undecided.telegram
    assert not undecided.twilio
    (sentence,) = undecided.off
    assert f"FILO_{name}_DECISION" in sentence
    decided = load({**production, f"FILO_{name}_DECISION": "DPIA 3/2026"})
    assert (decided.telegram, decided.twilio) == (name == "TELEGRAM", name == "TWILIO")
    assert decided.off == ()
    demonstration = load({**DEMO, **given})
    assert demonstration.telegram or demonstration.twilio
    assert demonstration.off == ()


def test_networks_may_share_a_duty_phone_or_have_their_own() -> None:
    """One for all, and pairs with spaces between them."""
    own = "lodi=https://a.example/1?k=v rho-garbagnate=http://127.0.0.1:9/2"
    settings = load({**DEMO, "FILO_DUTY_PHONE_URL": "https://b.example/3", "FILO_DUTY_PHONES": own})
    assert settings.duty_phone_url is not None
    assert settings.duty_phone_url.get_secret_value() == "https://b.example/3"
    assert {name: url.get_secret_value() for name, url in settings.duty_phones.items()} == {
        "lodi": "https://a.example/1?k=v",
        "rho-garbagnate": "http://127.0.0.1:9/2",
    }


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
                "FILO_DUTY_PHONE_URL": "https://gateway.example/hook-secret",
                "FILO_DUTY_PHONES": "lodi=https://gateway.example/own-secret",
            }
        )
    )
    for secret in ("girasole", "passw0rd", "telegram-secret", "webhook-secret"):
        assert secret not in shown
    for secret in ("hook-secret", "own-secret"):
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


KEPT = sorted(name for name in Settings.model_fields if name.startswith("keep_"))


@pytest.mark.parametrize("name", KEPT)
def test_the_privacy_page_says_how_long_each_kind_of_data_is_kept(name: str) -> None:
    """One row of docs/privacy.md names the setting and its default, with its unit."""
    page = (ROOT / "docs/privacy.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if f"`FILO_{name.upper()}`" in line]
    default = Settings.model_fields[name].default
    unit = name.rpartition("_")[2]
    assert rows, name
    assert any(f"{default} {unit}" in row for row in rows), f"{name}: {default} {unit}"


@pytest.mark.parametrize("name", KEPT)
@pytest.mark.parametrize("value", ["0", "-1", "999999", "1.5", "١", "for ever"])
def test_a_time_without_sense_is_refused(name: str, value: str) -> None:
    """Neither for ever nor not at all: the sentence says from where to where."""
    with pytest.raises(SettingsError, match=r"must be a whole number from \d+ to \d+"):
        load({**DEMO, f"FILO_{name.upper()}": value})


def test_the_times_of_the_settings_are_those_that_are_kept() -> None:
    """The defaults are those of the rules, and another value changes what is stored."""
    assert rules_of(load(DEMO)) == Rules()
    assert keeping_of(load(DEMO)) == Keeping()
    changed = load(
        {
            **DEMO,
            "FILO_KEEP_WEB_MINUTES": "60",
            "FILO_KEEP_MESSENGER_HOURS": "48",
            "FILO_KEEP_CASE_HOURS": "100",
            "FILO_KEEP_ASKED_DAYS": "10",
            "FILO_KEEP_LETTER_DAYS": "3",
            "FILO_KEEP_HELD_HOURS": "2",
            "FILO_KEEP_CONSENT_DAYS": "400",
            "FILO_KEEP_HAPPENED_HOURS": "30",
            "FILO_KEEP_BACKUP_DAYS": "1",
        }
    )
    rules, keeping = rules_of(changed), keeping_of(changed)
    assert rules.kept[Channel.WEB] == rules.silence[Channel.WEB] + timedelta(minutes=60)
    assert rules.kept[Channel.SMS] == timedelta(hours=48)
    assert rules.kept_with_human == timedelta(hours=100)
    assert rules.kept_longer == timedelta(days=10)
    assert rules.letter == timedelta(days=3)
    assert (rules.held, keeping.consent) == (timedelta(hours=2), timedelta(days=400))
    assert (keeping.happened, keeping.ledger) == (timedelta(hours=30), timedelta(days=8))
