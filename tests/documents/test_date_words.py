from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev_voice.documents.date_words import find_dates, find_due, plain


def _found(text: str) -> list[str]:
    return [text[start:end] for start, end in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Je vois le notaire jeudi en huit", ["jeudi en huit"]),
        ("Je vois le notaire jeudi en 8", ["jeudi en 8"]),
        ("Un vendredi, tous ensemble", []),
        ("Je range l'atelier d'ici la fin du mois", ["d'ici la fin du mois"]),
        ("Je relis tout ce soir et j'envoie demain matin", ["ce soir", "demain matin"]),
        ("Je l’appelle d’ici lundi", ["d’ici lundi"]),
        ("Tous les lundis, je passe à l'accueil", ["Tous les lundis"]),
        ("Je rends le dossier semaine 49", ["semaine 49"]),
        ("On en reparle à la prochaine séance", ["la prochaine séance"]),
        ("La prochaine fois qu'une famille vient, je l'écoute", ["La prochaine fois qu'une famille vient"]),
        ("la prochaine fois qu'il crie je sors", ["la prochaine fois qu'il crie"]),
        ("la prochaine fois qu'il crie moi je sors", ["la prochaine fois qu'il crie"]),
        ("la prochaine fois qu'il crie on se voit avec Claire mardi", ["la prochaine fois qu'il crie", "mardi"]),
        ("je vous le dis la prochaine fois qu'on se voit", ["la prochaine fois qu'on se voit"]),
        ("La prochaine fois qu'il y a une réunion avec toutes les familles du quartier et les animateurs du soir, j'ose", []),
        ("Je fais un bilan d'ici la fin du trimestre", ["d'ici la fin du trimestre"]),
        ("Je le fais après les vacances", ["après les vacances"]),
        ("Je signe le 12 mars au plus tard", ["le 12 mars au plus tard"]),
        ("Je m'en occupe dès que possible", ["dès que possible"]),
    ],
)
def test_words_of_time_are_found_where_they_stand(text: str, expected: list[str]) -> None:
    assert _found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Je l'ai vu lundi dernier",
        "Je bloque mon jeudi matin",
        "Je garde l'image du phare",
        "Le 12 % de remise",
        "C'était la semaine passée",
        "",
    ],
)
def test_the_past_and_what_is_no_day_are_left(text: str) -> None:
    assert _found(text) == []
    assert find_due(text) is None


def test_the_last_expression_is_the_one_of_a_sentence() -> None:
    text = "jeudi, non, vendredi"
    assert find_due(text) == (12, 20)
    assert text[12:20] == "vendredi"


def test_plain_words() -> None:
    assert plain("  D’ici\u00a0LUNDI, ") == "d'ici lundi"


@given(st.lists(st.sampled_from(["lundi", "le", "12", "mars", "en huit", "d'ici", "je", "vois", ",", "fin du mois"]), max_size=12))
def test_places_are_in_order_and_apart(words: list[str]) -> None:
    text = " ".join(words)
    places = find_dates(text)
    assert all(start < end <= len(text) for start, end in places)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(places))


@pytest.mark.parametrize(
    "words",
    [
        "demain à la première heure",
        "lundi matin tôt",
        "ce soir en rentrant du boulot",
        "ce soir avant de partir",
        "vendredi à l'embauche",
        "demain avant midi",
        "mardi à midi",
        "samedi dix heures du matin",
        "lundi en fin de journée",
        "samedi qui vient",
        "jeudi après la toussaint",
        "le lundi d'après",
        "le mardi suivant",
        "le lundi qui suit la toussaint",
        "ce lundi-là",
        "ce lundi là",
        "lundi ou mardi",
        "le 6 ou 7",
        "ce soir ou demain matin",
        "du 6 au 13 décembre",
        "entre le 6 et le 13",
        "du lundi au mercredi",
        "le seize",
        "le vingt et un",
        "la semaine du vingt-quatre",
        "jusqu'au quinze janvier",
        "jusqu'au quinze",
        "mardi, le 8",
        "à partir de lundi",
        "à compter du 1er",
        "à partir de janvier",
        "après le 15",
        "vers le 10",
        "dès lundi",
        "le premier lundi de décembre",
        "le deuxième jeudi du mois",
        "le 15 du mois prochain",
        "d'ici au 14 février",
        "sous 48 heures",
        "d'ici 48 heures",
        "dans les dix jours",
        "dans la semaine",
        "d'ici deux, trois semaines",
        "d'ici quinze jours, trois semaines",
        "avant la fin du mois de mars",
        "la semaine prochaine, jeudi",
        "cet aprèm",
        "après demain",
        "à la réunion de jeudi",
        "à notre point de jeudi matin",
        "pour le comité du 8",
        "lors du conseil du 10 décembre",
        "avant le conseil d'administration du dix décembre",
        "après la paie du 15",
        "la veille de la réunion de jeudi",
        "avant les vacances de noël",
        "pendant les vacances de février",
        "au congé de toussaint",
        "le lundi de pâques",
        "au plus tard lundi",
    ],
)
@pytest.mark.parametrize("sentence", ["{}", "je le fais {}", "je le fais {}, promis", "{} je l'appelle", "bon ben {} on verra"])
def test_an_expression_is_found_whole_and_nothing_more(words: str, sentence: str) -> None:
    assert _found(sentence.format(words)) == [words]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("je le vois lundi et mardi je pars", ["lundi", "mardi"]),
        ("je vois l'équipe lundi et mardi", ["lundi et mardi"]),
        ("je prends lundi deux heures pour trier", ["lundi"]),
        ("je bosse lundi deux heures de plus", ["lundi"]),
        ("je le fais demain même si ça coûte", ["demain"]),
        ("je lui parle samedi au marché", ["samedi"]),
        ("je présente ça à la réunion jeudi", ["jeudi"]),
        ("le jeudi 10 après la réunion des lignes", ["le jeudi 10"]),
        ("demain, en fin de journée, je l'appelle", ["demain"]),
        ("Le premier, je l'appelle demain", ["demain"]),
        ("le premier je l'appelle", ["le premier"]),
        ("pas mardi, le 8", ["mardi", "le 8"]),
        ("d'ici vendredi deux le sous-traitant", ["d'ici vendredi"]),
        ("dans la semaine 12", ["la semaine 12"]),
        ("tous les mois, le 25", ["tous les mois, le 25"]),
        ("le vingt-cinq comme tous les mois", ["le vingt-cinq comme tous les mois"]),
        ("l'autre lundi", ["l'autre lundi"]),
        ("bon, alors, le premier", ["le premier"]),
        ("je signe pour le premier à la mairie", ["pour le premier"]),
        ("vendredi plutôt que lundi", ["vendredi"]),
        ("lundi au lieu de mardi", ["lundi"]),
    ],
)
def test_what_follows_a_day_is_not_swallowed(text: str, expected: list[str]) -> None:
    assert _found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "je loue le deux pièces",
        "je fais le premier pas",
        "c'est le dix-huitième dossier",
        "le vingt et unième jour",
        "le dix pour cent",
        "le cinq à sept",
        "je suis le premier à partir",
        "je serai le premier",
        "je dis bonjour le premier",
        "Le premier, c'est le café",
        "ah le trois c'était parler à Marc",
        "Le trois, je l'ai rayé",
        "pour le premier je sais, pour le second non",
        "dans le deux on est trois",
        "j'irai un mercredi",
        "un lundi sur deux",
        "deux fois dans la semaine",
        "je réponds au mail de lundi",
        "je réponds à la lettre du 15",
        "depuis lundi je dors mal",
        "le lundi d'avant",
        "les plateaux de Noël",
        "les vacances",
        "la réunion du huit",
    ],
)
def test_what_only_looks_like_a_day_is_left(text: str) -> None:
    assert _found(text) == []


WORDS = (
    "lundi mardi le du de au un premier seize vingt et 12 mars noël vacances je on vois , . ou avant après d'après suivant dans sous "
    "jours heures pour d'ici à la réunion comité partir jusqu'au fin mois semaine prochaine soir midi plus tard tôt même"
)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=14))
def test_whatever_the_words_places_are_apart(words: list[str]) -> None:
    text = " ".join(words)
    places = find_dates(text)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(places))
