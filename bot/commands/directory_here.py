"""The directory that commands speak of: the one that the service would start with."""

from __future__ import annotations

import os

from bot.config import own_directory
from bot.directory.model import Directory
from bot.publishing.published import read_directory


def known_directory() -> Directory:
    """It, with the files of ``FILO_DIRECTORY``. Raises ``UnpublishableError``."""
    return read_directory(own_directory(os.environ))
