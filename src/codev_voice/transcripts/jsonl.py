"""One JSON object a line, one line a turn: `speaker`, `text`, and if known `role`, `start`, `end`; other keys are ignored."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

from codev_voice.errors import FileError
from codev_voice.session.values import Role
from codev_voice.transcripts.assembly import assemble
from codev_voice.transcripts.cues import Cue, clean
from codev_voice.transcripts.dates import date_in_name
from codev_voice.transcripts.imported import Imported
from codev_voice.transcripts.source import Source


def recognise(source: Source) -> bool:
    """The first line that is not blank opens an object."""
    return next((line for line in source.lines if line.strip()), "").lstrip().startswith("{")


def read(source: Source, people: Sequence[str]) -> Imported:  # noqa: ARG001 - every reader is called alike
    """The turns, position for position: nothing is joined, nothing left out.

    Raises:
        FileError: a line is not a turn; it is named.
    """
    cues = [_cue(line, number, source.name) for number, line in enumerate(source.lines, start=1) if line.strip()]
    return assemble(source, cues, form="jsonl", date=date_in_name(source.name), as_written=True)


def _cue(line: str, number: int, name: str) -> Cue:
    where = f"la ligne {number} de {name}"
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        raise FileError(_sentence(f"{where} n'est pas du JSON"), "écrivez un objet JSON par ligne, un tour de parole par objet") from None
    if not isinstance(entry, dict) or not all(isinstance(entry.get(key), str) for key in ("speaker", "text")):
        raise FileError(_sentence(f"{where} n'est pas un tour de parole"), "donnez à chaque ligne au moins « speaker » et « text »")
    speaker = clean(entry["speaker"])
    if not speaker:
        raise FileError(_sentence(f"{where} ne dit pas qui parle"), "écrivez un nom dans « speaker »")
    role = entry.get("role")
    if role is not None and role not in tuple(Role):
        raise FileError(_sentence(f"le rôle de {where} est inconnu"), f"choisissez parmi {', '.join(Role)}")
    return Cue(
        clean(entry["text"]), speaker, _time(entry, "start", where), _time(entry, "end", where), Role(role) if role is not None else None
    )


def _time(entry: dict[str, Any], key: str, where: str) -> float | None:
    value = entry.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < _LONGEST or not math.isfinite(value):
        raise FileError(_sentence(f"« {key} » de {where} n'est pas un temps"), "écrivez un nombre de secondes, ou enlevez cette clé")
    return float(value)


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


_LONGEST = 1e6
"""Seconds: eleven days."""
