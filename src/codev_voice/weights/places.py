"""Where the weights lie on this machine: the folder people name, else the user's data folder."""

from __future__ import annotations

import json
import os
from pathlib import Path

from codev_voice.errors import WeightsError
from codev_voice.session.disk import guarded
from codev_voice.session.places import user_folder
from codev_voice.weights.pins import MODEL, FilePin, Model, wanted

VARIABLE = "CODEV_VOICE_MODELS"
"""Names a folder of `whisper-<size>` or `faster-whisper-<size>` folders; what it holds wins."""

PINS = "pins.json"
NEEDED = (MODEL, "config.json", "tokenizer.json")
"""Files every size has, besides a vocabulary of either format."""


def data_folder() -> Path:
    """Where fetched weights are kept; it may not exist yet."""
    return user_folder() / "weights"


def named_folder(model: Model) -> Path | None:
    """The model's folder inside the one named by `CODEV_VOICE_MODELS`, if it is there."""
    root = os.environ.get(VARIABLE, "").strip()
    if not root:
        return None
    candidates = (Path(root).expanduser() / name for name in (model.folder, f"faster-{model.folder}"))
    return next((folder for folder in candidates if folder.is_dir()), None)


def pinned(model: Model) -> tuple[FilePin, ...]:
    """The files as they must be: the program's own pins, else those kept at the first fetch, else none."""
    return model.files or kept_pins(model)[1]


def kept_pins(model: Model) -> tuple[str, tuple[FilePin, ...]]:
    """The hub's commit and the files as they were checked at the first fetch; ("", ()) when there was none.

    Raises:
        WeightsError: the file that keeps them is damaged.
    """
    path = data_folder() / PINS
    try:
        kept = json.loads(path.read_text(encoding="utf-8")).get(model.folder)
        if kept is None:
            return "", ()
        return str(kept["commit"]), tuple(FilePin(str(name), int(pin["size"]), str(pin["sha256"])) for name, pin in kept["files"].items())
    except FileNotFoundError:
        return "", ()
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        problem = f"Le fichier des empreintes {path} est illisible"
        raise WeightsError(problem, f"supprimez-le, puis lancez « {fetch_command(model)} »") from None


def fetch_command(model: Model) -> str:
    """What to type to have this model."""
    return f"codev-voice models fetch {model.name}"


def faults(folder: Path, pins: tuple[FilePin, ...]) -> tuple[str, ...]:
    """What is wrong with a model's folder, judged by names and sizes only (empty: nothing).

    Without pins, the files that every size needs must be there and hold something.
    """
    sizes = {path.name: path.stat().st_size for path in folder.iterdir() if path.is_file()}
    if pins:
        return tuple(
            f"{pin.name} : {sizes[pin.name]} octets au lieu de {pin.size}" if pin.name in sizes else f"{pin.name} manque"
            for pin in pins
            if sizes.get(pin.name) != pin.size
        )
    lacking = [name for name in NEEDED if not sizes.get(name)]
    if not any(name.startswith("vocabulary.") and size for name, size in sizes.items()):
        lacking.append("vocabulary.txt (ou .json)")
    return tuple(f"{name} manque" for name in lacking)


def whisper_folder(size: str) -> Path:
    """The folder of a Whisper size, ready to load (names and sizes of its files checked).

    Args:
        size: "base", "small", … (see `pins.MODELS`).

    Raises:
        WeightsError: unknown size, absent or incomplete weights; the remedy is the command to run.
        MachineError: the folder cannot be read.
    """
    model = wanted(size)
    with guarded(data_folder()):
        return _checked(model)


def _checked(model: Model) -> Path:
    if (named := named_folder(model)) is not None:
        if wrong := faults(named, ()):
            problem = f"Le modèle {named} est incomplet ({', '.join(wrong)})"
            raise WeightsError(problem, f"complétez ce dossier, ou retirez-le de {VARIABLE}")
        return named
    folder = data_folder() / model.folder
    if not folder.is_dir():
        problem = f"Le modèle Whisper {model.name} n'est pas sur cette machine"
        raise WeightsError(problem, f"lancez « {fetch_command(model)} »")
    if wrong := faults(folder, pinned(model)):
        problem = f"Le modèle Whisper {model.name} est abîmé ({', '.join(wrong)})"
        raise WeightsError(problem, f"lancez « {fetch_command(model)} »")
    return folder
