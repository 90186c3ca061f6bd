from __future__ import annotations

from codev_voice.documents.notes import draft_notes
from codev_voice.documents.values import Kind
from codev_voice.session.values import Stage
from documents.conversation import scene


def test_consultants_ideas_in_the_order_of_speech_with_their_turns() -> None:
    heard = draft_notes(
        scene(
            Stage.EXPLORATION,
            ("Julien", "Écris-lui trois lignes avant de le voir."),
            ("Inès", "Ah oui, ça j'aime."),
            ("Fatou", "Moi ça me serre le ventre, ton histoire."),
            ("Claire", "Il reste dix minutes, on continue."),
            ("Samir", "Qu'est-ce que tu protèges en ne disant rien ?"),
        )
    )
    assert [(note.person, note.kind, note.sources) for note in heard.notes] == [
        ("Julien", Kind.SUGGESTION, (0,)),
        ("Fatou", Kind.FEELING, (2,)),
        ("Samir", Kind.QUESTION, (4,)),
    ]
    assert heard.notes[0].text == "Lui écrire trois lignes avant de le voir"
    assert heard.notes[2].text == "Qu'est-ce que tu protèges en ne disant rien ?"


def test_what_is_withdrawn_or_ruled_out_is_left_out_and_counted() -> None:
    heard = draft_notes(
        scene(
            Stage.EXPLORATION,
            ("Julien", "Tu pourrais demander à Driss de l'annoncer. Non, oubliez, je retire."),
            ("Fatou", "Tu devrais faire sauter cette décision."),
            ("Claire", "Fatou, ça on a dit non, c'est hors contrat."),
        )
    )
    assert heard.notes == ()
    assert heard.left_out == 2


def test_only_the_exploration_is_noted() -> None:
    assert draft_notes(scene(Stage.CLARIFICATION, ("Julien", "Écris-lui trois lignes avant de le voir."))).notes == ()
