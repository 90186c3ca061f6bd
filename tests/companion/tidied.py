"""A later day, for what is due by then."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from codev_voice.session import journal

if TYPE_CHECKING:
    import pytest


def later(monkeypatch: pytest.MonkeyPatch, *, days: float) -> None:
    """Let it be so many days later, for whoever asks the journal what time it is."""
    now = journal.utc_now() + datetime.timedelta(days=days)
    monkeypatch.setattr(journal, "utc_now", lambda: now)
