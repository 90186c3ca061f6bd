from __future__ import annotations

from codev_voice.documents.act_features import NOTHING, Before, features
from codev_voice.method.clauses import clauses


def _of(text: str, role: str, before: Before, at: int = 0) -> set[str]:
    return set(features(clauses(text), at, role, before))


def test_a_clause_shows_its_words_for_its_speaker_and_for_anybody() -> None:
    found = _of("Ça me va.", "K", Before())
    assert {"w1 va", "Kw1 va", "w2 me va", "K only short False"} <= found
    assert "Cw1 va" not in found


def test_what_was_done_before_it_is_among_them() -> None:
    before = Before().after_clause("QD", "A", "C'est quoi, ta demande ?").after_turn("A", "C'est quoi, ta demande ?")
    before = before.after_clause("D", "C", "Comment garder Marc motivé").after_turn("C", "Comment garder Marc motivé")
    found = _of("Garder Marc motivé, donc ?", "K", before)
    assert {"K after C D", "K asked QD", "K done CD", "K done AQD", "K repeats 3 C"} <= found
    assert "K here start" in found


def test_the_acts_of_a_turn_begin_anew_with_the_next_turn() -> None:
    before = Before().after_clause("V", "K", "Je le connais").after_clause(NOTHING, "K", "enfin bon")
    assert before.here == ("V", NOTHING)
    assert before.acts == ()
    after = before.after_turn("K", "Je le connais, enfin bon")
    assert after.here == ()
    assert after.acts == ("V", NOTHING)
    assert "K after K V" in _of("Mais oui.", "K", after)


def test_a_later_clause_knows_its_neighbours() -> None:
    cut = clauses("Je le connais. Mais ça me va.")
    assert "K next mais ca" in set(features(cut, 0, "K", Before()))
    assert "K next end" in set(features(cut, 1, "K", Before()))
