from __future__ import annotations

import pytest

from codev_voice.review.backchannel import back_channel
from review.spoken import turns


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("Mm, mm.", True),
        ("D'accord, merci.", True),
        ("Je passe.", False),
        ("Julien.", False),
        ("Ah oui ?", False),
        ("Oui, il part.", False),
    ],
)
def test_what_only_shows_that_one_listens(text: str, only: bool) -> None:  # noqa: FBT001 - a column
    assert back_channel(turns(("Cy", 0, 1, text))[0]) is only
