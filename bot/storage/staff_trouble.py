"""What can go wrong with accounts: each sentence says what to do."""

from __future__ import annotations

from bot.process.told import ToldError


class AccountError(ToldError):
    """Something about an account of the staff is not possible."""


class LoginTakenError(AccountError):
    """There is an account of that name: choose another, or `filo staff reset` it."""


class UnknownLoginError(AccountError):
    """There is no account of that name: `filo staff list` shows those that there are."""
