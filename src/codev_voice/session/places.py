"""Where this user's own data lie on this machine."""

from __future__ import annotations

from pathlib import Path


def user_folder() -> Path:
    """The folder of the program's data for this user; it may not exist yet."""
    from platformdirs import user_data_path

    return user_data_path("codev_voice", appauthor=False)
