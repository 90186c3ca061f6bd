"""The weights of a network that reads clauses (`method.clause_network`), as the files of the documents keep them.

They share the vectors of the model of advice, from whose weights they were begun: a file holds all the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from codev_voice.documents.acts import CLIENT, CONSULTANT, FACILITATOR
from codev_voice.method.advice_model import packaged as advice
from codev_voice.session.values import Role

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]
    Held = Mapping[str, NDArray[np.float32] | NDArray[np.float16]]

ROLES = {CLIENT: Role.CLIENT, FACILITATOR: Role.FACILITATOR, CONSULTANT: Role.CONSULTANT}
"""The roles of `acts` as the network knows them."""
_PART = "network/"
_SHARED = "vectors"


def network_of(held: Held, *more: str) -> dict[str, Array]:
    """The weights of a network from what a file holds, and `more` than the network of advice has.

    Raises:
        KeyError: one is missing.
    """
    import numpy as np

    known = advice().network
    return {**{name: held[f"{_PART}{name}"].astype(np.float32) for name in (*known, *more) if name != _SHARED}, _SHARED: known[_SHARED]}


def kept(weights: Mapping[str, Array]) -> dict[str, NDArray[np.float16]]:
    """What a file holds of a network."""
    import numpy as np

    return {f"{_PART}{name}": value.astype(np.float16) for name, value in weights.items() if name != _SHARED}
