from __future__ import annotations

import functools
import gc
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from codev_voice.companion.hear import hear
from codev_voice.companion.papers import proposals
from codev_voice.companion.understanding import conclusions
from codev_voice.method import advice_model, clause_network
from codev_voice.session.coding import encode
from codev_voice.session.cutting import passages, without
from codev_voice.session.events import FACILITATOR, Event, Heard, RoleChanged, StageMoved, Unknown, VoiceNamed
from codev_voice.session.folder import existing
from codev_voice.session.journal import read_events
from codev_voice.session.seance import Seance
from codev_voice.session.state import fold
from codev_voice.session.values import Role, Stage
from sessions import write_session

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
Events = Sequence[Event | Unknown]


def _session(transcript: Path, settings: Path, into: Path) -> tuple[Events, Seance]:
    folder = existing(hear(transcript, people=settings, into=into).folder.path)
    return read_events(folder.journal), folder.settings()


@pytest.fixture(scope="module", params=["écrite", "d'exemple"])
def heard(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Events, Seance]:
    place = tmp_path_factory.mktemp("séances")
    with pytest.MonkeyPatch.context() as apart:
        apart.setenv("CODEV_VOICE_KEYS", str(place / "cles"))
        files = write_session(place) if request.param == "écrite" else (SAMPLES / "seance.jsonl", SAMPLES / "seance.toml")
        return _session(*files, place / "séance")


def _moved(events: Events, at: int, stage: Stage) -> Events:
    heard = [event for event in events if isinstance(event, Heard)][at]
    return [*events, StageMoved(piece=heard.id, stage=stage, t=heard.start, by=FACILITATOR)]


def _renamed(events: Events, at: int, person: str, role: Role) -> Events:
    voice = [event for event in events if isinstance(event, Heard)][at].voice
    return [*events, VoiceNamed(voice=voice, person=person, by=FACILITATOR), RoleChanged(person=person, role=role, by=FACILITATOR)]


def _cut(events: Events, at: int) -> Events:
    pieces = {[event for event in events if isinstance(event, Heard)][at].id}
    left = [event for event in without(events, pieces) if event is not None]
    return [*left, *passages(events, pieces)]


CORRECTIONS: dict[str, Callable[[Events], Events]] = {
    "une étape": lambda events: _moved(events, 6, Stage.EXPLORATION),
    "une autre, plus loin": lambda events: _moved(events, 15, Stage.CLARIFICATION),
    "un nom": lambda events: _renamed(events, 7, "Aïcha", Role.CONSULTANT),
    "un rôle": lambda events: _renamed(events, 3, "Zoé", Role.CONSULTANT),
    "une coupe": lambda events: _cut(events, 6),
    "une autre coupe": lambda events: _cut(events, 0),
}


def _made(events: Events, seance: Seance) -> list[bytes]:
    """All that is judged, and drafted of it."""
    judged = conclusions(events, seance)
    whole = [*events, *judged]
    return [encode(event) for event in (*judged, *proposals(whole, fold(whole, seance), seance))]


def _forget() -> None:
    """Let the program remember nothing of what it read, not even its models."""
    for one in gc.get_objects():
        if isinstance(one, functools._lru_cache_wrapper) and getattr(one, "__module__", "").startswith("codev_voice."):
            one.cache_clear()


def test_what_is_remembered_of_a_session_changes_nothing_of_how_it_is_judged_once_corrected(heard: tuple[Events, Seance]) -> None:
    events, seance = heard
    _made(events, seance)
    remembering = [_made(corrected(events), seance) for corrected in CORRECTIONS.values()]
    for corrected, made in zip(CORRECTIONS.values(), remembering, strict=True):
        _forget()
        assert _made(corrected(events), seance) == made
    assert len({tuple(made) for made in remembering}) == len(remembering)


def test_a_session_corrected_in_one_place_is_judged_again_there_only(heard: tuple[Events, Seance], monkeypatch: pytest.MonkeyPatch) -> None:
    events, seance = heard
    summed: list[int] = []
    real = clause_network.shares

    def shares(*given: object) -> object:
        summed.append(1)
        return real(*given)  # type: ignore[arg-type] # as it is given

    monkeypatch.setattr(clause_network, "shares", shares)
    advice_model.packaged.cache_clear()
    conclusions(events, seance)
    first = len(summed)
    assert first > 1
    conclusions(events, seance)
    assert len(summed) == first
    conclusions(_cut(events, 6), seance)
    assert len(summed) - first < first
    advice_model.packaged.cache_clear()
