from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from codev_voice.hearing.embedding import DIMENSIONS, unit
from codev_voice.hearing.live.voices_groups import FEW, PER_VOICE, joined, likeliest, matched, regrouped, split, thinned
from codev_voice.hearing.live.voices_memory import NOBODY, Memory

Vectors = NDArray[np.float32]
Numbers = NDArray[np.int16]


def people(sizes: list[int], alike: float = 0.0) -> tuple[Vectors, NDArray[np.int_]]:
    """Vectors of strangers as CAM++ gives them, in order of speech; `alike` brings the last two nearer."""
    rng = np.random.default_rng(5)
    middles = 0.5 * rng.standard_normal(DIMENSIONS) + rng.standard_normal((len(sizes), DIMENSIONS))
    if alike:
        middles[-1] = (1 - alike) * middles[-1] + alike * middles[-2]
    owners = np.repeat(np.arange(len(sizes)), sizes)
    vectors = middles[owners] + 0.55 * rng.standard_normal((len(owners), DIMENSIONS))
    return unit(vectors.astype(np.float32)), owners


def numbers(*parts: tuple[int, int]) -> Numbers:
    """So many times each number."""
    return np.concatenate([np.full(times, number, dtype=np.int16) for number, times in parts])


def test_new_voices_get_new_numbers_in_order_of_speech() -> None:
    vectors, _ = people([20, 20, 20])
    nobody = numbers((NOBODY, 60))
    known = regrouped(vectors, nobody, nobody, bound=3, fresh=0)
    assert np.array(known.numbers)[known.voices.likeness(vectors).argmax(axis=1)].tolist() == [0] * 20 + [1] * 20 + [2] * 20
    assert sorted(regrouped(vectors, nobody, nobody, bound=None, fresh=4).numbers) == [4, 5, 6]


def test_voices_keep_their_numbers_as_the_session_grows() -> None:
    vectors, owners = people([20, 20, 20])
    known = regrouped(vectors, numbers((8, 20), (2, 15), (NOBODY, 25)), numbers((NOBODY, 60)), bound=3, fresh=9)
    nearest = np.array(known.numbers)[known.voices.likeness(vectors).argmax(axis=1)]
    assert [set(nearest[owners == owner].tolist()) for owner in range(3)] == [{8}, {2}, {9}]
    assert known.centred


def test_one_voice_is_not_centred() -> None:
    vectors, _ = people([12])
    known = regrouped(vectors, numbers((NOBODY, 12)), numbers((NOBODY, 12)), bound=6, fresh=0)
    assert (known.numbers, known.centred) == ((0,), False)


@pytest.mark.parametrize(("bound", "count"), [(4, 4), (3, 4), (2, 3), (6, 4), (None, 4)])
def test_one_more_than_the_roster_is_found_where_she_is_plainly_another(bound: int | None, count: int) -> None:
    vectors, _ = people([30, 30, 30, 30])
    nobody = numbers((NOBODY, 120))
    assert len(regrouped(vectors, nobody, nobody, bound=bound, fresh=0).numbers) == count


def test_a_voice_of_few_windows_is_no_more_than_the_roster() -> None:
    vectors, _ = people([30, 30, 5])
    nobody = numbers((NOBODY, 65))
    assert len(regrouped(vectors, nobody, nobody, bound=2, fresh=0).numbers) == 2
    assert len(regrouped(vectors, nobody, nobody, bound=3, fresh=0).numbers) == 3


def test_voices_too_alike_are_told_apart_once_they_are_taught() -> None:
    vectors, owners = people([30, 30, 30], alike=0.6)
    nobody = numbers((NOBODY, 90))
    assert len(regrouped(vectors, nobody, nobody, bound=None, fresh=0).numbers) == 2
    taught = numbers((NOBODY, 30), (5, 8), (NOBODY, 22), (7, 8), (NOBODY, 22))
    known = regrouped(vectors, nobody, taught, bound=None, fresh=8)
    nearest = np.array(known.numbers)[known.voices.likeness(vectors).argmax(axis=1)]
    assert (nearest[owners == 1] == 5).mean() > 0.9
    assert (nearest[owners == 2] == 7).mean() > 0.9


def test_groups_taught_as_one_voice_are_one() -> None:
    found = np.array([0] * 5 + [1] * 5 + [2] * 5 + [-1])
    taught = numbers((4, 3), (NOBODY, 2), (4, 3), (NOBODY, 2), (9, FEW - 1), (NOBODY, 4))
    assert joined(found, taught).tolist() == [0] * 10 + [1] * 5 + [-1]


def test_a_group_is_cut_only_for_what_was_taught_enough() -> None:
    found = np.zeros(8, dtype=np.int_)
    centred = unit(np.repeat(np.eye(2, dtype=np.float32), 4, axis=0))
    assert split(found, centred, numbers((1, 4), (2, 4))).tolist() == [0] * 4 + [1] * 4
    assert split(found, centred, numbers((1, 4), (2, FEW - 1), (NOBODY, 4 - FEW + 1))).tolist() == [0] * 8


def test_a_few_mistakes_among_what_was_taught_do_no_harm() -> None:
    found = np.array([0] * 20 + [1] * 20)
    taught = numbers((1, 16), (2, 4), (2, 20))
    centred = unit(np.random.default_rng(1).standard_normal((40, DIMENSIONS)).astype(np.float32))
    assert split(found, centred, taught).tolist() == found.tolist()
    assert joined(found, numbers((1, 16), (NOBODY, 4), (1, 4), (NOBODY, 16))).tolist() == found.tolist()


def test_what_was_taught_counts_more_than_what_was_believed() -> None:
    found = np.array([0] * 20 + [1] * 20)
    owners = numbers((0, 20), (1, 20))
    assert matched(found, owners, numbers((NOBODY, 40)), 2) == (0, 1)
    assert matched(found, owners, numbers((1, 4), (NOBODY, 16), (0, 4), (NOBODY, 16)), 2) == (1, 0)


def test_each_voice_is_thinned_apart() -> None:
    owners = numbers((0, 1_000), (1, 5), (NOBODY, 300))
    pure = np.ones(owners.size, dtype=np.bool_)
    pure[1_000] = False
    chosen = thinned(owners, pure)
    assert (np.diff(chosen) > 0).all()
    assert [int((owners[chosen] == owner).sum()) for owner in (0, 1, NOBODY)] == [PER_VOICE, 4, PER_VOICE]
    assert thinned(owners[:0], pure[:0]).size == 0


def test_a_stretch_is_the_voice_it_is_clearly_most_like() -> None:
    vectors, _ = people([20, 20])
    memory = Memory()
    memory.add([(at / 2, at / 2 + 1.5) for at in range(40)], vectors, [True] * 40)
    known = regrouped(vectors, memory.owners, memory.taught, bound=2, fresh=0)
    spans = [(0.0, 8.0), (12.0, 20.0), (9.5, 11.5), (5.0, 5.2), (100.0, 110.0)]
    assert likeliest(memory, known, spans, least=0.3, clear=0.1) == [0, 1, None, None, None]
    assert likeliest(memory, known, spans[:1], least=1.1, clear=0.1) == [None]
