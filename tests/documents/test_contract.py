from __future__ import annotations

import pytest

from codev_voice.documents.contract import draft_contract
from codev_voice.documents.scene import scenes
from codev_voice.documents.values import Help, VersionStatus
from codev_voice.session.seance import Seance
from codev_voice.session.values import Stage
from documents.conversation import scene, session

WORKED = (
    ("Claire", "Bon, Inès, avec tout ça, c'est quoi ta demande ?"),
    ("Inès", "Ben… euh, je voudrais savoir comment annoncer à Marc qu'il aura pas le poste."),
    ("Julien", "Donc tu veux qu'on prépare l'entretien avec toi, le déroulé, les mots ?"),
    ("Inès", "Non, pas l'entretien, ça je sais faire. C'est plutôt comment le garder motivé, après."),
    ("Claire", "Comment garder Marc motivé après l'annonce, c'est ça ?"),
    ("Inès", "Oui, voilà."),
    ("Claire", "Et t'attends quoi, de nous ?"),
    ("Inès", "Des expériences, si vous avez vécu ça, et des idées. Mais pas sur le salaire, c'est bloqué. Donc ça reste entre nous."),
    ("Julien", "OK pour moi."),
    ("Fatou", "Je le connais, justement, donc je parlerai que de ce que j'ai vécu, moi. Mais oui, d'accord."),
    ("Claire", "Samir ?"),
    ("Julien", "Samir, t'es en muet."),
    ("Claire", "Bon, on avance."),
)


def test_the_worked_example_of_the_method() -> None:
    contract = draft_contract(scene(Stage.CONTRACT, *WORKED))

    assert contract.demand is not None
    assert contract.demand.startswith("Comment garder Marc motivé après l'annonce")
    assert contract.reformulated_by == "Claire"
    assert contract.kinds == (Help.EXPERIENCES, Help.IDEAS)
    assert set(contract.agreed) == {"Inès", "Julien", "Fatou"}
    assert [reserve.person for reserve in contract.reserves] == ["Fatou"]
    assert [line.sources for line in contract.out_of_scope] == [(3,), (7,)]
    assert contract.protections[0].text == "Ça reste entre nous"
    assert contract.version == 1
    assert {4, 5, 7, 8, 9} <= set(contract.sources)


def test_without_a_passage_through_the_contract_there_is_no_demand() -> None:
    contract = draft_contract(scene(Stage.EXPLORATION, ("Julien", "Et si tu lui écrivais ?")))
    assert (contract.demand, contract.version, contract.agreed, contract.history) == (None, 0, (), ())


def test_a_wish_of_the_account_is_shown_apart() -> None:
    heard = draft_contract(scene(Stage.ACCOUNT, ("Inès", "J'ai un adjoint. J'aimerais savoir comment lui annoncer la nouvelle.")))
    assert heard.demand is None
    assert heard.wish is not None
    assert heard.wish.sources == (0,)


def test_a_changed_demand_is_a_new_version_and_agreements_do_not_carry_over() -> None:
    said = session(
        (Stage.CONTRACT, "Claire", "Ta question ?"),
        (Stage.CONTRACT, "Inès", "Ma question, c'est comment refuser ce projet sans froisser la direction."),
        (Stage.CONTRACT, "Fatou", "D'accord, avec une réserve : je connais ton directeur, je ne parlerai pas de lui."),
        (Stage.CONTRACT, "Julien", "Oui."),
        (Stage.EXPLORATION, "Julien", "Écris-lui une lettre."),
        (Stage.CONTRACT, "Inès", "Ce n'est plus ma question. Ce serait plutôt : à quelles conditions je l'accepte ?"),
        (Stage.CONTRACT, "Claire", "Et vous attendez quoi, de nous ?"),
        (Stage.CONTRACT, "Inès", "Vos réactions, et des questions, plutôt que des solutions."),
        (Stage.CONTRACT, "Julien", "Ça me va."),
    )
    contract = draft_contract(scenes(said, Seance())[0])
    assert contract.version == 2
    assert [version.status for version in contract.history] == [VersionStatus.REPLACED, VersionStatus.AGREED]
    assert contract.demand == "À quelles conditions je l'accepte"
    assert contract.kinds == (Help.REACTIONS, Help.QUESTIONS)
    assert contract.agreed == ("Julien",)
    assert [reserve.person for reserve in contract.reserves] == ["Fatou"]


def test_a_return_that_confirms_the_demand_keeps_the_version() -> None:
    said = session(
        (Stage.CONTRACT, "Inès", "Comment annoncer la nouvelle à mon équipe."),
        (Stage.CONTRACT, "Julien", "Oui."),
        (Stage.EXPLORATION, "Julien", "Écris-leur."),
        (Stage.CONTRACT, "Claire", "Tout le monde est d'accord ?"),
        (Stage.CONTRACT, "Samir", "Oui, d'accord."),
    )
    contract = draft_contract(scenes(said, Seance())[0])
    assert contract.version == 1
    assert set(contract.agreed) == {"Julien", "Samir"}


def test_a_raised_hand_said_aloud_is_an_agreement() -> None:
    heard = draft_contract(
        scene(
            Stage.CONTRACT,
            ("Inès", "Comment annoncer la nouvelle à mon équipe."),
            ("Claire", "Je vois Samir qui lève le pouce."),
        )
    )
    assert heard.agreed == ("Samir",)


def test_nobody_heard_is_a_proposal() -> None:
    heard = draft_contract(scene(Stage.CONTRACT, ("Inès", "Comment annoncer la nouvelle à mon équipe.")))
    assert heard.history[-1].status is VersionStatus.PROPOSED
    assert heard.agreed == ()


@pytest.mark.parametrize("seen", ["Elle a levé le pouce, Fatou, son micro marche pas.", "Fatou fait oui de la tête."])
def test_a_raised_hand_may_be_said_by_anybody(seen: str) -> None:
    contract = draft_contract(scene(Stage.CONTRACT, ("Inès", "Je voudrais savoir comment lui dire."), ("Julien", seen)))
    assert contract.agreed == ("Fatou",)


@pytest.mark.parametrize("seen", ["Fatou a pas levé la main.", "Fatou lève la main ?", "Fatou et Samir lèvent le pouce."])
def test_a_hand_not_raised_or_of_nobody_alone_is_no_agreement(seen: str) -> None:
    contract = draft_contract(scene(Stage.CONTRACT, ("Inès", "Je voudrais savoir comment lui dire."), ("Julien", seen)))
    assert contract.agreed == ()


def test_a_reserve_stands_though_the_demand_is_worded_anew_after_it() -> None:
    contract = draft_contract(
        scene(
            Stage.CONTRACT,
            ("Inès", "Je voudrais savoir comment lui dire."),
            ("Julien", "Oui, mais le juridique, j'y connais rien, je vous préviens."),
            ("Inès", "Ma question, c'est plutôt comment le garder motivé."),
        )
    )
    assert contract.demand == "Comment le garder motivé"
    assert [reserve.person for reserve in contract.reserves] == ["Julien"]


def test_a_return_that_turns_the_demand_round_is_a_new_version() -> None:
    said = session(
        (Stage.CONTRACT, "Inès", "Ma question, c'est comment garder Marc dans l'équipe."),
        (Stage.CONTRACT, "Julien", "Oui."),
        (Stage.EXPLORATION, "Julien", "Dis-lui."),
        (Stage.CONTRACT, "Inès", "En fait, ma question, c'est comment ne pas garder Marc dans l'équipe."),
    )
    contract = draft_contract(scenes(said, Seance())[0])
    assert (contract.demand, contract.version, contract.agreed) == ("Comment ne pas garder Marc dans l'équipe", 2, ())


def test_every_limit_of_one_person_is_kept_and_none_twice() -> None:
    contract = draft_contract(
        scene(
            Stage.CONTRACT,
            ("Claire", "C'est quoi, ta demande ?"),
            ("Inès", "Je voudrais savoir comment garder Marc motivé."),
            ("Fatou", "Je connais le directeur, je ne parlerai pas de lui."),
            ("Claire", "D'accord."),
            ("Fatou", "Et je ne pourrai pas vous aider sur le juridique."),
            ("Fatou", "Je ne parlerai pas du directeur, que je connais."),
        )
    )
    (limits,) = contract.reserves
    assert (limits.person, limits.sources) == ("Fatou", (2, 4))
    assert limits.text == "Je connais le directeur, je ne parlerai pas de lui. Je ne pourrai pas vous aider sur le juridique"
