"""Voices of small scenes, then of whole written sessions whose speakers are hidden."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import example, given

from codev_voice.hearing.naming import assign, firm_names, name_voices
from codev_voice.session.seance import Seance
from codev_voice.session.toml import read_seance
from codev_voice.session.values import Person, Piece, Role, Voice
from session.test_toml import people as rosters

SHARED = Path(__file__).parents[3] / "shared" / "data"
SESSIONS = ["session_dev", "session_asso", "session_coop", "session_deux", "session_quebec"]
ROSTER = (
    Person("Malik", Role.FACILITATOR),
    Person("Sophie", Role.CLIENT),
    Person("Nadia", Role.CONSULTANT),
    Person("Bruno", Role.CONSULTANT),
)


def _scene(*turns: tuple[str, str], micro: str | None = None) -> list[Piece]:
    channels = dict.fromkeys((voice for voice, _ in turns), "appel" if micro else None) | ({micro: "micro"} if micro else {})
    return [
        Piece(f"p{at:06d}", float(at), at + 1.0, voice, text, channel=channels[voice], opens=True) for at, (voice, text) in enumerate(turns)
    ]


def _named(pieces: list[Piece], seance: Seance) -> dict[str, str | None]:
    return {voice.label: voice.person for voice in name_voices(pieces, seance)}


def test_people_name_themselves() -> None:
    scene = _scene(("Voix 1", "Bonsoir, moi c'est Malik, j'anime."), ("Voix 2", "Moi c'est Nadia."))
    assert name_voices(scene, Seance(people=ROSTER)) == (
        Voice("Voix 1", "Malik", Role.FACILITATOR, guessed=True),
        Voice("Voix 2", "Nadia", Role.CONSULTANT, guessed=True),
    )


def test_while_the_session_goes_on_a_bare_name_is_not_enough() -> None:
    scene = _scene(("Voix 1", "Moi c'est Malik, j'anime."), ("Voix 2", "Nadia. Je suis cadre de santé."), ("Voix 3", "On y va."))
    seance = Seance(people=ROSTER)
    assert _named(scene, seance)["Voix 2"] == "Nadia"
    assert firm_names(scene, seance, {}) == {"Voix 1": "Malik"}
    assert firm_names([*scene, *_scene(("Voix 1", "Merci Nadia."))], seance, {}) == {"Voix 1": "Malik"}


def test_a_voice_that_sounds_like_somebody_who_asked_bears_her_name_without_a_word_of_it() -> None:
    seance = Seance(people=ROSTER)
    silent = _scene(("Voix 1", "On commence."), ("Voix 2", "D'accord, allons-y."))
    assert {voice.label: voice.person for voice in name_voices(silent, seance, {"Voix 2": "Sophie"})} == {
        "Voix 1": None,
        "Voix 2": "Sophie",
    }
    assert firm_names(silent, seance, {}, recognised={"Voix 2": "Sophie"}) == {"Voix 2": "Sophie"}


def test_a_voice_is_never_named_after_somebody_who_is_not_in_the_roster() -> None:
    silent = _scene(("Voix 1", "On commence."), ("Voix 2", "D'accord, allons-y."))
    for people in (ROSTER, ()):
        assert firm_names(silent, Seance(people=people), {}, recognised={"Voix 2": "Yann"}) == {}
        assert [voice.person for voice in name_voices(silent, Seance(people=people), {"Voix 2": "Yann"})] == [None, None]


def test_what_is_said_and_what_is_recognised_may_deny_each_other() -> None:
    seance = Seance(people=ROSTER)
    scene = _scene(("Voix 1", "Moi c'est Nadia, bonjour."), ("Voix 2", "D'accord, allons-y."))
    assert firm_names(scene, seance, {}, recognised={"Voix 2": "Nadia"}) == {}
    micro = _scene(("Voix 1", "On commence."), ("Voix 2", "D'accord, allons-y."), micro="Voix 1")
    assert firm_names(micro, seance, {}, recognised={"Voix 1": "Nadia"}) == {}  # her own track says that she facilitates


def test_a_name_stays_until_what_is_said_denies_it() -> None:
    seance = Seance(people=ROSTER)
    silent = _scene(("Voix 1", "On commence."), ("Voix 2", "D'accord, allons-y."))
    assert firm_names(silent, seance, {"Voix 1": "Sophie"}) == {"Voix 1": "Sophie"}
    hers = _scene(("Voix 1", "On commence."), ("Voix 2", "Sophie. Je dirige une équipe de support."))
    assert firm_names(hers, seance, {"Voix 1": "Sophie"}) == {}
    nadia = _scene(("Voix 1", "Moi c'est Nadia, bonjour."), ("Voix 2", "D'accord, allons-y."))
    assert firm_names(nadia, seance, {"Voix 1": "Sophie"}) == {"Voix 1": "Nadia"}


def test_the_microphone_is_the_facilitator() -> None:
    scene = _scene(("Voix 1", "On commence."), ("Voix 2", "D'accord."), micro="Voix 1")
    assert _named(scene, Seance(people=ROSTER)) == {"Voix 1": "Malik", "Voix 2": None}


def test_who_answers_a_call_is_who_was_called() -> None:
    scene = _scene(
        ("Voix 1", "À toi, Bruno."),
        ("Voix 2", "Alors moi je vois ça autrement, en fait."),
        ("Voix 1", "Merci Bruno. Nadia ?"),
        ("Voix 3", "Je passe mon tour."),
        ("Voix 1", "Et toi, Nadia, une question ?"),
        ("Voix 3", "Oui, une seule."),
        micro="Voix 1",
    )
    assert _named(scene, Seance(people=ROSTER)) == {"Voix 1": "Malik", "Voix 2": "Bruno", "Voix 3": "Nadia"}


def test_whisper_may_misspell_them() -> None:
    scene = _scene(("Voix 1", "Moi c'est Malick, j'anime."), ("Voix 2", "Et moi Sofie."), ("Voix 3", "Moi c'est Bruneau."))
    assert _named(scene, Seance(people=ROSTER))["Voix 1"] == "Malik"
    assert _named(scene, Seance(people=ROSTER))["Voix 3"] == "Bruno"


def test_one_weak_clue_names_nobody() -> None:
    scene = _scene(("Voix 1", "Nadia, là tu proposes une solution."), ("Voix 2", "Ah, pardon."))
    assert _named(scene, Seance(people=ROSTER)) == {"Voix 1": None, "Voix 2": None}


def test_people_talked_about_are_not_there() -> None:
    scene = _scene(("Voix 1", "Philippe m'a dit non. Philippe, il décide."), ("Voix 2", "Et Philippe, il a signé ?"))
    assert _named(scene, Seance(people=ROSTER)) == {"Voix 1": None, "Voix 2": None}
    assert _named(scene, Seance()) == {"Voix 1": None, "Voix 2": None}


def test_the_last_voice_is_the_last_person_if_it_is_really_heard() -> None:
    known = [("Voix 1", "Bonsoir, moi c'est Malik, j'anime."), ("Voix 2", "Moi c'est Nadia."), ("Voix 3", "Et moi c'est Sophie.")]
    scrap, long = ("Voix 4", "Mm, oui."), ("Voix 4", "une équipe de douze personnes " * 15)
    assert _named(_scene(*known, scrap), Seance(people=ROSTER))["Voix 4"] is None
    assert _named(_scene(*known, long), Seance(people=ROSTER))["Voix 4"] == "Bruno"
    assert _named(_scene(known[0], long), Seance(people=ROSTER))["Voix 4"] is None
    assert _named(_scene(*known, long, ("Voix 5", "et puis " * 40)), Seance(people=ROSTER))["Voix 5"] is None


def test_without_a_roster_people_name_themselves() -> None:
    scene = _scene(("Voix 1", "Bonjour, moi c'est Karim."), ("Voix 2", "Et moi c'est Inès."), ("Voix 3", "D'accord."))
    assert _named(scene, Seance()) == {"Voix 1": "Karim", "Voix 2": "Inès", "Voix 3": None}


def test_two_voices_never_get_one_person() -> None:
    scene = _scene(("Voix 1", "Moi c'est Nadia."), ("Voix 2", "Moi c'est Nadia, aussi."))
    assert sum(person == "Nadia" for person in _named(scene, Seance(people=ROSTER)).values()) <= 1


def test_a_back_channel_does_not_take_the_call() -> None:
    scene = _scene(
        ("Voix 1", "Vas-y, Nadia."),
        ("Voix 2", "Mm."),
        ("Voix 3", "Alors voilà ma question."),
        ("Voix 1", "Et toi, Nadia ?"),
        ("Voix 3", "J'ai fini, merci beaucoup."),
        ("Voix 1", "Merci Nadia."),
        micro="Voix 1",
    )
    assert _named(scene, Seance(people=ROSTER)) == {"Voix 1": "Malik", "Voix 2": None, "Voix 3": "Nadia"}


def test_written_speakers_are_taken_as_they_are() -> None:
    scene = _scene(("MALIK (Externe)", "On commence ?"), ("Sophie", "Oui."), ("Intervenant 3", "Bruno. Chef d'atelier, bonjour."))
    assert name_voices(scene, Seance(people=ROSTER)) == (
        Voice("MALIK (Externe)", "Malik", Role.FACILITATOR, guessed=False),
        Voice("Sophie", "Sophie", Role.CLIENT, guessed=False),
        Voice("Intervenant 3", "Bruno", Role.CONSULTANT, guessed=True),
    )


ODD = tuple(Person(name, role) for name, role in zip(["علي", "Юля", "李", "😀", "--"], [*Role, Role.OBSERVER], strict=True))


@given(rosters)
@example(ODD)
@example((Person("Zoé", Role.CLIENT), Person("Zoe", Role.CONSULTANT), Person("Bo", Role.CONSULTANT)))
def test_whoever_is_in_the_roster_is_named_by_her_own_name_whatever_it_is(people: tuple[Person, ...]) -> None:
    written = _scene(*[(one.name, f"Merci {one.name}. Et toi, {other.name} ?") for one in people for other in people[:2]])
    assert _named(written, Seance(people=people)) == {one.name: one.name for one in people}
    heard = _scene(*[(f"Voix {at}", f"Bonjour, moi c'est {one.name}. Merci {one.name}.") for at, one in enumerate(people)], micro="Voix 0")
    named = [name for name in _named(heard, Seance(people=people)).values() if name]
    assert len(set(named)) == len(named)
    assert set(named) <= {one.name for one in people}
    assert set(firm_names(heard, Seance(people=people), {})) <= {piece.voice for piece in heard}


@pytest.mark.parametrize("name", ["علي", "Юля", "李", "सीता"])
def test_a_voice_is_named_by_a_name_of_any_script(name: str) -> None:
    seance = Seance(people=(*ROSTER, Person(name, Role.CONSULTANT), Person("😀", Role.CONSULTANT)))
    assert _named(_scene(("Voix 1", f"Moi c'est {name}."), ("Voix 2", "Moi c'est Nadia.")), seance) == {"Voix 1": name, "Voix 2": "Nadia"}


def test_nothing_said_names_nobody() -> None:
    assert name_voices([], Seance(people=ROSTER)) == ()


def test_assignment_is_one_to_one_and_wants_a_margin() -> None:
    evidence = {("a", "X"): 5.0, ("b", "X"): 4.0, ("b", "Y"): 3.5, ("c", "Y"): 3.0}
    assert assign(evidence, ["a", "b", "c"], ["X", "Y"], margin=0.4) == {"a": "X", "b": "Y"}
    assert assign(evidence, ["a", "b", "c"], ["X", "Y"], margin=1.0) == {"a": "X"}
    assert assign(evidence, [], ["X"], margin=1.0) == assign(evidence, ["a"], [], margin=1.0) == {}


def _hidden(session: str, *, two_tracks: bool, confused: float = 0.0, seed: int = 0) -> tuple[list[Piece], Seance, dict[str, str]]:
    """A session's turns under « Voix n », its settings, and the person of each voice."""
    lines = (SHARED / session / "session.jsonl").read_text(encoding="utf-8").splitlines()
    turns = [json.loads(line) for line in lines if line.strip()]
    seance = read_seance(SHARED / session / "seance.toml")
    chance = random.Random(seed)  # noqa: S311 - a draw of a test
    people = [person.name for person in seance.people]
    speakers = [chance.choice(people) if chance.random() < confused else turn["speaker"] for turn in turns]
    voices = {name: f"Voix {at}" for at, name in enumerate(dict.fromkeys(speakers), start=1)}
    pairs = [(voices[speaker], turn["text"]) for speaker, turn in zip(speakers, turns, strict=True)]
    micro = voices[seance.named(Role.FACILITATOR)[0]] if two_tracks else None
    return _scene(*pairs, micro=micro), seance, {voice: name for name, voice in voices.items()}


needs_sessions = pytest.mark.skipif(not SHARED.is_dir(), reason="the labelled sessions are not beside this repository")


@needs_sessions
@pytest.mark.parametrize("session", SESSIONS)
def test_everybody_is_named_with_two_tracks(session: str) -> None:
    pieces, seance, truth = _hidden(session, two_tracks=True)
    assert _named(pieces, seance) == truth


@needs_sessions
@pytest.mark.parametrize("two_tracks", [True, False])
@pytest.mark.parametrize("session", SESSIONS)
def test_nobody_is_misnamed_where_voices_are_confused(session: str, *, two_tracks: bool) -> None:
    for seed in range(3):
        pieces, seance, truth = _hidden(session, two_tracks=two_tracks, confused=0.15, seed=seed)
        named = _named(pieces, seance)
        assert {voice: truth[voice] for voice, person in named.items() if person} == {v: p for v, p in named.items() if p}
        assert sum(person is not None for person in named.values()) >= len(named) / 2


@needs_sessions
@pytest.mark.parametrize("session", SESSIONS)
def test_nobody_is_misnamed_without_a_roster(session: str) -> None:
    pieces, _, truth = _hidden(session, two_tracks=False)
    named = _named(pieces, Seance())
    assert {voice: truth[voice] for voice, person in named.items() if person} == {v: p for v, p in named.items() if p}
