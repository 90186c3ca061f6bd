from __future__ import annotations

import datetime

from codev_voice.session.events import (
    FACILITATOR,
    Consent,
    ConsentWithdrawn,
    Cut,
    Ended,
    Event,
    Expired,
    Gap,
    Heard,
    KeptForNotes,
    Paused,
    Resumed,
    StageMoved,
    Started,
)
from codev_voice.session.presence import by_hand_of
from codev_voice.session.seance import Seance
from codev_voice.session.state import fold
from codev_voice.session.values import Piece, Session, Stage, Stretch


def _session(*events: Event) -> Session:
    return fold([Heard.of(Piece(f"p{at}", float(at), at + 1.0, "v", "oui", opens=True)) for at in range(3)] + [*events], Seance())


def test_the_last_answer_of_each_person_stands() -> None:
    events = [Consent(given=True, person="Ana"), Consent(given=False, person="Bo"), Consent(given=True, person="Bo"), Consent(given=True)]
    assert _session(*events).consents == {"Ana": True, "Bo": True, "": True}


def test_pauses_begin_and_end_and_the_last_may_be_lasting() -> None:
    events = [Resumed(t=1.0), Paused(t=10.0), Paused(t=11.0), Resumed(t=20.0), Resumed(t=25.0), Paused(t=30.0)]
    assert _session(*events).pauses == (Stretch(10.0, 20.0), Stretch(30.0))


def _click(t: float, stage: int = 2) -> StageMoved:
    return StageMoved(piece="", stage=Stage(stage), t=t, by=FACILITATOR)


def test_from_a_refusal_on_the_stages_go_on_by_hand_until_one_listens_again() -> None:
    yes, no = Consent(given=True, person="Ana", t=1.0), Consent(given=False, person="Ana", t=40.0)
    begun = [yes, Started(t=2.0), Paused(t=5.0), Resumed(t=9.0)]
    withdrawn = [*begun, no, ConsentWithdrawn(person="Ana", t=40.0), Paused(t=40.5), _click(50.0)]
    assert by_hand_of(begun) == ()
    assert by_hand_of(withdrawn) == (Stretch(40.5),)
    again = [*withdrawn, Consent(given=True, person="Ana", t=60.0), Resumed(t=70.0), Paused(t=80.0)]
    assert by_hand_of(again) == (Stretch(40.5, 70.0),)
    assert by_hand_of([*begun, Paused(t=30.0), no, _click(50.0)]) == (Stretch(40.0),)  # already « hors micro »


def test_what_was_clicked_before_the_listening_is_by_hand_all_of_it_if_none_began() -> None:
    assert by_hand_of([_click(3.0), Consent(given=False, person="Ana", t=9.0), Ended(seconds=90.0)]) == (Stretch(0.0),)
    assert by_hand_of([_click(3.0), Started(t=20.0), Paused(t=30.0), Resumed(t=40.0)]) == (Stretch(0.0, 20.0),)
    assert by_hand_of([Started(t=0.1), _click(3.0)]) == ()


def test_who_withdraws_after_the_session_changes_nothing_of_how_it_was_held() -> None:
    over = [Started(t=0.1), Paused(t=30.0), Ended(seconds=40.0, t=40.0)]
    assert by_hand_of([*over, Consent(given=False, person="Ana", t=40.0)]) == ()
    moved = [Heard.of(Piece("p0", 0.0, 1.0, "v", "oui")), StageMoved(piece="p0", stage=Stage.CONTRACT, by=FACILITATOR)]
    assert by_hand_of(moved) == ()


def test_gaps_end_when_sound_goes_on() -> None:
    assert _session(Gap(channel="micro", seconds=4.0, t=12.0), Gap(channel="", seconds=90.0, t=60.0)).gaps == (
        Stretch(8.0, 12.0, "micro"),
        Stretch(0.0, 60.0),
    )


def test_pieces_are_kept_for_the_notes_until_they_are_not() -> None:
    events = [KeptForNotes(piece="p0"), KeptForNotes(piece="p1"), KeptForNotes(piece="p0", kept=False), KeptForNotes(piece="gone")]
    assert _session(*events).kept == {"p1"}


def test_a_cut_is_said_where_it_was_made() -> None:
    assert _session(Cut(after="p1")).cuts == (2,)
    assert _session(Cut(), Cut(after="p2"), Cut(after="p2")).cuts == (0, 3)


def test_who_withdrew_is_told_until_she_agrees_again() -> None:
    no = (Consent(given=False, person="Ana"), ConsentWithdrawn(person="Ana"), ConsentWithdrawn(person="Bo"))
    assert _session(*no).withdrawn == {"Ana", "Bo"}
    assert _session(*no, Consent(given=True, person="Ana")).withdrawn == {"Bo"}


def test_what_was_destroyed_is_told_with_its_day() -> None:
    day = datetime.datetime(2026, 12, 1, tzinfo=datetime.UTC)
    assert _session(Expired(what=("son", "transcription"), at=day), Expired(what=("reperages",))).erased == {
        "son": day,
        "transcription": day,
        "reperages": None,
    }
