from __future__ import annotations

import pytest

from codev_voice.hearing.calling import LOOKS_ALIKE, SOUNDS_ALIKE, Use, calls, capitalised, closeness, matched, plain, sound

NAMES = ["Sophie", "Malik", "Nadia", "Bruno", "Claire", "Yann", "Jean-Marc"]


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("Bonsoir, moi c'est Claire, je suis cadre de santé.", [("Claire", Use.SELF)]),
        ("Je m'appelle Bruno.", [("Bruno", Use.SELF)]),
        ("Moi c'est Sophie qui m'a prévenue.", [("Sophie", Use.OF)]),
        ("À toi, Malik.", [("Malik", Use.TO_NEXT)]),
        ("Sophie, vas-y, raconte-nous.", [("Sophie", Use.TO_NEXT)]),
        ("Yann ?", [("Yann", Use.TO_NEXT)]),
        ("Bon, on continue. Jean-Marc ?", [("Jean-Marc", Use.TO_NEXT)]),
        ("Merci Nadia.", [("Nadia", Use.TO_PREVIOUS)]),
        ("Merci, Nadia, c'est clair.", [("Nadia", Use.TO_PREVIOUS)]),
        ("Bruno, y avait la réponse dans ta question.", [("Bruno", Use.TO_SOMEBODY)]),
        ("Pardon, Sophie, ça a coupé.", [("Sophie", Use.TO_SOMEBODY)]),
        ("Bon courage, Sophie.", [("Sophie", Use.TO_SOMEBODY)]),
        ("Et la phrase de Claire, je suis pas d'accord.", [("Claire", Use.OF)]),
        ("Je rejoins Bruno.", [("Bruno", Use.OF)]),
        ("C'est pas très claire, cette histoire.", []),
        ("Mm.", []),
    ],
)
def test_uses(text: str, uses: list[tuple[str, Use]]) -> None:
    assert [(call.name, call.use) for call in calls(text, NAMES)] == uses


@pytest.mark.parametrize(
    "text",
    ["Bruno. Chef d'atelier, dans la mécanique.", "Et Bruno, chef d'atelier.", "Bonjour, Bruno, de l'urbanisme.", "OK, allô, c'est Bruno."],
)
def test_a_bare_name_introduces_who_had_said_nothing(text: str) -> None:
    assert [call.use for call in calls(text, NAMES, first=True)] == [Use.SELF_BARE]
    assert Use.SELF_BARE not in [call.use for call in calls(text, NAMES)]


def test_a_bare_name_before_a_you_is_a_call() -> None:
    assert [call.use for call in calls("Bruno, ton micro est coupé.", NAMES, first=True)] == [Use.TO_NEXT]


def test_two_uses_in_one_turn() -> None:
    found = list(calls("Merci Nadia. Et toi, Bruno ?", NAMES))
    assert [(call.name, call.use) for call in found] == [("Nadia", Use.TO_PREVIOUS), ("Bruno", Use.TO_NEXT)]


@pytest.mark.parametrize("heard", ["Malick", "Malique", "Yanne", "Nadya", "Bruneau", "Sofie", "Clair", "Jean Marc"])
def test_misspelt_names_are_known(heard: str) -> None:
    (call,) = calls(f"Merci {heard}.", NAMES)
    assert call.name in NAMES
    assert call.closeness < 1 or heard == "Jean Marc"


@pytest.mark.parametrize("heard", ["Sandra", "Marie", "Mélanie", "Jeanne", "Bernard"])
def test_other_names_are_nobody(heard: str) -> None:
    assert list(calls(f"Merci {heard}.", NAMES)) == []


def test_a_third_person_is_never_taken_for_a_participant() -> None:
    assert list(calls("Merci Yanne.", NAMES, strangers=["Yanne"])) == []


def test_a_name_that_could_be_two_people_is_nobody() -> None:
    assert matched("Clair", ["Claire", "Clere"]) is None
    assert matched("Claire", ["Claire", "Clere"]) == ("Claire", 1.0)
    assert matched("Claire", []) is None


def test_without_a_list_only_calls_count() -> None:
    found = list(calls("Merci Karim. On a parlé de Philippe.", None))
    assert [(call.name, call.use) for call in found] == [("Karim", Use.TO_PREVIOUS)]


def test_the_same_sound_is_closer_than_the_same_look() -> None:
    assert closeness("SOPHIE", "Sophie") == 1.0
    assert closeness("Sofie", "Sophie") == SOUNDS_ALIKE
    assert closeness("Séberine", "Séverine") == LOOKS_ALIKE
    assert closeness("Lodie", "Élodie") == LOOKS_ALIKE
    assert closeness("Sophia", "Sophie") == closeness("Odile", "Élodie") == 0.0
    assert sound("Yanne") == sound("Yann")


def test_plain_words() -> None:
    assert plain("L'Été, c'est « Noël »") == "l ete c est noel"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Юлия ЙОЛКИНА", "юлия иолкина"),
        ("علي", "علي"),
        ("李", "李"),
        ("सीता।", "सीता"),
        ("Søren Łukasz Strauß", "soren lukasz strauss"),
        ("😀 --", ""),
    ],
)
def test_words_of_any_script_are_words(text: str, words: str) -> None:
    assert plain(text) == words


def test_two_names_that_differ_by_their_vowels_alone_are_two() -> None:
    assert plain("राम") != plain("रोम")
    assert plain("かく") != plain("がく")


@pytest.mark.parametrize("name", ["علي", "Юля", "李", "सीता", "ნინო", "Žofia"])
def test_a_name_of_any_script_is_used_as_another(name: str) -> None:
    found = list(calls(f"Merci {name}. Et toi, {name} ?", [name, "Bruno"]))
    assert [(call.name, call.use) for call in found] == [(name, Use.TO_PREVIOUS), (name, Use.TO_NEXT)]
    assert [call.name for call in calls("Merci Bruno. Et toi, Sophie ?", [name, "Bruno"])] == ["Bruno"]


@pytest.mark.parametrize("name", ["😀", "--", "…", "\u0301"])
def test_nobody_can_say_a_name_without_letters(name: str) -> None:
    assert closeness("Sophie", name) == closeness(name, "Sophie") == closeness(name, name) == 0.0
    assert list(calls(f"Merci Sophie. Merci {name}.", [name])) == []


def test_names_are_always_written_with_a_capital() -> None:
    texts = ["Oui. Bonjour Karim, oui.", "Voilà Karim ? Oui."]
    assert capitalised(texts) == {"karim"}
