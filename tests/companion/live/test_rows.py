from __future__ import annotations

from codev_voice.companion.live.rows import rows, voices
from codev_voice.session.values import Role, Session, Stage, Turn, Voice

TURNS = (
    Turn(0, 0.0, 4.04, "Voix 1", "Bonjour.", person="Ana", role=Role.CLIENT, pieces=("p0", "p1"), stage=Stage.ACCOUNT),
    Turn(1, 5.0, 7.0, "…", "Oui.", pieces=("p2",)),
)


def test_a_turn_is_a_row() -> None:
    first, second = rows(Session(TURNS, (), kept=frozenset({"p1"})))
    assert first == {
        "index": 0,
        "voice": "Voix 1",
        "speaker": "Ana",
        "sure": True,
        "role": "client",
        "start": 0.0,
        "end": 4.0,
        "text": "Bonjour.",
        "stage": 1,
        "pieces": ["p0", "p1"],
        "kept": True,
        "cut": False,
    }
    assert (second["speaker"], second["sure"], second["role"], second["stage"], second["kept"]) == ("…", False, None, None, False)


def test_a_cut_is_a_row_that_tells_neither_length_nor_author() -> None:
    found = rows(Session(TURNS, (), cuts=(0, 1, 2)))
    assert [one["cut"] for one in found] == [True, False, True, False, True]
    assert [one["index"] for one in found] == [0, 1, 2, 3, 4]
    assert all(one["start"] == one["end"] and not one["voice"] and not one["text"] for one in found if one["cut"])
    assert [one["cut"] for one in rows(Session((), (), cuts=(0,)))] == [True]


def test_voices_have_their_seconds_and_what_is_no_voice_is_left_out() -> None:
    session = Session(TURNS, (), voices=(Voice("Voix 1", "Ana"), Voice("…")))
    assert voices(session, "…") == [{"label": "Voix 1", "person": "Ana", "seconds": 4}]
