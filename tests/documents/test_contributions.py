from __future__ import annotations

import pytest

from codev_voice.documents.contributions import Idea, ideas_of, ruled_out
from codev_voice.documents.values import Kind

EXAMPLES = {
    Kind.SUGGESTION: (
        "Écris-lui trois lignes avant de le voir.",
        "Et si tu laissais l'équipe choisir ?",
        "Moi, je commencerais par le plus petit des deux sites.",
    ),
    Kind.EXPERIENCE: (
        "J'ai eu un adjoint comme ça, il m'a fallu un an pour lui dire.",
        "Quand j'ai refusé un poste, j'ai eu honte deux semaines.",
        "Nous, à l'hôpital, on a raté la fusion faute de se parler.",
    ),
    Kind.FEELING: (
        "Moi ça me serre le ventre, ton histoire.",
        "Je me sens en colère pour toi.",
        "En t'écoutant, j'ai été soulagée qu'il s'en aille.",
    ),
    Kind.IMPRESSION: ("J'ai l'impression que tu portes tout seul.", "Pour moi, il teste les limites."),
    Kind.QUESTION: (
        "Qu'est-ce que tu protèges en ne disant rien ?",
        "De qui c'est le problème, au fond ?",
        "Et si tu n'avais rien à prouver ?",
    ),
    Kind.VIEW: (
        "Je le verrais à l'envers : il te fait confiance, c'est pour ça qu'il râle.",
        "Ce n'est pas un conflit, c'est une passation mal faite.",
        "Vu du client final, votre dispute n'existe pas.",
    ),
    Kind.IMAGE: ("On dirait un chantier où personne a les plans.",),
    Kind.RESOURCE: ("Il y a *Les mots sont des fenêtres*, de Rosenberg.",),
    Kind.KNOWLEDGE: ("En Suisse, le certificat de travail se demande en tout temps.",),
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in EXAMPLES.items() for text in texts])
def test_the_nine_classes(kind: Kind, text: str) -> None:
    assert [idea.kind for idea in ideas_of(text).ideas] == [kind]


def test_a_question_is_kept_word_for_word() -> None:
    assert ideas_of("De qui c'est le problème, au fond ?").ideas == (Idea(Kind.QUESTION, "De qui c'est le problème, au fond ?"),)


def test_what_opens_a_question_is_part_of_it() -> None:
    assert ideas_of("Et si tu n'avais rien à prouver ?").ideas == (Idea(Kind.QUESTION, "Et si tu n'avais rien à prouver ?"),)


def test_an_order_is_written_in_the_infinitive() -> None:
    assert ideas_of("Écris-lui trois lignes avant de le voir.").ideas == (
        Idea(Kind.SUGGESTION, "Lui écrire trois lignes avant de le voir"),
    )


def test_experience_ended_by_a_proposal_gives_two_items() -> None:
    heard = ideas_of("J'ai eu un adjoint comme ça, il m'a fallu un an pour lui dire. Écris-lui trois lignes avant de le voir.")
    assert [idea.kind for idea in heard.ideas] == [Kind.EXPERIENCE, Kind.SUGGESTION]


def test_two_questions_are_two_items() -> None:
    assert len(ideas_of("Qu'est-ce que tu protèges ? De qui c'est le problème, au fond ?").ideas) == 2


@pytest.mark.parametrize("text", ["Tu pourrais vendre la boîte. Non, oubliez.", "Envoie-lui un gâteau. Je rigole."])
def test_what_its_author_takes_back_is_left_out_and_counted(text: str) -> None:
    heard = ideas_of(text)
    assert heard.ideas == ()
    assert heard.withdrawn == 1


@pytest.mark.parametrize("text", ["Je rejoins Paul.", "Merci, c'est tout pour moi.", "Voilà.", ""])
def test_agreement_and_process_are_no_ideas(text: str) -> None:
    assert ideas_of(text).ideas == ()
    assert ideas_of(text).withdrawn == 0


def test_what_is_added_to_an_agreement_is_noted() -> None:
    found = ideas_of("Je rejoins Paul, et j'ajoute : écris-lui trois lignes avant de le voir.").ideas
    assert [idea.text for idea in found] == ["Lui écrire trois lignes avant de le voir"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Là, c'est hors contrat.", True),
        ("On avait dit qu'on ne parlait pas du salaire.", True),
        ("Ah oui, ça j'aime.", False),
        ("Merci.", False),
    ],
)
def test_the_contract_rules_out(text: str, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    assert ruled_out(text) is expected


def test_an_idea_goes_on_over_two_sentences_of_one_class() -> None:
    (idea,) = ideas_of("J'ai eu un adjoint comme ça. Quand j'ai refusé son poste, j'ai eu honte deux semaines.").ideas
    assert idea.kind is Kind.EXPERIENCE
    assert idea.text.startswith("J'ai eu un adjoint comme ça. ")
    assert idea.text.endswith("j'ai eu honte deux semaines")
