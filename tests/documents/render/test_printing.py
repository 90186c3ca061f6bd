from __future__ import annotations

from dataclasses import replace

import pytest

from codev_voice.documents.render.printed import Look, Printed
from codev_voice.documents.render.printing import clean, printed, when_in_clear
from codev_voice.documents.sheet import Audience, Details, Document, Entry, Mark, Origin, Part, Sheet, Status
from documents.render.written import AROUND, CONTRACT, NOTES, PLAN, TUESDAY, approved


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2019", "'")


def _heading(made: Printed, title: str) -> list[str]:
    return [_plain(item.text) for heading in made.headings if _plain(heading.title) == title for item in heading.items]


def test_the_plan_holds_commitments_apart_from_intentions() -> None:
    made = printed(PLAN, AROUND)
    assert _heading(made, "Ce que je fais") == ["Voir Marc", "Écrire à la direction"]
    assert _heading(made, "Ce que j'aimerais peut-être faire") == ["Mettre en place un tutorat"]
    assert _heading(made, "Ce que je laisse") == ["la prime"]


def test_an_action_says_its_day_in_clear_and_what_was_said_of_it() -> None:
    action = printed(PLAN, AROUND).headings[1].items[0]
    assert _plain(action.when) == "vendredi 20 novembre 2026 (« vendredi »)"
    assert [name for name, _ in action.facts] == ["Premier pas", "Je verrai que ça avance à", "Appui", "Ce qui peut gêner"]


def test_a_day_that_is_not_certain_is_left_to_her() -> None:
    assert when_in_clear(Details("Bientôt")) == "date à préciser (« bientôt »)"
    assert when_in_clear(Details(due=TUESDAY)) == "mardi 17 novembre 2026"


@pytest.mark.parametrize(
    ("sheet", "said"),
    [(PLAN, "Aucun engagement formulé."), (NOTES, "Aucune contribution entendue."), (CONTRACT, "Contrat non formulé")],
    ids=["plan", "notes", "contract"],
)
def test_an_empty_document_says_so(sheet: Sheet, said: str) -> None:
    (heading,) = printed(replace(sheet, entries=()), AROUND).headings
    assert _plain(heading.empty).startswith(said)


def test_only_what_is_approved_bears_no_banner() -> None:
    assert _plain(printed(PLAN, AROUND).banner) == "Proposition : brouillon à relire par Inès"
    assert printed(replace(PLAN, status=Status.APPROVED), AROUND).banner, "no approval stands behind it"
    assert printed(replace(approved(PLAN), status=Status.PARTLY), AROUND).banner
    assert not printed(approved(PLAN), AROUND).banner


def test_the_last_lines_say_who_approved_and_who_agreed_to_be_heard() -> None:
    sheet = approved(PLAN)
    state, heard = map(_plain, printed(sheet, AROUND).last)
    assert state == f"Approuvé par Inès le mardi 17 novembre 2026 à 18 h 42 · version 1 · empreinte {sheet.digest[:12]}"
    told = "Inès oui à 14 h 02, Julien oui à 14 h 03 (mardi 17 novembre 2026)"
    assert heard == f"Accords à l'écoute : {told} ; texte lu : 2026-11-a1b2c3d4."


def test_no_text_is_said_to_be_read_when_the_facilitator_alone_answered_afterwards() -> None:
    around = replace(AROUND, agreed=tuple(replace(one, text="import-ae12d6ff") for one in AROUND.agreed))
    assert _plain(printed(approved(PLAN), around).last[1]).endswith("(mardi 17 novembre 2026).")


def test_what_waits_for_her_approval_is_marked_line_by_line() -> None:
    whole = approved(PLAN)
    added = Entry("x", Part.KEPT, "une autre chose", origin=Origin.FACILITATOR)
    partly = replace(whole, entries=(*whole.entries, added), status=Status.PARTLY)
    tags = {_plain(item.text): item.tags for heading in printed(partly, AROUND).headings for item in heading.items}
    assert tags["une autre chose"] == ("proposition", "ajouté après la séance")
    assert not tags["la prime"]


def test_her_marks_are_for_her_alone() -> None:
    marked = replace(NOTES, entries=tuple(replace(entry, mark=Mark.KEEP) for entry in NOTES.entries))
    assert "☑ je garde" in printed(marked, AROUND).headings[0].items[0].tags
    assert not printed(marked, replace(AROUND, audience=Audience.GROUP)).headings[0].items[0].tags


def test_notes_say_their_class_their_person_and_what_was_left_out() -> None:
    made = printed(NOTES, AROUND, demand="Comment garder Marc motivé")
    (heading,) = made.headings
    assert (heading.items[0].lead, heading.items[0].by) == ("idée", "Julien")
    assert _plain(heading.items[1].text) == "« De qui c'est le problème ? »"
    assert _plain(made.intro[0]) == "Ma demande : « Comment garder Marc motivé »"
    assert len(made.remarks) == 2


def test_the_contract_follows_the_order_of_its_template() -> None:
    titles = [heading.title for heading in printed(CONTRACT, AROUND).headings]
    assert titles == ["Sujet", "Ma demande", "Ce que j’attends du groupe", "Réserves", "Accords entendus", "Versions"]
    assert printed(CONTRACT, AROUND).headings[1].look is Look.QUOTE


def test_every_part_has_its_heading() -> None:
    for part in Part:
        sheet = replace(PLAN, document=part.document, entries=(Entry("x", part, "des mots à lire"),))
        found = [item.text for heading in printed(sheet, AROUND).headings for item in heading.items]
        assert any("des mots à lire" in text for text in found), part
    assert {part.document for part in Part} == set(Document)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("a\r\nb\u2028c", "a\nb\nc"), ("\x00a\x1b\x7f\x85b", "a\nb"), ("a\u202eb", "ab"), ("a\ud800\ufffeb", "ab"), (" a \n\n b ", "a\nb")],
)
def test_what_no_file_may_hold_goes(typed: str, kept: str) -> None:
    assert clean(typed) == kept
