"""What each clause of the contract does: she words her demand, sets something aside, he rewords it, agrees, puts a limit… or nothing.

Two readings are weighed into one (a product of experts, Hinton, 2002): the linear model of acts (`acts`), which knows what was done
before, and the network that reads a clause beside what was said before (`method.clause_network`, with weights of its own), told what
each role may do. Trained by `models/documents/contract.py` on passages that other hands wrote; NumPy only.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from codev_voice.documents.acts import CLIENT, Act, ActModel
from codev_voice.documents.acts import load as load_acts
from codev_voice.documents.naming import WEIGHTS, Name, NameModel, names_in
from codev_voice.documents.naming import load as load_names
from codev_voice.documents.networks import ROLES, network_of
from codev_voice.errors import WeightsError
from codev_voice.method.clause_network import remembering, turn_shares
from codev_voice.method.clauses import clauses
from codev_voice.session.values import Role
from codev_voice.weights.bundled import bundled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from codev_voice.method.clause_network import Shares

NETWORK, LINEAR, NAMES = "documents/contract.npz", "documents/contract_acts.npz", "documents/contract_names.npz"
_TINY = 1e-6
_REMEMBERED = 8  # passages


@dataclass(frozen=True)
class ContractModel:
    """The weights of both readings, and of the words that name what is set aside (`naming`).

    `priors` are added to the logarithms of the network's probabilities, for each role those of the tags of `linear`; `shares` are what
    the linear model's and the network's logarithms count for.
    """

    network: Mapping[str, NDArray[np.float32]]
    linear: ActModel
    priors: Mapping[str, NDArray[np.float32]]
    shares: tuple[float, float]
    naming: NameModel

    @cached_property
    def _read(self) -> Shares:
        return remembering(self.network)

    def read(self, turns: Sequence[tuple[int, str, str]]) -> tuple[Act, ...]:
        """The acts of consecutive turns, given as (number, role, text) (`acts.said`), in order."""
        return self._acts(tuple(turns))

    @cached_property
    def _acts(self) -> Callable[[tuple[tuple[int, str, str], ...]], tuple[Act, ...]]:
        """Remembers the last passages: the verifier reads what the draft has just read."""
        return lru_cache(_REMEMBERED)(lambda turns: self.linear.read(turns, self.beside(turns), self.shares[0]))

    def names(self, turns: Sequence[tuple[int, str, str]]) -> tuple[tuple[Name, ...], ...]:
        """What the words of each of consecutive turns, given as in `read`, name that is set aside: nothing but in the client's."""
        return self._names(tuple(turns))

    @cached_property
    def _names(self) -> Callable[[tuple[tuple[int, str, str], ...]], tuple[tuple[Name, ...], ...]]:
        return lru_cache(_REMEMBERED)(self._names_of)

    def _names_of(self, turns: Sequence[tuple[int, str, str]]) -> tuple[tuple[Name, ...], ...]:
        said = [(ROLES[role], text) for _, role, text in turns]
        return tuple(
            names_in(self.naming, self.network, text, clauses(text), said[:at]) if role == CLIENT else ()
            for at, (_, role, text) in enumerate(turns)
        )

    def clause_chances(self, turns: Sequence[tuple[int, str, str]]) -> list[list[Mapping[str, float]]]:
        """The probabilities of the acts of each clause of consecutive turns, given as in `read`."""
        return self.linear.clause_chances(turns, self.beside(turns), self.shares[0])

    def beside(self, turns: Sequence[tuple[int, str, str]]) -> list[list[NDArray[np.float32]]]:
        """What the network adds to the linear model's logarithms, for each clause of each turn."""
        import numpy as np

        found: list[list[NDArray[np.float32]]] = []
        previous: list[tuple[Role | None, str]] = []
        for _, role, text in turns:
            cut = clauses(text)
            rows = turn_shares(self._read, text, cut, previous) if cut else []
            found.append([self.shares[1] * (np.log(np.maximum(row, _TINY)) + self.priors[role]) for row in rows])
            previous.append((ROLES[role], text))
        return found


def load(network: Path, linear: Path, naming: Path) -> ContractModel:
    """Read a model from its three files; the network reads the vectors of the model of advice.

    Raises:
        WeightsError: a file is missing or damaged.
    """
    import numpy as np

    try:
        with np.load(network, allow_pickle=False) as held:
            priors = {role: held[f"prior/{role}"].astype(np.float32) for role in ROLES}
            weights, shares = network_of(held, *WEIGHTS), (float(held["shares"][0]), float(held["shares"][1]))
    except (OSError, EOFError, ValueError, TypeError, KeyError, IndexError, BadZipFile, zlib.error) as error:
        problem = f"le modèle qui lit le contrat ({network.name}) est absent ou abîmé"
        raise WeightsError(problem, "réinstallez codev-voice") from error
    return ContractModel(weights, load_acts(linear), priors, shares, load_names(naming))


@cache
def packaged() -> ContractModel:
    """The model that travels with the program, read once.

    Raises:
        WeightsError: the installation lacks it.
    """
    return load(bundled(NETWORK), bundled(LINEAR), bundled(NAMES))
