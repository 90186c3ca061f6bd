from __future__ import annotations

from codev_voice.documents.sheet import Details, Entry, Mark, Part
from codev_voice.documents.walking import walked


def test_every_string_is_changed_but_those_of_enumerations() -> None:
    entry = Entry("id", Part.NOTE, "un", person=None, details=Details(first_step="deux"), sources=("p1",), mark=Mark.KEEP)
    changed = walked((entry, 3), str.upper)
    assert changed == (Entry("ID", Part.NOTE, "UN", details=Details(first_step="DEUX"), sources=("P1",), mark=Mark.KEEP), 3)
