"""`models check` and `models list`: what is on this machine, and whether its bytes are the right ones."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from codev_voice.session.disk import guarded
from codev_voice.session.progress import Progress, silent
from codev_voice.weights.digests import altered
from codev_voice.weights.pins import DEFAULT, MODELS, Model, Wheels, wanted
from codev_voice.weights.places import data_folder, faults, fetch_command, named_folder, pinned

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class State(StrEnum):
    """What a model's folder is worth."""

    RIGHT = "bon"
    UNPINNED = "non épinglé"
    ABSENT = "absent"
    WRONG = "abîmé"


@dataclass(frozen=True, slots=True)
class Report:
    """What was found of one model; `detail` says what is wrong, `mend` the command that mends it."""

    name: str
    state: State
    folder: Path | None = None
    detail: str = ""
    mend: str = ""

    @property
    def usable(self) -> bool:
        """Whether it can be loaded as it is."""
        return self.state in {State.RIGHT, State.UNPINNED}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list: `size` in bytes (measured when the model is there, about right otherwise)."""

    name: str
    size: int
    licence: str
    origin: str
    folder: Path | None
    default: bool


def check(names: Iterable[str] = (), progress: Progress = silent) -> list[Report]:
    """Compare every file of these models (without names: the default and those present) with its pinned digest.

    Raises:
        WeightsError: unknown name, or unreadable pins.
        MachineError: a file cannot be read.
    """
    asked = [wanted(name) for name in names]
    with guarded(data_folder()):
        models = asked or [model for model in MODELS.values() if model.name == DEFAULT or _folder(model)]
        return [_report(model, progress) for model in models]


def _folder(model: Model) -> Path | None:
    own = data_folder() / model.folder
    return named_folder(model) or (own if own.is_dir() else None)


def _report(model: Model, progress: Progress) -> Report:
    folder = _folder(model)
    mend = fetch_command(model)
    if folder is None:
        return Report(model.name, State.ABSENT, mend=mend)
    named = folder == named_folder(model)
    # A folder the person names may hold another conversion of the same size: it must be whole, its bytes are theirs.
    pins = () if named and faults(folder, pinned(model)) else pinned(model)
    wrong = faults(folder, pins)
    if not wrong and pins:
        wrong = tuple(f"{name} : empreinte inattendue" for name in altered(folder, pins, progress))
    if wrong:
        return Report(model.name, State.WRONG, folder, ", ".join(wrong), f"complétez ou retirez {folder}" if named else mend)
    if not pins:
        return Report(model.name, State.UNPINNED, folder, "complet, mais aucune empreinte connue à comparer")
    return Report(model.name, State.RIGHT, folder)


def listing() -> list[Entry]:
    """Every size the program knows, and where it lies on this machine.

    Raises:
        MachineError: a folder cannot be read.
    """
    with guarded(data_folder()):
        return [_entry(model) for model in MODELS.values()]


def _entry(model: Model) -> Entry:
    folder = _folder(model)
    size = sum(path.stat().st_size for path in folder.iterdir() if path.is_file()) if folder else model.about
    origin = "index Python" if isinstance(model.source, Wheels) else f"dépôt {model.source.repository}"
    return Entry(model.name, size, model.licence, origin, folder, model.name == DEFAULT)
