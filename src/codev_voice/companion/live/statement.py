"""The words to read aloud before the microphone is opened to analysis, and which version of them it was."""

from __future__ import annotations

import hashlib

_EDITION = "2026-11"
"""Changes whenever a word does: what people agreed to is known by it."""

FULL = (
    "Avant de commencer : si vous êtes d'accord, un outil installé sur mon ordinateur va écouter la séance. Il transcrit ce qu'on dit, "
    "sur cette machine ; il n'envoie rien sur internet. Il m'aide à suivre les étapes et le temps, et il prépare trois brouillons pour "
    "notre client ou notre cliente : le contrat, les notes de l'exploration, le plan d'action. C'est cette personne qui les relit, les "
    "corrige, et décide de ce qu'on garde. Le son est détruit dès qu'elle a validé, au plus tard dans sept jours, et la transcription "
    "avec lui. L'outil distingue les voix pendant la séance ; il n'enregistre aucune empreinte vocale. Il ne note personne, il ne "
    "classe personne. Il me glisse parfois un mot, à moi et à personne d'autre, sur une phrase, jamais sur quelqu'un ; ces mots-là, je "
    "les efface après ma relecture. À tout moment, chacun peut dire « hors micro » : j'arrête l'écoute. Vous pouvez faire couper un "
    "passage, ou retirer votre accord, pendant ou après, sans vous justifier. Et si quelqu'un préfère sans, on fait sans, et la séance "
    "sera aussi bonne. Vous pouvez demander à voir ou à effacer ce qui vous concerne : c'est à moi qu'il faut écrire. Ce qui se dit dans "
    "le groupe reste dans le groupe. Je vous demande un par un."
)
SHORT = "Comme la dernière fois, l'outil écoute, sur ma machine, le son est détruit après. Toujours d'accord ?"
VERSION = f"{_EDITION}-{hashlib.sha256(f'{FULL}|{SHORT}'.encode()).hexdigest()[:8]}"


def statement() -> dict[str, str]:
    """The statement in full, in short for a group that knows it, and its version."""
    return {"version": VERSION, "full": FULL, "short": SHORT}
