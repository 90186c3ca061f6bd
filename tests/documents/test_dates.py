from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev_voice.documents.dates import due

TUESDAY = datetime.date(2026, 11, 17)

TABLE = {
    "ce soir": "2026-11-17",
    "tout à l'heure": "2026-11-17",
    "demain": "2026-11-18",
    "demain matin": "2026-11-18",
    "après-demain": "2026-11-19",
    "lundi": "2026-11-23",
    "mardi": "2026-11-24",
    "ce jeudi": "2026-11-19",
    "lundi prochain": "2026-11-23",
    "jeudi prochain": None,
    "jeudi en huit": "2026-11-26",
    "jeudi en quinze": "2026-12-03",
    "dans huit jours": "2026-11-24",
    "sous huitaine": "2026-11-24",
    "dans quinze jours": "2026-12-01",
    "sous quinzaine": "2026-12-01",
    "dans dix jours": "2026-11-27",
    "dans trois semaines": "2026-12-08",
    "d'ici trois semaines": "2026-12-08",
    "d'ici deux, trois semaines": None,
    "cette semaine": "2026-11-20",
    "avant la fin de la semaine": "2026-11-20",
    "la semaine prochaine": "2026-11-27",
    "en fin de semaine": "2026-11-20",
    "ce week-end": "2026-11-22",
    "semaine 49": "2026-12-04",
    "la semaine du 7 décembre": "2026-12-11",
    "tous les lundis": None,
    "d'ici la fin du mois": "2026-11-30",
    "fin du mois": "2026-11-30",
    "le mois prochain": None,
    "en janvier": None,
    "dans un mois": "2026-12-17",
    "avant Noël": "2026-12-24",
    "à Noël": "2026-12-25",
    "avant la fin de l'année": "2026-12-31",
    "début janvier": None,
    "fin janvier": "2027-01-31",
    "mi-mars": "2027-03-15",
    "courant février": None,
    "à Pâques": "2027-03-28",
    "après les vacances": None,
    "après les Fêtes": None,
    "à la rentrée": None,
    "le 12": "2026-12-12",
    "le 20": "2026-11-20",
    "le 12 mars": "2027-03-12",
    "lundi 23": "2026-11-23",
    "mardi 23": None,
    "avant lundi": "2026-11-22",
    "d'ici lundi": "2026-11-23",
    "pour la prochaine séance": None,
    "bientôt": None,
    "rapidement": None,
    "dès que possible": None,
    "quand Marc sera rentré": None,
}


@pytest.mark.parametrize(("said", "day"), TABLE.items())
def test_the_table_of_the_method(said: str, day: str | None) -> None:
    assert due(said, TUESDAY) == (datetime.date.fromisoformat(day) if day else None)


@pytest.mark.parametrize("said", ["en fin de semaine", "c'te fin de semaine"])
def test_the_end_of_the_week_is_the_week_end_in_quebec(said: str) -> None:
    assert due(said, TUESDAY, region="QC") == datetime.date(2026, 11, 22)


def test_the_next_session_is_in_the_session_file() -> None:
    assert due("pour la prochaine séance", TUESDAY, next_date=datetime.date(2026, 12, 15)) == datetime.date(2026, 12, 15)


@pytest.mark.parametrize("said", ["cette semaine", "avant la fin de la semaine", "avant le week-end"])
def test_this_week_said_at_the_week_end_has_no_end(said: str) -> None:
    assert due(said, datetime.date(2026, 11, 21)) is None


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Dimanche soir au plus tard", "2026-11-22"),
        ("peut-être vendredi", "2026-11-20"),
        ("jusqu'à vendredi", "2026-11-20"),
        ("dès demain", "2026-11-18"),
        ("avant mars", "2027-02-28"),
        ("avant le week-end", "2026-11-20"),
        ("avant fin mars", "2027-03-31"),
        ("le jeudi 19 novembre à neuf heures", "2026-11-19"),
        ("le 1er juin", "2027-06-01"),
        ("le 3 février 2027", "2027-02-03"),
        ("le 20 octobre", None),
        ("mardi ou mercredi", None),
        ("un jour", None),
        ("le vendredi", None),
        ("jeudi de la semaine prochaine", "2026-11-26"),
        ("la semaine 60", None),
        ("jusqu'au 12", "2026-12-12"),
        ("d'ici deux jours", "2026-11-19"),
        ("fin du mois prochain", "2026-12-31"),
        ("avant la semaine prochaine", None),
        ("avant ce soir", None),
        ("12", None),
        ("le 31 février 2027", None),
        ("dans 999999999 semaines", None),
        ("", None),
    ],
)
def test_what_the_table_leaves_open(said: str, day: str | None) -> None:
    assert due(said, TUESDAY) == (datetime.date.fromisoformat(day) if day else None)


def test_without_the_day_of_the_session_no_date_is_computed() -> None:
    assert due("demain", None) is None


@given(said=st.text(max_size=40), day=st.dates(min_value=datetime.date(2000, 1, 1), max_value=datetime.date(2200, 1, 1)))
def test_no_words_make_it_fail(said: str, day: datetime.date) -> None:
    found = due(said, day)
    assert found is None or found >= day


@given(number=st.integers(min_value=1, max_value=999), unit=st.sampled_from(["jours", "semaines", "mois"]))
def test_a_delay_is_always_ahead(number: int, unit: str) -> None:
    found = due(f"dans {number} {unit}", TUESDAY)
    assert found is not None
    assert found > TUESDAY


def test_a_day_of_the_month_in_letters() -> None:
    assert due("la semaine du quinze février", datetime.date(2027, 2, 3)) == datetime.date(2027, 2, 19)
    assert due("le quinze février", datetime.date(2027, 2, 3)) == datetime.date(2027, 2, 15)
