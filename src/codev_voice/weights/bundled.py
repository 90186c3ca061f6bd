"""The files of models that travel with the program: in the package once installed, in `models/` in a source checkout."""

from __future__ import annotations

from pathlib import Path

from codev_voice.errors import WeightsError

_PACKAGE = Path(__file__).resolve().parents[1]
INSTALLED = _PACKAGE / "_models"
"""Where an installed wheel holds them."""
CHECKOUT = _PACKAGE.parents[1] / "models"
"""Where a source checkout holds them."""


def bundled(name: str) -> Path:
    """The file called `name`, a path below `models/` with forward slashes (« voices/campplus.onnx »).

    Raises:
        WeightsError: it is in neither place: the installation is damaged.
    """
    for folder in (INSTALLED, CHECKOUT):
        if (path := folder / name).is_file():
            return path
    problem = f"le modèle {name}, fourni avec codev-voice, manque"
    raise WeightsError(problem, "réinstallez codev-voice")
