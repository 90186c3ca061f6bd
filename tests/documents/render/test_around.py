from __future__ import annotations

from dataclasses import replace

from codev_voice.documents.render.around import Around, Said, agreements, sentence_of, where
from codev_voice.documents.sheet import Entry, Part
from documents.render.written import AROUND

KEPT = Entry("je_garde:p1:0", Part.KEPT, "voir Marc", sources=("p1",))


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_a_source_is_a_turn_and_a_time() -> None:
    assert _plain(where(KEPT, AROUND)) == "tour 12, 2 min"
    assert _plain(where(replace(KEPT, sources=("p1", "p2", "gone")), AROUND)) == "tours 12, 151, 2 min"


def test_nothing_is_said_of_a_source_once_the_transcript_is_gone() -> None:
    assert where(KEPT, Around()) == ""
    assert sentence_of(KEPT, Around()) == ""


def test_the_sentence_cited_is_the_nearest_to_the_line() -> None:
    assert sentence_of(KEPT, AROUND) == "Inès : « Du coup je vais voir Marc vendredi, il sera là »"


def test_a_sentence_that_says_no_more_than_the_line_is_not_repeated() -> None:
    said = Around(said={"p1": Said(0, 0.0, "Inès", "Euh, voir Marc.")})
    assert sentence_of(KEPT, said) == ""


def test_a_long_sentence_is_cut_between_words() -> None:
    said = Around(said={"p1": Said(0, 0.0, "Inès", "Je vais voir Marc " + "encore " * 60)})
    text = sentence_of(KEPT, said)
    assert text.endswith("encore… »")
    assert len(text) < 180


def test_who_agreed_is_told_one_by_one() -> None:
    assert _plain(agreements(AROUND)).startswith("Accords à l'écoute : Inès oui à 14 h 02, Julien oui à 14 h 03")


def test_a_refusal_and_a_whole_group_are_told_as_they_are() -> None:
    whole = replace(AROUND.agreed[0], person="", at=None)
    no = replace(AROUND.agreed[1], given=False)
    told = _plain(agreements(replace(AROUND, agreed=(whole, no))))
    assert "le groupe oui, Julien non à 14 h 03" in told


def test_that_nobody_was_asked_is_said() -> None:
    assert "aucun" in agreements(Around())
