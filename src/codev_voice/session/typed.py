"""What people type or paste, as it may be shown to others."""

from __future__ import annotations

import re

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def unturned(text: str) -> str:
    """The text without the characters that turn around the words beside them; nothing is lost, even of what is written from right to left.

    Every text that anybody types enters through here: `names.tidy` for names, `changing.cleaned` for lines and answers, `toml` for
    what `seance.toml` holds. The client's page does the same (`letter/js/sheet.js`), and the facilitator's shows nothing of the kind.
    """
    return _TURNING.sub("", text)
