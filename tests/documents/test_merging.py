from __future__ import annotations

import datetime
from dataclasses import replace

from codev_voice.documents.merging import better, merged
from codev_voice.documents.values import Action, ActionStatus, Contract, Documents, Kept, Kind, Line, Note, Plan, Version, VersionStatus

SEE = Action("Voir Marc avec ma liste", ActionStatus.COMMITMENT, (6,))
NOTE = Note("Fatou", Kind.SUGGESTION, "Écris-lui, enfin, trois lignes", (3,))
ASKED = Note("Fatou", Kind.QUESTION, "Qu'est-ce que tu protèges ?", (4,))


def documents(contract: Contract | None = None, notes: tuple[Note, ...] = (), plan: Plan | None = None) -> Documents:
    return Documents(contract or Contract("Inès", "Claire"), notes, plan or Plan())


def contract(demand: str | None, *sources: int) -> Contract:
    history = (Version(1, demand, VersionStatus.AGREED),) if demand else ()
    return Contract("Inès", "Claire", demand=demand, sources=sources, history=history, version=len(history))


def test_a_wording_is_better_when_it_keeps_nearly_all_that_was_said() -> None:
    assert (
        better("Écris-lui, enfin, trois lignes", "Lui écrire trois lignes : écris-lui enfin") == "Lui écrire trois lignes : écris-lui enfin"
    )
    assert better("Écris trois lignes avant vendredi", "Écrire vendredi") == "Écris trois lignes avant vendredi"


def test_nothing_proposed_changes_nothing() -> None:
    plain = documents(contract("Comment garder Marc", 1), (NOTE,), Plan((), (SEE,)))
    assert merged(plain, documents()) == plain


def test_an_item_keeps_its_class_and_takes_a_faithful_wording() -> None:
    other = replace(NOTE, kind=Kind.IMAGE, text="Écris-lui enfin trois lignes")
    (note,) = merged(documents(notes=(NOTE,)), documents(notes=(other,))).notes
    assert (note.kind, note.text) == (Kind.SUGGESTION, "Écris-lui enfin trois lignes")


def test_a_question_stays_word_for_word() -> None:
    other = replace(ASKED, text="Qu'est-ce que tu protèges, au juste ?")
    assert merged(documents(notes=(ASKED,)), documents(notes=(other,))).notes == (ASKED,)


def test_an_item_the_extraction_missed_is_added_in_the_order_of_speech() -> None:
    assert merged(documents(notes=(ASKED,)), documents(notes=(NOTE,))).notes == (NOTE, ASKED)


def test_missing_details_and_days_are_filled_and_the_others_stay() -> None:
    plain = replace(SEE, obstacle="le temps")
    given = replace(SEE, sources=(6, 8), obstacle="la grève", first_step="relire", due_said="vendredi", due=datetime.date(2026, 11, 20))
    (action,) = merged(documents(plan=Plan((), (plain,))), documents(plan=Plan((), (given,)))).plan.actions
    assert action == replace(given, obstacle="le temps")


def test_what_she_dropped_is_not_brought_back() -> None:
    dropped = (Kept("Voir Marc", (6, 9)),)
    assert merged(documents(plan=Plan(dropped=dropped)), documents(plan=Plan((), (SEE,)))).plan.actions == ()


def test_a_demand_is_reworded_in_its_last_version_and_limits_are_added() -> None:
    other = replace(contract("Comment je garde Marc motivé", 1), out_of_scope=(Line("le salaire", (2,)),))
    one = merged(documents(contract("Comment garder Marc motivé, comment", 1)), documents(other)).contract
    assert (one.demand, one.history[-1].demand) == ("Comment garder Marc motivé, comment", "Comment garder Marc motivé, comment")
    other = replace(other, demand="Comment garder Marc motivé")
    one = merged(documents(contract("Comment garder Marc motivé, comment", 1)), documents(other)).contract
    assert (one.demand, one.history[-1].demand) == ("Comment garder Marc motivé", "Comment garder Marc motivé")
    assert one.out_of_scope == (Line("le salaire", (2,)),)


def test_a_demand_that_only_the_other_heard_is_taken() -> None:
    one = merged(documents(contract(None)), documents(contract("Comment garder Marc", 1))).contract
    assert (one.demand, one.version, one.sources) == ("Comment garder Marc", 1, (1,))
