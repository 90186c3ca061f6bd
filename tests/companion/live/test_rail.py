from __future__ import annotations

from dataclasses import replace

import pytest

from codev_voice.companion.live.rail import current, left, rail, signals, told, tone
from codev_voice.review.words import minutes as review_minutes
from codev_voice.session.seance import Seance
from codev_voice.session.values import Entry, Person, Role, Session, Stage, Stretch

SEANCE = Seance(preset=90, people=(Person("Inès", Role.CLIENT), Person("Claire", Role.FACILITATOR)))
PLAN = (8, 8, 18, 6, 27, 12, 11)


def _session(*moves: tuple[float, int], pauses: tuple[Stretch, ...] = ()) -> Session:
    return Session((), SEANCE.people, entries=tuple(Entry(60 * t, Stage(stage)) for t, stage in moves), pauses=pauses)


def _at(stage: int, spent: float) -> tuple[Session, float]:
    """A session on time that has spent so many minutes in this stage, and its seconds."""
    starts = [sum(PLAN[:number]) for number in range(stage + 1)]
    return _session(*((float(start), number) for number, start in enumerate(starts))), 60 * (starts[-1] + spent)


def test_the_rail_tells_what_is_done_what_goes_on_and_what_comes() -> None:
    session, t = _at(2, 14)
    found = rail(session, SEANCE, Stage.CLARIFICATION, t)
    assert [one["state"] for one in found] == ["done", "done", "current", "next", "next", "next", "next"]
    assert [one["spent"] for one in found] == [480, 480, 840, 0, 0, 0, 0]
    assert [one["planned"] for one in found] == list(PLAN)
    assert [one["left"] for one in found] == ["", "", "encore 4 min", "", "", "", ""]
    assert [one["time"] for one in found[1:4]] == ["8 / 8\u00a0min", "14 / 18\u00a0min", "6\u00a0min"]
    assert found[2]["rule"] == "questions de fait, pas de conseil"
    assert found[4]["rule"] == "une idée à la fois ; Inès écoute et note"
    assert found[2]["name"] == "Clarification"


def test_without_a_client_known_the_rule_names_nobody() -> None:
    assert "le·la client·e" in rail(Session((), ()), Seance(), Stage.RETURN, 0.0)[4]["rule"]


@pytest.mark.parametrize(
    ("spent", "said", "shade"),
    [
        (0, "encore 18 min", "calm"),
        (839, "encore 4 min", "calm"),
        (863.9, "encore 4 min", "calm"),
        (864, "encore 4 min", "near"),
        (1049, "encore 1 min", "near"),
        (1079, "c'est l'heure", "near"),
        (1080, "c'est l'heure", "over"),
        (1109, "c'est l'heure", "over"),
        (1110, "dépassé de 1 min", "over"),
        (1260, "dépassé de 3 min", "over"),
    ],
)
def test_the_minutes_left_are_said_in_words(spent: float, said: str, shade: str) -> None:
    assert (left(spent, 18), tone(spent, 18)) == (said, shade)


def test_the_minutes_shown_are_those_of_the_review_and_make_with_those_left_the_planned_ones() -> None:
    for spent in range(90, 2400, 7):
        shown = told(spent, 18)
        minutes = int(shown.removesuffix(" / 18\u00a0min"))
        assert review_minutes(spent) == f"{minutes} minutes"
        rest = 18 - minutes
        assert left(spent, 18) == (f"encore {rest} min" if rest > 0 else f"dépassé de {-rest} min" if rest else "c'est l'heure")


def test_a_stage_that_was_not_planned_is_never_late() -> None:
    assert (left(500, 0), tone(500, 0)) == ("", "calm")


def test_a_return_that_nobody_planned_is_not_on_the_rail_unless_it_takes_place() -> None:
    without = replace(SEANCE, stage0=False)
    session, t = _at(2, 60.0)
    assert [one["stage"] for one in rail(_session((0.0, 1)), without, Stage.ACCOUNT, 60.0)] == [1, 2, 3, 4, 5, 6]
    assert [one["stage"] for one in rail(session, without, Stage.CLARIFICATION, t)] == [0, 1, 2, 3, 4, 5, 6]


def test_the_stage_is_the_judges_else_the_journals() -> None:
    session, _ = _at(2, 1)
    assert current(session, SEANCE, None) is Stage.CLARIFICATION
    assert current(session, SEANCE, Stage.CONTRACT) is Stage.CONTRACT
    assert current(Session((), ()), Seance(stage0=False), None) is Stage.ACCOUNT


def test_an_overflow_is_said_once() -> None:
    session, t = _at(4, 27 * 1.3)
    (said,) = signals(session, SEANCE, Stage.EXPLORATION, t)
    assert said == "L'exploration a débordé de 8 minutes ; il en reste 15 pour la synthèse et les apprentissages."
    assert signals(session, SEANCE, Stage.EXPLORATION, t - 1) == ()
    assert not any("débordé" in line for line in signals(session, SEANCE, Stage.EXPLORATION, t + 120))
    assert signals(session, SEANCE, Stage.EXPLORATION, t + 30)


def test_nothing_is_left_when_all_time_is_gone() -> None:
    session = _session((0, 0), (88.0, 5))
    (said,) = signals(session, SEANCE, Stage.SYNTHESIS, 60 * (88 + 12 * 1.3))
    assert said == "La synthèse a débordé de 4 minutes ; le temps prévu est passé."


def test_a_clarification_that_lasts_is_said_at_seventy_percent_of_the_whole() -> None:
    session = _session((0, 0), (8.0, 1), (50.0, 2))
    assert signals(session, SEANCE, Stage.CLARIFICATION, 60 * 62.9) == ()
    assert signals(session, SEANCE, Stage.CLARIFICATION, 60 * 63.5) == ()  # nothing would be left for the exploration
    longer = Seance(preset=210)
    session = _session((0, 0), (25.0, 1), (120.0, 2))
    assert signals(session, longer, Stage.CLARIFICATION, 60 * 147) == ()
    short = Seance(preset=90, minutes={5: 5.0, 6: 5.0})
    session = _session((0, 0), (8.0, 1), (45.0, 2))
    assert signals(session, short, Stage.CLARIFICATION, 60 * 54) == ("Passer au contrat maintenant laisse 7 minutes d'exploration.",)


def test_ten_minutes_before_the_end_the_synthesis_is_thought_of() -> None:
    session = _session((0, 0), (8.0, 1), (60.0, 4))
    assert signals(session, SEANCE, Stage.EXPLORATION, 60 * 79.9) == ()
    assert signals(session, SEANCE, Stage.EXPLORATION, 60 * 80.5) == ("Garder 5 minutes pour la synthèse ?",)
    assert signals(session, SEANCE, Stage.EXPLORATION, 60 * 83) == ()
    assert signals(session, SEANCE, Stage.SYNTHESIS, 60 * 80.5) == ()


def test_a_pause_takes_no_time() -> None:
    session = _session((0, 0), pauses=(Stretch(60.0, 360.0),))
    assert rail(session, SEANCE, Stage.RETURN, 420.0)[0]["spent"] == 120
