from __future__ import annotations

from codev_voice.review.overlaps import collisions
from review.spoken import turns


def test_overlaps_are_told_only_when_there_are_enough() -> None:
    few = turns(("Ana", 0, 10, "je disais que tout allait mal et"), ("Cy", 9.5, 15, "moi je crois que non vraiment."))
    assert collisions(few) == (None, None)
    many = turns(*[(("Ana", "Cy", "Dee", "Eve")[at % 4], 10.0 * at, 10.0 * at + 10.5, "et alors je me disais que") for at in range(7)])
    assert collisions(many) == ((0, 1, 2, 3, 4, 5), (0, 1, 2, 3, 4, 5))
    same = turns(*[("Ana", 10.0 * at, 10.0 * at + 10.5) for at in range(7)])
    assert collisions(same) == (None, None)


def test_a_sentence_that_ends_or_is_taken_up_again_is_not_cut() -> None:
    ended = turns(*[(("Ana", "Cy", "Dee")[at % 3], 10.0 * at, 10.0 * at + 10.5, "Voilà ce que je voulais dire.") for at in range(7)])
    assert collisions(ended) == ((0, 1, 2, 3, 4, 5), None)
    resumed = turns(*[(("Ana", "Cy")[at % 2], 3.0 * at, 3.0 * at + 3.5, "et alors je me disais que") for at in range(9)])
    over, cut = collisions(resumed)
    assert over is not None
    assert cut is None
