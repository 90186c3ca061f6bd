from __future__ import annotations

import pytest

from codev_voice.companion.machine import NETWORKS, measure, network_is_right
from codev_voice.companion.sizes import choose
from codev_voice.weights.checking import State, check

pytestmark = pytest.mark.real


def test_base_on_this_machine_has_the_pinned_bytes() -> None:
    assert [report.state for report in check(["base"])] == [State.RIGHT]


@pytest.mark.parametrize("name", NETWORKS)
def test_the_voice_networks_have_the_announced_bytes(name: str) -> None:
    assert network_is_right(name)


def test_base_is_timed_for_real_and_a_size_follows_from_it() -> None:
    timing = measure(cards=0)
    assert timing is not None
    assert timing.device == "cpu"
    assert timing.token > 0
    assert choose(timing, None).recorded in choose(timing, None).loads
