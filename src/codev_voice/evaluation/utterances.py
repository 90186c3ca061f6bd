"""How well advice is recognised in single labelled utterances of the clarification."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codev_voice.errors import FileError
from codev_voice.evaluation.advice import NONE, TOLD, Counts, foremost
from codev_voice.evaluation.blocks import Contribution, contributions
from codev_voice.method.address import polite
from codev_voice.method.advice import judge
from codev_voice.method.advice_model import KINDS
from codev_voice.session.values import Level, Notice, Role, Stage, Strictness, Turn


@dataclass(frozen=True, slots=True)
class Line:
    """One labelled utterance: who says it, after what, what it is ("none" or a kind), and whether it was taken back."""

    id: str
    text: str
    label: str
    role: Role = Role.CONSULTANT
    previous: tuple[tuple[Role, str], ...] = ()
    withdrawn: bool = False
    hard: bool = False

    def turns(self) -> tuple[Turn, ...]:
        """The earlier turns and, last, the utterance, without times."""
        said = (*self.previous, (self.role, self.text))
        return tuple(Turn(at, 0.0, 0.0, role.value, text, role=role, pieces=(f"p{at}",)) for at, (role, text) in enumerate(said))


def read_utterances(path: Path) -> tuple[Line, ...]:
    """Read a file of labelled utterances: one JSON object a line (keys that are not known are left aside), or blocks (`.txt`).

    Raises:
        FileError: the file cannot be read, or a line is not a labelled utterance (its number is said).
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise FileError(f"{path.name} est introuvable", "vérifiez le chemin du fichier") from None
    except (OSError, UnicodeDecodeError):
        raise FileError(f"{path.name} ne se lit pas comme du texte UTF-8", "donnez un fichier .jsonl d'énoncés étiquetés") from None
    if path.suffix == ".txt":
        found = tuple(_contributed(each, f"{path.stem}-{number}") for number, each in enumerate(contributions(text, path.name), start=1))
    else:
        found = tuple(_line(line, number, path.name) for number, line in enumerate(text.splitlines(), start=1) if line.strip())
    if not found:
        raise FileError(f"{path.name} ne contient aucun énoncé", "mettez-y un objet JSON par ligne, ou des blocs dans un fichier .txt")
    return found


def score_utterances(lines: Sequence[Line], strictness: Strictness = Strictness.NORMAL) -> dict[str, Any]:
    """Judge each utterance as a turn of the clarification and score the notices.

    Withdrawn lines are skipped. `any` counts a line as noticed by an alert or a light notice, whatever the kind; `alerts` compares
    the level alert with family A and leaves lines of family B out; `by_kind` gives, for each label, how often each kind was told.
    """
    anything, alerts = Counts(), Counts()
    confusion: dict[str, dict[str, int]] = {}
    told: list[dict[str, Any]] = []
    for line in lines:
        notice = _loudest(_notices(line, strictness))
        told.append(_told(line, notice))
        if line.withdrawn:
            continue
        loud = notice is not None and notice.level in TOLD
        anything = anything.plus(told=loud, true=line.label != NONE)
        if not line.label.startswith("B"):
            alert = notice is not None and notice.level is Level.ALERT
            alerts = alerts.plus(told=alert, true=line.label != NONE)
        kind = notice.kind if notice is not None and loud else NONE
        row = confusion.setdefault(line.label, {})
        row[kind] = row.get(kind, 0) + 1
    ordered = {kind: dict(sorted(confusion[kind].items())) for kind in (*KINDS, NONE) if kind in confusion}
    return {"any": anything.as_json(), "alerts": alerts.as_json(), "by_kind": ordered, "lines": told}


def _notices(line: Line, strictness: Strictness) -> tuple[Notice, ...]:
    *previous, turn = line.turns()
    return judge(turn, previous, stage=Stage.CLARIFICATION, strictness=strictness, polite=polite((*previous, turn)))


def _loudest(notices: Sequence[Notice]) -> Notice | None:
    order = (Level.LOG, Level.LIGHT, Level.ALERT)
    return max(notices, key=lambda notice: (order.index(notice.level), notice.confidence), default=None)


def _told(line: Line, notice: Notice | None) -> dict[str, Any]:
    if notice is None:
        return {"id": line.id, "notice": NONE, "kind": None, "confidence": 0.0}
    return {"id": line.id, "notice": notice.level.value, "kind": notice.kind, "confidence": notice.confidence}


def _contributed(each: Contribution, name: str) -> Line:
    label = foremost([kind for kind, _ in each.acts])
    return Line(name, each.text, label, previous=each.previous, withdrawn=each.withdrawn, hard=each.hard)


def _line(text: str, number: int, name: str) -> Line:
    where = f"La ligne {number} de {name}"
    try:
        entry = json.loads(text)
    except ValueError:
        raise FileError(f"{where} n'est pas du JSON", "mettez un objet JSON par ligne") from None
    if not isinstance(entry, dict):
        raise FileError(f"{where} n'est pas un objet JSON", "chaque ligne porte au moins text et label")
    missing = [key for key in ("text", "label") if not isinstance(entry.get(key), str)]
    if missing:
        raise FileError(f"{where} n'a pas de {' ni de '.join(missing)}", "chaque ligne porte au moins text et label")
    if entry["label"] != NONE and entry["label"] not in KINDS:
        raise FileError(f"{where} porte une étiquette inconnue", f"les étiquettes sont {NONE}, {', '.join(KINDS)}")
    try:
        role = Role(entry.get("speaker_role") or Role.CONSULTANT)
        previous = tuple((Role(turn["role"]), str(turn["text"])) for turn in entry.get("previous") or ())
    except (ValueError, KeyError, TypeError):
        remedy = f"les rôles sont {', '.join(role.value for role in Role)} ; previous est une liste de role et text"
        raise FileError(f"{where} porte un rôle ou un tour précédent illisible", remedy) from None
    flags = (bool(entry.get("withdrawn")), bool(entry.get("hard")))
    return Line(str(entry.get("id", number)), entry["text"], entry["label"], role, previous, *flags)
