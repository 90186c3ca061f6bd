from __future__ import annotations

from codev_voice.companion.live.troubles import ENDS, GOES_ON, Troubles
from codev_voice.errors import MachineError


def test_what_somebody_can_mend_is_said_as_it_is_and_the_rest_by_its_kind_alone() -> None:
    changed: list[None] = []
    troubles = Troubles(lambda: changed.append(None))
    assert troubles.lines == ()
    with troubles.telling():
        raise MachineError("Le disque est plein", "libérez de la place")
    with troubles.telling():
        raise KeyError("ce qui a été dit")
    assert troubles.lines == ("Le disque est plein : libérez de la place.", f"Erreur imprévue (KeyError) : {GOES_ON}.")
    with troubles.telling(ENDS):
        raise IndexError
    assert troubles.lines == ("Le disque est plein : libérez de la place.", f"Erreur imprévue (IndexError) : {ENDS}.")
    assert len(changed) == 3
    with troubles.telling():
        pass
    assert len(changed) == 3


def test_what_is_said_already_changes_nothing() -> None:
    changed: list[None] = []
    troubles = Troubles(lambda: changed.append(None))
    for _ in range(3):
        with troubles.telling():
            raise KeyError
    assert len(changed) == 1
