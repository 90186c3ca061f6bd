from __future__ import annotations

from pathlib import Path

import pytest

from codev_voice.errors import SessionError
from companion.live.held import holding


def test_a_live_session_is_looked_at_and_reviewed_once_it_is_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with holding(tmp_path / "s", monkeypatch) as held:
        held.begin()
        held.hears(0, 1.0, "Micro", "Bonsoir à toutes et à tous.")
        assert held.view()["turns"][0]["text"] == "Bonsoir à toutes et à tous."
        assert held.session.sound("p000000") is None
        with pytest.raises(SessionError, match="une fois la séance finie"):
            held.session.review()
        held.session.kept.conclude([], 3.0)
        assert held.session.review()["consultations"]
