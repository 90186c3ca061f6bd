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
    "jeudi en 8": "2026-11-26",
    "jeudi en 15": "2026-12-03",
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


def test_the_next_time_that_something_happens_is_no_meeting() -> None:
    assert due("la prochaine fois", TUESDAY, next_date=datetime.date(2026, 12, 15)) == datetime.date(2026, 12, 15)
    assert due("la prochaine fois qu'on se voit", TUESDAY, next_date=datetime.date(2026, 12, 15)) == datetime.date(2026, 12, 15)
    assert due("la prochaine fois qu'une famille vient", TUESDAY, next_date=datetime.date(2026, 12, 15)) is None


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
        ("d'ici la fin du trimestre", "2026-12-31"),
        ("à la fin du semestre", "2026-12-31"),
        ("d'ici la fin du trimestre prochain", "2027-03-31"),
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


SAID: dict[str, dict[str, str | None]] = {
    "a moment of the day": {
        "demain à la première heure": "2026-11-18",
        "demain, 14 h": "2026-11-18",
        "mercredi, à 21 heures": "2026-11-18",
        "lundi. Dix heures": "2026-11-23",
        "jeudi, neuf heures": "2026-11-19",
        "lundi 14h30": "2026-11-23",
        "le 9, quatorze heures": "2026-12-09",
        "demain avant midi": "2026-11-18",
        "lundi matin tôt": "2026-11-23",
        "lundi en fin de journée": "2026-11-23",
        "en fin de journée": "2026-11-17",
        "le lundi 23 à 14h30": "2026-11-23",
    },
    "a circumstance": {
        "ce soir en rentrant": "2026-11-17",
        "ce soir, avant de partir": "2026-11-17",
        "demain après le service": "2026-11-18",
        "dimanche, après le service": "2026-11-22",
        "vendredi à l'embauche": "2026-11-20",
        "demain à la pause": "2026-11-18",
        "demain à l'ouverture": "2026-11-18",
        "samedi au marché": "2026-11-21",
        "demain justement": "2026-11-18",
        "lundi aussi": "2026-11-23",
        "samedi qui vient": "2026-11-21",
        "mardi qui vient neuf heures": "2026-11-24",
    },
    "told by another day": {
        "jeudi après la Toussaint": None,
        "jeudi après les vacances": None,
        "lundi avant le 15": None,
        "le lundi d'après": None,
        "le mardi suivant": None,
        "ce lundi-là": None,
    },
    "several days": {
        "lundi ou mardi": None,
        "le 6 et le 13": None,
        "du 6 au 13": None,
        "entre lundi et mercredi": None,
        "le lundi à midi": None,
        "d'ici quinze jours à trois semaines": None,
    },
    "numbers in letters": {
        "le seize": "2026-12-16",
        "le vingt et un": "2026-11-21",
        "le vingt deux": "2026-11-22",
        "le trente et un décembre": "2026-12-31",
        "le premier": "2026-12-01",
        "lundi vingt-trois": "2026-11-23",
        "lundi vingt-quatre": None,
        "la semaine du vingt-quatre": "2026-11-27",
        "jusqu'au quinze janvier": "2027-01-15",
        "avant le quinze": "2026-12-14",
        "le seize vers midi": "2026-12-16",
        "dans dix-sept jours": "2026-12-04",
    },
    "beginnings and near days": {
        "à partir de lundi": None,
        "à compter du 1er": None,
        "à partir de janvier": None,
        "après le 15": None,
        "autour du 15 décembre": None,
        "lundi au plus tôt": None,
        "à partir du mois prochain": None,
        "l'autre lundi": None,
        "dès le 1er": "2026-12-01",
    },
    "ranks in a month": {
        "le premier lundi de décembre": "2026-12-07",
        "le dernier vendredi de novembre": "2026-11-27",
        "le deuxième mardi de janvier 2027": "2027-01-12",
        "le premier lundi du mois prochain": "2026-12-07",
        "avant le premier lundi de décembre": "2026-12-06",
        "le premier lundi de novembre": None,
        "le premier lundi du mois": None,
        "le deuxième jeudi du mois": None,
        "le 15 du mois prochain": "2026-12-15",
        "le 20 de ce mois": "2026-11-20",
        "le 5 du mois": None,
        "un lundi": None,
    },
    "delays": {
        "d'ici au 14 février": "2027-02-14",
        "sous 48 heures": "2026-11-19",
        "sous quarante-huit heures": "2026-11-19",
        "dans les 48 heures": "2026-11-19",
        "dans deux heures": None,
        "dans les dix jours": "2026-11-27",
        "dans les huit jours": "2026-11-24",
        "d'ici à dix jours": "2026-11-27",
        "dans la semaine": "2026-11-20",
        "dans le courant de la semaine prochaine": "2026-11-27",
        "début de semaine prochaine": None,
        "la semaine prochaine, jeudi": "2026-11-26",
        "avant la fin du mois de mars": "2027-03-31",
        "avant lundi midi": "2026-11-23",
        "avant lundi matin": "2026-11-22",
    },
    "weekday and number": {"mardi, le 8": "2026-12-08", "mardi, le 9": None, "après demain": "2026-11-19", "ce jeudi-ci": "2026-11-19"},
    "today": dict.fromkeys(("cet aprèm", "cet après-m", "cet après midi", "cette nuit", "ce midi", "dans la journée"), "2026-11-17"),
    "dated events": {
        "à la réunion de jeudi": "2026-11-19",
        "à notre point de jeudi": "2026-11-19",
        "pour le comité du 8": "2026-12-08",
        "au comité de direction du huit": "2026-12-08",
        "lors du conseil du 10 décembre": "2026-12-10",
        "avant le conseil d'administration du 10 décembre": "2026-12-09",
        "avant la réunion de jeudi": "2026-11-18",
        "avant mon rendez-vous de demain": "2026-11-17",
        "la veille de la réunion de jeudi": "2026-11-18",
        "le lendemain de Noël": "2026-12-26",
        "après la paie du 15": None,
        "à la permanence du mardi": None,
        "au lieu de lundi": None,
    },
    "events of no date": dict.fromkeys(("avant les vacances de Noël", "pendant les vacances de février", "au congé de Toussaint")),
}


@pytest.mark.parametrize(("said", "day"), [case for cases in SAID.values() for case in cases.items()])
def test_what_people_say_of_a_day(said: str, day: str | None) -> None:
    assert due(said, TUESDAY) == (datetime.date.fromisoformat(day) if day else None)


def test_a_year_that_is_over_gives_no_day() -> None:
    assert due("le 3 février 2020", TUESDAY) is None


WORDS = (
    "lundi mardi jeudi demain soir matin midi le la les au du de un premier dernier ce seize vingt et quinze deux 8 31 1er 14 h heures "
    "janvier mars noël toussaint vacances semaine mois prochain prochaine fin début jours dans sous avant après pour dès jusqu'à jusqu'au "
    "d'ici à partir réunion comité je on ou en huit qui vient suivant d'après veille rentrant même 2027 quarante-huit entre vers tous , ."
)


@given(said=st.lists(st.sampled_from(WORDS.split()), max_size=9), day=st.dates(datetime.date(2020, 1, 1), datetime.date(2040, 1, 1)))
def test_no_words_of_time_give_a_day_that_is_over(said: list[str], day: datetime.date) -> None:
    found = due(" ".join(said), day)
    assert found is None or found >= day


@given(first=st.sampled_from(["lundi", "demain", "le 12", "le seize"]), second=st.sampled_from(["jeudi", "le 15", "ce soir", "noël"]))
def test_of_two_days_none_is_chosen(first: str, second: str) -> None:
    assert due(f"{first} ou {second}", TUESDAY) is None
