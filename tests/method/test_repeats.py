from __future__ import annotations

import pytest

from codev_voice.method.repeats import Repeats

ADVICE = "Tu devrais lui parler franchement."


def _after(former: str, excerpt: str, *, refused: bool = False) -> bool:
    known = Repeats()
    (known.refuse if refused else known.tell)(former, 3)
    return known.has(excerpt, 9)


@pytest.mark.parametrize(
    ("former", "again"),
    [
        (ADVICE, "tu devrais lui parler franchement"),
        (ADVICE, "Oui, alors moi je trouve que tu devrais lui parler, hein"),
        ("Moi je pense que tu devrais lui parler.", "Tu devrais lui parler."),
        ("Pourquoi tu ne lui écris pas ?", "Pourquoi tu lui écris pas ?"),
        ("Délègue.", "Ben délègue !"),
    ],
)
def test_the_same_clause_is_known_whoever_says_it(former: str, again: str) -> None:
    assert _after(former, again)


@pytest.mark.parametrize(
    ("former", "other"),
    [
        ("Pourquoi pas ?", "Pourquoi pas ?"),
        ("Pourquoi pas ?", "Pourquoi pas un binôme ?"),
        ("Tu devrais", "Tu devrais déléguer"),
        ("Tu devrais essayer.", "Tu devrais essayer."),
        ("Tu devrais lui parler.", "Tu devrais lui parler des horaires."),
        ("Tu devrais lui parler des horaires.", "Tu devrais lui parler."),
        ("Tu devrais signer.", "Tu ne devrais pas signer."),
        ("Tu as raison de lui parler.", "Tu devrais lui parler."),
        ("Écris-lui.", "Tu pourrais écrire au directeur."),
    ],
)
def test_other_advice_is_not_silenced(former: str, other: str) -> None:
    assert not _after(former, other)


def test_the_turn_it_was_told_in_is_not_another() -> None:
    known = Repeats()
    known.tell(ADVICE, 3)
    assert not known.has(ADVICE, 3)
    known.refuse(ADVICE)
    assert known.has(ADVICE, 3)


def test_a_refused_question_says_nothing_of_the_bare_advice() -> None:
    question = "On t'a dit que tu devrais lui parler ?"
    assert not _after(question, "Tu devrais lui parler.", refused=True)
    assert _after(question, "Tu devrais lui parler.")
    assert _after("Tu devrais lui parler.", question, refused=True)


def test_a_long_session_costs_nothing() -> None:
    known = Repeats()
    for turn in range(5000):
        known.tell(f"Tu devrais demander la pièce{turn} au service.", turn)
    assert {len(entries) for entries in known._known.values()} == {1}
    assert known.has("tu devrais demander la piece4321 au service", 6000)
