from __future__ import annotations

import numpy as np
import pytest

from codev_voice.documents.networks import kept, network_of
from codev_voice.method.advice_model import packaged as advice


def test_what_is_kept_of_a_network_is_read_again_with_the_vectors_of_advice() -> None:
    known = advice().network
    held = kept(known)
    assert not any("vectors" in name for name in held)
    found = network_of(held)
    assert found.keys() == known.keys()
    assert found["vectors"] is known["vectors"]
    assert np.allclose(found["output.b"], known["output.b"], atol=1e-2)


def test_a_missing_weight_is_an_error() -> None:
    held = kept(advice().network)
    held.popitem()
    with pytest.raises(KeyError):
        network_of(held)
