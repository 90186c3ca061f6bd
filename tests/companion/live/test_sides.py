from __future__ import annotations

import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from codev_voice.companion.live.moment import Loudness
from codev_voice.companion.live.sides import Sides

BREATH, VOICE, NOTHING = -65.0, -25.0, -100.0
BOTH = "Micro : je vous entends. Appel : j'entends les autres."


def _play(sides: Sides, start: float, end: float, micro: float | None, call: float | None, clipped: float = 0.0) -> Sides:
    """Levels of both sides five times a second; None where nothing arrives."""
    for at in range(round(start * 5), round(end * 5)):
        if micro is not None:
            sides.level("micro", at / 5, micro, clipped)
        if call is not None:
            sides.level("appel", at / 5, call)
    return sides


def test_both_sides_are_heard() -> None:
    sides = _play(Sides("linux"), 0, 3, VOICE, VOICE)
    assert sides.line == BOTH
    assert list(sides.warnings) == []
    assert sides.levels == {"micro": Loudness(VOICE), "appel": Loudness(VOICE)}
    sides = _play(_play(Sides("linux"), 0, 3, VOICE, NOTHING), 3, 6, BREATH, VOICE)
    assert sides.line == BOTH


@pytest.mark.parametrize(
    ("system", "tried"),
    [("linux", "pavucontrol"), ("darwin", "BlackHole"), ("win32", "périphérique de sortie"), ("plan9", "pavucontrol")],
)
def test_a_call_that_stays_mute_while_she_speaks_is_said_within_15_seconds(system: str, tried: str) -> None:
    sides = _play(Sides(system), 0, 9, VOICE, NOTHING)
    assert sides.line == "Micro : je vous entends. Appel : je n'ai encore entendu personne."
    assert list(sides.warnings) == []
    _play(sides, 9, 15, VOICE, NOTHING)
    assert sides.line == "Micro : je vous entends. Appel : muet depuis 15\u00a0s."
    (said,) = sides.warnings
    assert tried in said


def test_a_call_that_was_heard_and_is_no_longer_is_said_by_the_line_and_later_by_a_warning() -> None:
    sides = _play(_play(Sides("linux"), 0, 5, BREATH, VOICE), 5, 20, VOICE, NOTHING)
    assert sides.line == "Micro : je vous entends. Appel : muet depuis 15\u00a0s."
    assert list(sides.warnings) == []
    _play(sides, 20, 70, VOICE, NOTHING)
    assert sides.line.endswith("Appel : muet depuis 1\u00a0min.")
    assert len(sides.warnings) == 1


def test_nobody_speaking_is_no_fault() -> None:
    sides = _play(Sides("linux"), 0, 60, BREATH, NOTHING)
    assert sides.line == "Micro : ouvert, vous ne parlez pas. Appel : je n'ai encore entendu personne."
    assert list(sides.warnings) == []


def test_a_facilitator_who_listens_is_not_told_that_she_is_mute() -> None:
    sides = _play(Sides("linux"), 0, 120, BREATH, VOICE)
    assert sides.line == "Micro : ouvert, vous ne parlez pas. Appel : j'entends les autres."
    assert list(sides.warnings) == []


@pytest.mark.parametrize(("system", "tried"), [("linux", "onglet Entrée"), ("darwin", "Confidentialité"), ("win32", "Paramètres")])
def test_a_microphone_that_gives_nothing_while_the_others_speak_is_said_within_15_seconds(system: str, tried: str) -> None:
    sides = _play(Sides(system), 0, 14.8, NOTHING, VOICE)
    assert sides.line == "Micro : muet depuis 15\u00a0s. Appel : j'entends les autres."
    (said,) = sides.warnings
    assert tried in said
    _play(sides, 14.8, 17, VOICE, VOICE)
    assert (sides.line, sides.warnings) == (BOTH, ())


def test_words_heard_of_a_low_voice_count() -> None:
    sides = _play(Sides("linux"), 0, 13, VOICE, -58.0)
    sides.spoke("appel", 12.0)
    assert "muet" not in sides.line
    assert list(sides.warnings) == []


def test_a_device_that_is_gone_is_said_at_once_and_no_longer_when_it_is_back() -> None:
    sides = _play(Sides("linux"), 0, 3, VOICE, VOICE)
    sides.lost("micro", "le casque est débranché")
    assert sides.line.startswith("Micro : perdu, je le cherche.")
    (said,) = sides.warnings
    assert "le casque est débranché" in said
    sides.back("micro")
    assert sides.line.startswith("Micro : rien n'arrive.")
    _play(sides, 3, 4, VOICE, VOICE)
    assert (sides.line, sides.warnings) == (BOTH, ())


def test_a_side_of_which_nothing_arrives_is_said() -> None:
    assert Sides("linux").line == "Micro : rien n'arrive. Appel : rien n'arrive."
    sides = _play(_play(Sides("linux"), 0, 3, VOICE, VOICE), 3, 7, VOICE, None)
    assert sides.line == "Micro : je vous entends. Appel : rien n'arrive."
    assert set(sides.levels) == {"micro"}


def test_a_saturated_microphone_is_said() -> None:
    sides = _play(Sides("linux"), 0, 2, -3.0, VOICE, clipped=0.05)
    assert "sature" in sides.warnings[0]
    assert sides.levels["micro"].clipped
    _play(sides, 2, 16, -20.0, VOICE)
    assert list(sides.warnings) == []


@pytest.mark.parametrize(("free", "said"), [(900_000_000, "0,9 Go"), (42_000_000, "42 Mo")])
def test_little_room_on_the_disk_is_said(free: int, said: str) -> None:
    sides = Sides("linux")
    sides.space(free)
    assert said in sides.warnings[0]
    sides.space(5_000_000_000)
    assert list(sides.warnings) == []


def test_what_comes_after_a_pause_or_from_a_new_recorder_is_judged_by_itself() -> None:
    sides = _play(Sides("linux"), 0, 20, VOICE, NOTHING)
    sides.paused()
    assert list(sides.warnings) == []
    _play(sides, 300, 303, VOICE, NOTHING)
    assert "muet" not in sides.line
    _play(sides, 0, 2, VOICE, VOICE)
    assert sides.line == BOTH
    sides.level("ailleurs", 3.0, VOICE)
    assert sides.line == BOTH


def test_the_page_reads_from_a_thread_while_levels_come_from_another() -> None:
    sides, stop = Sides("linux"), threading.Event()

    def read() -> None:
        while not stop.is_set():
            assert sides.line.startswith("Micro")
            assert len(sides.levels) <= 2
            assert list(sides.warnings) == []

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(1) as pool:
            reading = pool.submit(read)
            _play(sides, 0, 600, VOICE, VOICE)
            stop.set()
            reading.result()
    finally:
        sys.setswitchinterval(interval)
    assert sides.line == BOTH
