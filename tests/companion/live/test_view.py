from __future__ import annotations

import datetime
import json

from codev_voice.companion.live.moment import Live, Loudness, Said
from codev_voice.companion.live.view import changes, passing, view
from codev_voice.session.events import FACILITATOR, Consent, Cut, Event, Heard, Noticed, PersonJoined, StageMoved, VoiceNamed
from codev_voice.session.seance import Seance
from codev_voice.session.state import fold
from codev_voice.session.values import Level, Person, Piece, Role, Session, Stage

SEANCE = Seance(
    title="Codev du mardi",
    date=datetime.date(2026, 11, 24),
    people=(Person("Inès", Role.CLIENT), Person("Claire", Role.FACILITATOR), Person("Samir", Role.CONSULTANT)),
)
ADVICE = "Tu devrais lui écrire."
KEYS = {
    *("phase", "title", "date", "statement", "people", "rail", "stage", "doubt", "turns", "turn_count", "open", "notices", "speech"),
    *("voices", "levels", "line", "warnings", "lag", "t", "recording", "ask", "progress", "followups", "papers", "drafting"),
}


def _events() -> list[Event]:
    return [
        Consent(given=True, person="Inès", by=FACILITATOR),
        Consent(given=False, person="Samir", by=FACILITATOR),
        PersonJoined(person="Marc", by=FACILITATOR),
        VoiceNamed(voice="Voix 1", person="Inès"),
        Heard.of(Piece("p0", 0.0, 4.0, "Voix 1", "Voilà.")),
        StageMoved(piece="p0", stage=Stage.CLARIFICATION, t=4.0),
        Heard.of(Piece("p1", 5.0, 9.0, "Voix 2", ADVICE)),
        Noticed(piece="p1", advice="A1", excerpt=ADVICE, confidence=0.9, level=Level.ALERT, question="Que lui as-tu dit ?"),
    ]


def _session(*more: Event) -> Session:
    return fold([*_events(), *more], SEANCE)


LIVE = Live(
    phase="ecoute",
    t=12.04,
    stage=Stage.CLARIFICATION,
    doubt=Stage.CONTRACT,
    open=Said("Voix 1", "Je lui ai", "dit"),
    levels={"micro": Loudness(-20.0, clipped=True)},
    line="Micro : je vous entends.",
    warnings=("Le casque est débranché.",),
    lag=1.23,
    recording=True,
    ask="Arrêter ?",
    progress=("Voix", 0.5),
)


def test_the_view_has_every_key_that_the_page_reads_and_is_json() -> None:
    found = view(_session(), SEANCE, LIVE)
    assert set(found) == KEYS
    assert json.loads(json.dumps(found)) == found


def test_the_view_tells_the_session_and_the_moment() -> None:
    found = view(_session(), SEANCE, LIVE)
    assert (found["title"], found["date"], found["phase"]) == ("Codev du mardi", "mardi 24 novembre 2026", "ecoute")
    assert found["people"] == [
        {"name": "Inès", "role": "client", "role_name": "client·e", "consent": True},
        {"name": "Claire", "role": "animateur", "role_name": "animateur·rice", "consent": None},
        {"name": "Samir", "role": "consultant", "role_name": "consultant·e", "consent": False},
        {"name": "Marc", "role": "consultant", "role_name": "consultant·e", "consent": None},
    ]
    assert found["doubt"] == {"stage": 3, "name": "Contrat"}
    assert (found["stage"], found["turn_count"], len(found["turns"])) == (2, 2, 2)
    assert found["open"] == {"speaker": "Inès", "sure": True, "settled": "Je lui ai", "provisional": "dit"}
    assert [one["excerpt"] for one in found["notices"]] == [ADVICE]
    assert found["levels"] == {"micro": {"db": -20.0, "clipped": True}}
    assert (found["lag"], found["t"], found["ask"], found["progress"]) == (
        1.2,
        12.0,
        {"question": "Arrêter ?"},
        {"doing": "Voix", "done": 0.5},
    )
    assert found["warnings"] == ["Le casque est débranché."]
    assert found["recording"] is True


def test_a_group_that_answered_together_has_answered() -> None:
    session = fold([Consent(given=True, by=FACILITATOR)], SEANCE)
    assert [one["consent"] for one in view(session, SEANCE, Live())["people"]] == [True, True, True]


def test_at_the_door_nothing_was_heard() -> None:
    found = view(fold([], SEANCE), SEANCE, Live())
    assert (found["phase"], found["turns"], found["notices"], found["speech"], found["voices"], found["open"]) == (
        "accueil",
        [],
        [],
        [],
        [],
        None,
    )
    assert found["stage"] == 0


def test_a_session_that_is_read_asks_nothing_and_has_a_title() -> None:
    late = Live(phase="lecture", t=5000.0, doubt=Stage.CONTRACT)
    found = view(_session(), Seance(), late, title="Le journal")
    assert (found["title"], found["date"], found["doubt"], found["warnings"]) == ("Le journal", "", None, [])
    assert len(found["notices"]) == 1
    assert view(_session(), Seance(), late)["title"] == "Séance de codéveloppement"


def test_only_what_changed_is_told_and_of_turns_only_those() -> None:
    former = {"plans": [{"plan": "ab/0", "person": "Karim"}], "unread": ""}
    old = view(_session(), SEANCE, LIVE, followups=former)
    assert old["followups"] == former
    assert changes(old, view(_session(), SEANCE, LIVE, followups=former)) is None
    later = Live(phase="ecoute", t=12.2, stage=LIVE.stage, line="autre", lag=3.0, levels={}, recording=True)
    told = changes(old, view(_session(), SEANCE, later))
    assert told is not None
    assert set(told) == {"doubt", "warnings", "ask", "progress", "followups"}  # not what passes
    longer = changes(old, view(_session(Heard.of(Piece("p2", 9.0, 10.0, "Voix 2", "Non ?"))), SEANCE, LIVE))
    assert longer is not None
    assert [(one["index"], one["text"]) for one in longer["turns"]] == [(1, f"{ADVICE} Non ?")]
    assert longer["turn_count"] == 2


def test_turns_that_are_gone_are_told_by_their_count() -> None:
    old = view(_session(), SEANCE, LIVE)
    left = [event for event in _events() if getattr(event, "piece", "") != "p1" and getattr(event, "id", "") != "p1"]
    told = changes(old, view(fold(left, SEANCE), SEANCE, LIVE))
    assert told is not None
    assert (told["turns"], told["turn_count"], told["notices"]) == ([], 1, [])
    cut = changes(old, view(fold([*left, Cut(after="p0")], SEANCE), SEANCE, LIVE))
    assert cut is not None
    assert [(one["index"], one["cut"]) for one in cut["turns"]] == [(1, True)]


def test_what_passes_is_a_part_of_the_view() -> None:
    found = passing(_session(), LIVE)
    assert found.items() <= view(_session(), SEANCE, LIVE).items()
    assert set(found) == {"open", "levels", "line", "lag", "t"}
    unknown = passing(_session(), Live(open=Said("…", "", "bonjour")))["open"]
    assert unknown == {"speaker": "…", "sure": False, "settled": "", "provisional": "bonjour"}


def test_a_voice_that_is_none_cannot_be_named() -> None:
    session = fold([Heard.of(Piece("p0", 0.0, 4.0, "…", "Voilà."))], SEANCE)
    assert view(session, SEANCE, LIVE)["voices"] == []
