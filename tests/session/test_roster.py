from __future__ import annotations

from codev_voice.session.events import FACILITATOR, PersonJoined, RoleChanged
from codev_voice.session.roster import joined, people_of
from codev_voice.session.seance import Seance
from codev_voice.session.values import Person, Role

SEANCE = Seance(people=(Person("Ana", Role.CLIENT),))


def test_who_comes_late_is_of_the_group() -> None:
    events = [PersonJoined(person="Marc"), PersonJoined(person="Marc"), PersonJoined(person="Ana")]
    people, guessed = people_of(events, SEANCE)
    assert people == (Person("Ana", Role.CLIENT), Person("Marc", Role.CONSULTANT))
    assert guessed == frozenset()
    assert joined(events, people) == (people[1], people[0])


def test_a_guess_changes_nobody_who_is_known() -> None:
    guess, click = (RoleChanged(person="Marc", role=Role.OBSERVER, by=by) for by in ("heard", FACILITATOR))
    assert people_of([PersonJoined(person="Marc"), guess], SEANCE)[0][1].role is Role.CONSULTANT
    assert people_of([PersonJoined(person="Marc"), click], SEANCE)[0][1].role is Role.OBSERVER
    assert people_of([guess], SEANCE)[1] == {"Marc"}
