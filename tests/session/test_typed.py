from __future__ import annotations

from codev_voice.session.names import compared, tidy
from codev_voice.session.toml import parse_seance
from codev_voice.session.typed import unturned

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def test_what_turns_words_around_is_dropped_and_nothing_else() -> None:
    assert unturned(f"Voir{TURNING} Marc") == "Voir Marc"
    kept = "مريم, שלום, été, 👩\u200d🏫, a\u200eb"
    assert unturned(kept) == kept


def test_a_name_turns_nobody_around_and_is_the_same_person_s() -> None:
    assert tidy(f"\u202eSophie{TURNING}") == "Sophie"
    assert tidy("\u2066 \u2069") == ""
    assert compared("\u202eSOPHIE") == compared("Sophie")


def test_nor_does_what_is_written_of_a_session() -> None:
    text = 'title = "a\u202eb"\nvocabulary = ["c\u2066d"]\n[fiche]\ntried = "e\u202df"\n'
    text += "".join(f'[[people]]\nname = "{name}"\n' for name in ("In\u202eès", "Claire", "Julien"))
    seance = parse_seance(text, "seance.toml")
    assert (seance.title, seance.vocabulary, dict(seance.fiche), seance.people[0].name) == ("ab", ("cd",), {"tried": "ef"}, "Inès")
