from __future__ import annotations

from codev_voice.documents.plan import draft_plan
from codev_voice.documents.values import ActionStatus
from spoken import scene

COMMITMENT, INTENTION = ActionStatus.COMMITMENT, ActionStatus.INTENTION


def _actions(text: str) -> list[tuple[str, ActionStatus, str | None]]:
    return [(action.action, action.status, action.due_said) for action in draft_plan(scene(text)).actions]


def test_speech_without_punctuation_gives_each_act_its_person_and_its_day() -> None:
    text = (
        "5 Inès: serge je lui parle debout dans la serre après-demain euh non après-demain y a la livraison samedi avant les autres "
        "et puis hervé je le mets au courant moi-même quand il rentre"
    )
    assert _actions(text) == [
        ("Parler debout dans la serre à serge", COMMITMENT, "samedi"),
        ("Mettre hervé au courant moi-même quand il rentre", COMMITMENT, None),
    ]


def test_an_act_taken_back_and_said_again_is_one() -> None:
    text = "5 Inès: Fauvel je le vois avant Noël enfin non c'est trop tard je le chope le jeudi 10 après la réunion des lignes"
    assert _actions(text) == [("Voir Fauvel", COMMITMENT, "le jeudi 10")]


def test_only_the_action_named_is_softened() -> None:
    text = """
        5 Inès: Anouk, je la reçois lundi. La grille, je la remplis jeudi.
        5 Claire: Et Anouk ?
        5 Inès: Ce sera mardi. Et la grille, ce sera si les notes m'en laissent le loisir.
    """
    assert {action: status for action, status, _ in _actions(text)} == {"Recevoir Anouk": COMMITMENT, "Remplir la grille": INTENTION}


def test_a_day_is_moved_after_the_recap() -> None:
    text = """
        5 Inès: Je vais parler à Nadège jeudi.
        5 Claire: Je récapitule : Nadège jeudi.
        5 Inès: oui enfin jeudi il y aura trop de monde je préfère mercredi
    """
    assert _actions(text) == [("Parler à Nadège", COMMITMENT, "mercredi")]
