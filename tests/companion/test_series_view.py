from __future__ import annotations

import json
from pathlib import Path

from codev_voice.companion.series import groups, places, series
from codev_voice.companion.series_view import groups_json, groups_table, series_json, table_of
from codev_voice.session.disk import write_private
from companion.group_sessions import GROUP, SECRET, approve, held

EVIL = "Nom | \x1b[31mrouge\x1b[0m <b>gras</b>"


def _table(group: str = GROUP) -> str:
    return table_of(group, series(places(), group).steps)


def test_a_table_says_when_who_and_how_far(tmp_path: Path) -> None:
    approve(held(tmp_path / "a", "2026-03-12", "Karim", next_date="2026-04-09"))
    held(tmp_path / "b", "2026-04-09", "Inès", "Fatou", next_date="2026-05-07")
    assert _table().splitlines() == [
        "Groupe Codev du mardi : 2 séances",
        "",
        "| Date               | Séance   | Client·e | Contrat  | Notes    | Plan     |",
        "|--------------------|----------|----------|----------|----------|----------|",
        "| jeudi 12 mars 2026 | Séance a | Karim    | en cours | en cours | approuvé |",
        "| jeudi 9 avril 2026 | Séance b | Inès     | en cours | en cours | en cours |",
        "|                    |          | Fatou    | en cours | en cours | en cours |",
        "",
        "Prochaine séance annoncée : jeudi 7 mai 2026",
    ]


def test_nothing_that_was_said_or_written_is_shown(tmp_path: Path) -> None:
    approve(held(tmp_path / "a", "2026-03-12", "Karim"), audience="groupe")
    steps = series(places(), GROUP).steps
    assert SECRET in str(steps[0].sheets)
    told = _table() + json.dumps(series_json(GROUP, steps, ()), ensure_ascii=False)
    for said in (SECRET, "Lucie", "Paul", "réorganisation", "vendredi"):
        assert said not in told


def test_the_json_is_complete(tmp_path: Path) -> None:
    place = held(tmp_path / "a", "2026-03-12", "Karim", next_date="2026-04-09")
    approve(place)
    assert series_json(GROUP, series(places(), GROUP).steps, ("x : y.",)) == {
        "group": GROUP,
        "sessions": [
            {
                "folder": str(place),
                "date": "2026-03-12",
                "title": "Séance a",
                "consultations": [{"client": "Karim", "documents": {"contrat": "en cours", "notes": "en cours", "plan": "approuvé"}}],
                "next_date": "2026-04-09",
                "trouble": None,
            }
        ],
        "next_date": "2026-04-09",
        "unread": ["x : y."],
    }


def test_one_that_cannot_be_opened_is_told_by_its_settings(tmp_path: Path) -> None:
    write_private(held(tmp_path / "a", "2026-03-12", "Karim") / "journal", b"autre chose")
    assert "| jeudi 12 mars 2026 | Séance a | Karim    | illisible ici |       |      |" in _table()
    assert series_json(GROUP, series(places(), GROUP).steps, ())["sessions"][0]["trouble"].startswith("Le fichier « journal »")


def test_no_name_breaks_the_table_or_speaks_to_the_terminal(tmp_path: Path) -> None:
    held(tmp_path / "a", "2026-03-12", EVIL, group=EVIL)
    told = _table(EVIL) + groups_table(groups(places()))
    assert "\x1b" not in told
    assert "Nom \\| [31mrouge [0m <b>gras</b>" in told
    assert len({line.replace("\\|", "").count("|") for line in _table(EVIL).splitlines()[2:]}) == 1


def test_a_session_without_a_client_says_so(tmp_path: Path) -> None:
    held(tmp_path / "a", "2026-03-12")
    assert "| non dit  | en cours | en cours | en cours |" in _table()


def test_the_groups_that_are_known(tmp_path: Path) -> None:
    assert "new DOSSIER --groupe NOM" in groups_table({})
    held(tmp_path / "a", "2026-03-12", "Karim")
    held(tmp_path / "b", "2026-04-09", "Karim", next_date="2026-05-07")
    held(tmp_path / "c", "2026-04-10", "Karim", group="Un autre")
    known = groups(places())
    assert groups_table(known).splitlines()[2:] == [
        "| Codev du mardi | 2 séances | jeudi 9 avril 2026     | jeudi 7 mai 2026   |",
        "| Un autre       | 1 séance  | vendredi 10 avril 2026 |                    |",
    ]
    assert groups_json(known)["groups"][0] == {"group": GROUP, "sessions": 2, "last_date": "2026-04-09", "next_date": "2026-05-07"}
