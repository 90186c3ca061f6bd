"""Small sessions that tests can hear, written for them."""

from __future__ import annotations

import json
from pathlib import Path

SETTINGS = """title = "Un petit codev"
date = 2026-03-12
preset = 30
[[people]]
name = "Inès"
role = "client"
[[people]]
name = "Claire"
role = "animateur"
[[people]]
name = "Julien"
role = "consultant"
[[people]]
name = "Fatou"
role = "consultant"
"""

_ACCOUNT = (
    "Alors voilà, je dirige une équipe de six personnes et mon adjoint, Marc, voulait le poste de responsable. Il ne l'aura pas, "
    "et c'est à moi de le lui annoncer. Je ne dors plus depuis une semaine, je tourne ça dans ma tête tous les soirs."
)
LINES: tuple[tuple[str, str, str, int], ...] = (
    ("Claire", "animateur", "Bonjour à tous, on commence par le retour de la dernière fois. Julien ?", 0),
    ("Julien", "consultant", "C'est fait, j'ai vu mon directeur et ça s'est bien passé.", 0),
    ("Claire", "animateur", "Merci. Inès, on t'écoute, raconte-nous, nous on coupe les micros.", 1),
    ("Inès", "client", _ACCOUNT, 1),
    ("Claire", "animateur", "Merci Inès. Place aux questions, des questions de fait, pour bien comprendre.", 2),
    ("Julien", "consultant", "Il est là depuis combien de temps, Marc ?", 2),
    ("Inès", "client", "Depuis quatre ans, il est arrivé juste après moi.", 2),
    ("Fatou", "consultant", "Tu devrais lui écrire une lettre avant de le voir.", 2),
    ("Inès", "client", "Je ne sais pas.", 2),
    ("Claire", "animateur", "Bon. Avec tout ça, Inès, c'est quoi ta demande ?", 3),
    ("Inès", "client", "Ma question, c'est comment garder Marc motivé après l'annonce. J'attends des idées et des expériences.", 3),
    ("Julien", "consultant", "D'accord pour moi.", 3),
    ("Fatou", "consultant", "Oui, d'accord.", 3),
    ("Claire", "animateur", "C'est parti, à vous, Inès écoute et note.", 4),
    ("Julien", "consultant", "Moi, j'ai vécu la même chose, et ce qui m'a aidé c'est qu'on me confie un vrai projet.", 4),
    ("Fatou", "consultant", "Tu pourrais lui proposer de piloter le projet Lyon.", 4),
    ("Claire", "animateur", "Alors Inès, tu repars avec quoi, et tu fais quoi lundi matin ?", 5),
    ("Inès", "client", "Je garde l'idée du vrai projet. Je vais voir Marc mardi.", 5),
    ("Claire", "animateur", "Pour finir, chacun, avec quoi vous repartez, pour vous ?", 6),
    ("Fatou", "consultant", "Moi, je repars avec l'envie de dire les choses plus tôt.", 6),
)


def labelled_lines() -> str:
    """The session as labelled JSON lines."""
    made = []
    for speaker, role, text, stage in LINES:
        line: dict[str, object] = {"speaker": speaker, "role": role, "text": text, "stage": stage}
        if text.startswith("Tu devrais"):
            line["advice"] = [{"kind": "A1", "excerpt": text.rstrip("."), "withdrawn": False}]
        made.append(json.dumps(line, ensure_ascii=False))
    return "\n".join(made) + "\n"


def write_session(folder: Path) -> tuple[Path, Path]:
    """The session's transcript and its `seance.toml`, written in `folder`."""
    transcript, settings = folder / "petit.jsonl", folder / "fiche.toml"
    transcript.write_text(labelled_lines(), encoding="utf-8")
    settings.write_text(SETTINGS, encoding="utf-8")
    return transcript, settings
