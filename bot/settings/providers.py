"""The settings of the channels that others provide: Telegram, and SMS and WhatsApp through Twilio.

In production such a channel is off until the decision that it may be used is on record here.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, SecretStr

from bot.safety.contract import Line
from bot.settings.retention import Retention
from bot.text.tongues import LANGUAGES


def root(value: object) -> object:
    """A checked address of scheme, host and port. Raises ``ValueError``."""
    parts = urlsplit(str(value))
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be an address that begins with http:// or https://")
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise ValueError("must be scheme, host and port only, such as https://example.org")
    return f"{parts.scheme}://{parts.netloc}"


def matching(pattern: str, otherwise: str) -> BeforeValidator:
    """A check that the whole value has that form; ``otherwise`` says what it must be."""

    def check(value: object) -> object:
        if value is not None and not re.fullmatch(pattern, str(value)):
            raise ValueError(otherwise)
        return value

    return BeforeValidator(check)


SHORTEST_SENTENCE = 12
"""A shorter first sentence could be somebody's own."""

Root = Annotated[str, BeforeValidator(root)]
Decision = Annotated[
    str | None,
    matching(r"\S.{2,119}", "must be a reference of 3 to 120 characters, such as DPIA 3/2026"),
]


def _sentences(value: object) -> object:
    if not isinstance(value, str):
        return value
    found = tuple(part.strip() for part in value.split("|"))
    if not all(len(one) >= SHORTEST_SENTENCE for one in found):
        raise ValueError(
            f"must be sentences of {SHORTEST_SENTENCE} letters or more, with | between"
        )
    return found


def _templates(value: object) -> object:
    if not isinstance(value, str):
        return value
    pairs = [part.partition("=") for part in value.split()]
    lines = sorted(line.value for line in Line)
    known = {*lines, *(f"{line}.{language}" for line in lines for language in LANGUAGES)}
    if not all(line in known and re.fullmatch(r"HX[0-9a-f]{32}", sid) for line, _, sid in pairs):
        raise ValueError(
            f"must be pairs of a line ({', '.join(lines)}), where it is not Italian with a dot and"
            " its language, and =HX… of Twilio"
        )
    return {line: sid for line, _, sid in pairs}


class Providers(Retention):
    """The part of the settings that the external channels need."""

    telegram_token: SecretStr | None = Field(None, description="The bot's token.")
    telegram_name: Annotated[str | None, Field(pattern=r"^[A-Za-z0-9_]{5,32}$")] = Field(
        None, description="What the bot is called, without `@`: flyers carry it in their code."
    )
    telegram_api_url: Root = Field(
        "https://api.telegram.org", description="The root of Telegram's API."
    )
    telegram_webhook_secret: Annotated[
        SecretStr | None,
        matching(r"[A-Za-z0-9_-]{16,256}", "must be 16 to 256 letters, digits, - and _"),
    ] = Field(None, description="What Telegram repeats in a header so that we know it is Telegram.")
    telegram_polling: bool = Field(
        False,
        description="`true` asks Telegram for what is new, for places without a public address;"
        " then no webhook secret is needed. Of several workers one asks; another takes over when"
        " it ends.",
    )
    telegram_decision: Decision = Field(
        None,
        description="Where the decision is recorded that Telegram may be used, such as"
        " `DPIA 3/2026`. Without it Telegram stays off in production.",
    )
    twilio_account_sid: str | None = Field(
        None, repr=False, description="The account that sends SMS and WhatsApp."
    )
    twilio_auth_token: SecretStr | None = Field(
        None, description="The account's token, which also signs what Twilio sends to us."
    )
    twilio_api_url: Root = Field("https://api.twilio.com", description="The root of Twilio's API.")
    twilio_sms_from: Annotated[
        str | None, matching(r"\+\d{6,15}", "must be a telephone number that begins with +")
    ] = Field(None, repr=False, description="The number that sends SMS, beginning with `+`.")
    twilio_whatsapp_from: Annotated[
        str | None,
        matching(r"whatsapp:\+\d{6,15}", "must be whatsapp: and a telephone number with +"),
    ] = Field(
        None, repr=False, description="The number that sends on WhatsApp, with `whatsapp:` before."
    )
    twilio_decision: Decision = Field(
        None,
        description="Where the decision is recorded that Twilio may be used, for SMS and WhatsApp."
        " Without it both stay off in production.",
    )

    twilio_opt_out: Literal["unknown", "off"] = Field(
        "unknown",
        description="`off` puts on record that Twilio's own answers to STOP, START and HELP were"
        " switched off for every sender: with them one word would mute us for her for good.",
    )
    twilio_first_sentences: Annotated[tuple[str, ...], BeforeValidator(_sentences)] = Field(
        (),
        repr=False,
        description="Innocent sentences that open the service like the entry, with ` | ` between:"
        " a link of WhatsApp writes one for her.",
    )
    twilio_whatsapp_templates: Annotated[dict[str, str], BeforeValidator(_templates)] = Field(
        {},
        description="Approved WhatsApp templates for reminders after 24 hours of silence:"
        " `almanac=HX…`, `desk=HX…`, `appointment=HX…`, and `desk.ar=HX…` for another language than"
        " Italian, with spaces between. Without one in her language she gets the Italian one;"
        " without any, such a reminder is not sent.",
    )

    def channel_problems(self) -> list[str]:
        """One sentence for each setting that lacks its other half."""
        problems = []
        alone = self.telegram_token is None or self.telegram_polling
        if not alone and self.telegram_webhook_secret is None:
            problems.append(
                "FILO_TELEGRAM_TOKEN and FILO_TELEGRAM_WEBHOOK_SECRET go together: set both or"
                " neither, or FILO_TELEGRAM_POLLING=true and no secret."
            )
        if self.telegram_token is None and (self.telegram_webhook_secret or self.telegram_polling):
            problems.append(
                "FILO_TELEGRAM_WEBHOOK_SECRET and FILO_TELEGRAM_POLLING go together with"
                " FILO_TELEGRAM_TOKEN: set it, or none of them."
            )
        senders = (self.twilio_sms_from, self.twilio_whatsapp_from)
        parts = (self.twilio_account_sid, self.twilio_auth_token)
        if any(parts) != all(parts) or any(parts) != any(senders):
            problems.append(
                "FILO_TWILIO_ACCOUNT_SID and FILO_TWILIO_AUTH_TOKEN go together, with"
                " FILO_TWILIO_SMS_FROM or FILO_TWILIO_WHATSAPP_FROM or both."
            )
        return problems

    def kept_off(self, *, demonstration: bool) -> tuple[str, ...]:
        """One sentence for each channel that is set up but off, since nothing was decided."""
        if demonstration:
            return ()
        undecided = (
            ("Telegram is", "TELEGRAM", self.telegram_token, self.telegram_decision),
            ("SMS and WhatsApp are", "TWILIO", self.twilio_account_sid, self.twilio_decision),
        )
        return tuple(
            f"{channels} off: production needs FILO_{name}_DECISION, the reference of the decision"
            " on data protection."
            for channels, name, set_up, decision in undecided
            if set_up is not None and decision is None
        )
