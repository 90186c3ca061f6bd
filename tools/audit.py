"""`make check`'s look for known faults in what `constraints.txt` pins: fails when there is one, and says so when nobody answers.

.venv/bin/python tools/audit.py

One package is asked about first, so that a machine without the service waits little; what was found is remembered beside the virtual
environment: a day when the service answered, an hour when it did not, as long as the pins are the same.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PINS, REMEMBERED = ROOT / "constraints.txt", ROOT / ".venv" / ".audited"
FIRST, WHOLE = 10, 60
"""Seconds that are waited for the first package, and for all of them once the service has answered."""
DAY, HOUR = 86_400, 3_600


@dataclass(frozen=True)
class Audit:
    """What the service said: whether it `answered`, and the `faults` it knows, a line each."""

    answered: bool
    faults: tuple[str, ...] = ()


def main() -> int:
    """Say what is known, from memory or asked now."""
    pins = PINS.read_text(encoding="utf-8")
    found = remembered(pins, time.time())
    if found is None:
        found = asked(pins)
        remember(found, pins)
    for line in found.faults:
        print(line, file=sys.stderr)
    if not found.answered:
        print("Failles connues : le service qui les tient ne répond pas d'ici ; les dépendances n'ont pas été vérifiées.")
    return 1 if found.faults else 0


def asked(pins: str) -> Audit:
    """What the service says of these pins (`name==version` lines)."""
    first = read(_answer(pins.splitlines()[:1], FIRST))
    return read(_answer(pins.splitlines(), WHOLE)) if first.answered else first


def read(answer: str) -> Audit:
    """What this answer of pip-audit (JSON) says; a package that the service does not know was not checked, whatever is printed."""
    try:
        packages: list[dict[str, Any]] = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Audit(answered=False)
    faults = [
        f"{package['name']} {package['version']} : {fault['id']}, corrigé en {', '.join(fault['fix_versions']) or '… rien encore'}"
        for package in packages
        for fault in package.get("vulns", ())
    ]
    return Audit(any("skip_reason" not in package for package in packages), tuple(faults))


def remembered(pins: str, now: float, file: Path = REMEMBERED) -> Audit | None:
    """What was found of these very pins lately, if anything; a fault is asked about again each time."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        age = now - file.stat().st_mtime
        fresh = kept["pins"] == _digest(pins) and 0 <= age < (DAY if kept["answered"] else HOUR)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Audit(kept["answered"]) if fresh else None


def remember(found: Audit, pins: str, file: Path = REMEMBERED) -> None:
    """Keep that there was no fault, or no answer."""
    if not found.faults and file.parent.is_dir():
        file.write_text(json.dumps({"pins": _digest(pins), "answered": found.answered}), encoding="utf-8")


def _answer(pins: list[str], limit: float) -> str:
    """What pip-audit prints of these pins; nothing when it has no answer within `limit` seconds."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "pins.txt"
        listed.write_text("\n".join(pins), encoding="utf-8")
        command = [sys.executable, "-m", "pip_audit", "-r", str(listed), "--no-deps", "--disable-pip", "--timeout", "3"]
        try:
            done = subprocess.run([*command, "-f", "json", "--progress-spinner", "off"], check=False, capture_output=True, timeout=limit)
        except subprocess.TimeoutExpired:
            return ""
    return done.stdout.decode("utf-8", "replace")


def _digest(pins: str) -> str:
    return hashlib.sha256(pins.encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
