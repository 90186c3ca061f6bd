"""`codev-voice rename` and `codev-voice move`: who a voice is, and where a stage begins."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from codev_voice.errors import SettingsError
from codev_voice.session.names import ROLE_NAMES, STAGE_NAMES
from codev_voice.session.values import Role, Session


def rename(
    folder: Annotated[Path, typer.Argument(metavar="DOSSIER", readable=False, help="Le dossier de la séance.")],
    voice: Annotated[str, typer.Argument(metavar="VOIX", help="L'étiquette de la voix (« Voix 3 ») ou le nom qu'elle porte.")],
    person: Annotated[str, typer.Argument(metavar="PERSONNE", help="Le nom de la personne.")],
    role: Annotated[Role | None, typer.Option("--role", help="Son rôle, s'il n'est pas dans seance.toml.")] = None,
) -> None:
    """Donne son nom à une voix : la transcription, les documents et le bilan suivent."""
    from codev_voice.companion.renaming import rename as apply

    voice_now = apply(folder, voice, person, role)
    held = f", {ROLE_NAMES[voice_now.role]}" if voice_now.role else ""
    typer.echo(f"{voice_now.label} est maintenant {voice_now.person}{held}.")


def move(
    folder: Annotated[Path, typer.Argument(metavar="DOSSIER", readable=False, help="Le dossier de la séance.")],
    turn: Annotated[int, typer.Argument(metavar="TOUR", help="Le numéro du tour, comme le donne « codev-voice transcript --numbers ».")],
    stage: Annotated[
        str | None, typer.Argument(metavar="ÉTAPE", help="De 0 à 6, ou son nom : « clarification ».", show_default=False)
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Reprend ce que vous aviez indiqué à ce tour.")] = False,
) -> None:
    """Dit quelle étape commence à un tour de parole : la séance est relue, et votre indication l'emporte jusqu'au changement suivant."""
    from codev_voice.companion.moving import move as apply
    from codev_voice.companion.moving import stage_named

    if undo == (stage is not None):
        raise SettingsError("Il faut une étape, ou bien --undo", "par exemple « codev-voice move DOSSIER 12 clarification »")
    typer.echo("\n".join(_stages(apply(folder, turn, stage_named(stage) if stage is not None else None))))


def _stages(session: Session) -> list[str]:
    """Where each stage begins, and by whom it was said when it was the facilitator."""
    lines = ["Les étapes de la séance :"]
    for move in session.moves:
        by = " (d'après vous)" if any(click.turn == move.turn for click in session.clicks) else ""
        lines.append(f"Tour {move.turn} : {int(move.stage)}. {STAGE_NAMES[move.stage]}{by}")
    return lines
