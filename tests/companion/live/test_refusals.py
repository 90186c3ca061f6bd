from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from codev_voice.companion.live import after
from codev_voice.companion.live.refusals import refusals
from codev_voice.errors import SessionError
from codev_voice.hearing.live import messages as said
from codev_voice.session.events import Consent, ConsentWithdrawn, Forgotten
from codev_voice.session.seance import Seance
from codev_voice.session.state import fold
from codev_voice.sound.segments import CALL, SegmentWriter, read_blocks
from companion.live.held import Held, holding


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    with holding(tmp_path / "s", monkeypatch) as found:
        yield found


def test_one_who_withdraws_stops_capture_and_analysis_for_all(held: Held) -> None:
    held.begin()
    held.hears(0, 1.0, "Micro", "Bonsoir à toutes et à tous.")
    listening = held.hearing
    held.act("consent", person="Bruno", given=False)
    assert [(event.person, event.by) for event in held.session.kept.events if isinstance(event, ConsentWithdrawn)] == [
        ("Bruno", "facilitator")
    ]
    assert held.recorders.told[-1] == "pause"
    assert listening.told == ["start", "stop"]  # not even what was captured before is heard
    held.hears(1, 4.0, "Voix 1", "Ce que personne ne doit plus analyser.")
    view = held.view()
    assert (view["phase"], view["recording"], view["turn_count"], view["open"]) == ("pause", False, 1, None)
    assert view["warnings"][0].startswith("Bruno a retiré son accord : plus rien n'est enregistré ni analysé, pour personne.")
    with pytest.raises(SessionError, match="Bruno n'a pas dit oui"):
        held.act("resume")
    assert held.recorders.told[-1] == "pause"
    held.act("consent", person="Bruno", given=True)
    held.act("resume")
    assert held.recorders.told[-1] == "resume"
    assert (held.hearing is not listening, held.hearing.told) == (True, ["start"])
    assert not [line for line in held.view()["warnings"] if "retiré" in line]


def test_a_session_in_which_somebody_withdrew_ends_without_listening_again(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(after, "diarise", lambda *_, **__: pytest.fail("the sound was listened to again"))
    held.begin()
    with SegmentWriter(held.folder.sound, CALL) as writer:
        writer.write(0.0, np.full(16_000 * 10, 500, dtype=np.int16))
    held.hears(0, 1.0, "Voix 1", "Bonsoir à toutes et à tous.")
    held.hearing.say(said.Behind(lag=0.0, heard=4.0))
    held.act("consent", person="Bruno", given=False)
    held.act("stop")
    assert held.session.over.wait(60)
    assert held.session.ended
    assert "finish" not in held.hearing.told
    sound = np.concatenate([block.samples for block in read_blocks(held.folder.sound)])
    assert sound[: 4 * 16_000].all()
    assert not sound[4 * 16_000 :].any()  # what nobody heard is destroyed
    assert "« codev-voice forget DOSSIER --person Bruno »" in held.view()["warnings"][0]


def test_taken_up_again_a_session_in_which_somebody_withdrew_hears_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with holding(tmp_path / "s", monkeypatch) as held:
        held.begin()
        held.act("consent", person="Bruno", given=False)
        options = held.session.options
    with holding(tmp_path / "s", monkeypatch, options) as held:
        held.session.open()
        assert held.recorders.told[0] == "pause"
        assert not any("start" in one.told for one in type(held.hearing).made)


def test_one_who_came_late_and_says_no_never_agreed(held: Held) -> None:
    held.begin()
    held.act("add_person", person="Nadia")
    held.act("consent", person="Nadia", given=False)
    assert held.view()["phase"] == "pause"
    assert not [event for event in held.session.kept.events if isinstance(event, ConsentWithdrawn)]
    assert "stop" not in held.hearing.told


def test_the_page_tells_who_withdrew_until_it_is_done() -> None:
    both = [Consent(given=True, person="Ana"), ConsentWithdrawn(person="Léa B."), ConsentWithdrawn(person="Bo")]
    session = fold(both, Seance())
    assert refusals(session, "pause")[0].startswith("Bo et Léa B. ont retiré leur accord : plus rien")
    assert [line.split(" : ")[1][:40] for line in refusals(session, "lecture")] == [
        "« codev-voice forget DOSSIER --person Bo",
        "« codev-voice forget DOSSIER --person 'L",
    ]
    assert refusals(fold([*both, Forgotten(person="Bo"), Forgotten(person="Léa B.")], Seance()), "lecture") == ()
    assert refusals(fold(both[:1], Seance()), "ecoute") == ()
