"""The settings: environment variables in, one frozen value out, or one sentence per mistake."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)

PREFIX = "FILO_"
ROUTES = frozenset({"api", "events", "exit", "healthz", "metrics", "readyz", "static", "telegram"})
"""First path segments of the public site, which the entry may not take (``twilio`` too)."""
RESERVED = ROUTES | {"twilio", "favicon", "robots", "staff", "admin"}
SHORTEST_ENTRY = 4
LONGEST_ENTRY = 64
_DATABASES = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class SettingsError(Exception):
    """The settings cannot be used. ``problems`` holds one sentence for each mistake."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Bind:
    """Where a site listens. Port 0 lets the system choose a free one."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """The address that reaches this bind from this machine, without a slash at the end."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


def _bind(value: object) -> object:
    found = re.fullmatch(r"(\[[0-9A-Fa-f:]+\]|[A-Za-z0-9.-]+):(\d{1,5})", str(value))
    if found is None or int(found[2]) > 65535:
        raise ValueError("must be host:port, such as 127.0.0.1:8080 or [::1]:8080")
    return Bind(found[1].strip("[]"), int(found[2]))


def _database(value: object) -> object:
    scheme, separator, rest = str(value).partition("://")
    if not separator or scheme not in _DATABASES:
        raise ValueError(
            "must begin with sqlite:///path/to/file or postgresql://user@host/database"
        )
    return f"{_DATABASES[scheme]}://{rest}"


def _entry(value: object) -> object:
    entry = str(value)
    if not re.fullmatch(r"[A-Za-z0-9_-]*", entry):
        raise ValueError("may hold only the letters a-z, digits, - and _, because it is an address")
    if not SHORTEST_ENTRY <= len(entry) <= LONGEST_ENTRY:
        raise ValueError(
            f"must have {SHORTEST_ENTRY} to {LONGEST_ENTRY} characters: it is the key on the flyer"
        )
    if entry.lower() in RESERVED:
        raise ValueError("is the name of a route of the site: choose another word")
    return entry


def _root(value: object) -> object:
    parts = urlsplit(str(value))
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be an address that begins with http:// or https://")
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise ValueError("must be scheme, host and port only, such as https://example.org")
    return f"{parts.scheme}://{parts.netloc}"


def _exit(value: object) -> object:
    text = str(value)
    parts = urlsplit(text)
    local = text.startswith("/") and not text.startswith("//")
    if not local and (parts.scheme not in {"http", "https"} or not parts.hostname):
        raise ValueError("must be an address that begins with https://, or a path of this site")
    if re.search(r"[\s\x00-\x1f\\]", text):
        raise ValueError("may not hold spaces, backslashes or control characters")
    return text


def _matching(pattern: str, otherwise: str) -> BeforeValidator:
    def check(value: object) -> object:
        if value is not None and not re.fullmatch(pattern, str(value)):
            raise ValueError(otherwise)
        return value

    return BeforeValidator(check)


Root = Annotated[str, BeforeValidator(_root)]


class Settings(BaseModel):
    """Every setting. The environment's name is the field's, in capitals, after ``FILO_``.

    The descriptions are the documentation: docs/settings.md holds each of them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    mode: Literal["production", "demo"] = Field(
        "production",
        description="`demo` accepts demonstration data and the default entry; `filo demo` sets it.",
    )
    database_url: Annotated[str, BeforeValidator(_database)] = Field(
        "sqlite+aiosqlite:///var/filo.sqlite",
        repr=False,
        description="Where conversations live: a SQLite file or a PostgreSQL database.",
    )
    master_key_file: Path = Field(
        Path("var/master.key"),
        description="The file of the master key, made by `filo keys create`, readable by its owner"
        " only.",
    )
    public_bind: Annotated[Bind, BeforeValidator(_bind)] = Field(
        Bind("127.0.0.1", 8080), description="Where the public site listens."
    )
    staff_bind: Annotated[Bind, BeforeValidator(_bind)] = Field(
        Bind("127.0.0.1", 8081),
        description="Where the staff site listens. Give it a host name of its own.",
    )
    public_url: Root = Field(
        "",
        description="The public site as the world sees it: scheme, host and port. Without it, the"
        " address of the public bind.",
    )
    entry: Annotated[str, BeforeValidator(_entry)] = Field(
        "almanacco-milano",
        repr=False,
        description="The key that opens the service: a path on the web, a start parameter on"
        " Telegram, a keyword on SMS and WhatsApp. Production must choose its own.",
    )
    exit_url: Annotated[str, BeforeValidator(_exit)] = Field(
        "/", description="Where an exit leads: by default the cover of this site."
    )
    telegram_token: SecretStr | None = Field(None, description="The bot's token.")
    telegram_api_url: Root = Field(
        "https://api.telegram.org", description="The root of Telegram's API."
    )
    telegram_webhook_secret: Annotated[
        SecretStr | None,
        _matching(r"[A-Za-z0-9_-]{16,256}", "must be 16 to 256 letters, digits, - and _"),
    ] = Field(None, description="What Telegram repeats in a header so that we know it is Telegram.")
    twilio_account_sid: str | None = Field(
        None, repr=False, description="The account that sends SMS and WhatsApp."
    )
    twilio_auth_token: SecretStr | None = Field(
        None, description="The account's token, which also signs what Twilio sends to us."
    )
    twilio_api_url: Root = Field("https://api.twilio.com", description="The root of Twilio's API.")
    twilio_sms_from: Annotated[
        str | None, _matching(r"\+\d{6,15}", "must be a telephone number that begins with +")
    ] = Field(None, repr=False, description="The number that sends SMS, beginning with `+`.")
    twilio_whatsapp_from: Annotated[
        str | None,
        _matching(r"whatsapp:\+\d{6,15}", "must be whatsapp: and a telephone number with +"),
    ] = Field(
        None, repr=False, description="The number that sends on WhatsApp, with `whatsapp:` before."
    )

    @property
    def demonstration(self) -> bool:
        """Whether demonstration data and the default entry are accepted."""
        return self.mode == "demo"

    @property
    def secure(self) -> bool:
        """Whether the world sees the public site through TLS: cookies say so too."""
        return self.public_url.startswith("https://")

    @property
    def telegram(self) -> bool:
        """Whether Telegram is on."""
        return self.telegram_token is not None

    @property
    def twilio(self) -> bool:
        """Whether SMS or WhatsApp is on."""
        return self.twilio_account_sid is not None

    @model_validator(mode="before")
    @classmethod
    def _public_url_of_bind(cls, values: dict[str, Any]) -> dict[str, Any]:
        if values.get("public_url"):
            return values
        bind = values.get("public_bind", Bind("127.0.0.1", 8080))
        try:
            found = _bind(bind) if isinstance(bind, str) else bind
        except ValueError:
            found = Bind("127.0.0.1", 8080)
        assert isinstance(found, Bind), "a bind is read before its address is asked for"
        return {**values, "public_url": found.url}

    @model_validator(mode="after")
    def _whole(self) -> Self:
        problems = [*_channel_problems(self), *_production_problems(self)]
        if problems:
            raise ValueError("\n".join(problems))
        return self


def load(environ: Mapping[str, str]) -> Settings:
    """The settings out of an environment.

    An empty value counts as absent. Raises ``SettingsError`` with every mistake; no sentence
    repeats a value, because a value may be a secret. The key file is read by whoever unseals.
    """
    given = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environ.items()
        if name.startswith(PREFIX) and value
    }
    unknown = sorted(set(given) - set(Settings.model_fields))
    problems = [_unknown(name) for name in unknown]
    try:
        settings = Settings.model_validate({k: v for k, v in given.items() if k not in unknown})
    except ValidationError as error:
        problems += [line for detail in error.errors() for line in _sentences(detail)]
    if problems:
        raise SettingsError(tuple(problems))
    return settings


def _unknown(name: str) -> str:
    near = get_close_matches(name, list(Settings.model_fields), n=1, cutoff=0.0)
    return f"{PREFIX}{name.upper()} is not a setting: did you mean {PREFIX}{near[0].upper()}?"


def _sentences(detail: Any) -> list[str]:
    message = str(detail["msg"]).removeprefix("Value error, ")
    if not detail["loc"]:
        return message.splitlines()
    if detail["type"] == "literal_error":
        message = f"must be one of {detail['ctx']['expected']}"
    return [f"{PREFIX}{str(detail['loc'][0]).upper()} {message}."]


def _channel_problems(settings: Settings) -> list[str]:
    problems = []
    if (settings.telegram_token is None) != (settings.telegram_webhook_secret is None):
        problems.append(
            "FILO_TELEGRAM_TOKEN and FILO_TELEGRAM_WEBHOOK_SECRET go together: set both or neither."
        )
    senders = (settings.twilio_sms_from, settings.twilio_whatsapp_from)
    parts = (settings.twilio_account_sid, settings.twilio_auth_token)
    if any(parts) != all(parts) or any(parts) != any(senders):
        problems.append(
            "FILO_TWILIO_ACCOUNT_SID and FILO_TWILIO_AUTH_TOKEN go together, with"
            " FILO_TWILIO_SMS_FROM or FILO_TWILIO_WHATSAPP_FROM or both."
        )
    return problems


def _production_problems(settings: Settings) -> list[str]:
    if settings.demonstration:
        return []
    problems = []
    if "entry" not in settings.model_fields_set:
        problems.append(
            "FILO_ENTRY is missing: choose an innocent word of your own, it is the key on the"
            " flyer. (For a demonstration run `filo demo`.)"
        )
    if not settings.secure and urlsplit(settings.public_url).hostname not in _LOOPBACK:
        problems.append(
            "FILO_PUBLIC_URL must begin with https:// in production: without TLS others on her"
            " network could read her."
        )
    return problems
