from __future__ import annotations

from codev_voice.companion.live.statement import VERSION, statement


def test_what_people_agreed_to_is_known_by_its_version() -> None:
    assert VERSION == "2026-11-9bf9c66d"  # another text is another edition: change both


def test_it_says_what_it_must_and_is_read_aloud() -> None:
    full = statement()["full"]
    for promise in (
        "n'envoie rien sur internet",
        "sept jours",
        "aucune empreinte vocale",
        "hors micro",
        "sans vous justifier",
        "un par un",
    ):
        assert promise in full
    assert statement()["short"].endswith("?")
    assert statement()["version"] == VERSION
