from __future__ import annotations

import pytest

from codev_voice.hearing.speakers import anonymous, given, person_of
from codev_voice.session.values import Person, Role

PEOPLE = tuple(Person(name, Role.CONSULTANT) for name in ("Sophie Martin", "Paul", "Jean-Marc Roy", "Nadia Ben Saïd"))


@pytest.mark.parametrize(
    ("label", "person"),
    [
        ("Sophie Martin", "Sophie Martin"),
        ("MARTIN Sophie (Externe)", "Sophie Martin"),
        ("sophie", "Sophie Martin"),
        ("Paul Durand", "Paul"),
        ("Jean Marc ROY", "Jean-Marc Roy"),
        ("BEN SAID Nadia", "Nadia Ben Saïd"),
        ("Inès Roy (Invité)", "Inès Roy"),
    ],
)
def test_written_speakers_are_people(label: str, person: str) -> None:
    assert person_of(label, [label, "Autre"], PEOPLE) == person


def test_two_speakers_that_could_be_one_person_are_left_to_people() -> None:
    labels = ["Paul Durand", "Paul Dupont"]
    assert [person_of(label, labels, PEOPLE) for label in labels] == [None, None]


def test_a_speaker_that_could_be_two_people_is_left_to_people() -> None:
    people = (Person("Sophie Martin", Role.CLIENT), Person("Sophie Durand", Role.CONSULTANT))
    assert person_of("Sophie", ["Sophie"], people) is None


def test_the_same_person_connected_twice_is_one() -> None:
    labels = ["Sophie Martin", "Sophie Martin (Invité)"]
    assert [person_of(label, labels, PEOPLE) for label in labels] == ["Sophie Martin"] * 2


@pytest.mark.parametrize(
    "label",
    [
        "Voix 3",
        "v2",
        "micro",
        "Speaker 1",
        "SPEAKER_01",
        "Intervenant 2",
        "Utilisateur inconnu",
        "Salle Vercors",
        "quelqu'un dans Salle A",
        "",
    ],
)
def test_some_labels_are_nobody(label: str) -> None:
    assert anonymous(label)


@pytest.mark.parametrize("label", ["Sophie", "Victor", "Marc", "Vincent Salle", "Guy Est"])
def test_names_are_somebody(label: str) -> None:
    assert not anonymous(label)


@pytest.mark.parametrize("label", ["علي", "Юля", "李"])
def test_a_name_of_any_script_is_somebody(label: str) -> None:
    assert not anonymous(label)
    assert person_of(label, [label, "Юра"], PEOPLE) == label


@pytest.mark.parametrize("label", ["???", "😀", "(…)"])
def test_a_label_without_letters_is_nobody_unless_the_roster_says_so(label: str) -> None:
    assert anonymous(label)
    assert anonymous(label, PEOPLE)
    assert not anonymous(label, (Person(label, Role.CLIENT),))


def test_names_that_look_alike_once_folded_are_not_mixed_up() -> None:
    names = ["Zoé", "Zoe", "علي", "李", "😀", "--", "(Ana)"]
    people = tuple(Person(name, Role.CONSULTANT) for name in names)
    assert [person_of(name, names, people) for name in names] == names
    assert person_of("ZOË", ["ZOË"], people) is None
    assert given(names) == {"علي": "علي", "李": "李", "(Ana)": "(Ana)"}
    assert given(["😀 Ana", "Bo"]) == {"Ana": "😀 Ana", "Bo": "Bo"}


def test_first_names_call_one_person() -> None:
    assert given(["Sophie Martin", "Jean-Marc Roy", "Paul"]) == {"Sophie": "Sophie Martin", "Jean-Marc": "Jean-Marc Roy", "Paul": "Paul"}


def test_a_shared_first_name_calls_nobody() -> None:
    assert given(["Paul Roy", "Paul Durand", "Sophie"]) == {"Sophie": "Sophie"}
