from __future__ import annotations

import pytest

from codev_voice.companion.sizes import BEST_FIRST, SIZES, TOKENS, WINDOW, Timing, choose, load

LAPTOP = Timing(encoding=0.28, token=0.015, device="cpu", threads=2)
GIGA = 1e9


def test_base_is_what_was_measured() -> None:
    assert load(SIZES["base"], LAPTOP) == pytest.approx((0.28 + TOKENS * 0.015) / WINDOW)


def test_turbo_encodes_like_large_and_decodes_like_small() -> None:
    turbo, large, small = SIZES["large-v3-turbo"], SIZES["large-v3"], SIZES["small"]
    assert turbo.encoding == large.encoding
    assert 0.5 < turbo.decoding("cpu") / small.decoding("cpu") < 1.5
    assert turbo.memory < large.memory


def test_a_small_model_chooses_among_the_tokens_of_french_on_the_processor_only() -> None:
    base, large = SIZES["base"], SIZES["large-v3"]
    assert base.decoding("cpu") < 0.7 * base.decoding("cuda")
    assert large.decoding("cpu") == large.decoding("cuda")


def test_cost_grows_with_the_size() -> None:
    loads = [load(SIZES[name], LAPTOP) for name in ("tiny", "base", "small", "medium", "large-v3")]
    assert loads == sorted(loads)


@pytest.mark.parametrize(
    ("slower", "live", "recorded"),
    [(0.1, "large-v3-turbo", "large-v3-turbo"), (1.0, "small", "large-v3-turbo"), (3.0, "base", "small"), (20.0, None, "base")],
)
def test_a_slower_machine_is_given_a_smaller_size(slower: float, live: str | None, recorded: str) -> None:
    timing = Timing(0.28 * slower, 0.015 * slower, "cpu", 2)
    choice = choose(timing, 32 * GIGA)
    assert (choice.live, choice.recorded) == (live, recorded)
    assert set(choice.loads) == set(SIZES)


def test_memory_bounds_the_size_on_the_processor_only() -> None:
    fast = Timing(0.01, 0.0005, "cpu", 8)
    assert choose(fast, 3 * GIGA).live == "small"
    assert choose(fast, 1 * GIGA).live == "base"
    assert choose(fast, None).live == "large-v3-turbo"
    assert choose(Timing(0.01, 0.0005, "cuda", 8), 1 * GIGA).live == "large-v3-turbo"


def test_what_is_recommended_has_published_figures() -> None:
    assert all(SIZES[name].french for name in BEST_FIRST)
