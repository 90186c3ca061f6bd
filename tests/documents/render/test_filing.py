from __future__ import annotations

from dataclasses import replace

from codev_voice.documents.render.filing import dates_stem, folder_for, folder_of, plans_of, sheet_stem, whole_stem
from codev_voice.documents.sheet import Audience
from documents.render.written import CONTRACT, NOTES, PLAN, approved


def test_names_sort_and_say_what_the_file_is() -> None:
    assert sheet_stem(approved(PLAN)) == "2026-11-17 codev - plan d'action - Inès"
    assert sheet_stem(approved(replace(NOTES, date=None))) == "codev - notes de l'exploration - Inès"
    assert dates_stem([approved(PLAN)]) == "2026-11-17 codev - dates - Inès"
    assert whole_stem([approved(PLAN), approved(CONTRACT)]) == "2026-11-17 codev - documents - Inès"


def test_a_proposition_says_so_in_its_name() -> None:
    assert sheet_stem(PLAN) == "2026-11-17 codev - plan d'action - Inès (proposition)"
    assert whole_stem([approved(PLAN), CONTRACT]).endswith("(proposition)")


def test_a_client_who_came_twice_has_two_files() -> None:
    both = [approved(PLAN), approved(replace(PLAN, consultation=1))]
    assert [sheet_stem(one, both)[-6:] for one in both] == ["Inès 1", "Inès 2"]


def test_what_file_systems_refuse_is_not_in_a_name() -> None:
    stem = sheet_stem(approved(replace(PLAN, client="Anne: <B/C>?\n" + "é" * 300)))
    assert not set(stem) & set('<>:"/\\|?*\n')
    assert len(stem.encode()) <= 120
    assert folder_of("Zoé ...") == "pour Zoé"
    assert folder_of(None) == "pour la personne cliente"


def test_each_reader_has_a_folder() -> None:
    assert [folder_for(one, "Inès") for one in Audience] == ["pour Inès", "pour l'animation", "pour le groupe"]


def test_plans_are_told_from_other_documents() -> None:
    assert plans_of([CONTRACT, PLAN, NOTES]) == (PLAN,)
