"""Whole passages through the contract, by the rules of the method."""

from __future__ import annotations

from codev_voice.documents.contract import draft_contract
from codev_voice.documents.values import Contract, Help, VersionStatus
from codev_voice.documents.wording import alike
from codev_voice.session.seance import Seance
from spoken import VOUS, scene

LIMITS = "Mais pas sur le salaire, c'est bloqué. Et Marc connaît Fatou, donc… ça reste entre nous."
CORRECTED = f"""
    3 Claire: Bon, Inès, avec tout ça, c'est quoi ta demande ?
    3 Inès: Ben… euh, je voudrais savoir comment annoncer à Marc qu'il aura pas le poste.
    3 Julien: Donc tu veux qu'on prépare l'entretien avec toi, le déroulé, les mots ?
    3 Inès: Non, pas l'entretien, ça je sais faire. C'est plutôt comment le garder motivé, après.
    3 Claire: Comment garder Marc motivé après l'annonce, c'est ça ?
    3 Inès: Oui, voilà.
    3 Claire: Et t'attends quoi, de nous ?
    3 Inès: Des expériences, si vous avez vécu ça, et des idées. {LIMITS}
    3 Julien: OK pour moi.
    3 Fatou: Je le connais, justement, donc je parlerai que de ce que j'ai vécu, moi. Mais oui, d'accord.
    3 Claire: Samir ?
    3 Julien: Samir, t'es en muet.
    4 Claire: Bon, on avance. Allez, lâchez-vous.
"""
FIRST = """
    3 Sylvie: Ma question, c'est : comment refuser ce projet sans froisser la direction.
    3 Luc: Refuser sans froisser. Vous pouvez travailler là-dessus ?
    3 Denis: Oui.
    3 Aline: D'accord, avec une réserve : je connais votre directeur, je ne parlerai pas de lui.
"""
PAUSE = "4 Denis: Je passe.\n"
NO_MORE = "ce n'est plus ma question. J'ai envie de l'accepter, en fait. Ce serait plutôt : à quelles conditions je l'accepte ?"
RETURN = f"""
    3 Sylvie: Excusez-moi, je vous arrête… en vous écoutant, {NO_MORE}
    3 Luc: Alors on refait le contrat. À quelles conditions accepter. Et vous attendez quoi ?
    3 Sylvie: Vos réactions, et des questions, plutôt que des solutions. Et le calendrier, on laisse, s'il vous plaît.
    3 Denis: Ça me va.
    3 Luc: Aline ?
    3 Aline: Volontiers.
"""


def _lines(contract: Contract) -> tuple[str, str]:
    return " / ".join(line.text for line in contract.out_of_scope), " / ".join(line.text for line in contract.protections)


def test_a_corrected_reformulation_and_an_agreement_not_heard() -> None:
    contract = draft_contract(scene(CORRECTED, first=41))
    excluded, protected = _lines(contract)
    assert contract.demand == "Comment garder Marc motivé après l'annonce"
    assert contract.kinds == (Help.EXPERIENCES, Help.IDEAS)
    assert excluded == "L'entretien / Le salaire"
    assert protected == "Marc connaît Fatou, donc ça reste entre nous"
    assert [reserve.person for reserve in contract.reserves] == ["Fatou"]
    assert "je parlerai que de ce que j'ai vécu" in contract.reserves[0].text
    assert contract.reformulated_by == "Claire"
    assert contract.agreed == ("Inès", "Julien", "Fatou")
    assert contract.version == 1
    assert [version.status for version in contract.history] == [VersionStatus.AGREED]
    assert contract.sources == (44, 45, 46, 48, 49, 50)


def test_a_demand_that_changes_in_the_middle() -> None:
    contract = draft_contract(scene(FIRST + PAUSE * 28 + RETURN, roles=VOUS, first=88))
    excluded, protected = _lines(contract)
    assert contract.demand is not None
    assert alike(contract.demand, "À quelles conditions j'accepte le projet ?", 0.5)
    assert contract.kinds == (Help.REACTIONS, Help.QUESTIONS)
    assert "solutions" in excluded.lower()
    assert "calendrier" in excluded
    assert protected == ""
    assert [(reserve.person, reserve.sources) for reserve in contract.reserves] == [("Aline", (91,))]
    assert contract.reformulated_by is None
    assert contract.agreed == ("Denis", "Aline")
    assert [(each.version, each.status) for each in contract.history] == [(1, VersionStatus.REPLACED), (2, VersionStatus.AGREED)]
    assert contract.history[0].demand == "Comment refuser ce projet sans froisser la direction"
    assert contract.sources == (91, 120, 122, 123, 125)


def test_a_return_that_confirms_is_no_new_version() -> None:
    again = """
    3 Luc: On garde la même question, comment refuser ce projet sans froisser la direction ?
    3 Sylvie: Oui, comment refuser ce projet sans froisser la direction. Et le budget, on laisse.
    3 Denis: D'accord.
    """
    contract = draft_contract(scene(FIRST + PAUSE + again, roles=VOUS))
    assert contract.version == 1
    assert [version.status for version in contract.history] == [VersionStatus.AGREED]


def test_a_return_without_a_demand_only_adds() -> None:
    contract = draft_contract(scene(FIRST + PAUSE + "3 Sylvie: Et ça reste entre nous, ce nom-là.", roles=VOUS))
    assert contract.version == 1
    assert "reste entre nous" in _lines(contract)[1]


def test_agreements_do_not_carry_over_to_a_new_version_and_reserves_do() -> None:
    contract = draft_contract(scene(FIRST + PAUSE + RETURN.split("3 Denis", maxsplit=1)[0], roles=VOUS))
    assert contract.version == 2
    assert contract.agreed == ()
    assert contract.history[-1].status is VersionStatus.PROPOSED
    assert [reserve.person for reserve in contract.reserves] == ["Aline"]


def test_without_a_demand_there_is_no_contract_but_what_she_hoped_for() -> None:
    contract = draft_contract(
        scene("""
            1 Inès: Mon adjoint part. Je voudrais ne plus porter l'équipe toute seule.
            1 Claire: Merci.
            2 Julien: Depuis quand ?
            4 Julien: Écris-lui une lettre.
        """)
    )
    assert (contract.demand, contract.agreed, contract.history, contract.version) == (None, (), (), 0)
    assert contract.wish is not None
    assert contract.wish.sources == (0,)
    assert "ne plus porter l'équipe toute seule" in contract.wish.text


def test_nobody_is_heard_to_hope() -> None:
    assert draft_contract(scene("1 Inès: Mon adjoint part.\n3 Claire: Bon, on avance.\n3 Julien: Oui.")).wish is None


def test_a_raised_hand_said_aloud_is_an_agreement_and_the_facilitators_word_for_all_is_not() -> None:
    contract = draft_contract(
        scene("""
            3 Inès: Comment garder Marc motivé après l'annonce ?
            3 Claire: Je vois Samir qui lève le pouce.
            3 Claire: Bon, tout le monde est d'accord.
        """)
    )
    assert contract.agreed == ("Samir",)


def test_a_reserve_without_agreement() -> None:
    contract = draft_contract(
        scene("3 Inès: Comment garder Marc motivé après l'annonce ?\n3 Julien: Non, je le sens pas, je suis trop proche de Marc.")
    )
    assert contract.agreed == ()
    assert [reserve.person for reserve in contract.reserves] == ["Julien"]


def test_help_offered_by_another_counts_when_she_accepts_it() -> None:
    contract = draft_contract(
        scene("""
            3 Inès: Comment garder Marc motivé après l'annonce ?
            3 Claire: Tu veux plutôt des expériences ?
            3 Inès: Oui, volontiers.
            3 Claire: Ça te va comme ça ?
            3 Inès: Oui.
        """)
    )
    assert contract.kinds == (Help.EXPERIENCES,)
    assert "Inès" in contract.agreed


def test_nothing_is_inferred_from_what_is_given_afterwards() -> None:
    contract = draft_contract(scene("3 Inès: Comment garder Marc motivé après l'annonce ?\n4 Julien: Écris-lui.\n4 Fatou: J'ai vécu ça."))
    assert (contract.kinds, contract.protections, contract.out_of_scope) == ((), (), ())


def test_the_subject_is_the_one_of_the_session_file() -> None:
    assert draft_contract(scene("1 Inès: Voilà.", seance=Seance(subject="une annonce délicate"))).subject == "une annonce délicate"


def test_what_is_set_aside_then_opened_leaves_the_next_wording() -> None:
    again = """
    3 Luc: On change de question : comment dire oui en gardant mes soirées ?
    3 Sylvie: Voilà, comment dire oui en gardant mes soirées. {}
    3 Denis: D'accord.
    """
    first = FIRST + PAUSE + "3 Sylvie: Et le salaire, on n'en parle pas."
    kept, opened = (
        _lines(draft_contract(scene(first + PAUSE + again.format(said), roles=VOUS)))[0]
        for said in ("", "Le salaire, finalement, vous pouvez en parler.")
    )
    assert "salaire" in kept.lower()
    assert "salaire" not in opened.lower()
