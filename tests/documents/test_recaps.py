from __future__ import annotations

import pytest

from codev_voice.documents.recaps import Recalled, recalled

KNOWN = ("emmener Jean-Yves manger une galette", "demander un devis pour le monte-matériaux", "laisser l'atelier à Jean-Yves")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "Si je récapitule : la galette mercredi midi, le devis dans quinze jours, et l'atelier, tu y songes.",
            [(0, "mercredi midi"), (1, "dans quinze jours"), (2, None)],
        ),
        ("donc la galette mercredi midi le devis dans quinze jours c'est juste", [(0, "mercredi midi"), (1, "dans quinze jours")]),
        ("alors je relis mercredi la galette vendredi le devis", [(0, "mercredi"), (1, "vendredi")]),
        ("La galette, mercredi. Le devis, vendredi.", [(0, "mercredi"), (1, "vendredi")]),
    ],
)
def test_each_action_is_recalled_with_the_day_said_with_it(said: str, expected: list[tuple[int, str | None]]) -> None:
    assert recalled(said, KNOWN) == tuple(Recalled(at, day) for at, day in expected)


@pytest.mark.parametrize(
    "said", ["Et le devis, tu le demandes quand ? Vendredi ?", "Merci à tous.", "Jean-Yves vendredi, et le menu lundi ?", ""]
)
def test_what_names_no_two_actions_is_no_recap(said: str) -> None:
    assert recalled(said, KNOWN) == ()
