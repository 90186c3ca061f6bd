"""What is made of a session and can be made again: it goes as soon as it may hold what is erased."""

from __future__ import annotations

import contextlib
import shutil

from codev_voice.companion.cache import FileCache
from codev_voice.session.disk import guarded
from codev_voice.session.folder import Folder


def drop_copies(folder: Folder) -> None:
    """Take away what was made of a session and can be made again: its exports, and what an interrupted hearing had kept.

    Raises:
        MachineError: the disk refuses.
    """
    FileCache(folder.work).clear()
    with guarded(folder.exports), contextlib.suppress(FileNotFoundError):
        shutil.rmtree(folder.exports)
