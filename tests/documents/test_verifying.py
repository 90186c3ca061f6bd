from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from codev_voice.documents.reading import Extraction
from codev_voice.documents.scene import Scene
from codev_voice.documents.values import Action, ActionStatus, Contract, Documents, Help, Kept, Kind, Line, Note, Plan, Reserve
from codev_voice.documents.verifying import Refusal, verified
from spoken import scene

SAID = scene("""
    3 Claire: Et ta demande ?
    3 Inès: Comment garder Marc motivé après l'annonce. Des idées, et pas sur le salaire.
    3 Julien: D'accord, mais je connais Marc, donc je ne parlerai pas de lui.
    4 Fatou: Écris-lui trois lignes avant de le voir.
    4 Inès: Je vais appeler Nora demain, de toute façon.
    4 Julien: Et si tu vendais la boutique ?
    5 Inès: Je vois Marc vendredi.
    5 Julien: Et appelle donc la mairie lundi !
    5 Inès: Hm, je note. J'aimerais bien relire le contrat.
""")
ACTION = Action("Voir Marc", ActionStatus.COMMITMENT, (6,), "vendredi")


def plan(*actions: Action, kept: tuple[Kept, ...] = ()) -> Documents:
    return Documents(Contract("Inès", "Claire"), plan=Plan(kept, actions))


def noted(*notes: Note) -> Documents:
    return Documents(Contract("Inès", "Claire"), notes)


def contract(**fields: object) -> Documents:
    whole = Contract("Inès", "Claire", demand="Comment garder Marc motivé", version=1, sources=(1, 2), agreed=("Julien",))
    return Documents(replace(whole, **fields))  # type: ignore[arg-type] # a contract's fields


def reasons(proposed: Documents, where: Scene = SAID, aside: frozenset[int] = frozenset()) -> list[str]:
    return [refusal.reason for refusal in verified(proposed, where, aside).refused]


def test_what_was_said_holds_and_its_day_is_computed_again() -> None:
    held = verified(plan(replace(ACTION, due=datetime.date(1999, 1, 1))), SAID)
    assert held.refused == ()
    assert held.documents.plan.actions == (replace(ACTION, due=datetime.date(2026, 11, 20)),)


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        (replace(ACTION, sources=()), "le tour cité n'existe pas dans cette consultation"),
        (replace(ACTION, sources=(6, 99)), "le tour cité n'existe pas dans cette consultation"),
        (Action("Appeler Nora", ActionStatus.COMMITMENT, (4,), "demain"), "le tour cité est d'une autre étape"),
        (Action("Appeler la mairie", ActionStatus.COMMITMENT, (7,), "lundi"), "le client ne le dit pas"),
        (replace(ACTION, action="Convoquer Marc"), "le verbe « Convoquer » n'y est pas"),
    ],
)
def test_an_action_that_does_not_hold_is_refused(action: Action, reason: str) -> None:
    held = verified(plan(action), SAID)
    assert held.documents.plan.actions == ()
    assert held.refused == (Refusal("action", action.action, reason),)


def test_an_action_without_a_commitment_of_hers_is_refused() -> None:
    where = scene("5 Julien: Appelle la mairie.\n5 Inès: La mairie, c'est une piste intéressante.")
    assert reasons(plan(Action("Appeler la mairie", ActionStatus.COMMITMENT, (0, 1))), where) == ["aucune phrase d'elle ne l'engage"]


def test_a_wish_is_never_written_as_a_commitment() -> None:
    (action,) = verified(plan(Action("Relire le contrat", ActionStatus.COMMITMENT, (8,))), SAID).documents.plan.actions
    assert action.status is ActionStatus.INTENTION


def test_a_detail_that_does_not_hold_goes_alone() -> None:
    held = verified(plan(replace(ACTION, due_said="lundi", obstacle="la grève", first_step="voir Marc")), SAID)
    (action,) = held.documents.plan.actions
    assert (action.due_said, action.due, action.obstacle, action.first_step) == (None, None, None, "voir Marc")
    assert [refusal.part for refusal in held.refused] == ["échéance", "obstacle"]


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        (Note("Fatou", Kind.SUGGESTION, "Lui écrire trois lignes avant de le voir", (3,)), None),
        (Note("Julien", Kind.SUGGESTION, "Lui écrire trois lignes", (3,)), "une autre personne le dit"),
        (Note("Inès", Kind.IMPRESSION, "Appeler Nora", (4,)), "ce n'est pas un consultant qui parle"),
        (Note("Fatou", Kind.SUGGESTION, "Lui écrire quatre lignes", (3,)), "le nombre « quatre » n'y est pas"),
        (Note("Julien", Kind.SUGGESTION, "Vendre la boutique", (5,)), "repris par son auteur, ou hors contrat"),
        (Note("Julien", Kind.SUGGESTION, "Appeler la mairie", (7,)), "le tour cité est d'une autre étape"),
    ],
)
def test_a_note_is_its_consultants_in_the_exploration_and_not_aside(note: Note, reason: str | None) -> None:
    assert reasons(noted(note), aside=frozenset({5})) == ([reason] if reason else [])


def test_the_part_of_a_turn_that_its_author_takes_back_grounds_nothing() -> None:
    where = scene("4 Fatou: Vends la boutique. Non, oublie. Écris-lui trois lignes.")
    assert reasons(noted(Note("Fatou", Kind.SUGGESTION, "Vendre la boutique", (0,))), where) == ["le mot « Vendre » n'y est pas"]


def test_a_contract_that_was_said_holds() -> None:
    held = verified(contract(kinds=(Help.IDEAS,), out_of_scope=(Line("Le salaire", (1,)),)), SAID)
    assert held.refused == ()
    assert held.documents.contract.agreed == ("Julien",)


def test_without_a_demand_that_holds_none_was_formulated() -> None:
    held = verified(contract(demand="Comment optimiser la motivation"), SAID)
    assert (held.documents.contract.demand, held.documents.contract.version, held.documents.contract.agreed) == (None, 0, ())
    assert held.refused == (Refusal("demande", "Comment optimiser la motivation", "le verbe « optimiser » n'y est pas"),)


def test_kinds_agreements_and_limits_nobody_said_are_refused() -> None:
    proposed = contract(
        kinds=(Help.IDEAS, Help.TOOLS),
        agreed=("Julien", "Fatou"),
        reformulated_by="Samir",
        out_of_scope=(Line("Le téléphone", (1,)), Line("Lui", (2,))),
        protections=(Line("Le salaire", (6,)),),
        reserves=(Reserve("Je connais Marc", (2,), "Fatou"),),
    )
    held = verified(proposed, SAID).documents.contract
    assert (held.kinds, held.agreed, held.reformulated_by) == ((Help.IDEAS,), ("Julien",), None)
    assert (held.out_of_scope, held.protections, held.reserves) == ((), (), ())


def test_what_she_keeps_is_hers_and_said_at_the_end() -> None:
    kept = (Kept("Le contrat", (8,)), Kept("La mairie", (7,)), Kept("Nora", (4,)))
    assert verified(plan(kept=kept), SAID).documents.plan.kept == kept[:1]


def test_the_extraction_is_verified_as_any_reader_and_stands() -> None:
    plain = Extraction().read(SAID)
    assert verified(plain, SAID) == verified(verified(plain, SAID).documents, SAID)
    assert verified(plain, SAID).refused == ()
    assert [action.action for action in plain.plan.actions] == ["Voir Marc", "Relire le contrat"]
