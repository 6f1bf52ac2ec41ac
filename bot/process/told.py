"""Troubles that are told to whoever runs the service, each in a sentence that says what to do."""

from __future__ import annotations


class ToldError(Exception):
    """Expected: a command prints it and ends with status 1, without a trace."""
