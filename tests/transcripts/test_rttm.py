from __future__ import annotations

from codev_voice.session.values import Session, Turn
from codev_voice.transcripts.rttm import write


def test_one_line_a_turn_that_lasts() -> None:
    turns = (
        Turn(0, 1.0, 2.5, "Voix 1", "Oui.", person="Claire Noël"),
        Turn(1, 3.0, 3.0, "Voix 2", "Non."),
        Turn(2, 4.0, 5.0, "Voix 2", "Bon."),
    )
    assert write(Session(turns, ()), title="Codev du mardi") == (
        "SPEAKER Codev_du_mardi 1 1.000 1.500 <NA> <NA> Claire_Noël <NA> <NA>\n"
        "SPEAKER Codev_du_mardi 1 4.000 1.000 <NA> <NA> Voix_2 <NA> <NA>\n"
    )


def test_a_file_without_a_title_has_a_name_all_the_same() -> None:
    assert write(Session((Turn(0, 1.0, 2.0, "A", "Oui."),), ())).startswith("SPEAKER seance 1 1.000 1.000 ")
    assert write(Session((Turn(0, 1.0, 2.0, " ", "Oui."),), ()), title=" ").startswith("SPEAKER _ 1 1.000 1.000 <NA> <NA> _ ")
