"""Weights from the model hub, over plain HTTP: metadata, then each file with resume, each digest checked.

Two requests are all that is used of the hub:

    GET {endpoint}/api/models/{repository}/revision/{revision}?blobs=true    commit, files, sizes, digests
    GET {endpoint}/{repository}/resolve/{commit}/{file}                      the bytes (`Range` understood)

No account, no token, no telemetry. `HF_ENDPOINT` names another endpoint.
"""

from __future__ import annotations

import http.client
import json
import os
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from codev_voice.errors import NetworkError, WeightsError
from codev_voice.weights.digests import CHUNK, git_blob, sha256
from codev_voice.weights.disk import write_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from codev_voice.session.progress import Progress

ENDPOINT = "https://huggingface.co"
NAMES = ("model.bin", "config.json", "preprocessor_config.json", "tokenizer.json", "vocabulary.txt", "vocabulary.json")
"""What faster-whisper loads; the rest of a repository is not fetched."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the hub is waited for: `timeout` seconds of silence, `tries` attempts, `pause` seconds between two."""

    timeout: float = 30.0
    tries: int = 5
    pause: float = 2.0


@dataclass(frozen=True, slots=True)
class Remote:
    """A file as the hub describes it: large ones by their SHA-256, small ones by git's identifier only."""

    name: str
    size: int
    sha256: str | None
    blob: str | None

    def is_right(self, path: Path) -> bool:
        """Whether these bytes are the ones the hub describes."""
        if path.stat().st_size != self.size:
            return False
        return sha256(path) == self.sha256 if self.sha256 else git_blob(path) == self.blob


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A repository at one commit."""

    repository: str
    commit: str
    files: tuple[Remote, ...]

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(file.size for file in self.files)


def endpoint() -> str:
    """The hub's address, without final slash."""
    return (os.environ.get("HF_ENDPOINT", "").strip() or ENDPOINT).rstrip("/")


def snapshot(repository: str, revision: str = "main", patience: Patience = Patience()) -> Snapshot:
    """Resolve a repository's commit and its files' sizes and digests, from the hub's metadata.

    Raises:
        NetworkError: the hub does not answer, or refuses.
        WeightsError: the hub answers something that cannot be checked.
    """
    url = f"{endpoint()}/api/models/{repository}/revision/{quote(revision, safe='')}?blobs=true"
    for attempt in range(patience.tries):
        if attempt:
            time.sleep(patience.pause)
        try:
            with _opened(url, repository, patience) as answer, _cuts():
                said = answer.read()
        except _Cut:
            continue
        try:
            return _read(repository, json.loads(said))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            problem = f"Le dépôt répond pour {repository} des métadonnées que ce programme ne sait pas vérifier"
            raise WeightsError(problem, "vérifiez HF_ENDPOINT, ou donnez le modèle par CODEV_VOICE_MODELS") from error
    raise _silent()


def _read(repository: str, said: Any) -> Snapshot:  # noqa: ANN401 - foreign JSON, judged field by field below
    files = tuple(_remote(entry) for entry in said["siblings"] if entry["rfilename"] in NAMES)
    names = {file.name for file in files}
    if not {"model.bin", "config.json", "tokenizer.json"} <= names or not any(n.startswith("vocabulary.") for n in names):
        raise ValueError(repository)
    commit = str(said["sha"])
    if not commit.isalnum():  # it becomes a part of an address and of a folder's name
        raise ValueError(repository)
    return Snapshot(repository, commit, files)


def _remote(entry: dict[str, Any]) -> Remote:
    digests = entry.get("lfs") or {}
    digest, blob = digests.get("sha256"), entry.get("blobId")
    if not digest and not blob:
        raise ValueError(entry["rfilename"])
    return Remote(str(entry["rfilename"]), int(entry["size"]), digest, blob)


def fetch_file(
    source: Snapshot,
    file: Remote,
    into: Path,
    progress: Progress,
    patience: Patience = Patience(),
) -> None:
    """Download one file into folder `into`, going on from what is already there, and check its digest.

    An attempt that brought bytes does not count against `patience.tries`: a poor line ends by finishing.

    Raises:
        NetworkError: the hub does not answer, refuses, or keeps cutting; what was had stays for the next time.
        WeightsError: the bytes are not those the hub describes; they are removed.
    """
    path, left = into / file.name, patience.tries
    while (had := _held(path)) < file.size and left:
        with suppress(_Cut):
            _go_on(source, file, path, progress, patience)
        if _held(path) <= had:
            left -= 1
            time.sleep(patience.pause if left else 0.0)
    if _held(path) < file.size:
        raise _silent()
    if not file.is_right(path):
        path.unlink()
        problem = f"{file.name} de {source.repository} n'a pas l'empreinte annoncée, rien n'a été installé"
        raise WeightsError(problem, "relancez la même commande ; si cela persiste, le dépôt sert d'autres fichiers")


def _held(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _go_on(source: Snapshot, file: Remote, path: Path, progress: Progress, patience: Patience) -> None:
    """Bring what is missing of a file, until its end or the line's."""
    url = f"{endpoint()}/{source.repository}/resolve/{source.commit}/{quote(file.name)}"
    held = _held(path)
    with _opened(url, source.repository, patience, {"Range": f"bytes={held}-"} if held else {}) as answer:
        resumed = answer.status == HTTPStatus.PARTIAL_CONTENT
        write_pieces(path, _told(answer, held if resumed else 0, file, progress), append=resumed)


def _told(answer: Any, held: int, file: Remote, progress: Progress) -> Iterator[bytes]:  # noqa: ANN401 - urllib's answer
    """The answer's pieces, telling where they stand; one piece more than announced is enough to know it is wrong."""
    while held <= file.size:
        with _cuts():
            piece = answer.read(CHUNK)
        if not piece:
            return
        held += len(piece)
        progress(f"Téléchargement de {file.name}", min(1.0, held / file.size))
        yield piece


class _Cut(Exception):  # noqa: N818 - a signal between the functions of this file
    """The hub did not answer, or stopped: another try may do, and what came is kept."""


@contextmanager
def _cuts() -> Iterator[None]:
    """The network's errors become `_Cut`, so that they are never taken for the disk's."""
    try:
        yield
    except (OSError, http.client.HTTPException) as error:
        raise _Cut from error


def _opened(url: str, repository: str, patience: Patience, headers: dict[str, str] | None = None) -> Any:  # noqa: ANN401 - urllib types it so
    """Ask for an address; a definite refusal is told at once, anything else may be tried again."""
    if not url.startswith(("https://", "http://")):
        problem = "HF_ENDPOINT n'est pas une adresse http(s)"
        raise NetworkError(problem, "corrigez cette variable, ou retirez-la")
    request = urllib.request.Request(url, headers={"User-Agent": "codev-voice", **(headers or {})})  # noqa: S310 - http(s), just checked
    with _cuts():
        try:
            return urllib.request.urlopen(request, timeout=patience.timeout)  # noqa: S310 - idem
        except urllib.error.HTTPError as error:
            error.close()
            if error.code >= HTTPStatus.INTERNAL_SERVER_ERROR or error.code in _PASSING:
                raise
            problem = f"Le dépôt de modèles refuse {repository} (réponse {error.code})"
            remedy = "vérifiez HF_ENDPOINT, ou donnez le modèle par un dossier nommé dans CODEV_VOICE_MODELS"
            raise NetworkError(problem, remedy) from error


_PASSING = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}


def _silent() -> NetworkError:
    problem = f"Le dépôt de modèles ({endpoint()}) ne répond pas ou coupe"
    remedy = "vérifiez le réseau et relancez, le téléchargement reprendra où il s'est arrêté"
    return NetworkError(problem, f"{remedy} ; le modèle base, lui, vient de l'index Python")
