import pytest

from codev_voice.method.clauses import clauses
from codev_voice.method.innocent import elsewhere, innocent, taken_back


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tu devrais… non, pardon, question : qui décide ?", True),
        ("Faut que tu ailles voir les... non, stop, je reformule. Ils le savent ?", True),
        ("Et si tu changeais de num… oups, non, rien. Il t'appelle où ?", True),
        ("Tu pourrais changer Sylvio de... non, efface, efface. C'est qui ?", True),
        ("Tu devrais lui parler. Non ?", False),
        ("Tu devrais lui parler. Et lui, il dit quoi ?", False),
        ("Tu devrais lui parler.", False),
    ],
)
def test_taking_back_is_heard_in_the_same_breath(text: str, *, expected: bool) -> None:
    assert taken_back(text, clauses(text)[0]) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("T'as qu'à l'envoyer sur Mars ! Je rigole.", True),
        ("Ben t'as qu'à partir aux Bahamas, je plaisante, hein.", True),
        ("T'as qu'à y asphalter sa tablette ! Non, c'est une joke.", True),
        ("Tu pourrais redire le nom du service ?", True),
        ("Est-ce que vous pourriez nous expliquer comment ça marche ?", True),
        ("Tu devrais rapprocher ton micro.", True),
        ("On pourrait peut-être passer à sa demande, non ?", True),
        ("Tu pourrais lui expliquer.", False),
        ("Tu pourrais en parler à ta cheffe.", False),
        ("Tu devrais déléguer.", False),
    ],
)
def test_jokes_and_acts_on_the_meeting_are_innocent(text: str, *, expected: bool) -> None:
    assert innocent(text, clauses(text)[0]) is expected


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Gaëtan, garde-la bien au frais.", True),
        ("Garde-la au frais, Gaëtan !", True),
        ("Inès, garde ta demande.", False),
        ("Comme disait Gaëtan, tu devrais lui écrire.", False),
        ("Gaëtane devrait venir.", False),
    ],
)
def test_what_is_said_to_another_than_the_client_is_known_by_the_name(text: str, *, other: bool) -> None:
    (clause,) = clauses(text)
    assert elsewhere(clause, {"Gaëtan", ""}) is other


@pytest.mark.parametrize(
    ("text", "position", "expected"),
    [
        ("Qu'est-ce que tu as déjà essayé, pour lui passer la main ?", 0, True),
        ("Et toi, qu'est-ce que tu as déjà essayé depuis le printemps avec lui, pour lui passer la main ?", 1, True),
        ("t'as déjà essayé des choses depuis fin juin", 0, True),
        ("Tu as essayé de le recadrer ?", 0, False),
        ("Pour lui passer la main, vois le notaire.", 0, False),
    ],
)
def test_an_open_question_on_what_was_tried_is_a_fact(text: str, position: int, *, expected: bool) -> None:
    assert innocent(text, clauses(text)[position]) is expected


@pytest.mark.parametrize(
    "text",
    ["Qu'est-ce que tu risques, essaye de lui parler.", "Essaye quelque chose de nouveau avec lui.", "Tu as essayé de lui parler ?"],
)
def test_an_order_to_try_and_a_named_attempt_are_not_open_questions(text: str) -> None:
    assert not any(innocent(text, clause) for clause in clauses(text))


def test_sharing_a_screen_is_about_the_meeting() -> None:
    assert innocent("Tu peux partager ton écran ?", clauses("Tu peux partager ton écran ?")[0])


def test_a_first_name_is_enough_to_call_somebody() -> None:
    (clause,) = clauses("Anne, tu devrais lui laisser la parole.")
    assert elsewhere(clause, {"Anne Dupont"})
