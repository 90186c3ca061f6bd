from __future__ import annotations

import pytest

from codev_voice.documents.due_words import days_of_acts, said_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("je vais voir Marc jeudi, non, vendredi, il est pas là jeudi", "vendredi"),
        ("mes conditions, pas fin du mois : jeudi en huit", "jeudi en huit"),
        ("je le vois mardi, mardi matin", "mardi matin"),
        ("je rends le plan pour lundi", "lundi"),
        ("je le prépare pour la prochaine séance", "pour la prochaine séance"),
        ("je pose ma lettre d'ici la fin du mois", "d'ici la fin du mois"),
        ("j'appelle le garage mercredi, plutôt jeudi", "jeudi"),
        ("je lui en parle vendredi à la relève il est toujours là", "vendredi à la relève"),
        ("je l'appelle vendredi plutôt que lundi", "vendredi"),
    ],
)
def test_her_day_in_her_words(text: str, expected: str) -> None:
    assert said_of(text) == expected


@pytest.mark.parametrize("text", ["je l'appelle", "pas lundi", "je l'ai vue lundi dernier", "vendredi il est en congé"])
def test_no_day_of_hers(text: str) -> None:
    assert said_of(text) is None


def test_a_day_of_somebody_else_does_not_replace_hers() -> None:
    assert said_of("je lui écris lundi parce qu'elle part mercredi") == "lundi"
    assert said_of("je lui écris lundi, enfin elle part mercredi") == "lundi"


def test_a_day_refused_along_with_another_is_not_hers() -> None:
    assert said_of("le 15, c'est trop tôt, le 23 aussi, je dirai plus tard") is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("ce soir j'appelle la vacataire de dimanche", ["ce soir"]),
        ("je lui dis que le samedi, ils sont deux", []),
        ("je préviens l'équipe, et j'y vais jeudi", ["jeudi"]),
        ("je commence à partir de lundi", ["à partir de lundi"]),
    ],
)
def test_a_day_of_a_thing_or_of_what_she_will_tell_is_of_no_act(text: str, days: list[str]) -> None:
    assert [text[start:stop] for start, stop in days_of_acts(text)] == days
