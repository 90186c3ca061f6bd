"""Write `docs/licences.md`: the licence of each package pinned in `constraints.txt`, as its own metadata tell it.

.venv/bin/python tools/licences.py
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.markers import Environment, default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PINS, WRITTEN = ROOT / "constraints.txt", ROOT / "docs" / "licences.md"
PROJECT = "codev-voice"

ELSEWHERE = {
    "jeepney": "MIT",
    "pyaudiowpatch": "MIT",
    "secretstorage": "BSD-3-Clause",
    "torch": "Apache-2.0 AND BSD-2-Clause AND BSD-3-Clause AND BSL-1.0 AND MIT",
}
"""Packages that `make setup` does not install on every system: those of one system, and what only training needs."""

KNOWN = (
    (r"\bmit\b", "MIT"),
    (r"apache[\s,-]*(?:license)?[\s,-]*(?:version)?[\s,-]*2|apache software", "Apache-2.0"),
    (r"mozilla public license|\bmpl\b", "MPL-2.0"),
    (r"\bbsd[ -]2|2-clause", "BSD-2-Clause"),
    (r"\bbsd[ -]3|3-clause|neither the name", "BSD-3-Clause"),
    (r"python software foundation|\bpsfl?\b", "PSF-2.0"),
    (r"\bbsd\b", "BSD"),
    (r"\bisc\b", "ISC"),
)
"""How packages write a licence, from the most exact to the vaguest, and its SPDX name."""

SYSTEMS = (("linux", "Linux"), ("win32", "Windows"), ("darwin", "Darwin"))

HEAD = """# Les licences de ce qui est utilisé

Fichier écrit par `tools/licences.py` d'après ce que chaque paquet dit de lui-même ; `constraints.txt` fixe les versions,
`docs/dependances.md` dit à quoi chacun sert. Aucun de ces paquets n'est redistribué ici : pip les prend sur l'index.

Avec le projet lui-même (licence MIT) voyagent deux réseaux de voix, pyannote segmentation-3.0 (MIT) et 3D-Speaker CAM++ (Apache-2.0),
leurs licences à côté d'eux dans `models/voices/` ; Whisper (MIT, OpenAI) est pris sur l'index de paquets.
"""


def main() -> None:
    """Write the file."""
    WRITTEN.write_text(written(PINS.read_text(encoding="utf-8")), encoding="utf-8")


def written(constraints: str) -> str:
    """The whole file, for these pins (`name==version` lines)."""
    pins = dict(line.split("==") for line in constraints.split())
    needed = reached(PROJECT, {canonicalize_name(name) for name in pins})
    running = {name: version for name, version in pins.items() if canonicalize_name(name) in needed}
    others = {name: version for name, version in pins.items() if name not in running}
    return f"{HEAD}\n## À l'exécution\n\n{_table(running)}\n## Pour vérifier, mesurer, entraîner\n\n{_table(others)}"


def reached(project: str, among: set[str]) -> set[str]:
    """The packages of `among` that the project needs to run on some system, directly or not."""
    found: set[str] = set()
    waiting: list[tuple[str, frozenset[str]]] = [(project, frozenset())]
    seen = set(waiting)
    while waiting:
        name, extras = waiting.pop()
        for requirement in _requirements(name, extras):
            needed = canonicalize_name(requirement.name)
            step = (needed, frozenset(requirement.extras))
            if needed in among and step not in seen:
                seen.add(step)
                found.add(needed)
                waiting.append(step)
    return found


def licence_of(package: str) -> str:
    """The package's licence, SPDX wherever that is certain.

    Raises:
        LookupError: it is not installed, or nothing in it tells.
    """
    if told := ELSEWHERE.get(canonicalize_name(package)):
        return told
    try:
        found = distribution(package)
    except PackageNotFoundError:
        raise LookupError(f"{package} n'est pas installé : installez ce que fixe constraints.txt") from None
    metadata = found.metadata
    if expression := metadata.get("License-Expression"):
        return str(expression)
    classified = (line.rpartition("::")[2] for line in metadata.get_all("Classifier") or () if line.startswith("License ::"))
    stated = metadata.get("License") or ""
    short = stated if stated and "\n" not in stated else ""
    for text in itertools.chain((short, stated), classified, _files(found)):
        if " AND " in text and len(text) < 80:  # noqa: PLR2004 - an SPDX expression, in the field that came before it
            return text
        if name := _named(text):
            return name
    raise LookupError(f"{package} ne dit pas sa licence : lisez-la et écrivez-la dans ELSEWHERE")


def _named(text: str) -> str | None:
    return next((name for pattern, name in KNOWN if re.search(pattern, text[:1500], re.IGNORECASE)), None)


def _files(found: Distribution) -> Iterator[str]:
    """What the licence files beside the package say."""
    for file in found.files or ():
        if file.parts[0].endswith(".dist-info") and re.match(r"(?i)licen[cs]e|copying", file.name):
            yield Path(str(file.locate())).read_text(encoding="utf-8", errors="replace")


def _requirements(name: str, extras: frozenset[str]) -> Iterator[Requirement]:
    try:
        lines = distribution(name).requires or ()
    except PackageNotFoundError:  # of another system, or of an extra: what it needs is listed with the others
        return
    for requirement in map(Requirement, lines):
        if requirement.marker is None or any(requirement.marker.evaluate(place) for place in _places(extras)):
            yield requirement


def _places(extras: Iterable[str]) -> Iterator[Mapping[str, str]]:
    here: Environment = default_environment()
    for extra in ("", *extras):
        for platform, system in SYSTEMS:
            yield {**here, "extra": extra, "sys_platform": platform, "platform_system": system}  # type: ignore[misc] # a mapping of words


def _table(pins: Mapping[str, str]) -> str:
    rows = (f"| {name} | {version} | {licence_of(name)} |\n" for name, version in sorted(pins.items(), key=lambda pin: pin[0].casefold()))
    return f"| paquet | version | licence |\n|---|---|---|\n{''.join(rows)}"


if __name__ == "__main__":
    main()
