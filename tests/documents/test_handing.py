from __future__ import annotations

from dataclasses import replace

import pytest

from codev_voice.documents.handing import barred, handed
from codev_voice.documents.sheet import Approval, Audience, Sheet, Status
from documents.render.written import APPROVED_AT, NOTES, PLAN, approved

SHARED = replace(approved(PLAN), audience=Audience.GROUP)
REFUSED = Sheet(0, PLAN.document, client="Inès", status=Status.REFUSED)


def test_before_approval_only_the_client_and_the_facilitator_are_handed_anything() -> None:
    assert handed([PLAN], Audience.CLIENT).sheets == (PLAN,)
    assert handed([PLAN], Audience.FACILITATOR).sheets == (PLAN,)
    told = handed([replace(PLAN, audience=Audience.GROUP)], Audience.GROUP)
    assert told.sheets == ()
    assert told.missing == ("Le plan d'action d'Inès n'est pas encore approuvé, et rien ne va au groupe avant",)


@pytest.mark.parametrize(
    ("audience", "reader", "given"),
    [
        (Audience.CLIENT, Audience.FACILITATOR, False),
        (Audience.CLIENT, Audience.GROUP, False),
        (Audience.FACILITATOR, Audience.FACILITATOR, True),
        (Audience.FACILITATOR, Audience.GROUP, False),
        (Audience.GROUP, Audience.FACILITATOR, True),
        (Audience.GROUP, Audience.GROUP, True),
    ],
)
def test_what_is_approved_goes_as_far_as_she_shared_it(audience: Audience, reader: Audience, given: bool) -> None:  # noqa: FBT001 - a column
    found = handed([replace(approved(PLAN), audience=audience)], reader)
    assert bool(found.sheets) is given
    assert bool(found.missing) is not given


def test_the_group_is_handed_what_was_approved_and_not_what_was_written_since() -> None:
    later = replace(SHARED, entries=(*PLAN.entries, replace(PLAN.entries[0], id="x", text="un secret")), status=Status.PARTLY, version=2)
    (sheet,) = handed([later], Audience.GROUP).sheets
    assert sheet.entries == PLAN.entries
    assert (sheet.version, sheet.status) == (1, Status.APPROVED)


def test_the_group_is_handed_the_approved_lines_alone() -> None:
    some = Approval("Inès", APPROVED_AT, 1, "ab" * 32, PLAN.entries[:2], whole=False)
    (sheet,) = handed([replace(PLAN, approval=some, audience=Audience.GROUP, status=Status.PARTLY)], Audience.GROUP).sheets
    assert sheet.entries == PLAN.entries[:2]


def test_what_she_kept_to_herself_stays_so_when_she_corrects_it() -> None:
    corrected = replace(approved(PLAN), version=2, status=Status.PARTLY)
    assert handed([corrected], Audience.FACILITATOR).sheets == ()


def test_what_is_taken_back_is_taken_from_those_who_had_it() -> None:
    kept, told = (replace(SHARED, audience=audience) for audience in (Audience.CLIENT, Audience.FACILITATOR))
    assert barred([SHARED], [kept]) == {Audience.GROUP, Audience.FACILITATOR}
    assert barred([SHARED], [told]) == {Audience.GROUP}
    assert barred([kept, approved(NOTES)], [SHARED, approved(NOTES)]) == set()
    assert barred([SHARED], [REFUSED]) == set(Audience)


def test_nothing_is_left_of_what_was_refused() -> None:
    for reader in Audience:
        assert handed([REFUSED], reader).sheets == ()
    assert handed([REFUSED], Audience.CLIENT).missing == ("Le plan d'action d'Inès a été refusé, et il n'en reste rien",)


def test_each_refusal_is_good_french() -> None:
    assert handed([approved(NOTES)], Audience.GROUP).missing == (
        "Les notes de l'exploration d'Inès ne sont pas partagées avec le groupe, et Inès seul·e peut en décider",
    )
